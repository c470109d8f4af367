//! Texts, and what stands in them.

use super::Invalid;
use crate::{Date, Decimal, Uuid};

/// A whole number that stands in a text, spaces around it aside.
pub fn text_to_int(text: &str) -> Result<i64, Invalid> {
    text.trim().parse().map_err(|_| Invalid::new(&text, "a whole number that fits 64 bits"))
}

/// A number as text.
pub fn int_to_text(number: i64) -> String {
    number.to_string()
}

/// A UUID that stands in a text.
pub fn text_to_uuid(text: &str) -> Result<Uuid, Invalid> {
    text.trim().parse().map_err(|_| Invalid::new(&text, "a UUID"))
}

/// A day as text, as in `2026-12-31`.
pub fn date_to_text(date: Date) -> String {
    date.to_string()
}

/// A day that stands in a text as `2026-12-31`.
pub fn text_to_date(text: &str) -> Result<Date, Invalid> {
    text.trim().parse().map_err(|_| Invalid::new(&text, "a date such as 2026-12-31"))
}

/// A decimal that stands in a text, exactly.
pub fn text_to_decimal(text: &str) -> Result<Decimal, Invalid> {
    let invalid = |_| Invalid::new(&text, "a decimal of at most 28 digits");
    Decimal::from_str_exact(text.trim()).map_err(invalid)
}

/// A decimal as text, with the digits it has.
pub fn decimal_to_text(number: Decimal) -> String {
    number.to_string()
}

/// A text without the spaces around it.
pub fn trim(text: &str) -> String {
    text.trim().to_owned()
}

/// A text in lower case.
pub fn lowercase(text: &str) -> String {
    text.to_lowercase()
}

/// A text in upper case.
pub fn uppercase(text: &str) -> String {
    text.to_uppercase()
}

/// Several texts as one.
pub fn join<const N: usize>(parts: [&str; N], with: &str) -> String {
    parts.join(with)
}

/// Several texts as one, without those that are absent.
pub fn join_present<const N: usize>(parts: [Option<&str>; N], with: &str) -> String {
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    parts.join(with)
}

/// Where the surplus goes when a text has more parts than are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// It stays in the first part.
    First,
    /// It stays in the last part.
    Last,
    /// It is dropped.
    Drop,
}

/// A text as several parts. Those that there are not are `missing`.
pub fn split<const N: usize>(text: &str, at: &str, extra: Extra, missing: &str) -> [String; N] {
    let parts: Vec<&str> = match extra {
        Extra::First => {
            let mut parts: Vec<_> = text.rsplitn(N, at).collect();
            parts.reverse();
            parts
        }
        Extra::Last => text.splitn(N, at).collect(),
        Extra::Drop => text.split(at).take(N).collect(),
    };
    std::array::from_fn(|i| parts.get(i).unwrap_or(&missing).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_texts() {
        assert_eq!(text_to_int(" -7 "), Ok(-7));
        assert_eq!(int_to_text(-7), "-7");
        assert_eq!(text_to_uuid(&Uuid::nil().to_string()), Ok(Uuid::nil()));
        assert_eq!(
            text_to_date("2026-12-31").map(|date| date.to_string()),
            Ok("2026-12-31".into())
        );
        assert_eq!(text_to_decimal("12.50"), Ok(Decimal::new(1250, 2)));
        assert_eq!(trim(" a b "), "a b");
        assert_eq!(decimal_to_text(Decimal::new(1250, 2)), "12.50");
        assert_eq!(lowercase("ÄB"), "äb");
        assert_eq!(uppercase("äb"), "ÄB");
    }

    #[test]
    fn what_does_not_fit_is_named() {
        assert_eq!(
            text_to_int("7.5").unwrap_err().to_string(),
            "`7.5` is not a whole number that fits 64 bits"
        );
        assert!(text_to_int("9223372036854775808").is_err());
        assert!(text_to_uuid("7").is_err());
        assert!(text_to_date("31.12.2026").is_err());
        assert!(text_to_decimal("1e3").is_err());
        assert!(text_to_decimal(&"9".repeat(40)).is_err());
    }

    #[test]
    fn splitting_is_total_and_joining_its_inverse() {
        for extra in [Extra::First, Extra::Last, Extra::Drop] {
            assert_eq!(split("Ada Lovelace", " ", extra, ""), ["Ada", "Lovelace"]);
            assert_eq!(split("Ada", " ", extra, "?"), ["Ada", "?"]);
            assert_eq!(split::<2>("", " ", extra, "?"), ["", "?"]);
        }
        assert_eq!(split("Ada King Lovelace", " ", Extra::First, ""), ["Ada King", "Lovelace"]);
        assert_eq!(split("Ada King Lovelace", " ", Extra::Last, ""), ["Ada", "King Lovelace"]);
        assert_eq!(split("Ada King Lovelace", " ", Extra::Drop, ""), ["Ada", "King"]);
        assert_eq!(join(["Ada", "Lovelace"], " "), "Ada Lovelace");
        assert_eq!(join_present([Some("Ada"), None, Some("Lovelace")], " "), "Ada Lovelace");
    }
}
