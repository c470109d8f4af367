//! Read models: rows that are filled from events and answer a question.

use super::{ContextId, EventId, Filling, Info};
use crate::{
    expr::Expr,
    source::{Span, Spanned},
    types::Field,
};

/// Rows built from events only.
#[derive(Debug, Clone)]
pub struct ReadModel {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// The context that owns it.
    pub context: ContextId,
    /// The question it answers.
    pub question: Option<String>,
    /// The field that tells rows apart; nothing when the model does not say yet.
    pub key: Option<Spanned<String>>,
    /// The columns.
    pub fields: Vec<Field>,
    /// What each event does to the rows.
    pub mappings: Vec<Mapping>,
    /// The ways to ask.
    pub queries: Vec<Query>,
}

/// What an event does to the rows.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The event.
    pub event: EventId,
    /// Where it is named.
    pub span: Span,
    /// One change for each row that it touches.
    pub changes: Vec<RowChange>,
}

/// What an event does to one row.
#[derive(Debug, Clone)]
pub struct RowChange {
    /// The key of the row; nothing when the model does not say yet.
    pub key: Option<Expr>,
    /// The fields that are written, the key aside; nothing when the row is deleted.
    pub writes: Option<Vec<Filling>>,
    /// Whether the row is made when there is none: every field that must be there is given without reading the row.
    pub creates: bool,
}

/// A way to ask a read model.
#[derive(Debug, Clone)]
pub struct Query {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// The fields that are given.
    pub by: Vec<Spanned<String>>,
    /// How many rows come back.
    pub returns: Returns,
}

/// How many rows a query gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {
    /// One row or none.
    One,
    /// Any number of rows.
    Many,
}
