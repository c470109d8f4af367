//! Listens to transfers and tells people; nobody has to know that it exists.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
