//! Policies in the store: the commands they issue wait in the transaction of their checkpoint.

use std::marker::PhantomData;

use kernel::{Policy, ReactError, StoredEvent};

use crate::dispatch::pending::{Issuer, issue};
use crate::processor::{Kind, Processor, store_failed};
use crate::unit::Unit;

/// Runs a [`Policy`].
pub(crate) struct PolicyProcessor<P>(pub(crate) PhantomData<fn() -> P>);

impl<P: Policy> Processor for PolicyProcessor<P> {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn kind(&self) -> Kind {
        Kind::Policy
    }

    fn fingerprint(&self) -> &'static str {
        ""
    }

    fn stored_types(&self) -> &'static [&'static str] {
        P::stored_types()
    }

    fn react(&self, stored: &StoredEvent<'_>, unit: &mut Unit<'_>) -> Result<(), ReactError> {
        let issuer = Issuer {
            name: P::NAME,
            lane: &format!("{}/{}", stored.meta.category, stored.meta.stream_id),
            cause: stored.meta.event_id,
            correlation_id: stored.meta.correlation_id,
        };
        issue(unit, &issuer, (0..).zip(P::react(stored)?)).map_err(store_failed)
    }
}
