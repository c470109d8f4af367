//! What a model looks like makes no difference to what is found in it: its order, its files, its quotes, its comments, a
//! name, or a stranger beside it. Rule, element, severity and fingerprint of every finding stay the same.

use std::fmt::Write as _;

use esgen::{
    lint::{Overrides, Report, lint},
    pipeline::Analysis,
    syntax::ast::Preset,
    types::{Meaning, Place},
};
use serde_yaml::{Mapping, Value};

#[path = "support/models.rs"]
mod models;

use models::{Model, examples, originals};

fn all() -> impl Iterator<Item = Model> {
    examples().into_iter().chain(originals())
}

fn linted(model: &Model) -> (Analysis, Report) {
    let analysis = model.reading().analyze();
    let today = "2026-06-01".parse().ok();
    let strict =
        Overrides { presets: vec![Preset::Strict], preview: true, today, ..Overrides::default() };
    let report = lint(&analysis, &strict);
    (analysis, report)
}

/// Every finding by severity, rule, element and fingerprint.
fn said(model: &Model) -> Vec<String> {
    let (_, report) = linted(model);
    let line = |it: &esgen::lint::Finding| {
        let (found, path) = (&it.diagnostic, &it.place.path);
        format!("{} {} {path} {}", found.severity.as_str(), found.rule, it.fingerprint)
    };
    let mut lines: Vec<String> = report.findings.iter().map(line).collect();
    lines.sort();
    lines
}

/// Demands that models say the same after a change.
fn stays(change: impl Fn(&Model) -> Model) {
    for model in all() {
        let changed = change(&model);
        assert_ne!(changed.files, model.files, "{}: nothing changed", model.name);
        let (before, after) = (said(&model), said(&changed));
        let text = || changed.files.iter().map(|(_, text)| text.as_str()).collect::<String>();
        assert_eq!(before, after, "{}\n{}", model.name, text());
    }
}

/// A model with other texts in its files.
fn with_texts(model: &Model, text: impl Fn(&str) -> String) -> Model {
    let file = |(path, old): &(String, String)| (path.clone(), text(old));
    Model { files: model.files.iter().map(file).collect(), ..model.clone() }
}

fn tree(text: &str) -> Mapping {
    serde_yaml::from_str(text).expect("YAML")
}

fn block(tree: &Mapping) -> String {
    serde_yaml::to_string(tree).expect("YAML")
}

/// A tree in brackets, with quotes around every text.
fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => serde_json::to_string(text).expect("JSON"),
        Value::Sequence(items) => {
            format!("[ {} ]", items.iter().map(flow).collect::<Vec<_>>().join(", "))
        }
        Value::Mapping(entries) => {
            let entry = |(key, value): (&Value, &Value)| format!("{}: {}", flow(key), flow(value));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(",\n  "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Tagged(_) => {
            serde_yaml::to_string(value).expect("YAML").trim().to_owned()
        }
    }
}

/// A tree whose tables are in the opposite order; what changed in an event has an order of its own.
fn reversed(value: Value) -> Value {
    match value {
        Value::Mapping(entries) => {
            let entry = |(key, value): (Value, Value)| {
                let is_history = key.as_str() == Some("changes");
                let value = if is_history { value } else { reversed(value) };
                (key, value)
            };
            let mut entries: Vec<_> = entries.into_iter().map(entry).collect();
            entries.reverse();
            Value::Mapping(entries.into_iter().collect())
        }
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(reversed).collect()),
        other @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Tagged(_)) => other,
    }
}

/// The one file of a model, with all that it includes.
fn in_one(model: &Model) -> Mapping {
    let mut files = model.files.iter().map(|(_, text)| tree(text));
    let mut root = files.next().expect("a root");
    root.remove("include");
    for file in files {
        for (key, value) in file {
            match (root.get_mut(&key), value) {
                (Some(Value::Mapping(known)), Value::Mapping(more)) => known.extend(more),
                (Some(Value::Sequence(known)), Value::Sequence(more)) => known.extend(more),
                (_, value) => drop(root.insert(key, value)),
            }
        }
    }
    root
}

#[test]
fn another_writer_makes_no_difference() {
    stays(|model| with_texts(model, |text| block(&tree(text))));
}

#[test]
fn brackets_and_quotes_make_no_difference() {
    stays(|model| with_texts(model, |text| flow(&Value::Mapping(tree(text)))));
}

#[test]
fn order_makes_no_difference() {
    let reverse = |text: &str| match reversed(Value::Mapping(tree(text))) {
        Value::Mapping(tree) => block(&tree),
        other => unreachable!("{other:?}"),
    };
    stays(|model| with_texts(model, reverse));
}

#[test]
fn files_make_no_difference() {
    stays(|model| {
        let mut root = in_one(model);
        let files = if model.files.len() > 1 { Vec::new() } else { split(&mut root) };
        let root = ("esgen.yaml".to_owned(), block(&root));
        Model { files: std::iter::once(root).chain(files).collect(), ..model.clone() }
    });
}

/// Takes the contexts out of a root, each into a file of its own.
fn split(root: &mut Mapping) -> Vec<(String, String)> {
    let contexts = root.remove("contexts").expect("contexts");
    root.insert("include".into(), "contexts/*.yaml".into());
    let file = |(name, context): (Value, Value)| {
        let path = format!("contexts/{}.yaml", name.as_str().expect("a name"));
        let contexts: Mapping = [(name, context)].into_iter().collect();
        (path, block(&[("contexts".into(), Value::Mapping(contexts))].into_iter().collect()))
    };
    match contexts {
        Value::Mapping(contexts) => contexts.into_iter().map(file).collect(),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn comments_and_blank_lines_make_no_difference() {
    stays(|model| with_texts(model, noted));
}

/// A text with an empty line and a comment above every line that begins with a key.
fn noted(text: &str) -> String {
    let mut out = String::new();
    let mut scalar: Option<usize> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if scalar.is_some_and(|depth| indent <= depth && !line.trim().is_empty()) {
            scalar = None;
        }
        let key = line.trim_start().split(':').next().unwrap_or_default();
        let is_key = line.contains(':') && key.chars().all(|it| it.is_alphanumeric() || it == '_');
        if is_key && scalar.is_none() {
            out.push_str("\n # Nobody reads this: {\n");
        }
        if line.ends_with(['>', '|']) || line.ends_with(">-") || line.ends_with("|-") {
            scalar = Some(indent);
        }
        let _ = writeln!(out, "{line}");
    }
    out
}

const STRANGER: &str = "
Lighthouse:
  label: A light of its own
  description: Has nothing to do with anything.
  owner: the keepers
  aggregates:
    Lamp:
      description: The lamp of a tower.
      state: { tower: Text, burning: LampState = lit }
      lifecycle: { field: burning, initial: lit, final: [dark] }
      commands:
        LightLamp: { creates: true, by: [Keeper], fields: { tower: Text }, emits: LampLit }
        QuenchLamp: { by: [Keeper], from: [lit], emits: LampQuenched }
      events:
        LampLit: { fields: { tower: Text }, sets: { tower: tower } }
        LampQuenched: { moves_to: dark }
  types:
    LampState: [lit, dark]
";

/// What is said of the stranger himself is not what is asked.
#[test]
fn a_stranger_makes_no_difference() {
    for model in all() {
        let mut root = in_one(&model);
        let table = |root: &mut Mapping, key: &str, name: &str, value: Value| {
            let entry = root.entry(key.into()).or_insert_with(|| Value::Mapping(Mapping::new()));
            match entry {
                Value::Mapping(entries) => drop(entries.insert(name.into(), value)),
                Value::Sequence(items) => items.push(name.into()),
                other => unreachable!("{other:?}"),
            }
        };
        let stranger = tree(STRANGER).remove("Lighthouse").expect("a context");
        table(&mut root, "contexts", "Lighthouse", stranger);
        table(&mut root, "actors", "Keeper", Value::Mapping(tree("description: Climbs stairs.")));
        let files = vec![("esgen.yaml".to_owned(), block(&root))];
        let mut after = said(&Model { files, ..model.clone() });
        after.retain(|line| !line.contains(" Lighthouse") && !line.contains(" Keeper"));
        assert_eq!(said(&model), after, "{}", model.name);
    }
}

/// Something is called differently wherever it is named. What was said of it is said of the new name; what was said of
/// others has kept its fingerprint.
#[test]
fn a_name_makes_no_difference() {
    for model in all() {
        let model = Model { lock: None, history: Vec::new(), ..model };
        let (analysis, before) = linted(&model);
        let is_accused = |name: &str| {
            before.findings.iter().any(|it| it.diagnostic.message.contains(&format!("`{name}`")))
        };
        for old in names(&analysis).into_iter().filter(|name| !is_accused(name)) {
            let new = format!("Newly{old}");
            let changed = with_texts(&model, |text| renamed(text, old, &new));
            let after = linted(&changed).1;
            assert_eq!(told(&before, old, &new), told(&after, old, &new), "{}: {old}", model.name);
        }
    }
}

/// Some names of every kind that is not part of other names: events, contexts, sagas, policies, read models and types.
fn names(analysis: &Analysis) -> Vec<&str> {
    let esgen::model::Model { events, contexts, sagas, policies, read_models, types, .. } =
        &analysis.model;
    let types = types.iter().map(|(_, it)| it).filter(|it| {
        !matches!(it.meaning, Meaning::Identity { .. })
            && !matches!(it.place, Place::Version { .. })
    });
    let mut names: Vec<&str> = events.values().map(|it| it.name.value.as_str()).take(3).collect();
    names.extend(contexts.values().map(|it| it.name.value.as_str()).take(2));
    names.extend(sagas.values().map(|it| it.name.value.as_str()).take(1));
    names.extend(policies.values().map(|it| it.name.value.as_str()).take(1));
    names.extend(read_models.values().map(|it| it.name.value.as_str()).take(1));
    names.extend(types.map(|it| it.name.value.as_str()).take(2));
    names
}

/// Every finding by its message and element, as it is after a renaming; with its fingerprint when it is about others.
fn told(report: &Report, old: &str, new: &str) -> Vec<String> {
    let line = |it: &esgen::lint::Finding| {
        let found = &it.diagnostic;
        let path = renamed(&it.place.path, old, new);
        // Other places, and what a question is about, take part in the name of a finding.
        let is_about =
            path.contains(new) || !found.related.is_empty() || found.rule == "open-hotspot";
        let print = if is_about { "" } else { &it.fingerprint };
        format!("{} {} {path} {print}", found.severity.as_str(), found.rule)
    };
    let mut lines: Vec<String> = report.findings.iter().map(line).collect();
    lines.sort();
    lines
}

/// A text in which a word is another one.
fn renamed(text: &str, old: &str, new: &str) -> String {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(old) {
        let (before, behind) = (&rest[..at], &rest[at + old.len()..]);
        out.push_str(before);
        let is_word = !out.ends_with(is_part) && !behind.starts_with(is_part);
        out.push_str(if is_word { new } else { old });
        rest = behind;
    }
    out + rest
}
