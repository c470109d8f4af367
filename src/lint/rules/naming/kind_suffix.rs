//! The place of an element says what it is; its name need not.

use std::collections::BTreeSet;

use crate::{
    lint::{Levels, Rule, judge::Found, on::On, words::words_of},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "kind-suffix",
    code: "ES6005",
    summary: "A name that says again what kind of element it names.",
    levels: Levels::of("I/I/I"),
    fix: None,
    options: &[],
    page: include_str!("kind_suffix.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let domain = words_of_the_domain(on);
    for (subject, kind) in on.elements() {
        let name = on.name(subject);
        let words = words_of(&name.value);
        let says = |last: &String| suffixes(subject).contains(&last.as_str());
        let said = words.last().is_some_and(|last| says(last) && !domain.contains(last));
        if said && words.len() > 1 {
            let message = format!("{} says that it is {kind}", on.shown(subject));
            let finding = RULE
                .at(name.span, message)
                .label("so does its place")
                .help("leave the last word out, unless people say it");
            found.add(on.level(subject), finding);
        }
    }
}

/// What things of the business are called: where insurance policies are sold, `RenewPolicy` is about one of them.
fn words_of_the_domain(on: &On<'_>) -> BTreeSet<String> {
    let things = on.model.aggregates.iter().filter_map(|(id, aggregate)| {
        let word = words_of(&aggregate.name.value).pop()?;
        (!suffixes(Subject::Aggregate(id)).contains(&word.as_str())).then_some(word)
    });
    let terms = on.model.glossary.iter().filter_map(|term| words_of(&term.word.value).pop());
    things.chain(terms).collect()
}

fn suffixes(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Aggregate(_) => &["aggregate"],
        Subject::Command(_) => &["command", "cmd"],
        Subject::Event(_) => &["event", "evt"],
        Subject::Policy(_) => &["policy"],
        Subject::Saga(_) => &["saga"],
        Subject::Context(_) => &["context"],
        Subject::ReadModel(_) | Subject::Actor(_) | Subject::System(_) => &[],
    }
}
