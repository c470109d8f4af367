//! Findings as data: what is wrong, why here, and what to do. Rendering happens in `report`.

mod pages;
mod rules;
mod suggest;

pub use pages::page;
pub use rules::{RULES, Rule, code_of, rule};
pub use suggest::{Patience, did_you_mean, nearest};

use crate::source::Span;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The model cannot be used as it stands.
    Error,
    /// The model can be used, but this is probably not what was meant.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word that reports show.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A place and what it has to do with the finding. The text may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place to underline.
    pub span: Span,
    /// Why this place.
    pub text: String,
}

/// Whether a fix may be applied without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicability {
    /// Keeps the meaning, or is certainly what was meant.
    Safe,
    /// Probably what was meant; a person should look.
    Unsafe,
    /// Only shown, never applied.
    Display,
}

/// Replaces the text of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// The text of a file with edits of that file carried out; those at one place in the order in which they are given.
pub fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut sorted = edits.to_vec();
    sorted.sort_by_key(|edit| edit.span.start);
    let mut new = String::new();
    let mut done = 0;
    for edit in sorted {
        let range = edit.span.range();
        new.push_str(text.get(done..range.start).unwrap_or(""));
        new.push_str(&edit.text);
        done = range.end;
    }
    new.push_str(text.get(done..).unwrap_or(""));
    new
}

/// A change of the files that removes the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, as an order: "quote the value".
    pub title: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// The edits, none of which overlap.
    pub edits: Vec<Edit>,
}

/// One finding. Messages are one line, lower case, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Kebab-case name of the rule, the key everywhere.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The smallest place at fault, with why.
    pub primary: Label,
    /// Other places that take part, in any file.
    pub related: Vec<Label>,
    /// Whether those places are a way that leads from one to the next, and back or onward to the primary one.
    pub is_way: bool,
    /// What to do about it.
    pub help: Option<String>,
    /// Further facts, one line each.
    pub notes: Vec<String>,
    /// A change that removes the finding.
    pub fix: Option<Fix>,
    /// A name for this one finding by which it can be accepted, such as `EV302:ab12cd34ef56`. It stays the same when
    /// lines move.
    pub finding: Option<String>,
}

impl Diagnostic {
    /// An error of `rule` at `span`.
    pub fn error(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, rule, span, message)
    }

    /// A warning of `rule` at `span`.
    pub fn warning(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, rule, span, message)
    }

    /// A remark of `rule` at `span`.
    pub fn info(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, rule, span, message)
    }

    /// A finding of any severity.
    pub fn new(
        severity: Severity,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            primary: Label { span, text: String::new() },
            related: Vec::new(),
            is_way: false,
            help: None,
            notes: Vec::new(),
            fix: None,
            finding: None,
        }
    }

    /// Says why the primary place is at fault.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Adds another place that takes part.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// Adds the places of a way, in order: each step leads to the next.
    #[must_use]
    pub fn way(mut self, steps: impl IntoIterator<Item = Label>) -> Self {
        self.related.extend(steps);
        self.is_way = true;
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says what to do, when there is something to say.
    #[must_use]
    pub fn help_if(mut self, text: Option<String>) -> Self {
        self.help = text.or(self.help);
        self
    }

    /// Adds a further fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds a change that replaces one place.
    #[must_use]
    pub fn fix(
        mut self,
        applicability: Applicability,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> Self {
        let edits = vec![Edit { span, text: text.into() }];
        self.fix = Some(Fix { title: title.into(), applicability, edits });
        self
    }

    /// Adds a change of several places; none, when it would change nothing.
    #[must_use]
    pub fn fix_all(
        mut self,
        applicability: Applicability,
        title: impl Into<String>,
        edits: Vec<Edit>,
    ) -> Self {
        if !edits.is_empty() {
            self.fix = Some(Fix { title: title.into(), applicability, edits });
        }
        self
    }

    /// The opaque alias of the rule, such as `ES0002`.
    pub fn code(&self) -> Option<&'static str> {
        code_of(self.rule)
    }
}

/// Puts findings in reading order (file, place, rule) and keeps one for each rule and place.
pub fn settle(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.sort_by_key(|finding| (finding.primary.span, finding.rule));
    findings.dedup_by_key(|finding| (finding.primary.span, finding.rule));
    findings
}

/// Whether any finding is an error.
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn findings_settle_into_reading_order_once_each() {
        let at = |start| Span::new(FileId::default(), start, start + 1);
        let all = vec![
            Diagnostic::error(rule::UNKNOWN_KEY, at(9), "second"),
            Diagnostic::error(rule::UNKNOWN_KEY, at(2), "first"),
            Diagnostic::error(rule::UNKNOWN_KEY, at(2), "the same again"),
            Diagnostic::warning(rule::AMBIGUOUS_SCALAR, at(2), "another rule"),
        ];
        let messages: Vec<_> = settle(all).into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages, ["another rule", "first", "second"]);
    }
}
