//! `esgen diagram`: draws the model.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{Failure, ModelArgument, Outcome, Result, check, files, terminal::Terminal};
use crate::{
    diagnostic::did_you_mean,
    diagram::{self, Fonts, KINDS, Kind, Options, Request},
    model::Model,
};

/// Draw a picture of a model.
#[derive(Debug, Args)]
#[command(after_help = help(), override_usage = "esgen diagram [OPTIONS] [KIND [OF]] [MODEL]")]
pub(super) struct Arguments {
    /// The kind of picture, what it is a picture of where a kind asks for it, and the model when it is not the nearest
    /// `esgen.yaml`.
    #[arg(value_name = "WORD", num_args = 0..=3)]
    words: Vec<String>,
    /// The format of the picture; it follows from the name of the file, else it is SVG.
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Write to this file instead of the terminal.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Draw only these contexts, and hint at what they touch.
    #[arg(long, value_name = "CONTEXT")]
    context: Vec<String>,
    /// In what light the picture will be looked at.
    #[arg(long, value_enum, default_value_t = Theme::Auto)]
    theme: Theme,
    /// Leave the legend out.
    #[arg(long)]
    no_legend: bool,
    /// Write nothing, and fail when the file is not what would be written.
    #[arg(long, requires = "output")]
    check: bool,
}

/// The format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A vector picture for documents and browsers.
    Svg,
    /// Pixels.
    Png,
    /// Text for Graphviz, which makes the layout then.
    Dot,
}

/// In what light a picture will be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Theme {
    /// As the reader prefers.
    Auto,
    /// On white paper.
    Light,
    /// On a dark screen.
    Dark,
}

const EXAMPLES: &str = "\
Examples:
  esgen diagram -o board.svg                        the whole board
  esgen diagram -o board.png --theme dark           the same as pixels, for a dark slide
  esgen diagram --context Orders -o orders.svg      one context, and hints at what it touches
  esgen diagram lifecycle Order -o order.svg        the life of one aggregate
  esgen diagram -o docs/board.svg --check           fail when the committed picture is stale
  esgen diagram -f dot | dot -Tpdf -o board.pdf     leave the layout to Graphviz";

/// The kinds of pictures, and how to ask for them.
fn help() -> String {
    let line = |kind: &&Kind| {
        let of = kind.subject.map_or_else(String::new, |subject| format!(" {}", subject.word));
        format!("  {:<22}{}\n", format!("{}{of}", kind.name), kind.about)
    };
    let kinds: String = KINDS.iter().map(line).collect();
    format!("Kinds, the first when none is named:\n{kinds}\n{EXAMPLES}")
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let Asked { kind, subject, model } = asked_for(&arguments.words)?;
    let output = arguments.output.as_deref().filter(|path| *path != Path::new("-"));
    if arguments.check && output.is_none() {
        return Err(Failure::new("there is no file to check").help("name one with `--output`"));
    }
    let format = format(arguments.format, output)?;
    let analysis = files::load(&files::find(&ModelArgument { model })?)?;
    if check::has_errors(&analysis) {
        check::show(&analysis, check::Format::Pretty, terminal);
        terminal.note("nothing was drawn");
        return Ok(Outcome::Findings);
    }
    let options = options(arguments);
    if let Some(unknown) = diagram::unknown_contexts(&analysis.model, &options).first() {
        return Err(no_context(unknown, &analysis.model));
    }
    let subject = subject_of(kind, subject, !options.contexts.is_empty(), &analysis.model)?;
    let request =
        Request { model: &analysis.model, options: &options, subject: subject.as_deref() };
    let picture = draw(kind, &request, format, terminal)?;
    match output {
        Some(path) if arguments.check => compare(path, &picture, terminal),
        Some(path) => files::write(path, &picture).map(|()| Outcome::Fine),
        None if format == Format::Png && std::io::stdout().is_terminal() => {
            Err(Failure::new("a terminal cannot show pixels")
                .help("name a file, as in `-o board.png`"))
        }
        None => {
            Terminal::result_bytes(&picture);
            Ok(Outcome::Fine)
        }
    }
}

fn options(arguments: &Arguments) -> Options {
    Options {
        contexts: arguments.context.clone(),
        legend: !arguments.no_legend,
        theme: match arguments.theme {
            Theme::Auto => diagram::Theme::Auto,
            Theme::Light => diagram::Theme::Light,
            Theme::Dark => diagram::Theme::Dark,
        },
    }
}

fn draw(
    kind: &Kind,
    request: &Request<'_>,
    format: Format,
    terminal: &mut Terminal,
) -> Result<Vec<u8>> {
    match format {
        Format::Svg => Ok(diagram::svg(kind, request).into_bytes()),
        Format::Png => {
            let png = diagram::png(kind, request, Fonts::of_this_machine).map_err(|reason| {
                Failure::new(reason).help("write an SVG, or one context with `--context`")
            })?;
            if !png.missing.is_empty() {
                terminal.note(&format!("no font of this machine has `{}`", png.missing));
            }
            Ok(png.bytes)
        }
        Format::Dot => match diagram::dot(kind, request) {
            Some(text) => Ok(text.into_bytes()),
            None => Err(Failure::new(format!("there is no DOT of {}", kind.name))
                .help("write an SVG or a PNG")),
        },
    }
}

/// What the words of the command line name.
struct Asked {
    kind: &'static Kind,
    subject: Option<String>,
    model: Option<PathBuf>,
}

fn asked_for(words: &[String]) -> Result<Asked> {
    let named = words.first().and_then(|word| diagram::kind(word));
    let kind = named.unwrap_or(KINDS[0]);
    let mut rest = if named.is_some() { &words[1..] } else { words };
    let mut subject = None;
    if kind.subject.is_some()
        && let [first, others @ ..] = rest
        && (!others.is_empty() || !looks_like_a_path(first))
    {
        (subject, rest) = (Some(first.clone()), others);
    }
    match rest {
        [] => Ok(Asked { kind, subject, model: None }),
        [model] if named.is_some() || looks_like_a_path(model) => {
            Ok(Asked { kind, subject, model: Some(PathBuf::from(model)) })
        }
        [word, ..] => Err(no_kind(word)),
    }
}

/// What the picture is of: what is asked for, or the only thing that there is.
fn subject_of(
    kind: &Kind,
    asked: Option<String>,
    has_context: bool,
    model: &Model,
) -> Result<Option<String>> {
    let Some(subject) = kind.subject else { return Ok(None) };
    if has_context {
        let message = format!("`--context` says nothing about a {}", kind.name);
        return Err(Failure::new(message).help("leave it out"));
    }
    let names = (subject.names)(model);
    let listed = || format!("there is `{}`", names.join("`, `"));
    match asked {
        _ if names.is_empty() => {
            Err(Failure::new(format!("the model does not have {}", subject.what)))
        }
        Some(name) if names.contains(&name) => Ok(Some(name)),
        Some(name) => {
            let failure = Failure::new(format!("`{name}` is not {}", subject.what));
            let help = did_you_mean(&name, names.iter().map(String::as_str));
            Err(failure.help(help.unwrap_or_else(listed)))
        }
        None if names.len() == 1 => Ok(names.first().cloned()),
        None => {
            Err(Failure::new(format!("a {} is drawn of {}", kind.name, subject.what))
                .help(listed()))
        }
    }
}

fn looks_like_a_path(word: &str) -> bool {
    word.contains(['/', '\\', '.']) || Path::new(word).exists()
}

/// The format that is asked for, or that the name of the file tells.
fn format(asked: Option<Format>, output: Option<&Path>) -> Result<Format> {
    let extension =
        output.and_then(Path::extension).map(|end| end.to_string_lossy().to_lowercase());
    match (asked, extension.as_deref()) {
        (Some(format), _) => Ok(format),
        (None, Some("svg")) => Ok(Format::Svg),
        (None, Some("png")) => Ok(Format::Png),
        (None, Some("dot" | "gv")) => Ok(Format::Dot),
        (None, None) if output.is_none() => Ok(Format::Svg),
        (None, _) => {
            let name = output.map(files::shown).unwrap_or_default();
            Err(Failure::new(format!("the name `{name}` does not tell the format"))
                .help("end it in `.svg`, `.png` or `.dot`, or say `--format`"))
        }
    }
}

/// Whether a file is what would be written.
fn compare(path: &Path, picture: &[u8], terminal: &mut Terminal) -> Result {
    let shown = files::shown(path);
    let state = match files::read(path) {
        Ok(bytes) if bytes == picture => return Ok(Outcome::Fine),
        Ok(_) => "is stale",
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "is not there",
        Err(error) => return Err(files::cannot("read", path, &error)),
    };
    terminal.note(&format!("`{shown}` {state}; the same command without `--check` writes it"));
    Ok(Outcome::Findings)
}

fn no_kind(word: &str) -> Failure {
    let failure = Failure::new(format!("there is no kind of picture and no model called `{word}`"));
    let names: Vec<_> = KINDS.iter().map(|kind| kind.name).collect();
    match did_you_mean(word, names.iter().copied()) {
        Some(help) => failure.help(help),
        None => failure.help(format!("kinds are `{}`", names.join("`, `"))),
    }
}

fn no_context(name: &str, model: &Model) -> Failure {
    let known: Vec<_> =
        model.contexts.values().map(|context| context.name.value.as_str()).collect();
    let failure = Failure::new(format!("there is no context `{name}`"));
    match did_you_mean(name, known.iter().copied()) {
        Some(help) => failure.help(help),
        None if known.is_empty() => failure.help("the model has none"),
        None => failure.help(format!("there is `{}`", known.join("`, `"))),
    }
}
