//! Every element that can be renamed is, in models that name things in every way there is.

use crate::{
    lint::{On, Overrides, Settings, flow::Flow, outlines::Outlines, rename::Renames},
    model::Subject,
    pipeline::{Analysis, Reading, check_text},
};

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

/// Everything that a name takes part in, with one name instead of another.
fn told(analysis: &Analysis, new: &str, old: &str) -> Vec<String> {
    looked_at(analysis, |on| {
        let names = on.elements().map(|(subject, _)| on.name(subject).value.clone());
        let references = on.model.references.iter().map(|it| format!("{:?}", it.value));
        let findings = analysis.diagnostics.iter().map(|it| format!("{}: {}", it.rule, it.message));
        let published = on.model.events.values().map(|it| it.stored_as.value.clone());
        let published = published
            .filter(|name| on.lock.is_some_and(|lock| lock.stored_under(name).next().is_some()));
        let all = names.chain(references).chain(findings).chain(published);
        all.map(|it| if it == new { old.to_owned() } else { it.replace(new, old) }).collect()
    })
}

/// Renames every element of a model, one at a time, and gives how many could be.
fn rename_all(analysis: &Analysis) -> usize {
    let elements: Vec<(Subject, String)> = looked_at(analysis, |on| {
        on.elements().map(|(subject, _)| (subject, on.name(subject).value.clone())).collect()
    });
    let mut renamed = 0;
    for (subject, old) in elements {
        let new = format!("Another{old}");
        let Some(edits) = looked_at(analysis, |on| on.renamed(subject, &new)) else { continue };
        let after = analysis.with(&edits);
        let (now, before) = (told(&after, &new, &old), told(analysis, &new, &old));
        let others: Vec<_> =
            now.iter().zip(&before).filter(|(now, before)| now != before).collect();
        assert!(now.len() == before.len() && others.is_empty(), "{old}: {others:?}");
        renamed += 1;
    }
    renamed
}

#[test]
fn what_is_published_is_renamed_without_a_finding() {
    let renamed = rename_all(&bank());
    assert!(renamed >= 40, "{renamed}");
}

#[test]
fn every_way_to_name_something_is_followed() {
    for (least, text) in [
        (30, include_str!("../../../tests/fixtures/corpus/esgen.yaml")),
        (5, include_str!("../../../tests/fixtures/language/saga.yaml")),
        (5, include_str!("../../../tests/fixtures/language/scenarios.yaml")),
        (4, include_str!("../../../tests/fixtures/language/hotspots_timeline_glossary.yaml")),
        (4, include_str!("../../../tests/fixtures/language/multi_context.yaml")),
        (4, include_str!("../../../tests/fixtures/language/systems.yaml")),
        (2, include_str!("../../../tests/fixtures/language/versions_split_into.yaml")),
        (1, include_str!("../../../tests/fixtures/language/versions_names.yaml")),
    ] {
        let renamed = rename_all(&check_text(text.as_bytes()));
        assert!(renamed >= least, "{renamed} of {least}\n{text}");
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
    assert_eq!(told(&after, new, old), told(&analysis, new, old));
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
    assert_eq!(renamed(&model(two), "Order", "Purchase"), None);
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
