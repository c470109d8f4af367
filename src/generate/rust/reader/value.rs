//! Values on their way from one type to another: wrapped, unwrapped, widened, copied.

use crate::{
    evolve::{EventPlan, Input, Longer, MetaPart, MetaWay, Widening},
    generate::rust::{names, types},
    types::{Literal, Meaning, Scalar, Type, TypeId, TypeTable},
};

use super::{around::Around, need::Besides};

/// The types of the versions of one event, as its reader writes them.
pub(super) struct Types<'p> {
    pub(super) table: &'p TypeTable,
    /// What functions are given besides the older value.
    pub(super) around: Around,
    /// Old word lists that need no type of their own.
    longer: &'p Longer,
}

impl<'p> Types<'p> {
    pub(super) fn new(table: &'p TypeTable, planned: &'p EventPlan) -> Self {
        Self { table, around: Around::of(planned), longer: &planned.longer }
    }

    /// The type that stands for a declared one.
    pub(super) fn id(&self, id: TypeId) -> TypeId {
        self.longer.of_id(id)
    }

    pub(super) fn name(&self, id: TypeId) -> String {
        types::named_type(self.id(id), self.table)
    }

    pub(super) fn text(&self, ty: &Type) -> String {
        types::rust_type(&self.lowered(ty), self.table)
    }

    pub(super) fn is_copy(&self, ty: &Type) -> bool {
        types::is_copy(&self.lowered(ty), self.table)
    }

    /// The variant of a word; a word that an open enumeration does not know is kept as it is.
    pub(super) fn variant(&self, id: TypeId, word: &str) -> String {
        let id = self.id(id);
        match self.place_of(id, word) {
            Some(place) => types::variant(id, place, self.table),
            None => {
                format!(
                    "{}::Unknown({})",
                    types::named_type(id, self.table),
                    types::owned_text(word)
                )
            }
        }
    }

    pub(super) fn is_open(&self, id: TypeId) -> bool {
        let found = self.table.enumeration(&Type::Named(self.id(id)));
        found.is_some_and(|(_, words)| words.open)
    }

    pub(super) fn words(&self, id: TypeId) -> Vec<&'p str> {
        match &self.table[self.id(id)].meaning {
            Meaning::Enumeration(words) => {
                words.values.iter().map(|word| word.name.value.as_str()).collect()
            }
            Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Record(_) => Vec::new(),
        }
    }

    /// A written value as Rust, owned.
    pub(super) fn literal(&self, value: &Literal, ty: &Type) -> String {
        types::literal(&self.lowered_literal(value), &self.lowered(ty), self.table)
    }

    fn place_of(&self, id: TypeId, word: &str) -> Option<usize> {
        self.words(id).iter().position(|known| *known == word)
    }

    fn lowered(&self, ty: &Type) -> Type {
        let inner = |ty: &Type| Box::new(self.lowered(ty));
        match ty {
            Type::Scalar(_) => ty.clone(),
            Type::Named(id) => Type::Named(self.id(*id)),
            Type::Optional(ty) => Type::Optional(inner(ty)),
            Type::List(ty) => Type::List(inner(ty)),
            Type::Set(ty) => Type::Set(inner(ty)),
            Type::Map(ty) => Type::Map(inner(ty)),
        }
    }

    fn lowered_literal(&self, value: &Literal) -> Literal {
        match value {
            Literal::Enum(id, Ok(place)) => {
                let Meaning::Enumeration(words) = &self.table[*id].meaning else {
                    return value.clone();
                };
                let word = words.values.get(*place).map_or("", |word| &word.name.value);
                let lowered = self.place_of(self.id(*id), word);
                Literal::Enum(self.id(*id), Ok(lowered.unwrap_or(*place)))
            }
            Literal::Record(id, fields) => {
                let lower =
                    |(name, value): &(String, Literal)| (name.clone(), self.lowered_literal(value));
                Literal::Record(*id, fields.iter().map(lower).collect())
            }
            Literal::List(items) => {
                Literal::List(items.iter().map(|item| self.lowered_literal(item)).collect())
            }
            Literal::Map(entries) => {
                let lower =
                    |(key, item): (&String, &Literal)| (key.clone(), self.lowered_literal(item));
                Literal::Map(entries.iter().map(lower).collect())
            }
            _ => value.clone(),
        }
    }

    /// A field's value where it is taken: copied when it is used again.
    pub(super) fn taken(&self, input: &Input, again: bool) -> String {
        let name = names::snake(&input.field);
        if again && !self.is_copy(&input.ty) { format!("{name}.clone()") } else { name }
    }

    /// How a value is widened, without what changes nothing in Rust.
    pub(super) fn simple(&self, how: &Widening) -> Widening {
        match how {
            Widening::Words { from, to } if self.id(*from) == self.id(*to) => Widening::Same,
            Widening::Inside(inner) => match self.simple(inner) {
                Widening::Same => Widening::Same,
                inner => Widening::Inside(Box::new(inner)),
            },
            Widening::Present(inner) => Widening::Present(Box::new(self.simple(inner))),
            Widening::Then(first, second) => match (self.simple(first), self.simple(second)) {
                (Widening::Same, only) | (only, Widening::Same) => only,
                (first, second) => Widening::Then(Box::new(first), Box::new(second)),
            },
            Widening::Same
            | Widening::IntToDecimal
            | Widening::WordsToText(_)
            | Widening::UuidToText
            | Widening::Words { .. }
            | Widening::Unwrap(_)
            | Widening::Wrap(_) => how.clone(),
        }
    }

    /// An owned value of type `from`, as the wider type.
    pub(super) fn widened(&self, how: &Widening, value: &str, from: &Type) -> String {
        match how {
            Widening::Same => value.to_owned(),
            Widening::Present(inner) => format!("Some({})", self.widened(inner, value, from)),
            Widening::Inside(inner) => self.widened_inside(inner, value, from),
            Widening::IntToDecimal => format!("Decimal::from({value})"),
            Widening::WordsToText(_) | Widening::UuidToText => format!("{value}.to_string()"),
            Widening::Words { from, to } => self.longer_words(*from, *to, value),
            Widening::Unwrap(_) => format!("{value}.0"),
            Widening::Wrap(id) => format!("{}({value})", self.name(*id)),
            Widening::Then(first, second) => {
                let between = self.after(first, from);
                self.widened(second, &self.widened(first, value, from), &between)
            }
        }
    }

    fn widened_inside(&self, inner: &Widening, value: &str, from: &Type) -> String {
        match from {
            Type::Optional(element) => format!("{value}.map({})", self.function(inner, element)),
            Type::Map(element) => {
                let item = self.widened(inner, "value", element);
                format!("{value}.into_iter().map(|(key, value)| (key, {item})).collect()")
            }
            Type::List(element) | Type::Set(element) => {
                format!("{value}.into_iter().map({}).collect()", self.function(inner, element))
            }
            Type::Scalar(_) | Type::Named(_) => self.widened(inner, value, from),
        }
    }

    /// A widening as a function.
    fn function(&self, how: &Widening, from: &Type) -> String {
        match how {
            Widening::IntToDecimal => "Decimal::from".to_owned(),
            Widening::Wrap(id) => self.name(*id),
            Widening::Present(inner) if **inner == Widening::Same => "Some".to_owned(),
            _ => format!("|value| {}", self.widened(how, "value", from)),
        }
    }

    fn longer_words(&self, from: TypeId, to: TypeId, value: &str) -> String {
        let mut arms: Vec<_> = self
            .words(from)
            .into_iter()
            .map(|word| format!("{} => {},", self.variant(from, word), self.variant(to, word)))
            .collect();
        if self.is_open(from) {
            let (from, to) = (self.name(from), self.name(to));
            arms.push(format!("{from}::Unknown(word) => {to}::Unknown(word),"));
        }
        format!("match {value} {{\n{}\n}}", arms.join("\n"))
    }

    fn after(&self, how: &Widening, from: &Type) -> Type {
        match how {
            Widening::Same => from.clone(),
            Widening::Present(inner) => self.after(inner, from).optional(),
            Widening::Inside(inner) => {
                let element = |ty: &Type| Box::new(self.after(inner, ty));
                match from {
                    Type::Optional(ty) => Type::Optional(element(ty)),
                    Type::List(ty) => Type::List(element(ty)),
                    Type::Set(ty) => Type::Set(element(ty)),
                    Type::Map(ty) => Type::Map(element(ty)),
                    Type::Scalar(_) | Type::Named(_) => from.clone(),
                }
            }
            Widening::IntToDecimal => Type::Scalar(Scalar::Decimal),
            Widening::WordsToText(_) | Widening::UuidToText => Type::Scalar(Scalar::Text),
            Widening::Words { to, .. } | Widening::Wrap(to) => Type::Named(*to),
            Widening::Unwrap(id) => match &self.table[*id].meaning {
                Meaning::Newtype(inner) => inner.clone(),
                Meaning::Identity { scalar, .. } => Type::Scalar(*scalar),
                Meaning::Enumeration(_) | Meaning::Record(_) => from.clone(),
            },
            Widening::Then(first, second) => self.after(second, &self.after(first, from)),
        }
    }

    /// A part of the envelope as the type of a field.
    pub(super) fn meta(&self, part: MetaPart, way: &MetaWay, at_hand: Besides) -> String {
        let meta = self.around.meta(at_hand);
        let how = match way {
            MetaWay::Value(how) => self.simple(how),
            MetaWay::Identity(_, optional) => {
                let stored = self.around.stored();
                let failed = format!("|error| {stored}.failed_step(\"event.stream_id\", error)");
                let id = format!("{stored}.meta.id().map_err({failed})?");
                return if *optional { format!("Some({id})") } else { id };
            }
        };
        let text = Type::Scalar(Scalar::Text);
        let (value, ty) = match part {
            MetaPart::RecordedAt => (format!("{meta}.recorded_at"), Scalar::Timestamp.into()),
            MetaPart::Actor => (format!("{meta}.actor.map(str::to_owned)"), text.optional()),
            MetaPart::CorrelationId => (format!("{meta}.correlation_id"), Scalar::Uuid.into()),
            MetaPart::CausationId => (format!("{meta}.causation_id"), Scalar::Uuid.into()),
            MetaPart::EventId => (format!("{meta}.event_id"), Scalar::Uuid.into()),
            MetaPart::StreamId => (format!("{meta}.stream_id.to_owned()"), text),
        };
        self.widened(&how, &value, &ty)
    }
}

/// Whether making a value costs something, so that it is only made when it is needed.
pub(super) fn is_dear(value: &str) -> bool {
    ["to_owned()", "vec![", "::from([", "String::new()", "Vec::new()", "Set::new()", "Map::new()"]
        .iter()
        .any(|part| value.contains(part))
}
