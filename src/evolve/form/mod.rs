//! The form of a type: what JSON sees of it. Names that only code knows are gone and no order is left that JSON
//! does not have, so that two forms are equal exactly when the same payloads are.
//!
//! The idea is Avro's parsing canonical form, with units and protection kept: they change no payload, and yet a
//! reader that does not know them reads something wrong.

mod fold;
mod parse;
mod write;

use std::collections::BTreeMap;

use crate::types::{Field, Meaning, Personal, Scalar, Type, TypeId, TypeTable};

pub use parse::NotAForm;
pub(super) use write::word_of;

/// What JSON sees of a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A built-in type; an identity is what it is made of.
    Scalar(Scalar),
    /// A value that may be absent.
    Optional(Box<Form>),
    /// Values in order.
    List(Box<Form>),
    /// Distinct values.
    Set(Box<Form>),
    /// Values by text.
    Map(Box<Form>),
    /// One of several words.
    Words {
        /// Whether others survive reading and writing.
        open: bool,
        /// The words in order of the alphabet.
        words: Vec<String>,
    },
    /// A value object.
    Record(Record),
    /// The value object that many levels of value objects further out, which contains itself.
    Again(usize),
}

/// The fields of a payload or of a value object, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record(pub BTreeMap<String, Member>);

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// What its values are.
    pub form: Form,
    /// The unit of a number.
    pub unit: Option<String>,
    /// How it is kept out of the log, when it is personal.
    pub personal: Option<Personal>,
}

impl Form {
    /// The form of a type.
    pub fn of(types: &TypeTable, ty: &Type) -> Self {
        Builder::new(types).whole(ty)
    }

    /// Whether a value may be absent.
    pub fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_))
    }

    /// The same form, in whose value objects the units and the protection stand that `told` has.
    fn told_by(&self, told: &Self) -> Self {
        match (self, told) {
            (Self::Optional(inner), Self::Optional(told)) => {
                Self::Optional(Box::new(inner.told_by(told)))
            }
            (Self::List(inner), Self::List(told)) => Self::List(Box::new(inner.told_by(told))),
            (Self::Set(inner), Self::Set(told)) => Self::Set(Box::new(inner.told_by(told))),
            (Self::Map(inner), Self::Map(told)) => Self::Map(Box::new(inner.told_by(told))),
            (Self::Record(inner), Self::Record(told)) => Self::Record(inner.told_by(told)),
            (other, _) => other.clone(),
        }
    }
}

impl Record {
    /// The form of fields.
    pub fn of<'f>(types: &TypeTable, fields: impl IntoIterator<Item = &'f Field>) -> Self {
        Builder::new(types).record(fields)
    }

    /// The fields in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Member)> {
        self.0.iter().map(|(name, member)| (name.as_str(), member))
    }

    /// The same shape, for an old one that was derived from steps. These say types only: where it says nothing of a unit
    /// or of protection, what `told` says of the field stands; and a unit that `told` does not know was said later.
    #[must_use]
    pub fn told_by(&self, told: &Self) -> Self {
        let member = |(name, member): (&String, &Member)| {
            let Some(known) = told.get(name) else { return (name.clone(), member.clone()) };
            let unit = known.unit.as_ref().map(|told| member.unit.as_ref().unwrap_or(told).clone());
            let personal = member.personal.or(known.personal);
            let form = member.form.told_by(&known.form);
            (name.clone(), Member { form, unit, personal })
        };
        Self(self.0.iter().map(member).collect())
    }

    /// The field of that name.
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.0.get(name)
    }
}

struct Builder<'t> {
    types: &'t TypeTable,
    /// The declared types that are being written out, outermost first, and whether JSON sees them.
    inside: Vec<(TypeId, bool)>,
    /// Whether some value object contains itself.
    repeats: bool,
}

impl<'t> Builder<'t> {
    fn new(types: &'t TypeTable) -> Self {
        Self { types, inside: Vec::new(), repeats: false }
    }

    /// The form of a type that stands in no value object.
    fn whole(&mut self, ty: &Type) -> Form {
        let form = self.form(ty);
        if std::mem::take(&mut self.repeats) { fold::folded(&form) } else { form }
    }

    fn record<'f>(&mut self, fields: impl IntoIterator<Item = &'f Field>) -> Record {
        let member = |field: &Field| {
            let (unit, personal) = (field.unit.clone(), field.personal);
            let personal = personal.filter(|kind| *kind != Personal::None);
            let form =
                if self.inside.is_empty() { self.whole(&field.ty) } else { self.form(&field.ty) };
            (field.name.value.clone(), Member { form, unit, personal })
        };
        Record(fields.into_iter().map(member).collect())
    }

    fn form(&mut self, ty: &Type) -> Form {
        match ty {
            Type::Scalar(scalar) => Form::Scalar(*scalar),
            Type::Named(id) => self.named(*id),
            Type::Optional(inner) => Form::Optional(Box::new(self.form(inner))),
            Type::List(inner) => Form::List(Box::new(self.form(inner))),
            Type::Set(inner) => Form::Set(Box::new(self.form(inner))),
            Type::Map(inner) => Form::Map(Box::new(self.form(inner))),
        }
    }

    fn named(&mut self, id: TypeId) -> Form {
        if let Some(place) = self.inside.iter().position(|(outer, _)| *outer == id) {
            self.repeats = true;
            let levels = self.inside[place..].iter().filter(|(_, seen)| *seen).count();
            return Form::Again(levels.max(1));
        }
        let meaning = &self.types[id].meaning;
        self.inside.push((id, matches!(meaning, Meaning::Record(_))));
        let form = match meaning {
            Meaning::Identity { scalar, .. } => Form::Scalar(*scalar),
            Meaning::Newtype(inner) => self.form(inner),
            Meaning::Record(fields) => Form::Record(self.record(fields)),
            Meaning::Enumeration(known) => {
                let mut words: Vec<String> =
                    known.values.iter().map(|word| word.name.value.clone()).collect();
                words.sort_unstable();
                Form::Words { open: known.open, words }
            }
        };
        self.inside.pop();
        form
    }
}
