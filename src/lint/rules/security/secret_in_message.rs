//! A fact is read by many and kept for ever, and a secret is neither.

use std::collections::BTreeMap;

use crate::{
    expr::{ExprKind, Root},
    lint::{Levels, Rule, judge::Found, on::On, personal::can_tell, words::privacy::is_secret},
    model::{ContextId, Decision, EventId, Row},
    source::Span,
    types::{Field, Personal},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "secret-in-message",
    code: "ES7006",
    summary: "A secret in an event or a read model.",
    levels: Levels::of("-/E/E"),
    fix: None,
    options: &[],
    page: include_str!("secret_in_message.md"),
    check,
};

/// Why a field holds a secret.
#[derive(Debug, Clone, Copy)]
enum Why {
    /// It is named as secrets are.
    Name,
    /// It is said to be one, here or where a command brings it.
    Said(Span),
}

/// The places of fields of one name, and why the first of them holds a secret.
type Places<'a> = BTreeMap<(Option<ContextId>, &'a str), (Why, Vec<Span>)>;

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut places = Places::new();
    let given = given(on);
    let said = said(on);
    for (id, event) in on.model.events.iter().filter(|(_, event)| event.retired.is_none()) {
        for field in on.stored_fields(event) {
            let brought = given.get(&(id, field.name.span)).copied();
            add(on, &mut places, event.context, field, &said, brought);
        }
    }
    for view in on.model.read_models.values() {
        view.fields.iter().for_each(|it| add(on, &mut places, Some(view.context), it, &said, None));
    }
    for ((context, name), (why, places)) in places {
        let Some((first, others)) = places.split_first() else { continue };
        let mut finding = RULE
            .at(*first, format!("`{name}` must not be stored in a fact"))
            .help("store a hash of it, or a reference to where it is kept, and name the field after that");
        finding = match why {
            Why::Name => finding.label("a secret, going by its name"),
            Why::Said(span) if span == *first => finding.label("said to be a secret"),
            Why::Said(span) => finding.label("holds a secret").related(span, "said to be one here"),
        };
        let finding = others.iter().fold(finding, |it, place| it.related(*place, "here too"));
        found.add(on.level_of(context), finding);
    }
}

/// Remembers the place of a field that holds a secret plainly.
fn add<'a>(
    on: &On<'_>,
    places: &mut Places<'a>,
    context: Option<ContextId>,
    field: &'a Field,
    said: &BTreeMap<(Option<ContextId>, &str), Span>,
    brought: Option<Span>,
) {
    if field.personal == Some(Personal::External) || !can_tell(on, &field.ty) {
        return;
    }
    let name = field.name.value.as_str();
    let own = field.secret.then_some(field.name.span);
    let why = match own.or(brought).or_else(|| said.get(&(context, name)).copied()) {
        Some(span) => Why::Said(span),
        None if is_named_so(on, field) => Why::Name,
        None => return,
    };
    let (_, spans) = places.entry((context, name)).or_insert((why, Vec::new()));
    if !spans.contains(&field.name.span) {
        spans.push(field.name.span);
    }
}

fn is_named_so(on: &On<'_>, field: &Field) -> bool {
    let further = &on.privacy().secret;
    is_secret(&field.name.value, further)
        || field.info.label.as_deref().is_some_and(|label| is_secret(label, further))
}

/// The names of fields that a context says are secret, and where.
fn said<'a>(on: &On<'a>) -> BTreeMap<(Option<ContextId>, &'a str), Span> {
    let mut said = BTreeMap::new();
    for declared in on.fields().into_iter().filter(|declared| declared.field.secret) {
        let name = &declared.field.name;
        said.entry((declared.context, name.value.as_str())).or_insert(name.span);
    }
    said
}

/// The fields of events that a command fills with what it says is secret, and where it says so.
fn given(on: &On<'_>) -> BTreeMap<(EventId, Span), Span> {
    let mut given = BTreeMap::new();
    for command in on.model.commands.values() {
        let Decision::Table(rows) = &command.decision else { continue };
        for emission in rows.iter().flat_map(Row::emissions) {
            for filling in &emission.fields {
                let Some(ExprKind::Field(Root::Command, name)) =
                    filling.source.expr().map(|expr| &expr.kind)
                else {
                    continue;
                };
                let secret = command.fields.iter().find(|it| it.secret && it.name.value == *name);
                let event = &on.model.events[emission.event];
                let field = event.fields.iter().find(|it| it.name.value == filling.field);
                if let (Some(secret), Some(field)) = (secret, field) {
                    given.insert((emission.event, field.name.span), secret.name.span);
                }
            }
        }
    }
    given
}
