//! An aggregate: its state, how it decides, and how its events change it.

use serde::Serialize;

use super::{World, command, event, field, fold, reads};
use crate::{
    evolve::fingerprint,
    generate::rust::{docs, names, types},
    model::{Aggregate, AggregateId, Decision, Outcome},
};

/// An aggregate as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct AggregateView {
    pub(super) file: String,
    pub(super) module: String,
    name: String,
    article: &'static str,
    docs: Vec<String>,
    state: Vec<field::FieldView>,
    category: String,
    snapshot_every: String,
    /// How much of the envelope reading and folding its events looks at, as Rust text.
    reads: String,
    fingerprint: String,
    id: String,
    commands: Vec<command::CommandView>,
    /// The patterns of all commands that create, joined.
    creating: String,
    /// Whether some command needs an instance.
    changing: bool,
    /// Whether some command is allowed in some states only.
    allows: bool,
    refuses: bool,
    /// The type of its rejections.
    rejection: String,
    lifecycle: Option<LifecycleView>,
    folds: Vec<fold::FoldView>,
    methods: Vec<fold::MethodView>,
    rejections: Vec<RejectionView>,
    events: Vec<event::EventView>,
    /// Whether some of its events leave the context.
    publishes: bool,
    /// The patterns of the events that do so in their newest version only, joined.
    sent: String,
    /// The patterns of the events that do not, joined.
    kept: String,
    pub(super) has_hooks: bool,
}

/// The field that tells the state of the lifecycle.
#[derive(Debug, Serialize)]
struct LifecycleView {
    field: String,
    word: String,
    ty: String,
    /// Where the type is declared.
    module: &'static str,
    /// What follows the field where its value is taken.
    copy: &'static str,
}

/// A reason to refuse a command.
#[derive(Debug, Serialize)]
struct RejectionView {
    name: String,
    code: String,
    by: String,
    message: String,
}

/// The view of one aggregate.
pub(super) fn of(world: &World<'_>, id: AggregateId) -> AggregateView {
    let aggregate = &world.model.aggregates[id];
    let name = &aggregate.name.value;
    let folds = fold::of(world, aggregate);
    let commands: Vec<_> =
        aggregate.commands.iter().map(|command| command::of(world, aggregate, *command)).collect();
    let mut dispatched = commands.clone();
    dispatched.sort_by_key(|command| !command.creates);
    let creating: Vec<_> = dispatched
        .iter()
        .filter(|command| command.creates)
        .map(|command| format!("{}Command::{}(_)", names::pascal(name), command.name))
        .collect();
    let rejections = rejections(world, aggregate);
    let allows = allows(world, aggregate);
    let events: Vec<_> = aggregate.events.iter().map(|event| event::of(world, *event)).collect();
    let patterns = |is_among: fn(&event::EventView) -> bool| {
        let among = events.iter().filter(|event| event.is_current && is_among(event));
        among.map(|event| format!("Self::{}(_)", event.name)).collect::<Vec<_>>().join(" | ")
    };
    AggregateView {
        file: names::file(name),
        module: names::snake(name),
        name: names::pascal(name),
        article: docs::article(name),
        docs: docs::lines(name, &aggregate.info),
        state: field::all(world, &aggregate.state),
        category: types::text_literal(&aggregate.stored_as.value),
        snapshot_every: aggregate
            .snapshot
            .map_or_else(|| "None".to_owned(), |snapshot| format!("Some({})", snapshot.every)),
        reads: reads::of(world, aggregate, &folds),
        fingerprint: fingerprint::of_aggregate(world.model, world.plan, aggregate),
        id: names::pascal(&world.plan.types[aggregate.identity].name.value),
        has_hooks: commands.iter().any(|command| command.is_hook),
        changing: commands.iter().any(|command| !command.creates),
        creating: creating.join(" | "),
        commands,
        allows,
        refuses: allows || !rejections.is_empty(),
        rejection: rejection(world, aggregate),
        lifecycle: lifecycle(world, aggregate),
        folds: folds.arms,
        methods: folds.methods,
        rejections,
        publishes: events.iter().any(|event| event.leads_out),
        sent: patterns(|event| event.is_published && !event.is_told),
        kept: patterns(|event| !event.is_published),
        events,
    }
}

/// Whether the lifecycle forbids some command in some state.
fn allows(world: &World<'_>, aggregate: &Aggregate) -> bool {
    aggregate.commands.iter().any(|command| !world.model.commands[*command].from.is_empty())
}

/// The type of the reasons to refuse a command of an aggregate.
pub(super) fn rejection(world: &World<'_>, aggregate: &Aggregate) -> String {
    if allows(world, aggregate) || !rejections(world, aggregate).is_empty() {
        format!("{}Rejection", names::pascal(&aggregate.name.value))
    } else {
        "kernel::Never".to_owned()
    }
}

fn lifecycle(world: &World<'_>, aggregate: &Aggregate) -> Option<LifecycleView> {
    let field = &aggregate.lifecycle.as_ref()?.field.value;
    let ty = &aggregate.state.iter().find(|known| known.name.value == *field)?.ty;
    Some(LifecycleView {
        field: names::snake(field),
        word: field.clone(),
        ty: types::rust_type(ty, &world.plan.types),
        module: match ty.named() {
            Some(id) if world.shared.contains(&id) => "shared",
            Some(_) | None => "crate::generated::types",
        },
        copy: if types::is_copy(ty, &world.plan.types) { "" } else { ".clone()" },
    })
}

/// Every reason that a decision table names, in order of first mention.
fn rejections(world: &World<'_>, aggregate: &Aggregate) -> Vec<RejectionView> {
    let mut found: Vec<(RejectionView, Vec<String>)> = Vec::new();
    for command in aggregate.commands.iter().map(|command| &world.model.commands[*command]) {
        let Decision::Table(rows) = &command.decision else { continue };
        for row in rows {
            let Outcome::Reject(reason) = &row.outcome else { continue };
            let by = format!("`{}`", names::pascal(&command.name.value));
            let name = names::pascal(&reason.value);
            match found.iter_mut().find(|(known, _)| known.name == name) {
                Some((_, commands)) if commands.contains(&by) => {}
                Some((_, commands)) => commands.push(by),
                None => {
                    let message =
                        row.because.clone().unwrap_or_else(|| docs::in_words(&reason.value));
                    let message = message.replace('{', "{{").replace('}', "}}");
                    let view = RejectionView {
                        name,
                        code: reason.value.clone(),
                        by: String::new(),
                        message: format!("{message:?}"),
                    };
                    found.push((view, vec![by]));
                }
            }
        }
    }
    found
        .into_iter()
        .map(|(view, commands)| RejectionView { by: commands.join(", "), ..view })
        .collect()
}
