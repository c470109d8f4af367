//! Takes money for orders that can be filled, and gives it back for those that were rejected after all.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
