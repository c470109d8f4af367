//! A story that runs through many hands, and that nobody follows.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::Label,
    lint::{Levels, OptionKind, Rule, RuleOption, circles::Ways, judge::Found, on::On},
    model::{CommandId, ContextId, EventId, PolicyId, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "long-reaction-chain",
    code: "ES3029",
    summary: "A long row of policies through many contexts, each started by the one before.",
    levels: Levels::of("-/s/s"),
    fix: None,
    options: &[RuleOption {
        name: "max_policies",
        kind: OptionKind::Number(5),
        doc: "policies in a row",
    }],
    page: include_str!("long_reaction_chain.md"),
    check,
};

/// In fewer contexts somebody still knows all of them.
const MANY_CONTEXTS: usize = 4;

/// A policy that answers an event with a command of which another event may come.
#[derive(Debug, Clone, Copy)]
struct Step {
    event: EventId,
    policy: PolicyId,
    command: CommandId,
    next: EventId,
}

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let ways: Ways<EventId, Step> =
        steps(on).into_iter().map(|step| (step.event, step.next, step)).collect();
    // Who goes round in circles is another finding.
    let circles: BTreeSet<EventId> = ways.circles().into_iter().flatten().collect();
    let chain = ways.without(&circles).longest();
    let contexts: BTreeSet<ContextId> =
        chain.iter().map(|step| on.model.policies[step.policy].context).collect();
    let Some(first) = chain.first() else { return };
    if chain.len() <= found.number("max_policies") || contexts.len() < MANY_CONTEXTS {
        return;
    }
    let start = Subject::Event(first.event);
    let message = format!(
        "{} starts {} policies in a row, in {} contexts",
        on.shown(start),
        chain.len(),
        contexts.len()
    );
    let finding = RULE
        .at(on.name(start).span, message)
        .label("nobody knows how far it has come")
        .way(chain.iter().map(|step| said(on, *step)))
        .help("let a saga follow the story, or let contexts react to its beginning instead of to each other");
    let all = chain.iter().flat_map(|it| [Subject::Policy(it.policy), Subject::Event(it.next)]);
    found.add(on.lowest(all.chain([start])), finding);
}

fn steps(on: &On<'_>) -> Vec<Step> {
    let mut outcomes: BTreeMap<CommandId, Vec<EventId>> = BTreeMap::new();
    for event in on.model.events.ids() {
        for emitter in on.flow.emitters(event) {
            outcomes.entry(emitter.command).or_default().push(event);
        }
    }
    let mut steps = Vec::new();
    for event in on.model.events.ids() {
        for given in on.flow.given_on(event) {
            let Subject::Policy(policy) = given.who else { continue };
            let command = given.command;
            let outcomes = outcomes.get(&command).into_iter().flatten();
            steps.extend(outcomes.map(|next| Step { event, policy, command, next: *next }));
        }
    }
    steps
}

fn said(on: &On<'_>, step: Step) -> Label {
    let (command, next) = (Subject::Command(step.command), Subject::Event(step.next));
    let text = format!("gives {}, which leads to {}", on.shown(command), on.shown(next));
    Label { span: on.model.policies[step.policy].name.span, text }
}
