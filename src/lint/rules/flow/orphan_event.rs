//! A note that hangs beside the board: no story tells it, and nothing leads to it or away from it.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{EventId, Level, Subject, Writer},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "orphan-event",
    code: "ES2007",
    summary: "An event that nothing leads to, nothing listens to, and the timeline leaves out.",
    levels: Levels::of("I/W/W"),
    fix: None,
    options: &[],
    page: include_str!("orphan_event.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let tells_less = tells_main_story_only(on);
    for (id, event) in on.model.events.iter() {
        let is_beside = tells_less && on.level(Subject::Event(id)) == Level::BigPicture;
        if is_orphan(id, on) && !is_beside {
            let subject = Subject::Event(id);
            let finding = RULE
                .at(event.name.span, format!("{} is connected to nothing", on.shown(subject)))
                .label("nobody emits it, nobody listens, and the timeline leaves it out")
                .help("put it into the `timeline`, or under `emits` of the command that leads to it");
            found.add(on.level(subject), finding);
        }
    }
}

/// Whether a timeline leaves out so much that it cannot mean to tell everything: several events, and one in four.
fn tells_main_story_only(on: &On<'_>) -> bool {
    let left_out = on.model.events.iter().filter(|(id, _)| is_orphan(*id, on)).count();
    left_out > 2 && left_out * 4 >= on.model.events.len()
}

/// Whether nothing at all is said about an event. Where no timeline is told yet, nobody can be left out.
pub(super) fn is_orphan(id: EventId, on: &On<'_>) -> bool {
    let event = &on.model.events[id];
    event.writer == Writer::Nobody
        && !on.model.timeline.is_empty()
        && on.flow.moment(id).is_none()
        && on.flow.emitters(id).is_empty()
        && on.flow.listeners(id).is_empty()
        && !on.flow.is_of_the_past(on.model, id)
        && event.info.deprecated.is_none()
}
