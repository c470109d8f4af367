//! The whole HTTP interface: the routes of the domain, and what every service has.

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{Uri, header},
    middleware,
    response::IntoResponse,
    routing::get,
};
use store_sqlite::{Monitor, Store, StoreError};

use crate::{
    command_route::LONGEST_BODY,
    feed::{self, Outlet},
    guard::guard,
    health,
    problem::Problem,
    service::Service,
};

/// What requests work with.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) monitor: Monitor,
    /// The name of the service.
    pub(crate) name: &'static str,
    pub(crate) outlets: Arc<[Outlet]>,
    openapi: &'static str,
}

impl App {
    /// Looks something up in the store, aside from the threads that serve requests.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Self) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = self.clone();
        let found = tokio::task::spawn_blocking(move || look(&app)).await;
        Ok(found.map_err(|_| Problem::internal())??)
    }
}

/// Puts the interface of a service together.
pub(crate) fn router(service: &Service, store: Store, monitor: Monitor) -> Router {
    let Service { name, openapi, .. } = *service;
    let app = App { store, monitor, name, outlets: service.outlets.as_slice().into(), openapi };
    service
        .routes
        .clone()
        .route("/feeds/{channel}", get(feed::feed))
        .route("/openapi.json", get(self::openapi))
        .route("/health", get(health::live))
        .route("/health/ready", get(health::ready))
        .fallback(nothing_here)
        .method_not_allowed_fallback(async || Problem::wrong_method())
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(middleware::from_fn(guard))
        .with_state(app)
}

async fn openapi(State(app): State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], app.openapi)
}

async fn nothing_here(path: Uri) -> Problem {
    Problem::not_found(format!("there is nothing at `{}`; see /openapi.json", path.path()))
}
