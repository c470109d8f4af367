//! Sample payloads of every version: the same ones each time, for golden files, documents and tests.

use std::collections::BTreeMap;

use super::{
    conversion::Kind,
    hop::{Binding, Operation, Part},
    interpret::{Envelope, json_of},
    json::Json,
    plan::{EventPlan, Plan},
    scalar,
};
use crate::types::{Enumeration, Field, Meaning, Scalar, Type, TypeId, TypeTable};

/// How much a sample holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// As little as possible: nothing optional, empty collections, the smallest values.
    Min,
    /// Everything present, with usual values; examples of the model where there are any.
    Full,
    /// Long and empty texts, limits of numbers, letters of many scripts, other words.
    Edge,
}

impl Size {
    /// Every size, in the order in which golden files are written.
    pub const ALL: [Self; 3] = [Self::Min, Self::Full, Self::Edge];

    /// The name, as in the names of golden files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Min => "min",
            Self::Full => "full",
            Self::Edge => "edge",
        }
    }
}

/// A sample payload of one version, or nothing when the plan does not have it. It fits the shape of the
/// version, and texts that a later hop converts are such that it can.
pub fn sample(plan: &Plan, planned: &EventPlan, number: u32, size: Size) -> Option<Json> {
    let version = planned.version(number)?;
    let meant = Meant::at(planned, number);
    let mut maker = Maker { types: &plan.types, meant, size, made: 0, inside: Vec::new() };
    Some(maker.record(&version.shape.fields, ""))
}

/// A sample of fields that belong to no event, such as those of a command.
pub fn of_fields<'f>(
    types: &TypeTable,
    fields: impl IntoIterator<Item = &'f Field>,
    size: Size,
) -> Json {
    let meant = Meant(BTreeMap::new());
    Maker { types, meant, size, made: 0, inside: Vec::new() }.record(fields, "")
}

/// The envelope that belongs to the samples.
pub fn envelope() -> Envelope {
    let id = |end: &str| Some(format!("018f3f3e-0000-7000-8000-00000000{end}"));
    Envelope {
        recorded_at: Some(RECORDED_AT.to_owned()),
        actor: Some("sample".to_owned()),
        correlation_id: id("c0de"),
        causation_id: id("cafe"),
        event_id: id("feed"),
        stream_id: id("0001"),
    }
}

/// When samples are said to have been stored.
pub const RECORDED_AT: &str = "2026-02-28T12:30:00Z";

/// What the values of fields are converted to by later hops, by the way to the field: a text that
/// becomes a date has to hold one.
struct Meant(BTreeMap<String, Scalar>);

impl Meant {
    /// What the fields of a version are meant to be, from the newest version backwards.
    fn at(planned: &EventPlan, number: u32) -> Self {
        let mut meant = Self(BTreeMap::new());
        let hops: Vec<_> = planned.hops_from(number).collect();
        hops.iter().rev().for_each(|hop| meant.back_over(&hop.bindings, ""));
        meant
    }

    fn back_over(&mut self, bindings: &[Binding], inside: &str) {
        let at = |name: &str| format!("{inside}.{name}");
        for binding in bindings.iter().rev() {
            match &binding.operation {
                Operation::Rename { from, to } => self.moved(&at(&to.field), &at(&from.field)),
                Operation::Wrap { from, to, .. } => {
                    self.moved(&format!("{}[]", at(&to.field)), &at(&from.field));
                }
                Operation::Nest { from, to, .. } => {
                    for Part { member, from } in from {
                        self.moved(&format!("{}.{member}", at(&to.field)), &at(&from.field));
                    }
                }
                Operation::Flatten { from, to, .. } => {
                    for member in to {
                        let inner = format!("{}.{}", at(&from.field), member.member);
                        self.moved(&at(&member.to.field), &inner);
                    }
                }
                Operation::Each { from, bindings, .. } => {
                    self.back_over(bindings, &format!("{}[]", at(&from.field)));
                }
                Operation::Convert(conversion) => {
                    let later = self.0.remove(&at(&conversion.to.field));
                    let Kind::Scalar(gives) = conversion.builtin.gives else { continue };
                    // A text that only becomes another text is meant for what comes of that one.
                    let becomes = later.filter(|_| gives == Scalar::Text).unwrap_or(gives);
                    for from in &conversion.from {
                        self.0.insert(at(&from.field), becomes);
                    }
                }
                Operation::Nothing(_)
                | Operation::Constant { .. }
                | Operation::FromMeta { .. }
                | Operation::Copy { .. }
                | Operation::Drop { .. }
                | Operation::Widen { .. }
                | Operation::Fill { .. }
                | Operation::Map(_)
                | Operation::Join { .. }
                | Operation::Split { .. }
                | Operation::Only { .. }
                | Operation::Custom { .. } => {}
            }
        }
    }

    /// What is meant of a newer field, and of everything inside it, is meant of the older one.
    fn moved(&mut self, newer: &str, older: &str) {
        let inside = |way: &str| {
            way.strip_prefix(newer)
                .filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
                .map(|rest| format!("{older}{rest}"))
        };
        let entries = std::mem::take(&mut self.0);
        self.0 = entries.into_iter().map(|(way, to)| (inside(&way).unwrap_or(way), to)).collect();
    }
}

/// How deep a sample follows value objects that contain themselves.
const DEEPEST: usize = 4;

struct Maker<'t> {
    types: &'t TypeTable,
    meant: Meant,
    size: Size,
    /// How many values have been made, so that neighbours differ.
    made: usize,
    inside: Vec<TypeId>,
}

impl Maker<'_> {
    fn record<'f>(&mut self, fields: impl IntoIterator<Item = &'f Field>, way: &str) -> Json {
        let mut entries = Vec::new();
        for field in fields {
            let way = format!("{way}.{}", field.name.value);
            let value = match (&field.example, self.size) {
                (Some(example), Size::Full) => json_of(self.types, &example.literal),
                (Some(_) | None, Size::Min | Size::Full | Size::Edge) => {
                    self.value(&field.ty, &way)
                }
            };
            if value != Json::Null {
                entries.push((field.name.value.clone(), value));
            }
        }
        Json::Object(entries)
    }

    fn value(&mut self, ty: &Type, way: &str) -> Json {
        match ty {
            Type::Optional(inner) => match self.size {
                Size::Min => Json::Null,
                Size::Full | Size::Edge if self.goes_round(inner) => Json::Null,
                Size::Full | Size::Edge => self.value(inner, way),
            },
            Type::Scalar(kind) => self.scalar(*kind, way),
            Type::Named(id) => self.named(*id, way),
            Type::List(inner) => {
                let number = self.how_many(inner, [0, 2, 3]);
                Json::List((0..number).map(|_| self.value(inner, &format!("{way}[]"))).collect())
            }
            // Generated sets are sorted, so that a sample of more than one would come back in another order.
            Type::Set(inner) => {
                let number = self.how_many(inner, [0, 1, 1]);
                Json::List((0..number).map(|_| self.value(inner, &format!("{way}[]"))).collect())
            }
            Type::Map(inner) => {
                let keys: &[&str] = match self.size {
                    Size::Min => &[],
                    Size::Full => &["first", "second"],
                    Size::Edge => &["", "Zürich 東京"],
                };
                let keys = &keys[..self.how_many(inner, [0, keys.len(), keys.len()])];
                let value =
                    |key: &&str| ((*key).to_owned(), self.value(inner, &format!("{way}[]")));
                Json::Object(keys.iter().map(value).collect())
            }
        }
    }

    fn how_many(&self, inner: &Type, [min, full, edge]: [usize; 3]) -> usize {
        match self.size {
            _ if self.goes_round(inner) => 0,
            Size::Min => min,
            Size::Full => full,
            Size::Edge => edge,
        }
    }

    /// Whether a value object has been entered as often as is enough for a sample.
    fn goes_round(&self, ty: &Type) -> bool {
        let id = ty.named();
        id.is_some_and(|id| self.inside.iter().filter(|known| **known == id).count() > 1)
    }

    fn named(&mut self, id: TypeId, way: &str) -> Json {
        if self.inside.iter().filter(|known| **known == id).count() > DEEPEST {
            return Json::Null;
        }
        let types = self.types;
        match &types[id].meaning {
            Meaning::Identity { scalar, .. } => self.scalar(*scalar, way),
            Meaning::Newtype(_) => match scalar::peel(types, &Type::Named(id)).1 {
                Type::Named(inside) if inside == id => Json::Null,
                inside => self.value(&inside, way),
            },
            Meaning::Enumeration(words) => self.word(words),
            Meaning::Record(fields) => {
                self.inside.push(id);
                let made = self.record(fields, way);
                self.inside.pop();
                made
            }
        }
    }

    fn word(&mut self, words: &Enumeration) -> Json {
        let turn = self.turn();
        if words.open && self.size == Size::Edge && turn.is_multiple_of(2) {
            return Json::Text("a_word_nobody_knows".to_owned());
        }
        let place = match self.size {
            Size::Min => 0,
            Size::Full => turn,
            Size::Edge => words.values.len().saturating_sub(1) + turn,
        };
        let word = words.values.get(place % words.values.len().max(1));
        Json::Text(word.map_or_else(String::new, |word| word.name.value.clone()))
    }

    fn turn(&mut self) -> usize {
        self.made += 1;
        self.made - 1
    }

    fn scalar(&mut self, kind: Scalar, way: &str) -> Json {
        let turn = self.turn();
        match (kind, self.meant.0.get(way)) {
            (Scalar::Text, Some(Scalar::Int)) => self.pick(["0", "42", "-7"]),
            (Scalar::Text, Some(becomes)) => self.plain(*becomes, turn),
            (Scalar::Int, Some(Scalar::Timestamp)) => self.number(["0", "1772281800000", "-1"]),
            (Scalar::Date, Some(Scalar::Timestamp)) => {
                self.pick(["1970-01-01", "2026-02-28", "2024-02-29"])
            }
            _ => self.plain(kind, turn),
        }
    }

    fn plain(&self, kind: Scalar, turn: usize) -> Json {
        match kind {
            Scalar::Text => self.text(turn),
            Scalar::Int => {
                let edges = ["9223372036854775807", "-9223372036854775808", "0"];
                self.number(["0", &(100 + turn).to_string(), edges[turn % 3]])
            }
            Scalar::Decimal => {
                let usual = format!("{}.50", 10 + turn);
                self.pick(["0.00", &usual, ["-0.01", "9999999999999.99", "0.00"][turn % 3]])
            }
            Scalar::Bool => Json::Bool(match self.size {
                Size::Min => false,
                Size::Full => true,
                Size::Edge => turn.is_multiple_of(2),
            }),
            Scalar::Uuid => {
                let usual = format!("018f3f3e-0000-7000-8000-{:012x}", turn + 1);
                let none = "00000000-0000-0000-0000-000000000000";
                self.pick([none, &usual, "ffffffff-ffff-ffff-ffff-ffffffffffff"])
            }
            Scalar::Date => self.pick(["1970-01-01", "2026-02-28", "2024-02-29"]),
            Scalar::Timestamp => self.pick([
                "1970-01-01T00:00:00Z",
                "2026-02-28T12:30:00Z",
                "2024-02-29T23:59:59.999999999Z",
            ]),
            Scalar::Duration => self.pick(["PT0S", "PT15M", "PT8760H0.000000001S"]),
            Scalar::Bytes => self.pick(["", "AP8Q", "////"]),
        }
    }

    fn text(&self, turn: usize) -> Json {
        let long = "long ".repeat(60);
        let edges = ["Zoë, 东京 «ß» \u{1F600} \"\\\n", "", long.as_str()];
        self.pick(["", &format!("text {}", turn + 1), edges[turn % 3]])
    }

    fn pick(&self, values: [&str; 3]) -> Json {
        Json::Text(self.of_size(values).to_owned())
    }

    fn number(&self, values: [&str; 3]) -> Json {
        Json::Number(self.of_size(values).to_owned())
    }

    fn of_size<'v>(&self, [min, full, edge]: [&'v str; 3]) -> &'v str {
        match self.size {
            Size::Min => min,
            Size::Full => full,
            Size::Edge => edge,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        evolve::{Longer, Shape},
        source::Spanned,
    };

    fn maker(types: &TypeTable, size: Size) -> Maker<'_> {
        Maker { types, meant: Meant(BTreeMap::new()), size, made: 0, inside: Vec::new() }
    }

    #[test]
    fn scalars_are_legal_and_in_the_form_in_which_they_are_written() {
        let types = TypeTable::default();
        for (size, kind) in
            Size::ALL.into_iter().flat_map(|size| Scalar::ALL.map(|kind| (size, kind)))
        {
            for turn in 0..3 {
                let made = maker(&types, size).plain(kind, turn);
                let name = Spanned::new("f".to_owned(), crate::source::Span::default());
                let shape = Shape { fields: vec![Field::plain(name, kind.into())] };
                let payload = Json::Object(vec![("f".to_owned(), made.clone())]);
                assert_eq!(
                    super::super::decode(&types, &Longer::default(), &shape, &payload),
                    Ok(payload),
                    "{kind:?}"
                );
                let Json::Text(text) = made else { continue };
                let again = match kind {
                    Scalar::Decimal => scalar::decimal(&text).unwrap().to_string(),
                    Scalar::Date => text.parse::<jiff::civil::Date>().unwrap().to_string(),
                    Scalar::Timestamp => text.parse::<jiff::Timestamp>().unwrap().to_string(),
                    Scalar::Duration => text.parse::<jiff::SignedDuration>().unwrap().to_string(),
                    Scalar::Uuid => scalar::uuid(&text).unwrap(),
                    Scalar::Text | Scalar::Int | Scalar::Bool | Scalar::Bytes => continue,
                };
                assert_eq!(again, text);
            }
        }
    }
}
