//! Shows what happened, to people who do not want to read five logs.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
