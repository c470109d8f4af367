//! Examples of behaviour that can be run.

use super::super::parts::{Entry, List, Table, Value};
use super::Common;

/// A message or row by name, perhaps with values of its fields: `Name`, or `Name: { field: value }`.
pub type SampleDecl = Entry<Table<Value>>;

record! {
    /// An example of behaviour: given some events, when something comes in, then something follows.
    pub struct ScenarioDecl is "scenario" {
        required {
            /// What the example shows, as a sentence.
            name: String,
        }
        optional {
            /// The context that short names are looked up in first.
            context: String,
            /// The events that happened before.
            given: List<SampleDecl>,
            /// The command that is given, or the event that happens.
            when: SampleDecl,
            /// The events that follow, or the commands that a policy or saga gives.
            then: List<SampleDecl>,
            /// The name of the rejection that follows.
            rejected: String,
            /// The rows that read models show.
            shows: List<SampleDecl>,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}
