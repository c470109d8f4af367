//! Text to declarations: one parse, byte spans for every word, all problems of a run reported.

#[macro_use]
mod macros;

pub mod ast;
mod code;
mod decode;
mod parts;
mod schema;
mod tree;

pub use code::{CodeText, ExprText, TypeText};
pub use parts::{At, Entry, List, OneOrMany, ShortOrLong, Table, Value, ValueKind, Word};

use crate::source::{FileId, Span};

/// One file of a model as the author wrote it.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// What the model is; `None` for an included file, or when the root cannot be read at all.
    pub head: Option<ast::HeadDecl>,
    /// What stands on the board.
    pub board: ast::BoardDecl,
    /// Every comment with its `#`, in order.
    pub comments: Vec<Span>,
}
