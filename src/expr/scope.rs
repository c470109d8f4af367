//! What an expression can see at its place in the model.

use super::Root;
use crate::types::{Field, Place, Type, TypeTable};

/// The names that are visible where an expression stands.
#[derive(Debug, Clone)]
pub struct Scope<'m> {
    /// The types of the model.
    pub types: &'m TypeTable,
    /// The context, whose types can be written bare.
    pub place: Place,
    /// The message whose fields can be written bare: the command or the event.
    pub bare: Option<Root>,
    /// What stands behind each root that is visible here, in the order in which names are looked
    /// up. A root may come twice: the fields of an event and its given `stream_id`.
    pub roots: Vec<(Root, Fields<'m>)>,
    /// A root that others of its kind see, and why it is not visible here.
    pub absent: Option<(Root, &'static str)>,
}

/// The fields behind a root.
#[derive(Debug, Clone)]
pub enum Fields<'m> {
    /// Fields that the model declares.
    Declared(&'m [Field]),
    /// Names with types that the language gives, such as `recorded_at` of `meta` or `stream_id` of `event`.
    Given(Vec<(&'static str, Type)>),
    /// One value with a name of its own, such as `account: AccountId`.
    Single(String, Type),
}

impl Fields<'_> {
    /// Every name behind the root with its type.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Type)> {
        let (mut declared, mut given, mut single) = (&[][..], &[][..], None);
        match self {
            Self::Declared(fields) => declared = fields,
            Self::Given(names) => given = names,
            Self::Single(name, ty) => single = Some((name.as_str(), ty)),
        }
        let declared = declared.iter().map(|field| (field.name.value.as_str(), &field.ty));
        declared.chain(given.iter().map(|(name, ty)| (*name, ty))).chain(single)
    }

    fn is_single(&self) -> bool {
        matches!(self, Self::Single(..))
    }
}

impl Root {
    /// The word that stands before the dot, for roots that have fields.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Command => Some("command"),
            Self::Event => Some("event"),
            Self::State => Some("state"),
            Self::Row => Some("row"),
            Self::Meta => Some("meta"),
            Self::Target | Self::Key | Self::Element(_) => None,
        }
    }
}

impl Scope<'_> {
    /// The type of a field that can be written bare.
    pub(super) fn bare_field(&self, name: &str) -> Option<(Root, &Type)> {
        let root = self.bare?;
        let declared = self
            .roots
            .iter()
            .filter(|(other, fields)| *other == root && matches!(fields, Fields::Declared(_)));
        declared
            .flat_map(|(_, fields)| fields.all())
            .find(|(field, _)| *field == name)
            .map(|(_, ty)| (root, ty))
    }

    /// The root that is one value of that name.
    pub(super) fn single(&self, name: &str) -> Option<(Root, &Type)> {
        let mut singles = self.roots.iter().filter(|(_, fields)| fields.is_single());
        singles.find_map(|(root, fields)| {
            fields.all().find(|(single, _)| *single == name).map(|(_, ty)| (*root, ty))
        })
    }

    /// The root that a word before a dot means here.
    pub(super) fn root(&self, word: &str) -> Option<Root> {
        self.roots.iter().map(|(root, _)| *root).find(|root| root.word() == Some(word))
    }

    /// The type of a field behind a root.
    pub(crate) fn field(&self, root: Root, name: &str) -> Option<&Type> {
        self.fields_of(root).find(|(field, _)| *field == name).map(|(_, ty)| ty)
    }

    /// Every field behind a root.
    pub(super) fn fields_of(&self, root: Root) -> impl Iterator<Item = (&str, &Type)> {
        let of_root =
            self.roots.iter().filter(move |(other, fields)| *other == root && !fields.is_single());
        of_root.flat_map(|(_, fields)| fields.all())
    }

    /// Every name that can stand alone, bare fields first.
    pub(super) fn bare_names(&self) -> impl Iterator<Item = &str> {
        let fields = self.roots.iter().filter(|(root, fields)| {
            fields.is_single()
                || (Some(*root) == self.bare && matches!(fields, Fields::Declared(_)))
        });
        fields.flat_map(|(_, fields)| fields.all()).map(|(name, _)| name)
    }

    /// The words of the roots that are visible here, each once.
    pub(super) fn root_words(&self) -> Vec<&'static str> {
        let mut words = Vec::new();
        for word in self.roots.iter().filter_map(|(root, _)| root.word()) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }
}
