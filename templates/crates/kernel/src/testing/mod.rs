//! Fixtures: given what happened, when something is asked or happens, then this follows.
//!
//! Nothing here reads a clock or rolls dice: a test that passes once passes always.

mod decision;
mod history;
mod reaction;
mod recorded;
mod rows;

use serde_json::Value;

pub use decision::{Decision, Given, given};
pub use history::History;
pub use reaction::{SagaRun, command, policy};
pub use recorded::{Recorded, START, context, uuid};
pub use rows::{Projection, project};

/// JSON text as a value, to be compared whatever its spelling; an absent field is a null one.
fn parsed(json: &str) -> Value {
    without_nulls(serde_json::from_str(json).expect("the test's JSON is well formed"))
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(fields.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}
