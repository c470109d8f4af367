//! What each policy does on each of its events.

#[cfg(test)]
mod tests;

use super::{
    Work,
    declare::{Declaration, Declared},
    expressions::expression,
    issues::{Issuer, Occasion},
    known::Known,
    lists::distinct,
    reading::Promise,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{CommandId, EventId, Issue, PolicyId, PolicyReaction},
    source::Spanned,
    syntax::ast::PolicyDecl,
    types::{Scalar, Type},
};

type PolicyDeclaration<'d> = Declaration<'d, PolicyId, PolicyDecl>;

/// Fills them in.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    for declaration in &declared.policies {
        let (known, out) = work.known();
        let whenever = events_of(declaration, known, out);
        let grammar = "a policy issues commands";
        let issuer = Issuer { known, home: declaration.home, grammar };
        let then = issuer.commands(declaration.decl.then.items(), &declaration.decl.with, out);
        check_hook(declaration, &then, out);
        let reactions = reactions_of(declaration, &whenever, &then, issuer, out);
        let policy = &mut work.model.policies[declaration.id];
        (policy.whenever, policy.then, policy.reactions) = (whenever, then, reactions);
    }
}

fn events_of(
    declaration: &PolicyDeclaration<'_>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Spanned<EventId>> {
    let words = declaration.decl.whenever.items().iter();
    let events = words
        .filter_map(|word| {
            known.event(word, "a policy acts whenever an event happens", declaration.home, out)
        })
        .collect();
    distinct(events, |id| known.model.events[*id].name.value.clone(), declaration.home, out)
}

fn reactions_of(
    declaration: &PolicyDeclaration<'_>,
    whenever: &[Spanned<EventId>],
    commands: &[Spanned<CommandId>],
    issuer: Issuer<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<PolicyReaction> {
    let mut reactions = Vec::new();
    for event in whenever {
        let before = out.len();
        reactions.push(reaction(declaration, *event, commands, issuer, out));
        if whenever.len() > 1 {
            let name = &issuer.known.model.events[event.value].name.value;
            for finding in out.iter_mut().skip(before) {
                finding.related.push(crate::diagnostic::Label {
                    span: event.span,
                    text: format!("on `{name}`, one of the events that start this policy"),
                });
            }
        }
    }
    reactions
}

/// A function that gives the commands fills them itself, and has to know which ones it may give.
fn check_hook(
    declaration: &PolicyDeclaration<'_>,
    commands: &[Spanned<CommandId>],
    out: &mut Vec<Diagnostic>,
) {
    let decl = declaration.decl;
    let Some(using) = decl.using.word() else { return };
    if let Some(key) = decl.with.key {
        let finding =
            Diagnostic::error(rule::WRONG_KIND, key, "`with` and `using` exclude each other")
                .related(using.span, "this function fills the commands")
                .help("remove one of the two");
        declaration.home.report(finding, out);
    }
    if commands.is_empty() && !decl.then.is_written() {
        let message = format!("which commands may `{}` give?", using.value);
        let finding = Diagnostic::error(rule::MISSING_KEY, using.span, message)
            .help("list them under `then:`");
        declaration.home.report_missing(finding, out);
    }
}

fn reaction(
    declaration: &PolicyDeclaration<'_>,
    event: Spanned<EventId>,
    commands: &[Spanned<CommandId>],
    issuer: Issuer<'_>,
    out: &mut Vec<Diagnostic>,
) -> PolicyReaction {
    let (decl, known) = (declaration.decl, issuer.known);
    let home = known.beside_event(declaration.home, event.value);
    let scope = known.event_scope(event.value, home);
    let condition = Type::Scalar(Scalar::Bool);
    let when = match (decl.when.get(), &scope) {
        (Some(text), Some(scope)) => expression(text, scope, Some(&condition), home, out),
        (Some(_), None) | (None, _) => None,
    };
    if let Some(when) = &when {
        Promise::about(event.value, known, home).check(when, out);
    }
    let using = decl.using.word();
    let given = if using.is_some() {
        commands.iter().map(|command| unfilled(*command)).collect()
    } else {
        let occasion = Occasion { event: Some(event.value), scope };
        issuer.issues(commands, &decl.with, &occasion, out)
    };
    PolicyReaction { event: event.value, when, issues: given, using }
}

/// A command that a function gives.
fn unfilled(command: Spanned<CommandId>) -> Issue {
    Issue { command: command.value, span: command.span, target: None, fields: Vec::new() }
}
