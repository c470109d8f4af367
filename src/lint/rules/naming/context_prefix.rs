//! A name is read inside its context, which has been said by then.

use crate::{
    diagnostic::Applicability,
    lint::{Levels, Rule, judge::Found, on::On, words::words_of},
    case,
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "context-prefix",
    code: "ES6006",
    summary: "A name that begins with the name of its context.",
    levels: Levels::of("-/s/s"),
    fix: Some(Applicability::Unsafe),
    options: &[],
    page: include_str!("context_prefix.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (subject, _) in on.elements() {
        let Some(context) = on.context(subject).filter(|_| is_long(subject)) else { continue };
        let name = on.name(subject);
        let (words, of_context) = (words_of(&name.value), words_of(&on.model.contexts[context].name.value));
        // What is left still has to be a name: a thing and a verb.
        let Some(rest) = words.strip_prefix(of_context.as_slice()).filter(|rest| rest.len() > 1)
        else {
            continue;
        };
        let short = case::upper_camel(&rest.join("_")).into_owned();
        let owner = on.shown(Subject::Context(context));
        let mut finding = RULE
            .at(name.span, format!("{} says again that it is of {owner}", on.shown(subject)))
            .help(format!("`{short}` says the same here; elsewhere it is read with its context"));
        if let Some(edits) = on.renamed(subject, &short) {
            let title = format!("call it `{short}` wherever it is named");
            finding = finding.fix_all(Applicability::Unsafe, title, edits);
        }
        found.add(on.level(subject), finding);
    }
}

/// Whether names of this kind stand for themselves; a context may well be called like the aggregate that it is about.
fn is_long(subject: Subject) -> bool {
    match subject {
        Subject::Command(_) | Subject::Event(_) | Subject::Policy(_) | Subject::ReadModel(_) => true,
        Subject::Context(_)
        | Subject::Aggregate(_)
        | Subject::Saga(_)
        | Subject::Actor(_)
        | Subject::System(_) => false,
    }
}
