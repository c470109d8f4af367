//! Fields of messages, states, rows and value objects.

use serde::Serialize;

use super::World;
use crate::{
    generate::rust::{docs, names, types},
    model::Source,
    types::Field,
};

/// A field of a generated struct.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FieldView {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) docs: Vec<String>,
    pub(super) attributes: Vec<String>,
}

/// The fields of a struct, in order of declaration.
pub(super) fn all<'f>(
    world: &World<'_>,
    fields: impl IntoIterator<Item = &'f Field>,
) -> Vec<FieldView> {
    fields.into_iter().map(|field| of(world, field)).collect()
}

/// An absent value is not written at all: readers take absent and null for the same.
pub(super) fn of(world: &World<'_>, field: &Field) -> FieldView {
    let skipped = "skip_serializing_if = \"Option::is_none\"";
    FieldView {
        name: names::snake(&field.name.value),
        ty: types::rust_type(&field.ty, &world.plan.types),
        docs: docs::of_part(&field.info),
        attributes: serde([
            field.ty.is_optional().then_some("default"),
            types::read_with(&field.ty),
            field.ty.is_optional().then_some(skipped),
        ]),
    }
}

/// What serde is told of a field, as attributes of it.
pub(super) fn serde<const N: usize>(words: [Option<&str>; N]) -> Vec<String> {
    let words: Vec<&str> = words.into_iter().flatten().collect();
    if words.is_empty() { Vec::new() } else { vec![format!("serde({})", words.join(", "))] }
}

/// The value of a field that nobody gives: its default, or none.
pub(super) fn default_value(world: &World<'_>, field: &Field) -> String {
    match &field.default {
        Some(default) => types::literal(&default.literal, &field.ty, &world.plan.types),
        None if field.ty.is_optional() => "None".to_owned(),
        None => "Default::default()".to_owned(),
    }
}

/// Whether a function written by hand is among the sources. It sees messages whole, so nothing may be moved out of them.
pub(super) fn asks_hook<'s>(sources: impl IntoIterator<Item = &'s Source>) -> bool {
    sources.into_iter().any(Source::is_hook)
}

/// A struct expression: `Name { a, b: 1 }`, or `Name {}`.
pub(in crate::generate::rust) fn struct_expression(
    name: &str,
    given: &[(String, String)],
    rest: &str,
) -> String {
    let mut parts: Vec<_> = given
        .iter()
        .map(
            |(field, value)| {
                if field == value { field.clone() } else { format!("{field}: {value}") }
            },
        )
        .collect();
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    if parts.is_empty() {
        format!("{name} {{}}")
    } else {
        format!("{name} {{ {} }}", parts.join(", "))
    }
}
