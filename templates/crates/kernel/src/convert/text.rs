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

/// A day that stands in a text as `2026-12-31`.
pub fn text_to_date(text: &str) -> Result<Date, Invalid> {
    text.trim().parse().map_err(|_| Invalid::new(&text, "a date such as 2026-12-31"))
}

/// A decimal that stands in a text, exactly.
pub fn text_to_decimal(text: &str) -> Result<Decimal, Invalid> {
    let invalid = |_| Invalid::new(&text, "a decimal of at most 28 digits");
    Decimal::from_str_exact(text.trim()).map_err(invalid)
}

/// A text without the spaces around it.
pub fn trim(text: &str) -> String {
    text.trim().to_owned()
}

/// A text in lower case.
pub fn lowercase(text: &str) -> String {
    text.to_lowercase()
}

/// Several texts as one.
pub fn join<const N: usize>(parts: [&str; N], with: &str) -> String {
    parts.join(with)
}

/// A text as several. What there is too much of stays in the last part, what there is too little of
/// is `missing`.
pub fn split<const N: usize>(text: &str, at: &str, missing: &str) -> [String; N] {
    let mut parts = text.splitn(N, at);
    std::array::from_fn(|_| parts.next().unwrap_or(missing).to_owned())
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
        assert_eq!(lowercase("ÄB"), "äb");
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
        assert_eq!(split("Ada Lovelace", " ", ""), ["Ada", "Lovelace"]);
        assert_eq!(split("Ada King Lovelace", " ", ""), ["Ada", "King Lovelace"]);
        assert_eq!(split("Ada", " ", "?"), ["Ada", "?"]);
        assert_eq!(split::<2>("", " ", "?"), ["", "?"]);
        assert_eq!(join(["Ada", "Lovelace"], " "), "Ada Lovelace");
    }
}
