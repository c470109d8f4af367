//! Functions written by hand: each name is one function of the generated context, so that it has to be a name of Rust,
//! and everybody who asks for it has to ask for the same.

use std::collections::BTreeMap;

use super::{Work, level::Home, names::Owner};
use crate::{
    case,
    diagnostic::{Diagnostic, rule},
    model::{
        Aggregate, ContextId, Emission, EventId, Filling, Issue, Model, Outcome, Policy, ReadModel,
        Row, Saga, Source, Step, StepKind,
    },
    source::Spanned,
    types::{Place, Type},
};

/// Checks every function that the model names.
pub(super) fn check(work: &mut Work<'_>) {
    let mut hooks = Hooks { model: &work.model, seen: BTreeMap::new(), out: &mut work.out };
    for aggregate in work.model.aggregates.values() {
        hooks.aggregate(aggregate);
    }
    for policy in work.model.policies.values() {
        hooks.policy(policy);
    }
    for saga in work.model.sagas.values() {
        hooks.saga(saga);
    }
    for read_model in work.model.read_models.values() {
        hooks.read_model(read_model);
    }
    for event in work.model.events.values() {
        if let Some(context) = event.context {
            let steps = event.changes.iter().flat_map(|change| &change.steps);
            steps.for_each(|step| hooks.step(context, step));
        }
    }
}

/// What a function is asked for: what it is given, and what it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    given: String,
    result: String,
}

struct Hooks<'m> {
    model: &'m Model,
    seen: BTreeMap<(ContextId, &'m str), (&'m Spanned<String>, Asked)>,
    out: &'m mut Vec<Diagnostic>,
}

impl<'m> Hooks<'m> {
    fn aggregate(&mut self, aggregate: &'m Aggregate) {
        let (model, context) = (self.model, aggregate.context);
        for command in aggregate.commands.iter().map(|id| &model.commands[*id]) {
            let name = &command.name.value;
            let given = format!("a `{name}`");
            let crate::model::Decision::Table(rows) = &command.decision else { continue };
            for Row { outcome, .. } in rows {
                match outcome {
                    Outcome::Using(hook) => {
                        let result = format!("the outcome of `{name}`");
                        self.ask(context, hook, Asked { given: given.clone(), result });
                    }
                    Outcome::Emit(emissions) => {
                        for Emission { event, fields, .. } in emissions {
                            let types = |field: &str| type_in(&model.events[*event].fields, field);
                            self.fillings(context, fields, &given, types);
                        }
                    }
                    Outcome::Reject(_) | Outcome::Ignore(_) => {}
                }
            }
        }
        for event in aggregate.events.iter().map(|id| &model.events[*id]) {
            let given = format!("the state and a `{}`", event.name.value);
            for fold in &event.folds {
                let ty = type_in(&aggregate.state, &fold.field.value);
                self.source(context, &fold.source, &given, ty);
            }
        }
    }

    fn policy(&mut self, policy: &'m Policy) {
        let name = &policy.name.value;
        for reaction in &policy.reactions {
            if let Some(hook) = &reaction.using {
                // One for each event, when there are several.
                let result = format!("the commands of `{name}`");
                self.ask(policy.context, hook, Asked { given: "an event".to_owned(), result });
            }
            let given = self.event(reaction.event);
            reaction.issues.iter().for_each(|issue| self.issue(policy.context, issue, &given));
        }
    }

    fn saga(&mut self, saga: &'m Saga) {
        let context = saga.context;
        let state = format!("the state of `{}`", saga.name.value);
        for reaction in &saga.reactions {
            let given = format!("{state} and {}", self.event(reaction.event));
            for fold in &reaction.folds {
                let ty = type_in(&saga.state, &fold.field.value);
                self.source(context, &fold.source, &given, ty);
            }
            let issues = reaction.issues.iter().chain(&reaction.undo);
            issues.for_each(|issue| self.issue(context, issue, &given));
        }
        let issues = saga.timeouts.iter().flat_map(|timeout| &timeout.issues);
        issues.for_each(|issue| self.issue(context, issue, &state));
    }

    fn read_model(&mut self, read_model: &'m ReadModel) {
        for mapping in &read_model.mappings {
            let given =
                format!("a row of `{}` and {}", read_model.name.value, self.event(mapping.event));
            for writes in mapping.changes.iter().filter_map(|change| change.writes.as_ref()) {
                let types = |field: &str| type_in(&read_model.fields, field);
                self.fillings(read_model.context, writes, &given, types);
            }
        }
    }

    fn issue(&mut self, context: ContextId, issue: &'m Issue, given: &str) {
        let command = &self.model.commands[issue.command];
        self.fillings(context, &issue.fields, given, |field| type_in(&command.fields, field));
    }

    fn step(&mut self, context: ContextId, step: &'m Step) {
        match &step.kind {
            StepKind::Custom { using, .. } => self.check_name(context, using),
            StepKind::Each { steps, .. } => steps.iter().for_each(|step| self.step(context, step)),
            StepKind::Add { .. }
            | StepKind::Drop { .. }
            | StepKind::Rename { .. }
            | StepKind::Widen { .. }
            | StepKind::Fill { .. }
            | StepKind::Map { .. }
            | StepKind::Convert { .. }
            | StepKind::Nest { .. }
            | StepKind::Flatten { .. }
            | StepKind::Join { .. }
            | StepKind::Split { .. }
            | StepKind::Wrap { .. } => {}
        }
    }

    fn fillings<'t>(
        &mut self,
        context: ContextId,
        fillings: &'m [Filling],
        given: &str,
        types: impl Fn(&str) -> Option<&'t Type>,
    ) {
        for filling in fillings {
            self.source(context, &filling.source, given, types(&filling.field));
        }
    }

    fn source(&mut self, context: ContextId, source: &'m Source, given: &str, ty: Option<&Type>) {
        if let (Source::Hook(hook), Some(ty)) = (source, ty) {
            let place = Place::Context(self.model.contexts[context].name.value.clone());
            let result = self.model.types.written(ty, &place);
            self.ask(context, hook, Asked { given: given.to_owned(), result });
        }
    }

    fn event(&self, event: EventId) -> String {
        format!("a `{}`", self.model.events[event].name.value)
    }

    fn ask(&mut self, context: ContextId, hook: &'m Spanned<String>, asked: Asked) {
        self.check_name(context, hook);
        let name = hook.value.as_str();
        let Some((first, other)) = self.seen.get(&(context, name)) else {
            self.seen.insert((context, name), (hook, asked));
            return;
        };
        if *other == asked {
            return;
        }
        let message = format!("`{name}` is asked for two different things");
        let finding = Diagnostic::error(rule::NAME_COLLISION, hook.span, message)
            .label(format!("given {}, gives {}", asked.given, asked.result))
            .related(first.span, format!("given {}, gives {}", other.given, other.result))
            .help("name a function for each");
        self.home(context).report(finding, self.out);
    }

    fn check_name(&mut self, context: ContextId, hook: &Spanned<String>) {
        let name = hook.value.as_str();
        let snake = case::snake(name);
        let starts = snake.starts_with(|first: char| first.is_ascii_alphabetic());
        let belongs_to_rust = KEYWORDS.contains(&snake.as_ref());
        if !snake.is_ascii() || !starts || belongs_to_rust {
            let message = format!("`{name}` cannot name a function in code");
            let help = if belongs_to_rust {
                "choose another name: this word belongs to Rust"
            } else {
                "write words of ASCII letters with `_` between them"
            };
            let finding =
                Diagnostic::error(rule::INVALID_IDENTIFIER, hook.span, message).help(help);
            self.home(context).report(finding, self.out);
        } else if snake != name {
            let message = format!("a function is not called `{name}`");
            let finding = Diagnostic::error(rule::INVALID_IDENTIFIER, hook.span, message)
                .help(format!("write `{snake}`"));
            self.home(context).report(finding, self.out);
        }
    }

    fn home(&self, context: ContextId) -> Home {
        let level = self.model.contexts[context].level;
        Home { owner: Owner::Context(context), context: Some(context), level, draft: false }
    }
}

fn type_in<'t>(fields: &'t [crate::types::Field], name: &str) -> Option<&'t Type> {
    fields.iter().find(|field| field.name.value == name).map(|field| &field.ty)
}

/// Words that Rust keeps to itself.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::super::probe::each_in_post;

    #[test]
    fn a_function_has_one_name_and_one_meaning() {
        each_in_post(&[
            (
                "policies: { Send: { whenever: ParcelPacked, then: SendParcel, with: { urgent: { using: isUrgent } } } }",
                "error[invalid-identifier] `isUrgent`: a function is not called `isUrgent`",
            ),
            (
                "policies: { Send: { whenever: ParcelPacked, then: SendParcel, with: { urgent: { using: match } } } }",
                "error[invalid-identifier] `match`: `match` cannot name a function in code",
            ),
            (
                "policies:
  Send: { whenever: ParcelPacked, then: SendParcel, with: { urgent: { using: is_urgent } } }
  Resend: { whenever: ParcelSent, then: SendParcel, with: { urgent: { using: is_urgent } } }",
                "error[name-collision] `is_urgent`: `is_urgent` is asked for two different things",
            ),
        ]);
    }
}
