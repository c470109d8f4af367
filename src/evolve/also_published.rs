//! Whether an event leaves its context, and whether older versions that are published beside the newest can be told
//! for every event.

use super::{
    down::{Down, NoWay, down},
    hop::Hop,
    plan::{EventPlan, Reading},
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{Audience, Event, Model},
    source::Spanned,
    types::TypeTable,
};

/// Whether an event leaves its context: it is public, read as itself, and the context publishes.
pub fn leaves(model: &Model, planned: &EventPlan) -> bool {
    let event = &model.events[planned.event];
    let context = event.context.and_then(|id| model.contexts.get(id));
    event.audience == Audience::Public
        && matches!(planned.reading, Reading::Itself)
        && context.is_some_and(|context| context.publishes.is_some())
}

/// Checks `also_publish` of an event: it leaves its context at all, and every hop down to each listed
/// version has a way back that fails for no value.
pub(super) fn check(
    model: &Model,
    event: &Event,
    planned: &EventPlan,
    types: &TypeTable,
    out: &mut Vec<Diagnostic>,
) {
    let Some(first) = event.also_publish.first() else { return };
    if let Some(finding) = not_published(model, event, planned, first) {
        return out.push(finding);
    }
    for hop in &planned.hops {
        // The newest of the versions that need this hop; what is wrong is said once.
        let needing = event.also_publish.iter().filter(|number| number.value <= hop.from);
        let Some(number) = needing.max_by_key(|number| number.value) else { continue };
        let faults = match down(types, hop) {
            Ok(down) => down.partial,
            Err(faults) => faults,
        };
        out.extend(faults.iter().map(|fault| no_way(event, number, hop.to, fault)));
    }
}

/// The ways back to the oldest version that is published beside the newest, newest first; what has no way back is
/// reported by [`check`].
pub fn ways(event: &Event, types: &TypeTable, hops: &[Hop]) -> Vec<Down> {
    let Some(oldest) = event.also_publish.iter().map(|number| number.value).min() else {
        return Vec::new();
    };
    let needed = hops.iter().rev().filter(|hop| hop.from >= oldest);
    needed.filter_map(|hop| down(types, hop).ok()).collect()
}

fn not_published(
    model: &Model,
    event: &Event,
    planned: &EventPlan,
    first: &Spanned<u32>,
) -> Option<Diagnostic> {
    let name = &event.name.value;
    let context = event.context.and_then(|id| model.contexts.get(id));
    let (why, help) = match (event.audience, &planned.reading) {
        (Audience::Private, _) => {
            ("is private", "write `audience: public`, or remove `also_publish`")
        }
        (Audience::Public, Reading::Nothing) => ("is retired", "remove `also_publish`"),
        (Audience::Public, Reading::Others(_)) => (
            "is read as other events",
            "remove `also_publish`; the events that it is read as can have one",
        ),
        (Audience::Public, Reading::Itself) => match context {
            Some(context) if context.publishes.is_none() => (
                "belongs to a context without `publishes`",
                "write `publishes: { channel: <name> }` in the context, or remove `also_publish`",
            ),
            Some(_) => return None,
            None => ("belongs to no context", "remove `also_publish`"),
        },
    };
    let message = format!("`{name}` {why}, so that no version of it is published");
    Some(
        Diagnostic::error(rule::NOT_PUBLISHED, first.span, message)
            .label("never leaves the context")
            .help(help),
    )
}

fn no_way(event: &Event, number: &Spanned<u32>, newer: u32, fault: &NoWay) -> Diagnostic {
    let trail: Vec<String> = fault.trail.iter().map(usize::to_string).collect();
    let message = format!(
        "`{}` cannot always be told as version {}: `{}` has no value",
        event.name.value, number.value, fault.field
    );
    Diagnostic::error(rule::NO_WAY_BACK, number.span, message)
        .label("readers of this version need every field of it")
        .related(fault.span, format!("step {} of version {newer}: {}", trail.join("."), fault.why))
        .help(fault.help.clone())
}
