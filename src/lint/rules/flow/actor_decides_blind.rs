//! Who decides has looked at something before: an actor sees information, gives a command, and an event follows.

use std::collections::BTreeSet;

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Aggregate, AggregateId, Command, Subject, Writer},
    types::{Meaning, Scalar, TypeId},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "actor-decides-blind",
    code: "ES2022",
    summary: "People who decide about something that no read model shows.",
    levels: Levels::of("-/s/s"),
    fix: None,
    options: &[],
    page: include_str!("actor_decides_blind.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let shown = Shown::new(on);
    for (id, aggregate) in on.model.aggregates.iter() {
        let decided = decided_by_people(on, aggregate);
        let Some((first, others)) = decided.split_first() else { continue };
        if shown.is_seen(id, aggregate) || is_known_by_heart(on, aggregate) {
            continue;
        }
        let Some(actor) = first.by.first() else { continue };
        let who = on.shown(Subject::Actor(actor.value));
        let message = format!("what does {who} look at before `{}`?", first.name.value);
        let mut finding = RULE
            .at(first.name.span, message)
            .label(format!("no read model shows {}", on.shown(Subject::Aggregate(id))))
            .help("add a read model that its events fill, with what they need to know to decide");
        for other in others {
            finding = finding.related(other.name.span, "and before this");
        }
        found.add(on.level(Subject::Aggregate(id)), finding);
    }
}

/// The commands by which people go on with something that is there.
fn decided_by_people<'m>(on: &On<'m>, aggregate: &Aggregate) -> Vec<&'m Command> {
    let commands = aggregate.commands.iter().map(|id| &on.model.commands[*id]);
    let mut decided: Vec<_> = commands.filter(|it| !it.creates && !it.by.is_empty()).collect();
    decided.sort_unstable_by_key(|command| &command.name.value);
    decided
}

/// Whether people can know which one they mean without looking: its identity is a word of theirs.
fn is_known_by_heart(on: &On<'_>, aggregate: &Aggregate) -> bool {
    match on.model.types[aggregate.identity].meaning {
        Meaning::Identity { scalar, .. } => scalar != Scalar::Uuid,
        Meaning::Newtype(_) | Meaning::Enumeration(_) | Meaning::Record(_) => true,
    }
}

/// What read models show.
struct Shown {
    filled_by: BTreeSet<AggregateId>,
    /// The types of their fields: a row with the identity of something shows that it is there.
    types: BTreeSet<TypeId>,
}

impl Shown {
    fn new(on: &On<'_>) -> Self {
        let mut shown = Self { filled_by: BTreeSet::new(), types: BTreeSet::new() };
        for view in on.model.read_models.values() {
            for mapping in &view.mappings {
                if let Writer::Aggregate(id) = on.model.events[mapping.event].writer {
                    shown.filled_by.insert(id);
                }
            }
            shown.types.extend(view.fields.iter().filter_map(|field| field.ty.named()));
        }
        shown
    }

    fn is_seen(&self, id: AggregateId, aggregate: &Aggregate) -> bool {
        self.filled_by.contains(&id) || self.types.contains(&aggregate.identity)
    }
}
