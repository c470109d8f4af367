//! Text in a small language (a type, an expression) that a later stage parses, and the way back from
//! its offsets to the bytes of the file.

use std::ops::Range;

use crate::source::Span;

/// The text of a scalar without quotes, escapes and indentation, and where each part came from.
#[derive(Debug, Clone)]
pub struct CodeText {
    text: String,
    span: Span,
    pieces: Vec<Piece>,
}

/// From `text` on, offsets run parallel to the file from `source` on, up to the next piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: u32,
    pub(super) source: u32,
}

impl CodeText {
    /// Text that stands in the file as it is, from the start of `span` on.
    pub fn verbatim(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), span, pieces: vec![Piece { text: 0, source: span.start }] }
    }

    pub(super) fn new(text: String, span: Span, pieces: Vec<Piece>) -> Self {
        Self { text, span, pieces }
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
        let piece = index.checked_sub(1).and_then(|index| self.pieces.get(index));
        piece
            .map_or(self.span.start, |piece| piece.source.saturating_add(at - piece.text))
            .min(self.span.end)
    }
}

/// A type as written: `Text?`, `list<Money>`, and for a field perhaps ` = default` behind it.
#[derive(Debug, Clone)]
pub struct TypeText(pub CodeText);

/// An expression as written.
#[derive(Debug, Clone)]
pub struct ExprText(pub CodeText);
