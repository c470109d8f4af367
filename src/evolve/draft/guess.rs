//! Guesses the steps from one shape to another: first what moved as a whole, then what changed its name, then what
//! changed in place. What is left is gone or new.

use std::collections::BTreeSet;

use super::{
    old_types::OldTypes,
    step::{Guess, about, list, value, word},
};
use crate::{
    evolve::{
        form::{Form, Member, Record},
        rules::{Change, changes, likely_renames, likeness},
        scalar::peel,
    },
    types::{Field, Personal, Place, Scalar, Type, TypeId},
};

/// Fields of different types are one field under another name when their names are at least this similar.
const ALIKE: f64 = 0.85;

/// Guesses the steps to one version of one event.
pub(super) struct Guesser<'g> {
    pub(super) old: &'g mut OldTypes,
    /// The context from which the event writes types.
    pub(super) place: Place,
    /// The event and the version before, as they stand in the name of a function.
    pub(super) event: String,
    pub(super) version: u32,
    /// The identity of the aggregate that writes the event.
    pub(super) identity: Option<TypeId>,
    /// The fields that the walk is inside of, outermost first.
    pub(super) path: Vec<String>,
    /// Every name in sight, old and new.
    pub(super) around: BTreeSet<String>,
    /// Whether old types must be those of a declared value object, so that words need a name.
    pub(super) exact: bool,
    /// Old and new names of what was renamed.
    pub(super) renamed: Vec<(String, String)>,
}

impl<'g> Guesser<'g> {
    /// A guesser for an event of `place` whose published version is `version`.
    pub(super) fn new(
        old: &'g mut OldTypes,
        place: Place,
        event: String,
        version: u32,
        identity: Option<TypeId>,
    ) -> Self {
        let (path, around, renamed) = (Vec::new(), BTreeSet::new(), Vec::new());
        Self { old, place, event, version, identity, path, around, exact: false, renamed }
    }

    /// The steps that make `is` of `was`.
    pub(super) fn steps(&mut self, was: &Record, is: &[Field]) -> Vec<Guess> {
        let now = Record::of(&self.old.types, is);
        let names = was.iter().chain(now.iter()).map(|(name, _)| name.to_owned());
        let outside = std::mem::replace(&mut self.around, names.collect());
        let differences = changes(was, &now);
        let mut left = Left { changes: differences, fields: is };
        let mut out = Vec::new();
        if !self.exact {
            self.moved(&mut left, &mut out);
        }
        self.renames(&mut left, &mut out);
        self.renames_with_change(&mut left, &mut out);
        for change in &left.changes {
            match change {
                Change::Gone(name, was) => out.push(self.gone(name, was)),
                Change::New(name, _) => out.extend(left.field(name).map(|field| self.added(field))),
                Change::Changed { field, was, .. } => {
                    let Some(is) = left.field(field) else { continue };
                    let way = self.way(field, was, is);
                    out.extend(way.unwrap_or_else(|| vec![self.custom(field, &was.form, is)]));
                }
            }
        }
        self.around = outside;
        out
    }

    fn renames(&mut self, left: &mut Left<'_>, out: &mut Vec<Guess>) {
        for (old, new) in likely_renames(&left.changes) {
            left.settle(&[old], &[new]);
            out.extend(self.rename(old, new));
        }
    }

    fn renames_with_change(&mut self, left: &mut Left<'_>, out: &mut Vec<Guess>) {
        let mut pairs = Vec::new();
        for (old, was) in left.gone() {
            for new in left.fresh() {
                let likeness = likeness(old, &new.name.value);
                if likeness >= ALIKE {
                    pairs.push((likeness, old, was, new));
                }
            }
        }
        pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
        for (_, old, was, new) in pairs {
            if !left.has(old) || !left.has(&new.name.value) {
                continue;
            }
            if let Some(steps) = self.way(old, was, new) {
                left.settle(&[old], &[&new.name.value]);
                out.extend(steps);
            }
        }
    }

    /// The step that a new name alone takes; none when the name stays.
    pub(super) fn rename(&mut self, old: &str, new: &str) -> Option<Guess> {
        if old == new {
            return None;
        }
        self.renamed.push((old.to_owned(), new.to_owned()));
        Some(Guess::check(about("rename", old, &word(new))))
    }

    fn gone(&mut self, name: &str, was: &Member) -> Guess {
        let ty = self.stated(&was.form, None, name);
        Guess::check(about("drop", name, &ty))
    }

    /// The step for a field that is new.
    pub(super) fn added(&self, field: &Field) -> Guess {
        let (types, name) = (&self.old.types, &field.name.value);
        if field.ty.is_optional() {
            return Guess::sure(format!("add: {}", word(name)));
        }
        if let Some(default) = &field.default {
            return Guess::check(about("add", name, &value(types, &default.literal)));
        }
        if name.ends_with("_at") && peel(types, &field.ty).1 == Type::Scalar(Scalar::Timestamp) {
            return Guess::check(about("add", name, "{ from: meta.recorded_at }"));
        }
        if self.path.is_empty() && self.identity.is_some_and(|id| field.ty == Type::Named(id)) {
            return Guess::check(about("add", name, "{ from: meta.stream_id }"));
        }
        Guess::decide(format!("add: {}", word(name)), "the value for events stored before")
    }

    /// A function written by hand, for what no step says.
    fn custom(&mut self, from: &str, was: &Form, is: &Field) -> Guess {
        let to = &is.name.value;
        let ty = self.stated(was, Some(&is.ty), to);
        let mut name = vec![self.event.clone()];
        name.extend(self.path.iter().cloned());
        let function = format!("{}_{to}_from_v{}", name.join("_"), self.version);
        Guess::check(format!(
            "custom: {{ reads: {{ {}: {ty} }}, writes: {}, using: {} }}",
            word(from),
            list([to]),
            word(&function)
        ))
    }

    /// An old type in a step that takes the field away: closed words are listed.
    pub(super) fn stated(&mut self, was: &Form, today: Option<&Type>, name: &str) -> String {
        let old = self.old.of(was, today, name, &self.place);
        match was {
            Form::Words { open: false, words } if !self.exact => list(words),
            Form::Words { .. }
            | Form::Scalar(_)
            | Form::Optional(_)
            | Form::List(_)
            | Form::Set(_)
            | Form::Map(_)
            | Form::Record(_)
            | Form::Again(_) => self.old.written(&old, &self.place),
        }
    }
}

/// What no step explains yet.
pub(super) struct Left<'l> {
    pub(super) changes: Vec<Change<'l>>,
    /// The fields of the newer shape.
    fields: &'l [Field],
}

impl<'l> Left<'l> {
    /// The fields that only the older shape has.
    pub(super) fn gone(&self) -> Vec<(&'l str, &'l Member)> {
        let gone = |change: &Change<'l>| match change {
            Change::Gone(name, was) => Some((*name, *was)),
            Change::New(..) | Change::Changed { .. } => None,
        };
        self.changes.iter().filter_map(gone).collect()
    }

    /// The fields that only the newer shape has.
    pub(super) fn fresh(&self) -> Vec<&'l Field> {
        let fresh = |change: &Change<'l>| match change {
            Change::New(name, _) => self.field(name),
            Change::Gone(..) | Change::Changed { .. } => None,
        };
        self.changes.iter().filter_map(fresh).collect()
    }

    /// A field that only the older shape has.
    pub(super) fn gone_field(&self, name: &str) -> Option<&'l Member> {
        self.gone().into_iter().find(|(known, _)| *known == name).map(|(_, was)| was)
    }

    /// Takes explained fields out, old ones and new ones.
    pub(super) fn settle(&mut self, old: &[&str], new: &[&str]) {
        self.changes.retain(|change| match change {
            Change::Gone(name, _) => !old.contains(name),
            Change::New(name, _) => !new.contains(name),
            Change::Changed { .. } => true,
        });
    }

    fn has(&self, name: &str) -> bool {
        self.changes.iter().any(|change| change.field() == name)
    }

    fn field(&self, name: &str) -> Option<&'l Field> {
        self.fields.iter().find(|field| field.name.value == name)
    }
}

/// How a field is protected; saying that it needs no protection protects nothing.
pub(super) fn protection(field: &Field) -> Option<Personal> {
    field.personal.filter(|kind| *kind != Personal::None)
}
