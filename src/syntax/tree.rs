//! The YAML of one file as a tree of nodes with exact spans. `yaml` grows it, `decode` reads it;
//! nobody else sees YAML.

use std::borrow::Cow;

use crate::source::Span;

/// Index of a node in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(pub(super) u32);

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    /// `|` or `>`; the span covers the lines below the header.
    Block,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind<'t> {
    Scalar {
        text: Cow<'t, str>,
        style: Style,
    },
    List(Vec<NodeId>),
    Map(Vec<(NodeId, NodeId)>),
    /// Another name for a node that stands before it.
    Alias(NodeId),
    /// Something unreadable that was reported already.
    Broken,
}

/// A node and the bytes it is written with, without anchor and tag.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) kind: Kind<'t>,
    pub(super) span: Span,
}

/// All nodes of one file.
#[derive(Debug, Default)]
pub(super) struct Tree<'t> {
    pub(super) nodes: Vec<Node<'t>>,
    pub(super) root: Option<NodeId>,
    /// Every comment with its `#`, without the line break.
    pub(super) comments: Vec<Span>,
    /// Regions that hold syntax errors, as far as they were left out.
    pub(super) blanked: Vec<Span>,
}

impl<'t> Tree<'t> {
    /// The node behind an id, with aliases followed.
    pub(super) fn resolve(&self, id: NodeId) -> Option<&Node<'t>> {
        let node = self.nodes.get(id.0 as usize)?;
        match node.kind {
            // An alias never stands for an alias: the target is resolved when the tree grows.
            Kind::Alias(target) => self.nodes.get(target.0 as usize),
            Kind::Scalar { .. } | Kind::List(_) | Kind::Map(_) | Kind::Broken => Some(node),
        }
    }

    /// Where a node is written; for an alias the place of the alias.
    pub(super) fn span(&self, id: NodeId) -> Span {
        self.nodes.get(id.0 as usize).map(|node| node.span).unwrap_or_default()
    }

    /// Whether a region that had to be left out lies in a node or right beside it, with nothing but
    /// blanks between. `text` is the text the tree was grown from.
    pub(super) fn is_damaged(&self, span: Span, text: &str) -> bool {
        if self.blanked.is_empty() {
            return false;
        }
        let before = text.get(..span.start as usize).map_or(0, |before| before.trim_end().len());
        let behind = text.get(span.end as usize..).map_or(0, |behind| behind.trim_start().len());
        let reach = before..text.len() - behind;
        self.blanked
            .iter()
            .map(|region| region.range())
            .any(|region| region.start <= reach.end && reach.start <= region.end)
    }

    /// Marks every value that is empty only because its text was left out, and moves every place to between two letters
    /// of the text as it was written: a letter of several bytes was left out as several blanks.
    pub(super) fn mark_damage(&mut self, blanked: Vec<Span>, text: &str, written: &str) {
        self.blanked = blanked;
        for node in &mut self.nodes {
            node.span = node.span.between_letters(written);
        }
        let damaged = |node: &Node<'_>| node.span.is_empty() && self.is_damaged(node.span, text);
        let hit: Vec<bool> = self.nodes.iter().map(damaged).collect();
        for (node, _) in self.nodes.iter_mut().zip(hit).filter(|(_, hit)| *hit) {
            node.kind = Kind::Broken;
        }
    }
}
