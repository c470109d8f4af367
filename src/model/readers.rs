//! Who reads an event: everything of a model that changes when the event does.

use super::{
    AggregateId, ContextId, EventId, Model, PolicyId, ReadModelId, Reading, SagaId, Split,
};

/// One reader of an event.
#[derive(Debug, Clone, Copy)]
pub enum Reader<'m> {
    /// The state of the aggregate that writes it, where the event changes it.
    State(AggregateId),
    /// A policy that it starts.
    Policy(PolicyId),
    /// A saga that it starts or moves on.
    Saga(SagaId),
    /// A read model with rows that it changes.
    ReadModel(ReadModelId),
    /// A context that says it depends on it.
    Context(ContextId, &'m Reading),
    /// An event that is read as this one, among others.
    Split(EventId),
}

impl Model {
    /// Every reader of an event, in order of declaration kind by kind.
    pub fn readers_of(&self, event: EventId) -> Vec<Reader<'_>> {
        let folded = &self.events[event];
        let changes = !folded.folds.is_empty() || folded.moves_to.is_some();
        let states = self
            .aggregates
            .iter()
            .filter(|(_, aggregate)| changes && aggregate.events.contains(&event));
        let policies = self
            .policies
            .iter()
            .filter(|(_, policy)| policy.whenever.iter().any(|it| it.value == event));
        let sagas = self.sagas.iter().filter(|(_, saga)| {
            saga.starts.iter().any(|it| it.value == event)
                || saga.reactions.iter().any(|reaction| reaction.event == event)
        });
        let views = self
            .read_models
            .iter()
            .filter(|(_, view)| view.mappings.iter().any(|mapping| mapping.event == event));
        let contexts = self.contexts.iter().flat_map(|(id, context)| {
            let reads = context.reads.iter().filter(|reading| reading.event == event);
            reads.map(move |reading| Reader::Context(id, reading))
        });
        let is_part = |split: &Split| split.event == event;
        let splits = self.events.iter().filter(|(_, other)| other.split_into.iter().any(is_part));
        states
            .map(|(id, _)| Reader::State(id))
            .chain(policies.map(|(id, _)| Reader::Policy(id)))
            .chain(sagas.map(|(id, _)| Reader::Saga(id)))
            .chain(views.map(|(id, _)| Reader::ReadModel(id)))
            .chain(contexts)
            .chain(splits.map(|(id, _)| Reader::Split(id)))
            .collect()
    }
}
