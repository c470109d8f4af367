//! The queries of a read model: how rows are asked for, and under which of them a row is found.

use serde::Serialize;

use super::World;
use crate::{
    generate::rust::{names, types},
    model::{Query, ReadModel, Returns},
    types::{Field, Scalar, Type},
};

/// A way to ask.
#[derive(Debug, Serialize)]
pub(super) struct QueryView {
    name: String,
    word: String,
    docs: String,
    parameters: String,
    arguments: String,
}

/// The queries of a read model, in order of declaration.
pub(super) fn all(world: &World<'_>, view: &ReadModel) -> Vec<QueryView> {
    view.queries.iter().map(|query| of(world, view, query)).collect()
}

fn of(world: &World<'_>, view: &ReadModel, query: &Query) -> QueryView {
    let mut parameters = Vec::new();
    let mut arguments = Vec::new();
    for by in &query.by {
        let name = names::snake(&by.value);
        match field(view, &by.value).map(|field| field.ty.present()) {
            Some(ty) if *ty != Type::Scalar(Scalar::Text) => {
                parameters.push(format!("{name}: &{}", types::rust_type(ty, &world.plan.types)));
                arguments.push(name);
            }
            Some(_) | None => {
                parameters.push(format!("{name}: &str"));
                arguments.push(format!("&{name}"));
            }
        }
    }
    QueryView {
        name: names::snake(&query.name.value),
        word: query.name.value.clone(),
        docs: sentence(query),
        parameters: parameters.join(", "),
        arguments: arguments.join(", "),
    }
}

fn sentence(query: &Query) -> String {
    let fields: Vec<_> = query.by.iter().map(|by| format!("`{}`", by.value)).collect();
    let these = fields.join(" and ");
    match (query.by.is_empty(), query.returns) {
        (true, _) => "All rows.".to_owned(),
        (false, Returns::One) => format!("The rows with this {these}; at most one."),
        (false, Returns::Many) => format!("The rows with this {these}."),
    }
}

/// The lines that give the queries under which a row is found. One that lacks an optional value is not found by it.
pub(super) fn index(view: &ReadModel) -> Vec<String> {
    let (sometimes, always): (Vec<_>, Vec<_>) =
        view.queries.iter().partition(|query| !optional(view, query).is_empty());
    let always: Vec<_> = always.into_iter().map(|query| call(view, query)).collect();
    let vector = if always.is_empty() {
        "Vec::new()".to_owned()
    } else {
        format!("vec![{}]", always.join(", "))
    };
    if sometimes.is_empty() {
        return vec![vector];
    }
    let mut lines = vec![format!("let mut lookups = {vector};")];
    for query in sometimes {
        let fields = optional(view, query);
        let some: Vec<_> = fields.iter().map(|name| format!("Some({name})")).collect();
        let values: Vec<_> = fields.iter().map(|name| format!("&row.{name}")).collect();
        let (some, values) = (tuple(&some), tuple(&values));
        lines.push(format!("if let {some} = {values} {{"));
        lines.push(format!("lookups.push({});", call(view, query)));
        lines.push("}".to_owned());
    }
    lines.push("lookups".to_owned());
    lines
}

fn call(view: &ReadModel, query: &Query) -> String {
    let optional = optional(view, query);
    let arguments: Vec<_> = query
        .by
        .iter()
        .map(|by| names::snake(&by.value))
        .map(|name| if optional.contains(&name) { name } else { format!("&row.{name}") })
        .collect();
    format!("Self::{}({})", names::snake(&query.name.value), arguments.join(", "))
}

/// The fields of a query that a row may lack.
fn optional(view: &ReadModel, query: &Query) -> Vec<String> {
    let may_lack = |name: &str| field(view, name).is_some_and(|field| field.ty.is_optional());
    query.by.iter().filter(|by| may_lack(&by.value)).map(|by| names::snake(&by.value)).collect()
}

fn field<'v>(view: &'v ReadModel, name: &str) -> Option<&'v Field> {
    view.fields.iter().find(|field| field.name.value == name)
}

fn tuple(parts: &[String]) -> String {
    match parts {
        [one] => one.clone(),
        several => format!("({})", several.join(", ")),
    }
}
