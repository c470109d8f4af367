//! Where the value of every field comes from when an old event is read: follows fields through the hops.

use std::collections::BTreeMap;

use super::fields::Exactness;
use crate::{
    evolve::{
        conversion::{Conversion, Invalid},
        describe::Teller,
        hop::{Binding, Hop, Input, Mapping, Operation, Output},
    },
    types::TypeTable,
};

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// The fields of the old event that it is made of.
    pub(super) from: Vec<String>,
    /// What is done to them, in order.
    pub(super) how: Vec<String>,
    /// How sure the value is.
    pub(super) exact: Exactness,
    /// What is taken for granted about old events.
    pub(super) assumed: Vec<String>,
    /// Whether the value only got other names and wider types.
    pub(super) is_same: bool,
}

/// The fields that are in sight, with their origins in the first version.
pub(super) type Origins = BTreeMap<String, Origin>;

/// Follows the fields of an old version through hops; gives the origin of each field of the newest, and what readers
/// of the old version get for fields that are gone.
pub(super) fn follow<'h>(
    types: &TypeTable,
    fields: impl Iterator<Item = &'h str>,
    hops: impl Iterator<Item = &'h Hop>,
) -> Origins {
    let start = fields.map(|field| (field.to_owned(), Origin::itself(field))).collect();
    let mut walk = Walk { teller: Teller { types, with_back: false }, sight: start };
    for hop in hops {
        hop.bindings.iter().for_each(|binding| walk.step(binding));
    }
    walk.sight
}

impl Origin {
    fn itself(field: &str) -> Self {
        Self { from: vec![field.to_owned()], is_same: true, ..Self::nowhere() }
    }

    fn nowhere() -> Self {
        let (from, how, assumed) = (Vec::new(), Vec::new(), Vec::new());
        Self { from, how, exact: Exactness::Exact, assumed, is_same: false }
    }

    /// Where the value comes from, in words.
    pub(super) fn told(&self) -> String {
        let fields = self.from.join(", ");
        let how = self.how.join(", then ");
        match (fields.as_str(), how.as_str()) {
            ("", how) => how.to_owned(),
            (fields, "") => format!("from {fields}"),
            (fields, how) => format!("from {fields} {how}"),
        }
    }

    fn done(mut self, how: impl Into<String>) -> Self {
        self.how.push(how.into());
        self.is_same = false;
        self
    }

    fn assuming(mut self, what: impl Into<String>) -> Self {
        self.exact = self.exact.max(Exactness::Assumed);
        self.assumed.push(what.into());
        self
    }

    fn at_best(mut self, exact: Exactness) -> Self {
        self.exact = self.exact.max(exact);
        self
    }
}

struct Walk<'t> {
    teller: Teller<'t>,
    sight: Origins,
}

impl Walk<'_> {
    fn step(&mut self, binding: &Binding) {
        match &binding.operation {
            Operation::Nothing(to) => self.give(to, Origin::nowhere().done("absent")),
            Operation::Constant { to, value } => {
                let value = self.teller.value(value);
                let origin = Origin::nowhere().done(format!("= {value}"));
                self.give(to, origin.assuming(format!("old events count as {value}")));
            }
            Operation::FromMeta { to, part, .. } => {
                let origin = Origin::nowhere().done(format!("from {}", part.name()));
                self.give(to, origin.assuming("the envelope says it for old events"));
            }
            Operation::Copy { from, to, .. } => {
                let origin = self.look(from);
                self.give(to, Origin { is_same: false, ..origin });
            }
            Operation::Drop { from, .. } => drop(self.take(from)),
            Operation::Rename { from, to } | Operation::Widen { from, to, .. } => {
                let origin = self.take(from);
                self.give(to, origin);
            }
            Operation::Fill { from, to, value } => {
                let value = self.teller.value(value);
                let origin = self.take(from).done(format!("or {value}"));
                self.give(to, origin.assuming(format!("an absent one counts as {value}")));
            }
            Operation::Map(mapping) => self.map(mapping),
            Operation::Convert(conversion) => self.convert(conversion),
            Operation::Nest { from, to, .. } => {
                let origin = self.all(from.iter().map(|part| &part.from));
                self.give(to, Origin { is_same: false, ..origin });
            }
            Operation::Flatten { from, to, .. } => {
                let origin = self.take(from);
                for part in to {
                    let how = format!("its {}", part.member);
                    self.give(&part.to, origin.clone().done(how));
                }
            }
            Operation::Join { from, to, .. } => {
                let origin = self.all(from).done("joined");
                self.give(to, origin);
            }
            Operation::Split { from, to, at, missing, .. } => {
                let origin = self.take(from).done(format!("cut at {at:?}"));
                let origin = origin.assuming(format!("a missing part counts as {missing:?}"));
                to.iter().for_each(|part| self.give(part, origin.clone()));
            }
            Operation::Wrap { from, to, .. } => {
                let origin = self.take(from).done("as a list of one");
                self.give(to, origin);
            }
            Operation::Only { from, to, .. } => {
                let origin = self.take(from).done("the only one");
                self.give(to, origin);
            }
            Operation::Each { from, to, bindings, .. } => self.each(from, to, bindings),
            Operation::Custom { from, to, using } => {
                let origin = self.all(from).done(format!("by hand in {using}"));
                let origin = origin.at_best(Exactness::ByHand);
                to.iter().for_each(|part| self.give(part, origin.clone()));
            }
        }
    }

    fn map(&mut self, mapping: &Mapping) {
        let mut origin = self.take(&mapping.from).done("word by word");
        if let Some(otherwise) = &mapping.otherwise {
            origin = origin.assuming(format!("any other value counts as {otherwise}"));
        }
        self.give(&mapping.to, origin);
    }

    fn convert(&mut self, conversion: &Conversion) {
        let mut origin = self.all(&conversion.from).done(format!("by {}", conversion.builtin.name));
        match &conversion.on_invalid {
            None => {}
            Some(Invalid::Fail) => {
                let what = "a value that does not fit cannot be read".to_owned();
                origin = origin.assuming(what).at_best(Exactness::Partial);
            }
            Some(Invalid::Value(value)) => {
                let value = self.teller.value(value);
                origin = origin.assuming(format!("a value that does not fit counts as {value}"));
            }
        }
        self.give(&conversion.to, origin);
    }

    /// What happens inside of elements is told of the whole list.
    fn each(&mut self, from: &Input, to: &Output, bindings: &[Binding]) {
        let mut inner = Walk {
            teller: Teller { types: self.teller.types, with_back: false },
            sight: Origins::new(),
        };
        bindings.iter().for_each(|binding| inner.step(binding));
        let mut lines = Vec::new();
        inner.teller.bindings(bindings, 0, &mut lines);
        let mut origin = self.take(from).done(format!("each: {}", lines.join("; ")));
        for part in inner.sight.into_values() {
            origin.exact = origin.exact.max(part.exact);
            origin.assumed.extend(part.assumed);
        }
        self.give(to, origin);
    }

    fn look(&self, input: &Input) -> Origin {
        self.sight.get(&input.field).cloned().unwrap_or_else(Origin::nowhere)
    }

    fn take(&mut self, input: &Input) -> Origin {
        let found = self.look(input);
        if !input.kept {
            self.sight.remove(&input.field);
        }
        found
    }

    fn all<'i>(&mut self, inputs: impl IntoIterator<Item = &'i Input>) -> Origin {
        let mut all = Origin::nowhere();
        for input in inputs {
            let one = self.take(input);
            let new = one.from.into_iter().filter(|field| !all.from.contains(field));
            let new: Vec<String> = new.collect();
            all.from.extend(new);
            all.how.extend(one.how);
            all.assumed.extend(one.assumed);
            all.exact = all.exact.max(one.exact);
        }
        all
    }

    fn give(&mut self, to: &Output, origin: Origin) {
        self.sight.insert(to.field.clone(), origin);
    }
}
