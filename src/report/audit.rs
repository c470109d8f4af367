//! What a store holds, as a table for people and as JSON for programs.

use std::fmt::Write as _;

use serde::Serialize;

use crate::evolve::audit::{Count, Verdict};

/// One line for each type and version, those that need somebody marked with `!`.
pub fn audit_text(rows: &[(Count, Verdict)]) -> String {
    let names: Vec<String> = rows.iter().map(|(count, _)| count.id.to_string()).collect();
    let counts: Vec<String> = rows.iter().map(|(count, _)| count.count.to_string()).collect();
    let widest = |texts: &[String]| texts.iter().map(|text| text.chars().count()).max();
    let (wide, right) = (widest(&names).unwrap_or(0), widest(&counts).unwrap_or(0));
    let mut text = String::new();
    for (((count, verdict), name), number) in rows.iter().zip(&names).zip(&counts) {
        let mark = if verdict.is_bad() { '!' } else { ' ' };
        let told = told(count, verdict);
        let _ = writeln!(text, "{mark} {name:<wide$}  {number:>right$}  {told}");
    }
    text
}

fn told(count: &Count, verdict: &Verdict) -> String {
    let id = &count.id;
    match verdict {
        Verdict::Read { hops: 0, state } => format!("{}, read as it is", state.as_str()),
        Verdict::Read { hops: 1, state } => format!("{}, read in 1 hop", state.as_str()),
        Verdict::Read { hops, state } => format!("{}, read in {hops} hops", state.as_str()),
        Verdict::Unpublished => "read, but not published: `esgen publish` freezes it".to_owned(),
        Verdict::FromTheFuture { known } => {
            format!(
                "from the future: the model knows versions up to {known}; deploy the newer build"
            )
        }
        Verdict::NoSuchVersion => "there never was such a version".to_owned(),
        Verdict::Unversioned => {
            "carries no version: write `unversioned_is` on the event".to_owned()
        }
        Verdict::UnknownType { hint: None } => "nobody knows this type".to_owned(),
        Verdict::UnknownType { hint: Some(hint) } => format!("nobody knows this type; {hint}"),
        Verdict::Purged => "attested to be gone, and still there".to_owned(),
        Verdict::Purgeable => format!("none is left: `esgen publish --purge {id}`"),
    }
}

/// One JSON document, described by `schemas/audit.schema.json`.
pub fn audit_json(rows: &[(Count, Verdict)]) -> String {
    let rows = rows.iter().map(|(count, verdict)| Row {
        stored: &count.id.stored,
        version: count.id.number,
        count: count.count,
        verdict: name_of(verdict),
        ok: !verdict.is_bad(),
        message: told(count, verdict),
    });
    let document = Document { v: 1, rows: rows.collect() };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn name_of(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Read { .. } => "read",
        Verdict::Unpublished => "unpublished",
        Verdict::FromTheFuture { .. } => "from-the-future",
        Verdict::NoSuchVersion => "no-such-version",
        Verdict::Unversioned => "unversioned",
        Verdict::UnknownType { .. } => "unknown-type",
        Verdict::Purged => "purged",
        Verdict::Purgeable => "purgeable",
    }
}

#[derive(Serialize)]
struct Document<'a> {
    v: u8,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(rename = "type")]
    stored: &'a str,
    version: u32,
    count: u64,
    verdict: &'a str,
    ok: bool,
    message: String,
}
