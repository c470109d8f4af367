//! What can be seen where an expression stands. Each builder gives nothing when a part of what it needs is bad
//! and reported already, so that nothing follows from it.

use super::{known::Known, level::Home};
use crate::{
    case,
    expr::{Fields, Root, Scope},
    model::{AggregateId, CommandId, EventId, Handler, Subject, Writer},
    types::{Field, Scalar, Type},
};

impl<'m> Known<'m> {
    /// A scope in which nothing can be seen yet but types.
    fn bare(self, bare: Option<Root>, home: Home) -> Scope<'m> {
        let place = self.place(home);
        Scope { types: &self.model.types, place, bare, roots: Vec::new(), absent: None }
    }

    /// What a decision sees: the command, its target, the state unless it creates, and the envelope.
    pub(super) fn decision_scope(self, id: CommandId, home: Home) -> Option<Scope<'m>> {
        let command = &self.model.commands[id];
        let mut scope = self.bare(Some(Root::Command), home);
        scope.roots.push((Root::Command, self.fields(Subject::Command(id), &command.fields)?));
        if let Handler::Aggregate(aggregate) = command.handler {
            scope.roots.push((Root::Target, self.target(aggregate)));
            if command.creates {
                scope.absent = Some((Root::State, "a command that creates has no state yet"));
            } else {
                scope.roots.push((Root::State, self.state(aggregate)?));
            }
        }
        scope.roots.push((Root::Meta, envelope()));
        Some(scope)
    }

    /// What an event sees when it changes the state; an event that creates sees no state.
    pub(super) fn fold_scope(
        self,
        id: EventId,
        aggregate: AggregateId,
        creates: bool,
        home: Home,
    ) -> Option<Scope<'m>> {
        let mut scope = self.event_scope(id, home)?;
        if creates {
            let why = "an instance begins with this event, and has no state yet; where the event happens later too, begin with another one";
            scope.absent = Some((Root::State, why));
        } else {
            scope.roots.push((Root::State, self.state(aggregate)?));
        }
        Some(scope)
    }

    /// What whoever reacts to an event sees: the event, its stream, its envelope.
    pub(super) fn event_scope(self, id: EventId, home: Home) -> Option<Scope<'m>> {
        let event = &self.model.events[id];
        let mut scope = self.bare(Some(Root::Event), home);
        scope.roots.push((Root::Event, self.fields(Subject::Event(id), &event.fields)?));
        scope.roots.push((Root::Event, Fields::Given(vec![("stream_id", self.stream_type(id))])));
        scope.roots.push((Root::Meta, envelope()));
        Some(scope)
    }

    /// The type of the stream of an event: the identity of its aggregate, or text where no aggregate writes it.
    pub(super) fn stream_type(self, id: EventId) -> Type {
        match self.model.events[id].writer {
            Writer::Aggregate(aggregate) => Type::Named(self.model.aggregates[aggregate].identity),
            Writer::System(_) | Writer::Nobody => Type::Scalar(Scalar::Text),
        }
    }

    /// The fields of a message, unless one of them is bad.
    pub(super) fn fields(self, owner: Subject, fields: &'m [Field]) -> Option<Fields<'m>> {
        (!self.poisoned.contains(&owner)).then_some(Fields::Declared(fields))
    }

    fn state(self, id: AggregateId) -> Option<Fields<'m>> {
        self.fields(Subject::Aggregate(id), &self.model.aggregates[id].state)
    }

    /// The identity that a command addresses, under the name of its aggregate.
    fn target(self, id: AggregateId) -> Fields<'m> {
        let aggregate = &self.model.aggregates[id];
        Fields::Single(self.target_name(id), Type::Named(aggregate.identity))
    }

    /// The name under which a command says which instance it addresses: the aggregate's in snake case.
    pub(super) fn target_name(self, id: AggregateId) -> String {
        case::snake(&self.model.aggregates[id].name.value).into_owned()
    }
}

/// What travels with every event; in a decision `recorded_at` is the time at which it is made.
fn envelope() -> Fields<'static> {
    Fields::Given(vec![
        ("recorded_at", Type::Scalar(Scalar::Timestamp)),
        ("actor", Type::Scalar(Scalar::Text).optional()),
        ("correlation_id", Type::Scalar(Scalar::Uuid)),
        ("causation_id", Type::Scalar(Scalar::Uuid)),
    ])
}
