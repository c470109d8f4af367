//! An expression as it is written, before names and types are known.

use std::ops::Range;

use super::{Binary, Unary};

/// A part of an expression and its bytes in the expression's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) range: Range<usize>,
}

impl Node {
    /// How many parts lie within each other at the deepest place.
    pub(super) fn depth(&self) -> usize {
        self.parts().into_iter().map(Self::depth).max().unwrap_or(0) + 1
    }

    /// The parts that it is made of, in the order of the text.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            NodeKind::Name(_)
            | NodeKind::Int(_)
            | NodeKind::Decimal(_)
            | NodeKind::Text(_)
            | NodeKind::Bool(_)
            | NodeKind::Null => Vec::new(),
            NodeKind::Select(inner, _) | NodeKind::Unary(_, inner) => vec![inner],
            NodeKind::Call(_, parts) | NodeKind::List(parts) => parts.iter().collect(),
            NodeKind::Method(target, _, parts) => std::iter::once(&**target).chain(parts).collect(),
            NodeKind::Index(left, right) | NodeKind::Binary(_, left, right) => vec![left, right],
            NodeKind::Conditional(condition, yes, no) => vec![condition, yes, no],
            NodeKind::Record(_, fields) => fields.iter().map(|(_, value)| value).collect(),
        }
    }
}

/// A name and its bytes in the expression's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NodeKind {
    Name(String),
    Int(i64),
    /// The digits as written, with their sign.
    Decimal(String),
    Text(String),
    Bool(bool),
    Null,
    /// `x.y`
    Select(Box<Node>, Word),
    /// `f(x)`
    Call(Word, Vec<Node>),
    /// `x.f(y)`
    Method(Box<Node>, Word, Vec<Node>),
    /// `x[y]`
    Index(Box<Node>, Box<Node>),
    Unary(Unary, Box<Node>),
    Binary(Binary, Box<Node>, Box<Node>),
    Conditional(Box<Node>, Box<Node>, Box<Node>),
    List(Vec<Node>),
    /// `Money{amount: x}`
    Record(Word, Vec<(Word, Node)>),
}
