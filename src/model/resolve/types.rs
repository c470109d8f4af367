//! What declared types mean: newtypes, enumerations and value objects, none of which may contain itself.

mod endless;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Work,
    declare::{Declaration, Declared},
    fields::{Values, fields_with, template_of, type_of},
    info::info_of,
    level::Home,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    source::Span,
    syntax::{
        Entry, TypeText,
        ast::{EnumValueDecl, TypeDecl},
    },
    types::{self, EnumValue, Enumeration, Meaning, TypeId},
};

type TypeDeclaration<'d> = Declaration<'d, TypeId, TypeDecl>;

/// Defines every type. Values in them are read last, since a default can be of any type.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    for declaration in &declared.types {
        simple(declaration, work);
    }
    for declaration in &declared.types {
        record(declaration, Values::Later, &BTreeSet::new(), work);
    }
    let endless = endless::cut(declared, work);
    for declaration in &declared.types {
        if let TypeDecl::Newtype(decl) = declaration.decl {
            let (known, out) = work.known();
            let template = template_of(declaration.id, &decl.facets, known, declaration.home, out);
            work.templates.insert(declaration.id, template);
        }
    }
    for declaration in &declared.types {
        record(declaration, Values::Now, &endless, work);
    }
}

fn simple(declaration: &TypeDeclaration<'_>, work: &mut Work<'_>) {
    let (id, home) = (declaration.id, declaration.home);
    match declaration.decl {
        TypeDecl::Alias(text) => newtype(id, text, home, work),
        TypeDecl::Newtype(decl) => {
            if let Some(text) = decl.ty.get() {
                newtype(id, text, home, work);
            }
        }
        TypeDecl::Values(table) => enumeration(id, &table.entries, false, home, work),
        TypeDecl::Enum(decl) if decl.values.get().is_some() => {
            enumeration(id, decl.values.entries(), decl.open.is_true(), home, work);
        }
        TypeDecl::Enum(_) => {
            work.broken_types.insert(id);
        }
        TypeDecl::ValueObject(_) => {}
    }
}

fn newtype(id: TypeId, text: &TypeText, home: Home, work: &mut Work<'_>) {
    let name = work.model.types[id].name.value.clone();
    let (known, out) = work.known();
    if let Some(value) = types::default_of(text) {
        let finding = Diagnostic::error(rule::INVALID_EXAMPLE, value.span, "a type has no default")
            .help("give the default to the fields of this type");
        home.report(finding, out);
    }
    match type_of(text, &name, known, home, out) {
        Some(ty) => work.model.types.define(id, Meaning::Newtype(ty)),
        None => {
            work.broken_types.insert(id);
        }
    }
}

fn enumeration(
    id: TypeId,
    entries: &[Entry<EnumValueDecl>],
    open: bool,
    home: Home,
    work: &mut Work<'_>,
) {
    let name = &work.model.types[id].name;
    if entries.is_empty() {
        let message = format!("enumeration `{}` has no values", name.value);
        let finding = Diagnostic::error(rule::EMPTY_ENUM, name.span, message)
            .help("list its values, as in `[open, closed]`");
        home.report(finding, &mut work.out);
    }
    let mut values: Vec<EnumValue> = Vec::new();
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for entry in entries {
        match seen.insert(&entry.name.value, entry.name.span) {
            None => {
                let info = entry.value.as_ref().map(|decl| info_of(&decl.common, false));
                values.push(EnumValue { name: entry.name.clone(), info: info.unwrap_or_default() });
            }
            Some(first) => {
                let message = format!("value `{}` is declared twice", entry.name.value);
                let finding = Diagnostic::error(rule::DUPLICATE_NAME, entry.name.span, message)
                    .related(first, "first declared here")
                    .help("remove one of the two");
                home.report(finding, &mut work.out);
            }
        }
    }
    work.model.types.define(id, Meaning::Enumeration(Enumeration { values, open }));
}

fn record(
    declaration: &TypeDeclaration<'_>,
    values: Values,
    endless: &BTreeSet<(TypeId, String)>,
    work: &mut Work<'_>,
) {
    let TypeDecl::ValueObject(decl) = declaration.decl else { return };
    let id = declaration.id;
    let (known, out) = work.known();
    let before = out.len();
    let read = fields_with(values, &decl.fields, known, declaration.home, out);
    if values == Values::Later {
        out.truncate(before);
    }
    if !read.whole {
        work.broken_types.insert(id);
    }
    let mut fields = read.fields;
    fields.retain(|field| !endless.contains(&(id, field.name.value.clone())));
    work.model.types.define(id, Meaning::Record(fields));
}
