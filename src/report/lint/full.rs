//! Findings for people: pictures of the places, what a fix would change, and what to do next.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    patch::patch,
    totals::footer,
    words::{code, fix_word, is_fixable},
};
use crate::{
    diagnostic::Severity,
    lint::{Finding, Report},
    report::{Look, pretty::Pen},
    source::SourceMap,
};

/// How many findings of one rule are drawn before they count as more of the same. Errors are always drawn.
const ALIKE: usize = 10;

/// Draws every finding that nobody has agreed to, and the totals. `look.most` is the most that are drawn; with no bound
/// nothing is left out at all.
pub fn full(report: &Report, sources: &SourceMap, look: Look) -> String {
    let open: Vec<&Finding> = report.open().collect();
    let mut chosen = chosen(&open, look);
    let left_out = chosen.len().saturating_sub(look.most);
    chosen.truncate(look.most);
    let pen = Pen::new(sources, look);
    let mut out = String::new();
    for (finding, alike) in &chosen {
        draw(finding, &pen, sources, look, &mut out);
        if *alike > 0 {
            let rule = finding.diagnostic.rule;
            let _ =
                writeln!(out, "... and {alike} more like this: `esgen lint --all --only {rule}`");
        }
        out.push('\n');
    }
    if left_out > 0 {
        let _ = writeln!(out, "... and {left_out} more: `--all` shows them");
    }
    out.push_str(&footer(report, sources));
    // The first of the worst.
    if let Some(worst) = open.iter().min_by_key(|finding| finding.diagnostic.severity) {
        let _ = writeln!(out, "more about a rule: `esgen explain {}`", worst.diagnostic.rule);
    }
    out
}

/// The findings that are drawn. Behind the last one of a rule that has too many, the number of the others.
fn chosen<'f>(open: &[&'f Finding], look: Look) -> Vec<(&'f Finding, usize)> {
    let is_bound = |finding: &Finding| {
        look.most != usize::MAX && finding.diagnostic.severity != Severity::Error
    };
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in open.iter().filter(|finding| is_bound(finding)) {
        *all.entry(finding.diagnostic.rule).or_default() += 1;
    }
    let mut drawn: BTreeMap<&str, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for finding in open {
        if !is_bound(finding) {
            chosen.push((*finding, 0));
            continue;
        }
        let rule = finding.diagnostic.rule;
        let number = drawn.entry(rule).or_default();
        *number += 1;
        let others = all.get(rule).map_or(0, |all| all.saturating_sub(ALIKE));
        if *number <= ALIKE {
            chosen.push((*finding, if *number == ALIKE { others } else { 0 }));
        }
    }
    chosen
}

fn draw(finding: &Finding, pen: &Pen<'_>, sources: &SourceMap, look: Look, out: &mut String) {
    let diagnostic = &finding.diagnostic;
    pen.draw(diagnostic, title(finding), help(finding), out);
    if let Some(fix) = &diagnostic.fix {
        let _ = writeln!(out, "  {}: {}", fix_word(fix.applicability), fix.title);
        out.push_str(&patch(fix, diagnostic.primary.span.file, sources, look.colour));
    }
}

/// Severity, rule, code, and the mark of what `--fix` removes: `error[event-multiple-writers] ES3001 [*]`.
fn title(finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let rule = format!("{}[{}]", diagnostic.severity.as_str(), diagnostic.rule);
    let code = code(finding).map(str::to_owned);
    let mark = is_fixable(finding).then(|| "[*]".to_owned());
    std::iter::once(rule).chain(code).chain(mark).collect::<Vec<_>>().join(" ")
}

fn help(finding: &Finding) -> Option<String> {
    let notes = finding.diagnostic.notes.iter().map(|note| format!("note: {note}"));
    let lines: Vec<String> = finding.diagnostic.help.clone().into_iter().chain(notes).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
