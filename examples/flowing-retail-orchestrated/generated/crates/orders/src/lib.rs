//! Sees every order through, and tells the others what to do next.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
