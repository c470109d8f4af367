//! One event for each field is a table of columns that calls itself a history.

use crate::{
    lint::{Levels, OptionKind, Rule, RuleOption, judge::Found, on::On, words::words_of},
    model::{Aggregate, EventId, Subject},
    types::Field,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "property-event",
    code: "ES3024",
    summary: "An aggregate whose events mirror single fields.",
    levels: Levels::of("-/s/s"),
    fix: None,
    options: &[RuleOption {
        name: "max_events",
        kind: OptionKind::Number(2),
        doc: "how many events of an aggregate may tell the new value of one field",
    }],
    page: include_str!("property_event.md"),
    check,
};

/// What happens to a field, and to nothing else.
const CHANGING: [&str; 5] = ["updated", "changed", "modified", "set", "edited"];

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, aggregate) in on.model.aggregates.iter() {
        let events = aggregate.events.iter().copied().filter(|event| !on.is_past(*event));
        let mirrors: Vec<EventId> = events.filter(|event| mirrors(on, aggregate, *event)).collect();
        if mirrors.len() <= found.number("max_events") {
            continue;
        }
        let name = on.shown(Subject::Aggregate(id));
        let mut finding = RULE
            .at(aggregate.name.span, format!("{} events of {name} mirror single fields", mirrors.len()))
            .label("its history is a list of columns")
            .help("name events after what people do, and let each carry all that changes with it");
        for event in mirrors {
            finding = finding.related(on.name(Subject::Event(event)).span, "one field");
        }
        found.add(on.level(Subject::Aggregate(id)), finding);
    }
}

/// Whether an event is called after the one field that it carries: `EmailChanged { email }`.
fn mirrors(on: &On<'_>, aggregate: &Aggregate, event: EventId) -> bool {
    let event = &on.model.events[event];
    let words = words_of(&event.name.value);
    let Some((last, mut named)) = words.split_last() else { return false };
    if let Some(rest) = named.strip_prefix(words_of(&aggregate.name.value).as_slice()) {
        named = rest;
    }
    let fields: Vec<&Field> =
        event.fields.iter().filter(|field| !on.is_identity(&field.ty)).collect();
    let [only] = fields.as_slice() else { return false };
    let field = words_of(&only.name.value);
    CHANGING.contains(&last.as_str()) && !named.is_empty() && field.ends_with(named)
}
