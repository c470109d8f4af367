//! Entries of mappings as text: the stretch that has to go so that an entry is gone, and its mapping with the last one.

use super::on::On;
use crate::{diagnostic::Edit, source::Span};

impl On<'_> {
    /// The edit that gives an element one more entry, before all others. Nothing where it is only a name in a list.
    pub(super) fn with_entry(&self, name: Span, entry: &str) -> Option<Edit> {
        let text = self.sources.text(name.file);
        let colon = name.end as usize + text.get(name.end as usize..)?.find(':')?;
        let element = self.outlines.around(name).find(|it| it.name.span == name)?;
        let is_named =
            text.get(name.end as usize..colon)?.trim_matches(['"', '\'', ' ']).is_empty();
        if !is_named || element.span == name {
            return None;
        }
        let value = behind_comments(text, colon + 1);
        let (at, new) = match text.get(value..)?.strip_prefix('{') {
            Some(rest) if rest.trim_start().starts_with('}') => (value + 1, format!(" {entry} ")),
            Some(_) => (value + 1, format!(" {entry},")),
            None if value < element.span.end as usize => {
                let line = text.get(..value)?.rfind('\n')?;
                (value, format!("{entry}\n{}", " ".repeat(value - line - 1)))
            }
            None => (colon + 1, format!(" {{ {entry} }}")),
        };
        Some(Edit { span: span(name, at, at), text: new })
    }

    /// An entry, from its key to the end of its value, when its value stands at a place and its key is called so.
    pub(super) fn entry_of(&self, value: Span, key: &str) -> Option<Span> {
        let text = self.sources.text(value.file);
        let (mut start, mut end) = (value.start as usize, value.end as usize);
        let quote = text.get(..start)?.chars().next_back().filter(|it| matches!(it, '"' | '\''));
        if let Some(quote) =
            quote.filter(|quote| text.get(end..).is_some_and(|it| it.starts_with(*quote)))
        {
            start -= quote.len_utf8();
            end += quote.len_utf8();
        }
        let before =
            text.get(..start)?.trim_end_matches(' ').strip_suffix(':')?.trim_end_matches(' ');
        let quotes = ['"', '\''];
        let start = match before.strip_suffix(quotes) {
            Some(quoted) => quoted.strip_suffix(key)?.strip_suffix(quotes)?.len(),
            None => before.strip_suffix(key)?.len(),
        };
        is_alone(text.get(..start)?).then(|| span(value, start, end))
    }

    /// What has to go so that neighbouring entries of a mapping or items of a list are gone: they with their lines or
    /// commas, or the entry around them when they are all that stands in it. Nothing where a comment would go with them,
    /// or the text is not that plain.
    pub(super) fn without(&self, entries: Span) -> Option<Span> {
        let text = self.sources.text(entries.file);
        let gone = without(text, entries.start as usize, entries.end as usize)?;
        let is_plain = !text.get(gone.0..gone.1)?.contains('#');
        is_plain.then(|| span(entries, gone.0, gone.1))
    }

    /// What has to go so that a comment, or a word in a list of words in it, is gone.
    pub(super) fn without_comment(&self, words: Span) -> Option<Span> {
        let text = self.sources.text(words.file);
        let (start, end) = (words.start as usize, words.end as usize);
        let before = text.get(..start)?;
        let behind = text.get(end..)?;
        let gone = if text.get(start..)?.starts_with('#') {
            let line = before.rfind('\n').map_or(0, |at| at + 1);
            let is_alone = before.get(line..)?.trim().is_empty();
            let next = end + behind.find('\n').map_or(behind.len(), |at| at + 1);
            if is_alone { (line, next) } else { (before.trim_end().len(), end) }
        } else {
            without(text, start, end)?
        };
        Some(span(words, gone.0, gone.1))
    }
}

fn span(like: Span, start: usize, end: usize) -> Span {
    let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    Span::new(like.file, number(start), number(end))
}

/// Where the next word stands that is no comment.
fn behind_comments(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or_default().trim_start();
        at = text.len() - rest.len();
        match rest.strip_prefix('#') {
            Some(comment) => at += 1 + comment.find('\n').unwrap_or(comment.len()),
            None => return at,
        }
    }
}

/// Whether a key can begin behind this text.
fn is_alone(before: &str) -> bool {
    before.chars().next_back().is_none_or(|it| it.is_whitespace() || matches!(it, '{' | ','))
}

fn without(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let (before, behind) = (text.get(..start)?, text.get(end..)?);
    let previous = before.trim_end();
    let next = behind.trim_start();
    match (previous.chars().next_back(), next.chars().next()) {
        (Some('{'), Some('}')) | (Some('['), Some(']')) => {
            let close = text.len() - next.len() + 1;
            let (start, end) = around(text, previous.len() - 1, close)?;
            without(text, start, end)
        }
        (Some('{' | '[' | '(' | ','), Some(',')) => {
            let rest = next.get(1..)?;
            Some((start, text.len() - rest.trim_start().len()))
        }
        (Some(','), Some('}' | ']' | ')')) => Some((previous.len() - 1, end)),
        _ => without_lines(text, start, end),
    }
}

/// The entry whose value is a mapping or a list, in brackets or in lines below the key.
fn around(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let before = text.get(..start)?.trim_end().strip_suffix(':')?;
    let letters = before.chars().rev().take_while(|it| it.is_alphanumeric() || *it == '_').count();
    let key = before.len().checked_sub(letters)?;
    (letters > 0 && is_alone(text.get(..key)?)).then_some((key, end))
}

fn without_lines(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(end..)?;
    let close = rest.find('\n').map_or(text.len(), |at| end + at + 1);
    let below = text.get(close..)?.lines().find(|it| is_content(it));
    let leads = text.get(line..start)?;
    let is_item = leads.trim() == "-";
    if !matches!(leads.trim(), "" | "-") || !text.get(end..close)?.trim().is_empty() {
        return None;
    }
    if is_item && below.is_some_and(|it| indent(it, &[' ']) >= start - line) {
        // Only the first entry of an item, whose dash the next one would need.
        return None;
    }
    let depth = indent(leads, &[' ']);
    let above = text.get(..line)?.lines().rev().find(|it| is_content(it));
    let (is_first, is_last) = if is_item {
        let is_sibling = |it: &str| it.trim_start().starts_with('-');
        (
            above.is_none_or(|it| indent(it, &[' ']) <= depth && !is_sibling(it)),
            below.is_none_or(|it| indent(it, &[' ']) < depth || !is_sibling(it)),
        )
    } else {
        // The first entry of an item of a list stands behind its dash, and the first one of the next item in another
        // mapping.
        (
            above.is_none_or(|it| indent(it, &[' ', '-']) < depth),
            below.is_none_or(|it| indent(it, &[' ']) < depth),
        )
    };
    if !(is_first && is_last) {
        return Some((line, close));
    }
    let head = text.get(..line)?.trim_end();
    let (start, end) = around(text, head.len(), end)?;
    without(text, start, end)
}

fn is_content(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}

fn indent(line: &str, blanks: &[char]) -> usize {
    line.len() - line.trim_start_matches(blanks).len()
}

#[cfg(test)]
mod tests {
    use super::without;

    fn left(text: &str, entry: &str) -> Option<String> {
        let start = text.find(entry).unwrap_or_default();
        let (from, to) = without(text, start, start + entry.len())?;
        Some(format!("{}{}", &text[..from], &text[to..]))
    }

    #[test]
    fn an_entry_goes_with_its_comma_or_its_line() {
        let cases = [
            ("{ a: 1, b: 2 }", "a: 1", "{ b: 2 }"),
            ("{ a: 1, b: 2 }", "b: 2", "{ a: 1 }"),
            ("{ a: 1,\n  b: 2,\n  c: 3 }", "b: 2", "{ a: 1,\n  c: 3 }"),
            ("a: 1\nb: 2\n", "a: 1", "b: 2\n"),
            ("x:\n  a: 1\n  b: 2", "b: 2", "x:\n  a: 1\n"),
            ("a: 1,\nb: 2\nc: 3\n", "b: 2", "a: 1,\nc: 3\n"),
            ("[a, X, b]", "X", "[a, b]"),
            ("[X, b]", "X", "[b]"),
            ("[a, X]", "X", "[a]"),
            ("- a\n- X\n- b\n", "X", "- a\n- b\n"),
            (
                "x:\n  - a: 1\n    b: 2\n  - c: 3\n    d: 4\n",
                "a: 1\n    b: 2",
                "x:\n  - c: 3\n    d: 4\n",
            ),
            ("x:\n- a: 1\n  b: 2\n- c\ny: 1\n", "c", "x:\n- a: 1\n  b: 2\ny: 1\n"),
        ];
        for (text, entry, expected) in cases {
            assert_eq!(left(text, entry).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_last_entry_takes_its_mapping_along() {
        let cases = [
            ("{ emit: A, with: { a: 1 } }", "a: 1", "{ emit: A }"),
            ("- emit: A\n  with: { a: 1 }\n- b", "a: 1", "- emit: A\n- b"),
            ("emit: A\nwith:\n  a: 1\nc: 1\n", "a: 1", "emit: A\nc: 1\n"),
            ("emit: A\nwith: { b: { a: 1 } }\n", "a: 1", "emit: A\n"),
            ("emit: A\nallow:\n  - X\nc: 1\n", "X", "emit: A\nc: 1\n"),
            ("emit: A\nallow:\n- X\nc: 1\n", "X", "emit: A\nc: 1\n"),
            ("{ emit: A, allow: [X] }", "X", "{ emit: A }"),
        ];
        for (text, entry, expected) in cases {
            assert_eq!(left(text, entry).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn text_that_is_not_plain_stays() {
        for (text, entry) in
            [("- a: 1\n  b: 2", "a: 1"), ("b: 1 # why\n", "b: 1"), ("- X # why\n", "X")]
        {
            assert_eq!(left(text, entry), None, "{text}");
        }
    }
}
