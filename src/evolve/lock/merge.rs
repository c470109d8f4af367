//! Two locks that git could not put together. Versions of different events never contradict each other; one version
//! that two people published differently is theirs to sort out.

use super::{Entry, Lock, VersionId};

/// A version that both sides published, each in its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMerged {
    /// The version.
    pub id: VersionId,
    /// What one side published.
    pub ours: Box<Entry>,
    /// What the other side published.
    pub theirs: Box<Entry>,
}

impl Lock {
    /// The two texts that git left between its conflict marks; nothing when there are none.
    pub fn sides(text: &str) -> Option<(String, String)> {
        let (mut ours, mut theirs) = (String::new(), String::new());
        let mut side = Side::Both;
        let mut found = false;
        for line in text.split_inclusive('\n') {
            let mark = Side::of_mark(line, side);
            if let Some(next) = mark {
                (side, found) = (next, true);
                continue;
            }
            if matches!(side, Side::Both | Side::Ours) {
                ours.push_str(line);
            }
            if matches!(side, Side::Both | Side::Theirs) {
                theirs.push_str(line);
            }
        }
        found.then_some((ours, theirs))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Ours,
    /// What both came from, which git shows where it is asked to.
    Base,
    Theirs,
}

impl Side {
    fn of_mark(line: &str, now: Self) -> Option<Self> {
        let is = |mark: &str| line.starts_with(mark);
        match now {
            Self::Both if is("<<<<<<<") => Some(Self::Ours),
            Self::Ours if is("|||||||") => Some(Self::Base),
            Self::Ours | Self::Base if is("=======") => Some(Self::Theirs),
            Self::Theirs if is(">>>>>>>") => Some(Self::Both),
            Self::Both | Self::Ours | Self::Base | Self::Theirs => None,
        }
    }
}

/// Everything that one of two locks holds. A version goes on in its life when one side says so.
///
/// # Errors
/// The versions that both hold and that are not the same.
pub fn merge(ours: &Lock, theirs: &Lock) -> Result<Lock, Vec<NotMerged>> {
    let mut merged = ours.clone();
    let mut contradictions = Vec::new();
    for (id, entry) in &theirs.versions {
        let Some(known) = merged.versions.get_mut(id) else {
            merged.versions.insert(id.clone(), entry.clone());
            continue;
        };
        let agree =
            known.reading.is_empty() || entry.reading.is_empty() || known.reading == entry.reading;
        if known.frozen(id) == entry.frozen(id) && agree {
            known.state = known.state.max(entry.state);
            known.unversioned |= entry.unversioned;
            if known.reading.is_empty() {
                known.reading.clone_from(&entry.reading);
            }
            continue;
        }
        let (ours, theirs) = (Box::new(known.clone()), Box::new(entry.clone()));
        contradictions.push(NotMerged { id: id.clone(), ours, theirs });
    }
    // What sagas remember is not frozen: publishing again writes what the model says.
    let missing = theirs.sagas.iter().filter(|(name, _)| !ours.sagas.contains_key(*name));
    merged.sagas.extend(missing.map(|(name, memory)| (name.clone(), memory.clone())));
    if contradictions.is_empty() { Ok(merged) } else { Err(contradictions) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sides_of_a_conflict_come_apart() {
        let text = "a\n<<<<<<< main\nb\n||||||| base\nx\n=======\nc\n>>>>>>> other\nd\n";
        assert_eq!(Lock::sides(text), Some(("a\nb\nd\n".to_owned(), "a\nc\nd\n".to_owned())));
        assert_eq!(Lock::sides("a\n=======\n"), None);
    }
}
