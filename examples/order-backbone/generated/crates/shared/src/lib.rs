//! The identities and values that every context of `order-backbone` speaks of.

pub mod generated;

pub use generated::*;
