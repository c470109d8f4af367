//! `esgen generate`: a model becomes a Rust workspace on disk.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    Failure, ModelArgument, Outcome, Result, build, check, files, format,
    terminal::Terminal,
    tree::{self, Tree},
};
use crate::{
    diagnostic::rule,
    generate::{
        self,
        files::Files,
        manifest,
        plan::{self, Action, Conflict, Plan},
        tree::{TemplateError, Templates},
    },
    pipeline::Analysis,
};

/// Generate an event-sourced Rust workspace from a model at design level.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// The folder of the workspace; it is made when it is not there.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Templates that stand in place of ours, under the same paths.
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Write nothing; fail when the workspace is not what the model gives.
    #[arg(long, conflicts_with_all = ["dry_run", "force", "verify", "run"])]
    check: bool,
    /// Write nothing; list what would be done.
    #[arg(long, conflicts_with_all = ["verify", "run"])]
    dry_run: bool,
    /// Show the lines that change.
    #[arg(long)]
    diff: bool,
    /// Overwrite generated files that somebody edited, and files that were there before.
    #[arg(long)]
    force: bool,
    /// Keep files that are no longer generated.
    #[arg(long)]
    keep_orphans: bool,
    /// Leave the Rust as the templates give it.
    #[arg(long)]
    no_fmt: bool,
    /// Build the workspace and run its tests.
    #[arg(long)]
    verify: bool,
    /// Run the service with a history of every event version on a scratch store.
    #[arg(long)]
    run: bool,
}

const EXAMPLES: &str = "\
Examples:
  esgen generate -o service                    from the model upward of here
  esgen generate shop.yaml -o service --check  in CI: is the workspace what the model gives?
  esgen generate -o service --dry-run --diff   what would change?
  esgen generate -o service --verify --run     build, test and run it";

const CONFLICTS: &str = "move the edits to a file of your own, see them with `--diff`, or overwrite them with `--force`";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let mut analysis = files::load(&files::find(&arguments.model)?)?;
    if !check::has_errors(&analysis) {
        analysis.diagnostics.extend(generate::unready(&analysis.model));
    }
    if check::has_errors(&analysis) {
        check::show(&analysis, check::Format::Pretty, terminal);
        terminal.note("nothing was generated");
        return Ok(Outcome::Findings);
    }
    let wanted = wanted(arguments, &analysis, terminal)?;
    let root = &arguments.output;
    let tree = Tree { root, manifest: manifest::PATH };
    let only_looks = arguments.check || arguments.dry_run;
    if only_looks {
        tree.refuse_unfinished("esgen generate")?;
    } else {
        tree.recover()?;
    }
    let options = plan::Options { force: arguments.force, keep_orphans: arguments.keep_orphans };
    let plan = tree.plan(&wanted, options)?;
    if arguments.diff || arguments.check {
        terminal.result(&differences(&plan, &wanted, root));
    }
    if only_looks {
        return Ok(looked(arguments, &plan, terminal));
    }
    if tree::has_conflicts(&plan, CONFLICTS, terminal) {
        return Ok(Outcome::Findings);
    }
    tree.write(&wanted, &plan)?;
    terminal.note(&tree.summary(&plan));
    for line in missing_modules(&plan, root) {
        terminal.note(&line);
    }
    finish(arguments, &analysis, terminal)
}

/// A file for decisions of the user's may come into a crate whose `lib.rs` is theirs already: it has to name the file,
/// or Rust never sees it.
fn missing_modules(plan: &Plan, root: &Path) -> Vec<String> {
    let created = plan.actions.iter().filter(|(_, action)| **action == Action::Create);
    let missing = created.filter_map(|(path, _)| {
        let (folder, name) = path.rsplit_once('/')?;
        let module = name.strip_suffix(".rs").filter(|_| folder.ends_with("/src"))?;
        let lib = format!("{folder}/lib.rs");
        let is_theirs = plan.actions.get(&lib) == Some(&Action::Owned);
        let text = fs::read_to_string(root.join(&lib)).ok().filter(|_| is_theirs)?;
        let is_named = text.lines().any(|line| line.ends_with(&format!("mod {module};")));
        (!is_named).then(|| format!("`{path}` is new: write `mod {module};` into `{lib}`"))
    });
    missing.collect()
}

/// Builds and runs what was written, as far as it was asked for.
fn finish(arguments: &Arguments, analysis: &Analysis, terminal: &mut Terminal) -> Result {
    if arguments.verify && build::test(&arguments.output, terminal)? == Outcome::Findings {
        return Ok(Outcome::Findings);
    }
    if arguments.run {
        return build::demo(&arguments.output, analysis.model.workspace_name(), terminal);
    }
    Ok(Outcome::Fine)
}

/// Every file that the model gives, in its final form.
fn wanted(arguments: &Arguments, analysis: &Analysis, terminal: &mut Terminal) -> Result<Files> {
    let mut templates = Templates::embedded();
    if let Some(folder) = &arguments.templates {
        read_templates(folder, folder, &mut templates)?;
    }
    let mut files =
        generate::workspace(&analysis.model, &analysis.plan, &analysis.goldens, &templates)
            .map_err(|error| in_words(&error))?;
    if !arguments.no_fmt {
        let formatted = format::format(&mut files)
            .map_err(|error| Failure::new(format!("cannot run rustfmt: {error}")))?;
        match formatted {
            format::Formatted::Done => {}
            format::Formatted::NoRustfmt => {
                terminal.note("rustfmt is not installed: the Rust stays as the templates give it");
            }
            format::Formatted::Refused(words) => {
                return Err(Failure::new(format!(
                    "rustfmt refuses what the templates give:\n{words}"
                ))
                .help("mend the template, or look at the text with `--no-fmt`"));
            }
        }
    }
    Ok(files)
}

fn in_words(error: &TemplateError) -> Failure {
    let line = error.line.map_or_else(String::new, |line| format!(", line {line}"));
    Failure::new(format!("template `{}`{line}: {}", error.template, error.message))
}

/// Reads the templates of a user. A path that is none of ours makes a file of its own.
fn read_templates(root: &Path, folder: &Path, templates: &mut Templates) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|error| files::cannot("read", folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| files::cannot("read", folder, &error))?.path();
        if path.is_dir() {
            read_templates(root, &path, templates)?;
            continue;
        }
        let text =
            fs::read_to_string(&path).map_err(|error| files::cannot("read", &path, &error))?;
        let name = path.strip_prefix(root).unwrap_or(&path);
        templates.replace(files::shown(name), text);
    }
    Ok(())
}

/// Says what `--check` or `--dry-run` found.
fn looked(arguments: &Arguments, plan: &Plan, terminal: &mut Terminal) -> Outcome {
    tree::tell_steps(plan, terminal);
    if !plan.is_stale() {
        terminal.note("the workspace is what the model gives");
        return Outcome::Fine;
    }
    if arguments.check {
        let folder = arguments.output.display();
        terminal.note(&format!(
            "error[{}]: `{folder}` does not come from this model\n  help: run `esgen generate`",
            rule::GENERATED_CODE_STALE
        ));
        return Outcome::Findings;
    }
    if plan.conflicts().next().is_some() { Outcome::Findings } else { Outcome::Fine }
}

/// The lines that a run changes, file by file, as a patch.
fn differences(plan: &Plan, wanted: &Files, root: &Path) -> String {
    let mut patch = String::new();
    for (path, action) in &plan.actions {
        let new = match action {
            Action::Create
            | Action::Update
            | Action::Conflict(Conflict::Edited | Conflict::Foreign) => {
                wanted.get(path).map_or("", |file| file.text.as_str())
            }
            Action::Remove | Action::Conflict(Conflict::EditedOrphan) => "",
            Action::Keep | Action::Owned | Action::Orphan => continue,
        };
        let old = fs::read(root.join(path)).unwrap_or_default();
        let old = String::from_utf8_lossy(&old);
        let lines = similar::TextDiff::from_lines(old.as_ref(), new);
        patch +=
            &lines.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
    }
    patch
}
