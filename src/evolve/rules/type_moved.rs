//! A type that several events share was edited: one cause, told once, with every event that needs a new version.

use std::collections::BTreeMap;

use super::{Frozen, History, Kept};
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::form::{Form, Record},
    types::{Field, Meaning, Type, TypeId, TypeTable},
};

/// The types that published events contain and that are not the same any more, with the versions that contain them.
#[derive(Debug, Default)]
pub(super) struct Moved(BTreeMap<TypeId, Vec<(String, u32)>>);

impl Moved {
    /// Whether a field differs from what is published because a type that it is made of was edited.
    pub(super) fn takes(
        &mut self,
        history: &History<'_>,
        kept: &Kept<'_>,
        field: &Field,
        was: &Form,
    ) -> bool {
        let types = &history.frozen.plan.types;
        let Some(id) = cause(types, &field.ty, was) else { return false };
        let version = (history.path(), kept.id.number);
        let versions = self.0.entry(id).or_default();
        if !versions.contains(&version) {
            versions.push(version);
        }
        true
    }

    /// Reports each type once.
    pub(super) fn report(self, frozen: &Frozen<'_>, out: &mut Vec<Diagnostic>) {
        for (id, versions) in self.0 {
            let name = &frozen.plan.types[id].name;
            let message = format!("`{}` is part of published events and was changed", name.value);
            let first = versions.first().map_or("", |(path, _)| path.as_str());
            let mut finding = Diagnostic::error(rule::VALUE_TYPE_MOVED, name.span, message)
                .label("not as it was published")
                .help(format!(
                    "give each of these events a new version, as `esgen evolve {first}` does, or put the type back"
                ));
            for (path, number) in versions {
                finding = finding.note(format!("`{path}` version {number} contains it"));
            }
            out.push(finding);
        }
    }
}

/// The innermost declared type that explains why a field is not what it was. A type of another kind is no edited type
/// but another one in its place, and then there is none.
fn cause(types: &TypeTable, ty: &Type, was: &Form) -> Option<TypeId> {
    match (ty, was) {
        (Type::Optional(inner), Form::Optional(was))
        | (Type::List(inner), Form::List(was))
        | (Type::Set(inner), Form::Set(was))
        | (Type::Map(inner), Form::Map(was)) => cause(types, inner, was),
        (Type::Named(id), was) => match (&types[*id].meaning, was) {
            (Meaning::Enumeration(_), Form::Words { .. }) => Some(*id),
            (Meaning::Record(fields), Form::Record(was)) => {
                Some(inner_cause(types, fields, was).unwrap_or(*id))
            }
            (
                Meaning::Enumeration(_)
                | Meaning::Record(_)
                | Meaning::Newtype(_)
                | Meaning::Identity { .. },
                _,
            ) => None,
        },
        (Type::Scalar(_) | Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_), _) => {
            None
        }
    }
}

/// The type inside a value object that alone explains why the value object is not what it was.
fn inner_cause(types: &TypeTable, fields: &[Field], was: &Record) -> Option<TypeId> {
    let now = Record::of(types, fields);
    let differences = super::changes(was, &now);
    let [super::Change::Changed { field, was, .. }] = differences.as_slice() else { return None };
    let field = fields.iter().find(|known| known.name.value == *field)?;
    cause(types, &field.ty, &was.form)
}
