//! The fields of one version of an event, and the small edits by which a step is undone.

use crate::types::Field;

/// The fields of one version, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// The fields; of old ones only what the steps say is known, and what a rename carries along.
    pub fields: Vec<Field>,
}

impl Shape {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name.value == name)
    }

    /// The names of the fields, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| field.name.value.as_str())
    }

    /// The place of a field.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.names().position(|known| known == name)
    }

    /// Takes a field away and says where it stood.
    pub(super) fn take(&mut self, name: &str) -> Option<(usize, Field)> {
        self.place(name).map(|place| (place, self.fields.remove(place)))
    }

    /// Puts a field at a place, or at the end when the shape is shorter.
    pub(super) fn put(&mut self, place: usize, field: Field) {
        self.fields.insert(place.min(self.fields.len()), field);
    }
}
