//! The cart and the button. It ends where the order begins.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
