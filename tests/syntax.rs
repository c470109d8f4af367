//! The front end against whole files: good ones are read without a word, bad ones tell exactly what
//! their `#~ rule place` remarks say, and the published JSON Schema agrees with the reader.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::fs;
use std::path::{Path, PathBuf};

use esgen::diagnostic::{Diagnostic, Severity};
use esgen::source::{FileId, SourceMap};
use esgen::syntax::{self, Value, ValueKind};

#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn fixtures(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/syntax").join(folder);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn source(text: &str) -> (FileId, SourceMap) {
    let mut sources = SourceMap::default();
    (sources.add("model.yaml", text), sources)
}

/// Line, rule and underlined text of each finding.
fn told(findings: &[Diagnostic], sources: &SourceMap) -> Vec<String> {
    let tell = |finding: &Diagnostic| {
        let span = finding.primary.span;
        format!("{} {} {}", sources.start_of(span).line, finding.rule, sources.slice(span).trim())
    };
    findings.iter().map(tell).collect()
}

/// The same from the remarks in the text.
fn remarked(text: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    let remarks = lines.filter_map(|(at, line)| Some((at + 1, line.split_once("#~ ")?.1)));
    remarks
        .flat_map(|(line, remarks)| {
            remarks.split(" | ").map(move |one| format!("{line} {}", one.trim()))
        })
        .map(|remark| remark.trim().to_owned())
        .collect()
}

#[test]
fn good_models_are_read_without_a_word() {
    for (path, text) in fixtures("good") {
        let (file, sources) = source(&text);
        let (document, findings) = syntax::parse(file, &sources);
        assert_eq!(told(&findings, &sources), [""; 0], "{}", path.display());
        assert!(document.complete && document.head.is_some());
    }
}

#[test]
fn bad_models_tell_all_that_is_wrong_in_one_run() {
    for (path, text) in fixtures("bad") {
        let (file, sources) = source(&text);
        let (_, findings) = syntax::parse(file, &sources);
        let told: Vec<String> =
            told(&findings, &sources).iter().map(|line| line.trim().to_owned()).collect();
        assert_eq!(told, remarked(&text), "{}", path.display());
    }
}

/// Mistakes of lines and brackets, where no remark fits: the text, what is underlined, what is said.
#[test]
fn broken_lines_are_explained() {
    let cases = [
        ("a:\n\tb: c\n", "\t", "a tab indents this line"),
        ("a:\n  b: c\n   d: e\n", "d", "indented as a part of the text above it"),
        ("a:\n  b: c\n d: e\n", "d: e", "indented like none of the keys above it"),
        ("a: b\n- c\n", "- c", "an item of a list cannot stand beside keys"),
        ("a: b\nc\nd: e\n", "c", "this line has no colon"),
        ("a: |\n   b\n  c\n", "c", "this line belongs to nothing above it"),
        ("name:Order\n  id: x\n", "name:Order", "a colon needs a space behind it"),
        ("a: \"b\nc: d\n", "\"", "the quote that opens here is never closed"),
        ("a: 'it's'\n", "'it's'", "the value goes on behind its closing quote"),
        ("a: {b: c\nd: e\n", "{", "the bracket that opens here is never closed"),
        ("a: [ { b: c }\n  d: e\nf: g\n", "[", "the bracket that opens here is never closed"),
        ("a: {b: c d: e}\n", "d", "a comma is missing before `d:`"),
        ("a: [b}\n", "[", "`[` opens here, but `}` closes it"),
        ("a: @b\n", "@b", "a value cannot begin with `@`"),
        ("a: > 5\n", "> 5", "a block of text to YAML"),
        ("a: &b && c\n", "&b && c", "an anchor to YAML"),
        ("%YAML 1.1\n---\na: b\n", "%", "models need no YAML directives"),
        ("a: b\n---\nc: d\n", "---", "a second document starts here"),
        ("a: &b [*b]\n", "*b", "stands inside the value that it names"),
        ("a: [*b]\n", "*b", "no anchor `&b` stands before this alias"),
        ("账户: {b: c}, d\n", "{b: c}, d", "a mapping to YAML"),
    ];
    for (text, place, message) in cases {
        let (file, sources) = source(text);
        let findings = syntax::parse_value(file, &sources).1;
        let told = findings.iter().map(|it| (sources.slice(it.primary.span), &*it.message));
        let told: Vec<_> = told.collect();
        assert!(
            told.iter().any(|(at, said)| *at == place && said.contains(message)),
            "{text}{told:?}"
        );
    }
}

#[test]
fn brackets_inside_of_brackets_need_quotes() {
    let (file, sources) = source("state: { tags: set<Text> = [], total: Int }\n");
    let (_, findings) = syntax::parse_value(file, &sources);
    let helps: Vec<_> = findings.iter().filter_map(|it| it.help.as_deref()).collect();
    assert_eq!(helps, ["write `\"set<Text> = []\"`"]);
}

#[test]
fn the_schema_and_the_reader_agree() {
    let schema = syntax::model_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (path, text) in fixtures("good").into_iter().chain(fixtures("bad")) {
        let (file, sources) = source(&text);
        let (value, unreadable) = syntax::parse_value(file, &sources);
        if !unreadable.is_empty() {
            continue;
        }
        let (_, findings) = syntax::parse(file, &sources);
        let good = findings.iter().all(|finding| finding.severity != Severity::Error);
        let json = json_of(&value.unwrap());
        let complaint = validator.iter_errors(&json).next().map(|error| error.to_string());
        assert_eq!(good, complaint.is_none(), "{}: {complaint:?}", path.display());
    }
}

/// Single slips and their good neighbours, each in a place of its own.
const SLIPS: &str = r"
titel: x
level: Design
include: [1]
include: a.yaml
include: { a: b }
actors: [A, 1]
actors: { A: x }
actors: { A: { draft: 1 } }
types: { A: { open: true } }
types: { A: { values: [a], fields: { b: Int } } }
types: { A: [a, 1] }
types: { A: 1 }
types: { A: { type: Int, min: [1] } }
types: { A: { fields: { b: { description: x } } } }
types: { A: { fields: [b] } }
contexts: { A: { kind: none } }
contexts: [A, B]
contexts: A
timeline: [{ pivotal: A }]
timeline: [{ pivot: A }]
timeline: [[A]]
hotspots: [{ about: A }]
hotspots: [x, { text: y }]
glossary: { A: [b] }
context_map: [{ upstream: A }]
context_map: [{ partnership: [A, B] }]
context_map: [{}]
context_map: [{ partnership: [A, B], shared_kernel: [A, C] }]
context_map: [{ upstream: A, downstream: B, patterns: [open] }]
scenarios: [{ given: [A] }]
scenarios: [{ name: a, given: A }]
scenarios: [{ name: a, when: A }]
scenarios: [{ name: a, when: { A: { x: [1] } } }]
scenarios: [{ name: a, when: { A: , B: } }]
sagas: { A: { reacts: { B: { undo: C } } } }
sagas: { A: { reacts: { B: { undo: { with: { a: b } } } } } }
sagas: { A: { reacts: { B: { with: { a: null } } } } }
sagas: { A: { timeouts: { B: { ends: true } } } }
sagas: { A: { timeouts: { B: { after: P1D } } } }
systems: { A: { handles: [B], emits: { C: { version: x } } } }
generate: { store: oracle }
lint: [1]
contexts: { A: { events: { E: { changes: { x: { because: y } } } } } }
contexts: { A: { events: { E: { changes: { 2: { steps: [] } } } } } }
contexts: { A: { events: { E: { changes: { 2: { because: y, steps: [{ add: a, drop: { b: Int } }] } } } } } }
contexts: { A: { events: { E: { changes: { 2: { because: y, steps: [{ add: { a: { from: 1 } } }] } } } } } }
contexts: { A: { events: { E: { changes: { 2: { because: y, steps: [{ add: { a: { from: b, c: 1 } } }] } } } } } }
contexts: { A: { events: { E: { changes: { 2: { because: y, steps: [{}] } } } } } }
contexts: { A: { events: { E: { split_into: [{ F: { a: b } }, G] } } } }
contexts: { A: { events: { E: { sets: { a: 1, b: true, c: { using: f } } } } } }
contexts: { A: { events: { E: { sets: { a: null } } } } }
contexts: { A: { events: { E: { sets: { a: { usin: f } } } } } }
contexts: { A: { read_models: { R: { from: { E: delete, F: [{ a: b }] } } } } }
contexts: { A: { read_models: { R: { from: { E: drop } } } } }
deprecated: 1
deprecated: true
deprecated: { since: x }
allow: x
allow: [{ reason: x }]
";

/// So many places that schema and reader cannot agree by accident.
#[test]
fn the_schema_and_the_reader_agree_on_every_slip() {
    let schema = syntax::model_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for slip in SLIPS.lines().filter(|line| !line.is_empty()) {
        let text = format!("esgen: 1\nmodel: m\n{slip}\n");
        let (file, sources) = source(&text);
        let (_, findings) = syntax::parse(file, &sources);
        let json = json_of(&syntax::parse_value(file, &sources).0.unwrap());
        let complaint = validator.iter_errors(&json).next().map(|error| error.to_string());
        assert_eq!(findings.is_empty(), complaint.is_none(), "{slip}: {findings:?} {complaint:?}");
    }
}

/// `UPDATE=1 cargo test` writes the files anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "the published schemas are files")]
fn the_published_schemas_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for (name, schema) in [("model", syntax::model_schema()), ("part", syntax::part_schema())] {
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        let path = folder.join(format!("{name}.schema.json"));
        if std::env::var("UPDATE").is_ok() {
            fs::write(&path, &text).unwrap();
        }
        let published = fs::read_to_string(&path).unwrap_or_default();
        assert!(published == text, "{} is stale: run `UPDATE=1 cargo test`", path.display());
        let example = &schema["examples"][0];
        assert!(jsonschema::validator_for(&schema).unwrap().is_valid(example));
    }
}

#[test]
fn included_files_hold_the_board_and_nothing_of_the_head() {
    let text = "esgen: 1\nmodel: m\ninclude: a.yaml\ndescription: x\nactors: [A]\nlevl: design\n";
    let (file, sources) = source(text);
    let (document, findings) = syntax::parse_included(file, &sources);
    assert_eq!(
        told(&findings, &sources),
        ["2 unknown-key model", "3 unknown-key include", "6 unknown-key levl"]
    );
    assert!(document.head.is_none());
    assert_eq!(document.board.actors.entries().len(), 1);
}

/// Every scalar points at the bytes it was read from.
#[test]
fn every_word_of_a_good_model_points_at_itself() {
    for (path, text) in fixtures("good") {
        let (file, sources) = source(&text);
        let value = syntax::parse_value(file, &sources).0.unwrap();
        check_words(&value, &sources, &path);
    }
}

fn check_words(value: &Value, sources: &SourceMap, path: &Path) {
    match &value.kind {
        ValueKind::Text(text) | ValueKind::Number(text) => {
            let written = sources.slice(value.span);
            let rewritten = written.starts_with(['"', '\'']) || written.contains('\n');
            assert!(rewritten || written == text, "{}: {text} is {written}", path.display());
        }
        ValueKind::List(items) => items.iter().for_each(|item| check_words(item, sources, path)),
        ValueKind::Map(pairs) => {
            for (key, value) in pairs {
                assert!(sources.slice(key.span).trim_matches('"') == key.value, "{}", key.value);
                check_words(value, sources, path);
            }
        }
        ValueKind::Null | ValueKind::Bool(_) => {}
    }
}

#[test]
fn an_independent_reader_finds_the_same_in_every_good_model() {
    for (path, text) in fixtures("good") {
        let (file, sources) = source(&text);
        let ours = syntax::parse_value(file, &sources).0.unwrap();
        // libyaml takes a byte order mark for a document of its own.
        let text = text.trim_start_matches('\u{feff}');
        let theirs: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
        assert!(same(&ours, &theirs), "{}", path.display());
    }
}

fn same(ours: &Value, theirs: &serde_yaml::Value) -> bool {
    match (&ours.kind, theirs) {
        (ValueKind::Null, serde_yaml::Value::Null) => true,
        (ValueKind::Bool(ours), serde_yaml::Value::Bool(theirs)) => ours == theirs,
        (ValueKind::Number(ours), serde_yaml::Value::Number(theirs)) => {
            ours.parse::<f64>().ok() == theirs.as_f64()
        }
        (ValueKind::Text(ours), serde_yaml::Value::String(theirs)) => ours == theirs,
        (ValueKind::List(ours), serde_yaml::Value::Sequence(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
        }
        (ValueKind::Map(ours), serde_yaml::Value::Mapping(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|((key, a), (name, b))| {
                    let name = serde_yaml::to_string(name).unwrap();
                    let name = name.trim().trim_matches(['"', '\'']);
                    key.value == name && same(a, b)
                })
        }
        _ => false,
    }
}

fn json_of(value: &Value) -> serde_json::Value {
    match &value.kind {
        ValueKind::Null => serde_json::Value::Null,
        ValueKind::Bool(value) => (*value).into(),
        ValueKind::Number(text) => text
            .parse::<i64>()
            .map_or_else(|_| text.parse::<f64>().unwrap_or(0.0).into(), Into::into),
        ValueKind::Text(text) => text.as_str().into(),
        ValueKind::List(items) => items.iter().map(json_of).collect(),
        ValueKind::Map(pairs) => {
            pairs.iter().map(|(key, value)| (key.value.clone(), json_of(value))).collect()
        }
    }
}
