//! Looking at broken YAML line by line, where no tree can help: which key and value an offset is in,
//! where a quote or a line begins.

use std::ops::Range;

/// The bytes of a value behind its `key: `.
pub(super) type Value = Range<usize>;

/// An offset moved back to the start of a character, and into the text.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The line an offset is in, without its line break.
pub(super) fn line(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
    start..end.max(at.min(end))
}

/// The line an offset is in, without blanks around it.
pub(super) fn trimmed_line(text: &str, at: usize) -> Range<usize> {
    let line = line(text, at);
    let content = &text[line.clone()];
    let start = line.start + content.len() - content.trim_start().len();
    start..(line.start + content.trim_end().len()).max(start)
}

/// The next line above that is not blank, without blanks around it.
pub(super) fn line_above(text: &str, at: usize) -> Option<Range<usize>> {
    let mut start = line(text, at).start;
    while start > 0 {
        let above = trimmed_line(text, start - 1);
        if !above.is_empty() {
            return Some(above);
        }
        start = line(text, start - 1).start;
    }
    None
}

/// How many spaces a line begins with.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// A character that names are made of.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// The length of a line up to and with the colon of its key, list dashes before it included.
pub(super) fn key_of(line: &str) -> Option<usize> {
    let mut rest = line.trim_start();
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start();
    }
    let key = rest.trim_start_matches(is_word);
    let named = key.len() < rest.len();
    let behind = key.strip_prefix(':').filter(|_| named)?;
    let ends = behind.is_empty() || behind.starts_with([' ', '\t', '\r']);
    ends.then(|| line.len() - behind.len())
}

/// The value of the `key: value` line that an offset is in, if the offset is in the value.
pub(super) fn value_in_block(text: &str, at: usize) -> Option<Value> {
    let line = line(text, at);
    let content = &text[line.clone()];
    let behind = &content[key_of(content)?..];
    let start = line.end - behind.trim_start().len();
    let end = start + without_comment(&text[start..line.end]).len();
    (start <= at && at <= end && start < end).then_some(start..end)
}

/// A value without the comment and the blanks behind it, as far as quotes do not matter.
fn without_comment(value: &str) -> &str {
    value.split(" #").next().unwrap_or(value).trim_end()
}

/// The value of the last `key: ` between an open bracket and an offset, up to the end of the line.
pub(super) fn value_in_flow(text: &str, bracket: usize, at: usize) -> Option<Value> {
    let inside = text.get(bracket..at)?;
    let entry = inside.rfind(['{', '[', ',']).map_or(bracket, |before| bracket + before + 1);
    let behind = &text[entry + key_of(&text[entry..line(text, at).end])?..];
    let start = text.len() - behind.trim_start().len();
    let stop = behind.find(['}', ']', ',', '\n']).unwrap_or(behind.len());
    let end = text.len() - behind.len() + behind[..stop].trim_end().len();
    (start <= at && start < end.max(at)).then_some(start..end.max(at))
}

/// A key without a space behind its colon: `name:Order`.
pub(super) fn glued_key(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let content = &text[line.clone()];
    let colon = content.find(':')?;
    let key = &content[..colon];
    let behind = content[colon + 1..].chars().next()?;
    let glued = !key.is_empty() && key.chars().all(is_word) && !behind.is_whitespace();
    glued.then(|| line.start..line.start + content.len())
}

/// The quote that opens the text an offset is in: the first on its line, or on a line above, that has
/// no partner on that line.
pub(super) fn open_quote(text: &str, at: usize) -> Option<usize> {
    const FAR: usize = 50;
    let mut end = at;
    for _ in 0..FAR {
        let line = line(text, end);
        if let Some(quote) = unpaired_quote(&text[line.start..line.end.min(at.max(line.start))]) {
            return Some(line.start + quote);
        }
        end = line.start.checked_sub(1)?;
    }
    None
}

fn unpaired_quote(line: &str) -> Option<usize> {
    let mut open: Option<(usize, char)> = None;
    for (at, c) in line.char_indices().filter(|(_, c)| matches!(c, '"' | '\'')) {
        match open {
            None if at == 0 || !line[..at].ends_with(is_word) => open = Some((at, c)),
            Some((_, quote)) if quote == c => open = None,
            None | Some(_) => {}
        }
    }
    open.map(|(at, _)| at)
}

/// The first backslash escape that YAML does not know.
pub(super) fn first_bad_escape(text: &str) -> Option<Range<usize>> {
    const KNOWN: &str = "0abtnvfre \"/\\N_LPxuU\t\n\r";
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        if c == '\\' {
            let (next, escaped) = rest.next()?;
            if !KNOWN.contains(escaped) {
                return Some(at..next + escaped.len_utf8());
            }
        }
    }
    None
}
