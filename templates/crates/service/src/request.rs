//! What the headers of a request say about a command.

use std::str::FromStr;

use axum::http::{HeaderMap, header};
use kernel::Uuid;
use store_sqlite::CommandMeta;

use crate::problem::Problem;

/// Repeats of a request carry the same key and are answered with the first receipt.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// What the request belongs to.
const CORRELATION_ID: &str = "x-correlation-id";
/// Who gives the command. Put a proxy that knows in front: the service believes what it is told.
const ACTOR: &str = "x-actor";
/// The position in the log that an answer must have seen.
const AT_LEAST: &str = "x-at-least";

/// Reads the headers of a command. `scope` keeps equal keys of different commands apart.
pub(crate) fn command_meta(headers: &HeaderMap, scope: &str) -> Result<CommandMeta, Problem> {
    let command_id = match text(headers, IDEMPOTENCY_KEY)? {
        Some(key) => Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{scope}\u{1f}{key}").as_bytes()),
        None => Uuid::now_v7(),
    };
    let correlation_id = parsed::<Uuid>(headers, CORRELATION_ID)?.unwrap_or(command_id);
    let expected = match text(headers, header::IF_MATCH.as_str())? {
        Some(version) => Some(entity_tag(version)?),
        None => None,
    };
    let actor = text(headers, ACTOR)?.map(str::to_owned);
    Ok(CommandMeta { command_id, correlation_id, causation_id: None, actor, expected })
}

/// The position in the log that an answer must have seen, if the client asks for one.
pub(crate) fn at_least(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    parsed(headers, AT_LEAST)
}

/// Whether the body says that it is JSON, or there is none to speak of.
pub(crate) fn is_json(headers: &HeaderMap, body: &[u8]) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    match content_type.map(|value| value.split(';').next().unwrap_or("").trim()) {
        Some(essence) => essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json"),
        None => body.is_empty(),
    }
}

fn entity_tag(tag: &str) -> Result<u64, Problem> {
    let number = tag.trim().trim_matches('"');
    number.parse().map_err(|_| Problem::malformed("`If-Match` holds the version of the instance, such as `\"3\"`"))
}

fn parsed<T: FromStr>(headers: &HeaderMap, name: &str) -> Result<Option<T>, Problem> {
    let value = text(headers, name)?;
    value.map(|value| value.parse().map_err(|_| Problem::malformed(format!("`{name}` cannot be `{value}`")))).transpose()
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, Problem> {
    let value = headers.get(name).map(|value| value.to_str());
    value.transpose().map_err(|_| Problem::malformed(format!("`{name}` is not plain text")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn the_same_key_is_the_same_command_within_its_scope() {
        let twice = headers(&[("idempotency-key", "k")]);
        let id = |scope| command_meta(&twice, scope).map(|meta| meta.command_id).ok();
        assert_eq!(id("a"), id("a"));
        assert_ne!(id("a"), id("b"));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for pair in [("if-match", "abc"), ("x-correlation-id", "42")] {
            assert!(command_meta(&headers(&[pair]), "a").is_err(), "{pair:?}");
        }
        assert!(at_least(&headers(&[("x-at-least", "soon")])).is_err());
    }

    #[test]
    fn only_json_is_json() {
        assert!(is_json(&headers(&[("content-type", "application/json; charset=utf-8")]), b"{}"));
        assert!(is_json(&headers(&[]), b""));
        assert!(!is_json(&headers(&[]), b"{}"));
        assert!(!is_json(&headers(&[("content-type", "text/plain")]), b"{}"));
    }
}
