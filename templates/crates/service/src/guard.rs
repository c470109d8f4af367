//! Around every request: its id, its time limit, its line in the log. A panic ends one request.

use std::time::{Duration, Instant};

use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::Uuid;
use tracing::{Instrument, info_span};

use crate::{correlation, problem::Problem};

/// A request that takes longer is answered without its result.
const PATIENCE: Duration = Duration::from_secs(30);

/// Handles a request, whatever happens inside.
pub(crate) async fn guard(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let settled = correlation::settle(request.headers_mut());
    let id = *settled.as_ref().unwrap_or(&Uuid::nil());
    let span = info_span!("request", correlation_id = %id);
    let mut response = match settled {
        Ok(_) => contained(request, next).instrument(span.clone()).await,
        Err(problem) => problem.into_response(),
    };
    if !id.is_nil() {
        response.headers_mut().insert(correlation::CORRELATION_ID, correlation::value(id));
    }
    let status = response.status().as_u16();
    let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        if path.starts_with("/health") {
            tracing::debug!(%method, path, status, micros, "answered");
        } else {
            tracing::info!(%method, path, status, micros, "answered");
        }
    });
    response
}

/// Runs the request in a task of its own, where a panic stays.
async fn contained(request: Request, next: Next) -> Response {
    let mut task = tokio::spawn(next.run(request).in_current_span());
    match tokio::time::timeout(PATIENCE, &mut task).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => {
            tracing::error!(error = %panic, "a request panicked");
            Problem::internal().into_response()
        }
        Err(_) => {
            task.abort();
            tracing::warn!("a request took too long");
            Problem::too_slow().into_response()
        }
    }
}
