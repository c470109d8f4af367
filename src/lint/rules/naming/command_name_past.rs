//! A command is a wish that can be refused: a name in the past tense says that it is too late for that.

use crate::{
    diagnostic::Applicability,
    lint::{Levels, Rule, judge::Found, on::On, words::english},
    model::{Handler, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "command-name-past",
    code: "ES6002",
    summary: "A command whose name reads as a fact.",
    levels: Levels::of("-/W/W"),
    fix: Some(Applicability::Unsafe),
    options: &[],
    page: include_str!("command_name_past.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    if !on.is_english() {
        return;
    }
    for (id, command) in on.model.commands.iter() {
        let (subject, name) = (Subject::Command(id), &command.name);
        let is_ours = !matches!(command.handler, Handler::System(_));
        if !is_ours || !name.value.is_ascii() || !english::reads_as_a_fact(&name.value) {
            continue;
        }
        let mut finding = RULE
            .at(name.span, format!("{} reads as a fact", on.shown(subject)))
            .label("a command can still be refused")
            .help("name the wish: a verb, then what it is about");
        if let Some(wish) = english::as_wish(&name.value) {
            finding = finding.help(format!("name the wish: `{wish}`?"));
            if let Some(edits) = on.renamed(subject, &wish) {
                let title = format!("call it `{wish}` wherever it is named");
                finding = finding.fix_all(Applicability::Unsafe, title, edits);
            }
        }
        found.add(on.level(subject), finding);
    }
}
