//! Values that a model writes down, already checked against their type.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, civil::Date};
use rust_decimal::Decimal;

use super::{Type, TypeId};
use crate::source::Span;

/// A value of a known type, with the place where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The value.
    pub literal: Literal,
    /// Its type, never more general than the declared one.
    pub ty: Type,
    /// Where it is written.
    pub span: Span,
}

/// What a model can write as a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    /// No value; only for optional types.
    None,
    /// Unicode text, also the text inside a newtype or an identity.
    Text(String),
    /// A whole number.
    Int(i64),
    /// An exact decimal number, as written.
    Decimal(Decimal),
    /// True or false.
    Bool(bool),
    /// A UUID in its usual text form, lower case.
    Uuid(String),
    /// A day.
    Date(Date),
    /// An instant.
    Timestamp(Timestamp),
    /// A length of time.
    Duration(SignedDuration),
    /// Bytes as base64 text.
    Bytes(String),
    /// The word at that place of an enumeration, or a word unknown to an open one.
    Enum(TypeId, Result<usize, String>),
    /// A value object: fields in order of declaration.
    Record(TypeId, Vec<(String, Literal)>),
    /// A list, or a set in the order written.
    List(Vec<Literal>),
    /// A map.
    Map(BTreeMap<String, Literal>),
}
