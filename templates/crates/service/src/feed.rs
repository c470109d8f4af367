//! Feeds: the public events of the log, page by page, for whoever wants to know of them.
//!
//! The log is the outbox. A reader that keeps its position misses nothing, however long it was away,
//! and the service remembers nothing about it.

use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Aggregate, PublicEvent, Published, ReactError, ReadError, StoredEvent};
use store_sqlite::{RecordedEvent, StoreError, Stretch};

use crate::{
    cloud_event::{CloudEvent, Told},
    problem::Problem,
    query_route::Parameters,
    router::App,
};

/// Stored events behind one answer, unless the client asks for fewer.
const LONGEST_PAGE: usize = 100;
/// The header with the position to go on after.
const POSITION: &str = "x-position";

/// What an event that leaves carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// All that readers need.
    StateTransfer,
    /// Only that something happened; readers ask for the rest.
    Notification,
}

/// The public events of one aggregate, and the channel by which they leave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outlet {
    channel: &'static str,
    style: Style,
    types: fn() -> &'static [&'static str],
    tell: fn(&StoredEvent<'_>) -> Result<Vec<Vec<Published>>, ReactError>,
}

impl Outlet {
    pub(crate) fn of<A: Aggregate<Event: PublicEvent>>(
        channel: &'static str,
        style: Style,
    ) -> Self {
        Self { channel, style, types: A::Event::public_types, tell: tell::<A::Event> }
    }
}

/// The versions of each event that a stored one is read as.
fn tell<E: PublicEvent>(stored: &StoredEvent<'_>) -> Result<Vec<Vec<Published>>, ReactError> {
    E::read(stored)?.into_iter().map(|event| Ok(event.publish()?)).collect()
}

/// Answers with the events after a position.
pub(crate) async fn feed(
    State(app): State<App>,
    Path(channel): Path<String>,
    parameters: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Problem> {
    let mut parameters = Parameters::read(parameters)?;
    let after: u64 = parameters.take_optional("after")?.unwrap_or(0);
    let limit = parameters.take_optional("limit")?.unwrap_or(LONGEST_PAGE).clamp(1, LONGEST_PAGE);
    parameters.refuse_others()?;
    let outlets: Vec<Outlet> =
        app.outlets.iter().filter(|outlet| outlet.channel == channel).copied().collect();
    if outlets.is_empty() {
        return Err(Problem::not_found(format!("no events leave by a channel `{channel}`")));
    }
    let Page { events, upto } = app.look(move |app| page(app, &outlets, after, limit)).await??;
    let headers = [
        (header::CONTENT_TYPE.as_str(), "application/cloudevents-batch+json".to_owned()),
        (POSITION, upto.to_string()),
    ];
    Ok((headers, Json(events)).into_response())
}

/// Some of the events of a feed.
struct Page {
    events: Vec<CloudEvent>,
    /// The position to go on after.
    upto: u64,
}

/// Reads a page. It ends before an event that cannot be told; such an event at its beginning is a
/// problem, since a reader that went on would miss it.
fn page(
    app: &App,
    outlets: &[Outlet],
    after: u64,
    limit: usize,
) -> Result<Result<Page, Problem>, StoreError> {
    let types: Vec<&str> = outlets.iter().flat_map(|outlet| (outlet.types)()).copied().collect();
    let Stretch { events: stored, upto } = app.store.events_of(&types, after, limit)?;
    if upto < after {
        let detail = format!("the log ends at position {upto}: `after` is of another log");
        return Ok(Err(Problem::malformed(detail)));
    }
    let mut page = Page { events: Vec::new(), upto: after };
    for stored in &stored {
        match told(app.name, outlets, stored) {
            Ok(events) => page.events.extend(events),
            Err(problem) if page.upto == after => return Ok(Err(problem)),
            Err(_) => return Ok(Ok(page)),
        }
        page.upto = stored.position;
    }
    Ok(Ok(Page { upto, ..page }))
}

/// A stored event as it leaves: nothing if it was retired, several if it was split or is told in
/// several versions.
fn told(
    service: &str,
    outlets: &[Outlet],
    stored: &RecordedEvent,
) -> Result<Vec<CloudEvent>, Problem> {
    let is_of = |outlet: &&Outlet| (outlet.types)().contains(&stored.stored_type.as_str());
    let Some(outlet) = outlets.iter().find(is_of) else { return Ok(Vec::new()) };
    let parts = (outlet.tell)(&stored.stored()).map_err(unreadable)?;
    let of = parts.len();
    let with_data = outlet.style == Style::StateTransfer;
    let mut events = Vec::new();
    for (part, versions) in parts.into_iter().enumerate() {
        let told = Told { service, stored, part, of, with_data };
        for published in versions {
            let event = told.version(published).map_err(|error| broken(&error))?;
            events.push(event);
        }
    }
    Ok(events)
}

fn unreadable(error: ReactError) -> Problem {
    match error {
        ReactError::Read(ReadError::FromTheFuture { .. }) => {
            Problem::not_yet("the next event was stored by a newer build of this service")
        }
        other => broken(&other),
    }
}

fn broken(error: &dyn std::error::Error) -> Problem {
    tracing::error!(%error, "an event cannot be told to the readers of a feed");
    Problem::internal()
}
