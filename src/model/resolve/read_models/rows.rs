//! What one event does to rows: which row, which fields, and whether the row is made when there is none.

use super::{super::candidates::of_type, Declaration, ReadModelDeclaration, no_field};
use crate::{
    diagnostic::{Diagnostic, rule},
    expr::{Expr, ExprKind, Fields, Root, Scope},
    model::{
        EventId, Filling, ReadModel, RowChange, Source, Subject, Writer,
        resolve::{expressions::mapping, known::Known, level::Home, reading::Promise},
    },
    source::{Span, Spanned},
    syntax::{
        Entry, Table,
        ast::{MappingDecl, ProjectionDecl},
    },
    types::{Field, Type},
};

/// One change for each row that the event touches.
pub(super) fn changes(
    projection: &ProjectionDecl,
    event: Spanned<EventId>,
    declaration: &ReadModelDeclaration<'_>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<RowChange> {
    let Declaration { id, home, .. } = *declaration;
    let home = known.beside_event(home, event.value);
    let is_bad = [Subject::Event(event.value), Subject::ReadModel(id)]
        .iter()
        .any(|it| known.poisoned.contains(it));
    let Some(scope) = known.event_scope(event.value, home).filter(|_| !is_bad) else {
        return Vec::new();
    };
    let model = &known.model.read_models[id];
    let key = model.key.as_ref().and_then(|key| field_of(model, &key.value));
    let promise = Promise::about(event.value, known, home);
    let rows = Rows { known, home, model, event, key, promise, scope };
    match projection {
        ProjectionDecl::Delete => {
            vec![RowChange { key: rows.key(None, out), writes: None, creates: false }]
        }
        ProjectionDecl::Row(table) => {
            let change = rows.change(table, out);
            if table.entries.is_empty() && change.key.is_some() {
                home.report_missing(rows.changes_nothing("say what it changes, or `delete`"), out);
            }
            vec![change]
        }
        ProjectionDecl::Rows(list) => {
            if list.items.is_empty() {
                home.report(rows.changes_nothing("say what it changes, or remove it"), out);
            }
            list.items.iter().map(|table| rows.change(&table.value, out)).collect()
        }
    }
}

fn field_of<'m>(model: &'m ReadModel, name: &str) -> Option<&'m Field> {
    model.fields.iter().find(|field| field.name.value == name)
}

/// The rows of a read model while an event is mapped to them.
struct Rows<'m> {
    known: Known<'m>,
    home: Home,
    model: &'m ReadModel,
    event: Spanned<EventId>,
    /// The field that tells rows apart, when the model says which.
    key: Option<&'m Field>,
    promise: Promise<'m>,
    /// What the key sees: the event alone.
    scope: Scope<'m>,
}

impl Rows<'_> {
    fn changes_nothing(&self, help: &str) -> Diagnostic {
        let name = &self.known.model.events[self.event.value].name.value;
        Diagnostic::error(rule::WRONG_KIND, self.event.span, format!("`{name}` changes no row"))
            .help(help)
    }

    fn change(&self, table: &Table<MappingDecl>, out: &mut Vec<Diagnostic>) -> RowChange {
        let is_key = |entry: &&Entry<MappingDecl>| {
            self.key.is_some_and(|key| key.name.value == entry.name.value)
        };
        let written_key = table.entries.iter().find(is_key);
        let key = self.key(written_key, out);
        let mut scope = self.scope.clone();
        scope.roots.push((Root::Row, Fields::Declared(&self.model.fields)));
        let mut writes = Vec::new();
        for entry in table.entries.iter().filter(|entry| !is_key(entry)) {
            writes.extend(self.write(entry, &scope, out));
        }
        let creates = self.creates(&writes);
        RowChange { key, writes: Some(writes), creates }
    }

    fn write(
        &self,
        entry: &Entry<MappingDecl>,
        scope: &Scope<'_>,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Filling> {
        let Some(field) = field_of(self.model, &entry.name.value) else {
            let finding =
                no_field(&self.model.name.value, &entry.name, &self.model.fields, self.known);
            self.home.report(finding, out);
            return None;
        };
        let source = mapping(entry.value.as_ref()?, scope, &field.ty, self.home, out)?;
        self.promise.check_source(&source, out);
        Some(Filling { field: entry.name.value.clone(), source })
    }

    /// A row is made when nothing that it needs is missing, and nothing is read from the row that is not there yet.
    fn creates(&self, writes: &[Filling]) -> bool {
        let reads_row = |filling: &Filling| match &filling.source {
            Source::Written(expr) | Source::ByName(expr) => expr.reads(Root::Row),
            Source::Default | Source::Hook(_) => false,
        };
        let is_given = |field: &Field| {
            field.may_be_left_out()
                || self.key.is_some_and(|key| key.name.value == field.name.value)
                || writes.iter().any(|filling| filling.field == field.name.value)
        };
        self.model.fields.iter().all(is_given) && !writes.iter().any(reads_row)
    }

    /// The key of the row: what the mapping says, else the event's field of that name and type, else its stream.
    fn key(&self, written: Option<&Entry<MappingDecl>>, out: &mut Vec<Diagnostic>) -> Option<Expr> {
        let key = self.key?;
        if let Some(entry) = written {
            let source = mapping(entry.value.as_ref()?, &self.scope, &key.ty, self.home, out)?;
            self.promise.check_source(&source, out);
            return match source {
                Source::Written(expr) | Source::ByName(expr) => Some(expr),
                Source::Default => None,
                Source::Hook(hook) => {
                    let message = "which row is changed is said by an expression";
                    let finding = Diagnostic::error(rule::WRONG_KIND, hook.span, message)
                        .help(format!("write `{}: <expression>`", key.name.value));
                    self.home.report(finding, out);
                    None
                }
            };
        }
        let by_name = |kind| Expr { kind, ty: key.ty.clone(), span: self.event.span };
        let event = &self.known.model.events[self.event.value];
        if event.fields.iter().any(|field| field.name.value == key.name.value && field.ty == key.ty)
        {
            let found = by_name(ExprKind::Field(Root::Event, key.name.value.clone()));
            self.promise.check(&found, out);
            return Some(found);
        }
        if self.is_stream(&key.ty) {
            return Some(by_name(ExprKind::Root(Root::Target)));
        }
        self.home.report_missing(self.no_row(key), out);
        None
    }

    fn is_stream(&self, ty: &Type) -> bool {
        let written =
            matches!(self.known.model.events[self.event.value].writer, Writer::Aggregate(_));
        written && self.known.stream_type(self.event.value) == *ty
    }

    fn no_row(&self, key: &Field) -> Diagnostic {
        let event = &self.known.model.events[self.event.value].name.value;
        let message = format!("which row of `{}` does `{event}` change?", self.model.name.value);
        let candidates = of_type(&self.scope, &key.ty);
        let value = candidates.first().map_or("…", String::as_str);
        let name = &key.name.value;
        let declared: Span = key.name.span;
        Diagnostic::error(rule::READ_MODEL_WITHOUT_KEY, self.event.span, message)
            .label(format!("carries no `{name}` of that type, and its stream is none"))
            .related(declared, "rows are told apart by this")
            .help(format!("write `{name}: {value}` into the row"))
    }
}
