//! What a fix would change, as the lines that go and the lines that come.

use std::{collections::BTreeMap, fmt::Write as _};

use super::super::of;
use crate::{
    diagnostic::{Edit, Fix, edited},
    source::{FileId, SourceFile, SourceMap, Span},
};

/// The most places that are shown; a rename may have hundreds.
const MOST: usize = 4;

/// The lines that a fix changes, with their numbers: those of `home` first, and other files by their names.
pub(super) fn patch(fix: &Fix, home: FileId, sources: &SourceMap, colour: bool) -> String {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        by_file.entry(edit.span.file).or_default().push(edit);
    }
    let mut out = String::new();
    let mut left = MOST;
    let mut hidden = 0;
    let mut by_file: Vec<_> = by_file.into_iter().collect();
    by_file.sort_by_key(|(id, _)| (*id != home, *id));
    for (id, edits) in by_file {
        let Some(file) = sources.file(id) else { continue };
        let hunks = hunks(edits, file);
        if id != home && left > 0 {
            let _ = writeln!(out, "        in {}", file.path());
        }
        hunks.iter().take(left).for_each(|hunk| hunk.write(file, colour, &mut out));
        hidden += hunks.len().saturating_sub(left);
        left = left.saturating_sub(hunks.len());
    }
    if hidden > 0 {
        let _ = writeln!(out, "        ... and in {}", of(hidden, "more place"));
    }
    out
}

/// Lines that edits change together.
struct Hunk<'e> {
    /// Index of the first line.
    first: usize,
    /// Index of the last line.
    last: usize,
    edits: Vec<&'e Edit>,
}

/// Edits that touch the same lines are shown together.
fn hunks<'e>(mut edits: Vec<&'e Edit>, file: &SourceFile) -> Vec<Hunk<'e>> {
    edits.sort_by_key(|edit| edit.span);
    let mut hunks: Vec<Hunk<'e>> = Vec::new();
    for edit in edits {
        let Span { start, end, .. } = edit.span;
        let first = file.line_index(start);
        let last = file.line_index(end.saturating_sub(1).max(start));
        match hunks.last_mut() {
            Some(hunk) if first <= hunk.last => {
                hunk.last = hunk.last.max(last);
                hunk.edits.push(edit);
            }
            Some(_) | None => hunks.push(Hunk { first, last, edits: vec![edit] }),
        }
    }
    hunks
}

impl Hunk<'_> {
    fn write(&self, file: &SourceFile, colour: bool, out: &mut String) {
        let line = |at: usize| file.line_starts().get(at).copied();
        let from = line(self.first).unwrap_or_default();
        let to = line(self.last + 1).map_or(file.text().len(), |at| at as usize);
        let old = file.text().get(from as usize..to).unwrap_or_default();
        let inside: Vec<Edit> = self.edits.iter().map(|edit| moved(edit, from)).collect();
        let new = edited(old, &inside.iter().collect::<Vec<_>>());
        let (mut old, mut new): (Vec<&str>, Vec<&str>) =
            (old.lines().collect(), new.lines().collect());
        let mut number = self.first + 1;
        while old.first().is_some_and(|first| new.first() == Some(first)) {
            number += 1;
            old.remove(0);
            new.remove(0);
        }
        while old.last().is_some_and(|last| new.last() == Some(last)) {
            old.pop();
            new.pop();
        }
        let (red, green, end) =
            if colour { ("\u{1b}[31m", "\u{1b}[32m", "\u{1b}[0m") } else { ("", "", "") };
        for (place, text) in old.into_iter().enumerate() {
            let _ = writeln!(out, "{:>7} {red}- {text}{end}", number + place);
        }
        for (place, text) in new.into_iter().enumerate() {
            let _ = writeln!(out, "{:>7} {green}+ {text}{end}", number + place);
        }
    }
}

/// An edit in the text that begins at `from`.
fn moved(edit: &Edit, from: u32) -> Edit {
    let Span { file, start, end } = edit.span;
    Edit { span: Span::new(file, start - from, end - from), text: edit.text.clone() }
}
