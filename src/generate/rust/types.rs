//! Rust types and values of the model's types. Every name is bare: the `use` lines of a file are
//! told from the names that it uses.

use rust_decimal::Decimal;

use super::names;
use crate::types::{Literal, Meaning, Place, Scalar, Type, TypeId, TypeTable};

/// The Rust type: `Option<Vec<Money>>`.
pub fn rust_type(ty: &Type, types: &TypeTable) -> String {
    match ty {
        Type::Scalar(scalar) => scalar_type(*scalar).to_owned(),
        Type::Named(id) => named_type(*id, types),
        Type::Optional(inner) => format!("Option<{}>", rust_type(inner, types)),
        Type::List(inner) => format!("Vec<{}>", rust_type(inner, types)),
        Type::Set(inner) => format!("BTreeSet<{}>", rust_type(inner, types)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", rust_type(inner, types)),
    }
}

/// The Rust type of a built-in type.
pub fn scalar_type(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Text => "String",
        Scalar::Int => "i64",
        Scalar::Decimal => "Decimal",
        Scalar::Bool => "bool",
        Scalar::Uuid => "Uuid",
        Scalar::Date => "Date",
        Scalar::Timestamp => "Timestamp",
        Scalar::Duration => "SignedDuration",
        Scalar::Bytes => "Bytes",
    }
}

/// The Rust name of a declared type; one that only an old version of an event has says which.
pub fn named_type(id: TypeId, types: &TypeTable) -> String {
    let name = names::pascal(&types[id].name.value);
    match &types[id].place {
        Place::Version { number, .. } => format!("V{number}{name}"),
        Place::Shared | Place::Context(_) => name,
    }
}

/// The Rust variant of a word of an enumeration: `Status::Open`.
pub fn variant(id: TypeId, index: usize, types: &TypeTable) -> String {
    let words = types.enumeration(&Type::Named(id)).map(|(_, words)| words.values.as_slice());
    let names: Vec<_> = words
        .unwrap_or_default()
        .iter()
        .take(index + 1)
        .map(|value| names::pascal(&value.name.value))
        .collect();
    let Some((name, before)) = names.split_last() else { return named_type(id, types) };
    // Words that were stored as `web` and `WEB` are one name.
    let same = before.iter().filter(|other| *other == name).count();
    let number = if same == 0 { String::new() } else { (same + 1).to_string() };
    format!("{}::{name}{number}", named_type(id, types))
}

/// Whether values of the type are copied rather than moved.
pub fn is_copy(ty: &Type, types: &TypeTable) -> bool {
    match ty {
        Type::Scalar(scalar) => !matches!(scalar, Scalar::Text | Scalar::Bytes),
        Type::Named(id) => match &types[*id].meaning {
            Meaning::Identity { scalar, .. } => *scalar != Scalar::Text,
            Meaning::Newtype(inner) => is_copy(inner, types),
            Meaning::Enumeration(words) => !words.open,
            Meaning::Record(_) => false,
        },
        Type::Optional(inner) => is_copy(inner, types),
        Type::List(_) | Type::Set(_) | Type::Map(_) => false,
    }
}

/// How serde reads a field of a type that is or holds decimals as such: none of their digits may get lost. Declared
/// types say it themselves.
pub(super) fn read_with(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Scalar(Scalar::Decimal) => Some("deserialize_with = \"kernel::exactly\""),
        Type::Optional(inner) | Type::List(inner) | Type::Set(inner) | Type::Map(inner) => {
            read_with(inner)
        }
        Type::Scalar(_) | Type::Named(_) => None,
    }
}

/// The Rust expression of a written value, owned: `Decimal::new(1250, 2)`. An optional type wraps
/// the value that is there.
pub fn literal(value: &Literal, ty: &Type, types: &TypeTable) -> String {
    match (value, ty) {
        (Literal::None, _) => "None".to_owned(),
        (_, Type::Optional(inner)) => format!("Some({})", literal(value, inner, types)),
        (_, Type::Named(id)) if types.inside(ty).is_some() => {
            let inside = types.inside(ty).map(|inside| literal(value, &inside, types));
            format!("{}({})", named_type(*id, types), inside.unwrap_or_default())
        }
        (Literal::Enum(id, Ok(index)), _) => variant(*id, *index, types),
        (Literal::Enum(id, Err(word)), _) => {
            format!("{}::Unknown({})", named_type(*id, types), owned_text(word))
        }
        (Literal::Record(id, fields), _) => record(*id, fields, types),
        (Literal::List(items), Type::List(element)) => {
            collection("Vec::new()", "vec![", "]", items, element, types)
        }
        (Literal::List(items), Type::Set(element)) => {
            collection("BTreeSet::new()", "BTreeSet::from([", "])", items, element, types)
        }
        (Literal::Map(entries), Type::Map(element)) if entries.is_empty() => {
            debug_assert!(!element.is_optional() || entries.is_empty());
            "BTreeMap::new()".to_owned()
        }
        (Literal::Map(entries), Type::Map(element)) => {
            let entry = |(key, value): (&String, &Literal)| {
                format!("({}, {})", owned_text(key), literal(value, element, types))
            };
            let entries: Vec<_> = entries.iter().map(entry).collect();
            format!("BTreeMap::from([{}])", entries.join(", "))
        }
        _ => scalar(value),
    }
}

/// A text as a Rust literal, quotes and escapes included.
pub fn text_literal(text: &str) -> String {
    let mut written = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            // Letters that turn the text around would hide what the code says.
            _ if letter.is_control()
                || ('\u{200b}'..='\u{202e}').contains(&letter)
                || ('\u{2066}'..='\u{2069}').contains(&letter) =>
            {
                written.push_str(&letter.escape_unicode().to_string());
            }
            _ => written.push(letter),
        }
    }
    written.push('"');
    written
}

/// A text as an owned `String`.
pub fn owned_text(text: &str) -> String {
    if text.is_empty() {
        "String::new()".to_owned()
    } else {
        format!("{}.to_owned()", text_literal(text))
    }
}

fn record(id: TypeId, fields: &[(String, Literal)], types: &TypeTable) -> String {
    let declared = types.record(&Type::Named(id)).map(|(_, fields)| fields).unwrap_or_default();
    let field = |(name, value): &(String, Literal)| {
        let ty = declared.iter().find(|field| field.name.value == *name).map(|field| &field.ty);
        let value = ty.map_or_else(|| scalar(value), |ty| literal(value, ty, types));
        format!("{}: {value}", names::snake(name))
    };
    let fields: Vec<_> = fields.iter().map(field).collect();
    format!("{} {{ {} }}", named_type(id, types), fields.join(", "))
}

fn collection(
    empty: &str,
    open: &str,
    close: &str,
    items: &[Literal],
    element: &Type,
    types: &TypeTable,
) -> String {
    if items.is_empty() {
        return empty.to_owned();
    }
    let items: Vec<_> = items.iter().map(|item| literal(item, element, types)).collect();
    format!("{open}{}{close}", items.join(", "))
}

fn scalar(value: &Literal) -> String {
    match value {
        Literal::None => "None".to_owned(),
        Literal::Text(text) => owned_text(text),
        Literal::Int(number) => grouped(i128::from(*number)),
        Literal::Decimal(number) => decimal(*number),
        Literal::Bool(value) => value.to_string(),
        Literal::Uuid(text) => {
            let digits: String = text.chars().filter(|letter| *letter != '-').collect();
            let groups: Vec<&str> =
                (0..digits.len()).step_by(4).filter_map(|at| digits.get(at..at + 4)).collect();
            format!("Uuid::from_u128(0x{})", groups.join("_"))
        }
        Literal::Date(day) => {
            format!("Date::constant({}, {}, {})", day.year(), day.month(), day.day())
        }
        Literal::Timestamp(at) => {
            let (seconds, rest) = (at.as_second().into(), at.subsec_nanosecond().into());
            format!("Timestamp::constant({}, {})", grouped(seconds), grouped(rest))
        }
        Literal::Duration(length) => duration(length.as_secs(), length.subsec_nanos()),
        Literal::Bytes(base64) => format!("Bytes({})", bytes(base64)),
        // The type table names these; without it only the shape is left.
        Literal::Enum(..) | Literal::Record(..) | Literal::List(_) | Literal::Map(_) => {
            "Default::default()".to_owned()
        }
    }
}

pub(super) fn decimal(number: Decimal) -> String {
    let (mantissa, scale) = (number.mantissa(), number.scale());
    match (mantissa, scale, i64::try_from(mantissa)) {
        (0, 0, _) => "Decimal::ZERO".to_owned(),
        (1, 0, _) => "Decimal::ONE".to_owned(),
        (_, _, Ok(_)) => format!("Decimal::new({}, {scale})", grouped(mantissa)),
        (_, _, Err(_)) => {
            format!("Decimal::from_i128_with_scale({}, {scale})", grouped(mantissa))
        }
    }
}

fn duration(seconds: i64, nanoseconds: i32) -> String {
    if nanoseconds != 0 {
        let (seconds, rest) = (grouped(seconds.into()), grouped(nanoseconds.into()));
        format!("SignedDuration::new({seconds}, {rest})")
    } else if seconds == 0 {
        "SignedDuration::ZERO".to_owned()
    } else if seconds % 3_600 == 0 {
        format!("SignedDuration::from_hours({})", grouped((seconds / 3_600).into()))
    } else if seconds % 60 == 0 {
        format!("SignedDuration::from_mins({})", grouped((seconds / 60).into()))
    } else {
        format!("SignedDuration::from_secs({})", grouped(seconds.into()))
    }
}

/// A number with its digits in groups of three, as long numbers are read.
pub(super) fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "-" } else { "" };
    if digits.len() < 5 {
        return format!("{sign}{digits}");
    }
    let first = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if first > 0 {
        groups.push(&digits[..first]);
    }
    groups.extend((first..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    format!("{sign}{}", groups.join("_"))
}

/// The bytes of base64 text, which has been checked to be such.
fn bytes(base64: &str) -> String {
    let digit = |byte: u8| -> u32 {
        match byte {
            b'A'..=b'Z' => u32::from(byte - b'A'),
            b'a'..=b'z' => u32::from(byte - b'a') + 26,
            b'0'..=b'9' => u32::from(byte - b'0') + 52,
            b'+' => 62,
            _ => 63,
        }
    };
    let mut found = Vec::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in base64.bytes().filter(|byte| *byte != b'=') {
        held = (held << 6) | digit(byte);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            found.push(((held >> bits) & 0xff).to_string());
        }
    }
    if found.is_empty() { "Vec::new()".to_owned() } else { format!("vec![{}]", found.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{ExprKind, samples::Sample};

    #[test]
    fn types_are_written_as_rust() {
        let sample = Sample::new();
        let cases = [
            ("list<Money?>?", "Option<Vec<Option<Money>>>", false),
            ("set<Text>", "BTreeSet<String>", false),
            ("map<Decimal>", "BTreeMap<String, Decimal>", false),
            ("AccountId", "AccountId", true),
            ("Status?", "Option<Status>", true),
            ("Channel", "Channel", false),
            ("Iban", "Iban", false),
            ("Fee", "Fee", true),
            ("Duration", "SignedDuration", true),
        ];
        for (text, expected, copy) in cases {
            let ty = sample.ty(text);
            assert_eq!(rust_type(&ty, &sample.types), expected);
            assert_eq!(is_copy(&ty, &sample.types), copy, "{text}");
        }
    }

    #[test]
    fn values_are_written_as_rust() {
        let sample = Sample::new();
        let cases = [
            ("12.50", "Decimal", "Decimal::new(1250, 2)"),
            ("0", "Decimal", "Decimal::ZERO"),
            ("-3", "Int", "-3"),
            ("'a\"b\\n'", "Text", r#""a\"b\n".to_owned()"#),
            ("''", "Text", "String::new()"),
            ("'DE02'", "Iban", "Iban(\"DE02\".to_owned())"),
            ("12", "Fee", "Fee(Decimal::new(12, 0))"),
            ("Status.in_review", "Status", "Status::InReview"),
            ("null", "Text?", "None"),
            ("duration('PT15M')", "Duration", "SignedDuration::from_mins(15)"),
            (
                "timestamp('2026-11-21T00:00:00Z')",
                "Timestamp",
                "Timestamp::constant(1_795_219_200, 0)",
            ),
            ("date('2026-11-21')", "Date", "Date::constant(2026, 11, 21)"),
            (
                "uuid('0190a5b2-7c3e-7000-8000-000000000001')",
                "AccountId",
                "AccountId(Uuid::from_u128(0x0190_a5b2_7c3e_7000_8000_0000_0000_0001))",
            ),
        ];
        for (text, ty, expected) in cases {
            let found = sample.expr(text, Some(ty));
            let ExprKind::Literal(value) = &found.kind else { panic!("{text} is no literal") };
            assert_eq!(literal(value, &found.ty, &sample.types), expected);
        }
        assert_eq!(bytes("aGVsbG8="), "vec![104, 101, 108, 108, 111]");
    }
}
