//! A read model: its rows, what each event does to them, and how they are found.

use serde::Serialize;

use super::{
    World, field, issue,
    policy::{ArmView, FunctionView},
    query, trigger,
};
use crate::{
    evolve::fingerprint,
    expr::{Expr, ExprKind, Root},
    generate::rust::{
        docs,
        expr::{Emitter, Held, Places},
        names, types,
    },
    model::{Filling, Mapping, ReadModel, ReadModelId, RowChange, Source},
    types::Field,
};

/// A read model as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct ReadModelView {
    file: String,
    /// Its module, as code writes it.
    module: String,
    name: String,
    head: String,
    docs: Vec<String>,
    id: String,
    fingerprint: String,
    fields: Vec<field::FieldView>,
    queries: Vec<query::QueryView>,
    stored_types: Vec<String>,
    arms: Vec<ArmView>,
    functions: Vec<FunctionView>,
    /// The lines that put the row under its queries.
    index: Vec<String>,
    /// What `index` calls the row: nothing when every row is found by the same.
    index_row: &'static str,
}

/// The view of one read model.
pub(super) fn of(world: &World<'_>, id: ReadModelId) -> ReadModelView {
    let view = &world.model.read_models[id];
    let context = &world.model.contexts[view.context].name.value;
    let name = &view.name.value;
    let writing = Writing { world, view, row: format!("{}Row", names::pascal(name)) };
    let wanted: Vec<_> = view.mappings.iter().map(|mapping| mapping.event).collect();
    let functions: Vec<_> = view.mappings.iter().map(|mapping| writing.function(mapping)).collect();
    let mut stored_types = Vec::new();
    let mut arms = Vec::new();
    for arrival in trigger::arrivals(world, view.context, &wanted) {
        stored_types.extend(arrival.pattern.split(" | ").map(str::to_owned));
        let mut lines = vec![arrival.binding];
        let last = arrival.events.len().saturating_sub(1);
        for (at, (event, bound)) in arrival.events.iter().enumerate() {
            let number = wanted.iter().position(|known| known == event).unwrap_or_default();
            let meta = if functions[number].sees_meta { ", &stored.meta" } else { "" };
            let call = format!("{}({bound}{meta}, rows)", functions[number].name);
            lines.push(if at == last { call } else { format!("{call}?;") });
        }
        arms.push(ArmView { pattern: arrival.pattern, lines });
    }
    let question = view.question.clone().or_else(|| view.info.description.clone());
    let index = query::index(view);
    let described = crate::types::Info { description: question, ..view.info.clone() };
    ReadModelView {
        file: names::file(name),
        module: names::snake(name),
        name: names::pascal(name),
        head: docs::head("read model", &names::pascal(name), &described),
        docs: docs::lines(name, &described),
        id: format!("{}.{}", names::file(context), names::file(name)),
        fingerprint: fingerprint::of_read_model(world.model, world.plan, view),
        fields: field::all(world, &view.fields),
        queries: query::all(world, view),
        stored_types,
        arms,
        functions: functions.into_iter().map(|function| function.view).collect(),
        index_row: if index.iter().any(|line| line.contains("&row.")) { "row" } else { "_" },
        index,
    }
}

struct Function {
    view: FunctionView,
    name: String,
    sees_meta: bool,
}

/// What a function has used so far.
#[derive(Default)]
struct Used {
    id: bool,
    meta: bool,
    event: bool,
}

struct Writing<'w, 'm> {
    world: &'w World<'m>,
    view: &'w ReadModel,
    row: String,
}

impl Writing<'_, '_> {
    fn function(&self, mapping: &Mapping) -> Function {
        let seen = trigger::Seen::new(self.world, self.view.context, mapping.event);
        let name =
            format!("on_{}", names::file(&self.world.model.events[mapping.event].name.value));
        let mut used = Used::default();
        let mut emitter = Emitter::new(&self.world.plan.types, places(&[]));
        let mut writes = mapping.changes.iter().flat_map(|change| change.writes.iter().flatten());
        if !writes.any(|filling| field::asks_hook([&filling.source])) {
            emitter.announce(mapping.changes.iter().flat_map(expressions));
        }
        let mut lines = Vec::new();
        let last = mapping.changes.len().saturating_sub(1);
        for (at, change) in mapping.changes.iter().enumerate() {
            let call = self.change(change, &mut emitter, &mut used, &mut lines);
            lines.push(if at == last { call } else { format!("{call}?;") });
        }
        let all: Vec<_> = mapping.changes.iter().flat_map(expressions).collect();
        used.event |= issue::reads(&all, Root::Event);
        used.meta |= issue::reads(&all, Root::Meta);
        if used.id
            && let Some(id) = seen.stream_id()
        {
            lines.insert(0, format!("let id: {id} = meta.id()?;"));
        }
        let sees_meta = used.meta || used.id;
        let event = if used.event { "event" } else { "_" };
        let meta = if sees_meta { "meta: &kernel::Meta<'_>, " } else { "" };
        let signature = format!(
            "fn {name}({event}: {}, {meta}rows: &mut Table<'_>) -> Result<(), kernel::ReactError>",
            seen.ty()
        );
        Function { view: FunctionView { signature, lines }, name, sees_meta }
    }

    /// The call that brings one row up to date.
    fn change(
        &self,
        change: &RowChange,
        emitter: &mut Emitter<'_>,
        used: &mut Used,
        lines: &mut Vec<String>,
    ) -> String {
        let Some(key) = &change.key else { return "Ok(())".to_owned() };
        let makes = change.writes.is_some() && change.creates;
        let others = change.writes.iter().flatten().filter_map(|filling| filling.source.expr());
        let reads_id = others.into_iter().any(|expr| expr.reads(Root::Target));
        let is_stream = matches!(key.kind, ExprKind::Root(Root::Target));
        let reference = if is_stream && !makes && !reads_id {
            used.meta = true;
            "&meta.stream_id".to_owned()
        } else if is_stream {
            used.id = true;
            "&id".to_owned()
        } else {
            used.id |= key.reads(Root::Target);
            let variable = self
                .view
                .key
                .as_ref()
                .map_or_else(|| "key".to_owned(), |key| names::snake(&key.value));
            lines.push(format!("let {variable} = {};", emitter.owned(key)));
            format!("&{variable}")
        };
        used.id |= reads_id;
        let Some(writes) = &change.writes else { return format!("rows.remove({reference})") };
        self.written(change, writes, &reference, emitter, used)
    }

    fn written(
        &self,
        change: &RowChange,
        writes: &[Filling],
        reference: &str,
        emitter: &mut Emitter<'_>,
        used: &mut Used,
    ) -> String {
        let replaced: Vec<_> = writes.iter().map(|filling| filling.field.as_str()).collect();
        let mut inner = emitter.clone();
        inner.relocate(places(&replaced));
        let mut given = Vec::new();
        for filling in writes {
            given.push((
                names::snake(&filling.field),
                self.value(filling, change.creates, &mut inner, used),
            ));
        }
        if !change.creates {
            let row = field::struct_expression(&self.row, &given, "..row");
            return format!("rows.update({reference}, |row| {row})");
        }
        let key = self.key_value(reference);
        given.insert(0, key);
        let left: Vec<_> = self
            .view
            .fields
            .iter()
            .filter(|field| !given.iter().any(|(name, _)| *name == names::snake(&field.name.value)))
            .collect();
        if left.is_empty() {
            return format!(
                "rows.insert({reference}, {})",
                field::struct_expression(&self.row, &given, "")
            );
        }
        let kept = field::struct_expression(&self.row, &given, "..row");
        let mut made = given;
        made.extend(left.into_iter().map(|field| {
            (names::snake(&field.name.value), field::default_value(self.world, field))
        }));
        let made = field::struct_expression(&self.row, &made, "");
        format!(
            "rows.upsert({reference}, |row| match row {{ Some(row) => {kept}, None => {made} }})"
        )
    }

    /// The key field of a new row: the variable that holds the key is borrowed while the row is made.
    fn key_value(&self, reference: &str) -> (String, String) {
        let variable = reference.trim_start_matches('&').to_owned();
        let name =
            self.view.key.as_ref().map_or_else(|| variable.clone(), |key| names::snake(&key.value));
        let copies =
            self.key_field().is_some_and(|field| types::is_copy(&field.ty, &self.world.plan.types));
        (name, if copies { variable } else { format!("{variable}.clone()") })
    }

    fn key_field(&self) -> Option<&Field> {
        let key = self.view.key.as_ref()?;
        self.view.fields.iter().find(|field| field.name.value == key.value)
    }

    fn value(
        &self,
        filling: &Filling,
        creates: bool,
        emitter: &mut Emitter<'_>,
        used: &mut Used,
    ) -> String {
        match &filling.source {
            Source::Written(expr) | Source::ByName(expr) => emitter.owned(expr),
            Source::Default => {
                let declared =
                    self.view.fields.iter().find(|field| field.name.value == filling.field);
                declared
                    .map_or_else(String::new, |declared| field::default_value(self.world, declared))
            }
            Source::Hook(hook) => {
                used.event = true;
                format!("hooks::{}({}&event)", hook.value, if creates { "" } else { "&row, " })
            }
        }
    }
}

fn expressions(change: &RowChange) -> impl Iterator<Item = &Expr> {
    let writes = change.writes.iter().flatten().filter_map(|filling| filling.source.expr());
    change.key.iter().chain(writes)
}

/// Values of the row that are replaced may be taken; the others are kept by `..row`.
fn places(replaced: &[&str]) -> Places {
    let places = Places::default()
        .root(Root::Event, "event", Held::Owned)
        .root(Root::Row, "row", Held::Borrowed)
        .root(Root::Target, "id", Held::Borrowed)
        .root(Root::Meta, "meta", Held::Borrowed)
        .field(Root::Meta, "actor", "meta.actor", Held::Text);
    replaced.iter().fold(places, |places, name| {
        places.field(Root::Row, name, format!("row.{}", names::snake(name)), Held::Owned)
    })
}
