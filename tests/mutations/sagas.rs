//! Faults of processes that remember where they stand.

use super::{
    Operator, at,
    model::{Model, above, bare, name},
};

const SAGAS: &str = "contexts/*/sagas/*";

pub(crate) const ALL: &[Operator] = &[
    at(SAGAS, "saga-never-starts", |it, place| {
        // What starts it often is what tells its key, so that nothing else can be left.
        it.replace(place, "{}");
        Some(name(place).to_owned())
    }),
    at(SAGAS, "saga-never-ends", |it, place| {
        let ends = [format!("{place}/reacts/*/ends"), format!("{place}/timeouts/*/ends")];
        let places: Vec<String> = ends.iter().flat_map(|pattern| it.places(pattern)).collect();
        places.iter().for_each(|place| drop(it.take(place)));
        Some(name(place).to_owned())
    }),
    at(SAGAS, "saga-without-timeout", |it, place| {
        let starts = it.words(&format!("{place}/starts"));
        let heard = it.names(&format!("{place}/reacts"));
        let waits = |event: &String| event.contains('.') && !starts.contains(event);
        if !heard.iter().any(waits) {
            return None;
        }
        it.take(&format!("{place}/timeouts"))?;
        Some(name(place).to_owned())
    }),
    at("contexts/*/sagas/*/timeouts/*", "timer-never-cancelled", |it, place| {
        let saga = above(place, 2).to_owned();
        let starts = it.words(&format!("{saga}/starts"));
        let heard = it.names(&format!("{saga}/reacts"));
        if heard.iter().all(|event| starts.contains(event)) {
            return None;
        }
        let ends = it.places(&format!("{saga}/reacts/*/ends"));
        ends.iter().for_each(|place| drop(it.take(place)));
        Some(name(place).to_owned())
    }),
    at("contexts/*/sagas/*/reacts/*", "saga-ignores-outcome", |it, place| {
        let saga = above(place, 2).to_owned();
        let event = bare(name(place)).to_owned();
        let commands = it.places("contexts/*/aggregates/*/commands/*");
        let deciding = commands
            .into_iter()
            .find(|command| it.count(&format!("{command}/decide"), &event) > 0)?;
        let heard = it.names(&format!("{saga}/reacts"));
        let others = heard.iter().filter(|other| bare(other) != event);
        let hears_more = others
            .filter(|it| !it.is_empty())
            .any(|other| it.count(&format!("{deciding}/decide"), bare(other)) > 0);
        let is_told_elsewhere = it.reactions_to(&event) > 1;
        let issued =
            issued(it, &saga, name(&deciding)).filter(|_| hears_more && !is_told_elsewhere)?;
        it.take(&format!("{saga}/timeouts"));
        it.take(place)?;
        Some(issued)
    }),
    at("contexts/*/sagas/*/reacts/*/undo", "compensation-missing", |it, place| {
        let event = name(above(place, 1)).to_owned();
        let saga = above(place, 3).to_owned();
        let is_taken_back = !it.places(&format!("{saga}/reacts/*/compensates")).is_empty();
        let starts = it.words(&format!("{saga}/starts")).into_iter();
        let home =
            |event: &str| it.places(&format!("contexts/*/aggregates/*/events/{}", bare(event)));
        let is_own = starts
            .flat_map(|start| home(&start))
            .any(|start| home(&event).iter().any(|other| above(other, 1) == above(&start, 1)));
        // What only comes of a step later, by another command, is not known to be its outcome.
        let issued_by_this = it.text(&format!("{}/issue", above(place, 1))).map(bare);
        let next = issued_by_this.and_then(|next| command_of(it, next));
        let heard = it.names(&format!("{saga}/reacts"));
        let is_heard =
            next.is_some_and(|next| heard.iter().any(|heard| it.count(&next, bare(heard)) > 0));
        let commands = it.places("contexts/*/aggregates/*/commands/*");
        let is_outcome = commands.iter().any(|command| {
            it.count(command, bare(&event)) > 0 && issued(it, &saga, name(command)).is_some()
        });
        if !is_taken_back || is_own || !is_outcome || !is_heard {
            return None;
        }
        it.take(place)?;
        Some(format!("inside {}", name(&saga)))
    }),
    at("contexts/*/policies/*/then", "silent-outcome", |it, place| {
        let command = bare(it.text(place)?).to_owned();
        let command =
            it.places(&format!("contexts/*/aggregates/*/commands/{command}")).first()?.clone();
        let events = it.words(&format!("{command}/emits"));
        let [event] = events.as_slice() else { return None };
        if it.get(&format!("{command}/by")).is_some() {
            return None;
        }
        let rows = format!(
            "[{{ reject: NotToday, when: \"meta.recorded_at < timestamp('2026-01-01T00:00:00Z')\" }}, {{ emit: {event} }}]"
        );
        it.take(&format!("{command}/emits"));
        it.set(&format!("{command}/decide"), &rows);
        Some(name(&command).to_owned())
    }),
];

/// Where a command of an aggregate stands.
fn command_of(model: &Model, command: &str) -> Option<String> {
    model.places(&format!("contexts/*/aggregates/*/commands/{command}")).into_iter().next()
}

/// How a saga names a command that it gives.
fn issued(model: &Model, saga: &str, command: &str) -> Option<String> {
    let places = [format!("{saga}/reacts/*/issue"), format!("{saga}/reacts/*/issue/*")];
    let mut names = places.iter().flat_map(|it| model.places(it)).filter_map(|it| model.text(&it));
    names.find(|it| bare(it) == command).map(str::to_owned)
}
