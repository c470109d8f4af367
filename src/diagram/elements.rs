//! The elements of a model by the names that people call them: alone where that is clear, else with what they belong to.

use crate::{
    diagnostic::nearest,
    model::{ContextId, Handler, Info, Model, Subject},
    source::Spanned,
};

/// An element with everything that it may be called.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) subject: Subject,
    name: String,
    /// The name with that of the context or system that it belongs to.
    path: String,
    /// The path with what kind of thing it is, as in `event:Orders.OrderPlaced`.
    id: String,
}

/// Why a name means no element.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unclear {
    /// There is none of the name; the nearest that there is.
    Unknown(Option<String>),
    /// There are several; what to say instead.
    Several(Vec<String>),
}

/// What happens, who makes it happen, and what is made of it.
pub(super) fn all(model: &Model) -> Vec<Element> {
    let owner = |context: ContextId| Some(model.contexts[context].name.value.clone());
    let mut all = Vec::new();
    let mut add = |kind: &str, subject, owner: Option<String>, name: &Spanned<String>| {
        let name = name.value.clone();
        let path = owner.map_or_else(|| name.clone(), |owner| format!("{owner}.{name}"));
        all.push(Element { subject, id: format!("{kind}:{path}"), name, path });
    };
    for (id, it) in model.commands.iter() {
        let of_system = match it.handler {
            Handler::System(system) => Some(model.systems[system].name.value.clone()),
            Handler::Aggregate(_) | Handler::Nobody => None,
        };
        let owner = it.context.and_then(owner).or(of_system);
        add("command", Subject::Command(id), owner, &it.name);
    }
    for (id, it) in model.events.iter() {
        let path = model.event_path(id);
        let owner = path.rsplit_once('.').map(|(owner, _)| owner.to_owned());
        add("event", Subject::Event(id), owner, &it.name);
    }
    for (id, it) in model.policies.iter() {
        add("policy", Subject::Policy(id), owner(it.context), &it.name);
    }
    for (id, it) in model.sagas.iter() {
        add("saga", Subject::Saga(id), owner(it.context), &it.name);
    }
    for (id, it) in model.aggregates.iter() {
        add("aggregate", Subject::Aggregate(id), owner(it.context), &it.name);
    }
    for (id, it) in model.read_models.iter() {
        add("read-model", Subject::ReadModel(id), owner(it.context), &it.name);
    }
    for (id, it) in model.actors.iter() {
        add("actor", Subject::Actor(id), None, &it.name);
    }
    for (id, it) in model.systems.iter() {
        add("system", Subject::System(id), None, &it.name);
    }
    all
}

/// The element that a name means.
///
/// # Errors
/// When there is none, or more than one.
pub(super) fn find(elements: &[Element], word: &str) -> Result<Subject, Unclear> {
    let is_called = |it: &&Element| it.name == word || it.path == word || it.id == word;
    let found: Vec<&Element> = elements.iter().filter(is_called).collect();
    match found.as_slice() {
        [one] => Ok(one.subject),
        [] => {
            let names = elements.iter().flat_map(|it| [it.name.as_str(), it.path.as_str()]);
            Err(Unclear::Unknown(nearest(word, names).map(str::to_owned)))
        }
        several => {
            let is_alone = |path: &str| several.iter().filter(|it| it.path == path).count() == 1;
            let all_alone = several.iter().all(|it| is_alone(&it.path) && it.path != word);
            let said = several.iter().map(|it| if all_alone { &it.path } else { &it.id });
            Err(Unclear::Several(said.cloned().collect()))
        }
    }
}

/// What an element is called for people.
pub(super) fn named(model: &Model, subject: Subject) -> (&Spanned<String>, &Info) {
    match subject {
        Subject::Context(id) => (&model.contexts[id].name, &model.contexts[id].info),
        Subject::Aggregate(id) => (&model.aggregates[id].name, &model.aggregates[id].info),
        Subject::Command(id) => (&model.commands[id].name, &model.commands[id].info),
        Subject::Event(id) => (&model.events[id].name, &model.events[id].info),
        Subject::Policy(id) => (&model.policies[id].name, &model.policies[id].info),
        Subject::Saga(id) => (&model.sagas[id].name, &model.sagas[id].info),
        Subject::ReadModel(id) => (&model.read_models[id].name, &model.read_models[id].info),
        Subject::Actor(id) => (&model.actors[id].name, &model.actors[id].info),
        Subject::System(id) => (&model.systems[id].name, &model.systems[id].info),
    }
}
