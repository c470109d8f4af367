//! What people and machines see of findings: exact places in any script, several files, bounds.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::time::{Duration, Instant};

use esgen::diagnostic::{Applicability, Diagnostic, rule};
use esgen::report::{Look, json_lines, pretty};
use esgen::source::{FileId, SourceMap, Span};

fn span_of(sources: &SourceMap, file: FileId, needle: &str) -> Span {
    let start = sources.text(file).find(needle).unwrap();
    let at = |offset| u32::try_from(offset).unwrap();
    Span::new(file, at(start), at(start + needle.len()))
}

/// A finding over two files, in lines with wide characters.
fn example() -> (SourceMap, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let sales =
        sources.add("model/sales.yaml", "# 😀\nevents:\n  订单已支付: { audience: 公开, 😀: x }\n");
    let other = sources.add("model/payments.yaml", "events:\r\n  - 订单已支付\r\n");
    let finding =
        Diagnostic::error(rule::DUPLICATE_NAME, span_of(&sources, sales, "公开"), "a word twice")
            .label("here")
            .related(span_of(&sources, sales, "订单已支付"), "of this event")
            .related(span_of(&sources, other, "订单已支付"), "also told here")
            .help("keep one")
            .note("both are public")
            .fix(Applicability::Safe, "write `public`", span_of(&sources, sales, "公开"), "public");
    (sources, vec![finding])
}

#[test]
fn a_finding_is_drawn_with_its_places_in_several_files() {
    let (sources, findings) = example();
    insta::assert_snapshot!(pretty(&findings, &sources, Look::default()), @r"
    error[duplicate-name] ES1003

      × a word twice
       ╭─[model/sales.yaml:3:22]
     2 │ events:
     3 │   订单已支付: { audience: 公开, 😀: x }
       ·   ─────┬────              ──┬─
       ·        │                    ╰── here
       ·        ╰── of this event
       ╰────
      help: keep one
            note: both are public
            fix: write `public`
      ☞ also told here
       ╭─[model/payments.yaml:2:5]
     1 │ events:
     2 │   - 订单已支付
       ·     ──────────
       ╰────

    1 error
    ");
    let ascii = pretty(&findings, &sources, Look { unicode: false, ..Look::default() });
    assert!(!ascii.contains(['╭', '│', '×']), "{ascii}");
    let coloured = pretty(&findings, &sources, Look { colour: true, ..Look::default() });
    assert!(coloured.contains("\u{1b}["));
}

#[test]
fn a_machine_reads_the_same_places() {
    let (sources, findings) = example();
    let line: serde_json::Value = serde_json::from_str(&json_lines(&findings, &sources)).unwrap();
    let here = &line["location"];
    assert_eq!(here["start"], serde_json::json!({ "line": 3, "column": 22 }));
    assert_eq!(here["end"], serde_json::json!({ "line": 3, "column": 24 }));
    assert_eq!((&here["byte_start"], &here["byte_end"]), (&46.into(), &52.into()));
    assert_eq!(line["related"][1]["location"]["path"], "model/payments.yaml");
    assert_eq!(line["fix"]["edits"][0]["text"], "public");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the schema is a file")]
fn every_line_fits_the_published_schema() {
    let (sources, mut findings) = example();
    findings.push(Diagnostic::info(rule::YAML_SYNTAX, Span::default(), "bare"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/diagnostic.schema.json");
    let schema: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for line in json_lines(&findings, &sources).lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let complaints: Vec<String> =
            validator.iter_errors(&line).map(|it| it.to_string()).collect();
        assert_eq!(complaints, [""; 0]);
    }
}

#[test]
fn places_at_the_edges_are_drawn_too() {
    let mut sources = SourceMap::default();
    let texts = ["", "\n", "a", "a\n", "a\r\nb", "\u{feff}a: 😀"];
    for text in texts {
        let file = sources.add("a.yaml", text);
        let end = u32::try_from(text.len()).unwrap();
        let findings = [
            Diagnostic::error(rule::YAML_SYNTAX, Span::new(file, 0, 0), "at the start"),
            Diagnostic::warning(rule::YAML_SYNTAX, Span::new(file, end, end), "at the end"),
            Diagnostic::info(rule::YAML_SYNTAX, Span::new(file, 0, end), "all of it").label("this"),
            Diagnostic::error(rule::YAML_SYNTAX, Span::new(file, end + 5, end + 9), "outside"),
        ];
        let drawn = pretty(&findings, &sources, Look::default());
        for message in ["at the start", "at the end", "all of it", "outside"] {
            assert!(drawn.contains(message), "{text:?}: {drawn}");
        }
    }
}

#[test]
fn thousands_of_findings_are_drawn_at_once_and_the_rest_is_counted() {
    let mut sources = SourceMap::default();
    let file = sources.add("large.yaml", "some: thing that is wrong here\n".repeat(30_000));
    let finding = |at: u32| {
        Diagnostic::error(rule::UNKNOWN_KEY, Span::new(file, at * 31, at * 31 + 4), "wrong")
            .label("this")
    };
    let findings: Vec<Diagnostic> = (0..3_000).map(|at| finding(at * 10)).collect();
    let start = Instant::now();
    let all = pretty(&findings, &sources, Look { most: usize::MAX, ..Look::default() });
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert!(all.contains("large.yaml:29991:1") && all.ends_with("3000 errors\n"));
    let some = pretty(&findings, &sources, Look::default());
    assert!(some.ends_with("... and 2800 more\n3000 errors\n"));
}

#[test]
fn a_line_as_long_as_a_file_is_not_shown_as_a_whole() {
    let words = "订单 ".repeat(200_000);
    let mut sources = SourceMap::default();
    let file = sources.add("a.yaml", format!("short: 1\nlong: {words}here {words}\nnext: 2\n"));
    let here = span_of(&sources, file, "here");
    let far = span_of(&sources, file, "long");
    let whole = Span::new(file, far.start, here.start);
    let finding =
        Diagnostic::error(rule::WRONG_KIND, here, "a word").related(far, "because of this");
    let all = Diagnostic::error(rule::WRONG_KIND, whole, "all of it");
    let text = pretty(&[finding, all], &sources, Look { width: 10_000, ..Look::default() });
    assert!(text.len() < 20_000, "{} bytes", text.len());
    assert!(text.contains("here 订单"), "{text}");
    assert!(text.contains("because of this") && text.contains("a.yaml:2:1"), "{text}");
}
