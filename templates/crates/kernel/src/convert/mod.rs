//! Conversions between stored and current values, for the steps from one version to the next.
//!
//! A conversion is total, or it gives an [`Invalid`] that says what it met: the model then names
//! what becomes of such a value (`on_invalid`).

mod list;
mod money;
mod text;
mod time;

pub use list::only;
pub use money::{
    celsius_to_fahrenheit, cents_to_decimal, decimal_to_cents, decimal_to_int,
    decimal_to_minor_units, fahrenheit_to_celsius, minor_units_to_decimal, scale,
};
pub use text::{
    Extra, date_to_text, decimal_to_text, int_to_text, join, join_present, lowercase, split,
    text_to_date, text_to_decimal, text_to_int, text_to_uuid, trim, uppercase,
};
pub use time::{
    date_to_timestamp, epoch_ms_to_timestamp, text_to_timestamp, timestamp_to_date,
    timestamp_to_epoch_ms, timestamp_to_text,
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
