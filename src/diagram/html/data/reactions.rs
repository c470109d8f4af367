//! Policies, and sagas with their steps.

use super::{
    super::Page,
    element::Element,
    section::{fields, place},
};
use crate::{
    diagram::{
        names::{id_of, reaction_id, timeout_id},
        text::{length, spoken},
        write::word,
    },
    expr::Expr,
    model::{Policy, Reaction, Saga, SagaId, Subject, Timeout},
};

pub(super) fn policies(page: &Page<'_>) -> Vec<Element> {
    let model = page.model;
    let element = |(id, policy): (_, &Policy)| {
        let name = id_of(model, Subject::Policy(id));
        let mut element = Element::new(&name, "policy", &policy.name, &policy.info);
        element.context = Some(model.contexts[policy.context].name.value.clone());
        element.parent = Some(word(&id_of(model, Subject::Context(policy.context))));
        let mut conditions: Vec<_> =
            policy.reactions.iter().filter_map(|it| condition(page, it.when.as_ref())).collect();
        conditions.dedup();
        element.facts.extend(conditions.into_iter().map(|when| ("Only when", when)));
        element
    };
    model.policies.iter().map(element).collect()
}

/// Sagas, each with its steps behind it.
pub(super) fn sagas(page: &Page<'_>) -> Vec<Element> {
    page.model.sagas.iter().flat_map(|(id, saga)| saga_and_steps(page, id, saga)).collect()
}

fn saga_and_steps(page: &Page<'_>, id: SagaId, saga: &Saga) -> Vec<Element> {
    let model = page.model;
    let own = word(&id_of(model, Subject::Saga(id)));
    let context = &model.contexts[saga.context];
    let mut element = Element::new(&own, "saga", &saga.name, &saga.info);
    element.context = Some(context.name.value.clone());
    element.parent = Some(word(&id_of(model, Subject::Context(saga.context))));
    let place = place(page, Some(saga.context));
    let key = saga.keyed_by.as_ref().map(|key| ("One for each", key.name.value.clone()));
    element.facts.extend(key);
    element.sections.extend(fields("Remembers", &saga.state, &model.types, &place));
    let name = element.name.clone();
    let steps = saga.reactions.iter().map(|it| {
        let event = &model.events[it.event];
        let event = spoken(&event.name.value, event.info.label.as_deref());
        let id = reaction_id(model, context, saga, it.event);
        (id, format!("{name}: {event}"), &it.info, reaction_facts(page, it))
    });
    let timeouts = saga.timeouts.iter().map(|it| {
        let id = timeout_id(context, saga, &it.name.value);
        let said = spoken(&it.name.value, it.info.label.as_deref());
        (id, format!("{name}: {said}"), &it.info, timeout_facts(it))
    });
    let step = |(id, name, info, facts): (String, String, _, Vec<_>)| {
        let mut step = Element::new(&id, "step of a saga", &saga.name, info);
        step.name = name;
        step.context = Some(context.name.value.clone());
        step.parent = Some(own.clone());
        step.facts.extend(facts);
        step
    };
    let steps: Vec<_> = steps.chain(timeouts).map(step).collect();
    std::iter::once(element).chain(steps).collect()
}

fn reaction_facts(page: &Page<'_>, reaction: &Reaction) -> Vec<(&'static str, String)> {
    let when = condition(page, reaction.when.as_ref()).map(|when| ("Only when", when));
    let undo = reaction.undo.as_ref().map(|undo| {
        let command = &page.model.commands[undo.command];
        ("Undone by", spoken(&command.name.value, command.info.label.as_deref()))
    });
    when.into_iter().chain(undo).chain(ends(reaction.compensates, reaction.ends)).collect()
}

fn timeout_facts(timeout: &Timeout) -> Vec<(&'static str, String)> {
    let after = ("After", length(timeout.after.value));
    std::iter::once(after).chain(ends(timeout.compensates, timeout.ends)).collect()
}

fn ends(compensates: bool, ends: bool) -> impl Iterator<Item = (&'static str, String)> {
    let undoes = compensates.then(|| ("Undoes", "everything done so far, newest first".to_owned()));
    let over = ends.then(|| ("Ends", "the saga".to_owned()));
    undoes.into_iter().chain(over)
}

fn condition(page: &Page<'_>, when: Option<&Expr>) -> Option<String> {
    when.map(|when| page.sources.slice(when.span).trim().to_owned())
}
