//! How public events leave their context, held against the baseline: readers outside of the model look where, and for
//! what, they always looked, and silence raises no alarm.

use super::{
    Baseline, Side, World,
    neighbours::told,
    pairs::{Ours, Pair, Pairs},
};
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    evolve::{compat::obstacles, leaves, lock::Audience, plan::EventPlan},
    model::{self, Context, Event, EventId, Model, Publishes},
    source::Span,
};

pub(super) fn check(world: &World<'_>, pairs: &Pairs<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let Baseline::Model(before) = world.baseline else { return out };
    for (_, context) in world.ours.model.contexts.iter() {
        let mut old = before.model.contexts.values();
        if let Some(old) = old.find(|old| old.name.value == context.name.value) {
            let left = left_by(before, old);
            if !left.is_empty() {
                out.extend(of_context(world, context, old, &left));
            }
        }
    }
    let by_name = before.by_stored_name();
    for pair in pairs.values() {
        let was = pair.from().and_then(|(id, _)| by_name.get(id.stored.as_str()));
        if let Some((ours, was)) = pair.ours.as_ref().zip(was)
            && leaves(before.model, was)
        {
            let event =
                Leaver { world, before, pair, was, event: &world.ours.model.events[ours.id] };
            event.check(ours, &mut out);
        }
    }
    out
}

/// An event that left its context in the baseline.
struct Leaver<'l> {
    world: &'l World<'l>,
    before: Side<'l>,
    pair: &'l Pair<'l>,
    was: &'l EventPlan,
    event: &'l Event,
}

impl Leaver<'_> {
    fn check(&self, ours: &Ours<'_>, out: &mut Vec<Diagnostic>) {
        let model = self.world.ours.model;
        if !leaves(model, ours.planned) {
            // What is published says it too, and then the rules have found it.
            let is_told = self.world.ours.published.is_some_and(|lock| {
                lock.stored_under(self.pair.stored())
                    .any(|(_, entry)| entry.audience == Audience::Public)
            });
            if model::Audience::Private == self.event.audience && !is_told {
                out.push(self.private(ours.id));
            }
            return;
        }
        let before = &self.before.model.events[self.was.event];
        let context = |model: &'_ Model, event: &Event| {
            event
                .context
                .map(|id| (model.contexts[id].name.value.clone(), model.contexts[id].channel()))
        };
        if let (Some((old, was)), Some((new, is))) =
            (context(self.before.model, before), context(model, self.event))
            && old != new
            && was != is
        {
            let name = &self.event.name;
            let message = format!("`{}` left by `{was}`, and leaves by `{is}` now", name.value);
            out.push(moved(name.span, message, &was));
        }
        let newest = self.event.version.value;
        let listed = |number: u32| self.event.also_publish.iter().any(|it| it.value == number);
        let gone = before.also_publish.iter().map(|it| it.value);
        let gone = gone.filter(|number| *number != newest && !listed(*number));
        out.extend(gone.map(|number| self.withdrawn(number, newest)));
    }

    fn private(&self, id: EventId) -> Diagnostic {
        let name = &self.event.name;
        let message = format!("`{}` left its context, and is private now", name.value);
        Diagnostic::new(self.world.severity(&[id]), rule::MADE_PRIVATE, name.span, message)
            .label("whoever reads it gets nothing any more")
            .help("write `audience: public`, or take the readers away first")
    }

    /// An older version that was published beside the newest, and is not any more.
    fn withdrawn(&self, number: u32, newest: u32) -> Diagnostic {
        let name = &self.event.name;
        let old = self.pair.old.iter().find(|(id, _)| id.number == number);
        let found = old
            .zip(self.pair.to())
            .map_or_else(Vec::new, |((_, old), (_, new))| obstacles(&old.entry.shape, &new.shape));
        let (severity, label) = if found.is_empty() {
            (Severity::Info, format!("its readers can read version {newest}, when they ask for it"))
        } else {
            (Severity::Warning, format!("a reader of it {}", told(&found)))
        };
        let message = format!(
            "version {number} of `{}` was published beside version {newest}, and is not any more",
            name.value
        );
        Diagnostic::new(severity, rule::VERSION_WITHDRAWN, name.span, message)
            .label(label)
            .help(format!("write `also_publish: [{number}]` until all have moved"))
    }
}

impl World<'_> {
    /// Silence is an error where somebody in the model reads one of the events; elsewhere nobody can know.
    fn severity(&self, events: &[EventId]) -> Severity {
        let is_read = events.iter().any(|event| self.readers.has_some(*event));
        if is_read { Severity::Error } else { Severity::Warning }
    }
}

/// The names of the events that left a context.
fn left_by<'a>(side: Side<'a>, context: &Context) -> Vec<&'a str> {
    let events = side.plan.events().iter().filter(|planned| leaves(side.model, planned));
    let events = events.map(|planned| &side.model.events[planned.event]);
    let is_own = |event: &&Event| {
        let own = event.context.map(|id| &side.model.contexts[id].name.value);
        own == Some(&context.name.value)
    };
    events.filter(is_own).map(|event| event.name.value.as_str()).collect()
}

/// What became of the way by which all events of a context left.
fn of_context(
    world: &World<'_>,
    context: &Context,
    old: &Context,
    left: &[&str],
) -> Option<Diagnostic> {
    let name = &context.name.value;
    let which = format!("left by it: `{}`", left.join("`, `"));
    let Some(publishes) = &context.publishes else {
        let finding = silent(world, context, old);
        return Some(finding.note(which));
    };
    let (was, is) = (old.channel(), context.channel());
    if was != is {
        let message = format!("the events of `{name}` left by `{was}`, and leave by `{is}` now");
        return Some(moved(channel_span(context, publishes), message, &was).note(which));
    }
    if context.is_notification() && !old.is_notification() {
        let span = publishes.style.as_ref().map_or(context.name.span, |style| style.span);
        let message = format!("the events of `{name}` carried their fields, and are bare news now");
        let finding = Diagnostic::warning(rule::DATA_WITHHELD, span, message)
            .label(format!("whoever reads `{is}` finds no data any more"))
            .help("keep `style: state-transfer`, or publish the news by a channel of its own")
            .note("neighbours: readers outside of this model are nowhere to be seen");
        return Some(finding.note(which));
    }
    None
}

/// A context whose events left by a channel, and do not leave at all any more.
fn silent(world: &World<'_>, context: &Context, old: &Context) -> Diagnostic {
    let model = world.ours.model;
    let events = context.aggregates.iter().flat_map(|id| &model.aggregates[*id].events);
    let public = events.filter(|id| model.events[**id].audience == model::Audience::Public);
    let public: Vec<EventId> = public.copied().collect();
    let (name, channel) = (&context.name.value, old.channel());
    let message = format!("the events of `{name}` left by `{channel}`, and stay inside now");
    Diagnostic::new(world.severity(&public), rule::MADE_PRIVATE, context.name.span, message)
        .label(format!("whoever reads `{channel}` gets nothing any more"))
        .help("keep `publishes` until nobody reads the channel")
}

fn moved(span: Span, message: String, channel: &str) -> Diagnostic {
    Diagnostic::warning(rule::MOVED_WITHOUT_READERS, span, message)
        .label(format!("whoever reads `{channel}` gets nothing any more"))
        .help(format!("keep `channel: {channel}`, or tell its readers first"))
        .note("neighbours: readers outside of this model are nowhere to be seen")
}

fn channel_span(context: &Context, publishes: &Publishes) -> Span {
    publishes.channel.as_ref().map_or(context.name.span, |channel| channel.span)
}
