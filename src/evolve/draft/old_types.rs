//! What a published form is called in a step: a type of the model where one has that form, and otherwise a type that
//! the draft declares beside the one that was edited.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;

use crate::{
    evolve::form::{Form, Record},
    source::Spanned,
    types::{
        Definition, EnumValue, Enumeration, Field, Id, Info, Meaning, Place, Type, TypeId,
        TypeTable,
    },
};

/// The types of a model, and those that drafts add to it.
pub(super) struct OldTypes {
    /// All of them.
    pub(super) types: TypeTable,
    /// Types from here on were not there before.
    first: usize,
    /// Added types that some step names.
    used: BTreeSet<TypeId>,
    /// The types that each added one stands beside.
    neighbours: Vec<(TypeId, Option<TypeId>)>,
    /// The value objects that are being declared, outermost first.
    inside: Vec<TypeId>,
}

/// A type that a draft declares.
pub(super) struct Declared {
    /// The type.
    pub(super) id: TypeId,
    /// The type that was edited, when there is one.
    pub(super) beside: Option<TypeId>,
}

impl OldTypes {
    pub(super) fn new(types: &TypeTable) -> Self {
        let first = types.iter().count();
        let (used, neighbours, inside) = (BTreeSet::new(), Vec::new(), Vec::new());
        Self { types: types.clone(), first, used, neighbours, inside }
    }

    /// A type of that form. `hint` is what the field is today: it stays what it is where the form is the same.
    pub(super) fn of(
        &mut self,
        form: &Form,
        hint: Option<&Type>,
        name: &str,
        place: &Place,
    ) -> Type {
        let same = hint.filter(|hint| self.can_be_named(hint));
        if let Some(same) = same.filter(|hint| Form::of(&self.types, hint) == *form) {
            return same.clone();
        }
        let element = hint.and_then(|hint| hint.present().element());
        match form {
            Form::Scalar(scalar) => Type::Scalar(*scalar),
            Form::Optional(inner) => {
                self.of(inner, hint.map(Type::present), name, place).optional()
            }
            Form::List(inner) => Type::List(Box::new(self.of(inner, element, name, place))),
            Form::Set(inner) => Type::Set(Box::new(self.of(inner, element, name, place))),
            Form::Map(inner) => Type::Map(Box::new(self.of(inner, element, name, place))),
            Form::Words { .. } | Form::Record(_) => {
                Type::Named(self.named(form, hint.map(Type::present), name, place))
            }
            Form::Again(levels) => {
                let place = self.inside.len().checked_sub(*levels);
                let outer = place.and_then(|place| self.inside.get(place));
                outer.map_or(Type::Scalar(crate::types::Scalar::Text), |id| Type::Named(*id))
            }
        }
    }

    /// The value object of exactly these fields, which stands beside the one that was edited, if that is known.
    pub(super) fn exactly(
        &mut self,
        fields: Vec<Field>,
        name: &str,
        place: &Place,
        edited: Option<TypeId>,
    ) -> Type {
        let is_same = |id: &TypeId| match &self.types[*id].meaning {
            Meaning::Record(known) => {
                known.len() == fields.len()
                    && fields.iter().all(|field| {
                        known
                            .iter()
                            .any(|it| it.name.value == field.name.value && it.ty == field.ty)
                    })
                    && Record::of(&self.types, known) == Record::of(&self.types, &fields)
            }
            Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Enumeration(_) => false,
        };
        if let Some(known) = self.in_sight(place).find(is_same) {
            return Type::Named(known);
        }
        let (name, place) = self.beside(edited, name, place);
        Type::Named(self.declare(&name, place, edited, Meaning::Record(fields)))
    }

    /// The type as a step writes it at that place; what it declares is needed from now on.
    pub(super) fn written(&mut self, ty: &Type, place: &Place) -> String {
        self.need(ty);
        super::step::word(&self.types.written(ty, place))
    }

    /// Whether a step can name a type: one that only an old version has cannot be named.
    pub(super) fn can_be_named(&self, ty: &Type) -> bool {
        ty.named().is_none_or(|id| !matches!(self.types[id].place, Place::Version { .. }))
    }

    /// The types that steps name and that have to be declared, in order.
    pub(super) fn declared(&self) -> impl Iterator<Item = Declared> {
        let of = |id: TypeId| self.neighbours.iter().find(|(known, _)| *known == id);
        self.used.iter().map(move |id| Declared { id: *id, beside: of(*id).and_then(|it| it.1) })
    }

    fn in_sight(&self, place: &Place) -> impl Iterator<Item = TypeId> + use<> {
        let mut all = self.types.of(place);
        if *place != Place::Shared {
            all.extend(self.types.of(&Place::Shared));
        }
        all.into_iter()
    }

    fn named(&mut self, form: &Form, hint: Option<&Type>, name: &str, place: &Place) -> TypeId {
        let is_plain = |id: &TypeId| {
            matches!(self.types[*id].meaning, Meaning::Enumeration(_) | Meaning::Record(_))
        };
        let is_same = |id: &TypeId| Form::of(&self.types, &Type::Named(*id)) == *form;
        if let Some(known) = self.in_sight(place).filter(is_plain).find(is_same) {
            return known;
        }
        let edited = hint.and_then(Type::named).filter(|id| is_plain(id));
        let edited = edited.filter(|id| self.can_be_named(&Type::Named(*id)));
        let (name, place) = self.beside(edited, name, place);
        match form {
            Form::Record(record) => self.record(record, &name, &place, edited),
            Form::Words { open, words } => {
                let value = |word: &String| EnumValue {
                    name: Spanned::new(word.clone(), crate::source::Span::default()),
                    info: Info::default(),
                };
                let values = words.iter().map(value).collect();
                let meaning = Meaning::Enumeration(Enumeration { values, open: *open });
                self.declare(&name, place, edited, meaning)
            }
            Form::Scalar(_)
            | Form::Optional(_)
            | Form::List(_)
            | Form::Set(_)
            | Form::Map(_)
            | Form::Again(_) => {
                let inner = self.of(form, None, &name, &place);
                self.declare(&name, place, edited, Meaning::Newtype(inner))
            }
        }
    }

    /// The name of an old type, still without a number, and where it is declared.
    fn beside(&self, edited: Option<TypeId>, name: &str, place: &Place) -> (String, Place) {
        match edited {
            Some(id) => (self.types[id].name.value.clone(), self.types[id].place.clone()),
            None => (name.to_upper_camel_case(), place.clone()),
        }
    }

    fn record(
        &mut self,
        record: &Record,
        name: &str,
        place: &Place,
        edited: Option<TypeId>,
    ) -> TypeId {
        let today = edited.and_then(|id| self.types.record(&Type::Named(id)));
        let today: Vec<Field> = today.map(|(_, fields)| fields.to_vec()).unwrap_or_default();
        let id = self.declare(name, place.clone(), edited, Meaning::Record(Vec::new()));
        self.inside.push(id);
        let mut fields = Vec::new();
        for (field, member) in record.iter() {
            let hint = today.iter().find(|known| known.name.value == field).map(|it| it.ty.clone());
            let ty = self.of(&member.form, hint.as_ref(), field, place);
            let name = Spanned::new(field.to_owned(), crate::source::Span::default());
            let (unit, personal) = (member.unit.clone(), member.personal);
            fields.push(Field { unit, personal, ..Field::plain(name, ty) });
        }
        self.inside.pop();
        self.types.define(id, Meaning::Record(fields));
        id
    }

    /// Declares a type under the first free number: `Money` becomes `MoneyV1`.
    fn declare(
        &mut self,
        name: &str,
        place: Place,
        beside: Option<TypeId>,
        meaning: Meaning,
    ) -> TypeId {
        let is_free = |name: &str| self.types.places_of(name).next().is_none();
        let mut number = 1;
        while !is_free(&format!("{name}V{number}")) {
            number += 1;
        }
        let name = Spanned::new(format!("{name}V{number}"), crate::source::Span::default());
        let definition = Definition { name, place, info: Info::default(), meaning };
        let (Ok(id) | Err(id)) = self.types.declare(definition);
        self.neighbours.push((id, beside));
        id
    }

    fn need(&mut self, ty: &Type) {
        let Some(id) = ty.named().filter(|id| id.index() >= self.first) else { return };
        if !self.used.insert(id) {
            return;
        }
        let inner: Vec<Type> = match &self.types[id].meaning {
            Meaning::Record(fields) => fields.iter().map(|field| field.ty.clone()).collect(),
            Meaning::Newtype(inner) => vec![inner.clone()],
            Meaning::Identity { .. } | Meaning::Enumeration(_) => Vec::new(),
        };
        inner.iter().for_each(|ty| self.need(ty));
    }
}
