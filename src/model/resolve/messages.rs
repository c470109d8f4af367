//! What commands and events carry and what aggregates remember.

use super::{
    Work,
    declare::Declared,
    fields::{ReadFields, fields_of},
    level::Home,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{Audience, Subject},
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
