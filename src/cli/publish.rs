//! `esgen publish`: freezes what is new.

use std::{fs, path::Path};

use clap::Args;

use super::{
    Failure, ModelArgument, Outcome, Result,
    check::{self, counted},
    files,
    terminal::Terminal,
};
use crate::{
    diagnostic::{did_you_mean, rule},
    evolve::{
        self, Attested, Publication, Reading, golden,
        lock::{self, Lock, NotMerged, VersionId},
    },
    pipeline::Analysis,
    report,
    source::SourceMap,
};

/// Freeze every new version of an event: from now on its shape and the steps to it never change.
///
/// Writes `esgen.lock` and the golden files below `history`, both beside the root file of the model; commit them with
/// the model. What is published already is never written again.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// Say what would be published, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Put the two sides of a lock file together that git could not merge, and sort it again.
    #[arg(long, conflicts_with_all = ["dry_run", "purge", "same_meaning"])]
    merge: bool,
    /// Attest that no store holds an event of this version any more: `accounts.account_opened@1`.
    #[arg(long, value_name = "TYPE@VERSION")]
    purge: Vec<String>,
    /// Confirm that the edited description of a published event means what the old one meant.
    #[arg(long, value_name = "CONTEXT.EVENT")]
    same_meaning: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  esgen publish --dry-run                       what would be frozen?
  esgen publish                                 before a release, or when a change is merged
  esgen publish --merge                         after a conflict in esgen.lock
  esgen publish --purge orders.order_placed@1   no store holds version 1 any more";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let root = files::find(&arguments.model)?;
    if arguments.merge {
        return merge(&root, terminal);
    }
    let analysis = files::load(&root)?;
    // Attesting that a version is gone is the cure for a missing attestation.
    let cured = if arguments.purge.is_empty() { "" } else { rule::UPCASTER_WITHOUT_ATTESTATION };
    let stops = check::has_errors_beside(&analysis, &[cured]);
    if stops || !analysis.diagnostics.is_empty() && cured.is_empty() {
        check::show(&analysis, check::Format::Pretty, terminal);
    }
    if stops {
        terminal.note("nothing was published");
        return Ok(Outcome::Findings);
    }
    let published = analysis.lock.clone().unwrap_or_default();
    let attested = attested(arguments, &analysis, &published)?;
    let done = evolve::publish(&analysis.model, &analysis.plan, &published, &attested);
    if let Some(id) = evolve::without_reason(&done, &analysis.plan).first() {
        return Err(Failure::new(format!("nobody has said why `{id}` came about"))
            .help("`because` in its `changes` still has the words of the draft"));
    }
    if !arguments.dry_run && !done.is_empty() {
        write(&root, &done)?;
    }
    terminal.note(&told(&done, arguments.dry_run));
    Ok(Outcome::Fine)
}

/// What people attest, if it is about something that is published.
fn attested(arguments: &Arguments, analysis: &Analysis, published: &Lock) -> Result<Attested> {
    let mut attested = Attested::default();
    for name in &arguments.purge {
        let known: Vec<String> = published.versions.keys().map(VersionId::to_string).collect();
        let id = published.versions.keys().find(|id| id.to_string() == *name);
        let id = id.ok_or_else(|| unknown("version", name, &known))?;
        if is_written(analysis, id) {
            return Err(Failure::new(format!("`{name}` is written today"))
                .help("only versions that nothing writes any more can be gone"));
        }
        attested.purged.push(id.clone());
    }
    for name in &arguments.same_meaning {
        let events = analysis.plan.events().iter();
        let known: Vec<String> =
            events.map(|planned| analysis.model.event_path(planned.event)).collect();
        if !known.contains(name) {
            return Err(unknown("event", name, &known));
        }
        attested.same_meaning.push(name.clone());
    }
    Ok(attested)
}

/// Whether it is the newest version of an event that is read as itself.
fn is_written(analysis: &Analysis, id: &VersionId) -> bool {
    analysis.plan.events().iter().any(|planned| {
        let newest = planned.newest().map(|version| version.number);
        let stored = planned.stored_name(id.number);
        newest == Some(id.number)
            && stored.is_some_and(|stored| stored.name == id.stored)
            && matches!(planned.reading, Reading::Itself)
    })
}

fn unknown(what: &str, name: &str, known: &[String]) -> Failure {
    let failure = Failure::new(format!("no {what} `{name}` is published"));
    match did_you_mean(name, known.iter().map(String::as_str)) {
        Some(help) => failure.help(help),
        None => failure.help("`esgen.lock` lists what is published"),
    }
}

/// Golden files first: a lock never names one that is not there.
fn write(root: &Path, done: &Publication) -> Result<()> {
    let folder = files::beside(root, golden::FOLDER);
    for file in &done.goldens {
        let path = folder.join(&file.path);
        let known = fs::read_to_string(&path).unwrap_or_else(|_| file.text.clone());
        if golden::hash(&known) != golden::hash(&file.text) {
            return Err(Failure::new(format!("`{}` is there, and says something else", path.display()))
                .help("it belongs to a version that is not in `esgen.lock`: bring the lock back, or remove the file if nothing was published"));
        }
    }
    for file in &done.goldens {
        files::write(&folder.join(&file.path), &file.text)?;
    }
    files::write(&files::beside(root, lock::FILE), &done.lock.to_string())
}

fn told(done: &Publication, dry_run: bool) -> String {
    if done.is_empty() {
        return "everything is published; nothing to do".to_owned();
    }
    let mut lines = Vec::new();
    let new = done.new.iter().map(|id| {
        let event = done.lock.get(id).map_or("", |entry| entry.event.as_str());
        (id.to_string(), format!("version {} of {event}", id.number))
    });
    let new: Vec<_> = new.collect();
    let wide = new.iter().map(|(id, _)| id.chars().count()).max().unwrap_or(0);
    lines.extend(new.iter().map(|(id, what)| format!("  {id:<wide$}  {what}")));
    for (id, state) in &done.moved {
        let verb = if dry_run { "would be" } else { "is" };
        lines.push(format!("  {id}  {verb} {} now", state.as_str()));
    }
    lines.extend(done.sagas.iter().map(|name| format!("  {name}  what it remembers")));
    lines.extend(done.decided.iter().map(|id| format!("  {id}  is read like this from now on")));
    lines.extend(done.confirmed.iter().map(|id| format!("  {id}  means the same")));
    lines.push(match (done.new.len(), dry_run) {
        (0, true) => format!("would be written into `{}`", lock::FILE),
        (0, false) => format!("written into `{}`", lock::FILE),
        (new, true) => format!("would be published: {}", counted(new, "new version")),
        (new, false) => format!("published: {}", counted(new, "new version")),
    });
    if !dry_run {
        lines.push(format!("commit `{}` and `{}` with the model", lock::FILE, golden::FOLDER));
    }
    lines.join("\n")
}

fn merge(root: &Path, terminal: &mut Terminal) -> Result {
    let path = files::beside(root, lock::FILE);
    let text = fs::read_to_string(&path).map_err(|error| files::cannot("read", &path, &error))?;
    let Some((ours, theirs)) = Lock::sides(&text) else {
        return Err(Failure::new(format!("`{}` has no marks of a merge", path.display()))
            .help("nothing to put together; `esgen check` says whether it is sound"));
    };
    let mut sources = SourceMap::default();
    let mut read = |text: String| {
        let file = sources.add(files::shown(&path), text);
        let (lock, found) = lock::parse(file, &sources);
        (lock, found)
    };
    let ((ours, mut found), (theirs, more)) = (read(ours), read(theirs));
    found.extend(more);
    if !found.is_empty() {
        terminal.result(&report::pretty(&found, &sources, terminal.look()));
        return Ok(Outcome::Findings);
    }
    let merged = lock::merge(&ours, &theirs).map_err(|both| contradictions(&both))?;
    files::write(&path, &merged.to_string())?;
    terminal.note(&format!(
        "`{}` has {} of both sides",
        path.display(),
        counted(merged.versions.len(), "version")
    ));
    Ok(Outcome::Fine)
}

fn contradictions(both: &[NotMerged]) -> Failure {
    let names: Vec<String> = both.iter().map(|one| format!("`{}`", one.id)).collect();
    Failure::new(format!("both sides published {}, each in its own way", names.join(", ")))
        .help("take one side whole, and give the change of the other side the next number")
}
