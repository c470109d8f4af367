//! `esgen upcast`: reads one stored payload as generated code would, and shows every step.

use std::{
    io::{self, IsTerminal, Read as _},
    path::PathBuf,
};

use clap::{Args, ValueEnum};

use super::{Failure, Outcome, Result, events, files, meta, terminal::Terminal};
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{
        Json, NotJson,
        interpret::{Stop, Trace, trace},
        place_of,
    },
    pipeline::Analysis,
    report::{self, Told, Upcast},
    source::{FileId, LineColumn, SourceFile, SourceMap, Span},
};

/// Read a stored payload as it is read today, and show what each step between the versions does to it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The stored type, today's or an earlier one, or the event as `Context.Event`.
    #[arg(value_name = "TYPE")]
    word: String,
    /// The stored version; 0 for an event that was stored without one.
    #[arg(value_name = "VERSION", id = "stored_version")]
    version: u32,
    /// The file with the payload, JSON; without it, or as `-`, standard input.
    #[arg(value_name = "PAYLOAD")]
    payload: Option<PathBuf>,
    /// The root file of the model, or a folder with an `esgen.yaml`.
    #[arg(short, long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// What the envelope says, for steps that read it; or a JSON file of it. Without an actor, nobody caused the event.
    #[arg(long, value_name = "KEY=VALUE|FILE")]
    meta: Vec<String>,
    /// How the result is shown.
    #[arg(short, long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
}

/// How the result is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Every version with the steps to it, for people.
    Pretty,
    /// One JSON document with every version, for programs.
    Json,
    /// Only what the payload is read as, one event a line, for pipes.
    Payload,
}

const EXAMPLES: &str = "\
Examples:
  esgen upcast Orders.OrderPlaced 1 old.json        every step on the way to the newest version
  esgen upcast orders.order_placed 2 -f payload     what standard input is read as, for a pipe
  esgen upcast OrderPlaced 1 old.json --meta recorded_at=2026-02-28T12:00:00Z

Exit codes: 0 read, 1 the payload cannot be read, 2 could not run.";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let envelope = meta::read(&arguments.meta)?;
    let model = arguments.model.as_ref();
    let Some(mut analysis) = events::load(model, "no payload was read", terminal)? else {
        return Ok(Outcome::Findings);
    };
    let event = events::named(&analysis, &arguments.word)?.event;
    let file = payload(arguments, &mut analysis.sources, terminal)?;
    let sources = &analysis.sources;
    let payload = parsed(file, sources);
    let told = Told { model: &analysis.model, plan: &analysis.plan, event };
    let trace = trace(
        told.plan,
        event,
        arguments.version,
        payload.as_ref().map_err(Clone::clone),
        &envelope,
    );
    let upcast = Upcast { told, version: arguments.version, trace: &trace };
    hint(arguments, &told, &trace, terminal);
    let finding = match &trace.read {
        Ok(_) => None,
        Err(stop) => Some(finding(stop, &told, file, sources)?),
    };
    show(&upcast, arguments.format, finding.as_ref(), file, &analysis, terminal);
    Ok(if finding.is_some() { Outcome::Findings } else { Outcome::Fine })
}

/// Reads the payload into the map of sources, so that findings can point into it.
fn payload(
    arguments: &Arguments,
    sources: &mut SourceMap,
    terminal: &mut Terminal,
) -> Result<FileId> {
    let named = arguments.payload.as_ref().filter(|path| path.as_os_str() != "-");
    if let Some(path) = named {
        let bytes = files::read(path).map_err(|error| files::cannot("read", path, &error))?;
        return Ok(sources.add_bytes(files::shown(path), bytes));
    }
    let mut stdin = io::stdin().lock();
    if stdin.is_terminal() {
        terminal.note("type the payload, and end it with Ctrl-D");
    }
    let mut bytes = Vec::new();
    stdin
        .by_ref()
        .take(files::LARGEST)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("cannot read the payload: {error}")))?;
    Ok(sources.add_bytes("payload", bytes))
}

fn parsed(file: FileId, sources: &SourceMap) -> std::result::Result<Json, NotJson> {
    let text = sources.text(file);
    let not_json = |at: usize, message: &str| NotJson { message: message.to_owned(), at };
    if let Some(bad) = sources.file(file).and_then(SourceFile::first_bad_byte) {
        return Err(not_json(bad as usize, "this is no UTF-8"));
    }
    if text.trim().is_empty() {
        return Err(not_json(0, "it is empty"));
    }
    Json::parse(text)
}

/// Tells that a version was stored under another name than the one that was given.
fn hint(arguments: &Arguments, told: &Told<'_>, trace: &Trace, terminal: &mut Terminal) {
    let planned = told.planned();
    let is_stored = planned.stored_under.iter().any(|stored| stored.name == arguments.word);
    let Some(stored) = planned.stored_name(trace.version) else { return };
    if is_stored && stored.name != arguments.word {
        terminal.note(&format!(
            "version {} was stored as `{}`; it is read under both names",
            trace.version, stored.name
        ));
    }
}

/// Why reading stopped, at its place in the payload or in the model.
///
/// # Errors
/// When what was asked for cannot be answered: there is no such version, or the envelope is not known.
fn finding(stop: &Stop, told: &Told<'_>, file: FileId, sources: &SourceMap) -> Result<Diagnostic> {
    let at_step = |from: u32, step: usize| {
        let event = &told.model.events[told.event];
        let hop = told.planned().hop_from(from);
        let binding = hop.and_then(|hop| hop.bindings.iter().find(|binding| binding.step == step));
        binding.map_or(event.name.span, |binding| binding.span)
    };
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let within = |start: usize, end: usize| Span::new(file, offset(start), offset(end));
    let error = |span| Diagnostic::error(rule::UNREADABLE_PAYLOAD, span, stop.to_string());
    Ok(match stop {
        Stop::FromTheFuture { stored, .. } | Stop::NoSuchVersion(stored) => {
            return Err(events::no_version(told, *stored));
        }
        Stop::Unknown { part, .. } => {
            let key = part.name().trim_start_matches("meta.");
            return Err(
                Failure::new(stop.to_string()).help(format!("give it with `--meta {key}=…`"))
            );
        }
        Stop::NotJson(NotJson { at, .. }) => {
            error(within(*at, at + 1).between_letters(sources.text(file)))
        }
        Stop::Payload(mismatch) => {
            let place = place_of(sources.text(file), &mismatch.path).unwrap_or_default();
            error(within(place.start, place.end))
        }
        Stop::Invalid { from, step, .. } => error(at_step(*from, *step))
            .label("this step has no answer for the value")
            .help("correct the value, or give the step `on_invalid: { value: … }`"),
        Stop::NeedsHook { from, step, using, arguments } => {
            let error = error(at_step(*from, *step))
                .label("this function is yours, and only generated code can call it")
                .help(format!("call `{using}` of the generated crate with these arguments"));
            arguments
                .iter()
                .fold(error, |error, (name, value)| error.note(format!("{name} = {value}")))
        }
    })
}

fn show(
    upcast: &Upcast<'_>,
    format: Format,
    finding: Option<&Diagnostic>,
    file: FileId,
    analysis: &Analysis,
    terminal: &mut Terminal,
) {
    let sources = &analysis.sources;
    match format {
        Format::Pretty => terminal.result(&upcast.text()),
        Format::Payload => terminal.result(&upcast.payloads()),
        Format::Json => {
            let inside = finding.map(|it| it.primary.span).filter(|span| span.file == file);
            let at: Option<LineColumn> = inside.map(|span| sources.start_of(span));
            terminal.result(&upcast.json(at).pretty());
        }
    }
    if let Some(finding) = finding.filter(|_| format != Format::Json) {
        terminal.problem(&report::pretty(std::slice::from_ref(finding), sources, terminal.look()));
    }
}
