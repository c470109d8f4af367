//! Findings as test results, which every build server can show: a file is a suite, a finding a test that fails.

use std::{collections::BTreeMap, fmt::Write as _};

use super::words::{details, place};
use crate::{
    lint::{Finding, Report},
    source::{FileId, SourceMap},
};

/// One document. A file without findings has one test that passes, so that it shows that it was looked at. The paths of
/// the sources count from the root of the repository.
pub fn junit(report: &Report, sources: &SourceMap) -> String {
    let suites: Vec<Suite<'_>> =
        sources.files().map(|(id, _)| Suite::new(id, report, sources)).collect();
    let tests: usize = suites.iter().map(|suite| suite.tests).sum();
    let failures: usize = suites.iter().map(|suite| suite.failures).sum();
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let _ = writeln!(
        out,
        "<testsuites name=\"esgen lint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    );
    suites.iter().for_each(|suite| suite.write(&mut out));
    out.push_str("</testsuites>\n");
    out
}

/// The tests of a file.
struct Suite<'a> {
    path: &'a str,
    tests: usize,
    failures: usize,
    skipped: usize,
    cases: String,
}

impl<'a> Suite<'a> {
    fn new(file: FileId, report: &Report, sources: &'a SourceMap) -> Self {
        let path = sources.path(file);
        let mut suite = Self { path, tests: 0, failures: 0, skipped: 0, cases: String::new() };
        let mut names = BTreeMap::new();
        for finding in &report.findings {
            if finding.diagnostic.primary.span.file == file {
                suite.case(finding, report, sources, &mut names);
            }
        }
        if suite.tests == 0 {
            suite.tests = 1;
            let class = class(path);
            let _ =
                writeln!(suite.cases, "    <testcase name=\"esgen lint\" classname=\"{class}\"/>");
        }
        suite
    }

    fn case(
        &mut self,
        finding: &Finding,
        report: &Report,
        sources: &SourceMap,
        names: &mut BTreeMap<String, usize>,
    ) {
        let class = class(self.path);
        let name = unlike(name(finding), names);
        let _ =
            write!(self.cases, "    <testcase name=\"{}\" classname=\"{class}\">", escaped(&name));
        let outcome = self.outcome(finding, report, sources);
        self.cases.push_str(&outcome);
        self.cases.push_str("</testcase>\n");
        self.tests += 1;
    }

    /// What is agreed to was not tested, what does not make linting fail passes with a word.
    fn outcome(&mut self, finding: &Finding, report: &Report, sources: &SourceMap) -> String {
        let diagnostic = &finding.diagnostic;
        let text = [place(diagnostic.primary.span, sources)].into_iter();
        let text: Vec<String> = text.chain(details(finding, sources)).collect();
        let (message, text) = (escaped(&diagnostic.message), escaped(&text.join("\n")));
        if let Some(agreed) = &finding.suppressed {
            self.skipped += 1;
            let reason = agreed.reason.as_deref().unwrap_or(agreed.by.as_str());
            return format!("<skipped message=\"suppressed: {}\"/>", escaped(reason));
        }
        let severity = diagnostic.severity;
        if report.settings.fails_at(severity) {
            self.failures += 1;
            let kind = severity.as_str();
            format!("<failure type=\"{kind}\" message=\"{message}\">{text}</failure>")
        } else {
            format!("<system-out>{}: {message}\n{text}</system-out>", severity.as_str())
        }
    }

    fn write(&self, out: &mut String) {
        let Self { tests, failures, skipped, cases, .. } = self;
        let path = escaped(self.path);
        let _ = writeln!(
            out,
            "  <testsuite name=\"{path}\" file=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" \
             errors=\"0\" skipped=\"{skipped}\">"
        );
        out.push_str(cases);
        out.push_str("  </testsuite>\n");
    }
}

fn name(finding: &Finding) -> String {
    let (rule, path) = (finding.diagnostic.rule, finding.place.path.as_str());
    if path.is_empty() { rule.to_owned() } else { format!("{rule} {path}") }
}

/// Servers know a test by its name, so that no two may have the same.
fn unlike(name: String, names: &mut BTreeMap<String, usize>) -> String {
    let count = names.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{name} #{count}") }
}

/// A path as the name of a class: `model.sales`.
fn class(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    escaped(&stem.replace('/', "."))
}

/// Text for XML 1.0, which has no way at all to write most control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter if letter < ' ' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}
