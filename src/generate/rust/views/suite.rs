//! Suites of tests about stored events: one test for an event, and the event enumerations that all of them name.

use super::World;
use crate::{
    generate::rust::names,
    model::{ContextId, EventId},
};

/// The tests that `test` gives for the events of a context, and the enumerations that they name, as a `use` line joins
/// them; nothing without a test. `test` is told the enumeration of the event.
pub(super) fn of<T>(
    world: &World<'_>,
    context: ContextId,
    test: impl Fn(EventId, &str) -> Option<T>,
) -> Option<(String, Vec<T>)> {
    let own = &world.model.contexts[context];
    let mut enumerations = Vec::new();
    let mut tests = Vec::new();
    for aggregate in own.aggregates.iter().map(|id| &world.model.aggregates[*id]) {
        let enumeration = format!("{}Event", names::pascal(&aggregate.name.value));
        let before = tests.len();
        tests.extend(aggregate.events.iter().filter_map(|event| test(*event, &enumeration)));
        if tests.len() > before {
            enumerations.push(enumeration);
        }
    }
    enumerations.sort();
    let joined = match enumerations.as_slice() {
        [] => return None,
        [one] => one.clone(),
        several => format!("{{{}}}", several.join(", ")),
    };
    Some((joined, tests))
}
