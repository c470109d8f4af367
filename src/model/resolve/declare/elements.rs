//! Declares what stands in a context: aggregates with their messages, policies, sagas, read models.

use super::{Declaration, Spot, Walk};
use crate::{
    case,
    diagnostic::{Diagnostic, rule},
    model::{
        Aggregate, AggregateId, Audience, Command, CommandId, ContextId, Decision, Event, EventId,
        Handler, Policy, ReadModel, Saga, Subject, Writer,
        resolve::{
            info::info_of,
            kind::Kind,
            level::Home,
            names::{Owner, Wanted},
        },
    },
    source::Spanned,
    syntax::{
        Entry, Word,
        ast::{
            AggregateDecl, BoardDecl, CommandDecl, EventDecl, PolicyDecl, ReadModelDecl, SagaDecl,
        },
    },
    types::Place,
};

impl<'d> Walk<'_, 'd> {
    pub(super) fn aggregate(
        &mut self,
        entry: &'d Entry<AggregateDecl>,
        (context, place): (ContextId, &Place),
        spot: Spot,
    ) -> Option<AggregateId> {
        let decl = self.body(entry, Kind::Aggregate, spot)?;
        let info = info_of(&decl.common, spot.home.draft);
        let home = spot.home.inside(info.draft);
        let identity = self.identity(entry, decl, place, spot);
        let stored_as = || {
            let context = case::snake(&self.model.contexts[context].name.value);
            let name = format!("{context}.{}", case::snake(&entry.name.value));
            Spanned::new(name, entry.name.span)
        };
        let stored_as = decl.stored_as.word().unwrap_or_else(stored_as);
        let id = self.model.aggregates.add(Aggregate {
            name: entry.name.clone(),
            info,
            context,
            identity,
            stored_as,
            state: Vec::new(),
            lifecycle: None,
            commands: Vec::new(),
            events: Vec::new(),
            snapshot: None,
        });
        self.name(&entry.name, Subject::Aggregate(id), spot);
        self.declared.aggregates.push(Declaration { id, home, decl });
        for command in decl.commands.entries() {
            let inner = Spot { table: decl.commands.mapping(), home };
            let found = self.command(command, Handler::Aggregate(id), inner);
            self.model.aggregates[id].commands.extend(found);
        }
        for event in decl.events.entries() {
            let inner = Spot { table: decl.events.mapping(), home };
            let found = self.event(event, Writer::Aggregate(id), inner);
            self.model.aggregates[id].events.extend(found);
        }
        Some(id)
    }

    pub(super) fn command(
        &mut self,
        entry: &'d Entry<CommandDecl>,
        handler: Handler,
        spot: Spot,
    ) -> Option<CommandId> {
        let decl = self.body(entry, Kind::Command, spot)?;
        let info = info_of(&decl.common, spot.home.draft);
        let home = spot.home.inside(info.draft);
        let id = self.model.commands.add(Command {
            name: entry.name.clone(),
            info,
            context: home.context,
            handler,
            creates: decl.creates.is_true(),
            by: Vec::new(),
            from: Vec::new(),
            fields: Vec::new(),
            decision: Decision::Open,
        });
        if !self.is_handled_elsewhere(&entry.name, handler, spot) {
            self.name(&entry.name, Subject::Command(id), spot);
        }
        self.declared.commands.push(Declaration { id, home, decl });
        Some(id)
    }

    /// Reports a command that another aggregate of its context handles already. The first one keeps the name.
    fn is_handled_elsewhere(&mut self, name: &Word, handler: Handler, spot: Spot) -> bool {
        let Handler::Aggregate(here) = handler else { return false };
        let first = self.names.own(&name.value, Kind::Command, spot.home.owner);
        let Some(Subject::Command(first)) = first else { return false };
        let first = &self.model.commands[first];
        let Handler::Aggregate(there) = first.handler else { return false };
        let (here, there) = (&self.model.aggregates[here].name, &self.model.aggregates[there].name);
        if here.value == there.value {
            return false;
        }
        let message =
            format!("`{}` is handled by `{}` and by `{}`", name.value, there.value, here.value);
        let finding = Diagnostic::error(rule::COMMAND_MULTIPLE_HANDLERS, name.span, message)
            .label(format!("handled again here, by `{}`", here.value))
            .related(first.name.span, format!("handled here, by `{}`", there.value))
            .help(format!(
                "keep it under one of them; `{}` gets a command of its own, given by a policy \
                 whenever the event of the first happens",
                here.value
            ));
        spot.home.report(finding, self.out);
        true
    }

    pub(super) fn event(
        &mut self,
        entry: &'d Entry<EventDecl>,
        writer: Writer,
        spot: Spot,
    ) -> Option<EventId> {
        let decl = self.body(entry, Kind::Event, spot)?;
        let info = info_of(&decl.common, spot.home.draft);
        let home = spot.home.inside(info.draft);
        let stored_as = || {
            let owner = self.names.owner_name(spot.home.owner).unwrap_or_default();
            let name = format!("{}.{}", case::snake(owner), case::snake(&entry.name.value));
            Spanned::new(name, entry.name.span)
        };
        let id = self.model.events.add(Event {
            name: entry.name.clone(),
            info,
            context: home.context,
            writer,
            version: Spanned::new(decl.version.value.unwrap_or(1), decl.version.span),
            audience: Audience::Private,
            stored_as: decl.stored_as.word().unwrap_or_else(stored_as),
            fields: Vec::new(),
            folds: Vec::new(),
            moves_to: None,
            changes: Vec::new(),
            retired: decl.retired.word(),
            split_into: Vec::new(),
            unversioned_is: decl
                .unversioned_is
                .spanned()
                .map(|version| version.map(|number| *number)),
            oldest: decl.oldest.spanned().map(|version| version.map(|number| *number)),
            also_publish: decl.also_publish.items().to_vec(),
        });
        self.name(&entry.name, Subject::Event(id), spot);
        if let Writer::Aggregate(aggregate) = writer {
            self.names.declare_inside(aggregate, &entry.name.value, id);
        }
        self.declared.events.push(Declaration { id, home, decl });
        Some(id)
    }

    pub(super) fn policy(&mut self, entry: &'d Entry<PolicyDecl>, context: ContextId, spot: Spot) {
        let Some(decl) = self.body(entry, Kind::Policy, spot) else { return };
        let info = info_of(&decl.common, spot.home.draft);
        let home = spot.home.inside(info.draft);
        let name = entry.name.clone();
        let (whenever, then, reactions) = (Vec::new(), Vec::new(), Vec::new());
        let policy = Policy { name, info, context, whenever, then, reactions };
        let id = self.model.policies.add(policy);
        self.model.contexts[context].policies.push(id);
        self.name(&entry.name, Subject::Policy(id), spot);
        self.declared.policies.push(Declaration { id, home, decl });
    }

    pub(super) fn saga(&mut self, entry: &'d Entry<SagaDecl>, context: ContextId, spot: Spot) {
        let Some(decl) = self.body(entry, Kind::Saga, spot) else { return };
        let info = info_of(&decl.common, spot.home.draft);
        let home = spot.home.inside(info.draft);
        let id = self.model.sagas.add(Saga {
            name: entry.name.clone(),
            info,
            context,
            keyed_by: None,
            state: Vec::new(),
            starts: Vec::new(),
            reactions: Vec::new(),
            timeouts: Vec::new(),
        });
        self.model.contexts[context].sagas.push(id);
        self.name(&entry.name, Subject::Saga(id), spot);
        self.declared.sagas.push(Declaration { id, home, decl });
    }

    pub(super) fn read_model(
        &mut self,
        entry: &'d Entry<ReadModelDecl>,
        context: ContextId,
        spot: Spot,
    ) {
        let Some(decl) = self.body(entry, Kind::ReadModel, spot) else { return };
        let info = info_of(&decl.common, spot.home.draft);
        let home = spot.home.inside(info.draft);
        let id = self.model.read_models.add(ReadModel {
            name: entry.name.clone(),
            info,
            context,
            question: decl.question.as_str().map(str::to_owned),
            key: None,
            fields: Vec::new(),
            mappings: Vec::new(),
            queries: Vec::new(),
        });
        self.model.contexts[context].read_models.push(id);
        self.name(&entry.name, Subject::ReadModel(id), spot);
        self.declared.read_models.push(Declaration { id, home, decl });
    }

    /// Sagas that stand beside the contexts say to which one they belong.
    pub(super) fn sagas_beside_contexts(&mut self, board: &'d BoardDecl) {
        for entry in board.sagas.entries() {
            let (level, draft) = (self.model.level, self.model.info.draft);
            let home = Home { owner: Owner::Model, context: None, level, draft };
            let outside = Spot { table: board.sagas.mapping(), home };
            let Some(decl) = self.body(entry, Kind::Saga, outside) else { continue };
            let Some(context) = self.context_of_saga(entry, decl, home) else {
                let (what, whose) = ((Kind::Saga, None), (Owner::Model, outside.table));
                self.names.declare(&entry.name, what, whose, home, self.out);
                continue;
            };
            let around = &self.model.contexts[context];
            let (level, draft) = (around.level, around.info.draft);
            let home =
                Home { owner: Owner::Context(context), context: Some(context), level, draft };
            self.saga(entry, context, Spot { table: board.sagas.mapping(), home });
        }
    }

    fn context_of_saga(
        &mut self,
        entry: &Entry<SagaDecl>,
        decl: &SagaDecl,
        home: Home,
    ) -> Option<ContextId> {
        const A_CONTEXT: Wanted = Wanted::place(&[Kind::Context], "a saga belongs to a context");
        if let Some(word) = decl.context.word() {
            return match self.names.find(
                word.as_ref().map(String::as_str),
                A_CONTEXT,
                home,
                self.out,
            )? {
                Subject::Context(id) => Some(id),
                _ => None,
            };
        }
        if decl.context.is_bad() {
            return None;
        }
        let mut contexts = self.model.contexts.ids();
        if let (Some(only), None) = (contexts.next(), contexts.next()) {
            return Some(only);
        }
        let message =
            format!("saga `{}` does not say to which context it belongs", entry.name.value);
        let finding = Diagnostic::error(rule::MISSING_KEY, entry.name.span, message)
            .help("add `context:`, or move the saga into its context");
        home.report(finding, self.out);
        None
    }

    /// A saga inside a context may repeat that context, but not name another one.
    pub(super) fn saga_in(&mut self, entry: &'d Entry<SagaDecl>, context: ContextId, spot: Spot) {
        if let Some(decl) = &entry.value
            && let Some(word) = decl.context.word()
            && word.value != self.model.contexts[context].name.value
        {
            let own = &self.model.contexts[context].name;
            let message = format!("this saga stands in `{}`", own.value);
            let finding = Diagnostic::error(rule::UNRESOLVED_REFERENCE, word.span, message)
                .related(own.span, "the context around it")
                .help("remove `context:`, or move the saga out of the context");
            spot.home.report(finding, self.out);
        }
        self.saga(entry, context, spot);
    }
}
