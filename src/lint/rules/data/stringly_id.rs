//! The compiler can tell an order from a customer, unless both are texts.

use std::collections::BTreeMap;

use crate::{
    case,
    diagnostic::{Applicability, Edit},
    lint::{
        Levels, Rule,
        fields::Declared,
        judge::Found,
        on::On,
    },
    model::{AggregateId, ContextId, Subject},
    source::Span,
    types::{Meaning, Place, Scalar, Type},
};
use super::given::{Given, is_plain, written_for};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "stringly-id",
    code: "ES4016",
    summary: "A field that names an instance of an aggregate, and is a bare text or number.",
    levels: Levels::of("-/-/I"),
    fix: Some(Applicability::Unsafe),
    options: &[],
    page: include_str!("stringly_id.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let aggregates = by_name(on);
    let mut bare: BTreeMap<(Option<ContextId>, &str), Vec<Declared<'_>>> = BTreeMap::new();
    for declared in on.fields_of_today().into_iter().filter(is_bare) {
        bare.entry((declared.context, &declared.field.name.value)).or_default().push(declared);
    }
    for ((context, name), mut places) in bare {
        // Rows alone only show what events carry.
        if places.iter().all(Declared::is_shown) {
            continue;
        }
        let named = name.strip_suffix("_id").and_then(|name| aggregates.get(name));
        if let Some(aggregate) = named.copied().flatten() {
            on.put_fields_in_steady_order(&mut places);
            report(on, (context, aggregate), &places, found);
        }
    }
}

/// One word of one context is one finding, however often it is written.
fn report(
    on: &On<'_>,
    (context, aggregate): (Option<ContextId>, AggregateId),
    places: &[Declared<'_>],
    found: &mut Found<'_>,
) {
    let [first, others @ ..] = places else { return };
    let identity = written_in(on, context, aggregate);
    let written = on.text(first.field.ty_span);
    let name = &first.field.name.value;
    let mut finding = RULE
        .at(first.field.name.span, format!("`{name}` is a bare {written}"))
        .label(format!("names an instance of {}", on.shown(Subject::Aggregate(aggregate))))
        .help(format!("make it `{identity}`, and call it after what it is"));
    for other in others {
        finding = finding.related(other.field.name.span, "and here");
    }
    let edits: Option<Vec<Edit>> = places.iter().map(|it| typed(on, it, &identity)).collect();
    let mut edits = edits.unwrap_or_default();
    if let Some(context) = context.filter(|_| !edits.is_empty()) {
        edits.extend(wrapped(on, (name, context), aggregate));
    }
    let title = format!("make it `{identity}`");
    let finding = finding.fix_all(Applicability::Unsafe, title, edits);
    found.add(on.level_of(context), finding);
}

/// The identity of an aggregate as a context writes it.
fn written_in(on: &On<'_>, context: Option<ContextId>, aggregate: AggregateId) -> String {
    let place = context.map_or(Place::Shared, |context| {
        Place::Context(on.model.contexts[context].name.value.clone())
    });
    let identity = Type::Named(on.model.aggregates[aggregate].identity);
    on.model.types.written(&identity, &place)
}

/// The edits that make an identity of each plain value which is written for fields of a name.
fn wrapped(
    on: &On<'_>,
    (name, owner): (&str, ContextId),
    aggregate: AggregateId,
) -> Vec<Edit> {
    let definition = &on.model.types[on.model.aggregates[aggregate].identity];
    let Meaning::Identity { scalar, .. } = definition.meaning else { return Vec::new() };
    let given = written_for(on, name, owner).into_iter();
    let edit = |(context, expr): Given<'_>| {
        let identity = written_in(on, Some(context), aggregate);
        Edit { span: expr.span, text: format!("{identity}({})", on.text(expr.span)) }
    };
    given.filter(|(_, expr)| is_plain(expr, scalar, name)).map(edit).collect()
}

/// Whether a field of ours is a plain value without a default.
fn is_bare(declared: &Declared<'_>) -> bool {
    !declared.is_outside() && declared.field.default.is_none() && scalar(declared).is_some()
}

fn scalar(declared: &Declared<'_>) -> Option<Scalar> {
    match declared.field.ty.present() {
        Type::Scalar(scalar @ (Scalar::Text | Scalar::Uuid | Scalar::Int)) => Some(*scalar),
        Type::Scalar(_)
        | Type::Named(_)
        | Type::Optional(_)
        | Type::List(_)
        | Type::Set(_)
        | Type::Map(_) => None,
    }
}

fn typed(on: &On<'_>, declared: &Declared<'_>, identity: &str) -> Option<Edit> {
    let (span, word) = (declared.field.ty_span, scalar(declared)?.name());
    let start = span.start + u32::try_from(on.text(span).find(word)?).ok()?;
    let end = start + u32::try_from(word.len()).ok()?;
    Some(Edit { span: Span::new(span.file, start, end), text: identity.to_owned() })
}

/// The aggregates by their names as fields write them; nothing where two contexts have one of that name.
fn by_name(on: &On<'_>) -> BTreeMap<String, Option<AggregateId>> {
    let mut named = BTreeMap::new();
    for (id, aggregate) in on.model.aggregates.iter() {
        let name = case::snake(&aggregate.name.value).into_owned();
        named.entry(name).and_modify(|it| *it = None).or_insert(Some(id));
    }
    named
}
