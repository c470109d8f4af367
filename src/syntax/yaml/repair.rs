//! Going on behind a syntax error: the smallest region that can hold it is replaced with spaces, so
//! that all offsets stay true, and the file is read again. One run then tells all its errors.

use std::{iter, ops::Range};

use super::lines::{indent, key_of, line};
use super::{SyntaxError, grow};
use crate::source::{FileId, Span};
use crate::syntax::findings::Findings;

/// The most errors looked for in one file.
const MOST_PASSES: usize = 20;
/// The most bytes read again and again for them.
const MOST_BYTES: usize = 32 << 20;

/// A text that can be read, and what had to be left out for it.
pub(in crate::syntax) struct Repaired {
    pub(in crate::syntax) text: String,
    pub(in crate::syntax) blanked: Vec<Span>,
}

/// Blanks the place of `error` and of every further one; all go to `out`. `None` if the file cannot
/// be made readable within bounds.
pub(in crate::syntax) fn repaired(
    file: FileId,
    source: &str,
    error: Box<SyntaxError>,
    out: &mut Findings,
) -> Option<Repaired> {
    let mut repaired = Repaired { text: source.to_owned(), blanked: Vec::new() };
    let mut error = error;
    let passes = MOST_PASSES.min(MOST_BYTES / source.len().max(1) + 1);
    for _ in 0..passes {
        let region = region_of(&repaired.text, &error);
        for label in iter::once(&mut error.finding.primary).chain(&mut error.finding.related) {
            label.span = label.span.between_letters(source);
        }
        out.push(error.finding);
        if error.hopeless || !blank(&mut repaired.text, region.clone()) {
            return None;
        }
        let (start, end) = (super::offset(region.start), super::offset(region.end));
        repaired.blanked.push(Span::new(file, start, end));
        match grow(file, &repaired.text, &mut Findings::default()) {
            Ok(_) => return Some(repaired),
            Err(next) => error = next,
        }
    }
    None
}

/// Replaces everything but line breaks with spaces; says whether that changed anything.
fn blank(text: &mut String, region: Range<usize>) -> bool {
    let Some(old) = text.get(region.clone()) else { return false };
    let spaces = |byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' };
    let new: String = old.bytes().map(spaces).collect();
    let changed = new != old;
    text.replace_range(region, &new);
    changed
}

/// The smallest region that can hold the error: from an open bracket to the line where blocks begin
/// again; or the value behind a key; or the line with all that is indented below it.
fn region_of(text: &str, error: &SyntaxError) -> Range<usize> {
    let at = super::lines::boundary(text, error.at as usize);
    if let Some(bracket) = error.bracket {
        return bracket_region(text, super::lines::boundary(text, bracket as usize));
    }
    let culprit = error.finding.primary.span.start as usize;
    let mut found = line(text, super::lines::boundary(text, culprit.min(at)));
    while text[found.clone()].trim().is_empty() && found.start > 0 {
        found = line(text, found.start - 1);
    }
    let content = &text[found.clone()];
    if let Some(key) = key_of(content)
        && found.start + key <= at
        && found.contains(&culprit)
        && !content[key..].trim().is_empty()
    {
        return found.start + key..block_end(text, &found);
    }
    found.start..block_end(text, &found)
}

/// The end of a line and of all lines indented deeper than it.
fn block_end(text: &str, first: &Range<usize>) -> usize {
    let depth = indent(&text[first.clone()]);
    let mut end = first.end;
    let mut at = first.end;
    while let Some(next) = next_line(text, at) {
        let content = &text[next.clone()];
        if !content.trim().is_empty() {
            if indent(content) <= depth {
                break;
            }
            end = next.end;
        }
        at = next.end;
    }
    end
}

/// From a bracket to the last line before block style goes on.
fn bracket_region(text: &str, bracket: usize) -> Range<usize> {
    let first = line(text, bracket);
    let depth = indent(&text[first.clone()]);
    let mut end = first.end;
    while let Some(next) = next_line(text, end) {
        let content = &text[next.clone()];
        let entry = content.trim_start().starts_with("- ") || key_of(content).is_some();
        if content.trim().is_empty() || entry || indent(content) <= depth {
            break;
        }
        end = next.end;
    }
    bracket..end.max(bracket)
}

/// The line behind a line that ends at `end`.
fn next_line(text: &str, end: usize) -> Option<Range<usize>> {
    let newline = text[end..].find('\n')?;
    Some(line(text, end + newline + 1))
}
