//! `esgen diagram all`: every picture of a model in a folder, and a page that leads to them.

use std::path::{Path, PathBuf};

use super::{
    super::{
        Failure, ModelArgument, Outcome, Result, files,
        terminal::Terminal,
        tree::{self, Tree},
    },
    Arguments,
    engine::Engine,
    format::Format,
    page, picture, sound,
};
use crate::{
    diagram::{self, Drawn, KINDS, Link, Request},
    generate::{
        files::{File, Files, Owner},
        plan,
    },
    pipeline::Analysis,
};

/// How it is asked for.
pub(super) const WORD: &str = "all";
/// What it gives.
pub(super) const ABOUT: &str =
    "a folder with every picture of every kind, and a page that leads to them";

/// What the last run wrote; the folder may be one with other things in it.
const MANIFEST: &str = ".esgen/pictures.json";
/// What is written unless formats are named: pictures, text of what is only said, and the page with everything.
const USUAL: &[Format] = &[Format::Svg, Format::Md, Format::Html];
const INDEX: &str = "index";
const CONFLICTS: &str =
    "choose a folder of its own, move the edits elsewhere, or overwrite them with `--force`";

/// Whether everything is asked for.
pub(super) fn is_asked(words: &[String]) -> bool {
    words.first().is_some_and(|first| first == WORD)
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let model = model(&arguments.words)?;
    let folder = arguments.output.as_deref().filter(|path| *path != Path::new("-"));
    let folder = folder.ok_or_else(|| {
        Failure::new("there is no folder for the pictures")
            .help("name one, as in `esgen diagram all -o docs/pictures`")
    })?;
    arguments.choices.suit_everything()?;
    for (name, is) in
        [("--against", arguments.against.is_some()), ("--engine", arguments.engine == Engine::Dot)]
    {
        if is {
            let message = format!("`{name}` says nothing about everything");
            return Err(Failure::new(message).help("leave it out"));
        }
    }
    let options = arguments.choices.options();
    let Some(analysis) = sound(&files::find(&ModelArgument { model })?, terminal)? else {
        return Ok(Outcome::Findings);
    };
    let formats = if arguments.format.is_empty() { USUAL } else { arguments.format.as_slice() };
    let Analysis { model, plan, .. } = &analysis;
    let request = Request { model, plan, options: &options, subject: None };
    let mut files = Files::new();
    let mut pages = Vec::new();
    if formats.contains(&Format::Html) {
        let file = link(INDEX, Format::Html);
        add(&mut files, &file, page::draw(KINDS[0], &analysis, &options)?);
        pages.push(file);
    }
    let drawn = pictures(&request, (formats, arguments.whole), &mut files, terminal)?;
    let index = diagram::index(model, &pages, &drawn);
    add(&mut files, &link(INDEX, Format::Md), index.into_bytes());
    let tree = Tree { root: folder, manifest: MANIFEST };
    if arguments.check {
        check(tree, &files, terminal)
    } else {
        write(tree, &files, arguments.force, terminal)
    }
}

/// The model that the words behind `all` name.
fn model(words: &[String]) -> Result<Option<PathBuf>> {
    match words {
        [] | [_] => Ok(None),
        [_, model] => Ok(Some(PathBuf::from(model))),
        [_, _, more, ..] => Err(Failure::new(format!("`{more}` is one word too many"))
            .help("`all` is followed by the model at most")),
    }
}

/// Draws every picture in every format that there is of it.
fn pictures(
    request: &Request<'_>,
    (formats, is_whole): (&[Format], bool),
    files: &mut Files<Vec<u8>>,
    terminal: &mut Terminal,
) -> Result<Vec<Drawn>> {
    let mut drawn = Vec::new();
    for picture in diagram::all(request, is_whole) {
        let options = picture.options(request.options);
        let subject = picture.subject.as_deref();
        let request = Request { options: &options, subject, ..*request };
        let mut links = Vec::new();
        for format in formats.iter().filter(|format| format.is_of(picture.kind)) {
            let file = link(&picture.stem, *format);
            add(files, &file, picture::draw(picture.kind, &request, *format, terminal)?);
            links.push(file);
        }
        if !links.is_empty() {
            drawn.push(Drawn { picture, files: links });
        }
    }
    Ok(drawn)
}

fn link(stem: &str, format: Format) -> Link {
    Link {
        file: format!("{stem}.{}", format.end()),
        format: format.name(),
        is_image: format.language().is_none(),
    }
}

fn add(files: &mut Files<Vec<u8>>, link: &Link, text: Vec<u8>) {
    files.insert(link.file.clone(), File { text, owner: Owner::Esgen });
}

fn check(tree: Tree<'_>, files: &Files<Vec<u8>>, terminal: &mut Terminal) -> Result {
    tree.refuse_unfinished("esgen diagram all")?;
    let plan = tree.plan(files, plan::Options::default())?;
    tree::tell_steps(&plan, terminal);
    if !plan.is_stale() {
        return Ok(Outcome::Fine);
    }
    let folder = tree.root.display();
    terminal.note(&format!(
        "`{folder}` is not what the model gives; the same command without `--check` writes it"
    ));
    Ok(Outcome::Findings)
}

fn write(tree: Tree<'_>, files: &Files<Vec<u8>>, force: bool, terminal: &mut Terminal) -> Result {
    tree.recover()?;
    let plan = tree.plan(files, plan::Options { force, ..plan::Options::default() })?;
    if tree::has_conflicts(&plan, CONFLICTS, terminal) {
        return Ok(Outcome::Findings);
    }
    tree.write(files, &plan)?;
    terminal.note(&tree.summary(&plan));
    Ok(Outcome::Fine)
}
