//! What differs between two versions of an event, field by field, and where the value for old events comes from.

use std::collections::BTreeSet;

use super::origin::{Origin, follow};
use crate::{
    evolve::{
        describe::Teller,
        form::Record,
        hop::Operation,
        plan::{EventPlan, Plan},
        rules::{Change, changes, likely_renames},
    },
    types::{Field, Place},
};

/// One field that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDiff {
    /// The field; of one that is gone, its old name.
    pub field: String,
    /// What became of it.
    pub change: FieldChange,
    /// The fields of the old version that it is made of.
    pub made_of: Vec<String>,
    /// Its old type, when it had one under this name or its old one.
    pub was: Option<String>,
    /// Its type today.
    pub is: Option<String>,
    /// Where the value for old events comes from, in words.
    pub source: String,
    /// How sure that value is.
    pub exact: Exactness,
    /// What is taken for granted about old events.
    pub assumed: Vec<String>,
}

/// What became of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldChange {
    /// It was not there.
    New,
    /// It is not there any more.
    Gone,
    /// It has another type, unit, protection or words.
    Changed,
    /// It has another name.
    Renamed,
    /// Its value comes out of other fields.
    Moved,
}

/// How sure the value of a field is for an old event, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exactness {
    /// It says what the old event said.
    Exact,
    /// Something is taken for granted.
    Assumed,
    /// Some old events cannot be read.
    Partial,
    /// A function written by hand decides.
    ByHand,
    /// The value is let go.
    Lost,
    /// No step says anything.
    Unexplained,
}

impl FieldChange {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Changed => "changed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
        }
    }
}

impl Exactness {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Assumed => "assumed",
            Self::Partial => "partial",
            Self::ByHand => "by hand",
            Self::Lost => "lost",
            Self::Unexplained => "unexplained",
        }
    }
}

/// Two versions of one event.
pub(super) struct Between<'a> {
    pub(super) plan: &'a Plan,
    pub(super) planned: &'a EventPlan,
    /// The fields of the event as it is today, with their types as the model writes them.
    pub(super) declared: &'a [Field],
    pub(super) place: &'a Place,
    pub(super) from: u32,
    pub(super) old: &'a Record,
    pub(super) new: &'a Record,
}

impl Between<'_> {
    /// What differs, following the steps that lead from the old version.
    pub(super) fn by_steps(&self) -> Vec<FieldDiff> {
        let names = self.old.iter().map(|(name, _)| name);
        let origins = follow(&self.plan.types, names, self.planned.hops_from(self.from));
        let mut found = Vec::new();
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for field in self.declared {
            let name = field.name.value.as_str();
            let Some(origin) = origins.get(name) else { continue };
            used.extend(origin.from.iter().map(String::as_str));
            found.extend(self.traced(name, origin));
        }
        let gone = self.old.iter().filter(|(name, _)| !used.contains(name));
        found.extend(gone.map(|(name, was)| self.dropped(name, was.to_string())));
        found
    }

    /// What differs, where no steps say how.
    pub(super) fn by_shape(&self) -> Vec<FieldDiff> {
        let differences = changes(self.old, self.new);
        let renames = likely_renames(&differences);
        let unexplained = |field: &str, change, source: String| FieldDiff {
            field: field.to_owned(),
            change,
            made_of: Vec::new(),
            was: self.old.get(field).map(ToString::to_string),
            is: self.new.get(field).map(ToString::to_string),
            source,
            exact: Exactness::Unexplained,
            assumed: Vec::new(),
        };
        let mut found = Vec::new();
        for change in &differences {
            match change {
                Change::Gone(field, _) if renames.iter().any(|(old, _)| old == field) => {}
                Change::Gone(field, _) => {
                    found.push(unexplained(field, FieldChange::Gone, "no step drops it".into()));
                }
                Change::New(field, is) => {
                    let Some((old, _)) = renames.iter().find(|(_, new)| new == field) else {
                        let optional = is.form.is_optional();
                        let source = if optional { "absent" } else { "no value for old events" };
                        found.push(unexplained(field, FieldChange::New, source.into()));
                        continue;
                    };
                    let source = format!("looks like {old}; no step says so");
                    let renamed = unexplained(field, FieldChange::Renamed, source);
                    let was = self.old.get(old).map(ToString::to_string);
                    found.push(FieldDiff { was, made_of: vec![(*old).to_owned()], ..renamed });
                }
                Change::Changed { field, .. } => {
                    let source = "no step says how".to_owned();
                    found.push(unexplained(field, FieldChange::Changed, source));
                }
            }
        }
        found
    }

    fn traced(&self, name: &str, origin: &Origin) -> Option<FieldDiff> {
        let (was, is) = (origin.from.first().and_then(|old| self.old.get(old)), self.new.get(name));
        let one = match origin.from.as_slice() {
            [one] => Some(one.as_str()),
            _ => None,
        };
        let change = match one {
            Some(one) if one == name && origin.is_same && was == is => return None,
            Some(one) if one == name => FieldChange::Changed,
            Some(_) if origin.is_same => FieldChange::Renamed,
            None if origin.from.is_empty() => FieldChange::New,
            Some(_) | None => FieldChange::Moved,
        };
        let form = is.map(ToString::to_string);
        Some(FieldDiff {
            field: name.to_owned(),
            change,
            made_of: origin.from.clone(),
            was: was.filter(|_| one.is_some()).map(ToString::to_string),
            is: if change == FieldChange::Changed { form } else { self.written(name).or(form) },
            source: match change {
                FieldChange::Changed if origin.how.is_empty() => "every old value stays".to_owned(),
                FieldChange::Changed => origin.how.join(", then "),
                FieldChange::New
                | FieldChange::Gone
                | FieldChange::Renamed
                | FieldChange::Moved => origin.told(),
            },
            exact: origin.exact,
            assumed: origin.assumed.clone(),
        })
    }

    fn dropped(&self, name: &str, was: String) -> FieldDiff {
        let back = self.back(name).map(|value| format!("older readers get {value}"));
        FieldDiff {
            field: name.to_owned(),
            change: FieldChange::Gone,
            made_of: vec![name.to_owned()],
            was: Some(was),
            is: None,
            source: back.unwrap_or_else(|| "dropped".to_owned()),
            exact: Exactness::Lost,
            assumed: Vec::new(),
        }
    }

    /// The value that an old reader would get for a field that was dropped under its old name.
    fn back(&self, name: &str) -> Option<String> {
        let bindings = self.planned.hops_from(self.from).flat_map(|hop| &hop.bindings);
        let values = bindings.filter_map(|binding| match &binding.operation {
            Operation::Drop { from, back } if from.field == name => back.as_ref(),
            _ => None,
        });
        let teller = Teller { types: &self.plan.types, with_back: false };
        values.map(|value| teller.value(value)).next()
    }

    /// The type as the model writes it, with what a reader has to know beside it.
    fn written(&self, name: &str) -> Option<String> {
        let field = self.declared.iter().find(|field| field.name.value == name)?;
        let ty = self.plan.types.written(&field.ty, self.place);
        Some(field.unit.as_ref().map_or_else(|| ty.clone(), |unit| format!("{ty} (unit {unit})")))
    }
}
