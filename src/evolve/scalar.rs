//! The text that a scalar has in JSON: what is read, and how it is written again.

use jiff::{SignedDuration, Timestamp, civil::Date};
use rust_decimal::Decimal;

use crate::types::{Definition, Meaning, Scalar, Type, TypeId, TypeTable};

/// The text that generated code writes for a scalar that JSON holds as text, when it has read `text`; nothing when it
/// cannot read that.
pub(super) fn rewritten(scalar: Scalar, text: &str) -> Option<String> {
    match scalar {
        Scalar::Text => Some(text.to_owned()),
        Scalar::Decimal => stored_decimal(text).map(|number| number.to_string()),
        Scalar::Uuid => uuid(text),
        Scalar::Date => text.parse().ok().map(|day: Date| day.to_string()),
        Scalar::Timestamp => text.parse().ok().map(|at: Timestamp| at.to_string()),
        Scalar::Duration => text.parse().ok().map(|length: SignedDuration| length.to_string()),
        Scalar::Bytes => is_base64(text).then(|| text.to_owned()),
        Scalar::Int | Scalar::Bool => None,
    }
}

/// A whole number of 64 bits. JSON has a negative zero, which is read as a float.
pub(super) fn whole(digits: &str) -> Option<i64> {
    if digits == "-0" { None } else { digits.parse().ok() }
}

/// An exact decimal number; nothing when digits would be lost.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).ok()
}

/// A decimal number as generated code reads it from a payload: also with an exponent, and never rounded.
pub(super) fn stored_decimal(text: &str) -> Option<Decimal> {
    decimal(text).or_else(|| {
        let (digits, _) = text.split_once(['e', 'E'])?;
        decimal(digits)?;
        Decimal::from_scientific(text).ok()
    })
}

/// A UUID in its usual form, from any of the forms in which it is written: with and without hyphens,
/// in braces, as URN.
pub(super) fn uuid(text: &str) -> Option<String> {
    const URN: &str = "urn:uuid:";
    let in_braces = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let urn =
        text.split_at_checked(URN.len()).filter(|(scheme, _)| scheme.eq_ignore_ascii_case(URN));
    let digits = match in_braces.or(urn.map(|(_, rest)| rest)) {
        Some(rest) => unhyphenated(rest)?,
        None if text.len() == 32 => text.to_owned(),
        None => unhyphenated(text)?,
    };
    if digits.len() != 32 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let digits = digits.to_ascii_lowercase();
    let cuts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
    Some(cuts.map(|(start, end)| &digits[start..end]).join("-"))
}

fn unhyphenated(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]).then(|| parts.concat())
}

/// Whether a text is base64 in whole groups, without anything in the bits that the last byte does not need.
fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    let spare = body.chars().next_back().map_or(0, sextet) & [0, 0b11, 0b1111][padding.min(2)];
    text.len().is_multiple_of(4)
        && padding <= 2
        && spare == 0
        && body
            .bytes()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/'))
}

/// The six bits that a letter of base64 stands for.
pub(super) fn sextet(letter: char) -> u8 {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    LETTERS.find(letter).and_then(|place| u8::try_from(place).ok()).unwrap_or(0)
}

/// How deep newtypes may stand around each other before something is wrong with them.
const DEEPEST: usize = 16;

/// The type inside newtypes and identities, and those around it, outermost first. A newtype that
/// contains itself, which has been reported, is its own inside.
pub(super) fn peel(types: &TypeTable, ty: &Type) -> (Vec<TypeId>, Type) {
    let mut around = Vec::new();
    let mut inside = ty.clone();
    while let Type::Named(id) = inside {
        let Some(next) = inner(&types[id]) else { break };
        if around.len() == DEEPEST {
            return (Vec::new(), ty.clone());
        }
        around.push(id);
        inside = next;
    }
    (around, inside)
}

/// The type that a newtype or identity stands around.
pub(super) fn inner(definition: &Definition) -> Option<Type> {
    match &definition.meaning {
        Meaning::Identity { scalar, .. } => Some(Type::Scalar(*scalar)),
        Meaning::Newtype(inner) => Some(inner.clone()),
        Meaning::Enumeration(_) | Meaning::Record(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_read_in_every_form_and_written_in_one() {
        let usual = "0192f3a4-5b6c-7d8e-9f01-23456789abcd";
        let forms =
            [usual, "0192F3A45B6C7D8E9F0123456789ABCD", "{0192f3a4-5b6c-7d8e-9f01-23456789abcd}"];
        assert!(forms.iter().all(|form| uuid(form).as_deref() == Some(usual)));
        assert_eq!(uuid("0192f3a45-b6c-7d8e-9f01-23456789abcd"), None);
        assert_eq!(uuid("not a uuid"), None);
        assert_eq!(uuid("URN:uuid:0192f3a4-5b6c-7d8e-9f01-23456789abcd").as_deref(), Some(usual));
        assert_eq!(uuid("{0192F3A45B6C7D8E9F0123456789ABCD}"), None, "braces stand around hyphens");
    }

    #[test]
    fn stored_decimals_keep_every_digit_or_are_refused() {
        for text in ["12.50", "+3", ".5", "1_000.5", "0.0000000000000000000000000001"] {
            assert_eq!(stored_decimal(text), decimal(text), "{text}");
        }
        assert_eq!(stored_decimal("2.5E-2").map(|it| it.to_string()).as_deref(), Some("0.025"));
        for text in [
            "1.00000000000000000000000000000000004",
            "1.00000000000000000000000000000000004e3",
            "79228162514264337593543950336",
            "1e-29",
            "7.9228162514264337593543950335e29",
        ] {
            assert_eq!(stored_decimal(text), None, "{text}");
        }
    }

    #[test]
    fn base64_has_whole_groups() {
        assert!(is_base64("AP8Q") && is_base64("AA==") && is_base64(""));
        assert!(!is_base64("AP8") && !is_base64("A===") && !is_base64("A-=="));
        assert!(!is_base64("AB==") && !is_base64("AAB="), "bits behind the last byte");
    }
}
