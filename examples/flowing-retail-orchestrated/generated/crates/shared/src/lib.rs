//! The identities and values that every context of `flowing-retail-orchestrated` speaks of.

pub mod generated;

pub use generated::*;
