//! What commands and events carry and what aggregates remember.

use super::{
    Work,
    declare::Declared,
    fields::{ReadFields, fields_of},
    level::Home,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{Audience, Event, Subject},
    syntax::{
        At, Table,
        ast::{Audience as AudienceDecl, FieldDecl},
    },
    types::Field,
};

/// Fills in the fields of commands, events and states.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    for declaration in &declared.commands {
        let subject = Subject::Command(declaration.id);
        let fields = work.fields(&declaration.decl.fields, subject, declaration.home);
        work.model.commands[declaration.id].fields = fields;
    }
    for declaration in &declared.events {
        let (id, home) = (declaration.id, declaration.home);
        let fields = work.fields(&declaration.decl.fields, Subject::Event(id), home);
        check_reserved(&fields, home, &mut work.out);
        check_versions(&work.model.events[id], home, &mut work.out);
        let event = &mut work.model.events[id];
        event.fields = fields;
        event.audience = match declaration.decl.audience.get() {
            Some(AudienceDecl::Public) => Audience::Public,
            Some(AudienceDecl::Private) | None => Audience::Private,
        };
    }
    for declaration in &declared.aggregates {
        let subject = Subject::Aggregate(declaration.id);
        let state = work.fields(&declaration.decl.state, subject, declaration.home);
        work.model.aggregates[declaration.id].state = state;
    }
}

impl Work<'_> {
    /// The fields of an element. When one of them is bad, nothing more is said about expressions over them.
    pub(super) fn fields(
        &mut self,
        table: &At<Table<FieldDecl>>,
        owner: Subject,
        home: Home,
    ) -> Vec<Field> {
        let (known, out) = self.known();
        let ReadFields { fields, whole } = fields_of(table, known, home, out);
        if !whole {
            self.poisoned.insert(owner);
        }
        fields
    }
}

/// Versions count from 1, and only versions before the newest are published beside it.
fn check_versions(event: &Event, home: Home, out: &mut Vec<Diagnostic>) {
    let newest = event.version;
    if newest.value == 0 {
        let finding = Diagnostic::error(rule::WRONG_KIND, newest.span, "versions count from 1")
            .help("write `version: 1`, or leave it out");
        home.report(finding, out);
    }
    for older in &event.also_publish {
        if !(event.oldest()..newest.value).contains(&older.value) {
            let message = format!("`{}` has no older version {}", event.name.value, older.value);
            let finding = Diagnostic::error(rule::UNRESOLVED_REFERENCE, older.span, message)
                .related(newest.span, format!("the newest is version {}", newest.value))
                .help("`also_publish` lists versions before the newest");
            home.report(finding, out);
        }
    }
}

/// The stream of an event travels in the envelope and is read as `event.stream_id`.
fn check_reserved(fields: &[Field], home: Home, out: &mut Vec<Diagnostic>) {
    for field in fields.iter().filter(|field| field.name.value == "stream_id") {
        let finding = Diagnostic::error(
            rule::RESERVED_FIELD,
            field.name.span,
            "`stream_id` belongs to the envelope of every event",
        )
        .help("remove the field: `event.stream_id` can be read without it");
        home.report(finding, out);
    }
}
