//! Commands: load, decide, fold what was decided, store it.

mod command_log;
mod folded;
mod snapshot;

use std::str::from_utf8;

use kernel::{Aggregate, Context, DomainEvent, Few, Refusal, Timestamp, Uuid};

use crate::cache::{Folded, StreamKey};
use crate::error::StoreError;
use crate::log::append::{Envelope, NewEvent, append};
use crate::store::Store;
use crate::unit::Unit;

/// What is known about a command besides its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandMeta {
    /// The identity of the command: given again, it is answered with the first receipt.
    pub command_id: Uuid,
    /// What the command belongs to: the same for everything that one request sets off.
    pub correlation_id: Uuid,
    /// The event that led to the command, if it was one.
    pub causation_id: Option<Uuid>,
    /// Who gave the command, if that is known.
    pub actor: Option<String>,
    /// The number of stored events that the stream must have, 0 for none, if that matters.
    pub expected: Option<u64>,
}

impl CommandMeta {
    /// A command under an id of the caller's choice, with nothing else known about it.
    pub fn new(command_id: Uuid) -> Self {
        let correlation_id = command_id;
        Self { command_id, correlation_id, causation_id: None, actor: None, expected: None }
    }

    /// A command under a new id.
    pub fn fresh() -> Self {
        Self::new(Uuid::now_v7())
    }

    fn decide<A: Aggregate>(
        &self,
        folded: &Folded<A>,
        id: &A::Id,
        command: A::Command,
        now: Timestamp,
    ) -> Result<Few<A::Event>, ExecuteError<A::Rejection>> {
        let actual = folded.version;
        if let Some(expected) = self.expected.filter(|expected| *expected != actual) {
            return Err(ExecuteError::Conflict { expected, actual });
        }
        let context = Context {
            now,
            actor: self.actor.clone(),
            correlation_id: self.correlation_id,
            causation_id: self.causation_id.unwrap_or(self.command_id),
        };
        Ok(A::decide(folded.state.as_ref(), id, command, &context)?)
    }
}

/// What became of an accepted command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The kind of stream.
    pub category: String,
    /// The instance that handled the command.
    pub stream_id: String,
    /// The number of stored events of the stream after the command.
    pub stream_version: u64,
    /// The position of the command's last event in the log; 0 if it caused none.
    pub position: u64,
    /// How many events the command caused.
    pub events: u64,
    /// Whether the command had been executed before, and this is the receipt of that time.
    pub repeated: bool,
}

/// Why a command had no effect.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError<R> {
    /// The domain refused it.
    #[error(transparent)]
    Rejected(R),
    /// The command needs an instance, and there is none.
    #[error("there is no such instance")]
    NotFound,
    /// The command makes an instance, and there is one already.
    #[error("the instance exists already")]
    AlreadyExists,
    /// The stream has changed since its version was looked up.
    #[error("the stream has {actual} events, not {expected}")]
    Conflict {
        /// The version that the command asked for.
        expected: u64,
        /// The version that the stream has.
        actual: u64,
    },
    /// The store failed, or an event cannot be read.
    #[error(transparent)]
    Store(StoreError),
}

impl<R> From<StoreError> for ExecuteError<R> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<R> From<Refusal<R>> for ExecuteError<R> {
    fn from(refusal: Refusal<R>) -> Self {
        match refusal {
            Refusal::Rejected(rejection) => Self::Rejected(rejection),
            Refusal::NotFound => Self::NotFound,
            Refusal::AlreadyExists => Self::AlreadyExists,
        }
    }
}

/// How a command ends.
pub type Executed<A> = Result<Receipt, ExecuteError<<A as Aggregate>::Rejection>>;

impl Store {
    /// Executes a command and waits until its events are stored.
    pub fn execute<A: Aggregate>(
        &self,
        id: &A::Id,
        command: A::Command,
        meta: CommandMeta,
    ) -> Executed<A> {
        let id = id.clone();
        self.write(move |unit| unit.execute::<A>(&id, command, &meta))
    }

    /// Queues a command; `reply` is called on the writer thread, see [`Store::submit`].
    pub fn execute_then<A: Aggregate>(
        &self,
        id: A::Id,
        command: A::Command,
        meta: CommandMeta,
        reply: impl FnOnce(Executed<A>) + Send + 'static,
    ) {
        self.submit(move |unit| unit.execute::<A>(&id, command, &meta), reply);
    }

    /// The state of an instance, if it exists, and the number of its stored events.
    pub fn load<A: Aggregate>(&self, id: &A::Id) -> Result<(Option<A>, u64), StoreError> {
        let stream = StreamKey::of::<A>(id);
        let folded = self.read(|connection| folded::load::<A>(connection, &stream))?;
        Ok((folded.state, folded.version))
    }
}

impl Unit<'_> {
    /// Executes a command as part of this unit.
    pub fn execute<A: Aggregate>(
        &mut self,
        id: &A::Id,
        command: A::Command,
        meta: &CommandMeta,
    ) -> Executed<A> {
        if let Some(first) = command_log::find(self.connection(), meta.command_id)? {
            return Ok(first);
        }
        let stream = StreamKey::of::<A>(id);
        let mut folded = match self.take::<A>(&stream) {
            Some(cached) => cached,
            None => Box::new(folded::load(self.connection(), &stream)?),
        };
        let now = self.now();
        let events = match meta.decide(&folded, id, command, now) {
            Ok(events) => events,
            Err(refused) => {
                self.put_back(stream, folded);
                return Err(refused);
            }
        };
        let envelope = Envelope {
            category: &stream.category,
            stream_id: &stream.id,
            recorded_at: now,
            actor: meta.actor.as_deref(),
            correlation_id: meta.correlation_id,
            causation_id: meta.command_id,
        };
        let receipt = match self.store(&envelope, &mut folded, events) {
            Ok(receipt) => receipt,
            Err(error) => {
                self.spoil(error.clone());
                return Err(error.into());
            }
        };
        command_log::record(self.connection(), meta, &receipt, now)?;
        self.put_changed(stream, folded);
        Ok(receipt)
    }

    /// Appends what was decided. An event that cannot be folded fails the command here, before
    /// anything of it is committed, and not every command after it.
    fn store<A: Aggregate>(
        &mut self,
        envelope: &Envelope<'_>,
        folded: &mut Folded<A>,
        events: Few<A::Event>,
    ) -> Result<Receipt, StoreError> {
        let before = folded.version;
        let mut position = 0;
        for event in events {
            let payload = event.write()?;
            let new = NewEvent {
                stream_version: folded.version + 1,
                stored_type: event.stored_type(),
                version: event.version(),
                payload: from_utf8(&payload)
                    .map_err(|error| StoreError::Damaged(error.to_string()))?,
            };
            let meta = append(self.connection(), envelope, new)?;
            A::evolve(&mut folded.state, event, &meta)?;
            folded.version += 1;
            position = meta.position.stored;
        }
        if folded.version > before {
            snapshot::save_if_due(self.connection(), envelope, before, folded)?;
            self.announce();
        }
        Ok(Receipt {
            category: envelope.category.to_owned(),
            stream_id: envelope.stream_id.to_owned(),
            stream_version: folded.version,
            position,
            events: folded.version - before,
            repeated: false,
        })
    }
}
