//! Came later, and only listens: what is scarce becomes dearer, what nobody buys becomes cheaper. Nobody had to change for it, and nobody but the shop window would miss it.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
