//! Types that only old versions have: words that were allowed once, and value objects as they were.

use super::Walk;
use crate::{
    case,
    model::OldType,
    source::Spanned,
    types::{Definition, EnumValue, Enumeration, Field, Info, Meaning, Place, Type, TypeId},
};

impl Walk<'_> {
    /// The type that a step states for the field `name`.
    pub(super) fn old_type(&mut self, was: &OldType, name: &str) -> Type {
        match was {
            OldType::Type(ty) => ty.clone(),
            OldType::Words(words) => Type::Named(self.old_words(&case::upper_camel(name), words)),
        }
    }

    /// Declares the words that the older version allowed.
    pub(super) fn old_words(&mut self, name: &str, words: &[Spanned<String>]) -> TypeId {
        let mut values: Vec<EnumValue> = Vec::new();
        for word in words {
            if values.iter().all(|known| known.name.value != word.value) {
                values.push(EnumValue { name: word.clone(), info: Info::default() });
            }
        }
        self.declare(name, Meaning::Enumeration(Enumeration { values, open: false }))
    }

    /// Declares a value object as the older version had it.
    pub(super) fn old_record(&mut self, name: &str, fields: Vec<Field>) -> TypeId {
        self.declare(name, Meaning::Record(fields))
    }

    /// Declares a type at the older version, under a number when the name is taken.
    fn declare(&mut self, name: &str, meaning: Meaning) -> TypeId {
        let place =
            Place::Version { event: self.name.clone(), number: self.newer.saturating_sub(1) };
        let mut number = 1;
        let free = loop {
            let candidate = if number == 1 { name.to_owned() } else { format!("{name}{number}") };
            if self.types.at(&place, &candidate).is_none() {
                break candidate;
            }
            number += 1;
        };
        let name = Spanned::new(free, self.event.name.span);
        let id =
            match self.types.declare(Definition { name, place, info: Info::default(), meaning }) {
                Ok(id) | Err(id) => id,
            };
        self.declares.push(id);
        id
    }
}
