//! Parts of the details of an element, which the page shows without knowing what they are about.

use serde::Serialize;

use super::super::Page;
use crate::{
    model::ContextId,
    types::{Field, Place, TypeTable},
};

/// A table, or lines, under a title.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    pub(super) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lines: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) columns: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) rows: Vec<Vec<String>>,
}

impl Section {
    /// A section of which only the title is said.
    pub(super) fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            note: None,
            lines: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
        }
    }
}

/// Fields with their types; nothing when there are none.
pub(super) fn fields(
    title: &str,
    fields: &[Field],
    types: &TypeTable,
    place: &Place,
) -> Option<Section> {
    let row = |field: &Field| {
        vec![field.name.value.clone(), types.written(&field.ty, place), about(field)]
    };
    (!fields.is_empty()).then(|| Section {
        columns: vec!["Field", "Type", ""],
        rows: fields.iter().map(row).collect(),
        ..Section::new(title)
    })
}

/// The place in which types are named as the context names them.
pub(super) fn place(page: &Page<'_>, context: Option<ContextId>) -> Place {
    context.map_or(Place::Shared, |id| Place::Context(page.model.contexts[id].name.value.clone()))
}

fn about(field: &Field) -> String {
    let marks = [
        field.unit.as_ref().map(|unit| format!("in {unit}")),
        field.personal.is_some().then(|| "personal".to_owned()),
        field.secret.then(|| "secret".to_owned()),
        field.info.label.clone(),
        field.info.description.clone(),
    ];
    marks.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
