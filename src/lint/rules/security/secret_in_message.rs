//! A fact is read by many and kept for ever, and a secret is neither.

use std::collections::BTreeMap;

use crate::{
    lint::{Levels, Rule, judge::Found, on::On, personal::can_tell, words::privacy::is_secret},
    model::ContextId,
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

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut places: BTreeMap<(Option<ContextId>, &str), Vec<Span>> = BTreeMap::new();
    let events = on.model.events.values().filter(|event| event.retired.is_none());
    let events = events.map(|event| (event.context, on.stored_fields(event)));
    let views = on.model.read_models.values();
    let views = views.map(|view| (Some(view.context), view.fields.iter().collect()));
    for (context, fields) in events.chain(views) {
        for field in fields.into_iter().filter(|field| is_kept_plainly(on, field)) {
            let places = places.entry((context, &field.name.value)).or_default();
            if !places.contains(&field.name.span) {
                places.push(field.name.span);
            }
        }
    }
    for ((context, name), places) in places {
        let Some((first, others)) = places.split_first() else { continue };
        let finding = RULE
            .at(*first, format!("`{name}` must not be stored in a fact"))
            .label("a secret, going by its name")
            .help("store a hash of it, or a reference to where it is kept, and name the field after that");
        let finding = others.iter().fold(finding, |it, place| it.related(*place, "here too"));
        found.add(on.level_of(context), finding);
    }
}

/// Whether a field is named as a secret is, and holds it itself.
fn is_kept_plainly(on: &On<'_>, field: &Field) -> bool {
    let further = &on.privacy().secret;
    let is_named = is_secret(&field.name.value, further)
        || field.info.label.as_deref().is_some_and(|label| is_secret(label, further));
    is_named && field.personal != Some(Personal::External) && can_tell(on, &field.ty)
}
