//! esgen reads an event storming as YAML, checks it, draws it, and generates event-sourced Rust.

pub mod diagnostic;
pub mod report;
pub mod source;
pub mod syntax;
