//! Whether the process lives, and whether it keeps up.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use store_sqlite::{ProcessorState, ProcessorStatus, Status};

use crate::{problem::Problem, router::App};

/// How everything is doing.
#[derive(Debug, Serialize)]
struct Report {
    /// `ready`, or `failing` when something does not go on by itself.
    status: &'static str,
    /// The position of the newest event.
    head: u64,
    processors: Vec<Processor>,
    /// How executing the commands of policies and sagas is going.
    dispatcher: &'static str,
    pending_commands: u64,
    rejected_commands: u64,
}

/// How one policy, saga or read model is doing.
#[derive(Debug, Serialize)]
struct Processor {
    name: &'static str,
    kind: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    position: u64,
    /// How many positions it is behind the newest event.
    lag: u64,
    dead_letters: u64,
}

/// The process answers: that is all there is to say.
pub(crate) async fn live() -> Json<serde_json::Value> {
    Json(serde_json::json!({ "status": "live" }))
}

/// Whether everything goes on, with the details.
pub(crate) async fn ready(State(app): State<App>) -> Result<Response, Problem> {
    let report = Report::from(app.look(|app| app.monitor.status()).await?);
    let status = match report.status {
        "ready" => StatusCode::OK,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    };
    Ok((status, Json(report)).into_response())
}

/// The state in one word.
fn word(state: &ProcessorState) -> &'static str {
    match state {
        ProcessorState::Running => "running",
        ProcessorState::Retrying { .. } => "retrying",
        ProcessorState::Stopped { .. } => "stopped",
    }
}

/// What went wrong, if anything did.
fn trouble(processor: &ProcessorStatus) -> Option<&str> {
    match &processor.state {
        ProcessorState::Running => processor.timer_error.as_deref(),
        ProcessorState::Retrying { error, .. } | ProcessorState::Stopped { error } => Some(error),
    }
}

impl From<Status> for Report {
    fn from(status: Status) -> Self {
        let running = |state: &ProcessorState| matches!(state, ProcessorState::Running);
        let fine = status.processors.iter().all(|processor| running(&processor.state));
        Self {
            status: if fine && running(&status.dispatcher) { "ready" } else { "failing" },
            head: status.head,
            processors: status.processors.into_iter().map(Processor::from).collect(),
            dispatcher: word(&status.dispatcher),
            pending_commands: status.pending_commands,
            rejected_commands: status.rejected_commands,
        }
    }
}

impl From<ProcessorStatus> for Processor {
    fn from(processor: ProcessorStatus) -> Self {
        Self {
            name: processor.name,
            kind: processor.kind.to_string(),
            state: word(&processor.state),
            error: trouble(&processor).map(str::to_owned),
            position: processor.position,
            lag: processor.lag,
            dead_letters: processor.dead_letters,
        }
    }
}
