//! Readers: how a stored event of any version becomes what code knows of it today, as Rust text.
//!
//! The owner of an event reads everything. Another context reads the fields that it uses: the hops are walked
//! backwards, and only what feeds those fields is left of the older versions.

mod around;
mod binding;
mod block;
mod convert;
mod down;
mod need;
mod old;
mod split;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use super::{docs, names, views::World};
use crate::{
    evolve::{EventPlan, Reading, down::Down},
    model::EventId,
};
use block::Block;
use need::{Besides, Needed};
use value::Types;

/// Who reads.
pub(super) enum Scope {
    /// The context that owns the event.
    Owner,
    /// Another context, with the fields that it uses of each event.
    Foreign(BTreeMap<EventId, BTreeSet<String>>),
}

impl Scope {
    fn visibility(&self) -> &'static str {
        match self {
            Self::Owner => "pub",
            Self::Foreign(_) => "pub(crate)",
        }
    }

    fn is_owner(&self) -> bool {
        matches!(self, Self::Owner)
    }

    /// Whether a field is used; a field of an event that nobody asked for is not.
    pub(super) fn wants(&self, event: EventId, field: &str) -> bool {
        match self {
            Self::Owner => true,
            Self::Foreign(wanted) => {
                wanted.get(&event).is_some_and(|fields| fields.contains(field))
            }
        }
    }

    /// The events that a stored one is read as, as far as they are used.
    pub(super) fn parts(&self, world: &World<'_>, event: EventId) -> Vec<EventId> {
        let Reading::Others(parts) = &world.plan[event].reading else { return Vec::new() };
        let is_known = |part: &EventId| match self {
            Self::Owner => matches!(world.plan[*part].reading, Reading::Itself),
            Self::Foreign(wanted) => wanted.contains_key(part),
        };
        parts.iter().map(|part| part.event).filter(is_known).collect()
    }
}

/// The text of a reader.
pub(super) struct Reader {
    /// `read`, the older versions, and the way from each to the next.
    pub(super) text: String,
    /// The functions written by hand that it calls.
    pub(super) hooks: BTreeSet<String>,
}

/// The reader of an event.
pub(super) fn of(world: &World<'_>, event: EventId, scope: &Scope) -> Reader {
    let planned = &world.plan[event];
    let downs = if scope.is_owner() { down::ways(world, planned) } else { Vec::new() };
    let writer = Writer {
        world,
        planned,
        scope,
        types: Types::new(&world.plan.types, planned),
        downs,
        name: names::pascal(&world.model.events[event].name.value),
    };
    match &planned.reading {
        Reading::Nothing => Reader { text: writer.nothing(), hooks: BTreeSet::new() },
        Reading::Itself | Reading::Others(_) => writer.reader(),
    }
}

/// A struct expression or pattern.
fn record(name: &str, given: &[(String, String)]) -> String {
    super::views::struct_expression(name, given, "")
}

struct Writer<'w, 'm> {
    world: &'w World<'m>,
    planned: &'w EventPlan,
    scope: &'w Scope,
    types: Types<'w>,
    /// The ways back to versions that are published, newest first.
    downs: Vec<Down>,
    name: String,
}

/// A way from one version to the next, as far as it is needed.
struct Way<'p> {
    from: u32,
    because: Option<&'p str>,
    steps: Vec<Needed<'p>>,
    besides: Besides,
    /// The fields of the older version.
    needed: BTreeSet<&'p str>,
    /// Whether the older version can be read as the newer one.
    is_same: bool,
}

impl<'w> Writer<'w, '_> {
    fn nothing(&self) -> String {
        let visibility = self.scope.visibility();
        let oldest = self.planned.versions.first().map_or(1, |version| version.number);
        let first = match self.planned.unversioned_is {
            Some(_) if oldest == 1 => "0".to_owned(),
            Some(_) => format!("0 | {oldest}"),
            None => oldest.to_string(),
        };
        format!(
            "/// Reads any version as nothing.\n\
             {visibility} fn read(stored: &kernel::StoredEvent<'_>) -> Result<(), kernel::ReadError> {{\n\
             match stored.version {{\n{first}..=VERSION => Ok(()),\n\
             _ => Err(stored.unknown_version(VERSION)),\n}}\n}}\n"
        )
    }

    fn reader(&self) -> Reader {
        let newest = self.newest_fields();
        let ways = self.ways(&newest);
        let split = split::of(self.world, self.planned, self.scope, &self.types);
        let mut text = self.read(&ways, split.as_ref()) + &self.downs();
        let mut blocks = Vec::new();
        for way in &ways {
            blocks.push(self.block(way, &ways, &newest));
        }
        let mut hooks: BTreeSet<String> =
            split.iter().flat_map(|split| split.hooks.clone()).collect();
        let mut hops = BTreeMap::new();
        for (way, block) in ways.iter().zip(blocks).filter(|(way, _)| !way.is_same) {
            let written = block.write(&self.types, &mut hooks);
            hops.insert(way.from, written);
        }
        let shapes = self.old(&ways, &newest, split.is_some());
        if let Some(split) = &split {
            text.push_str(&shapes.newest(&self.name, self.newest_number()));
            text.push_str(&split.text);
        }
        for way in ways.iter().rev() {
            text.push_str(&shapes.version(way.from, !way.is_same));
            text.push_str(hops.get(&way.from).map_or("", String::as_str));
        }
        Reader { text, hooks }
    }

    fn newest_number(&self) -> u32 {
        self.planned.newest().map_or(1, |newest| newest.number)
    }

    /// The fields of the newest version that are used, here or by the events it is read as.
    fn newest_fields(&self) -> BTreeSet<&'w str> {
        let Some(newest) = self.planned.newest() else { return BTreeSet::new() };
        let all = newest.shape.names();
        match (&self.planned.reading, self.scope) {
            (_, Scope::Owner) => all.collect(),
            (Reading::Others(parts), Scope::Foreign(_)) => {
                split::needed(parts, self.scope).into_iter().collect()
            }
            (Reading::Itself | Reading::Nothing, Scope::Foreign(_)) => {
                all.filter(|field| self.scope.wants(self.planned.event, field)).collect()
            }
        }
    }

    /// The ways from each version to the next, oldest first.
    fn ways(&self, newest: &BTreeSet<&'w str>) -> Vec<Way<'w>> {
        let mut wanted = newest.clone();
        let mut ways = Vec::new();
        for hop in self.planned.hops.iter().rev() {
            let (steps, needed) = need::steps(&hop.bindings, wanted, self.scope.is_owner());
            let besides = steps.iter().map(|step| need::besides(&step.binding.operation)).max();
            ways.push(Way {
                from: hop.from,
                because: hop.because.as_deref(),
                besides: besides.unwrap_or(Besides::Nothing),
                is_same: steps.is_empty() && !self.scope.is_owner(),
                needed: needed.clone(),
                steps,
            });
            wanted = needed;
        }
        ways.reverse();
        ways
    }

    /// The name of the struct of a version, or of the version that it is read as.
    fn struct_of(&self, number: u32, ways: &[Way<'_>]) -> String {
        match ways.iter().find(|way| way.from >= number && !way.is_same) {
            Some(way) => format!("V{}", way.from),
            None => self.name.clone(),
        }
    }

    fn block<'b>(
        &self,
        way: &'b Way<'w>,
        ways: &[Way<'_>],
        newest: &BTreeSet<&str>,
    ) -> Block<'b, 'w> {
        let newer = ways.iter().find(|other| other.from == way.from + 1);
        let wanted = newer.map_or(newest, |newer| &newer.needed);
        let fields = |number: u32, needed: &BTreeSet<&str>| {
            let version = self.planned.version(number);
            let fields = version.map(|version| need::among(&version.shape.fields, needed));
            fields.unwrap_or_default().iter().map(|field| names::snake(&field.name.value)).collect()
        };
        let because = way.because.map(docs::stopped);
        Block {
            name: format!("v{}_to_v{}", way.from, way.from + 1),
            docs: match because {
                Some(because) => format!("{} to {}: {because}", way.from, way.from + 1),
                None => format!("{} to {}.", way.from, way.from + 1),
            },
            given: "old",
            from: (self.struct_of(way.from, ways), fields(way.from, &way.needed)),
            to: (self.struct_of(way.from + 1, ways), fields(way.from + 1, wanted)),
            steps: &way.steps,
            besides: way.besides,
        }
    }

    fn read(&self, ways: &[Way<'_>], split: Option<&split::Split>) -> String {
        let result = split.map_or(&self.name, |split| &split.result);
        let as_what = if split.is_some() { "the events that it really was" } else { "it is today" };
        let visibility = self.scope.visibility();
        let mut arms = Vec::new();
        for (patterns, from) in self.groups(ways) {
            let hops = ways.iter().filter(|way| way.from >= from && !way.is_same);
            let chain: String = hops
                .map(|way| way.besides.chained(&format!("v{}_to_v{}", way.from, way.from + 1)))
                .chain(split.map(|split| split.besides.chained("split")))
                .collect();
            arms.push(format!("{patterns} => stored.json(){chain},\n"));
        }
        let arms = arms.concat();
        format!(
            "/// Reads any version as {as_what}.\n\
             {visibility} fn read(stored: &kernel::StoredEvent<'_>) -> Result<{result}, kernel::ReadError> {{\n\
             match stored.version {{\n{arms}_ => Err(stored.unknown_version(VERSION)),\n}}\n}}\n"
        )
    }

    /// The versions, newest first, those that are read in one way together; each with the last of them.
    fn groups(&self, ways: &[Way<'_>]) -> Vec<(String, u32)> {
        let mut groups: Vec<Vec<u32>> = vec![vec![self.newest_number()]];
        for way in ways.iter().rev() {
            match groups.last_mut() {
                Some(group) if way.is_same => group.insert(0, way.from),
                _ => groups.push(vec![way.from]),
            }
        }
        if let Some(unversioned) = self.planned.unversioned_is {
            // A stored event that carries no version has version 0.
            let group = groups.iter_mut().find(|group| group.contains(&unversioned));
            group.into_iter().for_each(|group| group.insert(0, 0));
        }
        let pattern = |group: &Vec<u32>| {
            let pattern = match group.as_slice() {
                // Versions have no gaps; only 0 may stand apart, where the first ones are purged.
                [first, second, .., last] if group.len() > 2 && second - first == 1 => {
                    format!("{first}..={last}")
                }
                few => few.iter().map(u32::to_string).collect::<Vec<_>>().join(" | "),
            };
            (pattern, group.last().copied().unwrap_or(1))
        };
        groups.iter().map(pattern).collect()
    }

    fn old(
        &self,
        ways: &[Way<'w>],
        newest: &BTreeSet<&'w str>,
        with_newest: bool,
    ) -> old::Shapes<'_, 'w> {
        let mut shapes = old::Shapes::new(&self.types, self.planned, self.scope.is_owner());
        shapes.published_from = self.downs.last().map(|oldest| oldest.to);
        for way in ways {
            shapes.way(way.from, &way.needed, &way.steps);
        }
        if with_newest {
            shapes.add_newest(newest);
        }
        shapes
    }
}
