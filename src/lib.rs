//! esgen reads an event storming as YAML, checks it, draws it, and generates event-sourced Rust.

pub mod diagnostic;
pub mod evolve;
pub mod expr;
pub mod generate;
pub mod model;
pub mod report;
pub mod source;
pub mod syntax;
pub mod types;
