//! Comparing what there is with what a test names: only what is named counts.

use serde_json::Value;

use crate::Decimal;

/// JSON text as a value; an absent field is a null one.
pub(super) fn parsed(json: &str) -> Value {
    without_nulls(serde_json::from_str(json).expect("the test's JSON is well formed"))
}

/// Whether a value holds everything that is expected of it. Decimals compare as numbers.
pub(super) fn holds(value: &Value, expected: &Value) -> bool {
    match (value, expected) {
        (Value::Object(fields), Value::Object(expected)) => expected
            .iter()
            .all(|(name, expected)| fields.get(name).is_some_and(|value| holds(value, expected))),
        (Value::Array(items), Value::Array(expected)) => {
            items.len() == expected.len()
                && items.iter().zip(expected).all(|(value, expected)| holds(value, expected))
        }
        (Value::String(text), Value::String(expected)) => text == expected || equal(text, expected),
        _ => value == expected,
    }
}

/// Whether two texts are one decimal, such as `12.5` and `12.50`.
fn equal(text: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<Decimal>().ok();
    (text.contains('.') || other.contains('.'))
        && number(text).is_some_and(|value| number(other) == Some(value))
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

#[cfg(test)]
mod tests {
    use super::{holds, parsed};

    #[test]
    fn what_is_not_named_does_not_count() {
        let value = parsed(r#"{"a":"1.50","b":{"c":[1,2],"d":null}}"#);
        for expected in ["{}", r#"{"a":"1.5"}"#, r#"{"b":{"c":[1,2]}}"#, r#"{"b":{"d":null}}"#] {
            assert!(holds(&value, &parsed(expected)), "{expected}");
        }
        for expected in [r#"{"a":"2"}"#, r#"{"b":{"c":[1]}}"#, r#"{"e":1}"#, "[]"] {
            assert!(!holds(&value, &parsed(expected)), "{expected}");
        }
    }
}
