//! Old word lists that only became longer. They need no type of their own: an old event is read with the longer list,
//! and a word that is in that one only is no reason to refuse the event.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    down::Down,
    hop::{Binding, Hop, MapOver, Operation, Widening},
};
use crate::types::{Place, TypeId, TypeTable};

/// The word lists of an event that are read as longer ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Longer(BTreeMap<TypeId, TypeId>);

impl Longer {
    /// Finds those that nothing but a widening to one longer list looks at, neither reading nor telling older
    /// versions.
    pub(super) fn of(types: &TypeTable, hops: &[Hop], told: &[Down]) -> Self {
        let mut seen = Seen::default();
        hops.iter().for_each(|hop| seen.bindings(&hop.bindings, true));
        told.iter().for_each(|way| seen.bindings(&way.bindings, false));
        let is_old = |id: &TypeId| matches!(types[*id].place, Place::Version { .. });
        let only_longer = seen.longer.into_iter();
        Self(only_longer.filter(|(old, _)| is_old(old) && !seen.looked_at.contains(old)).collect())
    }

    /// The type that stands for a declared one.
    pub fn of_id(&self, id: TypeId) -> TypeId {
        self.0.get(&id).map_or(id, |next| self.of_id(*next))
    }
}

/// How the word lists of an event are used.
#[derive(Default)]
struct Seen {
    longer: BTreeMap<TypeId, TypeId>,
    looked_at: BTreeSet<TypeId>,
}

impl Seen {
    /// What is told is of an older version's own type; what is only read can be of the newer one.
    fn bindings(&mut self, bindings: &[Binding], read: bool) {
        for binding in bindings {
            match &binding.operation {
                Operation::Widen { how, .. } => self.widening(how, read),
                Operation::Copy { how, .. } => self.widening(how, false),
                Operation::Map(mapping) => {
                    let given = Some(mapping.gives).filter(|_| !read);
                    for words in [Some(mapping.over), given].into_iter().flatten() {
                        if let MapOver::Words(id) = words {
                            self.looked_at.insert(id);
                        }
                    }
                }
                Operation::Each { bindings, .. } => self.bindings(bindings, read),
                Operation::Nothing(_)
                | Operation::Constant { .. }
                | Operation::FromMeta { .. }
                | Operation::Drop { .. }
                | Operation::Rename { .. }
                | Operation::Fill { .. }
                | Operation::Convert(_)
                | Operation::Nest { .. }
                | Operation::Flatten { .. }
                | Operation::Join { .. }
                | Operation::Split { .. }
                | Operation::Wrap { .. }
                | Operation::Only { .. }
                | Operation::Custom { .. } => {}
            }
        }
    }

    fn widening(&mut self, how: &Widening, whole: bool) {
        match how {
            Widening::Words { from, to } if whole => {
                if self.longer.insert(*from, *to).is_some_and(|before| before != *to) {
                    self.looked_at.insert(*from);
                }
            }
            Widening::Words { from, .. } | Widening::WordsToText(from) => {
                self.looked_at.insert(*from);
            }
            Widening::Present(inner) | Widening::Inside(inner) => self.widening(inner, whole),
            Widening::Then(first, second) => {
                self.widening(first, whole);
                self.widening(second, whole);
            }
            Widening::Same
            | Widening::IntToDecimal
            | Widening::UuidToText
            | Widening::Unwrap(_)
            | Widening::Wrap(_) => {}
        }
    }
}
