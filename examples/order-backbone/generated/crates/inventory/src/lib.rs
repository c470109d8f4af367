//! Knows what lies on the shelves, and to whom it belongs already.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
