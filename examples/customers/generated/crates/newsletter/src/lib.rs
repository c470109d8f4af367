//! Writes to customers who want to hear from us, and forgets them when they ask.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
