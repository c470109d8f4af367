//! Whether a picture of a whole model shows all of it, each element once.

use std::collections::BTreeMap;

use super::groups;
use crate::{diagram::drawing::Drawing, model::Model};

/// What of a model is not drawn, or drawn more than once.
pub(in crate::diagram) fn faults_of_contents(model: &Model, drawing: &Drawing) -> Vec<String> {
    let mut drawn: BTreeMap<&str, usize> = BTreeMap::new();
    for id in groups(&drawing.items).iter().filter_map(|group| group.id.as_deref()) {
        *drawn.entry(id).or_default() += 1;
    }
    let owner = |context: Option<_>| match context {
        Some(context) => model.contexts[context].name.value.as_str(),
        None => "",
    };
    let mut wanted: Vec<(&str, &str, &str)> = Vec::new();
    wanted.extend(model.contexts.values().map(|it| ("context:", "", it.name.value.as_str())));
    wanted.extend(
        model.commands.values().map(|it| ("command:", owner(it.context), it.name.value.as_str())),
    );
    wanted.extend(
        model.events.values().map(|it| ("event:", owner(it.context), it.name.value.as_str())),
    );
    wanted.extend(
        model
            .policies
            .values()
            .map(|it| ("policy:", owner(Some(it.context)), it.name.value.as_str())),
    );
    wanted.extend(
        model
            .read_models
            .values()
            .map(|it| ("read-model:", owner(Some(it.context)), it.name.value.as_str())),
    );
    let mut faults = Vec::new();
    for (kind, owner, name) in wanted {
        let is_it = |id: &str| {
            id.strip_prefix(kind).is_some_and(|rest| {
                rest == name
                    || rest
                        .strip_suffix(name)
                        .is_some_and(|start| start.ends_with('.') && start.starts_with(owner))
            })
        };
        let times: usize = drawn.iter().filter(|(id, _)| is_it(id)).map(|(_, times)| times).sum();
        if times != 1 {
            faults.push(format!("{kind}{owner}.{name} is drawn {times} times"));
        }
    }
    let notes = drawn.keys().filter(|id| id.starts_with("hotspot:")).count();
    if notes != model.hotspots.len() {
        faults.push(format!("{notes} of {} questions are drawn", model.hotspots.len()));
    }
    faults
}
