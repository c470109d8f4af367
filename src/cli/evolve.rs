//! `esgen evolve`: writes the first draft of a new version.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{
    Failure, ModelArgument, Outcome, Result,
    check::{self, counted},
    files,
    terminal::Terminal,
};
use crate::{
    diagnostic::{Edit, did_you_mean, edited},
    evolve::draft::{Draft, Drafts, Guess, Stuck, Unwritable, newest_published},
    model::{EventId, Writer},
    pipeline::Analysis,
    source::{FileId, SourceFile},
};

/// Write the draft of a new version: what the model says otherwise than what is published, as steps under `changes`.
///
/// Guesses are marked `# check`, what only you know is marked `# decide`, and nothing else in the files is touched.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The event, as `Event` or `Context.Event`; without it, every event that differs from what is published.
    #[arg(value_name = "EVENT")]
    event: Option<String>,
    /// The root file of the model, or a folder with an `esgen.yaml`.
    #[arg(short, long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Show the lines that would change, and write nothing.
    #[arg(long)]
    dry_run: bool,
}

const EXAMPLES: &str = "\
Examples:
  esgen evolve OrderPlaced         after its fields were edited: say what became of the old ones
  esgen evolve                     every event that differs, as after a shared type was edited
  esgen evolve --dry-run | less    what would be written?";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let argument = ModelArgument { model: arguments.model.clone() };
    let analysis = files::load(&files::find(&argument)?)?;
    let only = arguments.event.as_deref().map(|name| named(&analysis, name)).transpose()?;
    if analysis.lock.is_none() {
        return Err(Failure::new(
            "nothing is published yet, so that every event can be edited freely",
        )
        .help("`esgen publish` freezes what there is; after that, changes need new versions"));
    }
    let Some(drafts) = analysis.drafts(only) else {
        check::show(&analysis, check::Format::Pretty, terminal);
        terminal.note("nothing was drafted");
        return Ok(Outcome::Findings);
    };
    verify(&analysis, &drafts, only)?;
    if arguments.dry_run {
        terminal.result(&differences(&analysis, &drafts.edits));
    } else {
        write(&analysis, &drafts.edits)?;
    }
    terminal.note(&told(&analysis, &drafts, only, arguments.dry_run));
    Ok(if drafts.stuck.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

/// The event of that name.
fn named(analysis: &Analysis, name: &str) -> Result<EventId> {
    let events = &analysis.model.events;
    let own = |id: &EventId| !matches!(events[*id].writer, Writer::System(_));
    let ids: Vec<EventId> = events.iter().map(|(id, _)| id).filter(own).collect();
    let path = |id: &EventId| analysis.model.event_path(*id);
    let is_meant = |id: &&EventId| path(id) == name || events[**id].name.value == name;
    let found: Vec<&EventId> = ids.iter().filter(is_meant).collect();
    match found.as_slice() {
        [only] => Ok(**only),
        [] => {
            let names: Vec<String> =
                ids.iter().flat_map(|id| [events[*id].name.value.clone(), path(id)]).collect();
            let failure = Failure::new(format!("there is no event `{name}`"));
            Err(match did_you_mean(name, names.iter().map(String::as_str)) {
                Some(help) => failure.help(help),
                None => failure.help("name one as `Event` or `Context.Event`"),
            })
        }
        several => {
            let paths: Vec<String> = several.iter().map(|id| format!("`{}`", path(id))).collect();
            Err(Failure::new(format!("several events are called `{name}`"))
                .help(format!("name one of {}", paths.join(", "))))
        }
    }
}

/// Reads the drafts back before anything is written: they must explain every difference.
fn verify(analysis: &Analysis, drafts: &Drafts, only: Option<EventId>) -> Result<()> {
    if drafts.drafts.is_empty() {
        return Ok(());
    }
    let after = analysis.with(&drafts.edits);
    let is_explained = after.drafts(only).is_some_and(|left| {
        let is_new =
            |(event, _): &&(String, Stuck)| drafts.drafts.iter().any(|it| it.event == *event);
        left.drafts.is_empty() && !left.stuck.iter().any(|stuck| is_new(&stuck))
    });
    if is_explained {
        return Ok(());
    }
    let steps: Vec<String> = drafts.drafts.iter().map(by_hand).collect();
    Err(Failure::new("the draft cannot be written into the files as they are; nothing was changed")
        .help(format!("write it by hand:\n{}", steps.join("\n"))))
}

fn by_hand(draft: &Draft) -> String {
    let lines = draft.lines().join("\n  ");
    format!("`{}`, version {}:\n  {lines}", draft.event, draft.number)
}

/// The files that edits change, each with its text after them.
fn changed<'a>(
    analysis: &'a Analysis,
    edits: &'a [Edit],
) -> impl Iterator<Item = (&'a SourceFile, String)> {
    let of_file = |file: FileId| edits.iter().filter(move |edit| edit.span.file == file);
    analysis.sources.files().filter_map(move |(file, source)| {
        let edits: Vec<&Edit> = of_file(file).collect();
        (!edits.is_empty()).then(|| (source, edited(source.text(), &edits)))
    })
}

fn write(analysis: &Analysis, edits: &[Edit]) -> Result<()> {
    changed(analysis, edits)
        .try_for_each(|(file, text)| files::write(Path::new(file.path()), &text))
}

fn differences(analysis: &Analysis, edits: &[Edit]) -> String {
    let patch = changed(analysis, edits).map(|(file, text)| {
        let lines = similar::TextDiff::from_lines(file.text(), &text);
        let (old, new) = (format!("a/{}", file.path()), format!("b/{}", file.path()));
        lines.unified_diff().header(&old, &new).to_string()
    });
    patch.collect()
}

fn told(analysis: &Analysis, drafts: &Drafts, only: Option<EventId>, dry_run: bool) -> String {
    let mut lines: Vec<String> = drafts.drafts.iter().map(summary).collect();
    lines.extend(drafts.stuck.iter().map(|(event, stuck)| format!("`{event}`: {}", why(*stuck))));
    if lines.is_empty() {
        return nothing_to_do(analysis, only);
    }
    if !drafts.drafts.is_empty() {
        lines.push(if dry_run {
            "nothing was written".to_owned()
        } else {
            "say why under `because`, look at `# check` and `# decide`, then `esgen check`"
                .to_owned()
        });
    }
    lines.join("\n")
}

fn summary(draft: &Draft) -> String {
    let remarks: Vec<&str> = draft.steps.iter().flat_map(Guess::remarks).collect();
    let open = remarks.iter().filter(|remark| remark.starts_with("decide")).count();
    let mut parts = vec![counted(draft.steps.len(), "step")];
    // What stands under `because` of a new version is marked too.
    let to_check = remarks.len() - open + usize::from(draft.is_new);
    if to_check > 0 {
        parts.push(format!("{to_check} to check"));
    }
    if open > 0 {
        parts.push(format!("{open} to decide"));
    }
    let what = if draft.is_new { "version" } else { "more of version" };
    format!("`{}`, {what} {}: {}", draft.event, draft.number, parts.join(", "))
}

fn why(stuck: Stuck) -> String {
    match stuck {
        Stuck::WentBack(number) => {
            format!("version {number} is published, which the model does not have; bring it back")
        }
        Stuck::Broken(number) => format!(
            "its steps do not lead back to version {number}; `esgen check` says what is wrong with them"
        ),
        Stuck::Unwritable(Unwritable::BareName) => {
            "it is a name in a list; write it as `Name: {}` first".to_owned()
        }
        Stuck::Unwritable(Unwritable::Alias) => {
            "it is written under an anchor; write it out first".to_owned()
        }
        Stuck::Unwritable(Unwritable::Elsewhere) => {
            "there is no place for it in the files; write the version by hand".to_owned()
        }
    }
}

fn nothing_to_do(analysis: &Analysis, only: Option<EventId>) -> String {
    let Some(id) = only else {
        return "every event is as it is published, or explained; nothing to do".to_owned();
    };
    let path = analysis.model.event_path(id);
    let published = analysis.lock.as_ref();
    let is_published =
        published.is_some_and(|lock| newest_published(&analysis.plan[id], lock).is_some());
    if !is_published {
        return format!("nothing of `{path}` is published, so that it can be edited freely");
    }
    if !crate::evolve::rules::is_settled(&analysis.model, &analysis.plan[id]) {
        return format!("`{path}` is not finished; nothing is drafted for what is a draft itself");
    }
    format!("`{path}` is as it is published, or explained; nothing to do")
}
