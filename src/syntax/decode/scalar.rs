//! What a scalar is by the core schema of YAML 1.2, and what older tools would take it for.

use crate::syntax::tree::Style;

/// What a plain scalar means by the core schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Null,
    Bool(bool),
    Number,
    Text,
}

/// Whether a scalar stands for nothing.
pub(super) fn is_null(text: &str, style: Style) -> bool {
    meaning(text, style) == Meaning::Null
}

/// What a scalar means.
pub(super) fn meaning(text: &str, style: Style) -> Meaning {
    if style != Style::Plain {
        return Meaning::Text;
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Meaning::Null,
        "true" | "True" | "TRUE" => Meaning::Bool(true),
        "false" | "False" | "FALSE" => Meaning::Bool(false),
        _ if is_number(text) => Meaning::Number,
        _ => Meaning::Text,
    }
}

fn is_number(text: &str) -> bool {
    if !text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return false;
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return !digits.is_empty() && digits.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    is_decimal(mantissa) && exponent.is_none_or(is_exponent)
}

fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty())
}

fn is_exponent(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether tools that still follow YAML 1.1 read this plain text as true or false.
pub(super) fn is_old_bool(text: &str) -> bool {
    ["yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_schema_decides_what_a_plain_scalar_is() {
        let cases = [
            ("", Meaning::Null),
            ("~", Meaning::Null),
            ("true", Meaning::Bool(true)),
            ("no", Meaning::Text),
            ("0123", Meaning::Number),
            ("-1.50", Meaning::Number),
            (".5", Meaning::Number),
            ("1e3", Meaning::Number),
            ("0x1F", Meaning::Number),
            (".", Meaning::Text),
            ("1_000", Meaning::Text),
            ("1.2.3", Meaning::Text),
            ("2024-01-01", Meaning::Text),
            ("-", Meaning::Text),
        ];
        for (text, expected) in cases {
            assert_eq!(meaning(text, Style::Plain), expected, "{text}");
            assert_eq!(meaning(text, Style::SingleQuoted), Meaning::Text, "{text}");
        }
    }
}
