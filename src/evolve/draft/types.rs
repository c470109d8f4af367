//! The types that drafts declare, written where types of their place stand.

use super::{
    old_types::{Declared, OldTypes},
    page::Pages,
    place::{Declaration, Unwritable, declare, start_types},
    step::{list, word},
};
use crate::{
    diagnostic::Edit,
    evolve::form::word_of,
    syntax::Document,
    types::{Field, Meaning, Place, TypeTable},
};

/// The edits that declare every type that steps name.
pub(super) fn edits(
    old: &OldTypes,
    documents: &[Document],
    pages: &Pages<'_>,
) -> Result<Vec<Edit>, Unwritable> {
    let mut out = Vec::new();
    let mut starting: Vec<(&str, Vec<Declaration>)> = Vec::new();
    for declared in old.declared() {
        let place = &old.types[declared.id].place;
        let declaration = declaration(&old.types, &declared);
        match table(documents, place, &declaration) {
            Some((document, table)) => {
                out.push(declare(pages.get(document.file)?, table, &declaration)?);
            }
            None => match (place, starting.iter_mut().find(|(name, _)| is_context(place, name))) {
                (Place::Context(_), Some((_, all))) => all.push(declaration),
                (Place::Context(name), None) => starting.push((name, vec![declaration])),
                (Place::Shared | Place::Version { .. }, _) => return Err(Unwritable::Elsewhere),
            },
        }
    }
    for (name, declarations) in starting {
        let (document, context) = documents
            .iter()
            .find_map(|document| Some((document, document.board.contexts.entry(name)?)))
            .ok_or(Unwritable::Elsewhere)?;
        out.extend(start_types(pages.get(document.file)?, context, &declarations)?);
    }
    Ok(out)
}

fn is_context(place: &Place, name: &str) -> bool {
    match place {
        Place::Context(context) => context == name,
        Place::Shared | Place::Version { .. } => false,
    }
}

type Types = crate::syntax::At<crate::syntax::Table<crate::syntax::ast::TypeDecl>>;

/// The table that a type goes into, if one stands at its place: the one of the type that it stands beside.
fn table<'d>(
    documents: &'d [Document],
    place: &Place,
    declaration: &Declaration,
) -> Option<(&'d Document, &'d Types)> {
    let tables = documents.iter().filter_map(|document| {
        let types = match place {
            Place::Shared => &document.board.types,
            Place::Context(name) => &document.board.contexts.entry(name)?.value.as_ref()?.types,
            Place::Version { .. } => return None,
        };
        (!types.entries().is_empty()).then_some((document, types))
    });
    let tables: Vec<_> = tables.collect();
    let is_beside = |(document, _): &&(&Document, &Types)| {
        declaration.beside.is_some_and(|span| span.file == document.file)
    };
    tables.iter().find(is_beside).or(tables.first()).copied()
}

fn declaration(types: &TypeTable, declared: &Declared) -> Declaration {
    let known = &types[declared.id];
    let definition = match &known.meaning {
        Meaning::Record(fields) => {
            let fields: Vec<String> =
                fields.iter().map(|field| written(types, &known.place, field)).collect();
            match fields.as_slice() {
                [] => "{ fields: {} }".to_owned(),
                fields => format!("{{ fields: {{ {} }} }}", fields.join(", ")),
            }
        }
        Meaning::Enumeration(words) => {
            let values = list(words.values.iter().map(|value| value.name.value.as_str()));
            if words.open { format!("{{ values: {values}, open: true }}") } else { values }
        }
        Meaning::Newtype(inner) => word(&types.written(inner, &known.place)),
        Meaning::Identity { scalar, .. } => scalar.name().to_owned(),
    };
    let beside = declared.beside.map(|id| types[id].name.span);
    Declaration { name: known.name.value.clone(), definition, beside }
}

fn written(types: &TypeTable, place: &Place, field: &Field) -> String {
    let (name, ty) = (word(&field.name.value), word(&types.written(&field.ty, place)));
    let unit = field.unit.as_ref().map(|unit| format!(", unit: {}", word(unit)));
    let personal = field.personal.as_ref().map(|kind| format!(", personal: {}", word_of(*kind)));
    match (unit, personal) {
        (None, None) => format!("{name}: {ty}"),
        (unit, personal) => {
            let (unit, personal) = (unit.unwrap_or_default(), personal.unwrap_or_default());
            format!("{name}: {{ type: {ty}{unit}{personal} }}")
        }
    }
}
