//! Expressions of a model: CEL text becomes a typed tree that points back at every word.

mod scope;
mod tree;

pub use scope::{Fields, Scope, Typed};
pub use tree::{Binary, Conversion, Expr, ExprKind, Function, Over, Root, Unary};
