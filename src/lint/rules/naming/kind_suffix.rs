//! The place of an element says what it is; its name need not.

use std::collections::BTreeSet;

use crate::{
    diagnostic::Applicability,
    lint::{Levels, Rule, judge::Found, on::On, words::words_of},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "kind-suffix",
    code: "ES6005",
    summary: "A name that says again what kind of element it names.",
    levels: Levels::of("I/I/I"),
    fix: Some(Applicability::Unsafe),
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
        let Some(said) = words.last().filter(|last| says(last) && !domain.contains(*last)) else {
            continue;
        };
        if words.len() > 1 {
            let message = format!("{} says that it is {kind}", on.shown(subject));
            let mut finding = RULE
                .at(name.span, message)
                .label("so does its place")
                .help("leave the last word out, unless people say it");
            let rest = name.value.len().checked_sub(said.len()).and_then(|end| name.value.get(..end));
            let short = rest.unwrap_or_default().trim_end_matches(['_', '-']);
            if let Some(edits) = on.renamed(subject, short) {
                let title = format!("call it `{short}` wherever it is named");
                finding = finding.fix_all(Applicability::Unsafe, title, edits);
            }
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
