//! What a service consists of, said piece by piece.

use axum::Router;
use kernel::{Aggregate, Policy, PublicEvent, ReadModel, Saga};
use store_sqlite::Wiring;

use crate::{
    command_route::{self, CommandRoute},
    feed::{Outlet, Style},
    history::{Reader, Sample},
    query_route::{self, QueryRoute},
    router::App,
};

/// A service that is ready to run: its routes, its reactions, its history.
#[must_use]
pub struct Service {
    pub(crate) name: &'static str,
    pub(crate) openapi: &'static str,
    pub(crate) wiring: Wiring,
    pub(crate) routes: Router<App>,
    pub(crate) outlets: Vec<Outlet>,
    pub(crate) readers: Vec<Reader>,
    pub(crate) read_models: Vec<&'static str>,
    pub(crate) history: &'static [Sample],
}

impl Service {
    /// A service without anything in it. `openapi` is the document that clients get.
    pub fn new(name: &'static str, openapi: &'static str) -> Self {
        Self {
            name,
            openapi,
            wiring: Wiring::new(),
            routes: Router::new(),
            outlets: Vec::new(),
            readers: Vec::new(),
            read_models: Vec::new(),
            history: &[],
        }
    }

    /// Adds an aggregate: its commands can be given by clients below `base`, and by reactions.
    pub fn aggregate<A: Aggregate>(
        mut self,
        base: &'static str,
        commands: &'static [CommandRoute],
    ) -> Self
    where
        A::Command: 'static,
    {
        self.wiring = self.wiring.aggregate::<A>();
        self.routes = self.routes.merge(command_route::routes::<A>(base, commands));
        self.readers.push(Reader::of::<A>(base));
        self
    }

    /// Lets the public events of an aggregate leave by a channel: anybody can read them at
    /// `/feeds/{channel}`.
    pub fn publishes<A: Aggregate<Event: PublicEvent>>(
        mut self,
        channel: &'static str,
        style: Style,
    ) -> Self {
        self.outlets.push(Outlet::of::<A>(channel, style));
        self
    }

    /// Adds a policy.
    pub fn policy<P: Policy>(self) -> Self {
        Self { wiring: self.wiring.policy::<P>(), ..self }
    }

    /// Adds a saga.
    pub fn saga<S: Saga>(self) -> Self {
        Self { wiring: self.wiring.saga::<S>(), ..self }
    }

    /// Adds a read model, whose questions can be asked below `base`.
    pub fn read_model<M: ReadModel>(
        mut self,
        base: &'static str,
        queries: &'static [QueryRoute],
    ) -> Self {
        self.wiring = self.wiring.read_model::<M>();
        self.routes = self.routes.merge(query_route::routes::<M>(base, queries));
        self.read_models.push(M::NAME);
        self
    }

    /// Says what older builds have stored, for a demonstration that it can still be read.
    pub fn history(self, samples: &'static [Sample]) -> Self {
        Self { history: samples, ..self }
    }
}
