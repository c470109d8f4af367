//! What an expression can see at its place in the model.

use super::{Expr, Root};
use crate::types::{Field, Place, Type, TypeTable};

/// The names that are visible where an expression stands.
#[derive(Debug, Clone)]
pub struct Scope<'m> {
    /// The types of the model.
    pub types: &'m TypeTable,
    /// The context, whose types can be written bare.
    pub place: Place,
    /// The message whose fields can be written bare: the command or the event.
    pub bare: Option<Root>,
    /// What stands behind each root that is visible here, in the order in which bare names are looked up.
    pub roots: Vec<(Root, Fields<'m>)>,
}

/// The fields behind a root.
#[derive(Debug, Clone)]
pub enum Fields<'m> {
    /// Fields that the model declares.
    Declared(Vec<&'m Field>),
    /// Names with types that the language gives, such as `recorded_at` of `meta` or `stream_id` of `event`.
    Given(Vec<(&'static str, Type)>),
    /// One value with a name of its own, such as `account: AccountId`.
    Single(String, Type),
}

/// What came of reading an expression: nothing when it was wrong and has been reported.
pub type Typed = Option<Expr>;
