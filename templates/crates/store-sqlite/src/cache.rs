//! The states of the streams used last, so that a command need not replay its stream.

use std::any::Any;
use std::borrow::Cow;

use hashlink::LruCache;
use kernel::Aggregate;

/// Names a stream: category and identity.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct StreamKey {
    pub(crate) category: Cow<'static, str>,
    pub(crate) id: String,
}

impl StreamKey {
    pub(crate) fn of<A: Aggregate>(id: &A::Id) -> Self {
        Self { category: Cow::Borrowed(A::CATEGORY), id: id.to_string() }
    }
}

/// A stream folded up to and including `version`, the number of its stored events.
#[derive(Debug, Clone)]
pub(crate) struct Folded<A> {
    pub(crate) state: Option<A>,
    pub(crate) version: u64,
}

/// Least-recently-used cache of [`Folded`] streams of any aggregate type. It belongs to the writer
/// thread and holds only what is committed or about to be.
pub(crate) struct StateCache {
    streams: LruCache<StreamKey, Box<dyn Any + Send>>,
}

impl StateCache {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { streams: LruCache::new(capacity) }
    }

    /// Takes the stream out: whoever fails while changing it simply does not put it back.
    pub(crate) fn take<A: Aggregate>(&mut self, stream: &StreamKey) -> Option<Box<Folded<A>>> {
        self.streams.remove(stream)?.downcast().ok()
    }

    pub(crate) fn put<A: Aggregate>(&mut self, stream: StreamKey, folded: Box<Folded<A>>) {
        self.streams.insert(stream, folded);
    }

    pub(crate) fn forget(&mut self, stream: &StreamKey) {
        self.streams.remove(stream);
    }

    pub(crate) fn clear(&mut self) {
        self.streams.clear();
    }
}
