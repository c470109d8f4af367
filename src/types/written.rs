//! Scalars written as text: what a text says when a place expects one of the built-in types.

use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp, civil::Date};
use rust_decimal::Decimal;

use super::{Literal, Scalar};

/// The value that a text means as that scalar, or nothing when it means none.
pub fn scalar_value(scalar: Scalar, text: &str) -> Option<Literal> {
    match scalar {
        Scalar::Text => Some(Literal::Text(text.to_owned())),
        Scalar::Int => text.parse().ok().map(Literal::Int),
        Scalar::Decimal => exact_decimal(text).map(Literal::Decimal),
        Scalar::Bool => text.parse().ok().map(Literal::Bool),
        Scalar::Uuid => uuid(text).map(Literal::Uuid),
        Scalar::Date => text.parse::<Date>().ok().map(Literal::Date),
        Scalar::Timestamp => text.parse::<Timestamp>().ok().map(Literal::Timestamp),
        Scalar::Duration => duration(text).map(Literal::Duration),
        Scalar::Bytes => is_base64(text).then(|| Literal::Bytes(text.to_owned())),
    }
}

/// A text that is a value of that scalar, for messages.
pub fn sample(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Text => "some text",
        Scalar::Int => "42",
        Scalar::Decimal => "12.50",
        Scalar::Bool => "true",
        Scalar::Uuid => "0190a5b2-7c3e-7000-8000-000000000001",
        Scalar::Date => "2026-11-21",
        Scalar::Timestamp => "2026-11-21T03:00:00Z",
        Scalar::Duration => "PT15M",
        Scalar::Bytes => "aGVsbG8=",
    }
}

/// A decimal number, exactly as written; nothing when it has more digits than can be kept.
pub fn exact_decimal(text: &str) -> Option<Decimal> {
    if !text.contains(['e', 'E']) {
        return Decimal::from_str_exact(text).ok();
    }
    // With an exponent the exact reader does not help; one that writes back the same digits does.
    let value = Decimal::from_scientific(text).ok()?;
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    (digits(mantissa) <= 28).then_some(value)
}

/// A length of time in ISO 8601. A day counts 24 hours; months and years have no fixed length.
pub fn duration(text: &str) -> Option<SignedDuration> {
    let is_iso = text.trim_start_matches(['-', '+']).starts_with('P');
    let span: Span = text.parse().ok().filter(|_| is_iso)?;
    if span.get_years() != 0 || span.get_months() != 0 {
        return None;
    }
    span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()
}

/// A UUID in its usual form, in lower case.
pub fn uuid(text: &str) -> Option<String> {
    const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
    let groups: Vec<&str> = text.split('-').collect();
    let fits = groups.len() == GROUPS.len()
        && groups.iter().zip(GROUPS).all(|(group, length)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
    fits.then(|| text.to_ascii_lowercase())
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_stay_as_written() {
        let shown = |text| exact_decimal(text).map(|value| value.to_string());
        assert_eq!(shown("1.10"), Some("1.10".to_owned()));
        assert_eq!(shown("-0.05"), Some("-0.05".to_owned()));
        assert_eq!(shown("1e3"), Some("1000".to_owned()));
        assert_eq!(shown("0.12345678901234567890123456789"), None);
        assert_eq!(shown("12,50"), None);
    }

    #[test]
    fn a_text_means_a_value_or_nothing() {
        let cases = [
            (Scalar::Duration, "PT15M", true),
            (Scalar::Duration, "P14D", true),
            (Scalar::Duration, "P1M", false),
            (Scalar::Duration, "15 minutes", false),
            (Scalar::Timestamp, "2026-11-21T03:00:00Z", true),
            (Scalar::Timestamp, "2026-11-21", false),
            (Scalar::Date, "2026-02-30", false),
            (Scalar::Uuid, "0190A5B2-7c3e-7000-8000-000000000001", true),
            (Scalar::Uuid, "0190a5b27c3e70008000000000000001", false),
            (Scalar::Bytes, "aGVsbG8=", true),
            (Scalar::Bytes, "aGVsbG8", false),
            (Scalar::Int, "9223372036854775808", false),
        ];
        for (scalar, text, fits) in cases {
            assert_eq!(scalar_value(scalar, text).is_some(), fits, "{text}");
        }
    }
}
