//! Finds an event by whatever people have at hand: its name, with or without its context, or a name under which it is
//! or was stored.

use super::plan::Plan;
use crate::{
    diagnostic::did_you_mean,
    model::{Event, EventId, Model},
};

/// Why there is no one event of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoEvent {
    /// Nothing is called so; what was probably meant.
    Unknown(Option<String>),
    /// Several events are called so; their names with their contexts.
    Several(Vec<String>),
}

/// Whether a word names an event, in one of several ways.
type Fits<'f> = &'f dyn Fn(EventId, &Event) -> bool;

/// The event that a word names: as `Context.Event`, as a stored type of any version, as `Event`, or as it was called
/// before. The first of these that finds something decides.
///
/// # Errors
/// Says that nothing or too much is called so.
pub fn find(model: &Model, plan: &Plan, word: &str) -> Result<EventId, NoEvent> {
    let is_path = |id: EventId, _: &Event| model.event_path(id) == word;
    let is_stored = |id: EventId, _: &Event| {
        plan.get(id).is_some_and(|planned| planned.stored_under.iter().any(|it| it.name == word))
    };
    let is_name = |_: EventId, event: &Event| event.name.value == word;
    let was_called = |_: EventId, event: &Event| earlier(event).any(|name| name == word);
    let ways: [Fits<'_>; 4] = [&is_path, &is_stored, &is_name, &was_called];
    for fits in ways {
        let found: Vec<EventId> =
            model.events.iter().filter(|(id, event)| fits(*id, event)).map(|(id, _)| id).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(*one),
            several => {
                return Err(NoEvent::Several(
                    several.iter().map(|id| model.event_path(*id)).collect(),
                ));
            }
        }
    }
    Err(NoEvent::Unknown(meant(model, plan, word)))
}

/// What an event was called, where only its name changed, or with its context.
fn earlier(event: &Event) -> impl Iterator<Item = &str> {
    let names = event.changes.iter().flat_map(|change| [&change.renamed_from, &change.moved_from]);
    names.flatten().map(|name| name.value.as_str())
}

/// The nearest name; with a dot in the word it is one with a context or a stored one.
fn meant(model: &Model, plan: &Plan, word: &str) -> Option<String> {
    let paths: Vec<String> = model.events.ids().map(|id| model.event_path(id)).collect();
    let stored = plan.events().iter().flat_map(|planned| &planned.stored_under);
    let names = model
        .events
        .values()
        .flat_map(|event| std::iter::once(event.name.value.as_str()).chain(earlier(event)));
    if word.contains('.') {
        let dotted = paths.iter().map(String::as_str).chain(stored.map(|it| it.name.as_str()));
        did_you_mean(word, dotted)
    } else {
        did_you_mean(word, names)
    }
}
