//! A policy that tells another context what to do knows more about it than that context may want.

use std::collections::BTreeSet;

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "cross-context-command",
    code: "ES3006",
    summary: "A policy that gives a command to another context.",
    levels: Levels::of("-/I/W"),
    fix: None,
    options: &[],
    page: include_str!("cross_context_command.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, command) in on.model.commands.iter() {
        let mut told = BTreeSet::new();
        for issuer in on.flow.issuers(id) {
            let (Some(home), Some(other)) = (on.context(issuer.who), command.context) else { continue };
            let is_policy = matches!(issuer.who, Subject::Policy(_));
            if !is_policy || home == other || !told.insert(issuer.span) {
                continue;
            }
            let (home, other) = (Subject::Context(home), Subject::Context(other));
            let (giver, taker) = (on.shown(home), on.shown(other));
            let listen = issuer.on.map_or_else(String::new, |event| {
                format!(", where it can listen to {}", on.shown(Subject::Event(event)))
            });
            let finding = RULE
                .at(issuer.span, format!("{giver} tells {taker} what to do"))
                .label(format!("a command of {taker}"))
                .related(command.name.span, "declared here")
                .help(format!("move {} into {taker}{listen}", on.shown(issuer.who)));
            found.add(on.lowest([home, other]), finding);
        }
    }
}
