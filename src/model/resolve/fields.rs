//! Fields: their types, what a value may be, and the value that stands when none is given.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    info::{info_of, text},
    kind::Kind,
    known::Known,
    level::Home,
};
use crate::{
    case,
    diagnostic::{Applicability, Diagnostic, rule},
    source::{Span, Spanned},
    syntax::{
        At, Entry, ShortOrLong, Table, TypeText, Value as Written,
        ast::{Facets, FieldDecl, LongFieldDecl, Personal as PersonalDecl},
    },
    types::{
        self, Field, Literal, Personal, Place, Reading, Scalar, Type, TypeId, TypeShape, Value,
    },
};

/// The fields of a table, and whether every one of them could be read.
#[derive(Debug, Default)]
pub(super) struct ReadFields {
    pub(super) fields: Vec<Field>,
    pub(super) whole: bool,
}

/// Reads the fields of a table.
pub(super) fn fields_of(
    table: &At<Table<FieldDecl>>,
    known: Known<'_>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> ReadFields {
    fields_with(Values::Now, table, known, home, out)
}

/// Reads the fields of a table, with or without the values in them.
pub(super) fn fields_with(
    values: Values,
    table: &At<Table<FieldDecl>>,
    known: Known<'_>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> ReadFields {
    let reader = Reader { known, place: known.place(home), home, values };
    let entries = table.entries();
    let mut read = ReadFields { fields: Vec::with_capacity(entries.len()), whole: !table.is_bad() };
    let mut first = BTreeMap::new();
    for entry in entries {
        let Some(field) = reader.field(entry, out) else {
            read.whole = false;
            continue;
        };
        read.whole &= !field.ty.named().is_some_and(|id| known.broken_types.contains(&id));
        if is_first(&entry.name, &mut first, home, out) {
            read.fields.push(field);
        }
    }
    read
}

/// Whether no field before this one has a name that becomes the same in code.
fn is_first<'d>(
    name: &'d Spanned<String>,
    first: &mut BTreeMap<Cow<'d, str>, &'d Spanned<String>>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> bool {
    let snake = case::snake(&name.value);
    let Some(earlier) = first.get(&snake) else {
        first.insert(snake, name);
        return true;
    };
    // The very same key twice is reported by the reader of YAML.
    if earlier.value != name.value {
        let message = format!("`{}` and `{}` become one field", earlier.value, name.value);
        let finding = Diagnostic::error(rule::DUPLICATE_FIELD, name.span, message)
            .label("the same field again")
            .related(earlier.span, "first declared here")
            .help("remove one, or give it a name that differs in more than case");
        home.report(finding, out);
    }
    false
}

/// The type that a text means for something of that name, with a finding that says why it means none.
pub(super) fn type_of(
    text: &TypeText,
    name: &str,
    known: Known<'_>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<Type> {
    reader_at(known, home).type_of(text, (name, None), out)
}

/// What the long form of a newtype says about its values, as a field of that type.
pub(super) fn template_of(
    id: TypeId,
    facets: &Facets,
    known: Known<'_>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Field {
    let mut field = Field::plain(known.model.types[id].name.clone(), Type::Named(id));
    reader_at(known, home).facets(&mut field, facets, out);
    field
}

fn reader_at(known: Known<'_>, home: Home) -> Reader<'_> {
    Reader { known, place: known.place(home), home, values: Values::Now }
}

/// Whether the values in a field are read: not before every type has its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Values {
    Now,
    Later,
}

struct Reader<'m> {
    known: Known<'m>,
    place: Place,
    home: Home,
    values: Values,
}

impl Reader<'_> {
    fn field(&self, entry: &Entry<FieldDecl>, out: &mut Vec<Diagnostic>) -> Option<Field> {
        let name = &entry.name;
        match entry.value.as_ref()? {
            ShortOrLong::Short(written) => {
                let ty = self.type_of(written, (&name.value, None), out)?;
                let default = types::default_of(written);
                let mut field = Field::plain(name.clone(), ty);
                field.ty_span = written.0.span();
                field.default = self.default(default.as_ref(), &field.ty, out).map(Box::new);
                self.inherit(&mut field);
                Some(field)
            }
            ShortOrLong::Long(long) => self.long_field(name, long, out),
        }
    }

    fn long_field(
        &self,
        name: &Spanned<String>,
        long: &LongFieldDecl,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Field> {
        let written = long.ty.get()?;
        let ty = self.type_of(written, (&name.value, long.common.label.as_str()), out)?;
        let behind = types::default_of(written);
        if let (Some(behind), Some(key)) = (&behind, long.default.key) {
            let finding = Diagnostic::error(
                rule::INVALID_EXAMPLE,
                key,
                format!("`{}` has two defaults", name.value),
            )
            .related(behind.span, "one stands behind the type")
            .help("keep one of them");
            self.home.report(finding, out);
        }
        let mut field = Field::plain(name.clone(), ty);
        field.ty_span = written.0.span();
        let default = long.default.get().or(behind.as_ref());
        field.default = self.default(default, &field.ty, out).map(Box::new);
        field.info = info_of(&long.common, false);
        self.facets(&mut field, &long.facets, out);
        self.inherit(&mut field);
        Some(field)
    }

    fn facets(&self, field: &mut Field, facets: &Facets, out: &mut Vec<Diagnostic>) {
        field.example = self.value(facets.example.get(), &field.ty, out).map(Box::new);
        field.unit = text(&facets.unit);
        field.personal = facets.personal.value.map(personal_of);
        field.secret = facets.secret.is_true();
        field.min = self.bound(&facets.min, &field.ty, out).map(Box::new);
        field.max = self.bound(&facets.max, &field.ty, out).map(Box::new);
        field.pattern = facets.pattern.word();
        self.check_pattern(field, out);
    }

    /// What the newtype of a field says about its values holds for the field, where it says nothing itself.
    fn inherit(&self, field: &mut Field) {
        let Type::Named(id) = field.ty.present() else { return };
        let Some(of_type) = self.known.templates.get(id) else { return };
        field.example = field.example.take().or_else(|| of_type.example.clone());
        field.unit = field.unit.take().or_else(|| of_type.unit.clone());
        field.personal = field.personal.or(of_type.personal);
        field.secret |= of_type.secret;
        field.min = field.min.take().or_else(|| of_type.min.clone());
        field.max = field.max.take().or_else(|| of_type.max.clone());
        field.pattern = field.pattern.take().or_else(|| of_type.pattern.clone());
    }

    fn type_of(
        &self,
        written: &TypeText,
        (name, label): (&str, Option<&str>),
        out: &mut Vec<Diagnostic>,
    ) -> Option<Type> {
        let mut findings = Vec::new();
        let found = types::resolve(written, &self.known.model.types, &self.place, &mut findings);
        if found.is_none()
            && let Some(named) = named_in(written)
            && let Some(finding) = self
                .whole_aggregate(&named, name)
                .or_else(|| money_in_a_float(&named, &[Some(name), label]))
        {
            self.home.report(finding, out);
            return None;
        }
        for finding in findings {
            self.home.report(finding, out);
        }
        found
    }

    /// A finding when something holds a whole aggregate instead of its identity.
    fn whole_aggregate(&self, named: &Named<'_>, who: &str) -> Option<Diagnostic> {
        let owner = match named.context {
            Some(context) => self.known.names.owner(context)?,
            None => self.home.owner,
        };
        let name = named.name;
        self.known.names.own(name, Kind::Aggregate, owner)?;
        let message = format!("`{who}` holds the whole aggregate `{name}`");
        Some(
            Diagnostic::error(rule::AGGREGATE_BY_OBJECT, named.span, message)
                .help(format!("refer to it by its identity: `{name}Id`")),
        )
    }

    /// The default of a field. A wrong one is reported and stands as nothing, so that nobody asks for another.
    fn default(
        &self,
        written: Option<&Written>,
        ty: &Type,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Value> {
        let span = written?.span;
        let wrong = || Value { literal: Literal::None, ty: ty.clone().optional(), span };
        let is_read = self.values == Values::Now;
        self.value(written, ty, out).or_else(|| is_read.then(wrong))
    }

    fn value(
        &self,
        written: Option<&Written>,
        ty: &Type,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Value> {
        if self.values == Values::Later {
            return None;
        }
        let mut findings = Vec::new();
        let reading = Reading {
            types: &self.known.model.types,
            place: &self.place,
            rule: rule::INVALID_EXAMPLE,
            partial: false,
        };
        let found = reading.value(written?, ty, &mut findings);
        for finding in findings {
            self.home.report(finding, out);
        }
        found
    }

    /// A smallest or largest value; of a text and of a collection the number of its parts.
    fn bound(&self, written: &At<Written>, ty: &Type, out: &mut Vec<Diagnostic>) -> Option<Value> {
        let value = written.get()?;
        if let Some(bound) = self.bounded_by(ty) {
            return self.value(Some(value), &bound, out);
        }
        let named = self.known.model.types.written(ty.present(), &self.place);
        let message = format!("a value of type {named} has no size");
        let key = written.key.unwrap_or(written.span);
        let finding = Diagnostic::error(rule::INVALID_EXAMPLE, key, message)
            .help("remove the bound; numbers, texts, times and collections can have one");
        self.home.report(finding, out);
        None
    }

    fn bounded_by(&self, ty: &Type) -> Option<Type> {
        match self.heart(ty) {
            Type::Scalar(Scalar::Text | Scalar::Bytes)
            | Type::List(_)
            | Type::Set(_)
            | Type::Map(_) => Some(Type::Scalar(Scalar::Int)),
            number @ Type::Scalar(
                Scalar::Int | Scalar::Decimal | Scalar::Date | Scalar::Timestamp | Scalar::Duration,
            ) => Some(number),
            Type::Scalar(Scalar::Bool | Scalar::Uuid) | Type::Named(_) | Type::Optional(_) => None,
        }
    }

    /// The type inside newtypes and identities.
    fn heart(&self, ty: &Type) -> Type {
        let mut found = ty.present().clone();
        while let Some(inner) = self.known.model.types.inside(&found) {
            found = inner.present().clone();
        }
        found
    }

    fn check_pattern(&self, field: &Field, out: &mut Vec<Diagnostic>) {
        if let Some(pattern) = &field.pattern
            && self.heart(&field.ty) != Type::Scalar(Scalar::Text)
        {
            let named = self.known.model.types.written(field.ty.present(), &self.place);
            let finding = Diagnostic::error(
                rule::INVALID_EXAMPLE,
                pattern.span,
                format!("a pattern is for text, and this is {named}"),
            )
            .related(field.ty_span, "the type");
            self.home.report(finding, out);
        }
    }
}

/// The name in a type.
struct Named<'t> {
    context: Option<&'t str>,
    name: &'t str,
    span: Span,
}

/// The name inside optionals and collections, if it is none that the language knows.
fn named_in(written: &TypeText) -> Option<Named<'_>> {
    let text = written.0.text();
    let mut shape = types::parse(text.split('=').next().unwrap_or_default()).ok()?;
    loop {
        match shape {
            TypeShape::Named { context, name } => {
                let span = written.0.span_of(name.clone());
                let context = context.map(|context| &text[context]);
                return Some(Named { context, name: &text[name], span });
            }
            TypeShape::Optional(inner)
            | TypeShape::List(inner)
            | TypeShape::Set(inner)
            | TypeShape::Map(inner) => shape = *inner,
            TypeShape::Scalar(_) => return None,
        }
    }
}

/// A finding when an amount of money, told by one of its names, is a number of binary fractions elsewhere.
fn money_in_a_float(named: &Named<'_>, names: &[Option<&str>]) -> Option<Diagnostic> {
    let who = names.iter().flatten().find(|name| types::is_money(name))?;
    if named.context.is_some() || !types::is_float(named.name) {
        return None;
    }
    let message = format!("`{who}` is money in a `{}`", named.name);
    Some(
        Diagnostic::error(rule::FLOAT_MONEY, named.span, message)
            .label("binary fractions cannot hold ten cents")
            .help("write `Decimal`, which is exact, or a value object of amount and currency")
            .fix(Applicability::Unsafe, "write `Decimal`", named.span, "Decimal"),
    )
}

fn personal_of(personal: PersonalDecl) -> Personal {
    match personal {
        PersonalDecl::Shred => Personal::Shred,
        PersonalDecl::External => Personal::External,
        PersonalDecl::Pseudonym => Personal::Pseudonym,
        PersonalDecl::None => Personal::None,
    }
}
