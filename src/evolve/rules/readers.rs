//! Contexts that say which version of a foreign event they rely on, and which of its fields.

use super::{
    Frozen, History,
    neighbours::{only_words, told},
};
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{
        accept::acceptable,
        compat::{Obstacle, obstacles, obstacles_of, subject},
        form::Record,
    },
    model::{Context, Reading},
    source::Spanned,
};

pub(super) fn check(frozen: &Frozen<'_>, out: &mut Vec<Diagnostic>) {
    for (_, context) in frozen.model.contexts.iter() {
        for reading in &context.reads {
            let Some(pinned) = &reading.version else { continue };
            let Some(planned) = frozen.plan.get(reading.event) else { continue };
            if super::is_settled(frozen.model, planned) {
                let history = frozen.history(planned);
                Reader { history: &history, context, reading, pinned }.check(out);
            }
        }
    }
}

/// A context that relies on one version of an event.
struct Reader<'r> {
    history: &'r History<'r>,
    context: &'r Context,
    reading: &'r Reading,
    pinned: &'r Spanned<u32>,
}

impl Reader<'_> {
    fn check(&self, out: &mut Vec<Diagnostic>) {
        let history = self.history;
        let found = history.versions.iter().find(|kept| kept.id.number == self.pinned.value);
        let Some((kept, newest)) = found.zip(history.newest()) else { return };
        let is_anything_published = history.newest_published().is_some();
        if is_anything_published && kept.published.is_none_or(|entry| !entry.state.is_kept()) {
            return out.push(self.unknown());
        }
        if kept.id == newest.id {
            return;
        }
        let dropped = self.dropped(&newest.today.shape);
        if !dropped.is_empty() {
            return out.extend(dropped);
        }
        let obstacles = self.obstacles(&kept.today.shape, &newest.today.shape);
        let kept_up = &history.event.also_publish;
        if obstacles.is_empty() {
            out.push(self.behind(newest.id.number));
        } else if !kept_up.iter().any(|older| older.value == self.pinned.value) {
            out.push(self.breaks(newest.id.number, &obstacles));
        }
    }

    fn obstacles(&self, reader: &Record, writer: &Record) -> Vec<Obstacle> {
        match &self.reading.fields {
            None => obstacles(reader, writer),
            Some(fields) => {
                let names: Vec<&str> = fields.iter().map(|field| field.value.as_str()).collect();
                obstacles_of(&names, reader, writer)
            }
        }
    }

    fn unknown(&self) -> Diagnostic {
        let (event, number) = (&self.history.event.name.value, self.pinned.value);
        let message = format!("version {number} of `{event}` is not published");
        let published = self.history.newest_published().map(|(kept, _)| kept.id.number);
        Diagnostic::error(rule::PINS_UNKNOWN_VERSION, self.pinned.span, message)
            .label(format!("`{}` relies on it", self.context.name.value))
            .help_if(published.map(|newest| format!("rely on version {newest}, or publish first")))
    }

    /// The listed fields that the newest version does not have.
    fn dropped(&self, newest: &Record) -> Vec<Diagnostic> {
        let event = &self.history.event;
        let listed = self.reading.fields.iter().flatten();
        let gone = listed.filter(|field| newest.get(&field.value).is_none());
        let finding = |field: &Spanned<String>| {
            let number = event.version.value;
            let message =
                format!("`{}` has no `{}` since version {number}", event.name.value, field.value);
            Diagnostic::error(rule::USES_DROPPED_FIELD, field.span, message)
                .label(format!("`{}` relies on it", self.context.name.value))
                .related(event.version.span, "what is written from now on")
                .help(format!("read version {number}, which says what became of the field"))
        };
        gone.map(finding).collect()
    }

    fn breaks(&self, newest: u32, found: &[Obstacle]) -> Diagnostic {
        let event = &self.history.event;
        let rule = if only_words(found) { rule::CLOSED_ENUM_GREW } else { rule::READER_BREAKS };
        let message = format!(
            "`{}` relies on version {} of `{}` and cannot read version {newest}",
            self.context.name.value, self.pinned.value, event.name.value
        );
        let finding = Diagnostic::error(rule, self.pinned.span, message)
            .label(format!("it {}", told(found)))
            .related(event.version.span, "what is written from now on")
            .help(format!(
                "let it read version {newest} in this change, or write `also_publish: [{}]` on the event until it has moved",
                self.pinned.value
            ))
            .note("neighbours: upcasters do not help code that was not redeployed");
        acceptable(finding, &format!("{} {}", self.subject(newest), subject(found)))
    }

    /// Who reads what, in names of the model.
    fn subject(&self, newest: u32) -> String {
        let reader = &self.context.name.value;
        format!("{reader} {} {} {newest}", self.history.path(), self.pinned.value)
    }

    fn behind(&self, newest: u32) -> Diagnostic {
        let event = &self.history.event;
        let message = format!(
            "`{}` relies on version {} of `{}`; the newest is {newest}, which it can read",
            self.context.name.value, self.pinned.value, event.name.value
        );
        Diagnostic::info(rule::READER_BEHIND, self.pinned.span, message)
            .help(format!("write `version: {newest}` when it has moved"))
    }
}
