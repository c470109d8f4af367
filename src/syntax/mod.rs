//! Text to declarations: one parse, byte spans for every word, all problems of a run reported.

#[macro_use]
mod macros;

pub mod ast;
mod code;
mod decode;
mod findings;
mod mentions;
mod outline;
mod parts;
mod schema;
mod tree;
mod yaml;

pub use code::{CodeText, ExprText, TypeText};
pub use mentions::Mention;
pub use outline::{Element, Outline, Written};
pub use parts::{At, Entry, List, OneOrMany, ShortOrLong, Table, Value, ValueKind, Word};
pub use schema::{model_schema, part_schema};

use crate::diagnostic::{Diagnostic, rule, settle};
use crate::source::{FileId, SourceMap, Span, Spanned};
use decode::{Decode, Decoder, Place};
use findings::Findings;
use tree::Tree;

/// The largest file that is read. A model of 10,000 events takes about 3 MB.
const LARGEST_FILE: usize = 16 << 20;

/// The version of the language that this program reads.
const LANGUAGE_VERSION: u32 = 1;

/// One file of a model as the author wrote it.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// What the model is; `None` for an included file, or when the root cannot be read at all.
    pub head: Option<ast::HeadDecl>,
    /// What stands on the board.
    pub board: ast::BoardDecl,
    /// Every comment with its `#`, in order.
    pub comments: Vec<Span>,
    /// Whether all of the file could be read. Where it could not, names may be missing that are
    /// declared in the unreadable part.
    pub complete: bool,
}

impl Document {
    /// Says of everything in it that it claims to be that complete, whatever it says itself.
    pub fn claim(&mut self, level: ast::Level) {
        if let Some(head) = &mut self.head {
            head.level.value = Some(level);
        }
        let contexts = self.board.contexts.value.iter_mut().flat_map(|table| &mut table.entries);
        for context in contexts.filter_map(|entry| entry.value.as_mut()) {
            context.level.value = Some(level);
        }
    }
}

/// Reads the root file of a model. Never fails: what cannot be read is missing in the document, and
/// every reason is among the findings, in reading order.
pub fn parse(file: FileId, sources: &SourceMap) -> (Document, Vec<Diagnostic>) {
    let mut out = Findings::default();
    let (mut document, model) = read::<ast::ModelDecl>(file, sources, &mut out);
    if let Some(model) = model {
        check_version(&model.head.esgen, &mut out);
        document.head = Some(model.head);
        document.board = model.board;
    }
    (document, settle(out.into_vec()))
}

/// Reads a file that the root includes. Like [`parse`], but the keys of the head mean nothing here.
pub fn parse_included(file: FileId, sources: &SourceMap) -> (Document, Vec<Diagnostic>) {
    let mut out = Findings::default();
    let (mut document, part) = read::<ast::PartDecl>(file, sources, &mut out);
    if let Some(part) = part {
        check_version(&part.esgen, &mut out);
        document.board = part.board;
    }
    (document, settle(out.into_vec()))
}

/// Reads a lock file. What cannot be read is missing in it, and every reason is among the findings.
pub fn parse_lock(file: FileId, sources: &SourceMap) -> (Option<ast::LockDecl>, Vec<Diagnostic>) {
    let mut out = Findings::default();
    let (_, lock) = read::<ast::LockDecl>(file, sources, &mut out);
    (lock, settle(out.into_vec()))
}

/// Reads any YAML file as one value, to compare two texts by what they say.
pub fn parse_value(file: FileId, sources: &SourceMap) -> (Option<Value>, Vec<Diagnostic>) {
    let mut out = Findings::default();
    let (_, value) = read::<Value>(file, sources, &mut out);
    (value, settle(out.into_vec()))
}

/// The elements that a file declares, with all of the text that belongs to each.
pub fn outline(file: FileId, sources: &SourceMap) -> Outline {
    let text = sources.text(file);
    let mut out = Findings::default();
    yaml::grow(file, text, &mut out)
        .map_or_else(|_| Outline::default(), |tree| outline::of(&tree, text))
}

/// Every word of a file that may name what a model declares.
pub fn mentions(file: FileId, sources: &SourceMap) -> Vec<Mention> {
    let text = sources.text(file);
    let mut out = Findings::default();
    yaml::grow(file, text, &mut out).map_or_else(|_| Vec::new(), |tree| mentions::of(&tree, text))
}

/// The paths and patterns that a root file includes, relative to it.
pub fn includes(document: &Document) -> &[Spanned<String>] {
    document.head.as_ref().map_or(&[], |head| head.include.items())
}

/// The finding about a path or pattern of `include:` that cannot be followed, for whoever reads the
/// files. `why` completes "cannot include `path`: ...".
pub fn import_not_found(include: &Spanned<String>, why: &str) -> Diagnostic {
    let message = format!("cannot include `{}`: {why}", include.value);
    Diagnostic::error(rule::IMPORT_NOT_FOUND, include.span, message)
        .help("paths and patterns are relative to this file")
}

fn check_version(esgen: &At<u32>, out: &mut Findings) {
    let Some(version) = esgen.spanned().filter(|version| *version.value != LANGUAGE_VERSION) else {
        return;
    };
    let message = format!("version {} of the language is not known", version.value);
    let help =
        format!("this program reads version {LANGUAGE_VERSION}: write `esgen: {LANGUAGE_VERSION}`");
    out.push(Diagnostic::error(rule::UNSUPPORTED_SPEC, version.span, message).help(help));
}

/// The declaration in a file, and its document with an empty board.
fn read<D: Decode>(file: FileId, sources: &SourceMap, out: &mut Findings) -> (Document, Option<D>) {
    let source = sources.text(file);
    if let Some(finding) = refusal(file, sources) {
        out.push(finding);
        return decoded(file, source, &Tree::default(), out);
    }
    let error = match yaml::grow(file, source, out) {
        Ok(tree) => {
            if tree.root.is_none() {
                out.push(nothing_written(file));
            }
            return decoded(file, source, &tree, out);
        }
        Err(error) => error,
    };
    *out = Findings::default();
    if let Some(repaired) = yaml::repaired(file, source, error, out)
        && let Ok(mut tree) = yaml::grow(file, &repaired.text, out)
    {
        tree.mark_damage(repaired.blanked, &repaired.text, source);
        return decoded(file, &repaired.text, &tree, out);
    }
    decoded(file, source, &Tree::default(), out)
}

/// Why a file is not even looked at.
fn refusal(file: FileId, sources: &SourceMap) -> Option<Diagnostic> {
    let source = sources.file(file)?;
    if let Some(at) = source.first_bad_byte() {
        let span = Span::new(file, at, at);
        let message = format!("byte {at} is not UTF-8");
        let help = "save the file as UTF-8; esgen reads no other encoding";
        return Some(Diagnostic::error(rule::YAML_SYNTAX, span, message).help(help));
    }
    if source.text().len() > LARGEST_FILE {
        let message = format!("the file is larger than {} MB", LARGEST_FILE >> 20);
        let help = "split the model into several files and join them with `include:`";
        let span = Span::new(file, 0, 0);
        return Some(Diagnostic::error(rule::YAML_SYNTAX, span, message).help(help));
    }
    let at = u32::try_from(mark_of_merge(source.text())?).ok()?;
    let message = "the file has the marks of a merge that git could not finish";
    let help = "keep what is right of both sides, and take the lines of `<<<<<<<`, `=======` and `>>>>>>>` away";
    Some(Diagnostic::error(rule::YAML_SYNTAX, Span::new(file, at, at + 7), message).help(help))
}

/// Where git left the first of the lines that stand around two sides.
fn mark_of_merge(text: &str) -> Option<usize> {
    let is_mark = |line: &str, mark: &str| line.starts_with(mark);
    // Nearly every file is done with one quick search.
    text.find("<<<<<<< ")?;
    let mut at = 0;
    let mut lines = text.split_inclusive('\n');
    let start = lines.by_ref().find_map(|line| {
        let start = at;
        at += line.len();
        is_mark(line, "<<<<<<< ").then_some(start)
    })?;
    lines.by_ref().find(|line| line.trim_end() == "=======")?;
    lines.find(|line| is_mark(line, ">>>>>>> ")).map(|_| start)
}

fn nothing_written(file: FileId) -> Diagnostic {
    Diagnostic::error(rule::YAML_SYNTAX, Span::new(file, 0, 0), "the file is empty")
        .help("a model begins with `esgen: 1` and `model: its-name`")
}

fn decoded<D: Decode>(
    file: FileId,
    text: &str,
    tree: &Tree<'_>,
    out: &mut Findings,
) -> (Document, Option<D>) {
    let start = Span::new(file, 0, 0);
    let mut input = Decoder::new(tree, text, out);
    let value = tree.root.and_then(|root| D::decode(Place::behind(root, start), &mut input));
    let board = decode::empty_record(start, &mut input);
    let complete = tree.root.is_some() && tree.blanked.is_empty();
    let comments = tree.comments.clone();
    (Document { file, head: None, board, comments, complete }, value)
}
