//! The words of generated Rust: names, types, literals and expressions, and the views that templates see.

mod docs;
pub mod expr;
mod fingerprint;
mod imports;
pub mod names;
mod sharing;
pub mod types;
mod views;
