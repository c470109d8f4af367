//! Whether a picture shows all that is asked for, each element once.

use std::collections::BTreeMap;

use super::groups;
use crate::diagram::{Request, Views, drawing::Drawing, process::Node};

/// What of a model is not drawn although it is asked for, or drawn more than once, open questions included.
pub(in crate::diagram) fn faults_of_contents(
    request: &Request<'_>,
    drawing: &Drawing,
) -> Vec<String> {
    let mut faults = faults_of_elements(request, drawing);
    let ids = groups(&drawing.items).into_iter().filter_map(|group| group.id.as_deref());
    let notes = ids.filter(|id| id.starts_with("hotspot:")).count();
    if request.scope().is_everything() && notes != request.model.hotspots.len() {
        faults.push(format!("{notes} of {} questions are drawn", request.model.hotspots.len()));
    }
    faults
}

/// What has a name in a model and is not drawn although it is asked for, or drawn more than once.
pub(in crate::diagram) fn faults_of_elements(
    request: &Request<'_>,
    drawing: &Drawing,
) -> Vec<String> {
    let (model, scope) = (request.model, request.scope());
    let mut drawn: BTreeMap<&str, usize> = BTreeMap::new();
    for id in groups(&drawing.items).iter().filter_map(|group| group.id.as_deref()) {
        *drawn.entry(id).or_default() += 1;
    }
    let owner = |context: Option<_>| match context {
        Some(context) => model.contexts[context].name.value.as_str(),
        None => "",
    };
    let mut wanted: Vec<(&str, &str, &str, bool)> = Vec::new();
    for (id, it) in model.contexts.iter() {
        wanted.push(("context:", "", &it.name.value, scope.shows_context(id)));
    }
    for (id, it) in model.commands.iter() {
        let is_shown = scope.shows(Node::Command(id));
        wanted.push(("command:", owner(it.context), &it.name.value, is_shown));
    }
    for (id, it) in model.events.iter() {
        wanted.push(("event:", owner(it.context), &it.name.value, scope.shows_event(id)));
    }
    for (id, it) in model.policies.iter() {
        let is_shown = scope.shows(Node::Policy(id));
        wanted.push(("policy:", owner(Some(it.context)), &it.name.value, is_shown));
    }
    for (id, it) in model.read_models.iter() {
        let is_shown = scope.shows(Node::View(id)) && request.options.views != Views::Off;
        wanted.push(("read-model:", owner(Some(it.context)), &it.name.value, is_shown));
    }
    let mut faults = Vec::new();
    for (kind, owner, name, is_shown) in wanted {
        let is_it = |id: &str| {
            id.strip_prefix(kind).is_some_and(|rest| {
                rest == name
                    || rest
                        .strip_suffix(name)
                        .is_some_and(|start| start.ends_with('.') && start.starts_with(owner))
            })
        };
        let times: usize = drawn.iter().filter(|(id, _)| is_it(id)).map(|(_, times)| times).sum();
        // What is not asked for may be hinted at, but never twice.
        if times > 1 || is_shown && times == 0 {
            faults.push(format!("{kind}{owner}.{name} is drawn {times} times"));
        }
    }
    faults
}
