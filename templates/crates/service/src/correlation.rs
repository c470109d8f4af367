//! What a request belongs to: given by the client or made up here, and said again in the answer.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use kernel::Uuid;

use crate::problem::Problem;

/// The header that carries it, in both directions.
pub(crate) const CORRELATION_ID: HeaderName = HeaderName::from_static("x-correlation-id");

/// The id that the client gives, or a fresh one, which is then put into the headers.
pub(crate) fn settle(headers: &mut HeaderMap) -> Result<Uuid, Problem> {
    if headers.contains_key(CORRELATION_ID) {
        return read(headers);
    }
    let id = Uuid::now_v7();
    headers.insert(CORRELATION_ID, value(id));
    Ok(id)
}

/// The id of a request that has one.
pub(crate) fn read(headers: &HeaderMap) -> Result<Uuid, Problem> {
    let given = headers.get(CORRELATION_ID).and_then(|value| value.to_str().ok());
    given
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| Problem::malformed("`X-Correlation-Id` has to be a UUID"))
}

/// The id as a header's value.
pub(crate) fn value(id: Uuid) -> HeaderValue {
    let mut buffer = Uuid::encode_buffer();
    let text = id.hyphenated().encode_lower(&mut buffer);
    // A UUID consists of letters that any header may have.
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}
