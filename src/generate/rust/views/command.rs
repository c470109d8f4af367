//! A command: what it carries, and what comes of it.

use serde::Serialize;

use super::{World, field};
use crate::{
    expr::{Expr, Root},
    generate::rust::{
        docs,
        expr::{Emitter, Held, Places},
        names, types,
    },
    model::{Aggregate, Command, CommandId, Decision, Emission, EventId, Outcome, Row, Source},
    types::Type,
};

/// A command as templates see it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CommandView {
    pub(super) file: String,
    /// Its module, as code writes it.
    module: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    command_type: String,
    head: String,
    docs: Vec<String>,
    fields: Vec<field::FieldView>,
    defaults: Vec<DefaultView>,
    pub(super) creates: bool,
    /// The states in which it is allowed, joined; empty for all.
    pub(super) from: String,
    /// The names that its module gives.
    exports: String,
    outcome: String,
    /// The variants of an outcome of its own; none when the outcome is one event or every event of the aggregate.
    outcomes: Vec<String>,
    pub(super) is_hook: bool,
    /// `Create` or `Decide`.
    decides: &'static str,
    method: &'static str,
    receiver: &'static str,
    id_name: &'static str,
    command_name: &'static str,
    cx_name: &'static str,
    lines: Vec<String>,
}

/// A function that gives the default of a field.
#[derive(Debug, Clone, Serialize)]
struct DefaultView {
    name: String,
    ty: String,
    value: String,
}

/// The view of one command.
pub(super) fn of(world: &World<'_>, aggregate: &Aggregate, id: CommandId) -> CommandView {
    let command = &world.model.commands[id];
    let name = names::pascal(&command.name.value);
    let context = &world.model.contexts[aggregate.context].name.value;
    let is_hook = matches!(command.decision, Decision::Hook(_) | Decision::Open);
    let events = command.events();
    let own = (events.len() > 1).then(|| format!("{name}Outcome"));
    let outcome = match (&own, events.as_slice()) {
        (Some(own), _) => own.clone(),
        (None, [one]) => event_name(world, *one),
        (None, _) => format!("{}Event", names::pascal(&aggregate.name.value)),
    };
    let decided = Deciding { world, aggregate, command, wraps: own.is_some() }.body();
    let (fields, defaults) = fields(world, command);
    let sees = |root| decided.reads.contains(&root);
    CommandView {
        file: names::file(&command.name.value),
        module: names::snake(&command.name.value),
        head: docs::head("command", &name, &command.info),
        exports: match &own {
            Some(own) => format!("{{{name}, {own}}}"),
            None => name.clone(),
        },
        name,
        command_type: format!("{context}.{}", command.name.value),
        docs: docs::lines(&command.name.value, &command.info),
        fields,
        defaults,
        creates: command.creates,
        from: from(world, aggregate, command),
        outcome,
        outcomes: if own.is_some() {
            events.iter().map(|event| event_name(world, *event)).collect()
        } else {
            Vec::new()
        },
        is_hook,
        decides: if command.creates { "kernel::Create" } else { "kernel::Decide" },
        method: if command.creates { "create" } else { "decide" },
        receiver: if command.creates { "" } else { "&self, " },
        id_name: if sees(Root::Target) { "id" } else { "_" },
        command_name: if sees(Root::Command) { "command" } else { "_" },
        cx_name: if sees(Root::Meta) { "cx" } else { "_" },
        lines: decided.lines,
    }
}

fn event_name(world: &World<'_>, event: EventId) -> String {
    names::pascal(&world.model.events[event].name.value)
}

/// The fields of the struct; one with a default may be left out by whoever gives the command.
fn fields(world: &World<'_>, command: &Command) -> (Vec<field::FieldView>, Vec<DefaultView>) {
    let mut views = field::all(world, &command.fields);
    let mut defaults = Vec::new();
    for (view, field) in views.iter_mut().zip(&command.fields) {
        let Some(default) = &field.default else { continue };
        let name = format!("default_{}", names::file(&field.name.value));
        view.attributes = vec![format!("serde(default = \"{name}\")")];
        defaults.push(DefaultView {
            name,
            ty: view.ty.clone(),
            value: types::literal(&default.literal, &field.ty, &world.plan.types),
        });
    }
    (views, defaults)
}

fn from(world: &World<'_>, aggregate: &Aggregate, command: &Command) -> String {
    let lifecycle = aggregate.lifecycle.as_ref();
    let field = lifecycle.and_then(|lifecycle| {
        aggregate.state.iter().find(|field| field.name.value == lifecycle.field.value)
    });
    let Some(Type::Named(id)) = field.map(|field| field.ty.present()) else { return String::new() };
    let states: Vec<_> = command
        .from
        .iter()
        .map(|state| types::variant(*id, state.value, &world.plan.types))
        .collect();
    states.join(", ")
}

/// The body of a decision.
#[derive(Default)]
struct Decided {
    lines: Vec<String>,
    reads: Vec<Root>,
}

struct Deciding<'d, 'm> {
    world: &'d World<'m>,
    aggregate: &'d Aggregate,
    command: &'d Command,
    /// Whether an event has to be put into an outcome of its own.
    wraps: bool,
}

impl Deciding<'_, '_> {
    fn body(&self) -> Decided {
        let Decision::Table(rows) = &self.command.decision else { return Decided::default() };
        let mut decided = Decided::default();
        let mut total = false;
        for row in rows {
            self.row(row, &mut decided);
            total = row.when.is_none();
        }
        if !total {
            decided.lines.push("Ok(kernel::Few::None)".to_owned());
        }
        decided
    }

    /// A guarded row returns early; the one without a guard is the value of the body.
    fn row(&self, row: &Row, decided: &mut Decided) {
        let result = self.result(row, decided);
        let Some(when) = &row.when else {
            decided.lines.extend(result);
            return;
        };
        decided.note(when);
        let condition = Emitter::new(&self.world.plan.types, places()).read(when);
        decided.lines.push(format!("if {condition} {{"));
        let last = result.len() - 1;
        for (at, line) in result.into_iter().enumerate() {
            decided.lines.push(if at == last { format!("return {line};") } else { line });
        }
        decided.lines.push("}".to_owned());
    }

    fn result(&self, row: &Row, decided: &mut Decided) -> Vec<String> {
        match &row.outcome {
            Outcome::Reject(reason) => {
                vec![format!(
                    "Err({}Rejection::{})",
                    names::pascal(&self.aggregate.name.value),
                    names::pascal(&reason.value)
                )]
            }
            Outcome::Ignore(reason) => {
                vec![format!("// {}", docs::sentence(reason)), "Ok(kernel::Few::None)".to_owned()]
            }
            Outcome::Using(hook) => {
                decided.reads.extend([Root::Target, Root::Command, Root::Meta]);
                let state = if self.command.creates { "" } else { "self, " };
                vec![format!("hooks::{}({state}id, command, cx)", hook.value)]
            }
            Outcome::Emit(emissions) => vec![self.emitted(emissions, decided)],
        }
    }

    fn emitted(&self, emissions: &[Emission], decided: &mut Decided) -> String {
        let exprs: Vec<&Expr> = emissions
            .iter()
            .flat_map(|emission| &emission.fields)
            .filter_map(|filling| filling.source.expr())
            .collect();
        exprs.iter().for_each(|expr| decided.note(expr));
        let mut emitter = Emitter::new(&self.world.plan.types, places());
        let fillings = emissions.iter().flat_map(|emission| &emission.fields);
        if !field::asks_hook(fillings.map(|filling| &filling.source)) {
            emitter.announce(exprs.iter().copied());
        }
        let into = if self.wraps { ".into()" } else { "" };
        let events: Vec<_> = emissions
            .iter()
            .map(|emission| format!("{}{into}", self.event(emission, &mut emitter, decided)))
            .collect();
        match events.as_slice() {
            [one] => format!("Ok(kernel::Few::One({one}))"),
            several => format!("Ok(kernel::Few::from([{}]))", several.join(", ")),
        }
    }

    fn event(
        &self,
        emission: &Emission,
        emitter: &mut Emitter<'_>,
        decided: &mut Decided,
    ) -> String {
        let event = &self.world.model.events[emission.event];
        let mut given = Vec::new();
        for filling in &emission.fields {
            let declared = event.fields.iter().find(|field| field.name.value == filling.field);
            let value = match &filling.source {
                Source::Written(expr) | Source::ByName(expr) => emitter.owned(expr),
                Source::Default => declared
                    .map_or_else(String::new, |field| field::default_value(self.world, field)),
                Source::Hook(hook) => {
                    decided.reads.extend([Root::Command, Root::Meta]);
                    let state = if self.command.creates { "" } else { "self, " };
                    format!("hooks::{}({state}&command, cx)", hook.value)
                }
            };
            given.push((names::snake(&filling.field), value));
        }
        field::struct_expression(&names::pascal(&event.name.value), &given, "")
    }
}

impl Decided {
    fn note(&mut self, expr: &Expr) {
        for root in [Root::Command, Root::Meta, Root::Target] {
            if expr.reads(root) {
                self.reads.push(root);
            }
        }
    }
}

/// Where a decision finds what it may know.
fn places() -> Places {
    Places::default()
        .root(Root::Command, "command", Held::Owned)
        .root(Root::State, "self", Held::Borrowed)
        .root(Root::Target, "id", Held::Reference)
        .root(Root::Meta, "cx", Held::Borrowed)
        .field(Root::Meta, "recorded_at", "cx.now", Held::Borrowed)
}
