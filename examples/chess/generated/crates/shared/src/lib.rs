//! The identities and values that every context of `chess` speaks of.

pub mod generated;

pub use generated::*;
