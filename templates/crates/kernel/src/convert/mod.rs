//! Conversions between stored and current values, for the steps from one version to the next.
//!
//! A conversion is total, or it gives an [`Invalid`] that says what it met: the model then names
//! what becomes of such a value (`on_invalid`).

mod money;
mod text;
mod time;

pub use money::{
    celsius_to_fahrenheit, cents_to_decimal, decimal_to_cents, fahrenheit_to_celsius,
    minor_units_to_decimal, scale,
};
pub use text::{
    Extra, decimal_to_text, int_to_text, join, join_present, lowercase, split, text_to_date,
    text_to_decimal, text_to_int, text_to_uuid, trim, uppercase,
};
pub use time::{
    date_to_timestamp, epoch_ms_to_timestamp, text_to_timestamp, timestamp_to_date,
    timestamp_to_epoch_ms,
};

/// A stored value that a conversion has no answer for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not {expected}")]
pub struct Invalid {
    /// The value as text.
    pub value: String,
    /// What would have been valid, with its article.
    pub expected: &'static str,
}

impl Invalid {
    fn new(value: &impl ToString, expected: &'static str) -> Self {
        Self { value: value.to_string(), expected }
    }
}
