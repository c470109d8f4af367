//! The question of history: can today's code read everything that was ever stored?

use super::{
    baseline::Old,
    pairs::Pair,
    verdict::{Answer, Assumption, Verdict, assumed},
};
use crate::evolve::{
    compat::{Obstacle, obstacles},
    hop::Hop,
    lock::{Lock, VersionId},
    plan::Reading,
};

/// Whether every published version of an event can be read, and how.
pub(super) fn verdict(pair: &Pair<'_>, published: Option<&Lock>, is_unlocked: bool) -> Verdict {
    let is_published = |id: &VersionId| published.is_some_and(|lock| lock.get(id).is_some());
    let is_gone = |id: &VersionId| {
        published.and_then(|lock| lock.get(id)).is_some_and(|entry| !entry.state.is_kept())
    };
    let stored = pair.old.iter().filter(|(id, old)| old.is_frozen || is_published(id));
    let stored = stored.filter(|(id, _)| !is_gone(id));
    let stored: Vec<_> = stored.copied().collect();
    if stored.is_empty() {
        return Verdict::history(Answer::Unasked, "nothing of it is published");
    }
    let mut verdict = answer(pair, &stored);
    if is_unlocked {
        verdict.assumes.push(Assumption::AllPublished);
    }
    verdict
}

fn answer(pair: &Pair<'_>, stored: &[(&VersionId, &Old)]) -> Verdict {
    let Some(ours) = &pair.ours else {
        let text = format!("{} stored, and no event of the model reads them", are(stored));
        return Verdict::history(Answer::Breaks, text);
    };
    let mut problems = Vec::new();
    let mut assumes = Vec::new();
    for (id, old) in stored {
        let today = pair.version(id.number).filter(|(other, _)| other == id);
        let Some((_, entry)) = today else {
            problems.push(missing(pair, id));
            continue;
        };
        let found = obstacles(&entry.shape, &old.entry.shape);
        if !found.is_empty() {
            let told: Vec<String> = found.iter().map(Obstacle::text).collect();
            problems.push(format!("the code for v{} {}", id.number, told.join("; ")));
        } else if ours.planned.versions.first().is_some_and(|oldest| oldest.number < id.number)
            && entry.steps != old.entry.steps
        {
            problems.push(format!("the published steps to v{} were edited", id.number));
        }
        assumes.extend(assumed(&entry.shape, &old.entry.shape, &found));
    }
    if !problems.is_empty() {
        let verdict = Verdict::history(Answer::Breaks, problems.join("; "));
        return Verdict { assumes, ..verdict };
    }
    let first = stored.first().map_or(0, |(id, _)| id.number);
    let hops: Vec<&Hop> = ours.planned.hops_from(first).collect();
    let text = match &ours.planned.reading {
        Reading::Nothing => format!("{} read as nothing", are(stored)),
        Reading::Others(_) => format!("{}, and is read as other events", way(pair, stored, &hops)),
        Reading::Itself => way(pair, stored, &hops),
    };
    Verdict { assumes, ..Verdict::history(Answer::Ok, text) }
}

fn missing(pair: &Pair<'_>, id: &VersionId) -> String {
    let newest = pair.to().map_or(0, |(newest, _)| newest.number);
    match pair.version(id.number) {
        Some((other, _)) => format!(
            "v{} is stored as `{}`, and the code looks for `{}`",
            id.number, id.stored, other.stored
        ),
        None if id.number > newest => {
            format!("v{} is published, and the model stops at v{newest}", id.number)
        }
        None => format!("v{} is published, and the model does not know it", id.number),
    }
}

/// How the stored versions are read: `v1 and v2 reach v3 (2 hops, all declared)`.
fn way(pair: &Pair<'_>, stored: &[(&VersionId, &Old)], hops: &[&Hop]) -> String {
    let newest = pair.to().map_or(0, |(id, _)| id.number);
    let older: Vec<u32> =
        stored.iter().map(|(id, _)| id.number).filter(|number| *number != newest).collect();
    if older.is_empty() {
        return format!("v{newest} is read as it is");
    }
    let hooks: Vec<&str> = hops.iter().flat_map(|hop| hop.hooks()).collect();
    let declared = match (hooks.as_slice(), hops.len()) {
        ([], 1) => "declared".to_owned(),
        ([], _) => "all declared".to_owned(),
        (hooks, _) => format!("by hand: {}", hooks.join(", ")),
    };
    let count = if hops.len() == 1 { "1 hop".to_owned() } else { format!("{} hops", hops.len()) };
    let partial = if hops.iter().any(|hop| hop.can_fail()) {
        "; a value that does not fit is parked as a dead letter"
    } else {
        ""
    };
    let verb = if older.len() == 1 { "reaches" } else { "reach" };
    format!("{} {verb} v{newest} ({count}, {declared}){partial}", list(&older))
}

fn are(stored: &[(&VersionId, &Old)]) -> String {
    let numbers: Vec<u32> = stored.iter().map(|(id, _)| id.number).collect();
    format!("{} {}", list(&numbers), if numbers.len() == 1 { "is" } else { "are" })
}

/// `v1`, `v1 and v2`, `v1 to v4`.
fn list(numbers: &[u32]) -> String {
    let is_row = numbers.windows(2).all(|two| two[0] + 1 == two[1]);
    match numbers {
        [] => String::new(),
        [one] => format!("v{one}"),
        [one, other] => format!("v{one} and v{other}"),
        [first, .., last] if is_row => format!("v{first} to v{last}"),
        [all @ .., last] => {
            let all: Vec<String> = all.iter().map(|number| format!("v{number}")).collect();
            format!("{} and v{last}", all.join(", "))
        }
    }
}
