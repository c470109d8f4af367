//! Counts what happened on each customer's account. It knows no names, and so it may remember for ever.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
