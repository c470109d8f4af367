//! What comes of each command: who gives it, when it is allowed, which events with which values.

mod decision;

use super::{
    Work,
    declare::{Declaration, Declared},
    known::Known,
    lists::distinct,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{ActorId, AggregateId, CommandId, Decision, EventId, Handler, Writer},
    source::{Span, Spanned},
    syntax::ast::CommandDecl,
};

/// Fills in decisions, actors and allowed states. An event that nobody owns yet becomes the property of the first
/// aggregate that emits it.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    for declaration in &declared.commands {
        let (known, out) = work.known();
        let handler = known.model.commands[declaration.id].handler;
        let by = actors_of(declaration, known, out);
        let from = allowed_states(declaration, handler, known, out);
        check_target(declaration, handler, known, out);
        let decision = match handler {
            Handler::System(_) => decision::outside(declaration, known, out),
            Handler::Aggregate(_) | Handler::Nobody => decision::inside(declaration, known, out),
        };
        let command = &mut work.model.commands[declaration.id];
        (command.by, command.from, command.decision) = (by, from, decision);
        if let Handler::Aggregate(aggregate) = handler {
            for event in command.events() {
                adopt(event, aggregate, work);
            }
        }
    }
}

fn actors_of(
    declaration: &Declaration<'_, CommandId, CommandDecl>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Spanned<ActorId>> {
    const GRAMMAR: &str = "actors give commands";
    let words = declaration.decl.by.items().iter();
    let actors =
        words.filter_map(|word| known.actor(word, GRAMMAR, declaration.home, out)).collect();
    distinct(actors, |id| known.model.actors[*id].name.value.clone(), declaration.home, out)
}

/// The states of `from` as places in the enumeration of the lifecycle.
fn allowed_states(
    declaration: &Declaration<'_, CommandId, CommandDecl>,
    handler: Handler,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Spanned<usize>> {
    let (decl, home) = (declaration.decl, declaration.home);
    let words = decl.from.items();
    let Some(first) = words.first() else { return Vec::new() };
    let aggregate = match handler {
        Handler::Aggregate(aggregate) => aggregate,
        // What stands at a system is reported with its decision.
        Handler::System(_) => return Vec::new(),
        Handler::Nobody => {
            let message =
                "`from` names states of an aggregate, and no aggregate handles this command yet";
            let finding = Diagnostic::error(rule::UNKNOWN_STATE, first.span, message)
                .help("move the command under its aggregate");
            home.report(finding, out);
            return Vec::new();
        }
    };
    if decl.creates.is_true() {
        let message = "a command that creates starts from no state";
        let finding = Diagnostic::error(rule::UNKNOWN_STATE, first.span, message)
            .related(decl.creates.span, "it creates")
            .help("remove `from:`");
        home.report(finding, out);
        return Vec::new();
    }
    let states =
        words.iter().filter_map(|word| known.state_of(word, aggregate, home, out)).collect();
    let name = |place: &usize| known.state_name(aggregate, *place);
    distinct(states, name, home, out)
}

/// The target travels beside the fields, under the name of the aggregate.
fn check_target(
    declaration: &Declaration<'_, CommandId, CommandDecl>,
    handler: Handler,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let Handler::Aggregate(aggregate) = handler else { return };
    let target = known.target_name(aggregate);
    let repeated =
        declaration.decl.fields.entries().iter().find(|entry| entry.name.value == target);
    if let Some(entry) = repeated {
        let name = &known.model.commands[declaration.id].name.value;
        let message =
            format!("`{target}` is the instance that `{name}` addresses, not one of its fields");
        let finding = Diagnostic::error(rule::RESERVED_FIELD, entry.name.span, message)
            .label("travels beside the fields")
            .help(format!("remove it: `{target}` can be given and read without being declared"));
        declaration.home.report(finding, out);
    }
}

fn adopt(event: EventId, aggregate: AggregateId, work: &mut Work<'_>) {
    if work.model.events[event].writer == Writer::Nobody {
        work.model.events[event].writer = Writer::Aggregate(aggregate);
        work.model.aggregates[aggregate].events.push(event);
        if let Some(context) = work.model.events[event].context {
            work.model.contexts[context].events.retain(|other| *other != event);
        }
    }
}

/// The decision that stands when the model says nothing usable.
fn hook(events: Vec<Spanned<EventId>>) -> Decision {
    if events.is_empty() { Decision::Open } else { Decision::Hook(events) }
}

/// Where a part of a declaration is written that the place of the command does not allow.
fn written(at: &[(&'static str, Option<Span>)]) -> Option<(&'static str, Span)> {
    at.iter().find_map(|(name, span)| span.map(|span| (*name, span)))
}
