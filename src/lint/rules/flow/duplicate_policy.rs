//! The same sentence twice is done twice.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Applicability, Diagnostic},
    lint::{Levels, Rule, judge::Found, on::On},
    model::{CommandId, ContextId, EventId, Issue, Policy, PolicyId, Source, Subject},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "duplicate-policy",
    code: "ES2018",
    summary: "Two policies that always give the same commands on the same events.",
    levels: Levels::of("-/W/W"),
    fix: Some(Applicability::Unsafe),
    options: &[],
    page: include_str!("duplicate_policy.md"),
    check,
};

/// What a policy says: where, on which events, which commands with which values.
type Sentence<'a> = (ContextId, Vec<EventId>, Vec<(CommandId, Vec<(&'a str, &'a str)>)>);

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut said: BTreeMap<Sentence<'_>, PolicyId> = BTreeMap::new();
    for (id, policy) in on.model.policies.iter() {
        let Some(sentence) = sentence(policy, on) else { continue };
        match said.get(&sentence) {
            Some(first) => report(*first, id, on, found),
            None => drop(said.insert(sentence, id)),
        }
    }
}

/// The sentence of a policy without a condition. What a function says is not known.
fn sentence<'a>(policy: &'a Policy, on: &On<'a>) -> Option<Sentence<'a>> {
    let is_plain = |it: &crate::model::PolicyReaction| it.when.is_none() && it.using.is_none();
    if policy.then.is_empty() || !policy.reactions.iter().all(is_plain) {
        return None;
    }
    let mut events: Vec<EventId> = policy.whenever.iter().map(|event| event.value).collect();
    events.sort_unstable();
    let issues = policy.reactions.first()?.issues.iter();
    let mut commands: Vec<_> = issues.map(|it| (it.command, values(it, on))).collect();
    commands.sort_unstable();
    Some((policy.context, events, commands))
}

/// The values that are written for a command, by name.
fn values<'a>(issue: &'a Issue, on: &On<'a>) -> Vec<(&'a str, &'a str)> {
    let text = |source: &Source| match source {
        Source::Written(expr) => Some(on.text(expr.span)),
        Source::Hook(name) => Some(on.text(name.span)),
        Source::ByName(_) | Source::Default => None,
    };
    let fields = issue.fields.iter();
    let written = fields.filter_map(|it| Some((it.field.as_str(), text(&it.source)?)));
    // A target that is found by name has the place of the command.
    let target = issue.target.as_ref().filter(|target| target.span != issue.span);
    target.map(|target| ("", on.text(target.span))).into_iter().chain(written).collect()
}

fn report(first: PolicyId, second: PolicyId, on: &On<'_>, found: &mut Found<'_>) {
    let (first, second) = (Subject::Policy(first), Subject::Policy(second));
    let name = on.name(second);
    let message = format!("{} says the same as {}", on.shown(second), on.shown(first));
    let finding = RULE
        .at(name.span, message)
        .label("the same commands, on the same events")
        .related(on.name(first).span, "said here already")
        .help("keep one of them, or say with `when` in which cases each applies");
    found.add(on.level(second), with_fix(finding, name.span, on));
}

/// Takes the whole policy away, where nothing else stands on its lines.
fn with_fix(finding: Diagnostic, name: Span, on: &On<'_>) -> Diagnostic {
    let Some(element) = on.outlines.around(name).next() else { return finding };
    let Some(lines) = on.without(element.span) else { return finding };
    finding.fix(Applicability::Unsafe, "remove the policy", lines, "")
}
