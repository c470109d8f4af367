//! The text that a scalar has in JSON: what is read, and how it is written again.

use jiff::{SignedDuration, Timestamp, civil::Date};
use rust_decimal::Decimal;

use crate::types::{Definition, Meaning, Scalar, Type, TypeId, TypeTable};

/// Whether `text` can be read as a scalar that JSON holds as text.
pub(super) fn reads(scalar: Scalar, text: &str) -> bool {
    match scalar {
        Scalar::Text => true,
        Scalar::Decimal => decimal(text).is_some(),
        Scalar::Uuid => uuid(text).is_some(),
        Scalar::Date => text.parse::<Date>().is_ok(),
        Scalar::Timestamp => text.parse::<Timestamp>().is_ok(),
        Scalar::Duration => text.parse::<SignedDuration>().is_ok(),
        Scalar::Bytes => is_base64(text),
        Scalar::Int | Scalar::Bool => false,
    }
}

/// An exact decimal number; nothing when digits would be lost.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).ok()
}

/// A UUID in its usual form, from any of the forms in which it is written: with and without hyphens,
/// in braces, as URN.
pub(super) fn uuid(text: &str) -> Option<String> {
    let bare = text
        .strip_prefix("urn:uuid:")
        .or_else(|| text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')))
        .unwrap_or(text);
    let digits: String = if bare.len() == 36 {
        let parts: Vec<&str> = bare.split('-').collect();
        (parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])).then(|| parts.concat())?
    } else {
        bare.to_owned()
    };
    if digits.len() != 32 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let digits = digits.to_ascii_lowercase();
    let cuts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
    Some(cuts.map(|(start, end)| &digits[start..end]).join("-"))
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body
            .bytes()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/'))
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
    }

    #[test]
    fn base64_has_whole_groups() {
        assert!(is_base64("AP8Q") && is_base64("AA==") && is_base64(""));
        assert!(!is_base64("AP8") && !is_base64("A===") && !is_base64("A-=="));
    }
}
