//! A new version tells the same fact in other words; what tells another fact is another event.

use crate::{
    evolve::{EventPlan, Hop, Operation, lock::VersionId},
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "looks-like-new-event",
    code: "ES5009",
    summary: "A new version of an event that keeps less than half of what the older one says.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[],
    page: include_str!("looks_like_new_event.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for planned in on.plan.events() {
        let event = &on.model.events[planned.event];
        for hop in planned.hops.iter().filter(|hop| !is_published(on, planned, hop)) {
            let old = planned.version(hop.from).map_or(0, |version| version.shape.fields.len());
            let Exchange { gone, new } = Exchange::of(hop);
            if gone * 2 > old && new > 0 && old >= FEW {
                let (name, kept) = (&event.name.value, old.saturating_sub(gone));
                let message =
                    format!("version {} of `{name}` keeps {kept} of {old} fields", hop.to);
                let finding = RULE
                    .at(hop.span, message)
                    .label(format!("{gone} go, {new} are new"))
                    .related(event.name.span, "is it the same fact?")
                    .help("another fact is another event: keep this one as it is, retire it, and add the other beside it");
                found.add(on.level(Subject::Event(planned.event)), finding);
            }
        }
    }
}

/// With fewer fields every other change would be half of them.
const FEW: usize = 3;

/// Whether nothing can be done about a version any more.
fn is_published(on: &On<'_>, planned: &EventPlan, hop: &Hop) -> bool {
    let stored = planned.stored_name(hop.to);
    on.lock.zip(stored).is_some_and(|(lock, stored)| {
        lock.get(&VersionId::new(stored.name.as_str(), hop.to)).is_some()
    })
}

/// What a version lets go of, and what it has from nowhere in the older one.
#[derive(Default)]
struct Exchange {
    gone: usize,
    new: usize,
}

impl Exchange {
    fn of(hop: &Hop) -> Self {
        let mut exchange = Self::default();
        for binding in &hop.bindings {
            match binding.operation {
                Operation::Drop { .. } => exchange.gone += 1,
                Operation::Nothing(_) | Operation::Constant { .. } | Operation::FromMeta { .. } => {
                    exchange.new += 1;
                }
                Operation::Copy { .. }
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
                | Operation::Each { .. }
                | Operation::Custom { .. } => {}
            }
        }
        exchange
    }
}
