//! An amount of money is a number and a currency; one without the other is a guess.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    lint::{
        Levels, Rule,
        fields::Declared,
        judge::Found,
        on::On,
        words::words_of,
    },
    model::{ContextId, Subject},
    types::{self, Meaning, Scalar, Type},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "money-without-currency",
    code: "ES4014",
    summary: "An amount of money in a context that never says in which currency.",
    levels: Levels::of("-/-/I"),
    fix: None,
    options: &[],
    page: include_str!("money_without_currency.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let fields = on.fields_of_today();
    let told: BTreeSet<Option<ContextId>> =
        fields.iter().filter(|it| tells_currency(on, it)).map(|it| it.context).collect();
    let mut unknown: BTreeMap<(Option<ContextId>, &str), Vec<Declared<'_>>> = BTreeMap::new();
    for declared in fields {
        // A shared type may be used wherever a currency is known.
        let is_told = match declared.context {
            Some(_) => told.contains(&declared.context),
            None => !told.is_empty(),
        };
        if !is_told && is_source(on, &declared) && is_money(&declared) {
            unknown.entry((declared.context, &declared.field.name.value)).or_default().push(declared);
        }
    }
    for ((context, name), mut places) in unknown {
        on.put_fields_in_steady_order(&mut places);
        let [first, others @ ..] = places.as_slice() else { continue };
        let owner = context.map_or_else(
            || "a shared type".to_owned(),
            |context| on.shown(Subject::Context(context)),
        );
        let mut finding = RULE
            .at(first.field.name.span, format!("`{name}` of {owner} is in which currency?"))
            .label("a number only")
            .help("give it a value object of amount and currency, a field beside it, or a `unit:`");
        for other in others {
            finding = finding.related(other.field.name.span, "and here");
        }
        found.add(on.level_of(context), finding);
    }
}

/// Whether amounts begin here: rows, and contexts of nothing but rows, only show those of events.
fn is_source(on: &On<'_>, declared: &Declared<'_>) -> bool {
    let shows = |context: ContextId| on.model.contexts[context].aggregates.is_empty();
    !declared.is_shown() && !declared.context.is_some_and(shows)
}

/// Whether a field is an exact number that is called like money, and nobody says of what.
fn is_money(declared: &Declared<'_>) -> bool {
    let field = declared.field;
    !declared.is_outside()
        && field.unit.is_none()
        && *field.ty.present() == Type::Scalar(Scalar::Decimal)
        && types::is_money(&field.name.value)
}

/// Whether a field is a currency, or of a type with one in it.
fn tells_currency(on: &On<'_>, declared: &Declared<'_>) -> bool {
    let is_currency = |name: &str| words_of(name).iter().any(|word| word == "currency");
    let Some(id) = declared.field.ty.named() else {
        return is_currency(&declared.field.name.value);
    };
    let definition = &on.model.types[id];
    let holds = match &definition.meaning {
        Meaning::Record(fields) => fields.iter().any(|field| is_currency(&field.name.value)),
        Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Enumeration(_) => false,
    };
    holds || is_currency(&declared.field.name.value) || is_currency(&definition.name.value)
}
