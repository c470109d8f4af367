//! A context has one language; with many aggregates it has usually become several.

use crate::{
    lint::{Levels, OptionKind, Rule, RuleOption, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "context-too-large",
    code: "ES3018",
    summary: "A context with many aggregates.",
    levels: Levels::of("-/s/s"),
    fix: None,
    options: &[RuleOption {
        name: "max_aggregates",
        kind: OptionKind::Number(12),
        doc: "how many aggregates a context may have",
    }],
    page: include_str!("context_too_large.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, context) in on.model.contexts.iter() {
        let count = context.aggregates.len();
        if count > found.number("max_aggregates") {
            let name = on.shown(Subject::Context(id));
            let finding = RULE
                .at(context.name.span, format!("{name} holds {count} aggregates"))
                .label("one language for all of them")
                .help("look for pivotal events and for words with two meanings: borders are there");
            found.add(on.level(Subject::Context(id)), finding);
        }
    }
}
