//! What to type to try the service out, taken from its own document.

use std::{io::Write, net::SocketAddr};

use serde_json::Value;

use crate::{error::ServiceError, service::Service};

/// How many calls of one kind are shown.
const SHOWN: usize = 3;

/// The path of an aggregate and an instance of it.
pub(crate) type Target = (&'static str, &'static str);

/// An instance of every aggregate that the history knows.
pub(crate) fn targets(service: &Service) -> Vec<Target> {
    let instance = |category| {
        let mut known = service.history.iter().filter(|sample| sample.category == category);
        known.next().map(|sample| sample.stream_id)
    };
    let readers = service.readers.iter();
    readers.filter_map(|reader| Some((reader.base, instance(reader.category)?))).collect()
}

/// Writes some calls that work.
pub(crate) fn write(
    openapi: &str,
    targets: &[Target],
    address: SocketAddr,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    writeln!(out, "\nserving at http://{address}, stop with Ctrl-C; try:\n")?;
    writeln!(out, "  curl http://{address}/health/ready")?;
    let document: Value = serde_json::from_str(openapi).unwrap_or_default();
    let paths = document["paths"].as_object();
    let paths = || paths.into_iter().flatten();
    let commands = paths().filter_map(|(path, methods)| command(path, &methods["post"], targets));
    let questions = paths().filter_map(|(path, methods)| question(path, &methods["get"]));
    for call in commands.take(SHOWN).chain(questions.take(SHOWN)) {
        writeln!(out, "  curl {}", call.replace("http://", &format!("http://{address}")))?;
    }
    Ok(())
}

fn command(path: &str, operation: &Value, targets: &[Target]) -> Option<String> {
    let body = operation.pointer("/requestBody/content/application~1json/example")?;
    let path = match path.split_once("/{id}/") {
        Some((base, command)) => {
            let (_, id) = targets.iter().find(|(known, _)| *known == base)?;
            format!("{base}/{id}/{command}")
        }
        None => path.to_owned(),
    };
    let body = body.to_string().replace('\'', "'\\''");
    Some(format!("-H 'Content-Type: application/json' -d '{body}' 'http://{path}'"))
}

fn question(path: &str, operation: &Value) -> Option<String> {
    operation.get("operationId")?;
    let parameters = operation["parameters"].as_array()?;
    let required = parameters.iter().filter(|it| it["in"] == "query" && it["required"] == true);
    let pairs: Option<Vec<String>> = required
        .map(|parameter| {
            let example = &parameter["example"];
            let text = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            Some(format!("{}={}", parameter["name"].as_str()?, encoded(&text)))
        })
        .collect();
    let query = pairs?.join("&");
    Some(format!("'http://{path}{}{query}'", if query.is_empty() { "" } else { "?" }))
}

/// The text as a part of an address.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let part = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(part).collect()
}
