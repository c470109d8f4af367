//! How each event changes the state of its aggregate.

use super::{
    Work,
    declare::{Declaration, Declared},
    expressions::mapping,
    fill::Giver,
    known::Known,
};
use crate::{
    diagnostic::{Diagnostic, did_you_mean, rule},
    expr::{Root, Scope},
    model::{Aggregate, AggregateId, Event, EventId, Fold, Source, Subject, Writer},
    source::Spanned,
    syntax::{
        At, Entry,
        ast::{EventDecl, MappingDecl},
    },
    types::Field,
};

type EventDeclaration<'d> = Declaration<'d, EventId, EventDecl>;

/// Fills in folds and transitions, and asks of every event that starts a stream that it gives the whole state.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    for declaration in &declared.events {
        let (known, out) = work.known();
        let (folds, moves_to) = match known.model.events[declaration.id].writer {
            Writer::Aggregate(aggregate) => {
                let owner = &known.model.aggregates[aggregate];
                let creates = known.model.begins(owner, declaration.id);
                let folding = Folding { declaration, known, aggregate, creates };
                let moves_to = folding.moves_to(out);
                (folding.folds(moves_to.is_some(), out), moves_to)
            }
            Writer::System(_) | Writer::Nobody => {
                check_stateless(declaration, known, out);
                (Vec::new(), None)
            }
        };
        let event = &mut work.model.events[declaration.id];
        (event.folds, event.moves_to) = (folds, moves_to);
    }
}

/// An event that no aggregate writes changes no state.
fn check_stateless(
    declaration: &EventDeclaration<'_>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let (decl, event) = (declaration.decl, &known.model.events[declaration.id]);
    let written = [("sets", decl.sets.key), ("moves_to", decl.moves_to.key)];
    for (name, key) in written {
        let Some(key) = key else { continue };
        let (who, help) = match event.writer {
            Writer::System(_) => ("an event of an external system", "remove it"),
            Writer::Aggregate(_) | Writer::Nobody => {
                ("an event without an aggregate", "move the event under its aggregate")
            }
        };
        let message = format!("`{name}` changes a state, and {who} has none");
        let finding = Diagnostic::error(rule::ILLEGAL_SUCCESSION, key, message).help(help);
        declaration.home.report(finding, out);
    }
}

/// An event and the aggregate whose state it changes.
struct Folding<'a, 'd, 'm> {
    declaration: &'a EventDeclaration<'d>,
    known: Known<'m>,
    aggregate: AggregateId,
    /// Whether a stream can start with it.
    creates: bool,
}

impl<'m> Folding<'_, '_, 'm> {
    fn event(&self) -> &'m Event {
        &self.known.model.events[self.declaration.id]
    }

    fn owner(&self) -> &'m Aggregate {
        &self.known.model.aggregates[self.aggregate]
    }

    fn moves_to(&self, out: &mut Vec<Diagnostic>) -> Option<Spanned<usize>> {
        let word = self.declaration.decl.moves_to.word()?;
        self.known.state_of(&word, self.aggregate, self.declaration.home, out)
    }

    fn folds(&self, moves: bool, out: &mut Vec<Diagnostic>) -> Vec<Fold> {
        let decl = self.declaration.decl;
        let scope = self.known.fold_scope(
            self.declaration.id,
            self.aggregate,
            self.creates,
            self.declaration.home,
        );
        let Some(scope) = scope else { return Vec::new() };
        let folds = if decl.sets.is_written() {
            let entries = decl.sets.entries().iter();
            entries.filter_map(|entry| self.written(entry, &scope, moves, out)).collect()
        } else {
            self.by_name(scope, moves)
        };
        if self.creates && !decl.sets.is_bad() {
            self.check_whole(&folds, out);
        }
        folds
    }

    fn written(
        &self,
        entry: &Entry<MappingDecl>,
        scope: &Scope<'_>,
        moves: bool,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Fold> {
        let name = &entry.name;
        let field = self.state_field(name, out)?;
        if moves && self.is_lifecycle(&field.name.value) {
            let span = self.declaration.decl.moves_to.span;
            let message = format!("`moves_to` sets `{}` already", name.value);
            let finding = Diagnostic::error(rule::DUPLICATE_FIELD, name.span, message)
                .related(span, "the transition is here")
                .help("keep `moves_to:`");
            self.declaration.home.report(finding, out);
        }
        let decl = entry.value.as_ref()?;
        let source = mapping(decl, scope, &field.ty, self.declaration.home, out)?;
        Some(Fold { field: name.clone(), source })
    }

    fn state_field(&self, name: &Spanned<String>, out: &mut Vec<Diagnostic>) -> Option<&'m Field> {
        let state = &self.owner().state;
        let found = state.iter().find(|field| field.name.value == name.value);
        if found.is_none() && !self.known.poisoned.contains(&Subject::Aggregate(self.aggregate)) {
            let message =
                format!("the state of `{}` has no field `{}`", self.owner().name.value, name.value);
            let names = state.iter().map(|field| field.name.value.as_str());
            let help = did_you_mean(&name.value, names)
                .unwrap_or_else(|| "declare it under `state:`".to_owned());
            let finding =
                Diagnostic::error(rule::UNRESOLVED_REFERENCE, name.span, message).help(help);
            self.declaration.home.report(finding, out);
        }
        found
    }

    /// Without `sets`, a field is copied where the state has one of the same name and type.
    fn by_name(&self, scope: Scope<'_>, moves: bool) -> Vec<Fold> {
        let span = self.event().name.span;
        let nothing = At::absent(span);
        let giver = Giver::new(scope, &[Root::Event], &nothing);
        let copied = |field: &Field| {
            if moves && self.is_lifecycle(&field.name.value) {
                return None;
            }
            let value = giver.by_name(field, span)?;
            let own = self.event().fields.iter().find(|own| own.name.value == field.name.value)?;
            Some(Fold { field: own.name.clone(), source: Source::ByName(value) })
        };
        self.owner().state.iter().filter_map(copied).collect()
    }

    fn is_lifecycle(&self, field: &str) -> bool {
        self.owner().lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.field.value == field)
    }

    /// Every field of the state has a value from the first event on.
    fn check_whole(&self, folds: &[Fold], out: &mut Vec<Diagnostic>) {
        let sets = &self.declaration.decl.sets;
        let (event, owner) = (self.event(), self.owner());
        for field in owner.state.iter().filter(|field| !field.may_be_left_out()) {
            let name = &field.name.value;
            let is_set = folds.iter().any(|fold| fold.field.value == *name)
                || sets.entry(name).is_some()
                || (self.is_lifecycle(name) && self.declaration.decl.moves_to.is_written());
            if !is_set {
                let message = format!(
                    "`{}` starts `{}` without a value for `{name}`",
                    event.name.value, owner.name.value
                );
                let finding =
                    Diagnostic::error(rule::EVENT_FIELD_UNSOURCED, event.name.span, message)
                        .related(field.name.span, "this field of the state needs a value")
                        .help(format!(
                            "give it in `sets: {{ {name}: … }}`, or give the field a default"
                        ));
                self.declaration.home.report_missing(finding, out);
            }
        }
    }
}
