//! One operation after the other on the fields in sight.

use super::{
    super::{
        conversion::Conversion,
        hop::{
            Binding, Input, MapOver, Mapping, Member, MetaPart, MetaWay, Operation, Output, Part,
            Widening,
        },
        json::Json,
        scalar,
    },
    Envelope, Stop, json_of, record_of,
};
use crate::{
    model::Extra,
    types::{Field, Literal, Meaning, Scalar, Type, TypeId, TypeTable},
};

/// The fields in sight, by name; an absent one is null.
pub(super) struct Frame<'f> {
    types: &'f TypeTable,
    envelope: &'f Envelope,
    /// The version at hand, and the one that it becomes.
    versions: (u32, u32),
    fields: Vec<(String, Json)>,
}

impl<'f> Frame<'f> {
    /// Brings the fields of a payload in sight.
    pub(super) fn open(
        types: &'f TypeTable,
        envelope: &'f Envelope,
        versions: (u32, u32),
        fields: &[Field],
        payload: &Json,
    ) -> Self {
        let value = |field: &Field| payload.get(&field.name.value).cloned().unwrap_or(Json::Null);
        let fields = fields.iter().map(|field| (field.name.value.clone(), value(field))).collect();
        Self { types, envelope, versions, fields }
    }

    /// The fields of the newer version, in their order; absent ones are left out.
    pub(super) fn close(mut self, fields: &[Field]) -> Json {
        let entries = fields.iter().map(|field| {
            let name = &field.name.value;
            (name.clone(), self.take(name))
        });
        Json::Object(entries.filter(|(_, value)| *value != Json::Null).collect())
    }

    /// Carries bindings out in order.
    pub(super) fn run(&mut self, bindings: &[Binding]) -> Result<(), Stop> {
        bindings.iter().try_for_each(|binding| self.apply(binding))
    }

    fn apply(&mut self, binding: &Binding) -> Result<(), Stop> {
        match &binding.operation {
            Operation::Nothing(to) => self.put(to, Json::Null),
            Operation::Constant { to, value } => self.put(to, json_of(self.types, value)),
            Operation::FromMeta { to, part, how } => {
                let value = self.meta(binding.step, *part, how)?;
                self.put(to, value);
            }
            Operation::Copy { from, to, how } => {
                let value = widened(how, self.get(&from.field));
                self.put(to, value);
            }
            Operation::Drop { from, .. } => drop(self.input(from)),
            Operation::Rename { from, to } => {
                let value = self.input(from);
                self.put(to, value);
            }
            Operation::Widen { from, to, how, .. } => {
                let value = self.input(from);
                let wide = widened(how, &value);
                self.put(to, wide);
            }
            Operation::Fill { from, to, value } => self.fill(from, to, value),
            Operation::Map(mapping) => {
                let stored = self.input(&mapping.from);
                self.put(&mapping.to, mapped(mapping, &stored));
            }
            Operation::Convert(conversion) => {
                let value = self.converted(binding.step, conversion)?;
                conversion.from.iter().for_each(|from| drop(self.input(from)));
                self.put(&conversion.to, value);
            }
            Operation::Nest { from, to, record } => self.nest(from, to, *record),
            Operation::Flatten { from, to, .. } => self.flatten(from, to),
            Operation::Join { from, to, with } => self.join(from, to, with),
            Operation::Split { from, to, at, extra, missing } => {
                let stored = self.input(from);
                let parts = cut(text_of(&stored), at, to.len(), *extra, missing);
                to.iter().zip(parts).for_each(|(to, part)| self.put(to, Json::Text(part)));
            }
            Operation::Wrap { from, to, .. } => {
                let stored = self.input(from);
                let items = if stored == Json::Null { Vec::new() } else { vec![stored] };
                self.put(to, Json::List(items));
            }
            Operation::Only { from, to, back } => self.only(from, to, back.as_ref()),
            Operation::Each { from, to, old, new, bindings } => {
                let stored = self.input(from);
                let read = self.each(&stored, *old, *new, bindings);
                self.put(to, read.map_err(|stop| stop.around(binding.step))?);
            }
            Operation::Custom { from, using, .. } => {
                return Err(self.needs_hook(binding.step, using, from));
            }
        }
        Ok(())
    }

    /// That a function written by hand comes next.
    pub(super) fn needs_hook(&self, step: usize, using: &str, from: &[Input]) -> Stop {
        let arguments = from
            .iter()
            .map(|input| (input.field.clone(), self.get(&input.field).clone()))
            .collect();
        Stop::NeedsHook { from: self.versions.0, step, using: using.to_owned(), arguments }
    }

    /// That a value has no answer.
    pub(super) fn invalid(&self, step: usize, message: String) -> Stop {
        let (from, to) = self.versions;
        Stop::Invalid { from, to, step, message }
    }

    /// The value of a conversion; its fields stay in sight.
    pub(super) fn converted(&self, step: usize, conversion: &Conversion) -> Result<Json, Stop> {
        let values: Vec<&Json> = conversion.from.iter().map(|from| self.get(&from.field)).collect();
        super::convert::convert(self.types, conversion, &values)
            .map_err(|message| self.invalid(step, message))
    }

    fn fill(&mut self, from: &Input, to: &Output, value: &Literal) {
        let stored = self.input(from);
        let filled = if stored == Json::Null { json_of(self.types, value) } else { stored };
        self.put(to, filled);
    }

    fn only(&mut self, from: &Input, to: &Output, back: Option<&Literal>) {
        let value = match self.input(from) {
            Json::List(mut items) if items.len() == 1 => items.remove(0),
            _ => back.map_or(Json::Null, |back| json_of(self.types, back)),
        };
        self.put(to, value);
    }

    fn nest(&mut self, from: &[Part], to: &Output, record: TypeId) {
        let part = |Part { member, from }: &Part| (member.clone(), self.input(from));
        let parts = from.iter().map(part).collect();
        self.put(to, record_of(self.types, record, parts));
    }

    fn flatten(&mut self, from: &Input, to: &[Member]) {
        let stored = self.input(from);
        for member in to {
            let value = stored.get(&member.member).cloned().unwrap_or(Json::Null);
            self.put(&member.to, value);
        }
    }

    fn join(&mut self, from: &[Input], to: &Output, with: &str) {
        let values: Vec<Json> = from.iter().map(|from| self.input(from)).collect();
        let texts: Vec<&str> =
            values.iter().filter(|value| **value != Json::Null).map(text_of).collect();
        self.put(to, Json::Text(texts.join(with)));
    }

    fn each(
        &self,
        stored: &Json,
        old: TypeId,
        new: TypeId,
        bindings: &[Binding],
    ) -> Result<Json, Stop> {
        let one = |element: &Json| {
            let (older, newer) = (fields_of(self.types, old), fields_of(self.types, new));
            let mut inner = Frame::open(self.types, self.envelope, self.versions, older, element);
            inner.run(bindings)?;
            Ok(inner.close(newer))
        };
        match stored {
            Json::List(items) => items.iter().map(one).collect::<Result<_, _>>().map(Json::List),
            Json::Object(entries) => {
                let read = entries.iter().map(|(key, item)| Ok((key.clone(), one(item)?)));
                read.collect::<Result<_, _>>().map(Json::Object)
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => Ok(stored.clone()),
        }
    }

    /// A part of the envelope as the type of a field.
    pub(super) fn meta(&self, step: usize, part: MetaPart, way: &MetaWay) -> Result<Json, Stop> {
        let envelope = self.envelope;
        let known = match part {
            MetaPart::RecordedAt => &envelope.recorded_at,
            MetaPart::Actor => &envelope.actor,
            MetaPart::CorrelationId => &envelope.correlation_id,
            MetaPart::CausationId => &envelope.causation_id,
            MetaPart::EventId => &envelope.event_id,
            MetaPart::StreamId => &envelope.stream_id,
        };
        let value = match known {
            Some(text) => Json::Text(text.clone()),
            None if part == MetaPart::Actor => Json::Null,
            None => return Err(Stop::Unknown { from: self.versions.0, step, part }),
        };
        match way {
            MetaWay::Value(how) => Ok(widened(how, &value)),
            MetaWay::Identity(id, _) => self.identity(step, *id, text_of(&value)),
        }
    }

    fn identity(&self, step: usize, id: TypeId, text: &str) -> Result<Json, Stop> {
        let read = match scalar::peel(self.types, &Type::Named(id)).1 {
            Type::Scalar(Scalar::Uuid) => scalar::uuid(text).map(Json::Text),
            Type::Scalar(Scalar::Int) => {
                text.parse::<i64>().ok().map(|number| Json::Number(number.to_string()))
            }
            _ => Some(Json::Text(text.to_owned())),
        };
        let name = &self.types[id].name.value;
        read.ok_or_else(|| self.invalid(step, format!("the stream `{text}` is no `{name}`")))
    }

    /// A field in sight.
    pub(super) fn get(&self, name: &str) -> &Json {
        self.fields.iter().find(|(known, _)| known == name).map_or(&Json::Null, |(_, value)| value)
    }

    fn input(&mut self, from: &Input) -> Json {
        if from.kept { self.get(&from.field).clone() } else { self.take(&from.field) }
    }

    fn take(&mut self, name: &str) -> Json {
        match self.fields.iter().position(|(known, _)| known == name) {
            Some(place) => self.fields.remove(place).1,
            None => Json::Null,
        }
    }

    fn put(&mut self, to: &Output, value: Json) {
        self.fields.push((to.field.clone(), value));
    }
}

/// A value seen as a wider type.
pub(super) fn widened(how: &Widening, value: &Json) -> Json {
    match how {
        Widening::Same
        | Widening::WordsToText(_)
        | Widening::Words { .. }
        | Widening::Unwrap(_)
        | Widening::Wrap(_) => value.clone(),
        Widening::Present(inner) => widened(inner, value),
        Widening::Inside(inner) => match value {
            Json::Null => Json::Null,
            Json::List(items) => {
                Json::List(items.iter().map(|item| widened(inner, item)).collect())
            }
            Json::Object(entries) => {
                let wide = |(key, item): &(String, Json)| (key.clone(), widened(inner, item));
                Json::Object(entries.iter().map(wide).collect())
            }
            Json::Bool(_) | Json::Number(_) | Json::Text(_) => widened(inner, value),
        },
        Widening::IntToDecimal => match value {
            Json::Number(digits) => {
                let whole = digits.parse::<i64>().map(|number| number.to_string());
                Json::Text(whole.unwrap_or_else(|_| digits.clone()))
            }
            _ => value.clone(),
        },
        Widening::UuidToText => {
            scalar::uuid(text_of(value)).map_or_else(|| value.clone(), Json::Text)
        }
        Widening::Then(first, second) => widened(second, &widened(first, value)),
    }
}

fn mapped(mapping: &Mapping, stored: &Json) -> Json {
    let word = match stored {
        Json::Text(word) => word.as_str(),
        Json::Bool(true) => "true",
        Json::Bool(false) => "false",
        Json::Null | Json::Number(_) | Json::List(_) | Json::Object(_) => return stored.clone(),
    };
    let case = mapping.cases.iter().find(|(old, _)| old == word).map(|(_, new)| new);
    // Without an answer it is a word that both open enumerations keep as it is.
    let answer = case.or(mapping.otherwise.as_ref()).map_or(word, String::as_str);
    match mapping.gives {
        MapOver::Words(_) | MapOver::Text => Json::Text(answer.to_owned()),
        MapOver::Bool => Json::Bool(answer == "true"),
    }
}

/// Cuts a text into exactly `parts` parts.
fn cut(text: &str, at: &str, parts: usize, extra: Extra, missing: &str) -> Vec<String> {
    let mut pieces: Vec<&str> = match extra {
        Extra::Last => text.splitn(parts, at).collect(),
        Extra::First => {
            let mut pieces: Vec<&str> = text.rsplitn(parts, at).collect();
            pieces.reverse();
            pieces
        }
        Extra::Drop => text.split(at).take(parts).collect(),
    };
    pieces.resize(parts, missing);
    pieces.into_iter().map(str::to_owned).collect()
}

fn text_of(value: &Json) -> &str {
    match value {
        Json::Text(text) => text,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::List(_) | Json::Object(_) => "",
    }
}

fn fields_of(types: &TypeTable, id: TypeId) -> &[Field] {
    match &types[id].meaning {
        Meaning::Record(fields) => fields,
        Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Enumeration(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_has_as_many_parts_as_fields() {
        for (text, extra, expected) in [
            ("a b c d", Extra::Last, ["a", "b", "c d"]),
            ("a b c d", Extra::First, ["a b", "c", "d"]),
            ("a b c d", Extra::Drop, ["a", "b", "c"]),
            ("a", Extra::Last, ["a", "?", "?"]),
            ("", Extra::First, ["", "?", "?"]),
        ] {
            assert_eq!(cut(text, " ", 3, extra, "?"), expected, "{text} {extra:?}");
        }
    }
}
