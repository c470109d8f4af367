//! Decisions: given events, when a command, then events or a refusal.

use std::fmt::Debug;

use super::{
    Recorded, context,
    like::{holds, parsed},
    uuid,
};
use crate::{Aggregate, CommandSet, Context, DomainEvent, Few, Refusal};

/// An instance to which these events have happened; none for one that does not exist.
pub fn given<A: Aggregate>(events: impl IntoIterator<Item = A::Event>) -> Given<A> {
    let mut given = Given { state: None, id: sample_id::<A>(), stored: 0, context: context() };
    for event in events {
        given.fold(event);
    }
    given
}

/// An instance to which these stored events have happened, in whatever version they were stored.
pub fn given_stored<A: Aggregate>(events: impl IntoIterator<Item = Recorded>) -> Given<A> {
    let read = |event: Recorded| {
        A::Event::read(&event.stored())
            .unwrap_or_else(|error| panic!("the past is unreadable: {error}"))
    };
    given(events.into_iter().flat_map(read))
}

/// The first sample id: a UUID where the identity is one, else the number 1.
fn sample_id<A: Aggregate>() -> A::Id {
    let uuid = uuid(1).to_string();
    uuid.parse().or_else(|_| "1".parse()).expect("an identity is a UUID, a number, or any text")
}

/// An instance before a command.
pub struct Given<A: Aggregate> {
    state: Option<A>,
    id: A::Id,
    stored: u64,
    context: Context,
}

impl<A: Aggregate> Given<A> {
    /// Lets somebody give the command.
    #[must_use]
    pub fn by(mut self, actor: &str) -> Self {
        self.context.actor = Some(actor.to_owned());
        self
    }

    /// Gives a command to the instance.
    pub fn when(self, command: impl Into<A::Command>) -> Decision<A> {
        let outcome = A::decide(self.state.as_ref(), &self.id, command.into(), &self.context);
        Decision { before: self, outcome }
    }

    /// Makes it the instance of that id.
    #[must_use]
    pub fn called(mut self, id: &str) -> Self {
        self.id = id.parse().expect("the id of an instance");
        self
    }

    /// Gives a command by its name, with fields as JSON, the way the interface does.
    pub fn when_asked(self, command_type: &str, fields: &str) -> Decision<A> {
        let command = A::Command::read(command_type, fields.as_bytes());
        let command = command.unwrap_or_else(|error| panic!("no such command: {error}"));
        self.when(command)
    }

    /// Folds an event, and takes the state through a snapshot: that must not change it.
    fn fold(&mut self, event: A::Event) {
        self.stored += 1;
        let recorded = Recorded::new("", 0, "").in_stream(&self.id).nth(A::CATEGORY, self.stored);
        A::evolve(&mut self.state, event, &recorded.stored().meta)
            .unwrap_or_else(|error| panic!("the past is impossible: {error}"));
        if let Some(state) = &self.state {
            let snapshot = state.save().expect("the state can be saved");
            let loaded = A::load(&snapshot).expect("what was saved can be loaded");
            assert_eq!(loaded.save().ok(), Some(snapshot), "a snapshot keeps the whole state");
            self.state = Some(loaded);
        }
    }
}

/// What came of a command.
#[must_use]
pub struct Decision<A: Aggregate> {
    before: Given<A>,
    outcome: Result<Few<A::Event>, Refusal<A::Rejection>>,
}

impl<A: Aggregate<Event: Debug + PartialEq>> Decision<A> {
    /// Exactly these events followed. They are folded too, so the next command meets their effect.
    pub fn then(self, expected: &[A::Event]) -> Given<A> {
        let events = self.outcome.expect("the command is accepted");
        assert_eq!(events.as_slice(), expected, "the events that followed, and those expected");
        let mut after = self.before;
        events.into_iter().for_each(|event| after.fold(event));
        after
    }

    /// Events of these stored types followed, holding at least these fields (JSON objects).
    pub fn then_like(self, expected: &[(&str, &str)]) -> Given<A> {
        let events = self.outcome.expect("the command is accepted");
        let types: Vec<_> = events.iter().map(DomainEvent::stored_type).collect();
        let wanted: Vec<_> = expected.iter().map(|(stored_type, _)| *stored_type).collect();
        assert_eq!(types, wanted, "the events that followed, and those expected");
        for (event, (_, fields)) in events.iter().zip(expected) {
            let payload = event.write().expect("the event can be written");
            let payload = parsed(&String::from_utf8(payload).expect("events are JSON text"));
            assert!(holds(&payload, &parsed(fields)), "{event:?} holds {fields}");
        }
        let mut after = self.before;
        events.into_iter().for_each(|event| after.fold(event));
        after
    }

    /// The command was refused for a reason of the domain, `NotFound` or `AlreadyExists`.
    pub fn rejected(self, code: &str) {
        match self.outcome {
            Err(refusal) => assert_eq!(refusal.code(), code, "{refusal}"),
            Ok(events) => panic!("not refused with `{code}`, but accepted with {events:?}"),
        }
    }
}

impl<A: Aggregate + Debug + PartialEq> Given<A> {
    /// The state, at the end of a test.
    pub fn state(&self, expected: &A) {
        assert_eq!(self.state.as_ref(), Some(expected), "the state, and the one expected");
    }
}
