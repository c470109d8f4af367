//! A saga: what an instance remembers, and what it does on each event and when time runs out.

use std::fmt::Write;

use serde::Serialize;

use super::{
    World, field,
    issue::{self, Issued},
    policy::{ArmView, FunctionView},
    trigger,
};
use crate::{
    expr::{Expr, ExprKind, Root, Unary},
    generate::rust::{
        docs,
        expr::{Emitter, Held, Places},
        names, types,
    },
    model::{Fold, Reaction, Saga, SagaId, Source, Timeout},
    types::{Literal, Scalar, Type},
};

/// A saga as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct SagaView {
    file: String,
    /// Its module, as code writes it.
    module: String,
    name: String,
    head: String,
    docs: Vec<String>,
    id: String,
    key: String,
    /// What `timed_out` calls the key: nothing when no timeout looks at it.
    timeout_key: &'static str,
    state: Vec<field::FieldView>,
    timeouts: Vec<TimeoutView>,
    stored_types: Vec<String>,
    arms: Vec<ArmView>,
    functions: Vec<FunctionView>,
}

/// A time that can run out.
#[derive(Debug, Serialize)]
struct TimeoutView {
    name: String,
    after: String,
    call: String,
}

/// The view of one saga.
pub(super) fn of(world: &World<'_>, id: SagaId) -> SagaView {
    let saga = &world.model.sagas[id];
    let context = &world.model.contexts[saga.context].name.value;
    let name = &saga.name.value;
    let writing = Writing { world, saga, state: format!("{}State", names::pascal(name)) };
    let wanted: Vec<_> = saga.reactions.iter().map(|reaction| reaction.event).collect();
    let mut functions: Vec<_> =
        saga.reactions.iter().map(|reaction| writing.reaction(reaction)).collect();
    let mut stored_types = Vec::new();
    let mut arms = Vec::new();
    for arrival in trigger::arrivals(world, saga.context, &wanted) {
        stored_types.extend(arrival.pattern.split(" | ").map(str::to_owned));
        let mut lines = vec![arrival.binding];
        let last = arrival.events.len().saturating_sub(1);
        for (at, (event, bound)) in arrival.events.iter().enumerate() {
            let number = wanted.iter().position(|known| known == event).unwrap_or_default();
            let calls = writing.call(&saga.reactions[number], bound, functions[number].sees);
            let (call, before) = calls
                .split_last()
                .map(|(last, before)| (last.clone(), before.to_vec()))
                .unwrap_or_default();
            lines.extend(before);
            lines.push(if at == last { call } else { format!("{call}?;") });
        }
        arms.push(ArmView { pattern: arrival.pattern, lines });
    }
    let timeouts: Vec<_> =
        saga.timeouts.iter().map(|timeout| writing.timeout(timeout, &mut functions)).collect();
    SagaView {
        file: names::file(name),
        module: names::snake(name),
        name: names::pascal(name),
        head: docs::head("saga", &names::pascal(name), &saga.info),
        docs: docs::lines(name, &saga.info),
        id: format!("{}.{}", names::file(context), names::file(name)),
        key: writing.key_type(),
        timeout_key: if timeouts.iter().any(|timeout: &TimeoutView| timeout.call.contains("(key")) {
            "key"
        } else {
            "_"
        },
        state: field::all(world, &saga.state),
        timeouts,
        stored_types,
        arms,
        functions: functions.into_iter().map(|function| function.view).collect(),
    }
}

/// What a function has to be given beside the state.
#[derive(Debug, Clone, Copy, Default)]
struct Sees {
    key: bool,
    event: bool,
    meta: bool,
}

struct Function {
    view: FunctionView,
    sees: Sees,
}

struct Writing<'w, 'm> {
    world: &'w World<'m>,
    saga: &'w Saga,
    state: String,
}

impl Writing<'_, '_> {
    fn key_type(&self) -> String {
        self.saga.keyed_by.as_ref().map_or_else(
            || "String".to_owned(),
            |key| types::rust_type(&key.ty, &self.world.plan.types),
        )
    }

    fn key_is_text(&self) -> bool {
        self.saga.keyed_by.as_ref().is_none_or(|key| key.ty == Type::Scalar(Scalar::Text))
    }

    /// Where a reaction finds what it may know.
    fn places(&self) -> Places {
        let key = if self.key_is_text() { Held::Text } else { Held::Reference };
        Places::default()
            .root(Root::Event, "event", Held::Owned)
            .root(Root::State, "state", Held::Borrowed)
            .root(Root::Key, "key", key)
            .root(Root::Target, "id", Held::Owned)
            .root(Root::Meta, "meta", Held::Borrowed)
            .field(Root::Meta, "actor", "meta.actor", Held::Text)
    }

    fn starts(&self, reaction: &Reaction) -> bool {
        self.saga.starts.iter().any(|event| event.value == reaction.event)
    }

    fn name_of(&self, reaction: &Reaction) -> String {
        format!("on_{}", names::file(&self.world.model.events[reaction.event].name.value))
    }

    /// The lines of an arm that take an event to its instance.
    fn call(&self, reaction: &Reaction, event: &str, sees: Sees) -> Vec<String> {
        let mut lines = Vec::new();
        let Some(key) = &reaction.key else { return lines };
        let places = Places::default()
            .root(Root::Event, event, Held::Borrowed)
            .root(Root::Target, "id", Held::Owned)
            .root(Root::Meta, "stored.meta", Held::Borrowed);
        if matches!(key.kind, ExprKind::Root(Root::Target)) {
            lines.push(format!("let key: {} = stored.meta.id()?;", self.key_type()));
        } else {
            lines.push(format!(
                "let key = {};",
                Emitter::new(&self.world.plan.types, places.clone()).owned(key)
            ));
        }
        let mut arguments = Vec::new();
        if sees.key {
            arguments.push("&key".to_owned());
        }
        let starts = self.starts(reaction);
        if !starts {
            arguments.push("state".to_owned());
        }
        arguments.push(event.to_owned());
        if sees.meta {
            arguments.push("&stored.meta".to_owned());
        }
        let call = format!("{}({})", self.name_of(reaction), arguments.join(", "));
        if !starts {
            lines.push(format!("instances.resume(key.to_string(), |state| {call})"));
            return lines;
        }
        let start = format!("instances.start(key.to_string(), || {call})");
        match &reaction.when {
            None => lines.push(start),
            Some(when) => {
                let condition = Emitter::new(&self.world.plan.types, places).read(when);
                lines.push(format!("if {condition} {{ {start} }} else {{ Ok(()) }}"));
            }
        }
        lines
    }

    fn reaction(&self, reaction: &Reaction) -> Function {
        let starts = self.starts(reaction);
        let seen = trigger::Seen::new(self.world, self.saga.context, reaction.event);
        let guard = reaction.when.as_ref().filter(|_| !starts);
        let folds = reaction.folds.iter().filter_map(|fold| fold.source.expr());
        let issues = issue::expressions(reaction.issues.iter().chain(&reaction.undo));
        let all: Vec<_> = folds.clone().chain(issues.iter().copied()).chain(guard).collect();
        let mut emitter = Emitter::new(&self.world.plan.types, self.places());
        let remembers = field::asks_hook(reaction.folds.iter().map(|fold| &fold.source));
        if !remembers && !issue::asks_hook(reaction.issues.iter().chain(&reaction.undo)) {
            emitter.announce(all.iter().copied());
        }
        let sees_id = issue::reads(&all, Root::Target);
        let mut lines = Vec::new();
        if sees_id && let Some(id) = seen.stream_id() {
            lines.push(format!("let id: {id} = meta.id()?;"));
        }
        if let Some(guard) = guard {
            lines.push(format!("if {} {{", emitter.read(&negated(guard))));
            lines.extend(["return Ok(kernel::Step::to(state));".to_owned(), "}".to_owned()]);
        }
        let hooks = self.remember(reaction, starts, &mut emitter, &mut lines);
        let issued = issue::issued(
            self.world,
            self.saga.context,
            reaction.issues.iter().chain(&reaction.undo),
            &mut emitter,
            "&state, &event",
        );
        let sees = Sees {
            key: issue::reads(&all, Root::Key),
            event: hooks || issued.hooks || issue::reads(&all, Root::Event),
            meta: sees_id || issue::reads(&all, Root::Meta),
        };
        lines.extend(step(&issued, reaction.undo.is_some(), reaction.compensates, reaction.ends));
        let state = if self.forgets(reaction) { "_" } else { "state" };
        let mut parameters = self.parameters(sees.key, (!starts).then_some(state));
        parameters.push(format!("{}: {}", if sees.event { "event" } else { "_" }, seen.ty()));
        if sees.meta {
            parameters.push("meta: &kernel::Meta<'_>".to_owned());
        }
        let signature =
            format!("fn {}({}) -> Reaction", self.name_of(reaction), parameters.join(", "));
        Function { view: FunctionView { signature, lines }, sees }
    }

    /// The memory after the event. Says whether a function written by hand looked at the event.
    fn remember(
        &self,
        reaction: &Reaction,
        starts: bool,
        emitter: &mut Emitter<'_>,
        lines: &mut Vec<String>,
    ) -> bool {
        let mut given = Vec::new();
        let mut hooks = false;
        for known in &self.saga.state {
            let name = names::snake(&known.name.value);
            let fold: Option<&Fold> =
                reaction.folds.iter().find(|fold| fold.field.value == known.name.value);
            let value = match fold.map(|fold| &fold.source) {
                Some(Source::Written(expr) | Source::ByName(expr)) => emitter.owned(expr),
                Some(Source::Hook(hook)) => {
                    hooks = true;
                    format!("hooks::{}({}&event)", hook.value, if starts { "" } else { "&state, " })
                }
                Some(Source::Default) => field::default_value(self.world, known),
                None if starts => field::default_value(self.world, known),
                None => continue,
            };
            given.push((name, value));
        }
        if starts || !given.is_empty() {
            let rest = if starts || given.len() == self.saga.state.len() { "" } else { "..state" };
            lines.push(format!(
                "let state = {};",
                field::struct_expression(&self.state, &given, rest)
            ));
        }
        hooks
    }

    fn timeout(&self, timeout: &Timeout, functions: &mut Vec<Function>) -> TimeoutView {
        let all = issue::expressions(&timeout.issues);
        let mut emitter = Emitter::new(&self.world.plan.types, self.places());
        if !issue::asks_hook(&timeout.issues) {
            emitter.announce(all.iter().copied());
        }
        let issued =
            issue::issued(self.world, self.saga.context, &timeout.issues, &mut emitter, "&state");
        let sees_key = issue::reads(&all, Root::Key);
        let name = format!("on_{}", names::file(&timeout.name.value));
        let signature = format!(
            "fn {name}({}) -> Reaction",
            self.parameters(sees_key, Some("state")).join(", ")
        );
        let lines = step(&issued, false, timeout.compensates, timeout.ends);
        functions.push(Function { view: FunctionView { signature, lines }, sees: Sees::default() });
        let after = Literal::Duration(timeout.after.value);
        TimeoutView {
            name: timeout.name.value.clone(),
            after: types::literal(&after, &Type::Scalar(Scalar::Duration), &self.world.plan.types),
            call: format!("{name}({})", if sees_key { "key, state" } else { "state" }),
        }
    }

    /// Whether the event makes the whole memory anew, without a look at the old one.
    fn forgets(&self, reaction: &Reaction) -> bool {
        let known = &self.saga.state;
        let looks = |fold: &Fold| match &fold.source {
            Source::Written(expr) | Source::ByName(expr) => issue::reads(&[expr], Root::State),
            Source::Hook(_) => true,
            Source::Default => false,
        };
        !known.is_empty()
            && reaction.when.is_none()
            && reaction.folds.len() == known.len()
            && !reaction.folds.iter().any(looks)
    }

    fn parameters(&self, sees_key: bool, state: Option<&str>) -> Vec<String> {
        let ty = if self.key_is_text() { "str".to_owned() } else { self.key_type() };
        let key = sees_key.then(|| format!("key: &{ty}"));
        key.into_iter().chain(state.map(|name| format!("{name}: {}", self.state))).collect()
    }
}

/// What holds exactly when the condition does not.
fn negated(condition: &Expr) -> Expr {
    let kind = ExprKind::Unary(Unary::Not, Box::new(condition.clone()));
    Expr { kind, ..condition.clone() }
}

/// Makes the commands and says how the instance goes on. The command that undoes, if there is one, is the last.
fn step(issued: &Issued, undoes: bool, compensates: bool, ends: bool) -> Vec<String> {
    let mut chain = String::from("kernel::Step::to(state)");
    if compensates {
        chain.push_str(".compensate()");
    }
    let forward = issued.variables.len() - usize::from(undoes);
    for (at, variable) in issued.variables.iter().enumerate() {
        let method = if at < forward { "issue" } else { "undo_with" };
        // Writing to a String cannot fail.
        let _ = write!(chain, ".{method}({variable})");
    }
    if ends {
        chain.push_str(".end()");
    }
    issued.lines.iter().cloned().chain([format!("Ok({chain})")]).collect()
}
