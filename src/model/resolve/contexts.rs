//! What contexts promise each other: how events leave, and which foreign ones are read.

use super::{
    Work,
    declare::{Declaration, Declared},
    known::Known,
};
use crate::{
    diagnostic::{Diagnostic, did_you_mean, rule},
    model::{ContextId, Event, Publishes, Reading, Subject},
    source::Spanned,
    syntax::{
        At, Entry,
        ast::{ContextDecl, Delivery, PublishStyle, PublishesDecl, ReadsDecl},
    },
};

/// Fills in `publishes` and `reads`.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    for declaration in &declared.contexts {
        let (known, out) = work.known();
        let publishes = declaration.decl.publishes.get().map(publishes_of);
        let entries = declaration.decl.reads.entries().iter();
        let reads: Vec<Reading> =
            entries.filter_map(|entry| reading(entry, declaration, known, out)).collect();
        let context = &mut work.model.contexts[declaration.id];
        context.publishes = publishes.or(context.publishes.take());
        context.reads.extend(reads);
    }
}

fn publishes_of(decl: &PublishesDecl) -> Publishes {
    fn word<T: Copy>(at: &At<T>, as_str: impl Fn(T) -> &'static str) -> Option<Spanned<String>> {
        at.spanned().map(|value| value.map(|value| as_str(*value).to_owned()))
    }
    Publishes {
        channel: decl.channel.word(),
        delivery: word(&decl.delivery, Delivery::as_str),
        style: word(&decl.style, PublishStyle::as_str),
    }
}

fn reading(
    entry: &Entry<ReadsDecl>,
    declaration: &Declaration<'_, ContextId, ContextDecl>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<Reading> {
    let (name, home) = (&entry.name, declaration.home);
    let found = known.event(name, "`reads` lists events of other contexts", home, out)?;
    let event = &known.model.events[found.value];
    if event.context == home.context {
        let message = format!("`{}` is an event of this context", name.value);
        let finding = Diagnostic::error(rule::ILLEGAL_SUCCESSION, name.span, message)
            .related(event.name.span, "declared here")
            .help("`reads` lists events of other contexts; remove it");
        home.report(finding, out);
        return None;
    }
    let decl = entry.value.as_ref()?;
    let version = decl.version.spanned().map(|version| version.map(|number| *number));
    let is_newest = version.is_none_or(|version| version.value == event.version.value);
    if let Some(version) = version
        && !(1..=event.version.value).contains(&version.value)
    {
        let message = format!("`{}` has no version {}", event.name.value, version.value);
        let finding = Diagnostic::error(rule::UNRESOLVED_REFERENCE, version.span, message)
            .related(event.version.span, format!("the newest is version {}", event.version.value))
            .help(format!("write a version from 1 to {}", event.version.value));
        home.report(finding, out);
    }
    let is_whole = !known.poisoned.contains(&Subject::Event(found.value));
    for word in decl.fields.items() {
        if is_newest && is_whole && !has(event, word) {
            let message = format!("`{}` has no field `{}`", event.name.value, word.value);
            let names = event.fields.iter().map(|field| field.name.value.as_str());
            let finding = Diagnostic::error(rule::UNRESOLVED_REFERENCE, word.span, message)
                .related(event.name.span, "the event")
                .help_if(did_you_mean(&word.value, names));
            home.report(finding, out);
        }
    }
    let fields = decl.fields.get().map(|list| list.items.clone());
    Some(Reading { event: found.value, span: name.span, version, fields })
}

fn has(event: &Event, word: &Spanned<String>) -> bool {
    event.fields.iter().any(|field| field.name.value == word.value)
}
