//! Somebody may agree to what the pages report, in a key or in a comment, and then nothing is left to say; and what can
//! be fixed safely, comes to an end.

use std::collections::{BTreeMap, BTreeSet};

use esgen::{
    lint::{Category, Finding, Overrides, Report, Selector, known, lint},
    pipeline::{Analysis, check_text},
    report::{Look, pretty},
};

use super::{Part, blocks, mended, pages};

/// Every model that is reported, whole, with the rule of its page.
fn reported() -> impl Iterator<Item = (&'static str, String)> {
    let of_page = |(name, page): (&'static str, &'static str)| {
        let reported = blocks(page).into_iter().filter(|block| block.kind == "yaml reported");
        let whole = reported.map(|block| Part::of(block.text));
        whole.map(move |part| (name, format!("{}{}", part.head, part.text))).collect::<Vec<_>>()
    };
    // A mistake of the language hides what would be found behind it, and nobody can agree to it.
    let is_design = |(name, _): &(&'static str, &'static str)| {
        known(name).is_some_and(|known| known.rule().is_some()) && *name != "cannot-be-allowed"
    };
    pages().filter(is_design).flat_map(of_page)
}

fn overrides(rule: &'static str) -> Overrides {
    let also = vec![Selector::Rule(rule)];
    Overrides { also, today: "2026-06-01".parse().ok(), ..Overrides::default() }
}

/// Whether somebody can agree to a finding. What is said about agreements is said for good.
fn is_a_matter_of_taste(finding: &Finding) -> bool {
    let known = known(finding.diagnostic.rule);
    !finding.is_hard() && known.is_some_and(|known| known.category() != Category::Meta)
}

/// What can be agreed to, by the line of its finding.
fn by_line(report: &Report, analysis: &Analysis) -> BTreeMap<usize, BTreeSet<&'static str>> {
    let mut lines: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for finding in report.open().filter(|it| is_a_matter_of_taste(it)) {
        let line = analysis.sources.start_of(finding.diagnostic.primary.span).line;
        lines.entry(line).or_default().insert(finding.diagnostic.rule);
    }
    lines
}

/// Demands that a text, to which somebody has agreed, says only what nobody can agree to.
fn is_agreed(name: &str, rule: &'static str, (before, text): (&Report, &str)) {
    let analysis = check_text(text.as_bytes());
    let report = lint(&analysis, &overrides(rule));
    let rules = |report: &Report, all: bool| -> Vec<&str> {
        let open = report.open().filter(|it| all || !is_a_matter_of_taste(it));
        open.map(|it| it.diagnostic.rule).collect()
    };
    let told = pretty(&report.diagnostics(), &analysis.sources, Look::default());
    let (mut before, mut after) = (rules(before, false), rules(&report, true));
    // To agree where nobody can is told as well.
    before.retain(|rule| *rule != "cannot-be-allowed");
    after.retain(|rule| *rule != "cannot-be-allowed");
    assert_eq!(before, after, "{name}, {rule}\n{text}\n{told}");
}

#[test]
fn what_is_reported_can_be_agreed_to_in_a_comment() {
    for (rule, text) in reported() {
        let analysis = check_text(text.as_bytes());
        let report = lint(&analysis, &overrides(rule));
        let lines = by_line(&report, &analysis);
        let mut agreed = String::new();
        for (place, line) in text.lines().enumerate() {
            if let Some(rules) = lines.get(&(place + 1)) {
                let rules = rules.iter().copied().collect::<Vec<_>>().join(", ");
                agreed.extend(["# esgen: allow(", &rules, ") because\n"]);
            }
            agreed.extend([line, "\n"]);
        }
        is_agreed("comment", rule, (&report, &agreed));
    }
}

#[test]
fn what_is_reported_can_be_agreed_to_in_a_key() {
    for (rule, text) in reported() {
        let analysis = check_text(text.as_bytes());
        let report = lint(&analysis, &overrides(rule));
        if text.contains("\nallow:") {
            continue;
        }
        let rules: BTreeSet<&str> = by_line(&report, &analysis).into_values().flatten().collect();
        let entry = |rule: &&str| format!("  - {{ rule: {rule}, reason: because }}\n");
        let list: String = rules.iter().map(entry).collect();
        let agreed = if list.is_empty() { text.clone() } else { format!("{text}allow:\n{list}") };
        is_agreed("key", rule, (&report, &agreed));
    }
}

#[test]
fn safe_fixes_of_pages_come_to_an_end() {
    for (rule, text) in reported() {
        mended::mend(rule, check_text(text.as_bytes()), &overrides(rule));
        // Fixes have to take care of a comment above every line.
        let noted: String = text.lines().flat_map(|line| [" # a note\n", line, "\n"]).collect();
        mended::mend(rule, check_text(noted.as_bytes()), &overrides(rule));
    }
}
