//! Takes orders and tells every guest how far theirs is.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
