//! An expression as it is written, before names and types are known.

use std::ops::Range;

use super::{Binary, Unary};

/// A part of an expression and its bytes in the expression's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) range: Range<usize>,
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
