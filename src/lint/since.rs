//! What is new since an earlier state of a model: findings that were not there, and findings that touch lines which were
//! edited.

use std::collections::{BTreeMap, BTreeSet};

use similar::{ChangeTag, TextDiff};

use super::Report;
use crate::{
    pipeline::Analysis,
    source::{FileId, Span},
};

impl Report {
    /// Leaves out what was found before and lies in lines that nobody has touched since. Gives how many findings that
    /// nobody has agreed to are hidden by it.
    ///
    /// A finding over several elements may be new though its own line is old, which is why both models are looked at.
    pub fn only_since(&mut self, before: &Self, earlier: &Analysis, now: &Analysis) -> usize {
        let known: BTreeSet<&str> =
            before.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        let edited = Edited::between(earlier, now);
        let open = self.open().count();
        self.findings.retain(|finding| {
            let related = finding.diagnostic.related.iter().map(|label| label.span);
            let mut spans = related.chain([finding.diagnostic.primary.span]);
            !known.contains(finding.fingerprint.as_str()) || spans.any(|it| edited.touches(it, now))
        });
        open - self.open().count()
    }
}

/// The lines that were edited, by file. A file that was not there before is edited as a whole.
struct Edited(BTreeMap<FileId, Option<BTreeSet<usize>>>);

impl Edited {
    fn between(earlier: &Analysis, now: &Analysis) -> Self {
        let of_file = |file: &FileId| {
            let path = now.sources.path(*file);
            let old = earlier.files.iter().find(|it| same(earlier.sources.path(**it), path));
            let lines =
                old.map(|old| edited_lines(earlier.sources.text(*old), now.sources.text(*file)));
            (*file, lines)
        };
        Self(now.files.iter().map(of_file).collect())
    }

    fn touches(&self, span: Span, now: &Analysis) -> bool {
        match self.0.get(&span.file) {
            None => false,
            Some(None) => true,
            Some(Some(lines)) => lines.contains(&now.sources.start_of(span).line),
        }
    }
}

/// Whether two paths name one file: that of a commit may be told from another folder.
fn same(one: &str, other: &str) -> bool {
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(['/', ':']))
    };
    ends(one, other) || ends(other, one)
}

fn edited_lines(old: &str, new: &str) -> BTreeSet<usize> {
    let diff = TextDiff::from_lines(old, new);
    let inserted = diff.iter_all_changes().filter(|change| change.tag() == ChangeTag::Insert);
    inserted.filter_map(|change| change.new_index()).map(|index| index + 1).collect()
}
