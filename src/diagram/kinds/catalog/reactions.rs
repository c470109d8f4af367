//! Tells what reacts to events, and what can be asked.

use super::{
    Told,
    page::{Page, code, entry},
    steps::{command_named, event_named, fields},
};
use crate::{
    diagram::{text::length, write::escape::markdown},
    model::{ContextId, Issue, PolicyId, ReadModelId, Returns, SagaId},
};

/// A policy as an item.
pub(super) fn policy(told: &Told<'_>, page: &mut Page, home: ContextId, id: PolicyId) {
    let policy = &told.model.policies[id];
    page.item(&entry("policy", &policy.name, &policy.info, &[]));
    let events = policy.whenever.iter().map(|it| event_named(told, Some(home), it.value));
    page.detail("whenever", &events.collect::<Vec<_>>());
    let commands = policy.then.iter().map(|it| command_named(told, Some(home), it.value));
    page.detail("then", &commands.collect::<Vec<_>>());
}

/// A saga as an item, with a line for each of its steps.
pub(super) fn saga(told: &Told<'_>, page: &mut Page, home: ContextId, id: SagaId) {
    let saga = &told.model.sagas[id];
    page.item(&entry("saga", &saga.name, &saga.info, &[]));
    let starts = saga.starts.iter().map(|it| event_named(told, Some(home), it.value));
    page.detail("begins with", &starts.collect::<Vec<_>>());
    page.detail("remembers", &fields(told, &saga.state, Some(home)));
    for reaction in &saga.reactions {
        let issues: Vec<&Issue> = reaction.issues.iter().collect();
        let done = done(told, home, &issues, reaction.compensates, reaction.ends);
        let event = event_named(told, Some(home), reaction.event);
        page.detail(&format!("on {event}:"), &done);
    }
    for timeout in &saga.timeouts {
        let issues: Vec<&Issue> = timeout.issues.iter().collect();
        let done = done(told, home, &issues, timeout.compensates, timeout.ends);
        page.detail(&format!("after {}:", length(timeout.after.value)), &done);
    }
}

/// What a step of a saga does.
fn done(
    told: &Told<'_>,
    home: ContextId,
    issues: &[&Issue],
    compensates: bool,
    ends: bool,
) -> Vec<String> {
    let commands = issues.iter().map(|issue| command_named(told, Some(home), issue.command));
    let mut done: Vec<String> = commands.collect();
    done.extend(compensates.then(|| "takes back what was done".to_owned()));
    done.extend(ends.then(|| "ends".to_owned()));
    if done.is_empty() {
        done.push("remembers it".to_owned());
    }
    done
}

/// A read model as an item, with its queries.
pub(super) fn read_model(told: &Told<'_>, page: &mut Page, home: ContextId, id: ReadModelId) {
    let view = &told.model.read_models[id];
    page.item(&entry("read model", &view.name, &view.info, &[]));
    let question = view.question.as_deref().filter(|text| !text.trim().is_empty());
    page.detail("answers", &question.map(markdown).into_iter().collect::<Vec<_>>());
    page.detail("with", &fields(told, &view.fields, Some(home)));
    let mut events: Vec<String> = Vec::new();
    for mapping in &view.mappings {
        let name = event_named(told, Some(home), mapping.event);
        if !events.contains(&name) {
            events.push(name);
        }
    }
    page.detail("fed by", &events);
    let queries = view.queries.iter().map(|query| {
        let by: Vec<_> = query.by.iter().map(|field| code(&field.value)).collect();
        let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(" and ")) };
        let returns = match query.returns {
            Returns::One => "one",
            Returns::Many => "many",
        };
        format!("{}{by} gives {returns}", code(&query.name.value))
    });
    page.detail("asked with", &queries.collect::<Vec<_>>());
}
