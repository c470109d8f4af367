//! Compares what generation wants with what is on disk, and decides file by file. Nothing is written here.

use std::collections::BTreeMap;

use super::{
    files::{Files, Owner, is_safe},
    manifest::{self, Manifest},
};

/// What happens to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// It is not there yet.
    Create,
    /// It is ours, unchanged by anybody, and has a new text.
    Update,
    /// It has the wanted text already.
    Keep,
    /// It belongs to the user and is there.
    Owned,
    /// It is no longer generated, is ours and unchanged by anybody.
    Remove,
    /// It is no longer generated but may stay.
    Orphan,
    /// Somebody edited it, or it is not ours: writing would lose something.
    Conflict(Conflict),
}

/// Why a file cannot be written without losing something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// It was generated, and edited since.
    Edited,
    /// It was there before generation ever wrote it.
    Foreign,
    /// It is no longer generated, and edited since.
    EditedOrphan,
}

/// How far a run may go.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Whether edited and foreign files are overwritten.
    pub force: bool,
    /// Whether files that are no longer generated stay.
    pub keep_orphans: bool,
}

/// What a run would do.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The action for every wanted or earlier file, by path.
    pub actions: BTreeMap<String, Action>,
    /// The manifest after the run.
    pub manifest: Manifest,
}

impl Plan {
    /// The files that stand in the way.
    pub fn conflicts(&self) -> impl Iterator<Item = (&str, Conflict)> {
        self.actions.iter().filter_map(|(path, action)| match action {
            Action::Conflict(conflict) => Some((path.as_str(), *conflict)),
            Action::Create
            | Action::Update
            | Action::Keep
            | Action::Owned
            | Action::Remove
            | Action::Orphan => None,
        })
    }

    /// Whether the tree on disk is not what the model gives.
    pub fn is_stale(&self) -> bool {
        self.actions.values().any(|action| match action {
            Action::Create | Action::Update | Action::Remove | Action::Conflict(_) => true,
            Action::Keep | Action::Owned | Action::Orphan => false,
        })
    }
}

/// Decides for every file. `on_disk` gives the bytes of a file below the root, or nothing.
pub fn plan<T: AsRef<[u8]>>(
    wanted: &Files<T>,
    last: &Manifest,
    on_disk: impl Fn(&str) -> Option<Vec<u8>>,
    options: Options,
) -> Plan {
    let mut plan = Plan::default();
    for (path, file) in wanted {
        let (there, text) = (on_disk(path), file.text.as_ref());
        let action = match file.owner {
            Owner::User => owned(there.as_deref()),
            Owner::Esgen => generated(text, there.as_deref(), last.generated.get(path), options),
        };
        match file.owner {
            Owner::User => plan.manifest.owned.push(path.clone()),
            Owner::Esgen => {
                plan.manifest.generated.insert(path.clone(), manifest::hash(text));
            }
        }
        plan.actions.insert(path.clone(), action);
    }
    let gone =
        last.generated.iter().filter(|(path, _)| !wanted.contains_key(*path) && is_safe(path));
    for (path, written) in gone {
        let Some(there) = on_disk(path) else { continue };
        let action = orphan(&there, written, options);
        if action == Action::Orphan {
            plan.manifest.generated.insert(path.clone(), written.clone());
        }
        plan.actions.insert(path.clone(), action);
    }
    plan
}

fn owned(there: Option<&[u8]>) -> Action {
    if there.is_some() { Action::Owned } else { Action::Create }
}

fn generated(
    text: &[u8],
    there: Option<&[u8]>,
    written: Option<&String>,
    options: Options,
) -> Action {
    let Some(there) = there else { return Action::Create };
    if there == text {
        return Action::Keep;
    }
    let conflict = match written {
        Some(hash) if *hash == manifest::hash(there) => return Action::Update,
        Some(_) => Conflict::Edited,
        None => Conflict::Foreign,
    };
    if options.force { Action::Update } else { Action::Conflict(conflict) }
}

fn orphan(there: &[u8], written: &str, options: Options) -> Action {
    if options.keep_orphans {
        Action::Orphan
    } else if options.force || manifest::hash(there) == written {
        Action::Remove
    } else {
        Action::Conflict(Conflict::EditedOrphan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::files::File;

    const OURS: Options = Options { force: false, keep_orphans: false };

    fn action(owner: Owner, there: Option<&str>, last: Option<&str>, options: Options) -> Action {
        let wanted = Files::from([("a.rs".to_owned(), File { text: "new".to_owned(), owner })]);
        decide(&wanted, there, last, options)
    }

    fn decide(wanted: &Files, there: Option<&str>, last: Option<&str>, options: Options) -> Action {
        let mut manifest = Manifest::default();
        if let Some(last) = last {
            manifest.generated.insert("a.rs".to_owned(), manifest::hash(last.as_bytes()));
        }
        let disk = |_: &str| there.map(|text| text.as_bytes().to_vec());
        plan(wanted, &manifest, disk, options).actions.remove("a.rs").expect("an action")
    }

    #[test]
    fn an_edit_is_never_overwritten_silently() {
        let force = Options { force: true, ..OURS };
        for (there, last, options, expected) in [
            (None, None, OURS, Action::Create),
            (Some("new"), Some("old"), OURS, Action::Keep),
            (Some("old"), Some("old"), OURS, Action::Update),
            (Some("edited"), Some("old"), OURS, Action::Conflict(Conflict::Edited)),
            (Some("edited"), None, OURS, Action::Conflict(Conflict::Foreign)),
            (Some("edited"), Some("old"), force, Action::Update),
        ] {
            assert_eq!(action(Owner::Esgen, there, last, options), expected, "{there:?} {last:?}");
        }
    }

    #[test]
    fn a_users_file_is_written_once() {
        assert_eq!(action(Owner::User, None, None, OURS), Action::Create);
        assert_eq!(
            action(Owner::User, Some("mine"), None, Options { force: true, ..OURS }),
            Action::Owned
        );
    }

    #[test]
    fn a_file_that_is_no_longer_generated_goes_unless_somebody_edited_it() {
        let nothing = Files::new();
        let keep = Options { keep_orphans: true, ..OURS };
        assert_eq!(decide(&nothing, Some("old"), Some("old"), OURS), Action::Remove);
        assert_eq!(decide(&nothing, Some("old"), Some("old"), keep), Action::Orphan);
        let edited = decide(&nothing, Some("edited"), Some("old"), OURS);
        assert_eq!(edited, Action::Conflict(Conflict::EditedOrphan));
    }
}
