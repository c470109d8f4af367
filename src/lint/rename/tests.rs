//! Every element that can be renamed is, in models that name things in every way there is.

use std::collections::BTreeSet;

use super::case;
use crate::{
    diagnostic::Edit,
    lint::{On, Overrides, Settings, flow::Flow, outlines::Outlines, rename::Renames},
    model::{Model, Subject},
    pipeline::{Analysis, Reading, check_text},
    types::{Meaning, Place, TypeId},
};

#[path = "../../../tests/support/resolved.rs"]
mod resolved;

use resolved::resolved;

fn bank() -> Analysis {
    let mut reading =
        Reading::new("esgen.yaml", include_bytes!("../../../examples/bank/esgen.yaml").to_vec());
    for (path, text) in [
        ("accounts", include_str!("../../../examples/bank/contexts/accounts.yaml")),
        ("customers", include_str!("../../../examples/bank/contexts/customers.yaml")),
        ("notifications", include_str!("../../../examples/bank/contexts/notifications.yaml")),
        ("transfers", include_str!("../../../examples/bank/contexts/transfers.yaml")),
    ] {
        reading.add(format!("contexts/{path}.yaml"), text.as_bytes().to_vec());
    }
    reading.lock("esgen.lock", include_bytes!("../../../examples/bank/esgen.lock").to_vec());
    reading.analyze()
}

fn looked_at<T>(analysis: &Analysis, look: impl FnOnce(&On<'_>) -> T) -> T {
    let (settings, _) = Settings::new(analysis, &Overrides::default());
    let (outlines, flow) = (Outlines::new(analysis), Flow::new(&analysis.model));
    let renames = Renames::default();
    look(&On::new(analysis, &flow, &outlines, &settings, &renames))
}

/// Everything that a model means and is told, with one name instead of another.
fn told(analysis: &Analysis, (new, old): (&str, &str)) -> Vec<String> {
    let findings = analysis.diagnostics.iter().map(|it| format!("{}: {}", it.rule, it.message));
    let mut all = resolved(&analysis.model);
    all.extend(analysis.model.references.iter().map(|it| format!("{:?}", it.value)));
    all.extend(findings);
    // What an aggregate declares is called after it.
    let (target, other) = (case::snake(new), case::snake(old));
    all.into_iter().map(|it| it.replace(new, old).replace(&*target, &other)).collect()
}

/// What is stored, and under which name.
fn published(analysis: &Analysis) -> Vec<String> {
    let stored = analysis.model.events.values().map(|it| &it.stored_as.value);
    let lock = analysis.lock.as_ref();
    let is_published =
        |it: &&String| lock.is_some_and(|lock| lock.stored_under(it).next().is_some());
    stored.filter(is_published).cloned().collect()
}

/// Something that has a name.
#[derive(Debug, Clone)]
enum Named {
    Element(Subject),
    Type(TypeId),
    Field,
}

impl Named {
    fn all(on: &On<'_>) -> Vec<(Self, String)> {
        let elements = on.elements().map(|(it, _)| (Self::Element(it), on.name(it).value.clone()));
        let types = on.model.types.iter().filter(|(_, it)| {
            !matches!(it.meaning, Meaning::Identity { .. })
                && !matches!(it.place, Place::Version { .. })
        });
        let types = types.map(|(id, it)| (Self::Type(id), it.name.value.clone()));
        let fields: BTreeSet<String> =
            on.fields().iter().map(|it| it.field.name.value.clone()).collect();
        elements.chain(types).chain(fields.into_iter().map(|it| (Self::Field, it))).collect()
    }

    fn renamed(&self, on: &On<'_>, old: &str, new: &str) -> Option<Vec<Edit>> {
        match self {
            Self::Element(subject) => on.renamed(*subject, new),
            Self::Type(id) => on.type_renamed(*id, new),
            Self::Field => on.fields_renamed(old, new),
        }
    }
}

/// Renames everything in a model, one at a time, and gives how many elements, types and fields could be.
fn rename_all(analysis: &Analysis) -> [usize; 3] {
    let mut counts = [0; 3];
    for (named, old) in looked_at(analysis, Named::all) {
        let new = match named {
            Named::Element(_) | Named::Type(_) => format!("Another{old}"),
            Named::Field => format!("another_{old}"),
        };
        let edits = looked_at(analysis, |on| named.renamed(on, &old, &new));
        let Some(edits) = edits else { continue };
        let after = analysis.with(&edits);
        let (now, before) = (told(&after, (&new, &old)), told(analysis, (&new, &old)));
        let others: Vec<_> =
            now.iter().zip(&before).filter(|(now, before)| now != before).collect();
        assert!(now.len() == before.len() && others.is_empty(), "{old}: {others:#?}");
        assert_eq!(published(&after), published(analysis), "{old}");
        counts[match named {
            Named::Element(_) => 0,
            Named::Type(_) => 1,
            Named::Field => 2,
        }] += 1;
    }
    counts
}

fn are_at_least(renamed: [usize; 3], least: [usize; 3], text: &str) {
    let is_enough = renamed.iter().zip(&least).all(|(many, least)| many >= least);
    assert!(is_enough, "{renamed:?} of {least:?}\n{text}");
}

#[test]
fn what_is_published_is_renamed_without_a_finding() {
    are_at_least(rename_all(&bank()), [49, 12, 11], "bank");
}

#[test]
fn every_way_to_name_something_is_followed() {
    for (least, text) in [
        ([64, 14, 13], include_str!("../../../tests/fixtures/corpus/esgen.yaml")),
        ([66, 2, 4], include_str!("../../../tests/corpus/order-backbone.yaml")),
        ([39, 5, 19], include_str!("../../../tests/corpus/library.yaml")),
        ([5, 0, 0], include_str!("../../../tests/fixtures/language/saga.yaml")),
        ([5, 0, 0], include_str!("../../../tests/fixtures/language/scenarios.yaml")),
        (
            [4, 0, 0],
            include_str!("../../../tests/fixtures/language/hotspots_timeline_glossary.yaml"),
        ),
        ([4, 0, 0], include_str!("../../../tests/fixtures/language/multi_context.yaml")),
        ([4, 0, 0], include_str!("../../../tests/fixtures/language/systems.yaml")),
        ([2, 0, 0], include_str!("../../../tests/fixtures/language/versions_split_into.yaml")),
        ([1, 0, 0], include_str!("../../../tests/fixtures/language/versions_names.yaml")),
    ] {
        let renamed = rename_all(&check_text(text.as_bytes()));
        are_at_least(renamed, least, text);
    }
}

/// The model after one event got another name; nothing, when that is not offered.
fn renamed(text: &str, old: &str, new: &str) -> Option<String> {
    let analysis = check_text(text.as_bytes());
    let edits = looked_at(&analysis, |on| {
        let found = on.elements().find(|(subject, _)| on.name(*subject).value == old);
        found.and_then(|(subject, _)| on.renamed(subject, new))
    })?;
    let after = analysis.with(&edits);
    assert_eq!(told(&after, (new, old)), told(&analysis, (new, old)));
    let (_, file) = after.sources.files().next()?;
    Some(file.text().to_owned())
}

fn model(events: &str) -> String {
    format!(
        "esgen: 1\nmodel: shop\nlevel: process\ncontexts:\n  Shop:\n    aggregates:\n      Order:\n        events:\n{events}"
    )
}

#[test]
fn an_event_of_several_versions_keeps_the_name_it_is_stored_under() {
    let block = "          OrderPlace:\n            version: 2\n            changes: { 2: { because: x, steps: [] } }\n";
    let text = renamed(&model(block), "OrderPlace", "OrderPlaced").unwrap_or_default();
    assert!(
        text.contains(
            "OrderPlaced:\n            stored_as: shop.order_place\n            version: 2"
        ),
        "{text}"
    );
    let flow = "          OrderPlace: { version: 2, changes: { 2: { because: x, steps: [] } } }\n";
    let text = renamed(&model(flow), "OrderPlace", "OrderPlaced").unwrap_or_default();
    assert!(text.contains("OrderPlaced: { stored_as: shop.order_place, version: 2"), "{text}");
}

#[test]
fn nothing_is_renamed_where_a_word_could_come_to_mean_something_else() {
    let two = "          OrderPlace: {}\n          OrderPlaced: {}\n";
    assert_eq!(renamed(&model(two), "OrderPlace", "OrderPlaced"), None);
    assert_eq!(renamed(&model(two), "OrderPlace", "Order"), None);
    assert_eq!(renamed(&model(two), "OrderPlace", "Order Placed"), None);
    assert_eq!(renamed(&model(two), "Order", "OrderPlaced"), None);
    let field = "          OrderPlaced: { fields: { order: Text } }\n";
    assert_eq!(renamed(&model(field), "Order", "Purchase"), None);
}

#[test]
fn quotes_stay_and_paths_keep_their_owner() {
    let text = model("          \"OrderPlace\": {}\n")
        + "timeline: [Shop.OrderPlace]\nglossary: { Purchase: OrderPlace }\n";
    let text = renamed(&text, "OrderPlace", "OrderPlaced").unwrap_or_default();
    assert!(text.contains("\"OrderPlaced\": {}"), "{text}");
    assert!(
        text.contains("[Shop.OrderPlaced]") && text.contains("Purchase: OrderPlaced }"),
        "{text}"
    );
}
