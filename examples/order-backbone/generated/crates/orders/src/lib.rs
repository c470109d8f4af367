//! Takes orders and sees each of them to a yes or a no. Nobody else writes its channel.
//!
//! What the model says is in [`generated`]; what it leaves open is beside it, and yours.

pub mod generated;

pub use generated::*;
