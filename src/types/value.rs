//! Values written in YAML, checked against the type of their place: defaults, examples, the
//! payloads of scenarios, the values of version steps.

use std::collections::BTreeMap;

use super::{
    Enumeration, Field, Literal, Meaning, Place, Scalar, Type, TypeId, TypeTable, Value, sample,
    scalar_value,
};
use crate::{
    diagnostic::{Applicability, Diagnostic, did_you_mean, rule},
    source::Span,
    syntax::{self, ValueKind, Word},
};

/// How values of one place are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The types of the model.
    pub types: &'a TypeTable,
    /// Where the value stands, for the way in which messages write types.
    pub place: &'a Place,
    /// The rule that a wrong value breaks.
    pub rule: &'static str,
    /// Whether a value object may leave out fields, as the payloads of scenarios do.
    pub partial: bool,
}

impl Reading<'_> {
    /// The value as its type, or nothing when it does not fit, which is reported. The type of the
    /// result is that of a value that is there, except for an absent one.
    pub fn value(
        &self,
        written: &syntax::Value,
        ty: &Type,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Value> {
        let literal = self.literal(written, ty, out)?;
        let ty = if literal == Literal::None { ty.clone() } else { ty.present().clone() };
        Some(Value { literal, ty, span: written.span })
    }

    /// The values of the given fields in order of declaration. Unknown names are reported; whether
    /// one is missing is for the caller to say.
    pub fn fields<'f>(
        &self,
        given: &[(&Word, &syntax::Value)],
        fields: impl IntoIterator<Item = &'f Field> + Clone,
        owner: &str,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Vec<(String, Value)>> {
        let all = fields.clone();
        let names = || all.clone().into_iter().map(|field| field.name.value.as_str());
        let mut fine = true;
        for (name, _) in given {
            if !names().any(|field| field == name.value) {
                let message = format!("{owner} has no field `{}`", name.value);
                let help = did_you_mean(&name.value, names()).unwrap_or_else(|| {
                    let all: Vec<String> = names().map(|field| format!("`{field}`")).collect();
                    format!("the fields are {}", all.join(", "))
                });
                out.push(Diagnostic::error(rule::UNKNOWN_KEY, name.span, message).help(help));
                fine = false;
            }
        }
        let mut values = Vec::new();
        for field in fields {
            let Some((_, written)) = given.iter().find(|(name, _)| name.value == field.name.value)
            else {
                continue;
            };
            match self.value(written, &field.ty, out) {
                Some(value) => values.push((field.name.value.clone(), value)),
                None => fine = false,
            }
        }
        fine.then_some(values)
    }

    fn literal(
        &self,
        written: &syntax::Value,
        ty: &Type,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Literal> {
        if written.kind == ValueKind::Null {
            if ty.is_optional() {
                return Some(Literal::None);
            }
            return self.unfit(written, ty, out);
        }
        match ty {
            Type::Optional(inner) => self.literal(written, inner, out),
            Type::Scalar(scalar) => self.scalar(written, *scalar, ty, out),
            Type::Named(id) => self.named(written, *id, ty, out),
            Type::List(element) => self.items(written, element, ty, out).map(Literal::List),
            Type::Set(element) => {
                let items = self.items(written, element, ty, out)?;
                distinct(written, &items, out);
                Some(Literal::List(items))
            }
            Type::Map(element) => self.entries(written, element, ty, out),
        }
    }

    fn scalar(
        &self,
        written: &syntax::Value,
        scalar: Scalar,
        ty: &Type,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Literal> {
        let found = match (&written.kind, scalar) {
            (ValueKind::Number(text), Scalar::Decimal) => {
                if text.contains(['.', 'e', 'E']) {
                    ambiguous(
                        written,
                        text,
                        "a number, of which other tools keep only some digits",
                        out,
                    );
                }
                scalar_value(scalar, text)
            }
            (ValueKind::Number(text), Scalar::Text) => {
                ambiguous(written, text, "a number", out);
                scalar_value(scalar, text)
            }
            (ValueKind::Bool(_), Scalar::Text) => {
                let text = written.as_written().unwrap_or_default();
                ambiguous(written, text, "true or false", out);
                scalar_value(scalar, text)
            }
            (ValueKind::Number(text), Scalar::Int) => scalar_value(scalar, text),
            (ValueKind::Bool(value), Scalar::Bool) => Some(Literal::Bool(*value)),
            (ValueKind::Text(text), _) if !matches!(scalar, Scalar::Int | Scalar::Bool) => {
                scalar_value(scalar, text)
            }
            _ => None,
        };
        found.or_else(|| self.unfit(written, ty, out))
    }

    fn named(
        &self,
        written: &syntax::Value,
        id: TypeId,
        ty: &Type,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Literal> {
        match &self.types[id].meaning {
            Meaning::Identity { scalar, .. } => self.scalar(written, *scalar, ty, out),
            Meaning::Newtype(inner) => self.literal(written, inner, out),
            Meaning::Enumeration(words) => self.word(written, id, words, out),
            Meaning::Record(fields) => self.record(written, id, fields, ty, out),
        }
    }

    fn word(
        &self,
        written: &syntax::Value,
        id: TypeId,
        words: &Enumeration,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Literal> {
        let ty = Type::Named(id);
        let Some(text) = written.as_written() else { return self.unfit(written, &ty, out) };
        let names = || words.values.iter().map(|value| value.name.value.as_str());
        if let Some(index) = names().position(|name| name == text) {
            return Some(Literal::Enum(id, Ok(index)));
        }
        if words.open {
            return Some(Literal::Enum(id, Err(text.to_owned())));
        }
        let message = format!("`{text}` is no value of {}", self.types.written(&ty, self.place));
        let help = did_you_mean(text, names()).unwrap_or_else(|| {
            let all: Vec<String> = names().map(|name| format!("`{name}`")).collect();
            format!("the values are {}", all.join(", "))
        });
        out.push(Diagnostic::error(self.rule, written.span, message).help(help));
        None
    }

    fn record(
        &self,
        written: &syntax::Value,
        id: TypeId,
        fields: &[Field],
        ty: &Type,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Literal> {
        let ValueKind::Map(entries) = &written.kind else { return self.unfit(written, ty, out) };
        let given: Vec<_> = entries.iter().map(|(name, value)| (name, value)).collect();
        let owner = self.types.written(ty, self.place);
        let mut values = self.fields(&given, fields, &owner, out)?;
        if self.partial {
            let literals = values.into_iter().map(|(name, value)| (name, value.literal));
            return Some(Literal::Record(id, literals.collect()));
        }
        let mut all = Vec::new();
        for field in fields {
            let name = &field.name.value;
            let given = values.iter().position(|(other, _)| other == name);
            let literal = match (given, &field.default) {
                (Some(index), _) => values.swap_remove(index).1.literal,
                (None, Some(default)) => default.literal.clone(),
                (None, None) if field.ty.is_optional() => Literal::None,
                (None, None) => {
                    let message = format!("{owner} needs `{name}`");
                    out.push(
                        Diagnostic::error(self.rule, written.span, message)
                            .related(field.name.span, "declared here without a default"),
                    );
                    return None;
                }
            };
            all.push((name.clone(), literal));
        }
        Some(Literal::Record(id, all))
    }

    fn items(
        &self,
        written: &syntax::Value,
        element: &Type,
        ty: &Type,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Vec<Literal>> {
        let ValueKind::List(items) = &written.kind else {
            return self.unfit(written, ty, out);
        };
        let found: Vec<_> = items.iter().map(|item| self.literal(item, element, out)).collect();
        found.into_iter().collect()
    }

    fn entries(
        &self,
        written: &syntax::Value,
        element: &Type,
        ty: &Type,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Literal> {
        let ValueKind::Map(entries) = &written.kind else { return self.unfit(written, ty, out) };
        let mut found = BTreeMap::new();
        let mut fine = true;
        for (key, value) in entries {
            match self.literal(value, element, out) {
                Some(literal) => drop(found.insert(key.value.clone(), literal)),
                None => fine = false,
            }
        }
        fine.then_some(Literal::Map(found))
    }

    fn unfit<T>(&self, written: &syntax::Value, ty: &Type, out: &mut Vec<Diagnostic>) -> Option<T> {
        let wanted = self.types.written(ty, self.place);
        let message = match (&written.kind, written.as_written()) {
            (ValueKind::Null, _) => format!("a value is missing here, {wanted} is needed"),
            (ValueKind::List(_), _) => format!("a list stands where {wanted} is needed"),
            (ValueKind::Map(_), _) => format!("a mapping stands where {wanted} is needed"),
            (_, text) => format!("`{}` is no {wanted}", text.unwrap_or_default()),
        };
        let help = self.shape_of(ty);
        out.push(Diagnostic::error(self.rule, written.span, message).help(help));
        None
    }

    /// How a value of that type is written.
    fn shape_of(&self, ty: &Type) -> String {
        match ty {
            Type::Scalar(scalar @ (Scalar::Int | Scalar::Bool)) => {
                format!("write it like `{}`, without quotes", sample(*scalar))
            }
            Type::Scalar(scalar) => format!("write it like `\"{}\"`", sample(*scalar)),
            Type::Optional(inner) => self.shape_of(inner),
            Type::List(_) | Type::Set(_) => "write a list: `[a, b]`".to_owned(),
            Type::Map(_) => "write a mapping: `{ key: value }`".to_owned(),
            Type::Named(id) => match &self.types[*id].meaning {
                Meaning::Identity { scalar, .. } => self.shape_of(&Type::Scalar(*scalar)),
                Meaning::Newtype(inner) => self.shape_of(inner),
                Meaning::Enumeration(words) => {
                    let all = words.values.iter().map(|value| format!("`{}`", value.name.value));
                    format!("the values are {}", all.collect::<Vec<_>>().join(", "))
                }
                Meaning::Record(fields) => {
                    let all = fields.iter().map(|field| format!("{}: ..", field.name.value));
                    format!("write `{{ {} }}`", all.collect::<Vec<_>>().join(", "))
                }
            },
        }
    }
}

/// Warns of a value that stands twice in a set.
fn distinct(written: &syntax::Value, items: &[Literal], out: &mut Vec<Diagnostic>) {
    let ValueKind::List(values) = &written.kind else { return };
    for (index, item) in items.iter().enumerate() {
        if let (Some(first), Some(again)) =
            (items[..index].iter().position(|other| other == item), values.get(index))
        {
            let message = "the same value stands twice in a set";
            let finding = Diagnostic::warning(rule::DUPLICATE_LIST_ENTRY, again.span, message);
            let first = values.get(first).map_or(again.span, |value| value.span);
            out.push(finding.related(first, "first here"));
        }
    }
}

/// Warns that an unquoted text means something else to YAML; the value is taken as written.
fn ambiguous(written: &syntax::Value, text: &str, read_as: &str, out: &mut Vec<Diagnostic>) {
    let message = format!("`{text}` without quotes is read as {read_as}");
    let quoted = format!("\"{text}\"");
    out.push(
        Diagnostic::warning(rule::AMBIGUOUS_SCALAR, written.span, message)
            .help(format!("write `{quoted}`"))
            .fix(Applicability::Safe, "quote the value", written.span, quoted),
    );
}

impl Value {
    /// A value that the language gives rather than the author.
    pub fn given(literal: Literal, ty: Type) -> Self {
        Self { literal, ty, span: Span::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{expr::samples::Sample, source::Spanned};

    fn text(text: &str) -> syntax::Value {
        plain(ValueKind::Text(text.to_owned()))
    }

    fn number(text: &str) -> syntax::Value {
        plain(ValueKind::Number(text.to_owned()))
    }

    fn map(entries: &[(&str, syntax::Value)]) -> syntax::Value {
        let word = |name: &str| Spanned::new(name.to_owned(), Span::default());
        let entries = entries.iter().map(|(name, value)| (word(name), value.clone()));
        plain(ValueKind::Map(entries.collect()))
    }

    fn plain(kind: ValueKind) -> syntax::Value {
        syntax::Value { span: Span::default(), kind }
    }

    /// The value, and the rules and messages of what was found.
    fn read(written: &syntax::Value, ty: &str, partial: bool) -> (Option<Literal>, String) {
        let sample = Sample::new();
        let place = Place::Context("Bank".to_owned());
        let reading =
            Reading { types: &sample.types, place: &place, rule: rule::INVALID_EXAMPLE, partial };
        let mut out = Vec::new();
        let value = reading.value(written, &sample.ty(ty), &mut out);
        let said: Vec<_> =
            out.into_iter().map(|found| format!("{}: {}", found.rule, found.message)).collect();
        (value.map(|value| value.literal), said.join("\n"))
    }

    #[test]
    fn values_that_fit_are_kept_exactly() {
        let cases = [
            (text("1.10"), "Decimal", "Decimal(1.10)"),
            (number("5"), "Decimal", "Decimal(5)"),
            (number("-5"), "Int", "Int(-5)"),
            (plain(ValueKind::Null), "Text?", "None"),
            (text("open"), "Status?", "Enum(TypeId(1), Ok(0))"),
            (text("fax"), "Channel", "Enum(TypeId(2), Err(\"fax\"))"),
            (text("DE02"), "Iban", "Text(\"DE02\")"),
            (plain(ValueKind::List(vec![text("a")])), "set<Text>", "List([Text(\"a\")])"),
            (map(&[("k", number("1"))]), "map<Int>", "Map({\"k\": Int(1)})"),
            (text("2026-11-21"), "Date", "Date(2026-11-21)"),
        ];
        for (written, ty, expected) in cases {
            let (value, said) = read(&written, ty, false);
            assert_eq!((format!("{:?}", value.unwrap()), said.as_str()), (expected.to_owned(), ""));
        }
    }

    #[test]
    fn values_that_do_not_fit_are_reported() {
        let cases = [
            (text("abc"), "Decimal", "invalid-example: `abc` is no Decimal"),
            (text("5"), "Int", "invalid-example: `5` is no Int"),
            (
                plain(ValueKind::Null),
                "Text",
                "invalid-example: a value is missing here, Text is needed",
            ),
            (text("opne"), "Status", "invalid-example: `opne` is no value of Status"),
            (
                map(&[]),
                "list<Text>",
                "invalid-example: a mapping stands where list<Text> is needed",
            ),
            (map(&[("amount", number("1"))]), "Money", "invalid-example: Money needs `currency`"),
            (map(&[("amuont", number("1"))]), "Money", "unknown-key: Money has no field `amuont`"),
        ];
        for (written, ty, expected) in cases {
            assert_eq!(read(&written, ty, false), (None, expected.to_owned()));
        }
    }

    #[test]
    fn unquoted_fractions_are_taken_as_written_with_a_warning() {
        let (value, said) = read(&number("1.10"), "Decimal", false);
        assert_eq!(format!("{value:?}"), "Some(Decimal(1.10))");
        assert!(said.starts_with("ambiguous-scalar: `1.10` without quotes"), "{said}");
    }

    #[test]
    fn payloads_may_leave_fields_out() {
        let (value, said) = read(&map(&[("amount", number("1"))]), "Money", true);
        assert_eq!(said, "");
        assert!(matches!(value, Some(Literal::Record(_, fields)) if fields.len() == 1));
    }
}
