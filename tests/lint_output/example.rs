//! A model with everything in its names and paths that could break a format, and reports about it.

use esgen::{
    diagnostic::{Applicability, Diagnostic, Edit, Label, rule},
    lint::{Finding, Overrides, Place, Report, Selector, lint},
    model::Level,
    pipeline::{Analysis, Reading},
    source::{SourceMap, Span},
};

const ROOT: &str = "\
esgen: 1
model: shop
level: design
include: ['parts/*.yaml']
actors: [Clerk]
hotspots:
  - { about: ShipOrder, text: 'who ships: we, or \"they\"? 50% | 50%' }
lint:
  per_path:
    - { path: 'Orders/Legacy*', ignore: [command-unhandled], reason: 'from <the> old, 100% & more' }
";

/// Lines of this file end with CRLF.
const PART: &str = "\
contexts:
  Orders:
    level: process
    aggregates:
      Order:
        commands:
          PlaceOrder: { creates: true, by: [Clerk], emits: OrderPlacedEvent }
        events:
          OrderPlacedEvent:\t{ label: \"订单, \\\"已: 支付\\\" 100%\" }
    commands:
      ArchiveOrder: { by: [Clerk], label: \"归档, 订单: <100%> [now](x) 😀\" }
      ShipOrder: { by: [Clerk] }
      # esgen: allow(command-unhandled) the back office does it: 100% \"sure\", or | not
      CloseOrder: { by: [Clerk] }
      LegacyOrder: { by: [Clerk] }
      # esgen: allow(kind-suffix) nobody remembers
      OpenOrder:
        by: [Clerk]
        allow: [{ rule: command-unhandled, reason: a pilot, until: 2999-01-31 }]
";

const PART_PATH: &str = "parts/订单, 100% [a]:b.yaml";

fn analysis(files: &[(&str, &str)]) -> Analysis {
    let [(path, text), parts @ ..] = files else { panic!("a root") };
    let mut reading = Reading::new(*path, text.as_bytes().to_vec());
    for (path, text) in parts {
        reading.add(*path, text.replace('\n', "\r\n").into_bytes());
    }
    reading.analyze()
}

fn linted(analysis: &Analysis) -> Report {
    let rules = ["command-unhandled", "kind-suffix", "unused-suppression"];
    let only = rules.map(|rule| Selector::of(rule).unwrap()).to_vec();
    lint(analysis, &Overrides { only, ..Overrides::default() })
}

fn span_of(sources: &SourceMap, file: usize, needle: &str) -> Span {
    let (id, file) = sources.files().nth(file).unwrap();
    let start = file.text().find(needle).unwrap();
    let at = |offset| u32::try_from(offset).unwrap();
    Span::new(id, at(start), at(start + needle.len()))
}

/// Findings of every kind: open, covered, suppressed in each way, fixable, and a way through two files.
pub(crate) fn example() -> (Report, SourceMap) {
    let analysis = analysis(&[("esgen.yaml", ROOT), (PART_PATH, PART)]);
    let mut report = linted(&analysis);
    let sources = analysis.sources;
    let here = |needle| span_of(&sources, 1, needle);
    let step = |needle, text: &str| Label { span: here(needle), text: text.to_owned() };
    let edit = |span, text: &str| Edit { span, text: text.to_owned() };
    let diagnostic = Diagnostic::warning(
        rule::UNKNOWN_KEY,
        here("ShipOrder"),
        "`ShipOrder` leads back to itself, see [here](1)",
    )
    .label("and so on")
    .way([
        step("PlaceOrder", "which leads to `OrderPlacedEvent`"),
        step("OrderPlacedEvent:", "which leads to \"订单\" [100%]"),
        Label { span: span_of(&sources, 0, "actors"), text: "in another file".to_owned() },
    ])
    .help("let it end")
    .note("a way has 3 steps")
    .fix_all(
        Applicability::Unsafe,
        "rename to `SendOrder`",
        vec![
            edit(here("ShipOrder"), "SendOrder"),
            edit(span_of(&sources, 0, "ShipOrder"), "SendOrder"),
        ],
    );
    report.findings.push(Finding {
        diagnostic,
        place: Place { path: "Orders/ShipOrder".to_owned(), kind: "command", label: None },
        level: Some(Level::Process),
        fingerprint: "0123456789abcdef:2".to_owned(),
        suppressed: None,
        hotspot: None,
    });
    (report, sources)
}

/// A model without a finding.
pub(crate) fn clean() -> (Report, SourceMap) {
    let analysis = analysis(&[("esgen.yaml", include_str!("../../src/cli/init.yaml"))]);
    (linted(&analysis), analysis.sources)
}

/// That many warnings, evenly over a file of 400 KB.
pub(crate) fn crowd(number: u32) -> (Report, SourceMap) {
    let (mut report, _) = clean();
    let mut sources = SourceMap::default();
    let line = "订单: thing that is wrong here, and some more\n";
    let lines = 400_000 / line.len();
    let file = sources.add("large.yaml", line.repeat(lines));
    let every = lines / number as usize;
    report.findings = (0..number)
        .map(|at| {
            let start = u32::try_from(at as usize * every * line.len()).unwrap();
            let span = Span::new(file, start, start + 6);
            Finding {
                diagnostic: Diagnostic::warning(rule::UNKNOWN_KEY, span, "wrong").label("this"),
                place: Place::model(),
                level: None,
                fingerprint: format!("{at:016x}"),
                suppressed: None,
                hotspot: None,
            }
        })
        .collect();
    (report, sources)
}
