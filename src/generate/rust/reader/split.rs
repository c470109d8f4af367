//! A stored event that was really several: how each of them is filled.

use std::collections::{BTreeMap, BTreeSet};

use super::{Scope, convert, need::Besides, record, value::Types};
use crate::{
    evolve::{EventPlan, Input, MetaWay, Reading, SplitFrom, SplitPlan, SplitValue},
    generate::rust::{names, views::World},
};

/// How the newest version is taken apart.
pub(super) struct Split {
    /// The function.
    pub(super) text: String,
    /// The type of what comes out.
    pub(super) result: String,
    pub(super) besides: Besides,
    pub(super) hooks: BTreeSet<String>,
}

/// The fields of the stored event that the wanted fields of its parts need.
pub(super) fn needed<'p>(parts: &'p [SplitPlan], scope: &Scope) -> BTreeSet<&'p str> {
    let wanted = parts.iter().flat_map(|part| {
        part.fields.iter().filter(move |value| scope.wants(part.event, &value.field))
    });
    wanted.flat_map(|value| inputs(value)).map(|input| input.field.as_str()).collect()
}

/// The function that takes an event apart; nothing for an event that is read as itself.
pub(super) fn of(
    world: &World<'_>,
    planned: &EventPlan,
    scope: &Scope,
    types: &Types<'_>,
) -> Option<Split> {
    let Reading::Others(all) = &planned.reading else { return None };
    let known = scope.parts(world, planned.event);
    let parts: Vec<_> = all.iter().filter(|part| known.contains(&part.event)).collect();
    Some(Splitting { world, planned, scope, types, parts }.write())
}

struct Splitting<'s, 'm> {
    world: &'s World<'m>,
    planned: &'s EventPlan,
    scope: &'s Scope,
    types: &'s Types<'s>,
    parts: Vec<&'s SplitPlan>,
}

impl<'s> Splitting<'s, '_> {
    fn write(&self) -> Split {
        let values: Vec<_> = self.values().collect();
        let besides = values.iter().map(|value| besides(value)).max().unwrap_or(Besides::Nothing);
        // A field is moved where it is read for the last time.
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        for input in values.iter().flat_map(|value| inputs(value)) {
            *left.entry(&input.field).or_default() += 1;
        }
        let name = names::pascal(&self.world.model.events[self.planned.event].name.value);
        let taken = self.taken(&name, &left);
        let events: Vec<_> =
            self.parts.iter().map(|part| self.part(part, besides, &mut left)).collect();
        let types: Vec<_> = self.parts.iter().map(|part| self.type_of(part)).collect();
        let (result, events) = (tuple(&types), tuple(&events));
        let (output, events) = match besides {
            Besides::Stored => {
                (format!("Result<{result}, kernel::ReadError>"), format!("Ok({events})"))
            }
            Besides::Nothing | Besides::Meta => (result.clone(), events),
        };
        Split {
            text: format!(
                "\n/// One stored event was really several.\n\
                 fn split(event: {name}{}) -> {output} {{\n{taken}{events}\n}}\n",
                self.types.around.parameter(besides)
            ),
            result,
            besides,
            hooks: values.iter().filter_map(|value| hook(value)).collect(),
        }
    }

    fn values(&self) -> impl Iterator<Item = &'s SplitValue> {
        let scope = self.scope;
        self.parts.iter().flat_map(move |part| {
            part.fields.iter().filter(move |value| scope.wants(part.event, &value.field))
        })
    }

    /// Takes the stored event apart; what no part needs was read and is let go.
    fn taken(&self, name: &str, used: &BTreeMap<&str, usize>) -> String {
        let Some(newest) = self.planned.newest() else { return String::new() };
        let is_owner = self.scope.is_owner();
        let fields = newest.shape.names().filter(|field| is_owner || used.contains_key(field));
        let fields: Vec<_> = fields.map(|field| (field, names::snake(field))).collect();
        let bound: Vec<_> = fields.iter().map(|(_, name)| (name.clone(), name.clone())).collect();
        let unused: Vec<_> = fields
            .iter()
            .filter(|(field, _)| !used.contains_key(field))
            .map(|(_, name)| name.clone())
            .collect();
        let let_go = if unused.is_empty() {
            String::new()
        } else {
            format!("let _ = {}; // no part needs it\n", tuple(&unused))
        };
        format!("let {} = event;\n{let_go}", record(name, &bound))
    }

    fn part(&self, part: &SplitPlan, at_hand: Besides, left: &mut BTreeMap<&str, usize>) -> String {
        let wanted = part.fields.iter().filter(|value| self.scope.wants(part.event, &value.field));
        let given: Vec<_> = wanted
            .map(|value| (names::snake(&value.field), self.value(value, at_hand, left)))
            .collect();
        record(&self.type_of(part), &given)
    }

    fn value(
        &self,
        value: &SplitValue,
        at_hand: Besides,
        left: &mut BTreeMap<&str, usize>,
    ) -> String {
        for input in inputs(value) {
            if let Some(times) = left.get_mut(input.field.as_str()) {
                *times -= 1;
            }
        }
        let again = |input: &Input| left.get(input.field.as_str()).is_some_and(|times| *times > 0);
        match &value.source {
            SplitFrom::Nothing => "None".to_owned(),
            SplitFrom::Constant(literal) => self.types.literal(literal, &value.ty),
            SplitFrom::Meta(part, way) => self.types.meta(*part, way, at_hand),
            SplitFrom::Copy(from, how) => {
                let taken = self.types.taken(from, again(from));
                self.types.widened(&self.types.simple(how), &taken, &from.ty)
            }
            SplitFrom::Convert(conversion) => convert::converted(self.types, conversion, &again),
            SplitFrom::Hook { using, from } => {
                let arguments: Vec<_> =
                    from.iter().map(|input| self.types.taken(input, again(input))).collect();
                format!("hooks::{}({})", names::snake(using), arguments.join(", "))
            }
        }
    }

    /// An event of another context is known beside this one, with the fields that are used.
    fn type_of(&self, part: &SplitPlan) -> String {
        let name = &self.world.model.events[part.event].name.value;
        match self.scope {
            Scope::Owner => names::pascal(name),
            Scope::Foreign(_) => format!("super::{}::{}", names::snake(name), names::pascal(name)),
        }
    }
}

fn inputs(value: &SplitValue) -> Vec<&Input> {
    match &value.source {
        SplitFrom::Nothing | SplitFrom::Constant(_) | SplitFrom::Meta(..) => Vec::new(),
        SplitFrom::Copy(from, _) => vec![from],
        SplitFrom::Convert(conversion) => conversion.from.iter().collect(),
        SplitFrom::Hook { from, .. } => from.iter().collect(),
    }
}

fn besides(value: &SplitValue) -> Besides {
    match &value.source {
        SplitFrom::Meta(_, MetaWay::Identity(..)) => Besides::Stored,
        SplitFrom::Meta(..) => Besides::Meta,
        SplitFrom::Convert(conversion) if conversion.can_fail() => Besides::Stored,
        SplitFrom::Nothing
        | SplitFrom::Constant(_)
        | SplitFrom::Copy(..)
        | SplitFrom::Convert(_)
        | SplitFrom::Hook { .. } => Besides::Nothing,
    }
}

fn hook(value: &SplitValue) -> Option<String> {
    match &value.source {
        SplitFrom::Hook { using, .. } => Some(using.clone()),
        SplitFrom::Nothing
        | SplitFrom::Constant(_)
        | SplitFrom::Meta(..)
        | SplitFrom::Copy(..)
        | SplitFrom::Convert(_) => None,
    }
}

/// One value as it is, several as a tuple.
fn tuple(parts: &[String]) -> String {
    match parts {
        [one] => one.clone(),
        several => format!("({})", several.join(", ")),
    }
}
