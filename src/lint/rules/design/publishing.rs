//! The contexts from which events really leave.

use crate::{
    case,
    lint::on::On,
    model::{Audience, Context, ContextId, Publishes},
    source::Span,
};

/// A context that has public events, and says how they leave.
#[derive(Debug, Clone, Copy)]
pub(super) struct Publishing<'m> {
    /// The context.
    pub(super) id: ContextId,
    /// The same.
    pub(super) context: &'m Context,
    /// How its events leave.
    pub(super) how: &'m Publishes,
}

impl Publishing<'_> {
    /// The channel; the name of the context where none is said.
    pub(super) fn channel(&self) -> String {
        let own = || case::snake(&self.context.name.value).replace('_', "-");
        self.how.channel.as_ref().map_or_else(own, |channel| channel.value.clone())
    }

    /// Where the channel is named.
    pub(super) fn place(&self) -> Span {
        self.how.channel.as_ref().map_or(self.context.name.span, |channel| channel.span)
    }
}

/// The contexts from which events leave, in order of declaration.
pub(super) fn publishing<'m>(on: &On<'m>) -> Vec<Publishing<'m>> {
    let model = on.model;
    let leaves = |id| {
        let events = model.events_of(id);
        events.iter().any(|it| model.events[*it].audience == Audience::Public && !on.is_past(*it))
    };
    let contexts = model.contexts.iter().filter(|(id, _)| leaves(*id));
    contexts
        .filter_map(|(id, context)| {
            Some(Publishing { id, context, how: context.publishes.as_ref()? })
        })
        .collect()
}
