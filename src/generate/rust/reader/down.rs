//! The functions that tell an event to readers of older versions, and the one that publishes all of them.

use std::collections::BTreeSet;

use super::{Writer, block::Block, need};
use crate::{
    evolve::{EventPlan, down::Down, ways_back},
    generate::rust::{
        names,
        views::{World, constant_of, is_published},
    },
};

/// The ways back from the newest version to the oldest that is published, newest first.
pub(super) fn ways(world: &World<'_>, planned: &EventPlan) -> Vec<Down> {
    if !is_published(world, planned.event) {
        return Vec::new();
    }
    // Planning has reported what has no way back, and nothing is generated then.
    ways_back(&world.model.events[planned.event], &world.plan.types, &planned.hops)
}

impl Writer<'_, '_> {
    /// The function of each way, and the one that publishes the event in every version.
    pub(super) fn downs(&self) -> String {
        let Some(last) = self.downs.last() else { return String::new() };
        let told: String = self.downs.iter().map(|way| self.back(way)).collect();
        format!("{}{told}", self.publish(last.to))
    }

    fn back(&self, way: &Down) -> String {
        let older = self.all_fields(way.to);
        let (steps, _) = need::steps(&way.bindings, older.iter().copied(), true);
        let snake = |fields: &[&str]| fields.iter().map(|field| names::snake(field)).collect();
        let block = Block {
            name: format!("v{}_to_v{}", way.from, way.to),
            docs: format!("{} to {}, for readers of version {}.", way.from, way.to, way.to),
            given: "new",
            from: (self.struct_named(way.from), snake(&self.all_fields(way.from))),
            to: (self.struct_named(way.to), snake(&older)),
            steps: &steps,
            besides: need::Besides::Nothing,
        };
        block.write(&self.types, &mut BTreeSet::new())
    }

    fn all_fields(&self, number: u32) -> Vec<&str> {
        let version = self.planned.version(number);
        version.map(|version| version.shape.names().collect()).unwrap_or_default()
    }

    fn struct_named(&self, number: u32) -> String {
        if number == self.newest_number() { self.name.clone() } else { format!("V{number}") }
    }

    fn publish(&self, oldest: u32) -> String {
        let also = &self.world.model.events[self.planned.event].also_publish;
        let newest = self.newest_number();
        let mut told = vec![format!("v{newest}")];
        let mut lines =
            vec![format!("let v{newest} = kernel::Published::of(STORED_TYPE, VERSION, &event)?;")];
        for number in (oldest..newest).rev() {
            let newer = number + 1;
            lines.push(format!("let event = v{newer}_to_v{number}(event);"));
            if also.iter().any(|also| also.value == number) {
                let stored = constant_of(self.world, self.planned.event, number);
                let made = format!("kernel::Published::of({stored}, {number}, &event)?");
                lines.push(format!("let v{number} = {made};"));
                told.push(format!("v{number}"));
            }
        }
        let lines = lines.join("\n");
        format!(
            "\n/// The event in every version in which it is published, the newest first.\n\
             pub(crate) fn publish(event: {}) -> Result<Vec<kernel::Published>, kernel::WriteError> {{\n\
             {lines}\nOk(vec![{}])\n}}\n",
            self.name,
            told.join(", ")
        )
    }
}
