//! What a saga does on one event: what it remembers, what it issues, what it would undo.

use super::{Heard, Process};
use crate::{
    diagnostic::{Diagnostic, rule},
    expr::{Fields, Root, Scope},
    model::{
        EventId, Fold, Issue, Reaction, Subject,
        resolve::{
            expressions::{expression, mapping},
            fill::Giver,
            info::info_of,
            issues::{Issuer, Occasion},
            level::Home,
            reading::Promise,
        },
    },
    source::Spanned,
    syntax::{
        At, ShortOrLong, Table,
        ast::{MappingDecl, ReactionDecl, UndoDecl},
    },
    types::{Field, Info, Scalar, Type},
};

impl<'m> Process<'m> {
    /// One reaction for each event.
    pub(super) fn reactions(self, heard: &[Heard<'m>], out: &mut Vec<Diagnostic>) -> Vec<Reaction> {
        heard.iter().map(|one| self.reaction(one, out)).collect()
    }

    fn reaction(self, heard: &Heard<'m>, out: &mut Vec<Diagnostic>) -> Reaction {
        let key = self.key_of(heard.event, heard.decl, out);
        match heard.decl {
            Some(decl) => Reaction { key, ..self.declared_reaction(decl, heard.event, out) },
            None => Reaction { key, ..self.silent_start(heard.event, out) },
        }
    }

    /// The saga starts, and remembers what it finds by name.
    fn silent_start(self, event: Spanned<EventId>, out: &mut Vec<Diagnostic>) -> Reaction {
        let folds = self.copied(event);
        self.check_start(event, &folds, None, out);
        Reaction {
            info: Info::default(),
            event: event.value,
            span: event.span,
            when: None,
            key: None,
            folds,
            issues: Vec::new(),
            undo: None,
            compensates: false,
            ends: false,
        }
    }

    fn declared_reaction(
        self,
        decl: &'m ReactionDecl,
        event: Spanned<EventId>,
        out: &mut Vec<Diagnostic>,
    ) -> Reaction {
        let info = info_of(&decl.common, self.declaration.home.draft);
        let home = self.declaration.home.inside(info.draft);
        let home = self.known.beside_event(home, event.value);
        let before = self.scope(event.value, home, !self.is_start(event.value));
        let when = self.condition(decl, event.value, before.as_ref(), home, out);
        let folds = match &before {
            Some(scope) if decl.sets.is_written() => {
                self.folds(decl, event.value, scope, home, out)
            }
            Some(_) => self.copied(event),
            None => Vec::new(),
        };
        self.check_start(event, &folds, Some(decl), out);
        let occasion =
            Occasion { event: Some(event.value), scope: self.scope(event.value, home, true) };
        Reaction {
            info,
            event: event.value,
            span: event.span,
            when,
            key: None,
            folds,
            issues: self.issues(decl.issue.items(), &decl.with, &occasion, home, out),
            undo: self.undo(decl, &occasion, home, out),
            compensates: decl.compensates.is_true(),
            ends: decl.ends.is_true(),
        }
    }

    fn condition(
        self,
        decl: &ReactionDecl,
        event: EventId,
        scope: Option<&Scope<'_>>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<crate::expr::Expr> {
        let condition = Type::Scalar(Scalar::Bool);
        let when = expression(decl.when.get()?, scope?, Some(&condition), home, out)?;
        Promise::about(event, self.known, home).check(&when, out);
        Some(when)
    }

    fn is_start(self, event: EventId) -> bool {
        let starts = &self.known.model.sagas[self.declaration.id].starts;
        starts.iter().any(|start| start.value == event)
    }

    /// The event, the key, and what the saga remembers when it does already.
    fn scope(self, event: EventId, home: Home, remembers: bool) -> Option<Scope<'m>> {
        let mut scope = self.known.event_scope(event, home)?;
        self.add_own(&mut scope, remembers)?;
        Some(scope)
    }

    /// Adds the key and the memory of an instance to what is in sight; nothing when the memory is bad.
    pub(super) fn add_own(self, scope: &mut Scope<'m>, remembers: bool) -> Option<()> {
        if let Some(key) = self.key {
            scope.roots.push((Root::Key, Fields::Single(key.name.value.clone(), key.ty.clone())));
        } else if self.declaration.decl.keyed_by.is_written() {
            return None;
        }
        if remembers {
            let id = self.declaration.id;
            let state = self.known.fields(Subject::Saga(id), &self.known.model.sagas[id].state)?;
            scope.roots.push((Root::State, state));
        } else {
            scope.absent =
                Some((Root::State, "the event that starts an instance finds no state yet"));
        }
        Some(())
    }

    fn state(self) -> &'m [Field] {
        &self.known.model.sagas[self.declaration.id].state
    }

    fn folds(
        self,
        decl: &ReactionDecl,
        event: EventId,
        scope: &Scope<'_>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Vec<Fold> {
        let promise = Promise::about(event, self.known, home);
        let mut folds = Vec::new();
        for entry in decl.sets.entries() {
            let name = &entry.name;
            let Some(field) = self.state().iter().find(|field| field.name.value == name.value)
            else {
                home.report(self.unknown_state(name), out);
                continue;
            };
            let Some(written) = &entry.value else { continue };
            if let Some(source) = mapping(written, scope, &field.ty, home, out) {
                promise.check_source(&source, out);
                folds.push(Fold { field: name.clone(), source });
            }
        }
        folds
    }

    fn unknown_state(self, name: &Spanned<String>) -> Diagnostic {
        let saga = &self.known.model.sagas[self.declaration.id].name.value;
        let message = format!("the state of `{saga}` has no field `{}`", name.value);
        let names: Vec<&str> = self.state().iter().map(|field| field.name.value.as_str()).collect();
        let help = self
            .known
            .nearest_of(&name.value, &names)
            .unwrap_or_else(|| format!("declare `{}` under `state:`", name.value));
        Diagnostic::error(rule::UNRESOLVED_REFERENCE, name.span, message).help(help)
    }

    /// Without `sets`, fields of equal name and type are remembered, as far as the context reads them.
    fn copied(self, event: Spanned<EventId>) -> Vec<Fold> {
        let home = self.declaration.home;
        let Some(scope) = self.known.event_scope(event.value, home) else { return Vec::new() };
        let promise = Promise::about(event.value, self.known, home);
        let none = At::absent(event.span);
        let giver = Giver::new(scope, &[Root::Event], &none);
        let copy = |field: &Field| {
            let found = giver.by_name(field, event.span)?;
            let name = Spanned::new(field.name.value.clone(), event.span);
            Some(Fold { field: name, source: crate::model::Source::ByName(found) })
        };
        let readable = self.state().iter().filter(|field| promise.allows(&field.name.value));
        readable.filter_map(copy).collect()
    }

    /// An instance starts with a value for everything that it must remember.
    fn check_start(
        self,
        event: Spanned<EventId>,
        folds: &[Fold],
        decl: Option<&ReactionDecl>,
        out: &mut Vec<Diagnostic>,
    ) {
        let saga = Subject::Saga(self.declaration.id);
        let bad =
            [Subject::Event(event.value), saga].iter().any(|it| self.known.poisoned.contains(it));
        if bad || !self.is_start(event.value) {
            return;
        }
        let sets = decl.map_or(&[][..], |decl| decl.sets.entries());
        let is_known = |name: &str| self.state().iter().any(|field| field.name.value == name);
        if !sets.iter().all(|entry| is_known(&entry.name.value)) {
            return;
        }
        let written = |name: &str| sets.iter().any(|entry| entry.name.value == name);
        for field in self.state().iter().filter(|field| !field.may_be_left_out()) {
            let name = field.name.value.as_str();
            if folds.iter().all(|fold| fold.field.value != name) && !written(name) {
                let home = self.known.beside_event(self.declaration.home, event.value);
                home.report_missing(self.no_start(event, field, decl), out);
            }
        }
    }

    fn no_start(
        self,
        event: Spanned<EventId>,
        field: &Field,
        decl: Option<&ReactionDecl>,
    ) -> Diagnostic {
        let name = &field.name.value;
        let event_decl = &self.known.model.events[event.value];
        let message = format!(
            "no value for `{name}` of the state when `{}` starts it",
            event_decl.name.value
        );
        let same = event_decl.fields.iter().find(|other| other.name.value == *name);
        let value = same.map_or("…", |same| same.name.value.as_str());
        let finding = Diagnostic::error(rule::EVENT_FIELD_UNSOURCED, event.span, message)
            .related(field.name.span, "this part of the state has no default")
            .help(format!(
                "write `sets: {{ {name}: {value} }}`, give it a default, or make it optional"
            ));
        match decl.filter(|decl| decl.sets.is_written()) {
            Some(_) => finding.note("with `sets`, only what it says is remembered"),
            None => finding,
        }
    }

    /// The commands of a reaction or timeout.
    pub(super) fn issues(
        self,
        words: &[Spanned<String>],
        with: &'m At<Table<MappingDecl>>,
        occasion: &Occasion<'m>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Vec<Issue> {
        let issuer = Issuer { known: self.known, home, grammar: "a saga issues commands" };
        let commands = issuer.commands(words, with, out);
        issuer.issues(&commands, with, occasion, out)
    }

    fn undo(
        self,
        decl: &'m ReactionDecl,
        occasion: &Occasion<'m>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Issue> {
        let span = decl.undo.span;
        let mut issues = match decl.undo.get()? {
            ShortOrLong::Short(word) => {
                let words = [Spanned::new(word.clone(), span)];
                let none = At::absent(span);
                let issuer =
                    Issuer { known: self.known, home, grammar: "a saga undoes with commands" };
                let commands = issuer.commands(&words, &none, out);
                issuer.issues(&commands, &none, occasion, out)
            }
            ShortOrLong::Long(undo) => {
                let UndoDecl { issue, with } = undo.as_ref();
                let words = issue.word();
                self.issues(words.as_slice(), with, occasion, home, out)
            }
        };
        issues.pop()
    }
}
