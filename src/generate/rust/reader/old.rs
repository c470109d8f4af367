//! The structs of older versions, and the words and value objects that only they have.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    need::{self, Needed},
    value::Types,
};
use crate::{
    evolve::{Binding, EventPlan, Operation},
    generate::rust::{names, types},
    types::{Enumeration, Field, Meaning, Place, Type, TypeId},
};

/// The shapes of the versions of an event, as far as they are needed.
pub(super) struct Shapes<'t, 'p> {
    types: &'t Types<'p>,
    planned: &'p EventPlan,
    is_owner: bool,
    /// The needed fields of each older version.
    fields: BTreeMap<u32, Vec<&'p Field>>,
    newest: Vec<&'p Field>,
    /// The types of old versions that appear.
    used: BTreeSet<TypeId>,
    /// Old value objects that stand in a set, and have to be ordered.
    in_sets: BTreeSet<TypeId>,
    /// Old value objects that are copied.
    copied: BTreeSet<TypeId>,
    /// Old types that functions written by hand see.
    shown: BTreeSet<TypeId>,
    /// The oldest version that is published, which is written then, and not only read.
    pub(super) published_from: Option<u32>,
}

impl<'t, 'p> Shapes<'t, 'p> {
    pub(super) fn new(types: &'t Types<'p>, planned: &'p EventPlan, is_owner: bool) -> Self {
        Self {
            types,
            planned,
            is_owner,
            fields: BTreeMap::new(),
            newest: Vec::new(),
            used: BTreeSet::new(),
            in_sets: BTreeSet::new(),
            copied: BTreeSet::new(),
            shown: BTreeSet::new(),
            published_from: None,
        }
    }

    /// Adds an older version with what its steps speak of.
    pub(super) fn way(&mut self, number: u32, needed: &BTreeSet<&str>, steps: &[Needed<'p>]) {
        let Some(version) = self.planned.version(number) else { return };
        let fields = need::among(&version.shape.fields, needed);
        fields.iter().for_each(|field| self.add(&field.ty, Group::Used));
        self.fields.insert(number, fields);
        steps.iter().for_each(|step| self.binding(step.binding));
    }

    /// Adds the newest version, which is private when the event is read as others.
    pub(super) fn add_newest(&mut self, needed: &BTreeSet<&str>) {
        let Some(newest) = self.planned.newest() else { return };
        self.newest = need::among(&newest.shape.fields, needed);
    }

    fn binding(&mut self, binding: &'p Binding) {
        let operation = &binding.operation;
        for input in operation.takes() {
            self.add(&input.ty, Group::Used);
            if input.kept {
                self.add(&input.ty, Group::Copied);
            }
            if matches!(operation, Operation::Custom { .. }) {
                self.add(&input.ty, Group::Shown);
            }
        }
        for to in operation.gives() {
            self.add(&to.ty, Group::Used);
            if matches!(operation, Operation::Custom { .. }) {
                self.add(&to.ty, Group::Shown);
            }
        }
        if let Operation::Each { old, new, bindings, .. } = operation {
            self.add(&Type::Named(*old), Group::Used);
            self.add(&Type::Named(*new), Group::Used);
            bindings.iter().for_each(|binding| self.binding(binding));
        }
    }

    /// Notes the types of old versions that a type is made of.
    fn add(&mut self, ty: &Type, group: Group) {
        match ty {
            Type::Scalar(_) => {}
            Type::Optional(inner) | Type::List(inner) | Type::Map(inner) => self.add(inner, group),
            Type::Set(inner) => {
                self.add(inner, Group::InSets);
                self.add(inner, group);
            }
            Type::Named(id) => {
                let id = self.types.id(*id);
                let definition = &self.types.table[id];
                let group_of = match group {
                    Group::Used => &mut self.used,
                    Group::InSets => &mut self.in_sets,
                    Group::Copied => &mut self.copied,
                    Group::Shown => &mut self.shown,
                };
                if matches!(definition.place, Place::Version { .. })
                    && group_of.insert(id)
                    && let Meaning::Record(fields) = &definition.meaning
                {
                    fields.iter().for_each(|field| self.add(&field.ty, group));
                }
            }
        }
    }

    /// The private struct of the newest version of an event that is read as others.
    pub(super) fn newest(&self, name: &str, number: u32) -> String {
        let all = self.planned.newest().map_or(0, |newest| newest.shape.fields.len());
        self.declared(name, number, &self.newest, self.newest.len() < all)
    }

    /// The struct of an older version unless it is read as a newer one, and the types that it brings.
    pub(super) fn version(&self, number: u32, with_struct: bool) -> String {
        let mut text = String::new();
        if with_struct && let Some(fields) = self.fields.get(&number) {
            let all = self.planned.version(number).map_or(0, |version| version.shape.fields.len());
            text = self.declared(&format!("V{number}"), number, fields, fields.len() < all);
        }
        let of_version = |id: &&TypeId| match &self.types.table[**id].place {
            Place::Version { number: of, .. } => *of == number,
            Place::Shared | Place::Context(_) => false,
        };
        let old: String =
            self.used.iter().rev().filter(of_version).map(|id| self.old_type(*id)).collect();
        text + &old
    }

    fn declared(&self, name: &str, number: u32, fields: &[&Field], trimmed: bool) -> String {
        let trimmed =
            if trimmed && !self.is_owner { ", without what is not used here" } else { "" };
        let derives = if self.is_told(number) { "Serialize, Deserialize" } else { "Deserialize" };
        format!(
            "\n/// Version {number} as it was stored{trimmed}.\n\
             #[derive(Debug, {derives})]\nstruct {name} {}\n",
            self.body(fields.iter().copied(), "", self.is_told(number))
        )
    }

    fn old_type(&self, id: TypeId) -> String {
        let definition = &self.types.table[id];
        let name = self.types.name(id);
        let number = match &definition.place {
            Place::Version { number, .. } => *number,
            Place::Shared | Place::Context(_) => 0,
        };
        let visibility = if self.shown.contains(&id) { "pub " } else { "" };
        let docs = format!("/// `{}` in version {number}.\n", definition.name.value);
        match &definition.meaning {
            Meaning::Enumeration(words) => {
                // rustfmt leaves the inside of a macro as it is.
                format!(
                    "\nkernel::enumeration! {{\n    {docs}    {visibility}enum {name} {{\n{}    }}\n}}\n",
                    self.words(id, words)
                )
            }
            Meaning::Record(fields) => {
                let is_told = self.is_told(number);
                let derives: String = [
                    ("Debug", true),
                    (", Clone", self.copied.contains(&id)),
                    (", PartialEq, Eq, PartialOrd, Ord", self.in_sets.contains(&id)),
                    (", Serialize", is_told),
                    (", Deserialize", true),
                ]
                .into_iter()
                .filter_map(|(derive, is_needed)| is_needed.then_some(derive))
                .collect();
                let body = self.body(fields.iter(), visibility, is_told);
                format!("\n{docs}#[derive({derives})]\n{visibility}struct {name} {body}\n")
            }
            Meaning::Identity { .. } | Meaning::Newtype(_) => String::new(),
        }
    }

    fn words(&self, id: TypeId, words: &Enumeration) -> String {
        let word = |(place, word): (usize, &crate::types::EnumValue)| {
            let variant = types::variant(id, place, self.types.table);
            let variant = variant.rsplit("::").next().unwrap_or_default().to_owned();
            let word = &word.name.value;
            format!("        /// `{word}`\n        {variant} = {},\n", types::text_literal(word))
        };
        words.values.iter().enumerate().map(word).collect()
    }

    /// Whether a version is written for its readers, and not only read.
    fn is_told(&self, number: u32) -> bool {
        self.published_from.is_some_and(|oldest| number >= oldest)
    }

    fn body<'f>(
        &self,
        fields: impl Iterator<Item = &'f Field>,
        visibility: &str,
        is_told: bool,
    ) -> String {
        let field = |field: &Field| {
            let stored = &field.name.value;
            let name = names::snake(stored);
            let rename = if names::serde_name(&name) == stored {
                String::new()
            } else {
                format!("#[serde(rename = {})]\n", types::text_literal(stored))
            };
            let omitted = if is_told && field.ty.is_optional() {
                "#[serde(skip_serializing_if = \"Option::is_none\")]\n"
            } else {
                ""
            };
            // What is read in a way of its own is absent only where serde is told so.
            let read = types::read_with(&field.ty).map_or_else(String::new, |read| {
                let default = if field.ty.is_optional() { "default, " } else { "" };
                format!("#[serde({default}{read})]\n")
            });
            format!("{rename}{read}{omitted}{visibility}{name}: {},\n", self.types.text(&field.ty))
        };
        let fields: String = fields.map(field).collect();
        if fields.is_empty() { "{}".to_owned() } else { format!("{{\n{fields}}}") }
    }
}

/// What is noted of a type.
#[derive(Debug, Clone, Copy)]
enum Group {
    Used,
    InSets,
    Copied,
    Shown,
}
