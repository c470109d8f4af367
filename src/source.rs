//! Places in the author's files: every stage points with these spans, and only the source map keeps
//! the text they point into.

use std::ops::Range;

/// One file of a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(u32);

/// A stretch of bytes in one file; `end` is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file it lies in.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `file` from byte `start` to before byte `end`.
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end: end.max(start) }
    }

    /// The byte range inside the file.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it covers no byte at all, as the place of something that was not written does.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span moved into `text` and widened to the left where it begins or ends inside of a letter.
    #[must_use]
    pub fn between_letters(self, text: &str) -> Self {
        let whole = |at: u32| {
            let mut at = at.min(u32::try_from(text.len()).unwrap_or(u32::MAX));
            while !text.is_char_boundary(at as usize) {
                at -= 1;
            }
            at
        };
        Self::new(self.file, whole(self.start), whole(self.end))
    }

    /// The smallest span that covers both; the other is ignored when it lies in another file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if other.file == self.file {
            Self::new(self.file, self.start.min(other.start), self.end.max(other.end))
        } else {
            self
        }
    }
}

/// A value together with the place it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value and its place together.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with a reference to the value.
    pub fn as_ref(&self) -> Spanned<&T> {
        Spanned { value: &self.value, span: self.span }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// A position as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// All files of one run, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

/// The text of one file and where its lines start.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: String,
    text: String,
    line_starts: Vec<u32>,
    first_bad_byte: Option<u32>,
}

impl SourceMap {
    /// Adds a file under the path that messages show.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.push(SourceFile::new(path.into(), text.into(), None))
    }

    /// Adds a file as it came from the disk. Bytes that are not UTF-8 become replacement characters
    /// and [`SourceFile::first_bad_byte`] tells where the first of them stood.
    pub fn add_bytes(&mut self, path: impl Into<String>, bytes: Vec<u8>) -> FileId {
        let file = match String::from_utf8(bytes) {
            Ok(text) => SourceFile::new(path.into(), text, None),
            Err(error) => {
                let bad = offset(error.utf8_error().valid_up_to());
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                SourceFile::new(path.into(), text, Some(bad))
            }
        };
        self.push(file)
    }

    fn push(&mut self, file: SourceFile) -> FileId {
        let id = FileId(offset(self.files.len()));
        self.files.push(file);
        id
    }

    /// The same files under other paths, as readers elsewhere know them.
    #[must_use]
    pub fn renamed(&self, renamed: impl Fn(&str) -> String) -> Self {
        let rename = |file: &SourceFile| SourceFile { path: renamed(&file.path), ..file.clone() };
        Self { files: self.files.iter().map(rename).collect() }
    }

    /// The file behind an id of this map.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// Every file with its id, in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The path of a file, empty for an id of another map.
    pub fn path(&self, id: FileId) -> &str {
        self.file(id).map_or("", SourceFile::path)
    }

    /// The text of a file, empty for an id of another map.
    pub fn text(&self, id: FileId) -> &str {
        self.file(id).map_or("", SourceFile::text)
    }

    /// The text a span covers, empty when it does not fit the file.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or("")
    }

    /// Line and column of the start of a span.
    pub fn start_of(&self, span: Span) -> LineColumn {
        self.line_column(span.file, span.start)
    }

    /// Line and column of the place behind a span.
    pub fn end_of(&self, span: Span) -> LineColumn {
        self.line_column(span.file, span.end)
    }

    /// Line and column of a byte offset; an offset behind the end counts as the end.
    pub fn line_column(&self, file: FileId, at: u32) -> LineColumn {
        self.file(file).map_or(LineColumn { line: 1, column: 1 }, |file| file.line_column(at))
    }
}

impl SourceFile {
    fn new(path: String, text: String, first_bad_byte: Option<u32>) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts =
            std::iter::once(0).chain(newlines.map(|(at, _)| offset(at + 1))).collect();
        Self { path, text, line_starts, first_bad_byte }
    }

    /// The path that messages show.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Offset of the first byte that is not UTF-8, when there is one.
    pub fn first_bad_byte(&self) -> Option<u32> {
        self.first_bad_byte
    }

    /// Offset of the first byte of each line.
    pub fn line_starts(&self) -> &[u32] {
        &self.line_starts
    }

    /// Index of the line, from 0, that holds the byte at `at`.
    pub fn line_index(&self, at: u32) -> usize {
        self.line_starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// Line and column of a byte offset; an offset behind the end counts as the end.
    pub fn line_column(&self, at: u32) -> LineColumn {
        let at = at.min(offset(self.text.len()));
        let line = self.line_index(at);
        let start = self.line_starts.get(line).copied().unwrap_or(0) as usize;
        let before = self.text.as_bytes().get(start..at as usize).unwrap_or(&[]);
        let characters = before.iter().filter(|byte| !is_continuation(**byte)).count();
        LineColumn { line: line + 1, column: characters + 1 }
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// Offsets are 32 bits wide: a model file never comes near 4 GB, and a larger one points at its end.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_survive_crlf() {
        let mut sources = SourceMap::default();
        let file = sources.add("a.yaml", "账户: x\r\n😀y: z");
        let at = |needle: &str| sources.text(file).find(needle).map(offset).unwrap();
        assert_eq!(sources.line_column(file, at("x")), LineColumn { line: 1, column: 5 });
        assert_eq!(sources.line_column(file, at("y")), LineColumn { line: 2, column: 2 });
        assert_eq!(sources.line_column(file, 9_999), LineColumn { line: 2, column: 6 });
    }

    #[test]
    fn the_first_bad_byte_is_remembered() {
        let mut sources = SourceMap::default();
        let file = sources.add_bytes("a.yaml", b"ok\n\xff\xfe".to_vec());
        let source = sources.file(file).unwrap();
        assert_eq!(source.first_bad_byte(), Some(3));
        assert_eq!(source.line_column(3), LineColumn { line: 2, column: 1 });
    }
}
