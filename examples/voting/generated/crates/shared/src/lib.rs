//! The identities and values that every context of `voting` speaks of.

pub mod generated;

pub use generated::*;
