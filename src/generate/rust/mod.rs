//! The words of generated Rust: names, types, literals and expressions.

pub mod expr;
pub mod names;
pub mod types;
