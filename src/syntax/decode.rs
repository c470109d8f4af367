//! From the tree of one file to declarations. Every problem becomes a finding and reading goes on, so
//! that one run tells everything; a place that could not be read stays empty in the declaration.

mod record;
mod scalar;
mod tables;
mod words;

pub(super) use record::{Choice, Keys, Record, empty_record, read_choice, read_record};
pub(super) use tables::Key;
pub(super) use words::read_word;

use schemars::JsonSchema;

use super::findings::Findings;
use super::tree::{Kind, Node, NodeId, Tree};
use crate::diagnostic::{Diagnostic, rule};
use crate::source::Span;

/// Something that can be read from a node. Its `JsonSchema` says the same to an editor.
pub(super) trait Decode: Sized + JsonSchema {
    /// Reads the node; `None` after a finding went out that says what is wrong.
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self>;

    /// Whether nothing at all may stand for it, as in a table entry with a name and no body.
    const MAY_BE_EMPTY: bool = false;

    /// Whether the key is known only to be refused with a reason.
    const REFUSED: bool = false;

    /// What names in a table lack that are written without a colon: the rule, and the missing part.
    const WITHOUT_VALUE: (&'static str, &'static str) = (rule::WRONG_KIND, "a value");

    /// What nothing at all stands for, if it may.
    fn nothing(_at: Span, _input: &mut Decoder<'_>) -> Option<Self> {
        None
    }
}

/// A node and the name it stands behind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    id: NodeId,
    /// Where a missing key of this node is reported: the name, or the node itself in a list.
    head: Option<Span>,
}

/// The tree, and the findings so far.
pub(super) struct Decoder<'t> {
    tree: &'t Tree<'t>,
    source: &'t str,
    findings: &'t mut Findings,
    /// How many more nodes may be visited: aliases can make a small file stand for a huge model.
    visits: usize,
    exhausted: bool,
}

impl<'t> Decoder<'t> {
    /// A decoder for the tree of the text `source`.
    pub(super) fn new(tree: &'t Tree<'t>, source: &'t str, findings: &'t mut Findings) -> Self {
        let visits = tree.nodes.len().saturating_mul(10).saturating_add(100_000);
        Self { tree, source, findings, visits, exhausted: false }
    }

    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// The node at a place; counted, so that expanding aliases comes to an end.
    fn node(&mut self, at: Place) -> Option<&'t Node<'t>> {
        let Some(left) = self.visits.checked_sub(1) else {
            self.report_exhausted(at);
            return None;
        };
        self.visits = left;
        self.tree.resolve(at.id)
    }

    fn report_exhausted(&mut self, at: Place) {
        if !self.exhausted {
            self.exhausted = true;
            let message = "the aliases of this file expand to far more than what is written";
            self.report(
                Diagnostic::error(rule::YAML_SYNTAX, self.span(at), message)
                    .help("write out what is meant instead of nesting aliases in anchors"),
            );
        }
    }

    /// Whether a mapping is written there.
    pub(super) fn is_map(&self, at: Place) -> bool {
        matches!(self.tree.resolve(at.id), Some(Node { kind: Kind::Map(_), .. }))
    }

    /// Whether a list is written there.
    pub(super) fn is_list(&self, at: Place) -> bool {
        matches!(self.tree.resolve(at.id), Some(Node { kind: Kind::List(_), .. }))
    }

    /// Whether `true` or `false` is written there.
    pub(super) fn is_bool(&self, at: Place) -> bool {
        let Some(Node { kind: Kind::Scalar { text, style }, .. }) = self.tree.resolve(at.id) else {
            return false;
        };
        matches!(scalar::meaning(text, *style), scalar::Meaning::Bool(_))
    }

    /// Whether a mapping with that key is written there.
    pub(super) fn has_key(&self, at: Place, name: &str) -> bool {
        self.keys(at).any(|key| key == name)
    }

    /// Whether a mapping with that key and no other is written there.
    pub(super) fn has_only_key(&self, at: Place, name: &str) -> bool {
        self.keys(at).eq([name])
    }

    fn keys(&self, at: Place) -> impl Iterator<Item = &str> {
        self.pairs(at).map(|(name, _)| name)
    }

    /// The value behind the first key of a mapping that is one of these words.
    pub(super) fn behind_one_of(&self, at: Place, names: &[&str]) -> Option<Place> {
        self.pairs(at).find(|(name, _)| names.contains(name)).map(|(_, place)| place)
    }

    /// The keys of a mapping, and what stands behind them.
    fn pairs(&self, at: Place) -> impl Iterator<Item = (&str, Place)> {
        let pairs = match self.tree.resolve(at.id) {
            Some(Node { kind: Kind::Map(pairs), .. }) => pairs.as_slice(),
            Some(_) | None => &[],
        };
        pairs.iter().filter_map(|(key, value)| match self.tree.resolve(*key) {
            Some(Node { kind: Kind::Scalar { text, .. }, .. }) => {
                Some((text.as_ref(), Place::behind(*value, self.tree.span(*key))))
            }
            Some(_) | None => None,
        })
    }

    fn span(&self, at: Place) -> Span {
        self.tree.span(at.id)
    }

    /// Reports a key that has no business at its place.
    pub(super) fn refuse(&mut self, at: Place, why: &str, help: &str) {
        let key = at.head.unwrap_or_else(|| self.span(at));
        let name = self.source.get(key.range()).unwrap_or("");
        self.report_key(rule::UNKNOWN_KEY, at, format!("`{name}` {why}"), help);
    }

    /// Reports something at the key before a place.
    pub(super) fn report_key(
        &mut self,
        rule: &'static str,
        at: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let key = at.head.unwrap_or_else(|| self.span(at));
        self.report(Diagnostic::error(rule, key, message).help(help));
    }

    /// Reports that a node is not what its place needs.
    fn wrong_kind(&mut self, at: Place, node: &Node<'_>, wanted: &str) {
        if let Some(finding) = self.kind_finding(at, node, wanted) {
            self.report(finding);
        }
    }

    /// That a node is not what its place needs; nothing for broken nodes, which were reported before.
    fn kind_finding(&self, at: Place, node: &Node<'_>, wanted: &str) -> Option<Diagnostic> {
        if matches!(node.kind, Kind::Broken) {
            return None;
        }
        let message = format!("expected {wanted}, found {}", describe(&node.kind));
        let span = first_line(self.span(at), self.source);
        Some(Diagnostic::error(rule::WRONG_KIND, span, message))
    }
}

impl Place {
    /// A node in a list, or the root.
    pub(super) fn new(id: NodeId) -> Self {
        Self { id, head: None }
    }

    /// A node behind a name.
    pub(super) fn behind(id: NodeId, head: Span) -> Self {
        Self { id, head: Some(head) }
    }
}

/// A node in the words of a message.
fn describe(kind: &Kind<'_>) -> String {
    match kind {
        Kind::Scalar { text, style } if scalar::is_null(text, *style) => "nothing".to_owned(),
        Kind::Scalar { text, .. } => format!("`{}`", shortened(text)),
        Kind::List(_) => "a list".to_owned(),
        Kind::Map(_) => "a mapping".to_owned(),
        Kind::Alias(_) | Kind::Broken => "something unreadable".to_owned(),
    }
}

/// The start of a text that is too long for a message, on one line.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() <= LONGEST && line.len() == text.trim_end().len() {
        return line.to_owned();
    }
    line.chars().take(LONGEST).chain(['…']).collect()
}

/// A span cut at the end of its first line: underlining a whole block helps nobody.
fn first_line(span: Span, source: &str) -> Span {
    let text = source.get(span.range()).unwrap_or("");
    let length = text.find('\n').map_or(text.len(), |end| text[..end].trim_end().len());
    let end = span.start.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
    Span::new(span.file, span.start, end.min(span.end))
}
