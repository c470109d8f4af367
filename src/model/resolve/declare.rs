//! The first walk over the declarations: every element gets its id and its place, every name becomes known.
//! What an element says about others is read later, when all names are there.

mod elements;
mod types;

use std::collections::BTreeMap;

use super::{
    accepted::accepted_of,
    info::{info_of, level_of, text},
    kind::Kind,
    level::Home,
    names::{Names, Owner},
};
use crate::{
    diagnostic::Diagnostic,
    model::{
        Actor, AggregateId, CommandId, Context, ContextId, ContextKind, EventId, Handler, Model,
        PolicyId, ReadModelId, SagaId, Store, Subject, System, Writer,
    },
    source::Span,
    syntax::{
        Document, Entry, Word,
        ast::{
            ActorDecl, AggregateDecl, BoardDecl, CommandDecl, ContextDecl,
            ContextKind as ContextKindDecl, EventDecl, HeadDecl, PolicyDecl, ReadModelDecl,
            SagaDecl, StoreKind, SystemDecl, TypeDecl,
        },
    },
    types::{Place, TypeId},
};

/// An element and where it is declared.
#[derive(Debug)]
pub(super) struct Declaration<'d, I, D> {
    /// Its id.
    pub(super) id: I,
    /// Where it stands.
    pub(super) home: Home,
    /// What the author wrote.
    pub(super) decl: &'d D,
}

/// Every declaration with the id that it got, in the order in which they are written.
#[derive(Debug, Default)]
pub(super) struct Declared<'d> {
    pub(super) contexts: Vec<Declaration<'d, ContextId, ContextDecl>>,
    pub(super) types: Vec<Declaration<'d, TypeId, TypeDecl>>,
    pub(super) aggregates: Vec<Declaration<'d, AggregateId, AggregateDecl>>,
    pub(super) commands: Vec<Declaration<'d, CommandId, CommandDecl>>,
    pub(super) events: Vec<Declaration<'d, EventId, EventDecl>>,
    pub(super) policies: Vec<Declaration<'d, PolicyId, PolicyDecl>>,
    pub(super) sagas: Vec<Declaration<'d, SagaId, SagaDecl>>,
    pub(super) read_models: Vec<Declaration<'d, ReadModelId, ReadModelDecl>>,
}

/// Gives every element of the documents its id, and makes its name known.
pub(super) fn declare<'d>(
    documents: &'d [Document],
    model: &mut Model,
    names: &mut Names,
    out: &mut Vec<Diagnostic>,
) -> Declared<'d> {
    if let Some(head) = documents.iter().find_map(|document| document.head.as_ref()) {
        head_of(head, model, out);
    }
    let mut walk =
        Walk { model, names, declared: Declared::default(), type_tables: BTreeMap::new(), out };
    for document in documents {
        walk.board(&document.board);
    }
    for document in documents {
        walk.sagas_beside_contexts(&document.board);
    }
    walk.declared
}

fn head_of(head: &HeadDecl, model: &mut Model, out: &mut Vec<Diagnostic>) {
    if let Some(name) = head.model.word() {
        model.name = name;
    }
    model.title = text(&head.title);
    model.info = info_of(&head.common, false);
    model.level = head.level.value.map(level_of).unwrap_or_default();
    if let Some(generate) = head.generate.get() {
        model.store = match generate.store.get() {
            Some(StoreKind::Postgres) => Store::Postgres,
            Some(StoreKind::Sqlite) | None => Store::Sqlite,
        };
        model.workspace = generate.name.word();
    }
    if let Some(evolution) = head.evolution.get() {
        model.accepted = accepted_of(evolution, out);
    }
    model.lint = head.lint.get().map(|lint| Box::new(lint.clone()));
}

/// Where a name is declared.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// The mapping around it; none for an item of a list.
    table: Option<Span>,
    home: Home,
}

struct Walk<'w, 'd> {
    model: &'w mut Model,
    names: &'w mut Names,
    declared: Declared<'d>,
    /// The mapping in which each type is declared.
    type_tables: BTreeMap<TypeId, Option<Span>>,
    out: &'w mut Vec<Diagnostic>,
}

impl<'d> Walk<'_, 'd> {
    fn board(&mut self, board: &'d BoardDecl) {
        let owner = Owner::Model;
        let home =
            Home { owner, context: None, level: self.model.level, draft: self.model.info.draft };
        let spot = |table| Spot { table, home };
        self.types(&board.types, &Place::Shared, home);
        for entry in board.actors.entries() {
            self.actor(entry, spot(board.actors.mapping()));
        }
        for entry in board.systems.entries() {
            self.system(entry, spot(board.systems.mapping()));
        }
        for entry in board.contexts.entries() {
            self.context(entry, spot(board.contexts.mapping()));
        }
    }

    fn actor(&mut self, entry: &'d Entry<ActorDecl>, spot: Spot) {
        let Some(decl) = self.body(entry, Kind::Actor, spot) else { return };
        let info = info_of(&decl.common, spot.home.draft);
        let id = self.model.actors.add(Actor { name: entry.name.clone(), info });
        self.name(&entry.name, Subject::Actor(id), spot);
    }

    fn system(&mut self, entry: &'d Entry<SystemDecl>, spot: Spot) {
        let Some(decl) = self.body(entry, Kind::System, spot) else { return };
        let info = info_of(&decl.common, spot.home.draft);
        let home = spot.home.inside(info.draft);
        let name = entry.name.clone();
        let id =
            self.model.systems.add(System { name, info, handles: Vec::new(), emits: Vec::new() });
        self.name(&entry.name, Subject::System(id), spot);
        let owner = Owner::System(id);
        self.names.name_owner(owner, &entry.name.value);
        let home = Home { owner, ..home };
        let inner = |table| Spot { table, home };
        for command in decl.handles.entries() {
            let found = self.command(command, Handler::System(id), inner(decl.handles.mapping()));
            self.model.systems[id].handles.extend(found);
        }
        for event in decl.emits.entries() {
            let found = self.event(event, Writer::System(id), inner(decl.emits.mapping()));
            self.model.systems[id].emits.extend(found);
        }
    }

    fn context(&mut self, entry: &'d Entry<ContextDecl>, spot: Spot) {
        let Some(decl) = self.body(entry, Kind::Context, spot) else { return };
        let first = self.names.own(&entry.name.value, Kind::Context, Owner::Model);
        // A second context of the same name is reported once; what stands in it joins the first.
        let id = match first {
            Some(Subject::Context(id)) => id,
            Some(_) | None => self.model.contexts.add(context_of(entry, decl, spot.home)),
        };
        self.name(&entry.name, Subject::Context(id), spot);
        self.names.name_owner(Owner::Context(id), &entry.name.value);
        let context = &self.model.contexts[id];
        let owner = Owner::Context(id);
        let home =
            Home { owner, context: Some(id), level: context.level, draft: context.info.draft };
        self.declared.contexts.push(Declaration { id, home, decl });
        self.inside_context(id, decl, home);
    }

    fn inside_context(&mut self, id: ContextId, decl: &'d ContextDecl, home: Home) {
        let spot = |table| Spot { table, home };
        let place = Place::Context(self.model.contexts[id].name.value.clone());
        for entry in decl.aggregates.entries() {
            let found = self.aggregate(entry, (id, &place), spot(decl.aggregates.mapping()));
            self.model.contexts[id].aggregates.extend(found);
        }
        self.types(&decl.types, &place, home);
        for entry in decl.commands.entries() {
            let found = self.command(entry, Handler::Nobody, spot(decl.commands.mapping()));
            self.model.contexts[id].commands.extend(found);
        }
        for entry in decl.events.entries() {
            let found = self.event(entry, Writer::Nobody, spot(decl.events.mapping()));
            self.model.contexts[id].events.extend(found);
        }
        for entry in decl.policies.entries() {
            self.policy(entry, id, spot(decl.policies.mapping()));
        }
        for entry in decl.sagas.entries() {
            self.saga_in(entry, id, spot(decl.sagas.mapping()));
        }
        for entry in decl.read_models.entries() {
            self.read_model(entry, id, spot(decl.read_models.mapping()));
        }
    }

    /// The body of a declaration; where it is bad, its name is made known so that nobody complains about what
    /// refers to it.
    fn body<D>(&mut self, entry: &'d Entry<D>, kind: Kind, spot: Spot) -> Option<&'d D> {
        if entry.value.is_none() {
            if matches!(kind, Kind::Context | Kind::Aggregate | Kind::System) {
                self.names.lose_sight();
            }
            self.names.declare(
                &entry.name,
                (kind, None),
                (spot.home.owner, spot.table),
                spot.home,
                self.out,
            );
        }
        entry.value.as_ref()
    }

    fn name(&mut self, name: &Word, subject: Subject, spot: Spot) {
        let what = (Kind::from(subject), Some(subject));
        self.names.declare(name, what, (spot.home.owner, spot.table), spot.home, self.out);
    }
}

fn context_of(entry: &Entry<ContextDecl>, decl: &ContextDecl, home: Home) -> Context {
    Context {
        name: entry.name.clone(),
        info: info_of(&decl.common, home.draft),
        level: decl.level.value.map_or(home.level, level_of),
        kind: decl.kind.value.map(|kind| match kind {
            ContextKindDecl::Core => ContextKind::Core,
            ContextKindDecl::Supporting => ContextKind::Supporting,
            ContextKindDecl::Generic => ContextKind::Generic,
        }),
        aggregates: Vec::new(),
        commands: Vec::new(),
        events: Vec::new(),
        policies: Vec::new(),
        sagas: Vec::new(),
        read_models: Vec::new(),
        publishes: None,
        reads: Vec::new(),
    }
}
