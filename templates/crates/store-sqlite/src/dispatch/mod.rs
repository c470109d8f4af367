//! Commands that policies and sagas issued: they wait in a table, and the dispatcher executes each
//! in a transaction of its own that also deletes it. A transaction changes one aggregate.

pub(crate) mod handler;
pub(crate) mod pending;
pub(crate) mod rejected;
pub(crate) mod worker;
