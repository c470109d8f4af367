//! Golden files: payloads of a published version, and how those of the version before are read as it. Both ends of a
//! hop are frozen, so that a file that was written once never changes again, and every later build has to agree with it.

use std::collections::BTreeMap;

use super::{
    hash::short,
    interpret::{Envelope, step_over},
    json::Json,
    lock::VersionId,
    plan::{EventPlan, Plan},
    sample::{Size, sample},
};

/// The folder of golden files, beside the root file of the model.
pub const FOLDER: &str = "history";

/// A golden file: its path below [`FOLDER`], with `/`, and its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Golden {
    /// Such as `accounts.account_opened/v2.json`.
    pub path: String,
    /// Pretty JSON that ends with a line break.
    pub text: String,
}

/// Golden files, and what users put beside them, by their path below [`FOLDER`].
pub type Goldens = BTreeMap<String, String>;

/// The golden file of one version: its payloads, and what the hop that leads to it makes of those of the version
/// before. A payload is left out where a function written by hand is needed, or where reading it is declared to fail.
pub fn of_version(plan: &Plan, planned: &EventPlan, number: u32) -> Option<Golden> {
    let id = VersionId::new(&planned.stored_name(number)?.name, number);
    let payloads = by_size(|size| sample(plan, planned, number, size));
    let hop = planned.hops.iter().find(|hop| hop.to == number);
    let read = by_size(|size| {
        let hop = hop?;
        let payload = sample(plan, planned, hop.from, size)?;
        step_over(plan, planned, hop, &payload, &envelope()).ok()
    });
    let mut parts = vec![("payloads".to_owned(), Json::Object(payloads))];
    if !read.is_empty() {
        parts.push(("from_previous".to_owned(), Json::Object(read)));
    }
    Some(Golden { path: path_of(&id), text: Json::Object(parts).pretty() })
}

fn by_size(value: impl Fn(Size) -> Option<Json>) -> Vec<(String, Json)> {
    let named = |size: Size| Some((size.name().to_owned(), value(size)?));
    Size::ALL.into_iter().filter_map(named).collect()
}

/// The path of the golden file of a version, below [`FOLDER`].
pub fn path_of(id: &VersionId) -> String {
    format!("{}/v{}.json", folder_of(&id.stored), id.number)
}

/// The folder of the golden files of a stored name, which can be any text; a file name cannot.
pub fn folder_of(stored: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    if stored.chars().all(is_plain) && !stored.starts_with('.') {
        return stored.to_owned();
    }
    let name = |letter: char| if is_plain(letter) { letter } else { '_' };
    let name: String = stored.chars().map(name).collect();
    format!("{}-{}", name.trim_start_matches('.'), short([stored]))
}

/// The hash of a golden file, as a lock keeps it. Line ends are not part of it: git may change them.
pub fn hash(text: &str) -> String {
    short(text.lines())
}

/// The envelope that belongs to golden payloads: the one that the fixtures of generated code put around every event.
pub fn envelope() -> Envelope {
    let uuid = |number: u64| Some(format!("00000000-0000-0000-0000-{number:012x}"));
    Envelope {
        recorded_at: Some("2026-01-01T00:00:00Z".to_owned()),
        actor: None,
        correlation_id: uuid(0xc0),
        causation_id: uuid(0xca),
        event_id: uuid(0xe001),
        stream_id: uuid(1),
    }
}
