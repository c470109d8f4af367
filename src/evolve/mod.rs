//! Versions of events.
pub mod conversion;
pub mod hop;
pub mod plan;
pub mod shape;
