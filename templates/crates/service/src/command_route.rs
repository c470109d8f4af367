//! One route for each command.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State, rejection::BytesRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use kernel::{Aggregate, CommandSet, StreamId};
use serde::{Deserialize, Serialize};
use store_sqlite::{Receipt, Store};
use tokio::sync::oneshot;

use crate::{problem::Problem, request};

/// The longest body of a command, in bytes.
pub(crate) const LONGEST_BODY: usize = 64 * 1024;

/// A command as clients reach it.
#[derive(Debug, Clone, Copy)]
pub struct CommandRoute {
    /// The last part of the path, such as `debit-account`.
    pub path: &'static str,
    /// Context and command, such as `Accounts.DebitAccount`.
    pub command_type: &'static str,
    /// Whether it makes a new instance, so that the path has no id.
    pub creates: bool,
}

/// The id that a client chooses for a new instance.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    id: Option<String>,
}

/// What a client gets for a command that was accepted.
#[derive(Debug, Serialize)]
struct Accepted {
    /// The instance that handled the command.
    id: String,
    /// How many events the instance has now.
    version: u64,
    /// The position in the log; give it as `X-At-Least` to a question that must have seen it.
    position: u64,
    /// How many events the command caused.
    events: u64,
    /// Whether the command had been executed before.
    repeated: bool,
}

type Body = Result<Bytes, BytesRejection>;

/// The routes of one aggregate below its path, such as `/accounts/account`.
pub(crate) fn routes<A: Aggregate>(base: &'static str, commands: &'static [CommandRoute]) -> Router<Store>
where
    A::Command: 'static,
{
    commands.iter().fold(Router::new(), |router, command| {
        let path = command.path;
        if command.creates {
            let create = move |State(store), chosen: Result<Query<Chosen>, _>, headers, body| {
                create::<A>(store, base, command, chosen.map(|Query(chosen)| chosen).ok(), headers, body)
            };
            router.route(&format!("{base}/{path}"), post(create))
        } else {
            let give = move |State(store), Path(id), headers, body| give::<A>(store, command, id, headers, body);
            router.route(&format!("{base}/{{id}}/{path}"), post(give))
        }
    })
}

/// Handles a command that makes a new instance, under the id that the client chooses or a fresh one.
async fn create<A: Aggregate>(
    store: Store,
    base: &'static str,
    command: &'static CommandRoute,
    chosen: Option<Chosen>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem>
where
    A::Command: 'static,
{
    let chosen = chosen.ok_or_else(|| Problem::malformed("the only parameter is `id`"))?;
    let id = match chosen.id {
        Some(id) => parse_id::<A>(&id)?,
        None => A::Id::fresh().ok_or_else(|| Problem::malformed("choose the id of the new instance with `?id=`"))?,
    };
    let receipt = execute::<A>(store, command, id, &headers, body).await?;
    let location = HeaderValue::from_str(&format!("{base}/{}", receipt.stream_id));
    let mut response = (StatusCode::CREATED, Json(Accepted::from(receipt))).into_response();
    if let Ok(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// Handles a command of an instance that exists.
async fn give<A: Aggregate>(
    store: Store,
    command: &'static CommandRoute,
    id: String,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Accepted>, Problem>
where
    A::Command: 'static,
{
    let id = parse_id::<A>(&id)?;
    Ok(Json(execute::<A>(store, command, id, &headers, body).await?.into()))
}

async fn execute<A: Aggregate>(
    store: Store,
    route: &'static CommandRoute,
    id: A::Id,
    headers: &HeaderMap,
    body: Body,
) -> Result<Receipt, Problem>
where
    A::Command: 'static,
{
    let body = body.map_err(|_| Problem::too_large(LONGEST_BODY))?;
    if !request::is_json(headers, &body) {
        return Err(Problem::not_json());
    }
    // A command without fields needs no body.
    let payload: &[u8] = if body.is_empty() { b"{}" } else { &body };
    let command = A::Command::read(route.command_type, payload)?;
    let meta = request::command_meta(headers, &format!("{}/{id}", route.command_type))?;
    let (reply, result) = oneshot::channel();
    // A client that has gone away does not hear the answer; the command counts all the same.
    store.execute_then::<A>(id, command, meta, move |executed| drop(reply.send(executed)));
    let executed = result.await.map_err(|_| Problem::internal())?;
    Ok(executed?)
}

fn parse_id<A: Aggregate>(id: &str) -> Result<A::Id, Problem> {
    id.parse().map_err(|_| Problem::malformed(format!("`{id}` is not the id of an instance")))
}

impl From<Receipt> for Accepted {
    fn from(receipt: Receipt) -> Self {
        let Receipt { category: _, stream_id, stream_version, position, events, repeated } = receipt;
        Self { id: stream_id, version: stream_version, position, events, repeated }
    }
}
