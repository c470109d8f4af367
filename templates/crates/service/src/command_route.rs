//! One route for each command.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, PathRejection, QueryRejection},
    },
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use kernel::{Aggregate, CommandSet, StreamId};
use serde::{Deserialize, Serialize};
use store_sqlite::{CommandMeta, Receipt};
use tokio::sync::oneshot;

use crate::{problem::Problem, request, router::App};

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
#[derive(Debug, Deserialize)]
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
pub(crate) fn routes<A: Aggregate>(
    base: &'static str,
    commands: &'static [CommandRoute],
) -> Router<App>
where
    A::Command: 'static,
{
    commands.iter().fold(Router::new(), |router, command| {
        let path = command.path;
        if command.creates {
            let create = move |State(app), chosen, headers, body| {
                create::<A>(app, command, chosen, headers, body)
            };
            router.route(&format!("{base}/{path}"), post(create))
        } else {
            let give =
                move |State(app), id, headers, body| give::<A>(app, command, id, headers, body);
            router.route(&format!("{base}/{{id}}/{path}"), post(give))
        }
    })
}

/// Handles a command that makes a new instance, under the id that the client chooses or a fresh one.
async fn create<A: Aggregate>(
    app: App,
    route: &'static CommandRoute,
    chosen: Result<Query<Chosen>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem>
where
    A::Command: 'static,
{
    let Query(Chosen { id }) =
        chosen.map_err(|_| Problem::malformed("the only parameter is `id`"))?;
    let meta = request::command_meta(&headers, &scope(route, id.as_deref()))?;
    let id = match id {
        Some(id) => parse_id::<A>(&id)?,
        None => A::Id::fresh().ok_or_else(|| {
            Problem::malformed("choose the id of the new instance with the parameter `id`")
        })?,
    };
    let command = read::<A>(route, &headers, body)?;
    let receipt = execute::<A>(&app, id, command, meta).await?;
    Ok((StatusCode::CREATED, accepted(receipt)).into_response())
}

/// Handles a command of an instance that exists.
async fn give<A: Aggregate>(
    app: App,
    route: &'static CommandRoute,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem>
where
    A::Command: 'static,
{
    let Path(id) = id.map_err(|_| Problem::malformed("the id is not text"))?;
    let id = parse_id::<A>(&id)?;
    let meta = request::command_meta(&headers, &scope(route, Some(&id.to_string())))?;
    let command = read::<A>(route, &headers, body)?;
    let receipt = execute::<A>(&app, id, command, meta).await?;
    Ok(accepted(receipt).into_response())
}

fn scope(route: &CommandRoute, id: Option<&str>) -> String {
    format!("{}\u{1f}{}", route.command_type, id.unwrap_or_default())
}

fn parse_id<A: Aggregate>(id: &str) -> Result<A::Id, Problem> {
    id.parse().map_err(|error| Problem::malformed(format!("`{id}` is no id here: {error}")))
}

/// Reads the fields of a command.
fn read<A: Aggregate>(
    route: &CommandRoute,
    headers: &HeaderMap,
    body: Body,
) -> Result<A::Command, Problem> {
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(LONGEST_BODY),
        _ => Problem::malformed("the body does not come to an end"),
    })?;
    if !request::is_json(headers, &body) {
        return Err(Problem::not_json());
    }
    let text = str::from_utf8(&body).map_err(|_| Problem::malformed("the body is not UTF-8"))?;
    // A list would be read as the fields in their order, which is no promise of anybody's.
    if text.trim_start().starts_with('[') {
        return Err(Problem::unfit("the fields of a command are a JSON object, not a list"));
    }
    // A command without fields needs no body.
    let payload = if text.is_empty() { "{}" } else { text };
    Ok(A::Command::read(route.command_type, payload.as_bytes())?)
}

async fn execute<A: Aggregate>(
    app: &App,
    id: A::Id,
    command: A::Command,
    meta: CommandMeta,
) -> Result<Receipt, Problem>
where
    A::Command: 'static,
{
    let (reply, result) = oneshot::channel();
    // A client that has gone away does not hear the answer; the command counts all the same.
    app.store.execute_then::<A>(id, command, meta, move |executed| drop(reply.send(executed)));
    let executed = result.await.map_err(|_| Problem::internal())?;
    Ok(executed?)
}

/// The answer, with the version as entity tag for the next `If-Match`.
fn accepted(receipt: Receipt) -> impl IntoResponse {
    let Receipt { category: _, stream_id, stream_version, position, events, repeated } = receipt;
    let tag = [(header::ETAG, format!("\"{stream_version}\""))];
    (tag, Json(Accepted { id: stream_id, version: stream_version, position, events, repeated }))
}
