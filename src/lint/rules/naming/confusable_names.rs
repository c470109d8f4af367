//! Two names that readers take for one.

use std::collections::HashMap;

use crate::{
    lint::{
        Levels, Rule,
        judge::Found,
        on::On,
        words::{doubled, english, script, words_of},
    },
    model::{ContextId, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "confusable-names",
    code: "ES6007",
    summary: "Two elements of a context whose names look the same.",
    levels: Levels::of("W/W/W"),
    fix: None,
    options: &[],
    page: include_str!("confusable_names.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut seen: HashMap<(Option<ContextId>, &str, String), Vec<Subject>> = HashMap::new();
    for (subject, kind) in on.elements() {
        let name = on.name(subject);
        let words = heard(&name.value);
        let key: String = words.iter().map(|word| doubled::squeezed(word)).collect();
        let before = seen.entry((home(on, subject), kind, key)).or_default();
        let alike = before.iter().find(|it| are_alike(&heard(&on.name(**it).value), &words)).copied();
        before.push(subject);
        let Some(first) = alike else { continue };
        let other = on.name(first);
        // What differs in nothing, or in case only, is one name in code, which is an error of the language.
        if other.value.eq_ignore_ascii_case(&name.value) {
            continue;
        }
        let message = format!("{} and {} look the same", on.shown(first), on.shown(subject));
        let finding = RULE
            .at(name.span, message)
            .related(other.span, "the other one")
            .help("if both mean one thing, keep one; else find words that tell them apart");
        found.add(on.level(subject), finding);
    }
}

/// Where a name is read: contexts themselves, people and systems stand beside each other.
fn home(on: &On<'_>, subject: Subject) -> Option<ContextId> {
    match subject {
        Subject::Context(_) | Subject::Actor(_) | Subject::System(_) => None,
        Subject::Aggregate(_)
        | Subject::Command(_)
        | Subject::Event(_)
        | Subject::Policy(_)
        | Subject::Saga(_)
        | Subject::ReadModel(_) => on.context(subject),
    }
}

/// The words of a name as they are remembered: without case, plural, the differences of British spelling, and letters
/// that look alike.
fn heard(name: &str) -> Vec<String> {
    words_of(&script::as_seen(name)).iter().map(|word| english::heard(word)).collect()
}

/// Whether names are taken for one another: they are remembered as one, or differ in slips only.
fn are_alike(one: &[String], other: &[String]) -> bool {
    let mut pairs = one.iter().zip(other);
    one.concat() == other.concat()
        || one.len() == other.len() && pairs.all(|(one, other)| one == other || doubled::is_slip(one, other))
}
