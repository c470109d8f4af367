//! The web pages. They show what the backbone says; while a customer waits, they look at OrderPage.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
