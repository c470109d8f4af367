//! What is on its way out must not gain users, or keep those who have somewhere else to go.

use std::collections::BTreeSet;

use super::deprecations::{Deprecated, all};
use crate::{
    lint::{Levels, Rule, flow::Ear, judge::Found, on::On},
    model::{CommandId, EventId, Subject},
    source::Span,
    types::TypeId,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "deprecated-in-use",
    code: "ES5010",
    summary: "Something that is to stay relies on something that is to go.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[],
    page: include_str!("deprecated_in_use.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for it in all(on) {
        match it.subject {
            Some(Subject::Event(id)) => event(on, &it, id, found),
            Some(Subject::Command(id)) => command(on, &it, id, found),
            Some(
                Subject::Context(_)
                | Subject::Aggregate(_)
                | Subject::Policy(_)
                | Subject::Saga(_)
                | Subject::ReadModel(_)
                | Subject::Actor(_)
                | Subject::System(_),
            )
            | None => {}
        }
    }
    types(on, found);
}

/// Who listens to an event, and not to the one that takes its place.
fn event(on: &On<'_>, it: &Deprecated<'_>, id: EventId, found: &mut Found<'_>) {
    for listener in on.flow.listeners(id) {
        let knows_both = || {
            let instead = it.deprecation.instead.as_ref();
            let name = instead.and_then(|it| it.value.rsplit('.').next());
            let events = on.model.events.iter().filter(|(_, it)| Some(it.name.value.as_str()) == name);
            let mut heard = events.flat_map(|(id, _)| on.flow.listeners(id));
            heard.any(|other| other.who == listener.who)
        };
        let is_asked = match listener.who {
            Ear::Policy(_) | Ear::Saga(_) | Ear::ReadModel(_) => true,
            // What a context says it reads is what these use.
            Ear::Context(_) => false,
        };
        if is_asked && !knows_both() {
            report(on, it, (listener.who.subject(), listener.span, "listens to"), found);
        }
    }
}

/// Which policies and sagas give a command. People are told by the interface.
fn command(on: &On<'_>, it: &Deprecated<'_>, id: CommandId, found: &mut Found<'_>) {
    let mut seen = BTreeSet::new();
    for issuer in on.flow.issuers(id) {
        let is_actor = matches!(issuer.who, Subject::Actor(_));
        if !is_actor && seen.insert(issuer.who) {
            report(on, it, (issuer.who, issuer.span, "gives"), found);
        }
    }
}

fn report(
    on: &On<'_>,
    it: &Deprecated<'_>,
    (user, span, does): (Subject, Span, &str),
    found: &mut Found<'_>,
) {
    if on.info(user).deprecated.is_some() {
        return;
    }
    let message = format!("{} still {does} `{}`, which is deprecated", on.shown(user), it.name.value);
    let level = on.lowest(it.subject.into_iter().chain([user]));
    found.add(level, mended(RULE.at(span, message), it));
}

fn mended(
    finding: crate::diagnostic::Diagnostic,
    it: &Deprecated<'_>,
) -> crate::diagnostic::Diagnostic {
    let help = it.deprecation.instead.as_ref().map_or_else(
        || "say what takes its place: `deprecated: { use: ... }`".to_owned(),
        |instead| format!("use `{}`", instead.value),
    );
    finding.related(it.deprecation.span, "deprecated here").help(help)
}

/// Fields of deprecated types. What events carry is stored, and keeps its type until a new version.
fn types(on: &On<'_>, found: &mut Found<'_>) {
    let going: Vec<(TypeId, Deprecated<'_>)> = going(on);
    if going.is_empty() {
        return;
    }
    for declared in on.fields() {
        let field = declared.field;
        let is_asked = !matches!(declared.of, Some(Subject::Event(_)))
            && field.info.deprecated.is_none()
            && declared.of.is_none_or(|of| on.info(of).deprecated.is_none());
        let used = field.ty.named().filter(|_| is_asked);
        let it = used.and_then(|used| going.iter().find(|(id, _)| *id == used));
        if let Some((_, it)) = it {
            let message =
                format!("`{}` is a `{}`, which is deprecated", field.name.value, it.name.value);
            found.add(on.level_of(declared.context), mended(RULE.at(field.ty_span, message), it));
        }
    }
}

fn going<'a>(on: &On<'a>) -> Vec<(TypeId, Deprecated<'a>)> {
    let of_types = all(on).into_iter().filter(|it| it.subject.is_none() && !it.is_field);
    let with_id = |it: Deprecated<'a>| {
        let mut types = on.model.types.iter();
        let (id, _) = types.find(|(_, definition)| definition.name.span == it.name.span)?;
        Some((id, it))
    };
    of_types.filter_map(with_id).collect()
}
