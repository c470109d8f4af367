//! The identities and values that every context of `flowing-retail-choreographed` speaks of.

pub mod generated;

pub use generated::*;
