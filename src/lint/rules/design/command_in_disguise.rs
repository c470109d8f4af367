//! An event that expects one reader to act is a command that does not dare to say so.

use crate::{
    lint::{Levels, Rule, flow::Ear, judge::Found, on::On, words::words_of},
    model::{Audience, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "command-in-disguise",
    code: "ES3026",
    summary: "A public event that asks its only reader for something.",
    levels: Levels::of("-/s/s"),
    fix: None,
    options: &[],
    page: include_str!("command_in_disguise.md"),
    check,
};

/// How an event asks.
const ASKING: [&str; 3] = ["requested", "required", "needed"];

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, event) in on.model.events.iter() {
        let asks = words_of(&event.name.value).last().is_some_and(|it| ASKING.contains(&it.as_str()));
        if !asks || event.audience != Audience::Public || on.is_past(id) {
            continue;
        }
        let mut readers =
            on.flow.listeners(id).iter().filter(|it| !matches!(it.who, Ear::Context(_)));
        // Somebody who only looks takes it for a fact.
        let (Some(only), None) = (readers.next(), readers.next()) else { continue };
        let acts = match only.who {
            Ear::Policy(_) | Ear::Saga(_) => true,
            Ear::ReadModel(_) | Ear::Context(_) => false,
        };
        if acts && on.context(only.who.subject()) != event.context {
            let finding = RULE
                .at(event.name.span, format!("{} asks for something", on.shown(Subject::Event(id))))
                .label("expects its one reader to act")
                .related(only.span, format!("{} does", on.shown(only.who.subject())))
                .help("let a saga give the command, or tell what happened whoever listens");
            found.add(on.lowest([Subject::Event(id), only.who.subject()]), finding);
        }
    }
}
