//! Text in a small language (a type, an expression) that a later stage parses, and the way back from
//! its offsets to the bytes of the file.

use std::ops::Range;

use super::tree::Style;
use crate::source::Span;

/// The text of a scalar without quotes, escapes and indentation, and where each part came from.
#[derive(Debug, Clone)]
pub struct CodeText {
    text: String,
    span: Span,
    /// Where text and file part and meet again; up to the first, offsets run parallel from the start of the span on.
    pieces: Vec<Piece>,
}

/// From `text` on, offsets run parallel to the file from `source` on, up to the next piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: u32,
    source: u32,
}

impl CodeText {
    /// Text that stands in the file as it is, from the start of `span` on.
    pub fn verbatim(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), span, pieces: Vec::new() }
    }

    /// The text of a scalar that is written at `span` of the file text `source`.
    pub(super) fn read(text: &str, style: Style, span: Span, source: &str) -> Self {
        let written = source.get(span.range()).unwrap_or("");
        if written == text {
            return Self::verbatim(text, span);
        }
        let pieces = Alignment::new(text, style, written).pieces(span.start);
        Self { text: text.to_owned(), span, pieces }
    }

    /// The text to parse.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the whole scalar stands, quotes included.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The place of a byte range of the text. A range of at least one byte gives a span of at least
    /// one byte, also where escapes or line folds lie in it.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let start = self.source_of(range.start);
        let end = if range.end > range.start { self.source_of(range.end - 1) + 1 } else { start };
        Span::new(self.span.file, start, end)
    }

    fn source_of(&self, at: usize) -> u32 {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let index = self.pieces.partition_point(|piece| piece.text <= at);
        let start = Piece { text: 0, source: self.span.start };
        let piece = index.checked_sub(1).and_then(|index| self.pieces.get(index)).unwrap_or(&start);
        piece.source.saturating_add(at - piece.text).min(self.span.end)
    }
}

/// Walks a text and the way it is written side by side.
struct Alignment<'a> {
    text: &'a str,
    written: &'a str,
    style: Style,
    /// Offsets reached so far.
    at: usize,
    from: usize,
}

impl<'a> Alignment<'a> {
    fn new(text: &'a str, style: Style, written: &'a str) -> Self {
        let quote = usize::from(matches!(style, Style::SingleQuoted | Style::DoubleQuoted));
        Self { text, written, style, at: 0, from: quote }
    }

    fn pieces(mut self, start: u32) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        while let Some(c) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            self.skip_line_joint();
            let piece =
                Piece { text: number(self.at), source: start.saturating_add(number(self.from)) };
            let parallel = pieces.last().is_some_and(|last| {
                piece.source.wrapping_sub(last.source) == piece.text.wrapping_sub(last.text)
            });
            if !parallel {
                pieces.push(piece);
            }
            self.step(c);
        }
        pieces
    }

    /// Moves past one character of the text, and past what it is written with.
    fn step(&mut self, c: char) {
        let rest = self.written.get(self.from..).unwrap_or("");
        let folded = c.is_whitespace() && blank_run(rest).contains('\n');
        if folded {
            self.from += blank_run(rest).len();
            self.at += blank_run(self.text.get(self.at..).unwrap_or("")).len();
            return;
        }
        self.at += c.len_utf8();
        self.from += match (self.style, rest.as_bytes()) {
            (Style::DoubleQuoted, [b'\\', escaped, ..]) => escape_length(*escaped, rest),
            (Style::SingleQuoted, [b'\'', b'\'', ..]) => 2,
            _ => rest.chars().next().map_or(0, char::len_utf8),
        };
    }

    /// A backslash at the end of a line joins it with the next and stands for no character.
    fn skip_line_joint(&mut self) {
        while self.style == Style::DoubleQuoted {
            let rest = self.written.get(self.from..).unwrap_or("");
            let Some(joint) = rest.strip_prefix('\\').filter(|rest| rest.starts_with(['\r', '\n']))
            else {
                return;
            };
            self.from += 1 + blank_run(joint).len();
        }
    }
}

fn blank_run(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}

/// How many bytes an escape is written with; two surrogates are one character.
fn escape_length(escaped: u8, rest: &str) -> usize {
    match escaped {
        b'x' => 4,
        b'U' => 10,
        b'u' if rest.get(6..8) == Some("\\u") && is_high_surrogate(rest) => 12,
        b'u' => 6,
        _ => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
    }
}

fn is_high_surrogate(escape: &str) -> bool {
    let digits = escape.get(2..6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    digits.is_some_and(|unit| (0xD800..0xDC00).contains(&unit))
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A type as written: `Text?`, `list<Money>`, and for a field perhaps ` = default` behind it.
#[derive(Debug, Clone)]
pub struct TypeText(pub CodeText);

/// An expression as written.
#[derive(Debug, Clone)]
pub struct ExprText(pub CodeText);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    /// What the word `needle` of the text is in the file.
    fn origin(written: &str, style: Style, text: &str, needle: &str) -> String {
        let span = Span::new(FileId::default(), 0, number(written.len()));
        let code = CodeText::read(text, style, span, written);
        let start = text.find(needle).unwrap();
        written[code.span_of(start..start + needle.len()).range()].to_owned()
    }

    #[test]
    fn every_word_finds_its_way_back() {
        let cases = [
            ("a == b", Style::Plain, "a == b", "b"),
            ("a\n    == bc", Style::Plain, "a == bc", "bc"),
            ("'it''s == bc'", Style::SingleQuoted, "it's == bc", "bc"),
            (r#""\u00e9\n == bc""#, Style::DoubleQuoted, "é\n == bc", "bc"),
            (r#""\ud83d\ude00 bc""#, Style::DoubleQuoted, "😀 bc", "bc"),
            ("\"a \\\n   bc\"", Style::DoubleQuoted, "a bc", "bc"),
            ("账户 &&\n  bc\n", Style::Block, "账户 && bc\n", "bc"),
            ("a ||\n    b ||\n  bc", Style::Block, "a ||\n  b ||\nbc", "bc"),
        ];
        for (written, style, text, needle) in cases {
            assert_eq!(origin(written, style, text, needle), needle, "{written}");
        }
        assert_eq!(origin(r#""\u00e9 x""#, Style::DoubleQuoted, "é x", "é"), r"\u");
    }
}
