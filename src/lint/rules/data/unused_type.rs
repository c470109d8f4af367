//! A type that nothing is made of is a word that nobody says any more.

use std::collections::BTreeMap;

use super::mentions::mentioned;
use crate::{
    diagnostic::Applicability,
    lint::{Levels, Rule, judge::Found, on::On},
    model::ContextId,
    types::{Meaning, Place},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "unused-type",
    code: "ES4022",
    summary: "A type that nothing uses.",
    levels: Levels::of("-/I/I"),
    fix: Some(Applicability::Unsafe),
    options: &[],
    page: include_str!("unused_type.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mentioned = mentioned(on.model);
    let contexts: BTreeMap<&str, ContextId> =
        on.model.contexts.iter().map(|(id, context)| (context.name.value.as_str(), id)).collect();
    for (id, definition) in on.model.types.iter() {
        let context = match &definition.place {
            Place::Shared => None,
            Place::Context(name) => contexts.get(name.as_str()).copied(),
            Place::Version { .. } => continue,
        };
        let is_identity = matches!(definition.meaning, Meaning::Identity { .. });
        if is_identity || mentioned.contains(&id) {
            continue;
        }
        let name = &definition.name;
        let mut finding = RULE
            .at(name.span, format!("nothing uses `{}`", name.value))
            .label("no field has this type")
            .help("use it, or leave it out");
        let element = on.outlines.around(name.span).find(|it| it.name.span == name.span);
        if let Some(gone) = element.and_then(|element| on.without(element.span)) {
            finding = finding.fix(Applicability::Unsafe, "leave the type out", gone, "");
        }
        found.add(on.level_of(context), finding);
    }
}
