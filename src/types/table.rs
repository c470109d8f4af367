//! All types of a model, found by name from where a name is written.

use std::collections::BTreeMap;

use crate::diagnostic::Patience;

use super::{Arena, Definition, Enumeration, Field, Id, Meaning, Place, Scalar, Type};

crate::ids! {
    /// Names a declared type.
    TypeId;
}

/// The types that a model declares, and the identities of its aggregates.
#[derive(Debug, Clone, Default)]
pub struct TypeTable {
    definitions: Arena<TypeId, Definition>,
    by_name: BTreeMap<Place, BTreeMap<String, TypeId>>,
    patience: Patience,
}

impl TypeTable {
    /// Adds a type; gives the earlier one of the same name and place instead when there is one.
    ///
    /// # Errors
    /// The id of the type that already has the name.
    pub fn declare(&mut self, definition: Definition) -> Result<TypeId, TypeId> {
        if let Some(first) = self.at(&definition.place, &definition.name.value) {
            return Err(first);
        }
        let (place, name) = (definition.place.clone(), definition.name.value.clone());
        let id = self.definitions.add(definition);
        self.by_name.entry(place).or_default().insert(name, id);
        Ok(id)
    }

    /// Replaces the meaning of a declared type, once the types that it names are known.
    pub fn define(&mut self, id: TypeId, meaning: Meaning) {
        self.definitions[id].meaning = meaning;
    }

    /// The type of `name` declared at `place` itself.
    pub fn at(&self, place: &Place, name: &str) -> Option<TypeId> {
        self.by_name.get(place)?.get(name).copied()
    }

    /// The types that are declared at `place` itself, in order of declaration.
    pub fn of(&self, place: &Place) -> Vec<TypeId> {
        let own = self.by_name.get(place).into_iter().flat_map(BTreeMap::values);
        let mut ids: Vec<_> = own.copied().collect();
        ids.sort_unstable();
        ids
    }

    /// The type that a bare `name` means inside `place`: its own first, then a shared one.
    pub fn visible(&self, place: &Place, name: &str) -> Option<TypeId> {
        self.at(place, name).or_else(|| self.at(&Place::Shared, name))
    }

    /// The names that can be written bare inside `place`, declared ones and scalars, in order.
    pub fn names_in<'t>(&'t self, place: &'t Place) -> impl Iterator<Item = &'t str> + use<'t> {
        let declared = self.definitions.values().filter(move |definition| {
            definition.place == *place || definition.place == Place::Shared
        });
        declared
            .map(|definition| definition.name.value.as_str())
            .chain(Scalar::ALL.into_iter().map(|scalar| -> &'t str { scalar.name() }))
    }

    /// Where types of that name are declared.
    pub fn places_of(&self, name: &str) -> impl Iterator<Item = &Place> {
        let named = self.definitions.values().filter(move |it| it.name.value == name);
        named.map(|definition| &definition.place)
    }

    /// The names declared at a place itself, in order.
    pub fn declared_at(&self, place: &Place) -> impl Iterator<Item = &str> {
        let own = self.definitions.values().filter(move |it| it.place == *place);
        own.map(|definition| definition.name.value.as_str())
    }

    /// The contexts that declare types, as often as they do.
    pub fn contexts(&self) -> impl Iterator<Item = &str> {
        self.definitions.values().filter_map(|definition| match &definition.place {
            Place::Context(context) => Some(context.as_str()),
            Place::Shared | Place::Version { .. } => None,
        })
    }

    /// Whether an unknown name may still be compared with all that are declared.
    pub(super) fn may_suggest(&self) -> bool {
        self.patience.lasts_for(self.definitions.len() + Scalar::ALL.len())
    }

    /// Every declared type in order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &Definition)> {
        self.definitions.iter()
    }

    /// The words of the enumeration that `ty` is, through an optional.
    pub fn enumeration(&self, ty: &Type) -> Option<(TypeId, &Enumeration)> {
        match ty.present() {
            Type::Named(id) => match &self[*id].meaning {
                Meaning::Enumeration(words) => Some((*id, words)),
                Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Record(_) => None,
            },
            Type::Scalar(_) | Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => {
                None
            }
        }
    }

    /// The fields of the value object that `ty` is, through an optional.
    pub fn record(&self, ty: &Type) -> Option<(TypeId, &[Field])> {
        match ty.present() {
            Type::Named(id) => match &self[*id].meaning {
                Meaning::Record(fields) => Some((*id, fields)),
                Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Enumeration(_) => None,
            },
            Type::Scalar(_) | Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => {
                None
            }
        }
    }

    /// The type inside the newtype or identity that `ty` is, not through an optional.
    pub fn inside(&self, ty: &Type) -> Option<Type> {
        match ty {
            Type::Named(id) => match &self[*id].meaning {
                Meaning::Newtype(inner) => Some(inner.clone()),
                Meaning::Identity { scalar, .. } => Some(Type::Scalar(*scalar)),
                Meaning::Enumeration(_) | Meaning::Record(_) => None,
            },
            Type::Scalar(_) | Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => {
                None
            }
        }
    }

    /// The type as a model writes it inside `place`: `Money?`, `list<Accounts.AccountId>`.
    pub fn written(&self, ty: &Type, place: &Place) -> String {
        match ty {
            Type::Scalar(scalar) => scalar.name().to_owned(),
            Type::Named(id) => self.name_in(*id, place),
            Type::Optional(inner) => format!("{}?", self.written(inner, place)),
            Type::List(inner) => format!("list<{}>", self.written(inner, place)),
            Type::Set(inner) => format!("set<{}>", self.written(inner, place)),
            Type::Map(inner) => format!("map<{}>", self.written(inner, place)),
        }
    }

    fn name_in(&self, id: TypeId, place: &Place) -> String {
        let definition = &self[id];
        match &definition.place {
            Place::Context(context) if definition.place != *place => {
                format!("{context}.{}", definition.name.value)
            }
            Place::Version { event, number } => {
                format!("{} of {event} version {number}", definition.name.value)
            }
            Place::Context(_) | Place::Shared => definition.name.value.clone(),
        }
    }
}

impl std::ops::Index<TypeId> for TypeTable {
    type Output = Definition;
    fn index(&self, id: TypeId) -> &Definition {
        debug_assert!(id.index() < self.definitions.len());
        &self.definitions[id]
    }
}
