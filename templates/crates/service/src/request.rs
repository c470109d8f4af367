//! What the headers of a request say about a command or a question.

use std::str::FromStr;

use axum::http::{HeaderMap, header};
use kernel::Uuid;
use store_sqlite::CommandMeta;

use crate::{correlation, problem::Problem};

/// Repeats of a request carry the same key and are answered with the first receipt.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Who gives the command. Put a proxy that knows in front: the service believes what it is told.
const ACTOR: &str = "x-actor";
/// The position in the log that an answer must have seen.
const AT_LEAST: &str = "x-at-least";

/// Reads the headers of a command. `scope` is the command and its target: equal keys of different
/// commands, or of different actors, are different keys.
pub(crate) fn command_meta(headers: &HeaderMap, scope: &str) -> Result<CommandMeta, Problem> {
    let actor = text(headers, ACTOR)?.map(str::to_owned);
    let command_id = match text(headers, IDEMPOTENCY_KEY)? {
        Some(key) => {
            let by = actor.as_deref().unwrap_or_default();
            let name = format!("{scope}\u{1f}{by}\u{1f}{key}");
            Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
        }
        None => Uuid::now_v7(),
    };
    let expected = text(headers, header::IF_MATCH.as_str())?.map(version).transpose()?;
    let correlation_id = correlation::read(headers)?;
    Ok(CommandMeta { command_id, correlation_id, causation_id: None, actor, expected })
}

/// The position in the log that an answer must have seen, if the client asks for one.
pub(crate) fn at_least(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    parsed(headers, AT_LEAST)
}

/// Whether the body says that it is JSON, or there is none to speak of.
pub(crate) fn is_json(headers: &HeaderMap, body: &[u8]) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let Some(content_type) = content_type else { return body.is_empty() };
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

/// The version that an entity tag such as `"3"` stands for.
fn version(tag: &str) -> Result<u64, Problem> {
    let number = tag.trim().trim_matches('"');
    number.parse().map_err(|_| {
        Problem::malformed("`If-Match` holds the version of the instance, such as `\"3\"`")
    })
}

fn parsed<T: FromStr>(headers: &HeaderMap, name: &str) -> Result<Option<T>, Problem> {
    let wrong = |value: &str| Problem::malformed(format!("`{name}` cannot be `{value}`"));
    let value = text(headers, name)?;
    value.map(|value| value.parse().map_err(|_| wrong(value))).transpose()
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, Problem> {
    let value = headers.get(name).map(|value| value.to_str());
    value.transpose().map_err(|_| Problem::malformed(format!("`{name}` is not plain text")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let id = ("x-correlation-id", "0193d5a0-0000-7000-8000-000000000001");
        let pairs = pairs.iter().chain([&id]);
        pairs.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn the_same_key_is_the_same_command_within_its_scope() {
        let twice = headers(&[("idempotency-key", "k")]);
        let id = |scope| command_meta(&twice, scope).unwrap().command_id;
        assert_eq!(id("a"), id("a"));
        assert_ne!(id("a"), id("b"));
        let other = headers(&[("idempotency-key", "k"), ("x-actor", "somebody else")]);
        assert_ne!(id("a"), command_meta(&other, "a").unwrap().command_id);
    }

    #[test]
    fn an_entity_tag_is_a_version() {
        let meta = command_meta(&headers(&[("if-match", "\"3\"")]), "a").unwrap();
        assert_eq!(meta.expected, Some(3));
        assert!(command_meta(&headers(&[("if-match", "W/\"3\"")]), "a").is_err());
        assert!(command_meta(&headers(&[("if-match", "*")]), "a").is_err());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert!(at_least(&headers(&[("x-at-least", "soon")])).is_err());
        assert_eq!(at_least(&headers(&[("x-at-least", "7")])).unwrap(), Some(7));
    }

    #[test]
    fn only_json_is_json() {
        assert!(is_json(&headers(&[("content-type", "Application/JSON; charset=utf-8")]), b"{}"));
        assert!(is_json(&headers(&[]), b""));
        assert!(!is_json(&headers(&[]), b"{}"));
        assert!(!is_json(&headers(&[("content-type", "text/plain")]), b"{}"));
    }
}
