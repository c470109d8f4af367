//! A context that steers all others holds all the logic, and all the changes.

use std::collections::BTreeMap;

use crate::{
    lint::{Levels, OptionKind, Rule, RuleOption, judge::Found, on::On},
    model::{ContextId, Subject},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "process-hub",
    code: "ES3028",
    summary: "A context whose sagas command many others.",
    levels: Levels::of("-/s/s"),
    fix: None,
    options: &[RuleOption {
        name: "max_contexts",
        kind: OptionKind::Number(3),
        doc: "how many other contexts the sagas of a context may command",
    }],
    page: include_str!("process_hub.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut steered: BTreeMap<ContextId, BTreeMap<ContextId, Span>> = BTreeMap::new();
    for (id, command) in on.model.commands.iter() {
        let Some(taker) = command.context else { continue };
        for issuer in on.flow.issuers(id).iter().filter(|it| matches!(it.who, Subject::Saga(_))) {
            if let Some(giver) = on.context(issuer.who).filter(|giver| *giver != taker) {
                steered.entry(giver).or_default().entry(taker).or_insert(issuer.span);
            }
        }
    }
    for (giver, takers) in steered {
        if takers.len() <= found.number("max_contexts") {
            continue;
        }
        let context = Subject::Context(giver);
        let mut finding = RULE
            .at(on.name(context).span, format!("{} steers {} contexts", on.shown(context), takers.len()))
            .label("all their logic comes together here")
            .help("let contexts listen to each other where nothing has to be taken back");
        for (taker, span) in &takers {
            let taker = on.shown(Subject::Context(*taker));
            finding = finding.related(*span, format!("a command of {taker}"));
        }
        let all = takers.into_keys().chain([giver]).map(Subject::Context);
        found.add(on.lowest(all), finding);
    }
}
