//! The schema of SARIF as a validator can read it.

use serde_json::Value;

/// The schema of SARIF 2.1.0.
pub(crate) fn schema() -> Value {
    let mut schema: Value =
        serde_json::from_str(include_str!("../schemas/sarif-2.1.0.json")).unwrap();
    // A slip of the standard: the pattern of languages is no regular expression.
    for owner in ["run", "toolComponent"] {
        schema["definitions"][owner]["properties"]["language"]["pattern"] = "".into();
    }
    schema
}
