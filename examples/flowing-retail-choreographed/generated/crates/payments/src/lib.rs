//! Gets the money for what was ordered, and gives it back when nothing comes of it.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
