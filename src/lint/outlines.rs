//! The outlines of all files of a model, and who lies in which element.

use crate::{
    pipeline::Analysis,
    source::{FileId, Span},
    syntax::{Element, Outline, outline},
};

use super::Place;

/// The outlines of the files of a model.
#[derive(Debug)]
pub struct Outlines(Vec<(FileId, Outline)>);

impl Outlines {
    pub(super) fn new(analysis: &Analysis) -> Self {
        let of = |file: &FileId| (*file, outline(*file, &analysis.sources));
        Self(analysis.files.iter().map(of).collect())
    }

    /// The outline of a file of the model; nothing for other files, such as the lock.
    pub fn of(&self, file: FileId) -> Option<&Outline> {
        self.0.iter().find(|(known, _)| *known == file).map(|(_, outline)| outline)
    }

    /// The files of the model.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        self.0.iter().map(|(file, _)| *file)
    }

    /// Every outline.
    pub fn iter(&self) -> impl Iterator<Item = &Outline> {
        self.0.iter().map(|(_, outline)| outline)
    }

    /// The innermost element around a place; the model where there is none.
    pub fn place(&self, span: Span) -> Place {
        let found = self.of(span.file).and_then(|outline| Some((outline, outline.at(span)?)));
        let Some((outline, place)) = found else { return Place::model() };
        let element = &outline.elements()[place];
        Place { path: outline.path(place), kind: element.kind, label: element.label.clone() }
    }

    /// The name of the context around a place.
    pub fn context(&self, span: Span) -> Option<&str> {
        self.around(span).find_map(|element| match element.kind {
            "context" => Some(element.name.value.as_str()),
            _ => element.context.as_deref(),
        })
    }

    /// The elements around a place, the innermost first.
    pub fn around(&self, span: Span) -> impl Iterator<Item = &Element> {
        let outline = self.of(span.file);
        let mut next = outline.and_then(|outline| outline.at(span));
        std::iter::from_fn(move || {
            let element = outline?.elements().get(next?)?;
            next = element.parent;
            Some(element)
        })
    }
}
