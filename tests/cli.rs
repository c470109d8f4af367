//! The binary as its users meet it: every subcommand, its exit codes, and what it leaves on disk.

#[path = "cli/check.rs"]
mod check;
#[path = "cli/common.rs"]
mod common;
#[path = "cli/crash.rs"]
mod crash;
#[path = "cli/diagram.rs"]
mod diagram;
#[path = "cli/diagram_choices.rs"]
mod diagram_choices;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/events.rs"]
mod events;
#[path = "cli/evolve.rs"]
mod evolve;
#[path = "cli/generate.rs"]
mod generate;
#[path = "cli/guard.rs"]
mod guard;
#[path = "cli/inject.rs"]
mod inject;
#[path = "cli/lint.rs"]
mod lint;
#[path = "cli/lint_files.rs"]
mod lint_files;
#[path = "cli/pictures.rs"]
mod pictures;
#[path = "cli/publish.rs"]
mod publish;
#[path = "support/sarif.rs"]
mod sarif;
#[path = "cli/serve.rs"]
mod serve;
#[path = "cli/small.rs"]
mod small;
#[path = "cli/templates.rs"]
mod templates;
