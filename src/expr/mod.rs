//! Expressions of a model: CEL text becomes a typed tree that points back at every word.

mod check;
mod grammar;
mod parse;
mod plain;
#[cfg(test)]
pub(crate) mod samples;
mod scope;
mod token;
mod tree;
mod untyped;
mod uses;

pub use check::check;
pub use scope::{Fields, Scope};
pub use tree::{Binary, Conversion, Expr, ExprKind, Function, Over, Root, Unary};
pub use uses::Uses;
