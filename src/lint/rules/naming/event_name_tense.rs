//! An event is a fact: its name says what happened, not what should or does happen.

use crate::{
    diagnostic::Applicability,
    lint::{Levels, OptionKind, Rule, RuleOption, judge::Found, on::On, words::english},
    model::{Event, Subject, Writer},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "event-name-tense",
    code: "ES6001",
    summary: "An event whose name does not say that something happened.",
    levels: Levels::of("I/W/W"),
    fix: Some(Applicability::Unsafe),
    options: &[RuleOption {
        name: "accept_words",
        kind: OptionKind::Words,
        doc: "further words for a state that begins with the event",
    }],
    page: include_str!("event_name_tense.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    if !on.is_english() {
        return;
    }
    for (id, event) in on.model.events.iter() {
        let (subject, name) = (Subject::Event(id), &event.name);
        let is_asked = name.value.is_ascii() && is_ours_today(event);
        if !is_asked || english::says_what_happened(&name.value, found.words("accept_words")) {
            continue;
        }
        let mut finding = RULE
            .at(name.span, format!("{} does not say what happened", on.shown(subject)))
            .label("no word of it is past")
            .help("name the fact: the thing, then the verb in the past tense");
        if let Some(fact) = english::as_fact(&name.value) {
            finding = finding.help(format!("name the fact: `{fact}`?"));
            if let Some(edits) = on.renamed(subject, &fact) {
                let title = format!("call it `{fact}` wherever it is named");
                finding = finding.fix_all(Applicability::Unsafe, title, edits);
            }
        }
        found.add(on.level(subject), finding);
    }
}

/// Whether we chose the name, and still write the event.
fn is_ours_today(event: &Event) -> bool {
    !matches!(event.writer, Writer::System(_))
        && event.retired.is_none()
        && event.split_into.is_empty()
        && event.info.deprecated.is_none()
}
