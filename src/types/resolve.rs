//! From a type as written to a type: names are looked up from where they stand.

use std::ops::Range;

use super::{Place, Scalar, Type, TypeShape, TypeTable, is_float, parse};
use crate::{
    diagnostic::{Diagnostic, did_you_mean, rule},
    syntax::{TypeText, Value, ValueKind},
};

/// The type that a text means inside `place`, or nothing when it means none, which is reported. A
/// default behind it (` = 0`) is not looked at.
pub fn resolve(
    text: &TypeText,
    types: &TypeTable,
    place: &Place,
    out: &mut Vec<Diagnostic>,
) -> Option<Type> {
    let written = text.0.text();
    let written = &written[..default_mark(written).unwrap_or(written.len())];
    let shape = match parse(written) {
        Ok(shape) => shape,
        Err(fault) => {
            let span = text.0.span_of(fault.range);
            out.push(
                Diagnostic::error(rule::UNKNOWN_TYPE, span, fault.message).help_if(fault.help),
            );
            return None;
        }
    };
    Resolver { text, written, types, place, out }.named(&shape)
}

/// The default behind a type: `Decimal = 0` has the number `0`. It is read as YAML reads a scalar
/// or a flat list, but for fractions, which are kept as text.
pub fn default_of(text: &TypeText) -> Option<Value> {
    let written = text.0.text();
    let mark = default_mark(written)?;
    let from = mark + 1;
    let value = written[from..].trim();
    let start = from + written[from..].len() - written[from..].trim_start().len();
    Some(value_at(text, value, start..start + value.len()))
}

fn default_mark(written: &str) -> Option<usize> {
    written.find('=')
}

fn value_at(text: &TypeText, written: &str, range: Range<usize>) -> Value {
    let span = text.0.span_of(range.clone());
    let inside = |open: char, close: char| {
        written.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
    };
    let kind = if let Some(items) = inside('[', ']') {
        let mut at = range.start + 1;
        let mut values = Vec::new();
        for item in items.split(',') {
            let start = at + item.len() - item.trim_start().len();
            let item_text = item.trim();
            if !item_text.is_empty() {
                values.push(value_at(text, item_text, start..start + item_text.len()));
            }
            at += item.len() + 1;
        }
        ValueKind::List(values)
    } else if let Some(quoted) = inside('\'', '\'').or_else(|| inside('"', '"')) {
        ValueKind::Text(quoted.to_owned())
    } else {
        scalar_kind(written)
    };
    Value { span, kind }
}

fn scalar_kind(written: &str) -> ValueKind {
    let digits = written.strip_prefix(['-', '+']).unwrap_or(written);
    let is_whole = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    match written {
        "" | "~" | "null" => ValueKind::Null,
        "{}" => ValueKind::Map(Vec::new()),
        "true" => ValueKind::Bool(true),
        "false" => ValueKind::Bool(false),
        _ if is_whole => ValueKind::Number(written.to_owned()),
        _ => ValueKind::Text(written.to_owned()),
    }
}

struct Resolver<'a> {
    text: &'a TypeText,
    written: &'a str,
    types: &'a TypeTable,
    place: &'a Place,
    out: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn named(&mut self, shape: &TypeShape) -> Option<Type> {
        Some(match shape {
            TypeShape::Scalar(scalar) => Type::Scalar(*scalar),
            TypeShape::Named { context: None, name } => self.bare(name)?,
            TypeShape::Named { context: Some(context), name } => self.qualified(context, name)?,
            TypeShape::Optional(inner) => self.named(inner)?.optional(),
            TypeShape::List(inner) => Type::List(Box::new(self.named(inner)?)),
            TypeShape::Set(inner) => Type::Set(Box::new(self.named(inner)?)),
            TypeShape::Map(inner) => Type::Map(Box::new(self.named(inner)?)),
        })
    }

    fn bare(&mut self, range: &Range<usize>) -> Option<Type> {
        let name = &self.written[range.clone()];
        if let Some(id) = self.types.visible(self.place, name) {
            return Some(Type::Named(id));
        }
        let looks = self.types.may_suggest();
        let elsewhere = self.types.places_of(name).find_map(|place| match place {
            Place::Context(context) => Some(format!("write `{context}.{name}`")),
            Place::Shared | Place::Version { .. } => None,
        });
        let help = elsewhere
            .or_else(|| usual_name(name).map(|scalar| format!("write `{}`", scalar.name())))
            .or_else(|| did_you_mean(name, self.types.names_in(self.place).filter(|_| looks)))
            .unwrap_or_else(|| format!("declare `{name}` under `types:`"));
        self.unknown(range, format!("there is no type `{name}`"), help)
    }

    fn qualified(&mut self, context: &Range<usize>, name: &Range<usize>) -> Option<Type> {
        let (owner, word) = (&self.written[context.clone()], &self.written[name.clone()]);
        let place = Place::Context(owner.to_owned());
        if let Some(id) = self.types.at(&place, word) {
            return Some(Type::Named(id));
        }
        let looks = self.types.may_suggest();
        let own: Vec<&str> = self.types.declared_at(&place).collect();
        if own.is_empty() {
            let help = did_you_mean(owner, self.types.contexts().filter(|_| looks))
                .unwrap_or_else(|| format!("declare `{word}` under the `types:` of `{owner}`"));
            return self.unknown(context, format!("`{owner}` has no types"), help);
        }
        let help = did_you_mean(word, own.iter().copied().filter(|_| looks))
            .unwrap_or_else(|| format!("declare `{word}` under the `types:` of `{owner}`"));
        self.unknown(name, format!("`{owner}` has no type `{word}`"), help)
    }

    fn unknown(&mut self, range: &Range<usize>, message: String, help: String) -> Option<Type> {
        let span = self.text.0.span_of(range.clone());
        self.out.push(Diagnostic::error(rule::UNKNOWN_TYPE, span, message).help(help));
        None
    }
}

/// The built-in type that other languages call so.
fn usual_name(name: &str) -> Option<Scalar> {
    Some(match name.to_ascii_lowercase().as_str() {
        "string" | "str" | "varchar" => Scalar::Text,
        "integer" | "long" | "short" | "i64" | "u64" | "i32" | "u32" => Scalar::Int,
        "numeric" | "bigdecimal" => Scalar::Decimal,
        "boolean" => Scalar::Bool,
        "guid" => Scalar::Uuid,
        "datetime" | "instant" | "time" | "zoneddatetime" => Scalar::Timestamp,
        "localdate" | "day" => Scalar::Date,
        "timespan" | "interval" => Scalar::Duration,
        "binary" | "blob" => Scalar::Bytes,
        number if is_float(number) => Scalar::Decimal,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        expr::samples::Sample,
        source::{FileId, Span},
        syntax::CodeText,
    };

    fn text(written: &str) -> TypeText {
        let span = Span::new(FileId::default(), 0, u32::try_from(written.len()).unwrap());
        TypeText(CodeText::verbatim(written, span))
    }

    fn outcome(written: &str, place: &Place) -> String {
        let sample = Sample::new();
        let mut out = Vec::new();
        if let Some(ty) = resolve(&text(written), &sample.types, place, &mut out) {
            return sample.types.written(&ty, place);
        }
        let finding = out.remove(0);
        let word = &written[finding.primary.span.range()];
        format!("{} @{word} -> {}", finding.message, finding.help.unwrap_or_default())
    }

    #[test]
    fn names_are_looked_up_from_where_they_stand() {
        let bank = Place::Context("Bank".to_owned());
        let shop = Place::Context("Shop".to_owned());
        let cases = [
            (&bank, "list<Status?> = []", "list<Status?>"),
            (&shop, "map<Bank.Status>", "map<Bank.Status>"),
            (&shop, "Money?", "Money?"),
            (&shop, "Status", "there is no type `Status` @Status -> write `Bank.Status`"),
            (&bank, "Monney", "there is no type `Monney` @Monney -> did you mean `Money`?"),
            (&bank, "string", "there is no type `string` @string -> write `Text`"),
            (&bank, "Bamk.Status", "`Bamk` has no types @Bamk -> did you mean `Bank`?"),
            (&shop, "Bank.Statos", "`Bank` has no type `Statos` @Statos -> did you mean `Status`?"),
        ];
        for (place, written, expected) in cases {
            assert_eq!(outcome(written, place), expected);
        }
    }

    #[test]
    fn a_default_behind_a_type_is_a_value() {
        let cases = [
            ("Decimal = 0.10", Some(ValueKind::Text("0.10".to_owned()))),
            ("Int = -1", Some(ValueKind::Number("-1".to_owned()))),
            ("Text = 'a b'", Some(ValueKind::Text("a b".to_owned()))),
            ("Status = open", Some(ValueKind::Text("open".to_owned()))),
            ("list<Text> = []", Some(ValueKind::List(Vec::new()))),
            ("Text", None),
        ];
        for (written, expected) in cases {
            assert_eq!(default_of(&text(written)).map(|value| value.kind), expected, "{written}");
        }
        let listed = default_of(&text("list<Text> = [a, bc]")).unwrap();
        let ValueKind::List(items) = listed.kind else { panic!("a list is expected") };
        assert_eq!(items[1].span.range(), 17..19);
    }
}
