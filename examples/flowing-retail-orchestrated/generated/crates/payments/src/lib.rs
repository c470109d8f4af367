//! Gets the money, from credit first and from the card then, or says that none came.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
