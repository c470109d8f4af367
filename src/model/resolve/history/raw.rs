//! Values of steps as YAML has them. Which type a value needs depends on the shape at that point, which only the
//! walk backwards through the versions knows.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Applicability, Diagnostic, rule},
    model::resolve::level::Home,
    syntax::{Value as Written, ValueKind},
    types::{Literal, Scalar, Type, Value, exact_decimal},
};

/// The value with the type that YAML gives it.
pub(super) fn value_of(written: &Written, home: Home, out: &mut Vec<Diagnostic>) -> Value {
    check_fractions(written, home, out);
    let (literal, ty) = typed(&written.kind);
    Value { literal, ty, span: written.span }
}

/// Other readers of YAML lose digits of a fraction that is not quoted; here it is taken as written.
fn check_fractions(written: &Written, home: Home, out: &mut Vec<Diagnostic>) {
    match &written.kind {
        ValueKind::Number(digits) if digits.contains(['.', 'e', 'E']) => {
            let quoted = format!("\"{digits}\"");
            let message = format!("`{digits}` without quotes is read as a floating-point number");
            let finding = Diagnostic::warning(rule::AMBIGUOUS_SCALAR, written.span, message)
                .help(format!("write `{quoted}`"))
                .fix(Applicability::Safe, "quote the value", written.span, quoted);
            home.report(finding, out);
        }
        ValueKind::List(items) => {
            for item in items {
                check_fractions(item, home, out);
            }
        }
        ValueKind::Map(entries) => {
            for (_, value) in entries {
                check_fractions(value, home, out);
            }
        }
        ValueKind::Null | ValueKind::Bool(_) | ValueKind::Number(_) | ValueKind::Text(_) => {}
    }
}

fn typed(kind: &ValueKind) -> (Literal, Type) {
    match kind {
        ValueKind::Null => (Literal::None, Type::from(Scalar::Text).optional()),
        ValueKind::Bool(value) => (Literal::Bool(*value), Scalar::Bool.into()),
        ValueKind::Text(text) => (Literal::Text(text.clone()), Scalar::Text.into()),
        ValueKind::Number(digits) => number(digits),
        ValueKind::List(items) => {
            let (items, types): (Vec<_>, Vec<_>) =
                items.iter().map(|item| typed(&item.kind)).unzip();
            (Literal::List(items), Type::List(Box::new(first_of(types))))
        }
        ValueKind::Map(entries) => {
            let values = entries.iter().map(|(key, value)| (key.value.clone(), typed(&value.kind)));
            let mut types = Vec::new();
            let mut map = BTreeMap::new();
            for (key, (literal, ty)) in values {
                types.push(ty);
                map.insert(key, literal);
            }
            (Literal::Map(map), Type::Map(Box::new(first_of(types))))
        }
    }
}

/// A number that fits no numeric type stays text, which then fits no number either.
fn number(digits: &str) -> (Literal, Type) {
    if let Ok(whole) = digits.parse() {
        return (Literal::Int(whole), Scalar::Int.into());
    }
    match exact_decimal(digits) {
        Some(value) => (Literal::Decimal(value), Scalar::Decimal.into()),
        None => (Literal::Text(digits.to_owned()), Scalar::Text.into()),
    }
}

fn first_of(types: Vec<Type>) -> Type {
    types.into_iter().next().unwrap_or(Type::Scalar(Scalar::Text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn literal(kind: ValueKind) -> String {
        format!("{:?}", typed(&Written { span: Span::default(), kind }.kind).0)
    }

    #[test]
    fn a_value_keeps_every_digit() {
        let number = |digits: &str| literal(ValueKind::Number(digits.to_owned()));
        assert_eq!(number("12"), "Int(12)");
        assert_eq!(number("1.10"), "Decimal(1.10)");
        assert_eq!(number("0x1F"), "Text(\"0x1F\")");
        assert_eq!(literal(ValueKind::Null), "None");
        assert_eq!(literal(ValueKind::List(Vec::new())), "List([])");
    }
}
