//! Golden files: payloads of every published version, and what each hop makes of them. Both ends of a hop are frozen,
//! so that a file that was written once never changes again, and is read by every later build.

use super::{
    hash::short,
    interpret::step_over,
    json::Json,
    plan::{EventPlan, Plan},
    sample::{Size, envelope, sample},
};

/// The folder of golden files, beside the root file of the model.
pub const FOLDER: &str = "history";

/// A golden file: its path below [`FOLDER`], with `/`, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Golden {
    /// Such as `accounts.account_opened/v2/full.json`.
    pub path: String,
    /// Pretty JSON that ends with a line break.
    pub text: String,
}

/// The golden files of one version: its payloads, and what the hop that leads to it makes of those of the version
/// before. There is no file where a function written by hand is needed, or where reading is declared to fail.
pub fn of_version(plan: &Plan, planned: &EventPlan, number: u32) -> Vec<Golden> {
    let mut files = Vec::new();
    for size in Size::ALL {
        let payload = sample(plan, planned, number, size);
        files.extend(payload.map(|it| file(planned, number, &format!("v{number}"), size, &it)));
    }
    let Some(hop) = planned.hops.iter().find(|hop| hop.to == number) else { return files };
    for size in Size::ALL {
        let result = sample(plan, planned, hop.from, size)
            .and_then(|payload| step_over(plan, planned, hop, &payload, &envelope()).ok());
        let folder = format!("v{}_to_v{number}", hop.from);
        files.extend(result.map(|it| file(planned, number, &folder, size, &it)));
    }
    files
}

fn file(planned: &EventPlan, number: u32, folder: &str, size: Size, payload: &Json) -> Golden {
    let stored = planned.stored_name(number).map_or("", |name| name.name.as_str());
    let path = format!("{}/{folder}/{}.json", as_file_name(stored), size.name());
    Golden { path, text: payload.pretty() }
}

/// A stored name can be any text; a file name cannot.
fn as_file_name(stored: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "._-".contains(letter);
    let name: String =
        stored.chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
    if name == stored && !name.starts_with('.') {
        name
    } else {
        format!("{}-{}", name.trim_start_matches('.'), short([stored]))
    }
}

/// The hash of golden files, in the order of their paths; nothing when there are none.
pub fn hash(files: &[Golden]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<&Golden> = files.iter().collect();
    sorted.sort_by(|one, other| one.path.cmp(&other.path));
    short(sorted.iter().flat_map(|file| [&file.path, &file.text]))
}
