//! "The order was updated" is what a database says, not what happened.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On, words::words_of},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "crud-event",
    code: "ES3023",
    summary: "An event that only says that its aggregate changed.",
    levels: Levels::of("-/I/I"),
    fix: None,
    options: &[],
    page: include_str!("crud_event.md"),
    check,
};

/// What can be said of anything.
const SAVING: [&str; 5] = ["updated", "changed", "modified", "saved", "edited"];

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for aggregate in on.model.aggregates.values() {
        let subject = words_of(&aggregate.name.value);
        for event in aggregate.events.iter().copied().filter(|event| !on.is_past(*event)) {
            let name = on.name(Subject::Event(event));
            let words = words_of(&name.value);
            if let Some((last, before)) = words.split_last()
                && SAVING.contains(&last.as_str())
                && before == subject
            {
                let shown = on.shown(Subject::Event(event));
                let finding = RULE
                    .at(name.span, format!("{shown} says that something changed, and not what"))
                    .label("a reader has to compare to find out")
                    .help("ask why it changes, and name an event after each reason");
                found.add(on.level(Subject::Event(event)), finding);
            }
        }
    }
}
