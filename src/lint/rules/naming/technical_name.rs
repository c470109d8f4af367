//! An aggregate is a thing of the business, and the business has a word for it.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On, words::words_of},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "technical-name",
    code: "ES6008",
    summary: "An aggregate that is named by a technical word.",
    levels: Levels::of("-/s/s"),
    fix: None,
    options: &[],
    page: include_str!("technical_name.md"),
    check,
};

/// Words that programmers use where they do not know the one of the business.
const TECHNICAL: &[&str] = &[
    "aggregator", "controller", "data", "dto", "entity", "handler", "helper", "info", "manager",
    "object", "processor", "record", "util", "utils", "wrapper",
];

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, aggregate) in on.model.aggregates.iter() {
        let (subject, name) = (Subject::Aggregate(id), &aggregate.name);
        let words = words_of(&name.value);
        let Some(last) = words.last().filter(|last| TECHNICAL.contains(&last.as_str())) else {
            continue;
        };
        let finding = RULE
            .at(name.span, format!("{} is a word of programmers", on.shown(subject)))
            .label(format!("nobody in the business has a {last}"))
            .help("ask somebody of the domain what they call it");
        found.add(on.level(subject), finding);
    }
}
