//! The identities and values that every context of `coffee-shop` speaks of.

pub mod generated;

pub use generated::*;
