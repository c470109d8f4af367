//! What differs between two shapes, field by field.

use crate::evolve::form::{Member, Record};

/// One field that two shapes do not share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'r> {
    /// Only the older shape has it.
    Gone(&'r str, &'r Member),
    /// Only the newer shape has it.
    New(&'r str, &'r Member),
    /// Both have it, and it is not the same.
    Changed {
        /// The field.
        field: &'r str,
        /// What it was.
        was: &'r Member,
        /// What it is.
        is: &'r Member,
    },
}

impl<'r> Change<'r> {
    /// The field.
    pub fn field(&self) -> &'r str {
        match self {
            Self::Gone(field, _) | Self::New(field, _) | Self::Changed { field, .. } => field,
        }
    }
}

/// What differs, in order of name: first what the older shape has, then what is new.
pub fn changes<'r>(older: &'r Record, newer: &'r Record) -> Vec<Change<'r>> {
    let of_older = older.iter().filter_map(|(field, was)| match newer.get(field) {
        None => Some(Change::Gone(field, was)),
        Some(is) if is != was => Some(Change::Changed { field, was, is }),
        Some(_) => None,
    });
    let new = newer.iter().filter(|(field, _)| older.get(field).is_none());
    of_older.chain(new.map(|(field, is)| Change::New(field, is))).collect()
}
