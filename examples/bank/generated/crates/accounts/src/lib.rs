//! Holds the money and guards every balance.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;
mod hooks;

pub use generated::*;
