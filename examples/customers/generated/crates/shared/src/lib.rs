//! The identities and values that every context of `customers` speaks of.

pub mod generated;

pub use generated::*;
