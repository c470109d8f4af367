//! How the events of an aggregate change its state: one arm of `evolve` and at most one function each.

use std::collections::HashMap;

use serde::Serialize;

use super::{World, field as fields};
use crate::{
    evolve::Envelope,
    expr::Root,
    generate::rust::{
        expr::{Emitter, Held, Places},
        names, types,
    },
    model::{Aggregate, Event, EventId, Fold, Source},
    types::{Field, Type},
};

/// An arm of the match in `evolve`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FoldView {
    arm: String,
}

/// A function that folds one event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MethodView {
    signature: String,
    lines: Vec<String>,
}

/// Everything that `evolve` needs.
pub(super) struct Folds {
    pub(super) arms: Vec<FoldView>,
    pub(super) methods: Vec<MethodView>,
    /// How much of the envelope folding each event looks at.
    pub(super) envelopes: HashMap<EventId, Envelope>,
}

/// The folds of all events that are read as they are today.
pub(super) fn of(world: &World<'_>, aggregate: &Aggregate) -> Folds {
    let mut folds = Folds { arms: Vec::new(), methods: Vec::new(), envelopes: HashMap::new() };
    for id in aggregate.events.iter().filter(|id| super::event::is_current(world, **id)) {
        let (creates, changes) = ways(world, aggregate, *id);
        let event = &world.model.events[*id];
        if creates {
            folds.add(*id, Folding { world, aggregate, event, creates: true, both: changes });
        }
        if changes {
            folds.add(*id, Folding { world, aggregate, event, creates: false, both: creates });
        }
    }
    folds
}

/// Whether an event makes an instance, and whether it changes one. An event that nothing emits any more changes one.
fn ways(world: &World<'_>, aggregate: &Aggregate, event: EventId) -> (bool, bool) {
    let creates = world.model.begins(aggregate, event);
    (creates, world.model.goes_on(aggregate, event) || !creates)
}

impl Folds {
    fn add(&mut self, id: EventId, folding: Folding<'_, '_>) {
        let (arm, method, envelope) = folding.views();
        self.arms.push(FoldView { arm });
        self.methods.extend(method);
        let known = self.envelopes.entry(id).or_default();
        *known = envelope.max(*known);
    }
}

#[derive(Clone, Copy)]
struct Folding<'f, 'm> {
    world: &'f World<'m>,
    aggregate: &'f Aggregate,
    event: &'f Event,
    creates: bool,
    both: bool,
}

impl Folding<'_, '_> {
    fn views(&self) -> (String, Option<MethodView>, Envelope) {
        let variant = names::pascal(&self.event.name.value);
        let enumeration = format!("{}Event", names::pascal(&self.aggregate.name.value));
        if !self.creates && self.event.folds.is_empty() && self.event.moves_to.is_none() {
            let arm = format!("(Some(state), {enumeration}::{variant}(_)) => state");
            return (arm, None, Envelope::default());
        }
        let name = match (self.creates, self.both) {
            (true, true) => format!("created_by_{}", names::snake(&self.event.name.value)),
            _ => format!("on_{}", names::snake(&self.event.name.value)),
        };
        let body = self.body();
        let meta = if body.reads_meta { ", meta" } else { "" };
        let fails = if body.fails { "?" } else { "" };
        let arm = if self.creates {
            format!("(None, {enumeration}::{variant}(event)) => Self::{name}(event{meta}){fails}")
        } else {
            format!(
                "(Some(state), {enumeration}::{variant}(event)) => state.{name}(event{meta}){fails}"
            )
        };
        let receiver = if self.creates { "" } else { "self, " };
        let event = if body.reads_event { "event" } else { "_" };
        let meta = if body.reads_meta { ", meta: &kernel::Meta<'_>" } else { "" };
        let result = if body.fails { "Result<Self, kernel::FoldError>" } else { "Self" };
        let signature = format!("fn {name}({receiver}{event}: {variant}{meta}) -> {result}");
        let method = MethodView { signature, lines: body.lines };
        (arm, Some(method), body.envelope)
    }

    fn body(&self) -> Body {
        let mut body = Body::default();
        let exprs: Vec<_> = self
            .aggregate
            .state
            .iter()
            .filter_map(|field| self.fold_of(field)?.source.expr())
            .collect();
        let mut emitter = Emitter::new(&self.world.plan.types, self.places());
        emitter.announce(exprs.iter().copied());
        let mut given = Vec::new();
        for field in &self.aggregate.state {
            if let Some(value) = self.value(field, &mut emitter, &mut body) {
                given.push((names::snake(&field.name.value), value));
            }
        }
        body.reads_event |= exprs.iter().any(|expr| expr.reads(Root::Event));
        body.fails = exprs.iter().any(|expr| expr.reads(Root::Target));
        body.reads_meta = body.fails || exprs.iter().any(|expr| expr.reads(Root::Meta));
        let parts = exprs.iter().flat_map(|expr| expr.fields_of(Root::Meta));
        body.envelope = parts.map(|part| envelope_of(&part)).max().unwrap_or_default();
        if body.fails {
            let id = types::named_type(self.aggregate.identity, &self.world.plan.types);
            body.lines.insert(0, format!("let id: {id} = meta.id()?;"));
        }
        let rest =
            if self.creates || given.len() == self.aggregate.state.len() { "" } else { "..self" };
        let whole = fields::struct_expression("Self", &given, rest);
        body.lines.push(if body.fails { format!("Ok({whole})") } else { whole });
        body
    }

    /// The new value of a field of the state; nothing when it stays.
    fn value(&self, field: &Field, emitter: &mut Emitter<'_>, body: &mut Body) -> Option<String> {
        if let Some(state) = self.moved_to(field) {
            return Some(state);
        }
        let name = names::snake(&field.name.value);
        match self.fold_of(field).map(|fold| &fold.source) {
            Some(Source::Written(expr) | Source::ByName(expr)) => Some(emitter.owned(expr)),
            Some(Source::Hook(hook)) => {
                let state = if self.creates || self.both { "" } else { "&self, " };
                body.lines.push(format!("let {name} = hooks::{}({state}&event);", hook.value));
                body.reads_event = true;
                Some(name)
            }
            Some(Source::Default) => Some(fields::default_value(self.world, field)),
            None if self.creates => Some(self.initial(field)),
            None => None,
        }
    }

    fn fold_of(&self, field: &Field) -> Option<&Fold> {
        self.event.folds.iter().find(|fold| fold.field.value == field.name.value)
    }

    fn moved_to(&self, field: &Field) -> Option<String> {
        let lifecycle = self.aggregate.lifecycle.as_ref()?;
        let to = self.event.moves_to.as_ref()?;
        (lifecycle.field.value == field.name.value).then(|| self.word(field, to.value))
    }

    /// The value of a field that a creating event does not give.
    fn initial(&self, field: &Field) -> String {
        match &self.aggregate.lifecycle {
            Some(lifecycle) if lifecycle.field.value == field.name.value => {
                self.word(field, lifecycle.initial.value)
            }
            Some(_) | None => fields::default_value(self.world, field),
        }
    }

    fn word(&self, field: &Field, place: usize) -> String {
        match field.ty.present() {
            Type::Named(id) => types::variant(*id, place, &self.world.plan.types),
            _ => String::new(),
        }
    }

    /// A field of the state that gets a new value may be taken apart; the others are still needed.
    fn places(&self) -> Places {
        let places = Places::default()
            .root(Root::Event, "event", Held::Owned)
            .root(Root::State, "self", Held::Borrowed)
            .root(Root::Target, "id", Held::Owned)
            .root(Root::Meta, "meta", Held::Borrowed)
            .field(Root::Meta, "actor", "meta.actor", Held::Text);
        let replaced = self.aggregate.state.iter().filter(|field| self.fold_of(field).is_some());
        replaced.fold(places, |places, field| {
            let name = &field.name.value;
            places.field(Root::State, name, format!("self.{}", names::snake(name)), Held::Owned)
        })
    }
}

/// How much of the envelope has to be there for a part of `meta`.
fn envelope_of(part: &str) -> Envelope {
    if part == "recorded_at" { Envelope::Time } else { Envelope::Whole }
}

#[derive(Default)]
struct Body {
    lines: Vec<String>,
    reads_event: bool,
    reads_meta: bool,
    envelope: Envelope,
    fails: bool,
}
