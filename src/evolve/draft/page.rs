//! One file as its author wrote it: where something can be put in without touching anything else.

use std::collections::BTreeMap;

use super::{
    place::Unwritable,
    write::{Node, Style},
};
use crate::{
    diagnostic::Edit,
    source::{FileId, SourceMap, Span},
    syntax::Document,
};

/// The text of a file, and how it is written.
pub(super) struct Page<'p> {
    file: FileId,
    text: &'p str,
    comments: &'p [Span],
    pub(super) style: Style,
}

/// How a mapping or a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Below each other.
    Block,
    /// In braces or brackets.
    Flow,
    /// Not at all, or as `~`.
    Nothing,
    /// Under another name.
    Alias,
}

/// The files of a model, each looked at once.
pub(super) struct Pages<'p>(BTreeMap<FileId, Page<'p>>);

impl<'p> Pages<'p> {
    pub(super) fn of(documents: &'p [Document], sources: &'p SourceMap) -> Self {
        let page = |document: &'p Document| (document.file, Page::new(document, sources));
        Self(documents.iter().map(page).collect())
    }

    /// The page of a file of the model.
    pub(super) fn get(&self, file: FileId) -> Result<&Page<'p>, Unwritable> {
        self.0.get(&file).ok_or(Unwritable::Elsewhere)
    }
}

impl<'p> Page<'p> {
    fn new(document: &'p Document, sources: &'p SourceMap) -> Self {
        let (file, text) = (document.file, sources.text(document.file));
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let unit = text.lines().map(indent_of).find(|indent| *indent > 0).unwrap_or(2);
        let items = items_indent(text).unwrap_or(unit);
        Self { file, text, comments: &document.comments, style: Style { unit, items, newline } }
    }

    /// How the value at a place is written.
    pub(super) fn form(&self, span: Span) -> Form {
        let text = self.text.get(span.range()).unwrap_or("");
        match text.chars().next() {
            None | Some('~') => Form::Nothing,
            Some('{' | '[') => Form::Flow,
            Some('*') => Form::Alias,
            Some(_) if text == "null" => Form::Nothing,
            Some(_) => Form::Block,
        }
    }

    /// Replaces what stands at a place.
    pub(super) fn replace(span: Span, text: impl Into<String>) -> Edit {
        let text = text.into();
        // Nothing stands right behind the colon of its key.
        let text = if span.is_empty() { format!(" {text}") } else { text };
        Edit { span, text }
    }

    /// Puts lines before the line that `at` is in, and before the comments right above that line.
    pub(super) fn before_line(&self, at: u32, lines: &[String]) -> Edit {
        let column = self.column(at);
        let mut start = self.line_start(at as usize);
        while start > 0 {
            let above = self.line_start(start - 1);
            let line = &self.text[above..start];
            let is_comment = line.trim_start().starts_with('#') && indent_of(line) == column;
            if !is_comment || above == 0 {
                break;
            }
            start = above;
        }
        self.insert(start, lines.join(self.style.newline) + self.style.newline)
    }

    /// Puts lines behind what ends at `end`, and behind the comments below it that belong to it.
    pub(super) fn after_lines(&self, end: u32, column: usize, lines: &[String]) -> Edit {
        // A text in lines ends where the line behind it begins to say something.
        let end = self.text.get(..end as usize).map_or(0, |before| before.trim_end().len());
        let mut at = self.next_line(end);
        while let Some(line) =
            self.text.get(at..).and_then(|rest| rest.split_inclusive('\n').next())
        {
            let is_comment = line.trim_start().starts_with('#') && indent_of(line) >= column;
            if !is_comment {
                break;
            }
            at += line.len();
        }
        let newline = self.style.newline;
        let is_open = at > 0 && !self.text[..at].ends_with('\n');
        let text = if is_open {
            newline.to_owned() + &lines.join(newline)
        } else {
            lines.join(newline) + newline
        };
        self.insert(at, text)
    }

    /// Puts text at an offset.
    pub(super) fn insert(&self, at: usize, text: String) -> Edit {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        Edit { span: Span::new(self.file, at, at), text }
    }

    /// The column of an offset, from 0, in blanks.
    pub(super) fn column(&self, at: u32) -> usize {
        let start = self.line_start(at as usize);
        let before = self.text.get(start..at as usize).unwrap_or("");
        before.trim_start_matches('\u{feff}').chars().count()
    }

    /// How far the line is indented that an offset is in.
    pub(super) fn indent(&self, at: u32) -> usize {
        indent_of(&self.text[self.line_start(at as usize)..])
    }

    /// A node for the line that an offset is in, inside braces.
    pub(super) fn flow(&self, at: u32, node: &Node) -> String {
        node.flow(self.indent(at) + self.style.unit, self.style)
    }

    /// Puts keys behind all others of a mapping in braces.
    pub(super) fn last_in_braces(
        &self,
        body: Span,
        keys: &[(String, Node, Option<String>)],
    ) -> Edit {
        let mut texts = Vec::new();
        for (name, node, _) in keys {
            texts.push(format!("{name}: {}", self.flow(body.start, node)));
        }
        let text = texts.join(", ");
        let start = body.start as usize + 1;
        let written = self.inside(body);
        let at = start + written.len();
        if written.is_empty() {
            return self.insert(at, format!(" {text} "));
        }
        let comma = if written.ends_with(',') { "" } else { "," };
        self.insert(at, format!("{comma} {text}"))
    }

    /// The keys of a mapping in braces with their values, as written, if all of it stands on the line of its name.
    pub(super) fn keys_of_a_line(&self, name: Span, body: Span) -> Option<Vec<&'p str>> {
        let between = self.text.get(name.end as usize..body.start as usize)?;
        let text = self.text.get(body.range())?;
        if self.form(body) != Form::Flow || between != ": " || text.contains(['\n', '#']) {
            return None;
        }
        parts(self.inside(body))
    }

    /// Whether nothing stands in braces.
    pub(super) fn is_empty(&self, body: Span) -> bool {
        self.inside(body).is_empty()
    }

    /// The text in braces, without the blanks and comments at its end.
    fn inside(&self, body: Span) -> &'p str {
        let start = body.start as usize + 1;
        let end = (body.end as usize).saturating_sub(1);
        let mut written = self.text.get(start..end).unwrap_or("").trim_end();
        for comment in self.comments.iter().rev() {
            if comment.range().end == start + written.len() {
                let before = comment.range().start.saturating_sub(start);
                written = written.get(..before).unwrap_or("").trim_end();
            }
        }
        written
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
    }

    fn next_line(&self, at: usize) -> usize {
        if at > 0 && self.text.as_bytes().get(at - 1) == Some(&b'\n') {
            return at;
        }
        let rest = self.text.get(at..).unwrap_or("");
        rest.find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }
}

/// What commas part on the outermost level; nothing where brackets do not match.
fn parts(inside: &str) -> Option<Vec<&str>> {
    let (mut depth, mut start, mut quote) = (0_usize, 0, None);
    let mut found = Vec::new();
    // A quote only opens where a value can begin: elsewhere it is an apostrophe.
    let mut begins = true;
    let mut is_escaped = false;
    for (at, letter) in inside.char_indices() {
        match (quote, letter) {
            (Some('"'), '\\') if !is_escaped => {
                is_escaped = true;
                continue;
            }
            (Some(open), _) if open == letter && !is_escaped => quote = None,
            (None, '"' | '\'') if begins => quote = Some(letter),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth = depth.checked_sub(1)?,
            (None, ',') if depth == 0 => {
                found.push(inside.get(start..at)?.trim());
                start = at + 1;
            }
            (Some(_) | None, _) => {}
        }
        is_escaped = false;
        // Behind a quote another one may stand: that is how a text in single quotes has one.
        begins = matches!(letter, '{' | '[' | ',' | ':' | '\'') || (begins && letter == ' ');
    }
    found.push(inside.get(start..)?.trim());
    found.retain(|part| !part.is_empty());
    (depth == 0 && quote.is_none()).then_some(found)
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// How much further than its key the first list of a text stands that is written in lines.
fn items_indent(text: &str) -> Option<usize> {
    let mut key: Option<usize> = None;
    for line in text.lines() {
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if let (Some(key), true) = (key, content.starts_with("- ")) {
            return indent_of(line).checked_sub(key);
        }
        key = content.ends_with(':').then(|| indent_of(line));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn keys_in_braces_are_told_apart() {
        let found = parts(r#"a: { b: "x, \"}", c: [1, 2] }, d: don't, "e,": 'it''s, so', f"#);
        let expected =
            [r#"a: { b: "x, \"}", c: [1, 2] }"#, "d: don't", r#""e,": 'it''s, so'"#, "f"];
        assert_eq!(found.as_deref(), Some(&expected[..]));
        assert_eq!(parts("").as_deref(), Some(&[][..]));
        assert_eq!(parts("a: ["), None);
        assert_eq!(parts("a: ]"), None);
    }
}
