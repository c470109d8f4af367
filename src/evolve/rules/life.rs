//! The life of an event and of its versions: drafts, successors, retirement, long histories.

use super::{Frozen, History};
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{
        hop::Hop,
        lock::{Lock, of_model},
        plan::{EventPlan, Plan, Reading},
    },
    model::{Event, EventId, Model},
    source::Span,
};

/// Longer histories are better given a new beginning.
const MOST_HOPS: usize = 8;

pub(super) fn check(model: &Model, planned: &EventPlan, out: &mut Vec<Diagnostic>) {
    let event = &model.events[planned.event];
    if let Some(deprecated) = event.info.deprecated.as_ref().filter(|it| it.instead.is_none()) {
        let message = format!("nothing takes the place of `{}`", event.name.value);
        out.push(
            Diagnostic::warning(rule::DEPRECATED_WITHOUT_SUCCESSOR, deprecated.span, message)
                .label("deprecated here")
                .help("name its successor: `deprecated: { use: ... }`; without one, say `retired: why`"),
        );
    }
    if let Some(retired) = &event.retired {
        out.extend(still_written(model, planned.event, retired.span));
        if let Reading::Nothing = planned.reading {
            out.extend(still_used(model, planned.event, retired.span));
        }
    }
    if planned.hops.len() > MOST_HOPS {
        let count = planned.hops.len();
        let message = format!("`{}` takes {count} hops from its first version", event.name.value);
        out.push(
            Diagnostic::info(rule::LONG_CHAIN, event.version.span, message).help(
                "reading stays cheap; ask `esgen audit` which versions no store holds any more",
            ),
        );
    }
}

fn still_written(model: &Model, event: EventId, retired: Span) -> Option<Diagnostic> {
    let name = &model.events[event].name.value;
    let (_, command) = model.commands.iter().find(|(_, it)| it.events().contains(&event))?;
    let message = format!("`{name}` is retired, and `{}` still writes it", command.name.value);
    Some(
        Diagnostic::error(rule::RETIRED_TOO_EARLY, retired, message)
            .label("retired here")
            .related(command.name.span, "writes it")
            .help("let the command write what takes its place first"),
    )
}

fn still_used(model: &Model, event: EventId, retired: Span) -> Option<Diagnostic> {
    let name = &model.events[event].name.value;
    let (who, span) = user_of(model, event)?;
    let message = format!("`{name}` is read as nothing, and {who} depends on it");
    Some(
        Diagnostic::error(rule::RETIRED_BUT_FOLDED, retired, message)
            .label("retired here")
            .related(span, "depends on it")
            .help("say what it is read as with `split_into`, or take what depends on it away"),
    )
}

fn user_of(model: &Model, event: EventId) -> Option<(String, Span)> {
    let folds = &model.events[event].folds;
    let of_state = folds.first().map(|fold| ("the state".to_owned(), fold.field.span));
    let policies = model.policies.iter().find_map(|(_, policy)| {
        let trigger = policy.whenever.iter().find(|it| it.value == event)?;
        Some((format!("`{}`", policy.name.value), trigger.span))
    });
    let sagas = model.sagas.iter().find_map(|(_, saga)| {
        let reaction = saga.reactions.iter().find(|it| it.event == event)?;
        Some((format!("`{}`", saga.name.value), reaction.span))
    });
    let rows = model.read_models.iter().find_map(|(_, read_model)| {
        let mapping = read_model.mappings.iter().find(|it| it.event == event)?;
        Some((format!("`{}`", read_model.name.value), mapping.span))
    });
    of_state.or(policies).or(sagas).or(rows)
}

/// What stands in the way of a release: versions that are not published, and those of which nobody has said why.
pub fn drafts_at_release(model: &Model, plan: &Plan, published: &Lock) -> Vec<Diagnostic> {
    let today = of_model(model, plan);
    let frozen = Frozen { model, plan, published, today: &today };
    let draft = |history: History<'_>| {
        let newest = history.newest()?;
        if newest.published.is_some() {
            return None;
        }
        let name = &history.event.name;
        let message = format!("version {} of `{}` is not published", newest.id.number, name.value);
        let place = if newest.id.number == 1 { name.span } else { history.event.version.span };
        Some(
            Diagnostic::error(rule::DRAFTS_AT_RELEASE, place, message)
                .label("a draft, which may still change")
                .help("`esgen publish` freezes it"),
        )
    };
    let unsaid = |history: History<'_>| {
        let hops = history.planned.hops_without_reason();
        hops.map(|hop| without_reason(history.event, hop)).collect::<Vec<_>>()
    };
    let drafts = frozen.histories().filter_map(draft);
    drafts.chain(frozen.histories().flat_map(unsaid)).collect()
}

fn without_reason(event: &Event, hop: &Hop) -> Diagnostic {
    let message =
        format!("nobody has said why version {} of `{}` came about", hop.to, event.name.value);
    Diagnostic::error(rule::DRAFTS_AT_RELEASE, hop.span, message)
        .label("its `because` still has the words of the draft")
        .help("say in a sentence why it changed")
}
