//! A source for the renderer that finds lines in the table of the source map. The renderer's own
//! sources search from the first byte for every label: 5,000 findings in a file of 1 MB take them
//! 17 seconds, and this one 0.06.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::source::SourceFile;

/// One file of a source map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indexed<'s>(pub(super) &'s SourceFile);

impl SourceCode for Indexed<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let text = self.0.text().as_bytes();
        if end > text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let starts = self.0.line_starts();
        let line_of =
            |at: usize| starts.partition_point(|line| *line as usize <= at).saturating_sub(1);
        let first = line_of(start).saturating_sub(before);
        let last = (line_of(end.saturating_sub(1).max(start)) + after).min(starts.len() - 1);
        // Asked for no lines around it, the renderer wants to know where the span itself begins.
        let exact = before == 0 && after == 0;
        let from = if exact { start } else { starts.get(first).map_or(0, |line| *line as usize) };
        let to = if exact {
            end
        } else {
            starts.get(last + 1).map_or(text.len(), |line| *line as usize)
        };
        let column = if exact { self.column(start) } else { 0 };
        Ok(Box::new(MietteSpanContents::new_named(
            self.0.path().to_owned(),
            text.get(from..to).ok_or(MietteError::OutOfBounds)?,
            (from, to - from).into(),
            first,
            column,
            last - first + 1,
        )))
    }
}

impl Indexed<'_> {
    /// Characters before an offset on its line.
    fn column(self, at: usize) -> usize {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.0.line_column(at).column - 1
    }
}
