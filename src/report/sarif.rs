//! What every SARIF document has in common: words, regions and references.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{
    diagnostic::Severity,
    source::{SourceMap, Span},
};

pub(super) const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The word for a severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A place, in lines and in columns of characters.
pub(super) fn region(span: Span, sources: &SourceMap) -> Value {
    let (start, end) = (sources.start_of(span), sources.end_of(span));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a relative reference: what is no plain letter is written as bytes.
pub(super) fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte);
    path.bytes().fold(String::new(), |mut uri, byte| {
        if plain(byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}
