//! Large models, healthy and sick.

use std::fmt::Write as _;

use super::resolve;
use crate::{source::SourceMap, syntax};

#[test]
fn ten_thousand_events_take_no_time() {
    let mut yaml = "esgen: 1\nmodel: m\ncontexts:\n".to_owned();
    for context in 0..100 {
        writeln!(yaml, "  Context{context}:\n    aggregates:").unwrap();
        for aggregate in 0..10 {
            writeln!(yaml, "      Thing{aggregate}:\n        commands:\n          Start{aggregate}: {{ creates: true, emits: Done{aggregate}x0 }}").unwrap();
            for event in 1..10 {
                writeln!(yaml, "          Do{aggregate}x{event}: {{ fields: {{ a: Text, b: Int }}, emits: Done{aggregate}x{event} }}").unwrap();
            }
            writeln!(yaml, "        events:\n          Done{aggregate}x0: {{}}").unwrap();
            for event in 1..10 {
                writeln!(
                    yaml,
                    "          Done{aggregate}x{event}: {{ fields: {{ a: Text, b: Int }} }}"
                )
                .unwrap();
            }
        }
    }
    let mut sources = SourceMap::default();
    let file = sources.add("esgen.yaml", yaml);
    let (document, _) = syntax::parse(file, &sources);
    let start = std::time::Instant::now();
    let (model, findings) = resolve(&[document]);
    assert_eq!((model.events.len(), findings.len()), (10_000, 0));
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn ten_thousand_dangling_words_take_no_time() {
    let mut yaml =
        "esgen: 1\nmodel: m\ntypes: { T0: Text }\ncontexts:\n  Shop:\n    types:\n".to_owned();
    for number in 0..2_000 {
        writeln!(yaml, "      Kind{number}: Text").unwrap();
    }
    yaml.push_str("    aggregates:\n      Order:\n        commands:\n");
    for number in 0..5_000 {
        writeln!(
            yaml,
            "          Do{number}: {{ emits: Dome{number}, fields: {{ a: Kimd{number} }} }}"
        )
        .unwrap();
    }
    yaml.push_str("        events:\n");
    for number in 0..5_000 {
        writeln!(yaml, "          Done{number}: {{}}").unwrap();
    }
    let mut sources = SourceMap::default();
    let file = sources.add("esgen.yaml", yaml);
    let (document, _) = syntax::parse(file, &sources);
    let start = std::time::Instant::now();
    let (_, findings) = resolve(&[document]);
    assert_eq!(findings.len(), 10_000);
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
