//! The identities and values that every context of `bank` speaks of.

pub mod generated;

pub use generated::*;
