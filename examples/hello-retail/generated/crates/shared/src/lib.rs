//! The identities and values that every context of `hello-retail` speaks of.

pub mod generated;

pub use generated::*;
