//! What stored payloads are read as.

use esgen::{
    evolve::{
        EventPlan, Json,
        interpret::{self, Stop},
        sample,
    },
    model::EventId,
    pipeline::Analysis,
};

/// What a payload of version 1 of an event is read as, one event a line, fields in order of name.
pub(crate) fn read(today: &Analysis, event: EventId, payload: &str) -> Result<Vec<String>, Stop> {
    let payload = Json::parse(payload).expect("JSON");
    let read = interpret::read(&today.plan, event, 1, &payload, &sample::envelope())?;
    let line = |(id, read): (EventId, Json)| {
        format!("{} {}", today.model.events[id].name.value, sorted(&read.to_string()))
    };
    Ok(read.into_iter().map(line).collect())
}

/// The event whose first version is stored under that name.
pub(crate) fn stored_as(today: &Analysis, name: &str) -> Option<EventId> {
    let is_it = |it: &&EventPlan| it.stored_name(1).is_some_and(|stored| stored.name == name);
    today.plan.events().iter().find(is_it).map(|planned| planned.event)
}

/// JSON with the fields in order of name.
pub(crate) fn sorted(text: &str) -> String {
    serde_json::from_str::<serde_json::Value>(text).expect("JSON").to_string()
}
