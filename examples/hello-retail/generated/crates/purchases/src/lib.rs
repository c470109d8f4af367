//! Sees a purchase through, and says what came of it, in one of two facts.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
