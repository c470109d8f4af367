//! Inside a context a word has one meaning, and a meaning one type.

use std::collections::BTreeMap;

use crate::{
    lint::{
        Levels, OptionKind, Rule, RuleOption, fields::Declared, judge::Found, on::On, words::words_of,
    },
    model::{ContextId, Subject},
    types::{Place, Type},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "inconsistent-field-type",
    code: "ES4020",
    summary: "A field that has another type elsewhere in its context.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[RuleOption {
        name: "generic",
        kind: OptionKind::Words,
        doc: "further words that mean something else in each place, such as `name` and `kind`",
    }],
    page: include_str!("inconsistent_field_type.md"),
    check,
};

/// What everything may have, of its own type.
const GENERIC: [&str; 16] = [
    "code", "count", "date", "id", "key", "kind", "label", "name", "note", "number", "reason",
    "result", "state", "status", "type", "value",
];

type Places<'m> = BTreeMap<&'m Type, Uses<'m>>;

/// Where a field has one type.
struct Uses<'m> {
    first: Declared<'m>,
    number: usize,
}

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut words: BTreeMap<(ContextId, &str), Places<'_>> = BTreeMap::new();
    let fields = on.fields_of_today();
    for declared in &fields {
        let (Some(context), name) = (declared.context, &declared.field.name.value) else { continue };
        let ty = declared.field.ty.present();
        if ty.element().is_none() && !is_generic(name, found) {
            let places = words.entry((context, name)).or_default();
            places.entry(ty).or_insert(Uses { first: *declared, number: 0 }).number += 1;
        }
    }
    for ((context, name), places) in words {
        // Two types that somebody declared are told apart on purpose.
        if places.len() > 1 && places.keys().any(|ty| matches!(ty, Type::Scalar(_))) {
            report(on, (context, name), places, found);
        }
    }
}

/// Whether a word is expected to differ. Names of identities are the business of `stringly-id`.
fn is_generic(name: &str, found: &Found<'_>) -> bool {
    let last = words_of(name).pop().unwrap_or_default();
    last == "id"
        || GENERIC.contains(&name)
        || found.words("generic").iter().any(|word| word == name)
}

fn report(
    on: &On<'_>,
    (context, name): (ContextId, &str),
    places: Places<'_>,
    found: &mut Found<'_>,
) {
    let home = Place::Context(on.model.contexts[context].name.value.clone());
    let mut places: Vec<(&Type, Uses<'_>)> = places.into_iter().collect();
    // The rarest type is the odd one out.
    places.sort_by_key(|(_, uses)| (uses.number, uses.first.field.name.span));
    let [(ty, odd), others @ ..] = places.as_slice() else { return };
    let written = |ty: &Type| on.model.types.written(ty, &home);
    let Some((usual, _)) = others.last() else { return };
    let mut finding = RULE
        .at(
            odd.first.field.name.span,
            format!("`{name}` is {} here and {} elsewhere", written(ty), written(usual)),
        )
        .label(written(ty))
        .help("give it one type, or two names");
    for (ty, uses) in others.iter().rev() {
        finding = finding.related(uses.first.field.name.span, written(ty));
    }
    let subjects = places.iter().filter_map(|(_, uses)| uses.first.of);
    found.add(on.lowest(subjects.chain([Subject::Context(context)])), finding);
}
