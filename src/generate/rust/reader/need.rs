//! Which steps between two versions are needed, told backwards from the fields that are wanted of the newer one.

use std::collections::BTreeSet;

use crate::{
    evolve::{Binding, Input, MetaWay, Operation, Output},
    types::Field,
};

/// A step that is needed, and what the steps behind it still need.
pub(super) struct Needed<'p> {
    pub(super) binding: &'p Binding,
    /// The fields in sight behind it that are read later or belong to the newer version.
    pub(super) live: BTreeSet<&'p str>,
    /// The fields that a later step reads.
    pub(super) read: BTreeSet<&'p str>,
}

impl Needed<'_> {
    /// Whether the value of a field is used again, so that it has to be copied here.
    pub(super) fn again(&self, input: &Input) -> bool {
        let given = self.binding.operation.gives().iter().any(|to| to.field == input.field);
        !given && self.live.contains(input.field.as_str())
    }

    /// Whether anybody needs a field that the step gives.
    pub(super) fn wants(&self, to: &Output) -> bool {
        self.live.contains(to.field.as_str())
    }

    /// Whether a later step reads a field that the step gives; its type then has to be said if nothing else tells it.
    pub(super) fn read_on(&self, to: &Output) -> bool {
        self.read.contains(to.field.as_str())
    }
}

/// The needed steps in order, and the fields of the older version that they and the newer version need.
///
/// With `all`, nothing that was stored is passed over: a field that only leaves is still read, so that a payload
/// without it is refused.
pub(super) fn steps<'p>(
    bindings: &'p [Binding],
    wanted: impl IntoIterator<Item = &'p str>,
    all: bool,
) -> (Vec<Needed<'p>>, BTreeSet<&'p str>) {
    let mut live: BTreeSet<&str> = wanted.into_iter().collect();
    let mut read = BTreeSet::new();
    let mut steps = Vec::new();
    for binding in bindings.iter().rev() {
        let given = binding.operation.gives();
        let wanted = given.iter().any(|to| live.contains(to.field.as_str()));
        if !wanted && !all {
            continue;
        }
        steps.push(Needed { binding, live: live.clone(), read: read.clone() });
        for to in given {
            live.remove(to.field.as_str());
        }
        for from in binding.operation.takes() {
            live.insert(&from.field);
            read.insert(&from.field);
        }
    }
    steps.reverse();
    (steps, live)
}

/// The fields of a shape that are needed, in its order.
pub(super) fn among<'f>(fields: &'f [Field], needed: &BTreeSet<&str>) -> Vec<&'f Field> {
    fields.iter().filter(|field| needed.contains(field.name.value.as_str())).collect()
}

/// What a function needs besides the older value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Besides {
    /// Nothing.
    Nothing,
    /// The envelope.
    Meta,
    /// The whole stored event, which errors name.
    Stored,
}

/// What an operation needs besides the fields in sight.
pub(super) fn besides(operation: &Operation) -> Besides {
    match operation {
        Operation::FromMeta { how: MetaWay::Identity(..), .. } => Besides::Stored,
        Operation::FromMeta { .. } => Besides::Meta,
        Operation::Convert(conversion) if conversion.can_fail() => Besides::Stored,
        Operation::Each { bindings, .. } => {
            let inside = bindings.iter().map(|binding| besides(&binding.operation));
            inside.max().unwrap_or(Besides::Nothing)
        }
        Operation::Nothing(_)
        | Operation::Constant { .. }
        | Operation::Copy { .. }
        | Operation::Drop { .. }
        | Operation::Rename { .. }
        | Operation::Widen { .. }
        | Operation::Fill { .. }
        | Operation::Map(_)
        | Operation::Convert(_)
        | Operation::Nest { .. }
        | Operation::Flatten { .. }
        | Operation::Join { .. }
        | Operation::Split { .. }
        | Operation::Wrap { .. }
        | Operation::Only { .. }
        | Operation::Custom { .. } => Besides::Nothing,
    }
}

impl Besides {
    /// What follows a value that was read, to bring it further with a function that needs this.
    pub(super) fn chained(self, function: &str) -> String {
        match self {
            Self::Nothing => format!(".map({function})"),
            Self::Meta => format!(".map(|old| {function}(old, &stored.meta))"),
            Self::Stored => format!(".and_then(|old| {function}(old, stored))"),
        }
    }
}
