//! Lifecycles and snapshots of aggregates.

use super::{
    Work,
    declare::{Declaration, Declared},
    known::Known,
    level::Home,
};
use crate::{
    diagnostic::{Diagnostic, did_you_mean, rule},
    model::{Aggregate, AggregateId, Lifecycle, Snapshot, Subject},
    source::Spanned,
    syntax::{
        Word,
        ast::{AggregateDecl, LifecycleDecl},
    },
    types::{Enumeration, Field, Literal, Type, TypeId, Value},
};

/// Fills in lifecycles and snapshots. The field of a lifecycle starts in its initial state.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    for declaration in &declared.aggregates {
        let (known, out) = work.known();
        let snapshot = snapshot_of(declaration, out);
        let lifecycle = match declaration.decl.lifecycle.get() {
            Some(decl) => lifecycle_of(decl, declaration, known, out),
            None => None,
        };
        if lifecycle.is_none() && declaration.decl.lifecycle.is_written() {
            work.lost_lifecycles.insert(declaration.id);
        }
        let aggregate = &mut work.model.aggregates[declaration.id];
        aggregate.snapshot = snapshot;
        if let Some((lifecycle, start)) = lifecycle {
            let field = &lifecycle.field.value;
            if let Some(field) = aggregate.state.iter_mut().find(|other| other.name.value == *field)
            {
                field.default.get_or_insert(Box::new(start));
            }
            aggregate.lifecycle = Some(lifecycle);
        }
    }
}

fn snapshot_of(
    declaration: &Declaration<'_, AggregateId, AggregateDecl>,
    out: &mut Vec<Diagnostic>,
) -> Option<Snapshot> {
    let every = declaration.decl.snapshot.get()?.every.spanned()?;
    if *every.value == 0 {
        let finding = Diagnostic::error(rule::WRONG_KIND, every.span, "a snapshot every 0 events")
            .help("write at least 1, or remove `snapshot:`");
        declaration.home.report(finding, out);
        return None;
    }
    Some(Snapshot { every: *every.value })
}

/// The lifecycle, and the value with which its field starts.
fn lifecycle_of(
    decl: &LifecycleDecl,
    declaration: &Declaration<'_, AggregateId, AggregateDecl>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<(Lifecycle, Value)> {
    let home = declaration.home;
    let aggregate = &known.model.aggregates[declaration.id];
    let word = decl.field.word()?;
    let Some(field) = aggregate.state.iter().find(|field| field.name.value == word.value) else {
        if !known.poisoned.contains(&Subject::Aggregate(declaration.id)) {
            let message =
                format!("the state of `{}` has no field `{}`", aggregate.name.value, word.value);
            let names = aggregate.state.iter().map(|field| field.name.value.as_str());
            let finding = Diagnostic::error(rule::UNRESOLVED_REFERENCE, word.span, message)
                .help_if(did_you_mean(&word.value, names));
            home.report(finding, out);
        }
        return None;
    };
    let (id, words) = states_of(field, &word, known, home, out)?;
    let known_state = |word: &Word, out: &mut Vec<Diagnostic>| {
        state_in(words, word, &aggregate.name.value, home, out)
    };
    let initial = decl.initial.word().and_then(|word| known_state(&word, out));
    let finals = decl.end.items().iter().filter_map(|word| known_state(word, out)).collect();
    let initial = initial?;
    let start = Value {
        literal: Literal::Enum(id, Ok(initial.value)),
        ty: field.ty.present().clone(),
        span: initial.span,
    };
    check_start(field, &start, home, out);
    Some((Lifecycle { field: word, initial, finals }, start))
}

/// The words of the enumeration that the field of a lifecycle has to be.
fn states_of<'m>(
    field: &Field,
    word: &Word,
    known: Known<'m>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<(TypeId, &'m Enumeration)> {
    let found = match &field.ty {
        Type::Named(_) => known.model.types.enumeration(&field.ty),
        Type::Scalar(_) | Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => None,
    };
    let is_broken = field.ty.named().is_some_and(|id| known.broken_types.contains(&id));
    if found.is_none() && !is_broken {
        let ty = known.model.types.written(&field.ty, &known.place(home));
        let message =
            format!("`{}` is {ty}, but the states of a lifecycle are an enumeration", word.value);
        let finding = Diagnostic::error(rule::WRONG_KIND, word.span, message)
            .related(field.ty_span, "the type of the field")
            .help("declare its states, as in `types: { Status: [open, closed] }`");
        home.report(finding, out);
    }
    found
}

/// A default that says otherwise than the lifecycle would win silently.
fn check_start(field: &Field, start: &Value, home: Home, out: &mut Vec<Diagnostic>) {
    if let Some(default) = &field.default
        && default.literal != start.literal
    {
        let finding = Diagnostic::error(
            rule::UNKNOWN_STATE,
            default.span,
            format!("`{}` starts in another state than its lifecycle", field.name.value),
        )
        .related(start.span, "the lifecycle starts here")
        .help("remove the default: the field starts in the initial state");
        home.report(finding, out);
    }
}

fn state_in(
    words: &Enumeration,
    word: &Word,
    aggregate: &str,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<Spanned<usize>> {
    let found = words.values.iter().position(|value| value.name.value == word.value);
    if found.is_none() {
        let names = || words.values.iter().map(|value| value.name.value.as_str());
        let help = did_you_mean(&word.value, names()).unwrap_or_else(|| {
            format!("its states are {}", names().collect::<Vec<_>>().join(", "))
        });
        let message = format!("no state `{}` in `{aggregate}`", word.value);
        let finding = Diagnostic::error(rule::UNKNOWN_STATE, word.span, message).help(help);
        home.report(finding, out);
    }
    found.map(|place| Spanned::new(place, word.span))
}

impl<'m> Known<'m> {
    /// The state that a word of `from` or `moves_to` names, as a place in the enumeration of the lifecycle.
    pub(super) fn state_of(
        self,
        word: &Word,
        id: AggregateId,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<usize>> {
        let aggregate = &self.model.aggregates[id];
        let Some(lifecycle) = &aggregate.lifecycle else {
            if !self.lost_lifecycles.contains(&id) {
                let message = format!(
                    "`{}` has no lifecycle, and so no state `{}`",
                    aggregate.name.value, word.value
                );
                let finding = Diagnostic::error(rule::UNKNOWN_STATE, word.span, message)
                    .help("declare one: `lifecycle: { field: status, initial: open }`");
                home.report(finding, out);
            }
            return None;
        };
        let words = self.states(aggregate, lifecycle)?;
        state_in(words, word, &aggregate.name.value, home, out)
    }

    /// The name of the state at a place of the enumeration of a lifecycle.
    pub(super) fn state_name(self, id: AggregateId, place: usize) -> String {
        let aggregate = &self.model.aggregates[id];
        let lifecycle = aggregate.lifecycle.as_ref();
        let states = lifecycle.and_then(|lifecycle| self.states(aggregate, lifecycle));
        let state = states.and_then(|states| states.values.get(place));
        state.map(|state| state.name.value.clone()).unwrap_or_default()
    }

    fn states(self, aggregate: &Aggregate, lifecycle: &Lifecycle) -> Option<&'m Enumeration> {
        let name = &lifecycle.field.value;
        let field = aggregate.state.iter().find(|field| field.name.value == *name)?;
        self.model.types.enumeration(&field.ty).map(|(_, words)| words)
    }
}
