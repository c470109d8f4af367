//! What others rely on needs a sentence: they do not sit in the room in which its name is clear.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Audience, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "missing-description",
    code: "ES8001",
    summary: "A context, an external system or a public event that nobody describes.",
    levels: Levels::of("s/s/s"),
    fix: None,
    options: &[],
    page: include_str!("missing_description.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (subject, kind) in on.elements().filter(|(subject, _)| is_relied_on(on, *subject)) {
        if on.info(subject).description.is_none() {
            let finding = RULE
                .at(on.name(subject).span, format!("what is {}?", on.shown(subject)))
                .label(format!("others rely on {kind}"))
                .help("say it in `description:`, in a sentence");
            found.add(on.level(subject), finding);
        }
    }
}

fn is_relied_on(on: &On<'_>, subject: Subject) -> bool {
    match subject {
        Subject::Context(_) | Subject::System(_) => true,
        Subject::Event(id) => on.model.events[id].audience == Audience::Public,
        Subject::Aggregate(_)
        | Subject::Command(_)
        | Subject::Policy(_)
        | Subject::Saga(_)
        | Subject::ReadModel(_)
        | Subject::Actor(_) => false,
    }
}
