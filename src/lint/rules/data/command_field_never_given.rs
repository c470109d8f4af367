//! A field that may be absent hides that nobody ever fills it: the model is complete, and the value never comes.

use std::collections::BTreeSet;

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{CommandId, Issue, Model, Subject},
    types::{Field, Type},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "command-field-never-given",
    code: "ES4023",
    summary: "A field of a command that all who give it leave out.",
    levels: Levels::of("-/-/W"),
    fix: None,
    options: &[],
    page: include_str!("command_field_never_given.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let (issued, given) = given(on.model);
    for (id, command) in on.model.commands.iter() {
        // People give what they like, and what nobody gives at all is another finding.
        if !command.by.is_empty() || !issued.contains(&id) {
            continue;
        }
        let is_given = |field: &Field| given.contains(&(id, field.name.value.as_str()));
        // One that has to be given is an error where it is left out.
        let may_be_absent =
            |field: &Field| matches!(field.ty, Type::Optional(_)) || field.default.is_some();
        for field in command.fields.iter().filter(|it| may_be_absent(it) && !is_given(it)) {
            let message = format!(
                "nobody gives `{}` of {} a value",
                field.name.value,
                on.shown(Subject::Command(id))
            );
            let finding = RULE
                .at(field.name.span, message)
                .label("left out by everyone who gives the command")
                .help("give it in `with`, or take the field away");
            found.add(on.level(Subject::Command(id)), finding);
        }
    }
}

/// The commands that policies and sagas give, and the fields that they give a value to.
fn given(model: &Model) -> (BTreeSet<CommandId>, BTreeSet<(CommandId, &str)>) {
    let mut issued = BTreeSet::new();
    let mut given = BTreeSet::new();
    let mut by_hand = BTreeSet::new();
    for reaction in model.policies.values().flat_map(|policy| &policy.reactions) {
        if reaction.using.is_some() {
            by_hand.extend(reaction.issues.iter().map(|issue| issue.command));
        }
        reaction.issues.iter().for_each(|issue| take(issue, &mut issued, &mut given));
    }
    for saga in model.sagas.values() {
        let reactions = saga.reactions.iter().flat_map(|it| it.issues.iter().chain(&it.undo));
        let timeouts = saga.timeouts.iter().flat_map(|timeout| &timeout.issues);
        reactions.chain(timeouts).for_each(|issue| take(issue, &mut issued, &mut given));
    }
    // What a function of the user gives is not known.
    issued.retain(|command| !by_hand.contains(command));
    (issued, given)
}

fn take<'m>(
    issue: &'m Issue,
    issued: &mut BTreeSet<CommandId>,
    given: &mut BTreeSet<(CommandId, &'m str)>,
) {
    issued.insert(issue.command);
    let filled = issue.fields.iter().filter(|filling| !filling.source.is_default());
    given.extend(filled.map(|filling| (issue.command, filling.field.as_str())));
}
