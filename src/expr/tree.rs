//! A typed expression: every name is resolved, every part knows its type and its place.

use crate::{
    source::Span,
    types::{Literal, Type},
};

/// An expression of known type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// What it computes.
    pub kind: ExprKind,
    /// The type of the result.
    pub ty: Type,
    /// Where it is written; the whole filling when it was filled by name.
    pub span: Span,
}

impl Expr {
    /// A value written down or known otherwise.
    pub fn literal(literal: Literal, ty: Type, span: Span) -> Self {
        Self { kind: ExprKind::Literal(literal), ty, span }
    }

    /// The same value seen as another type.
    #[must_use]
    pub fn convert(self, conversion: Conversion, ty: Type) -> Self {
        let span = self.span;
        Self { kind: ExprKind::Convert(conversion, Box::new(self)), ty, span }
    }

    /// The same value without what a surrounding `has` tells about it.
    #[must_use]
    pub fn as_declared(self) -> Self {
        match self.kind {
            ExprKind::Convert(Conversion::Known, inner) => *inner,
            _ => self,
        }
    }

    /// Whether both compute the same, wherever they are written.
    pub fn same(&self, other: &Self) -> bool {
        let (own, others) = (self.parts(), other.parts());
        self.is_alike(other)
            && own.len() == others.len()
            && own.iter().zip(others).all(|(own, other)| own.same(other))
    }

    /// The parts that the value is made of, in the order of the text.
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Literal(_) | ExprKind::Root(_) | ExprKind::Field(..) => Vec::new(),
            ExprKind::Member(inner, _)
            | ExprKind::Unary(_, inner)
            | ExprKind::Convert(_, inner) => vec![inner],
            ExprKind::Binary(_, left, right) | ExprKind::Over(_, left, _, right) => {
                vec![left, right]
            }
            ExprKind::Conditional(condition, yes, no) => vec![condition, yes, no],
            ExprKind::Call(_, parts) | ExprKind::List(parts) => parts.iter().collect(),
            ExprKind::Record(fields) => fields.iter().map(|(_, value)| value).collect(),
        }
    }

    /// Whether both do the same with their parts.
    fn is_alike(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (ExprKind::Literal(own), ExprKind::Literal(other)) => own == other,
            (ExprKind::Root(own), ExprKind::Root(other)) => own == other,
            (ExprKind::Field(root, own), ExprKind::Field(other_root, other)) => {
                root == other_root && own == other
            }
            (ExprKind::Member(_, own), ExprKind::Member(_, other)) => own == other,
            (ExprKind::Unary(own, _), ExprKind::Unary(other, _)) => own == other,
            (ExprKind::Binary(own, ..), ExprKind::Binary(other, ..)) => own == other,
            (ExprKind::Call(own, _), ExprKind::Call(other, _)) => own == other,
            (ExprKind::Convert(own, _), ExprKind::Convert(other, _)) => own == other,
            (ExprKind::Over(own, _, number, _), ExprKind::Over(other, _, other_number, _)) => {
                own == other && number == other_number
            }
            (ExprKind::Conditional(..), ExprKind::Conditional(..))
            | (ExprKind::List(_), ExprKind::List(_)) => true,
            (ExprKind::Record(own), ExprKind::Record(other)) => {
                own.iter().map(|(name, _)| name).eq(other.iter().map(|(name, _)| name))
            }
            _ => false,
        }
    }
}

/// Where a value comes from. Each root is one message or record that the place of the expression can see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// The fields of the command that is decided.
    Command,
    /// The fields of the event that is folded, reacted to or projected.
    Event,
    /// The state of the aggregate or saga.
    State,
    /// The row of the read model.
    Row,
    /// The envelope: `meta.recorded_at`, `meta.actor` and so on.
    Meta,
    /// The identity of the addressed aggregate, or the stream of the event (`event.stream_id`).
    Target,
    /// The key of the saga's instance.
    Key,
    /// The element inside `exists`, `all`, `filter` or `map`, counted from the outermost.
    Element(u8),
}

/// What an expression computes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprKind {
    /// A value written down; an enumeration's word is one too.
    Literal(Literal),
    /// A root itself: the target identity or an element.
    Root(Root),
    /// A field of a message or record.
    Field(Root, String),
    /// A field of a value object.
    Member(Box<Expr>, String),
    /// `!x` or `-x`.
    Unary(Unary, Box<Expr>),
    /// `x + y` and the like; both sides have been brought to one type.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `condition ? yes : no`
    Conditional(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A function of the language on its arguments, the receiver first.
    Call(Function, Vec<Expr>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// A value object made of one expression for each field, in order of declaration.
    Record(Vec<(String, Expr)>),
    /// `items.exists(item, test)` and its relatives: the items, the element's number, the body.
    Over(Over, Box<Expr>, u8, Box<Expr>),
    /// The same value seen as another type.
    Convert(Conversion, Box<Expr>),
}

/// Operators with one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    /// `!`
    Not,
    /// `-`
    Negate,
}

/// Operators with two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+` on numbers, texts, lists, instants and durations
    Add,
    /// `-` on numbers, sets, instants and durations
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
    /// `element in collection`
    In,
}

/// Functions that an expression can call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `has(x.y)`: whether an optional value is there.
    Has,
    /// `x.y.orValue(z)`: the optional value, or another one.
    OrValue,
    /// `size(x)`: letters of a text, elements of a collection.
    Size,
    /// `text.contains(part)`
    Contains,
    /// `text.startsWith(part)`
    StartsWith,
    /// `text.endsWith(part)`
    EndsWith,
    /// `map[key]`: the optional value under a key.
    Get,
    /// `set + element`: the set with one more element (or a list with one more at its end).
    With,
    /// `set - element`: the set without an element (or a list without every equal one).
    Without,
    /// `map.with(key, value)`: the map with one entry more.
    Put,
    /// `map.without(key)`: the map without that entry.
    Take,
}

/// Ways to go over a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Whether the test holds for some element.
    Exists,
    /// Whether the test holds for every element.
    All,
    /// The elements for which the test holds.
    Filter,
    /// The result of the body for each element.
    Map,
}

/// Changes of type that lose nothing and need no word in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conversion {
    /// A whole number where a decimal is expected.
    IntToDecimal,
    /// A value where an optional one is expected.
    Present,
    /// A newtype or identity seen as the scalar inside, for comparison with text and the like.
    Unwrap,
    /// A scalar put into a newtype or identity.
    Wrap,
    /// A number, a day, a UUID or a word as the text that it is in JSON.
    Spelled,
    /// An optional value that a `has` before it has shown to be there: in the first branch of
    /// `has(x) ? .. : ..`, behind `has(x) && ..` and behind `!has(x) || ..`.
    Known,
}
