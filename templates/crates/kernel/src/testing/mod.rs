//! Fixtures: given what happened, when something is asked or happens, then this follows.
//!
//! Nothing here reads a clock or rolls dice: a test that passes once passes always.

mod decision;
mod history;
mod reaction;
mod recorded;
mod rows;

pub use decision::{Decision, Given, given};
pub use history::History;
pub use reaction::{SagaRun, command, policy};
pub use recorded::{Recorded, START, context, uuid};
pub use rows::{Projection, project};

/// JSON text, compared by value and not by spelling.
fn parsed(json: &str) -> serde_json::Value {
    serde_json::from_str(json).expect("the test's JSON is well formed")
}
