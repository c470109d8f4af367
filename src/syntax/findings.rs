//! The findings about one file while it is read, with an end: a file that is wrong throughout tells
//! nothing more after its first thousand findings.

use crate::diagnostic::{Diagnostic, nearest, rule};

/// The most findings about one file.
const MOST: usize = 1_000;
/// The most findings for which similar names are looked for.
const MOST_SUGGESTED: usize = 200;

/// Findings in the order in which they turn up.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Diagnostic>,
}

impl Findings {
    /// Adds a finding, unless there are too many already.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        let room = MOST.saturating_sub(self.list.len());
        if room == 1 {
            let message = format!("more than {MOST} findings in this file, the rest is not shown");
            self.list.push(Diagnostic::error(rule::YAML_SYNTAX, finding.primary.span, message));
        } else if room > 1 {
            self.list.push(finding);
        }
    }

    /// The nearest name, unless there are too many findings to look for it each time.
    pub(super) fn nearest<'a>(
        &self,
        word: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        if self.list.len() < MOST_SUGGESTED { nearest(word, names) } else { None }
    }

    /// The findings.
    pub(super) fn into_vec(self) -> Vec<Diagnostic> {
        self.list
    }
}
