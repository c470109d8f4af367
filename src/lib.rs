//! esgen reads an event storming as YAML, checks it, draws it, and generates event-sourced Rust.
//!
//! Modules in reading order; each may use only those before it: `source`, `case`, `diagnostic`, `syntax`, `types`,
//! `expr`, `model`, `evolve`, then `diagram` and `generate` side by side, `pipeline`, `lint`, `report` and
//! `cli`.

#![warn(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::exit)]
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod case;
pub mod cli;
pub mod diagnostic;
pub mod diagram;
pub mod evolve;
pub mod expr;
pub mod generate;
pub mod lint;
pub mod model;
pub mod pipeline;
pub mod report;
pub mod source;
pub mod syntax;
pub mod types;
