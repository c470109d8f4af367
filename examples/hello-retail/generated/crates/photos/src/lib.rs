//! Gets a picture for every product, from people with a camera and a telephone.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
