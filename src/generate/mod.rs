//! Generation: a model becomes the files of a Rust workspace, in memory.

pub mod rust;
