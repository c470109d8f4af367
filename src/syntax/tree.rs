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
}
