//! Listens to everybody, and knows how every order ended. It tells nobody what to do.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
