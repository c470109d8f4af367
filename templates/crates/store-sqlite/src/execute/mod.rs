//! Commands: load, decide, fold what was decided, store it.

mod command_log;
mod folded;
mod meta;
mod outcome;
mod snapshot;

use std::str::from_utf8;

use kernel::{Aggregate, DomainEvent, Few};

use crate::cache::{Folded, StreamKey};
use crate::error::StoreError;
use crate::log::append::{Envelope, NewEvent, append};
use crate::store::Store;
use crate::unit::Unit;

pub use meta::CommandMeta;
pub use outcome::{ExecuteError, Executed, Receipt};

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
