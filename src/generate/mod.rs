//! Generation: a model becomes the files of a Rust workspace, in memory.

pub mod files;
pub mod manifest;
pub mod plan;
pub mod rust;
pub mod tree;

pub use rust::{guard, unready, workspace};
