//! An aggregate is one thing: its name is a noun in the singular.

use crate::{
    case,
    diagnostic::Applicability,
    lint::{
        Levels, Rule,
        judge::Found,
        on::On,
        words::{english, words_of},
    },
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "aggregate-name-form",
    code: "ES6009",
    summary: "An aggregate whose name is not that of one thing.",
    levels: Levels::of("-/I/I"),
    fix: Some(Applicability::Unsafe),
    options: &[],
    page: include_str!("aggregate_name_form.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    if !on.is_english() {
        return;
    }
    for (id, aggregate) in on.model.aggregates.iter() {
        let (subject, name) = (Subject::Aggregate(id), &aggregate.name);
        let words = words_of(&name.value);
        let Some(last) = words.last().filter(|_| name.value.is_ascii()) else { continue };
        let why = if english::is_plural(last) {
            "it is named as many of them are"
        } else if words.len() == 1 && english::is_activity(last) {
            "it is named as what somebody does"
        } else {
            continue;
        };
        let mut finding = RULE
            .at(name.span, format!("{} is not one thing", on.shown(subject)))
            .label(why)
            .help("name one instance of it: a noun in the singular");
        if let Some(single) = one_of(&words)
            && let Some(edits) = on.renamed(subject, &single)
        {
            let title = format!("call it `{single}` wherever it is named");
            finding = finding.fix_all(Applicability::Unsafe, title, edits);
        }
        found.add(on.level(subject), finding);
    }
}

/// The name of one of them.
fn one_of(words: &[String]) -> Option<String> {
    let (last, before) = words.split_last()?;
    let single = english::singular(last)?;
    let words: Vec<&str> = before.iter().map(String::as_str).chain([single.as_str()]).collect();
    Some(case::upper_camel(&words.join("_")).into_owned())
}
