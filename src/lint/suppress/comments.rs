//! Allowances that are written as comments: `# esgen: allow(rule, rule) reason` at the end of a line or above it, and
//! `# esgen: allow-file(rule) reason` anywhere in a file.

use super::{
    super::{SuppressedBy, on::On, rules::meta, settings::read_selector},
    allowance::{Allowance, Reach},
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    source::{FileId, SourceFile, Span, Spanned},
    syntax::Outline,
};

/// Every allowance in the comments of a model.
pub(super) fn allowances(on: &On<'_>, out: &mut Vec<Diagnostic>) -> Vec<Allowance> {
    let mut all = Vec::new();
    for outline in on.outlines.iter() {
        for comment in outline.comments() {
            all.extend(of_comment(comment, outline, on, out));
        }
    }
    all
}

fn of_comment(
    comment: &Spanned<String>,
    outline: &Outline,
    on: &On<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Allowance> {
    let Some(body) = for_us(comment) else { return Vec::new() };
    let Some(said) = said(comment, body).filter(|said| !said.rules.is_empty()) else {
        out.extend(is_meant_to_allow(body).then(|| meta::no_allowance(comment.span)));
        return Vec::new();
    };
    let file = comment.span.file;
    let Some(source) = on.sources.file(file) else { return Vec::new() };
    let reach =
        if said.whole_file { Reach::File(file) } else { touched(comment.span, outline, source) };
    let read = |word: &Spanned<String>, out: &mut Vec<Diagnostic>| {
        let selector = read_selector(word.as_ref(), out)?;
        Some(Allowance {
            by: SuppressedBy::Comment,
            rule: selector.value,
            word: word.span,
            written: if said.rules.len() == 1 { comment.span } else { word.span },
            list: None,
            reach,
            reason: said.reason.clone(),
            until: None,
        })
    };
    said.rules.iter().filter_map(|word| read(word, out)).collect()
}

/// What a comment allows.
struct Said {
    whole_file: bool,
    rules: Vec<Spanned<String>>,
    reason: Option<String>,
}

/// What a comment says to us.
fn for_us(comment: &Spanned<String>) -> Option<&str> {
    let body = comment.value.trim_start_matches('#').trim_start();
    Some(body.strip_prefix("esgen:")?.trim_start())
}

/// Whether a comment begins like an allowance, perhaps with a slip.
fn is_meant_to_allow(body: &str) -> bool {
    let words = ["allow", "allow-file"];
    let end = body.find(|it: char| it != '-' && !it.is_ascii_alphabetic()).unwrap_or(body.len());
    let word = &body[..end];
    !word.is_empty() && (words.contains(&word) || nearest(word, words).is_some())
}

fn said(comment: &Spanned<String>, body: &str) -> Option<Said> {
    let text = comment.value.as_str();
    let (whole_file, rest) = match body.strip_prefix("allow-file(") {
        Some(rest) => (true, rest),
        None => (false, body.strip_prefix("allow(")?),
    };
    let (words, reason) = rest.split_once(')')?;
    let mut at = text.len() - rest.len();
    let mut rules = Vec::new();
    for word in words.split(',') {
        let start = at + (word.len() - word.trim_start().len());
        at += word.len() + 1;
        let word = word.trim();
        if !word.is_empty() {
            rules.push(Spanned::new(word.to_owned(), part(comment.span, start, word.len())));
        }
    }
    let reason = Some(reason.trim()).filter(|reason| !reason.is_empty()).map(str::to_owned);
    Some(Said { whole_file, rules, reason })
}

fn part(span: Span, start: usize, length: usize) -> Span {
    let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let start = span.start.saturating_add(number(start));
    Span::new(span.file, start, start.saturating_add(number(length)))
}

/// What a comment belongs to: the element that begins on its line, or on the next one that says something; else that
/// line.
fn touched(comment: Span, outline: &Outline, source: &SourceFile) -> Reach {
    let line = line_of(comment, source);
    let begins_line =
        source.text().get(line.range()).is_some_and(|it| it.trim_start().starts_with('#'));
    let line = if begins_line { next_line(line, comment.file, source) } else { line };
    let inside = |span: Span| line.start <= span.start && span.start < line.end;
    let element = outline.elements().iter().find(|element| inside(element.name.span));
    Reach::Span(element.map_or(line, |element| element.span))
}

fn line_of(span: Span, source: &SourceFile) -> Span {
    let starts = source.line_starts();
    let line = starts.partition_point(|start| *start <= span.start).saturating_sub(1);
    span_of_line(line, span.file, source)
}

/// The next line that is neither empty nor a comment.
fn next_line(line: Span, file: FileId, source: &SourceFile) -> Span {
    let starts = source.line_starts();
    let first = starts.partition_point(|start| *start <= line.start);
    let says_something = |line: &usize| {
        let span = span_of_line(*line, file, source);
        let text = source.text().get(span.range()).unwrap_or_default().trim_start();
        !text.is_empty() && !text.starts_with('#')
    };
    let found = (first..starts.len()).find(says_something);
    found.map_or(line, |found| span_of_line(found, file, source))
}

fn span_of_line(line: usize, file: FileId, source: &SourceFile) -> Span {
    let starts = source.line_starts();
    let start = starts.get(line).copied().unwrap_or_default();
    let end = u32::try_from(source.text().len()).unwrap_or(u32::MAX);
    Span::new(file, start, starts.get(line + 1).copied().unwrap_or(end))
}
