//! Follows every field on its way from one version to the next, and from an event to those that it is read as.

use std::collections::BTreeMap;

use super::{
    Effect, End, Gap, Link, Row, Step,
    step::{Told, constant, of_conversion, told},
};
use crate::{
    evolve::{Hop, Plan, SplitFrom, SplitPlan, SplitValue, Widening, describe},
    types::TypeTable,
};

/// The fields of a table by name.
fn fields(table: usize, rows: &[Row]) -> BTreeMap<&str, End> {
    rows.iter().enumerate().map(|(at, row)| (row.name.as_str(), End::Field(table, at))).collect()
}

/// How a version is read as the next; tables by place, with their rows.
pub(super) fn of_hop(
    plan: &Plan,
    hop: &Hop,
    older: (usize, &[Row]),
    newer: (usize, &[Row]),
) -> Gap {
    let mut walk = Walk { sight: fields(older.0, older.1), gap: Gap::default() };
    for binding in &hop.bindings {
        let told = told(&plan.types, &binding.operation);
        let lines = describe::step(&plan.types, binding).join("; ");
        walk.step(binding.operation.word(), told, lines);
    }
    for (at, row) in newer.1.iter().enumerate() {
        if let Some(from) = walk.sight.get(row.name.as_str()) {
            walk.gap.links.push(Link { from: *from, to: End::Field(newer.0, at) });
        }
    }
    Gap { because: hop.because.clone().unwrap_or_default(), ..walk.gap }
}

/// How an event is read as another one, which is one more table on the right.
pub(super) fn of_split(
    plan: &Plan,
    split: &SplitPlan,
    from: (usize, &[Row]),
    to: usize,
    gap: &mut Gap,
) {
    let sight = fields(from.0, from.1);
    for (at, value) in split.fields.iter().enumerate() {
        let to = End::Field(to, at);
        let Some(told) = of_value(&plan.types, value) else {
            let SplitFrom::Copy(input, _) = &value.source else { continue };
            gap.links.extend(sight.get(input.field.as_str()).map(|from| Link { from: *from, to }));
            continue;
        };
        let (word, told) = told;
        let step = End::Step(gap.steps.len());
        let sources = told.takes.iter().filter_map(|(name, _)| sight.get(name));
        gap.links.extend(sources.map(|from| Link { from: *from, to: step }));
        gap.links.push(Link { from: step, to });
        let Told { effect, detail, .. } = told;
        let tooltip = format!("{word} {detail}");
        gap.steps.push(Step { level: 1, effect, word, detail, tooltip });
    }
}

/// What happens to a value on its way into another event; nothing when it stays as it is.
fn of_value<'v>(types: &TypeTable, value: &'v SplitValue) -> Option<(&'static str, Told<'v>)> {
    let appears =
        |detail| Told { effect: Effect::Appears, detail, takes: Vec::new(), gives: Vec::new() };
    let changes =
        |takes, detail| Told { effect: Effect::Changes, detail, takes, gives: Vec::new() };
    match &value.source {
        SplitFrom::Nothing => Some(("add", appears(String::new()))),
        SplitFrom::Constant(it) => Some(("add", appears(constant(types, it)))),
        SplitFrom::Meta(part, _) => Some(("add", appears(format!("from {}", part.name())))),
        SplitFrom::Copy(from, Widening::Same) if from.field == value.field => None,
        SplitFrom::Copy(from, how) => {
            let word = if *how == Widening::Same { "rename" } else { "widen" };
            Some((word, changes(vec![(from.field.as_str(), false)], String::new())))
        }
        SplitFrom::Convert(conversion) => Some(("convert", of_conversion(conversion))),
        SplitFrom::Hook { using, from } => {
            let takes = from.iter().map(|input| (input.field.as_str(), false)).collect();
            Some(("custom", Told { effect: Effect::ByHand, ..changes(takes, using.clone()) }))
        }
    }
}

/// The fields in sight while the steps are followed.
struct Walk<'w> {
    sight: BTreeMap<&'w str, End>,
    gap: Gap,
}

impl<'w> Walk<'w> {
    fn step(&mut self, word: &'static str, told: Told<'w>, tooltip: String) {
        let at = End::Step(self.gap.steps.len());
        let mut level = 1;
        for (name, is_kept) in &told.takes {
            let Some(from) = self.sight.get(name).copied() else { continue };
            if let End::Step(before) = from {
                level = level.max(self.gap.steps[before].level + 1);
            }
            let link = Link { from, to: at };
            if !self.gap.links.contains(&link) {
                self.gap.links.push(link);
            }
            if !is_kept {
                self.sight.remove(name);
            }
        }
        for name in &told.gives {
            self.sight.insert(name, at);
        }
        let Told { effect, detail, .. } = told;
        self.gap.steps.push(Step { level, effect, word, detail, tooltip });
    }
}
