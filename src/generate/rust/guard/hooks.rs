//! Functions that the model names with `using:`, once old versions of events are known too: their names are Rust as
//! they stand, and each is one function.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, rule},
    generate::rust::{
        names,
        views::{World, hooks},
    },
    model::{
        ContextId, Decision, Event, Issue, Outcome, Policy, ReadModel, Saga, Source, SplitSource,
        Step, StepKind,
    },
    source::{Span, Spanned},
};

/// Checks the functions of one context.
pub(super) fn check(world: &World<'_>, context: ContextId, out: &mut Vec<Diagnostic>) {
    let named = named(world, context);
    let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for name in &named {
        places.entry(&name.value).or_default().push(name.span);
    }
    for (name, spans) in &places {
        if !is_function(name) {
            let at = spans.first().copied().unwrap_or_default();
            out.push(no_function(name, at));
        }
    }
    let mut shapes: BTreeMap<String, String> = BTreeMap::new();
    for hook in hooks::uses(world, context) {
        let shape = hook.shape();
        let first = shapes.entry(hook.name.clone()).or_insert_with(|| shape.clone());
        if *first != shape {
            let spans = places.get(hook.name.as_str()).map(Vec::as_slice).unwrap_or_default();
            out.push(mismatch(&hook.name, first, &shape, spans));
        }
    }
}

/// Whether a name can stand behind `fn` without a change.
fn is_function(name: &str) -> bool {
    names::is_usable(name) && names::snake(name) == name
}

fn no_function(name: &str, at: Span) -> Diagnostic {
    let message = format!("`{name}` cannot name a function in code");
    let better = names::file(name);
    let finding = Diagnostic::error(rule::INVALID_IDENTIFIER, at, message);
    if is_function(&better) {
        finding.help(format!("write `{better}`"))
    } else {
        finding.help("write lower-case letters, digits and `_`, and no word of Rust")
    }
}

fn mismatch(name: &str, first: &str, second: &str, spans: &[Span]) -> Diagnostic {
    let message = format!("`{name}` would have to be two functions");
    let mut finding =
        Diagnostic::error(rule::NAME_COLLISION, spans.last().copied().unwrap_or_default(), message)
            .note(format!("once it is `fn {name}{first}`"))
            .note(format!("once it is `fn {name}{second}`"))
            .help("name two functions, which may call a third");
    for span in spans.iter().rev().skip(1) {
        finding = finding.related(*span, "named here too");
    }
    finding
}

/// Every place of a context that names a function, in the order in which the model is read.
fn named(world: &World<'_>, context: ContextId) -> Vec<Spanned<String>> {
    let model = world.model;
    let own = &model.contexts[context];
    let mut found = Vec::new();
    for command in model.commands_of(context).into_iter().map(|id| &model.commands[id]) {
        let Decision::Table(rows) = &command.decision else { continue };
        for row in rows {
            if let Outcome::Using(name) = &row.outcome {
                found.push(name.clone());
            }
            let fillings = row.emissions().iter().flat_map(|emission| &emission.fields);
            found.extend(fillings.filter_map(|filling| of_source(&filling.source)));
        }
    }
    for event in model.events_of(context).into_iter().map(|id| &model.events[id]) {
        of_event(event, &mut found);
    }
    own.policies.iter().for_each(|id| of_policy(&model.policies[*id], &mut found));
    own.sagas.iter().for_each(|id| of_saga(&model.sagas[*id], &mut found));
    own.read_models.iter().for_each(|id| of_read_model(&model.read_models[*id], &mut found));
    found
}

fn of_source(source: &Source) -> Option<Spanned<String>> {
    match source {
        Source::Hook(name) => Some(name.clone()),
        Source::Written(_) | Source::ByName(_) | Source::Default => None,
    }
}

fn of_event(event: &Event, found: &mut Vec<Spanned<String>>) {
    found.extend(event.folds.iter().filter_map(|fold| of_source(&fold.source)));
    event.changes.iter().for_each(|change| of_steps(&change.steps, found));
    for field in event.split_into.iter().flat_map(|split| &split.fields) {
        if let SplitSource::Using { using, .. } = &field.source {
            found.push(using.clone());
        }
    }
}

fn of_steps(steps: &[Step], found: &mut Vec<Spanned<String>>) {
    for step in steps {
        if let StepKind::Custom { using, .. } = &step.kind {
            found.push(using.clone());
        }
        if let StepKind::Each { steps, .. } = &step.kind {
            of_steps(steps, found);
        }
    }
}

fn of_policy(policy: &Policy, found: &mut Vec<Spanned<String>>) {
    for reaction in &policy.reactions {
        found.extend(reaction.using.clone());
        of_issues(&reaction.issues, found);
    }
}

fn of_saga(saga: &Saga, found: &mut Vec<Spanned<String>>) {
    for reaction in &saga.reactions {
        found.extend(reaction.folds.iter().filter_map(|fold| of_source(&fold.source)));
        of_issues(&reaction.issues, found);
        of_issues(reaction.undo.as_slice(), found);
    }
    saga.timeouts.iter().for_each(|timeout| of_issues(&timeout.issues, found));
}

fn of_issues(issues: &[Issue], found: &mut Vec<Spanned<String>>) {
    let fillings = issues.iter().flat_map(|issue| &issue.fields);
    found.extend(fillings.filter_map(|filling| of_source(&filling.source)));
}

fn of_read_model(view: &ReadModel, found: &mut Vec<Spanned<String>>) {
    let writes = view.mappings.iter().flat_map(|mapping| &mapping.changes);
    let fillings = writes.filter_map(|change| change.writes.as_ref()).flatten();
    found.extend(fillings.filter_map(|filling| of_source(&filling.source)));
}
