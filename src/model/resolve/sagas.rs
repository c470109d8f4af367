//! What each saga remembers, does and undoes.

mod key;
mod reactions;
#[cfg(test)]
mod tests;
mod timeouts;

pub(super) use key::tells_apart;

use super::{
    Work,
    declare::{Declaration, Declared},
    fields::fields_of,
    known::Known,
    lists::distinct,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{EventId, SagaId, Subject},
    source::Spanned,
    syntax::{
        Entry,
        ast::{ReactionDecl, SagaDecl},
    },
    types::Field,
};

type SagaDeclaration<'d> = Declaration<'d, SagaId, SagaDecl>;

/// Fills them in: first what they remember and when they start, then what they do, which may read both.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    for declaration in &declared.sagas {
        let (known, out) = work.known();
        let state = fields_of(&declaration.decl.state, known, declaration.home, out);
        let starts = starts_of(declaration, known, out);
        if !state.whole {
            work.poisoned.insert(Subject::Saga(declaration.id));
        }
        let saga = &mut work.model.sagas[declaration.id];
        (saga.state, saga.starts) = (state.fields, starts);
    }
    for declaration in &declared.sagas {
        let (known, out) = work.known();
        let heard = heard_by(declaration, known, out);
        let keyed_by = key::keyed_by(declaration, &heard, known, out);
        let process = Process { declaration, known, key: keyed_by.as_ref() };
        let reactions = process.reactions(&heard, out);
        let timeouts = process.timeouts(out);
        let saga = &mut work.model.sagas[declaration.id];
        (saga.keyed_by, saga.reactions, saga.timeouts) = (keyed_by, reactions, timeouts);
    }
}

/// A saga whose reactions are read.
#[derive(Clone, Copy)]
struct Process<'m> {
    declaration: &'m SagaDeclaration<'m>,
    known: Known<'m>,
    /// The key, when it is known.
    key: Option<&'m Field>,
}

/// An event that a saga reacts to.
struct Heard<'d> {
    event: Spanned<EventId>,
    /// What it does then; nothing when it only starts with the event, and nothing is said about it.
    decl: Option<&'d ReactionDecl>,
}

fn starts_of(
    declaration: &SagaDeclaration<'_>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Spanned<EventId>> {
    let words = declaration.decl.starts.items().iter();
    let events = words
        .filter_map(|word| known.event(word, "a saga starts with an event", declaration.home, out))
        .collect();
    distinct(events, |id| known.model.events[*id].name.value.clone(), declaration.home, out)
}

/// The events that a saga reacts to, each once; those that start it and are not mentioned again come first.
fn heard_by<'d>(
    declaration: &SagaDeclaration<'d>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Heard<'d>> {
    let mut reacts: Vec<Heard<'d>> = Vec::new();
    let mut mentioned = Vec::new();
    for entry in declaration.decl.reacts.entries() {
        let Some(event) =
            known.event(&entry.name, "a saga reacts to events", declaration.home, out)
        else {
            continue;
        };
        mentioned.push(event.value);
        if let Some(first) = reacts.iter().find(|other| other.event.value == event.value) {
            twice(entry, first.event, declaration, out);
        } else if let Some(decl) = &entry.value {
            reacts.push(Heard { event, decl: Some(decl) });
        }
    }
    let starts = &known.model.sagas[declaration.id].starts;
    let silent = starts.iter().filter(|event| !mentioned.contains(&event.value));
    let mut heard: Vec<Heard<'d>> =
        silent.map(|event| Heard { event: *event, decl: None }).collect();
    heard.append(&mut reacts);
    heard
}

/// The reader of YAML reports the very same key twice; here the event is spelled in two ways.
fn twice(
    entry: &Entry<ReactionDecl>,
    first: Spanned<EventId>,
    declaration: &SagaDeclaration<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let message = format!("the saga reacts to `{}` twice", entry.name.value);
    let finding = Diagnostic::error(rule::DUPLICATE_KEY, entry.name.span, message)
        .related(first.span, "the same event stands here")
        .help("put both reactions into one");
    declaration.home.report(finding, out);
}
