//! `esgen diagram`: draws the model.

mod all;
mod before;
mod choices;
mod engine;
mod format;
mod inject;
mod output;
mod page;
mod pages;
mod picture;
mod words;

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failure, ModelArgument, Outcome, Result, check, files, terminal::Terminal};
use crate::{
    diagram::{self, KINDS, Kind, Language, Options, Request},
    pipeline::Analysis,
};
use choices::Choices;
use engine::Engine;
use format::{Format, format};
use output::Page;
use words::Asked;

/// Draw a picture of a model.
#[derive(Debug, Args)]
#[command(after_help = help(), override_usage = "esgen diagram [OPTIONS] [KIND [OF]] [MODEL]")]
pub(super) struct Arguments {
    /// The kind of picture, what it is a picture of where a kind asks for it, and the model when it is not the nearest
    /// `esgen.yaml`.
    #[arg(value_name = "WORD", num_args = 0..=3)]
    words: Vec<String>,
    /// The format of the picture; it follows from the name of the file, else it is SVG, or Markdown for a catalog. `all` takes several.
    #[arg(short, long, value_enum, value_delimiter = ',')]
    format: Vec<Format>,
    /// Write to this file instead of the terminal; for `all` a folder.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    choices: Choices,
    /// Show what was added, changed and removed since a branch, tag or commit, a folder, or the root file of a model.
    #[arg(long, value_name = "REF|DIR|FILE", conflicts_with_all = ["aggregate", "from", "to", "around"])]
    against: Option<String>,
    /// Who makes the layout.
    #[arg(long, value_enum, default_value_t = Engine::Own)]
    engine: Engine,
    /// Draw a large model on one page too, instead of a page for each context.
    #[arg(long)]
    whole: bool,
    /// Write the marked blocks of this document again, and nothing else of it.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["Choices", "output", "format", "against", "engine", "whole", "force"])]
    inject: Option<PathBuf>,
    /// Write nothing, and fail when the file is not what would be written.
    #[arg(long)]
    check: bool,
    /// Let `all` overwrite files of the folder that somebody edited, or that were there before.
    #[arg(long, conflicts_with = "check")]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  esgen diagram -o board.svg                        the whole board
  esgen diagram -o board.png --theme dark           the same as pixels, for a dark slide
  esgen diagram --context Orders -o orders.svg      one context, and hints at what it touches
  esgen diagram --from PlaceOrder -o order.svg      what a command can lead to
  esgen diagram --around OrderPlaced --depth 1      the neighbours of an event
  esgen diagram --wrap 1400 -o board.svg            a long story in bands that fit a page
  esgen diagram lifecycle Order -o order.svg        the life of one aggregate
  esgen diagram --against main -o change.svg        what a branch adds, changes and removes
  esgen diagram -o model.html                       everything there is to see, in one file
  esgen diagram -o docs/board.svg --check           fail when the committed picture is stale
  esgen diagram catalog -o docs/catalog.md          everything there is, as text
  esgen diagram --inject README.md                  the pictures that stand in a document
  esgen diagram -f dot | dot -Tpdf -o board.pdf     leave the layout to Graphviz
  esgen diagram all -o docs/pictures                every picture that there is, and a page that leads to them";

/// The kinds of pictures, and how to ask for them.
fn help() -> String {
    let line = |kind: &&Kind| {
        let of = kind.subject.map_or_else(String::new, |subject| format!(" {}", subject.word));
        format!("  {:<22}{}\n", format!("{}{of}", kind.name), kind.about)
    };
    let kinds: String = KINDS.iter().map(line).collect();
    let all = format!("  {:<22}{}\n", all::WORD, all::ABOUT);
    format!("Kinds, the first when none is named:\n{kinds}{all}\n{EXAMPLES}")
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    if let Some(document) = &arguments.inject {
        return inject::run(document, &arguments.words, arguments.check, terminal);
    }
    if all::is_asked(&arguments.words) {
        return all::run(arguments, terminal);
    }
    let Asked { kind, subject, model } = words::asked_for(&arguments.words)?;
    let output = arguments.output.as_deref().filter(|path| *path != Path::new("-"));
    if arguments.check && output.is_none() {
        return Err(Failure::new("there is no file to check").help("name one with `--output`"));
    }
    if arguments.force {
        return Err(Failure::new("`--force` says nothing about one picture").help("leave it out"));
    }
    let format = format(&arguments.format, output, kind)?;
    let root = files::find(&ModelArgument { model })?;
    suit(arguments, kind, format)?;
    let Some(analysis) = sound(&root, terminal)? else { return Ok(Outcome::Findings) };
    let options = options(arguments, &root, &analysis, terminal)?;
    if format == Format::Html {
        let bytes = page::draw(kind, &analysis, &options)?;
        let page = Page { path: output.map(Path::to_path_buf).unwrap_or_default(), bytes };
        return output::give(&[page], (output, format), arguments.check, terminal);
    }
    let subject = words::subject_of(kind, subject, &analysis.model)?;
    let request = Request {
        model: &analysis.model,
        plan: &analysis.plan,
        options: &options,
        subject: subject.as_deref(),
    };
    let drawn = match arguments.engine {
        Engine::Own => pages::draw(kind, &request, (format, output, arguments.whole), terminal)?,
        Engine::Dot => {
            let text = diagram::text(kind, &request, Language::Dot).map_err(picture::refused)?;
            let path = output.map(Path::to_path_buf).unwrap_or_default();
            vec![Page { path, bytes: engine::by_dot(&text, format)? }]
        }
    };
    output::give(&drawn, (output, format), arguments.check, terminal)
}

/// Refuses what says nothing about the picture that is asked for.
fn suit(arguments: &Arguments, kind: &Kind, format: Format) -> Result<()> {
    let language =
        if arguments.engine == Engine::Dot { Some(Language::Dot) } else { format.language() };
    if format == Format::Html {
        if arguments.against.is_some() {
            return Err(Failure::new("a page cannot show what changed").help("write an SVG"));
        }
        return arguments.choices.suit_page();
    }
    arguments.choices.suit(kind, language)?;
    if arguments.against.is_some() { before::can_be_shown(kind, language) } else { Ok(()) }
}

/// What is drawn, and how.
fn options(
    arguments: &Arguments,
    root: &Path,
    analysis: &Analysis,
    terminal: &mut Terminal,
) -> Result<Options> {
    let mut options = arguments.choices.options();
    if let Some(unknown) = diagram::unknown_contexts(&analysis.model, &options).first() {
        return Err(words::no_context(unknown, &analysis.model));
    }
    diagram::check(&analysis.model, &options).map_err(picture::refused)?;
    if let Some(name) = &arguments.against {
        options.against = Some(before::named(name, root, &analysis.model, terminal)?);
    }
    Ok(options)
}

/// The model, unless it has mistakes, which are shown then.
fn sound(root: &Path, terminal: &mut Terminal) -> Result<Option<Analysis>> {
    let analysis = files::load(root)?;
    if !check::has_errors(&analysis) {
        return Ok(Some(analysis));
    }
    check::show(&analysis, check::Format::Pretty, terminal);
    terminal.note("nothing was drawn");
    Ok(None)
}
