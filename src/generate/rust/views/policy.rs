//! A policy: whenever an event happens, it gives commands.

use serde::Serialize;

use super::{World, issue, trigger};
use crate::{
    expr::Root,
    generate::rust::{
        docs,
        expr::{Emitter, Held, Places},
        names,
    },
    model::{EventId, Policy, PolicyId, PolicyReaction},
};

/// A policy as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct PolicyView {
    file: String,
    /// Its module, as code writes it.
    module: String,
    name: String,
    head: String,
    docs: Vec<String>,
    id: String,
    stored_types: Vec<String>,
    arms: Vec<ArmView>,
    functions: Vec<FunctionView>,
}

/// An arm of a match on the stored type.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ArmView {
    pub(super) pattern: String,
    pub(super) lines: Vec<String>,
}

/// A function that reacts to one event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FunctionView {
    pub(super) signature: String,
    pub(super) lines: Vec<String>,
}

/// The view of one policy.
pub(super) fn of(world: &World<'_>, id: PolicyId) -> PolicyView {
    let policy = &world.model.policies[id];
    let context = &world.model.contexts[policy.context].name.value;
    let name = &policy.name.value;
    let wanted: Vec<_> = policy.reactions.iter().map(|reaction| reaction.event).collect();
    let written: Vec<_> =
        policy.reactions.iter().map(|reaction| function(world, policy, reaction)).collect();
    let mut stored_types = Vec::new();
    let mut arms = Vec::new();
    for arrival in trigger::arrivals(world, policy.context, &wanted) {
        stored_types.extend(arrival.pattern.split(" | ").map(str::to_owned));
        let calls: Vec<_> = arrival
            .events
            .iter()
            .map(|(event, bound)| {
                let at = wanted.iter().position(|known| known == event).unwrap_or_default();
                written[at].call(bound)
            })
            .collect();
        arms.push(ArmView { lines: gathered(&arrival.binding, &calls), pattern: arrival.pattern });
    }
    PolicyView {
        file: names::file(name),
        module: names::snake(name),
        name: names::pascal(name),
        head: docs::head("policy", &names::pascal(name), &policy.info),
        docs: docs::lines(name, &policy.info),
        id: format!("{}.{}", names::file(context), names::file(name)),
        stored_types,
        arms,
        functions: written.into_iter().map(|written| written.view).collect(),
    }
}

/// The body of an arm: one call is its value, several are put together.
fn gathered(binding: &str, calls: &[String]) -> Vec<String> {
    let mut lines = vec![binding.to_owned()];
    match calls {
        [one] => lines.push(one.clone()),
        several => {
            lines.push("let mut commands = Vec::new();".to_owned());
            lines.extend(several.iter().map(|call| format!("commands.extend({call}?);")));
            lines.push("Ok(commands)".to_owned());
        }
    }
    lines
}

struct Written {
    view: FunctionView,
    name: String,
    sees_meta: bool,
}

impl Written {
    fn call(&self, event: &str) -> String {
        let meta = if self.sees_meta { ", &stored.meta" } else { "" };
        format!("{}({event}{meta})", self.name)
    }
}

fn function(world: &World<'_>, policy: &Policy, reaction: &PolicyReaction) -> Written {
    let seen = trigger::Seen::new(world, policy.context, reaction.event);
    let name = format!("on_{}", names::file(&world.model.events[reaction.event].name.value));
    let body = body(world, policy, reaction, &seen);
    let event = if body.sees_event { "event" } else { "_" };
    let meta = if body.sees_meta { ", meta: &kernel::Meta<'_>" } else { "" };
    let signature = format!(
        "fn {name}({event}: {}{meta}) -> Result<Vec<kernel::IssuedCommand>, kernel::ReactError>",
        seen.ty()
    );
    Written { view: FunctionView { signature, lines: body.lines }, name, sees_meta: body.sees_meta }
}

struct Body {
    lines: Vec<String>,
    sees_event: bool,
    sees_meta: bool,
}

fn body(
    world: &World<'_>,
    policy: &Policy,
    reaction: &PolicyReaction,
    seen: &trigger::Seen<'_, '_>,
) -> Body {
    if let Some(hook) = &reaction.using {
        let lines = vec![format!(
            "hooks::{}(event, meta)",
            hook_name(world, policy, reaction.event, &hook.value)
        )];
        return Body { lines, sees_event: true, sees_meta: true };
    }
    let expressions = issue::expressions(&reaction.issues);
    let all: Vec<_> = expressions.iter().copied().chain(&reaction.when).collect();
    let mut emitter = Emitter::new(&world.plan.types, places());
    if !issue::asks_hook(&reaction.issues) {
        emitter.announce(all.iter().copied());
    }
    let mut lines = Vec::new();
    let sees_id = issue::reads(&all, Root::Target);
    if sees_id && let Some(id) = seen.stream_id() {
        lines.push(format!("let id: {id} = meta.id()?;"));
    }
    let condition = reaction.when.as_ref().map(|when| emitter.read(when));
    let issued = issue::issued(world, policy.context, &reaction.issues, &mut emitter, "&event");
    let result = match (issued.lines.as_slice(), issued.variables.as_slice()) {
        ([one], [variable]) => {
            let command = one
                .trim_start_matches(&format!("let {variable} = "))
                .trim_end_matches(';')
                .to_owned();
            vec![format!("Ok(vec![{command}])")]
        }
        (several, variables) => {
            several.iter().cloned().chain([format!("Ok(vec![{}])", variables.join(", "))]).collect()
        }
    };
    match condition {
        None => lines.extend(result),
        Some(condition) => {
            lines.push(format!("if {condition} {{"));
            lines.extend(result);
            lines.extend(["} else {".to_owned(), "Ok(Vec::new())".to_owned(), "}".to_owned()]);
        }
    }
    Body {
        lines,
        sees_event: issued.hooks || issue::reads(&all, Root::Event),
        sees_meta: sees_id || issue::reads(&all, Root::Meta),
    }
}

/// The function that gives the commands of a policy: one for each event, since each has fields of its own.
pub(super) fn hook_name(world: &World<'_>, policy: &Policy, event: EventId, hook: &str) -> String {
    if policy.reactions.len() == 1 {
        return hook.to_owned();
    }
    format!("{hook}_on_{}", names::file(&world.model.events[event].name.value))
}

fn places() -> Places {
    Places::default()
        .root(Root::Event, "event", Held::Owned)
        .root(Root::Target, "id", Held::Owned)
        .root(Root::Meta, "meta", Held::Borrowed)
        .field(Root::Meta, "actor", "meta.actor", Held::Text)
}
