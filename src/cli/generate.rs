//! `esgen generate`: a model becomes a Rust workspace on disk.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    Failure, ModelArgument, Outcome, Result, apply, build, check, files, format, terminal::Terminal,
};
use crate::{
    diagnostic::rule,
    generate::{
        self,
        files::Files,
        manifest::{self, Manifest, Unusable},
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
    let only_looks = arguments.check || arguments.dry_run;
    if only_looks && apply::is_unfinished(root) {
        return Err(Failure::new(format!("a run that wrote `{}` was cut off", root.display()))
            .help("finish it with `esgen generate`"));
    }
    if !only_looks && root.exists() {
        apply::recover(root).map_err(|error| files::cannot("recover", root, &error))?;
    }
    let plan = planned(arguments, &wanted, root)?;
    if arguments.diff || arguments.check {
        terminal.result(&differences(&plan, &wanted, root));
    }
    if only_looks {
        return Ok(looked(arguments, &plan, terminal));
    }
    if plan.conflicts().next().is_some() {
        report_conflicts(&plan, terminal);
        return Ok(Outcome::Findings);
    }
    apply::apply(root, &wanted, &plan).map_err(|error| files::cannot("write", root, &error))?;
    terminal.note(&summary(&plan, root));
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

fn planned(arguments: &Arguments, wanted: &Files, root: &Path) -> Result<Plan> {
    let options = plan::Options { force: arguments.force, keep_orphans: arguments.keep_orphans };
    let last = last_manifest(root)?;
    Ok(plan::plan(wanted, &last, |path| fs::read(root.join(path)).ok(), options))
}

fn last_manifest(root: &Path) -> Result<Manifest> {
    let path = root.join(manifest::PATH);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Manifest::default());
        }
        Err(error) => return Err(files::cannot("read", &path, &error)),
    };
    Manifest::read(&text).map_err(|unusable| match unusable {
        Unusable::Newer(format) => Failure::new(format!(
            "`{}` has format {format}, which a newer esgen wrote",
            path.display()
        ))
        .help("use that esgen, or a newer one"),
        Unusable::Broken(reason) => {
            Failure::new(format!("`{}` is not a manifest: {reason}", path.display()))
                .help("restore it from version control, or remove it and use `--force`")
        }
    })
}

/// Says what `--check` or `--dry-run` found.
fn looked(arguments: &Arguments, plan: &Plan, terminal: &mut Terminal) -> Outcome {
    for (path, action) in &plan.actions {
        if let Some(verb) = verb(action) {
            terminal.note(&format!("{verb:>8} {path}"));
        }
    }
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

fn verb(action: &Action) -> Option<&'static str> {
    match action {
        Action::Create => Some("create"),
        Action::Update => Some("update"),
        Action::Remove => Some("remove"),
        Action::Orphan => Some("keep"),
        Action::Conflict(_) => Some("conflict"),
        Action::Keep | Action::Owned => None,
    }
}

fn report_conflicts(plan: &Plan, terminal: &mut Terminal) {
    terminal.note("nothing was written, since something would be lost:");
    for (path, conflict) in plan.conflicts() {
        let why = match conflict {
            Conflict::Edited => "was edited after it was generated",
            Conflict::Foreign => "was there before and is not generated",
            Conflict::EditedOrphan => "is no longer generated, and was edited",
        };
        terminal.note(&format!("  {path}: {why}"));
    }
    terminal.note("help: move the edits to a file of your own, see them with `--diff`, or overwrite them with `--force`");
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

fn summary(plan: &Plan, root: &Path) -> String {
    let count =
        |wanted: fn(&Action) -> bool| plan.actions.values().filter(|action| wanted(action)).count();
    let parts = [
        (count(|action| *action == Action::Create), "created"),
        (count(|action| *action == Action::Update), "updated"),
        (count(|action| *action == Action::Remove), "removed"),
        (count(|action| *action == Action::Keep), "unchanged"),
        (count(|action| *action == Action::Owned), "yours"),
    ];
    let told: Vec<_> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    format!("{}: {}", root.display(), told.join(", "))
}
