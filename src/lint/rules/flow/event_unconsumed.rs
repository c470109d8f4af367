//! An event that nobody listens to may be kept for later, or may be a question that nobody asked.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Audience, EventId, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "event-unconsumed",
    code: "ES2006",
    summary: "An event that nobody reacts to, shows or remembers.",
    levels: Levels::of("-/s/s"),
    fix: None,
    options: &[],
    page: include_str!("event_unconsumed.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, event) in on.model.events.iter() {
        if is_left_alone(id, on) {
            let subject = Subject::Event(id);
            let finding = RULE
                .at(event.name.span, format!("nobody reacts to {}", on.shown(subject)))
                .label("no policy, no saga, no read model, and no state changes with it")
                .help("show it in a read model, react to it, or publish it with `audience: public`");
            found.add(on.level(subject), finding);
        }
    }
}

fn is_left_alone(id: EventId, on: &On<'_>) -> bool {
    let event = &on.model.events[id];
    let changes_state = !event.folds.is_empty() || event.moves_to.is_some();
    // An event that nobody writes has no reader to miss.
    on.flow.is_written(on.model, id)
        && on.flow.listeners(id).is_empty()
        && !on.flow.is_of_the_past(on.model, id)
        && !changes_state
        && event.audience == Audience::Private
}
