//! Whether every value of one type is a value of another, and how it is seen as one.

use super::{hop::Widening, scalar::inner};
use crate::types::{Enumeration, Meaning, Scalar, Type, TypeId, TypeTable};

/// How a value of type `from` is seen as one of type `to`; nothing when some value would not fit.
pub(super) fn widening(types: &TypeTable, from: &Type, to: &Type) -> Option<Widening> {
    Search { types, left: 32 }.way(from, to)
}

struct Search<'t> {
    types: &'t TypeTable,
    /// Newtypes that contain themselves have been reported; here they only must come to an end.
    left: usize,
}

impl Search<'_> {
    fn way(&mut self, from: &Type, to: &Type) -> Option<Widening> {
        self.left = self.left.checked_sub(1)?;
        if from == to {
            return Some(Widening::Same);
        }
        match (from, to) {
            (Type::Optional(old), Type::Optional(new))
            | (Type::List(old), Type::List(new))
            | (Type::Set(old), Type::Set(new))
            | (Type::Map(old), Type::Map(new)) => {
                Some(Widening::Inside(Box::new(self.way(old, new)?)))
            }
            (Type::Optional(_), _) => None,
            (_, Type::Optional(new)) => Some(Widening::Present(Box::new(self.way(from, new)?))),
            (Type::Scalar(Scalar::Int), Type::Scalar(Scalar::Decimal)) => {
                Some(Widening::IntToDecimal)
            }
            (Type::Scalar(Scalar::Uuid), Type::Scalar(Scalar::Text)) => Some(Widening::UuidToText),
            (Type::Named(old), _) => self.unwrapped(*old, to),
            (_, Type::Named(new)) => self.wrapped(from, *new),
            (Type::Scalar(_) | Type::List(_) | Type::Set(_) | Type::Map(_), _) => None,
        }
    }

    fn unwrapped(&mut self, old: TypeId, to: &Type) -> Option<Widening> {
        match &self.types[old].meaning {
            Meaning::Enumeration(old_words) => match to {
                Type::Scalar(Scalar::Text) => Some(Widening::WordsToText(old)),
                Type::Named(new) => match &self.types[*new].meaning {
                    Meaning::Enumeration(new_words) if takes_all(old_words, new_words) => {
                        Some(Widening::Words { from: old, to: *new })
                    }
                    Meaning::Newtype(_) => self.wrapped(&Type::Named(old), *new),
                    Meaning::Enumeration(_) | Meaning::Identity { .. } | Meaning::Record(_) => None,
                },
                Type::Scalar(_)
                | Type::Optional(_)
                | Type::List(_)
                | Type::Set(_)
                | Type::Map(_) => None,
            },
            Meaning::Identity { .. } | Meaning::Newtype(_) => {
                let inside = inner(&self.types[old])?;
                let rest = self.way(&inside, to)?;
                Some(then(Widening::Unwrap(old), rest))
            }
            Meaning::Record(_) => match to {
                Type::Named(new) => self.wrapped(&Type::Named(old), *new),
                Type::Scalar(_)
                | Type::Optional(_)
                | Type::List(_)
                | Type::Set(_)
                | Type::Map(_) => None,
            },
        }
    }

    fn wrapped(&mut self, from: &Type, new: TypeId) -> Option<Widening> {
        let inside = inner(&self.types[new])?;
        let first = self.way(from, &inside)?;
        Some(then(first, Widening::Wrap(new)))
    }
}

fn then(first: Widening, second: Widening) -> Widening {
    match (first, second) {
        (Widening::Same, only) | (only, Widening::Same) => only,
        (first, second) => Widening::Then(Box::new(first), Box::new(second)),
    }
}

fn takes_all(old: &Enumeration, new: &Enumeration) -> bool {
    let known = |word: &str| new.values.iter().any(|value| value.name.value == word);
    new.open || (!old.open && old.values.iter().all(|value| known(&value.name.value)))
}
