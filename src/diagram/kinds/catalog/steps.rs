//! Tells commands and events: who gives them, what comes of them, and what they carry.

use super::{
    Told,
    contexts::state,
    links::Reactor,
    page::{Page, code, entry, named},
};
use crate::{
    diagram::write::escape::markdown,
    model::{Command, CommandId, ContextId, Decision, Event, EventId, Handler, Outcome, Writer},
    types::{Field, Place},
};

/// A command as an item.
pub(super) fn command(told: &Told<'_>, page: &mut Page, home: ContextId, id: CommandId) {
    item_of_command(told, page, Some(home), id);
}

/// A command of a context, or of an external system.
pub(super) fn item_of_command(
    told: &Told<'_>,
    page: &mut Page,
    home: Option<ContextId>,
    id: CommandId,
) {
    let model = told.model;
    let command = &model.commands[id];
    let creates = command.creates.then(|| "creates".to_owned());
    let marks: Vec<_> = creates.into_iter().collect();
    page.item(&entry("command", &command.name, &command.info, &marks));
    let people = command.by.iter().map(|by| &model.actors[by.value]);
    let people = people.map(|actor| named(&actor.name, &actor.info));
    let reactors = told.links.givers.get(&id).into_iter().flatten();
    let givers = people.chain(reactors.map(|it| reactor(told, home, *it)));
    page.detail("given by", &givers.collect::<Vec<_>>());
    if let Handler::Aggregate(aggregate) = command.handler {
        let aggregate = &model.aggregates[aggregate];
        let states = command.from.iter().filter_map(|it| state(told, aggregate, it.value));
        page.detail("in state", &states.collect::<Vec<_>>());
    }
    page.detail("with", &fields(told, &command.fields, home));
    page.detail("leads to", &outcomes(told, home, command));
    page.detail("rejected as", &rejections(command));
}

fn outcomes(told: &Told<'_>, home: Option<ContextId>, command: &Command) -> Vec<String> {
    let events = command.events().into_iter().map(|event| event_named(told, home, event));
    let others = match &command.decision {
        Decision::Table(rows) => {
            let rest = rows.iter().filter_map(|row| match &row.outcome {
                Outcome::Ignore(_) => Some("nothing".to_owned()),
                Outcome::Using(hook) => Some(format!("what {} decides", code(&hook.value))),
                Outcome::Reject(_) | Outcome::Emit(_) => None,
            });
            rest.collect()
        }
        Decision::Hook(_) | Decision::Open => Vec::new(),
    };
    let mut all: Vec<String> = events.collect();
    for other in others {
        if !all.contains(&other) {
            all.push(other);
        }
    }
    all
}

fn rejections(command: &Command) -> Vec<String> {
    let Decision::Table(rows) = &command.decision else { return Vec::new() };
    let mut found: Vec<String> = Vec::new();
    for row in rows {
        if let Outcome::Reject(name) = &row.outcome {
            let because = row.because.as_deref();
            let because = because.map_or_else(String::new, |it| format!(" ({})", markdown(it)));
            let rejection = format!("{}{because}", code(&name.value));
            if !found.contains(&rejection) {
                found.push(rejection);
            }
        }
    }
    found
}

/// An event as an item.
pub(super) fn event(told: &Told<'_>, page: &mut Page, home: Option<ContextId>, id: EventId) {
    let model = told.model;
    let event = &model.events[id];
    page.item(&entry("event", &event.name, &event.info, &marks(told, event, id)));
    let causes = told.links.causes.get(&id).into_iter().flatten();
    let causes: Vec<_> = causes.map(|it| command_named(told, home, *it)).collect();
    page.detail("caused by", &causes);
    page.detail("with", &fields(told, &event.fields, home));
    if let (Writer::Aggregate(aggregate), Some(target)) = (event.writer, &event.moves_to) {
        let target = state(told, &model.aggregates[aggregate], target.value);
        page.detail("moves to", &target.into_iter().collect::<Vec<_>>());
    }
    let reactors = told.links.reactors.get(&id).into_iter().flatten();
    let views = told.links.views.get(&id).into_iter().flatten();
    let views = views.map(|view| {
        let view = &model.read_models[*view];
        let name = format!("read model {}", named(&view.name, &view.info));
        of(told, home, Some(view.context), name)
    });
    let effects = reactors.map(|it| reactor(told, home, *it)).chain(views);
    page.detail("leads to", &effects.collect::<Vec<_>>());
    for change in &event.changes {
        let because = change.because.as_deref().unwrap_or("no reason is given");
        page.detail(&format!("since v{}:", change.number.value), &[markdown(because)]);
    }
    if let Some(why) = &event.retired {
        page.detail("retired:", &[markdown(&why.value)]);
    }
}

fn marks(told: &Told<'_>, event: &Event, id: EventId) -> Vec<String> {
    let is_pivotal = told.model.timeline.iter().any(|it| it.pivotal && it.event.value == id);
    let version = event.version.value;
    let public = match event.audience {
        crate::model::Audience::Public => Some("public"),
        crate::model::Audience::Private => None,
    };
    let marks = [
        (version > 1).then(|| format!("v{version}")),
        public.map(str::to_owned),
        is_pivotal.then(|| "pivotal".to_owned()),
        event.retired.is_some().then(|| "retired".to_owned()),
    ];
    marks.into_iter().flatten().collect()
}

/// Fields with their types, as the model writes them.
pub(super) fn fields(told: &Told<'_>, fields: &[Field], home: Option<ContextId>) -> Vec<String> {
    let context = home.map(|id| told.model.contexts[id].name.value.clone());
    let place = context.map_or(Place::Shared, Place::Context);
    let field = |field: &Field| {
        code(&format!("{}: {}", field.name.value, told.model.types.written(&field.ty, &place)))
    };
    fields.iter().map(field).collect()
}

/// An event by its name, and where it is at home when that is elsewhere.
pub(super) fn event_named(told: &Told<'_>, home: Option<ContextId>, id: EventId) -> String {
    let event = &told.model.events[id];
    let name = named(&event.name, &event.info);
    match (event.context, event.writer) {
        (None, Writer::System(system)) if home.is_some() => {
            let system = &told.model.systems[system];
            format!("{name} of {}", named(&system.name, &system.info))
        }
        (context, _) => of(told, home, context, name),
    }
}

/// A command by its name, and where it is at home when that is elsewhere.
pub(super) fn command_named(told: &Told<'_>, home: Option<ContextId>, id: CommandId) -> String {
    let command = &told.model.commands[id];
    let name = named(&command.name, &command.info);
    match (command.context, command.handler) {
        (None, Handler::System(system)) if home.is_some() => {
            let system = &told.model.systems[system];
            format!("{name} of {}", named(&system.name, &system.info))
        }
        (context, _) => of(told, home, context, name),
    }
}

fn reactor(told: &Told<'_>, home: Option<ContextId>, reactor: Reactor) -> String {
    let model = told.model;
    match reactor {
        Reactor::Policy(id) => {
            let policy = &model.policies[id];
            let name = format!("policy {}", named(&policy.name, &policy.info));
            of(told, home, Some(policy.context), name)
        }
        Reactor::Saga(id) => {
            let saga = &model.sagas[id];
            let name = format!("saga {}", named(&saga.name, &saga.info));
            of(told, home, Some(saga.context), name)
        }
    }
}

/// A name with that of its context, unless that is the one that is told.
fn of(
    told: &Told<'_>,
    home: Option<ContextId>,
    context: Option<ContextId>,
    name: String,
) -> String {
    match context {
        Some(context) if home != Some(context) => {
            let context = &told.model.contexts[context];
            format!("{name} of {}", named(&context.name, &context.info))
        }
        Some(_) | None => name,
    }
}
