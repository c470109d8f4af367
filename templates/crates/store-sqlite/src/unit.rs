//! What a job sees of the store while it runs: one unit of work, kept or undone as a whole.

use kernel::{Aggregate, Timestamp};
use rusqlite::{CachedStatement, Connection, Params};

use crate::cache::{Folded, StateCache, StreamKey};
use crate::clock::Clock;
use crate::error::StoreError;

/// One unit of work on the writer thread. Everything done through it is stored together, after
/// the closure that got it has returned `Ok`.
pub struct Unit<'a> {
    connection: &'a Connection,
    cache: &'a mut StateCache,
    clock: &'a dyn Clock,
    touched: Vec<StreamKey>,
    news: bool,
    spoiled: Option<StoreError>,
}

impl<'a> Unit<'a> {
    pub(crate) fn new(
        connection: &'a Connection,
        cache: &'a mut StateCache,
        clock: &'a dyn Clock,
    ) -> Self {
        Self { connection, cache, clock, touched: Vec::new(), news: false, spoiled: None }
    }

    /// The time now, as exact as the log keeps it.
    pub fn now(&self) -> Timestamp {
        let now = self.clock.now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    pub(crate) fn connection(&self) -> &'a Connection {
        self.connection
    }

    /// A statement of this crate, compiled once per connection.
    pub(crate) fn statement(&self, sql: &str) -> Result<CachedStatement<'a>, StoreError> {
        Ok(self.connection.prepare_cached(sql)?)
    }

    /// Executes a statement that gives no rows, and tells how many it changed.
    pub(crate) fn change(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        Ok(self.statement(sql)?.execute(params)?)
    }

    /// Takes a cached stream; whoever fails while changing it simply does not put it back.
    pub(crate) fn take<A: Aggregate>(&mut self, stream: &StreamKey) -> Option<Box<Folded<A>>> {
        self.cache.take(stream)
    }

    /// Puts a stream back that was not changed.
    pub(crate) fn put_back<A: Aggregate>(&mut self, key: StreamKey, as_it_was: Box<Folded<A>>) {
        self.cache.put(key, as_it_was);
    }

    /// Caches a stream as this unit left it; it is forgotten again if the unit is undone.
    pub(crate) fn put_changed<A: Aggregate>(&mut self, key: StreamKey, changed: Box<Folded<A>>) {
        self.touched.push(key.clone());
        self.cache.put(key, changed);
    }

    /// Says that a stream was written to past the cache.
    pub(crate) fn bypassed(&mut self, stream: StreamKey) {
        self.cache.forget(&stream);
        self.touched.push(stream);
    }

    /// Says that processors or the dispatcher have something to do once this is committed.
    pub(crate) fn announce(&mut self) {
        self.news = true;
    }

    /// Says that something was written by halves. The unit is then undone, even if the closure
    /// that got it makes light of the error.
    pub(crate) fn spoil(&mut self, error: StoreError) {
        self.spoiled.get_or_insert(error);
    }

    /// Why this unit must not be kept, if so.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        self.spoiled.clone().map_or(Ok(()), Err)
    }

    /// The streams changed, and whether somebody should be woken.
    pub(crate) fn finish(self) -> (Vec<StreamKey>, bool) {
        (self.touched, self.news)
    }
}
