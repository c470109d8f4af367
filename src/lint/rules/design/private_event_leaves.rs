//! An event that nobody outside may rely on, and somebody outside does.

use crate::{
    diagnostic::Applicability,
    lint::{Levels, Rule, flow::Listener, judge::Found, on::On},
    model::{Audience, ContextId, EventId, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "private-event-leaves",
    code: "ES3008",
    summary: "A private event that another context listens to.",
    levels: Levels::of("-/W/E"),
    fix: Some(Applicability::Unsafe),
    options: &[],
    page: include_str!("private_event_leaves.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    // A model that never says who may read an event has not come to that question yet.
    if on.model.events.values().all(|event| event.audience == Audience::Private) {
        return;
    }
    for (id, event) in on.model.events.iter() {
        if let Some(home) = event.context
            && event.audience == Audience::Private
            && !on.is_past(id)
        {
            judge(on, id, home, found);
        }
    }
}

fn judge(on: &On<'_>, id: EventId, home: ContextId, found: &mut Found<'_>) {
    let abroad = |listener: &&Listener| on.context(listener.who.subject()) != Some(home);
    let mut listeners = on.flow.listeners(id).iter().filter(abroad);
    let Some(first) = listeners.next() else { return };
    let event = on.name(Subject::Event(id));
    let message =
        format!("{} is private to {}", on.shown(Subject::Event(id)), on.shown(Subject::Context(home)));
    let mut finding = RULE
        .at(first.span, message)
        .label(format!("{} relies on it", on.shown(first.who.subject())))
        .related(event.span, "declared without `audience: public`")
        .help("declare the event `audience: public`, or listen to one that is");
    for listener in listeners {
        finding = finding.related(listener.span, "relied on here too");
    }
    let edits = on.with_entry(event.span, "audience: public").into_iter().collect();
    let finding = finding.fix_all(Applicability::Unsafe, "declare the event public", edits);
    found.add(on.lowest([Subject::Event(id), first.who.subject()]), finding);
}
