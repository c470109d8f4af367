//! Fixtures: given what happened, when something is asked or happens, then this follows.
//!
//! Nothing here reads a clock or rolls dice: a test that passes once passes always.

mod decision;
mod golden;
mod history;
mod like;
mod reaction;
mod recorded;
mod rows;

pub use decision::{Decision, Given, given, given_stored};
pub use golden::Golden;
pub use history::History;
pub use reaction::{Expected, SagaRun, command, policy};
pub use recorded::{Recorded, START, context, uuid};
pub use rows::{Projection, project};
