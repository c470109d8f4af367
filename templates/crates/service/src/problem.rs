//! What a client is told when something is wrong: RFC 9457, one form for all errors.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{CommandError, Rejected};
use serde::Serialize;
use store_sqlite::{ExecuteError, StoreError};

/// An answer that says what is wrong, for people and for programs.
#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    /// The kind of problem, as a name in kebab case.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The kind of problem in words.
    pub title: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// What is wrong this time.
    pub detail: String,
    /// The reason by its name in the model, where the domain refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
}

impl Problem {
    fn new(
        status: StatusCode,
        kind: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self { kind, title, status: status.as_u16(), detail: detail.into(), code: None }
    }

    /// The request cannot be understood.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "malformed-request",
            "The request cannot be understood",
            detail,
        )
    }

    /// The request is understood, and its values do not fit.
    pub fn unfit(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "unfit-values", "The values do not fit", detail)
    }

    /// The body is not JSON by its own word.
    pub fn not_json() -> Self {
        let detail = "send the fields of the command with `Content-Type: application/json`";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", "The body is not JSON", detail)
    }

    /// The body is longer than any command.
    pub fn too_large(limit: usize) -> Self {
        let detail = format!("a command has at most {limit} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too large", detail)
    }

    /// There is nothing under that path or key.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing", detail)
    }

    /// The path exists, but not for this method.
    pub fn wrong_method() -> Self {
        let detail = "commands are given with POST, questions are asked with GET";
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "wrong-method",
            "The method does not fit the path",
            detail,
        )
    }

    /// The request took longer than any should.
    pub fn too_slow() -> Self {
        let detail = "a command may have been executed all the same: to find out, repeat it with \
             the same `Idempotency-Key`";
        Self::new(StatusCode::GATEWAY_TIMEOUT, "too-slow", "There is no answer in time", detail)
    }

    /// The answer is not ready in time.
    pub fn not_yet(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "not-yet", "The answer is not ready yet", detail)
    }

    /// The service failed. What exactly stands in its log and is not for clients.
    pub fn internal() -> Self {
        let detail = "the log of the service says why, under the correlation id of this answer";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "The service failed", detail)
    }
}

impl From<CommandError> for Problem {
    fn from(error: CommandError) -> Self {
        match &error {
            CommandError::Payload(json) if json.is_data() => Self::unfit(json.to_string()),
            CommandError::Payload(json) => Self::malformed(json.to_string()),
            CommandError::UnknownType { .. } => Self::not_found(error.to_string()),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Closed => Self::not_yet("the service is shutting down"),
            other => {
                tracing::error!(error = %other, "the store failed");
                Self::internal()
            }
        }
    }
}

impl<R: Rejected> From<ExecuteError<R>> for Problem {
    fn from(error: ExecuteError<R>) -> Self {
        let detail = error.to_string();
        match error {
            ExecuteError::Rejected(rejection) => Self {
                code: Some(rejection.code()),
                ..Self::new(
                    StatusCode::CONFLICT,
                    "rejected",
                    "The domain refuses the command",
                    detail,
                )
            },
            ExecuteError::NotFound => Self::not_found(detail),
            ExecuteError::AlreadyExists => Self::new(
                StatusCode::CONFLICT,
                "already-exists",
                "The instance exists already",
                detail,
            ),
            ExecuteError::Conflict { .. } => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "changed-meanwhile",
                "The instance has changed",
                detail,
            ),
            ExecuteError::Store(error) => error.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let content_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}
