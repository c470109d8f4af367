//! A comparison for people, in columns that fit a terminal.

use super::{About, words};
use crate::{
    diagnostic::{Diagnostic, Severity},
    evolve::diff::{Answer, Diff, EventDiff, FieldDiff},
    report::Look,
    source::SourceMap,
};

/// The widest that lines become, however wide the terminal is.
const WIDEST: usize = 100;
/// The columns of labels and answers.
const LABEL: usize = 16;
const ANSWER: usize = 8;

/// Which question is answered where.
const QUESTIONS: [(&str, &str); 2] = [
    ("history", "stored events: can today's code read what is stored?"),
    (
        "neighbours",
        "all others: can code that was not redeployed read what is written from now on?",
    ),
];

/// Draws a comparison, event by event.
pub fn text(diff: &Diff, about: &About, sources: &SourceMap, look: Look) -> String {
    let mut page = Page { look, width: look.width.clamp(60, WIDEST), text: String::new() };
    for note in &about.notes {
        page.wrapped("note: ", note);
    }
    for event in &diff.events {
        page.gap();
        page.event(event);
    }
    if !diff.findings.is_empty() {
        page.gap();
        page.line(&page.bold("beside events"));
        diff.findings.iter().for_each(|finding| page.finding(finding, Some(sources)));
    }
    if !diff.events.is_empty() {
        page.gap();
        QUESTIONS.iter().for_each(|(label, question)| page.row(label, question));
    }
    let assumed = diff.assumptions();
    if !assumed.is_empty() {
        for (place, one) in assumed.iter().enumerate() {
            page.row(if place == 0 { "assumed" } else { "" }, one.text());
        }
    }
    page.gap();
    let baseline = format!("{} against {}: ", about.model, about.baseline);
    page.line(&format!("{baseline}{}", words::summary(diff)));
    page.text
}

/// How sure a value is, with what it takes for granted.
fn sure(field: &FieldDiff) -> String {
    let assumed = field.assumed.join("; ");
    let word = field.exact.as_str();
    if assumed.is_empty() { word.to_owned() } else { format!("{word}: {assumed}") }
}

struct Page {
    look: Look,
    width: usize,
    text: String,
}

impl Page {
    fn event(&mut self, event: &EventDiff) {
        let title = self.bold(&words::title(event));
        self.line(&format!("{title}   {}", words::marks(event)));
        event.because.iter().for_each(|because| self.wrapped("  because ", because));
        self.fields(event);
        for note in &event.notes {
            self.wrapped("  ", note);
        }
        for (label, verdict) in
            [("stored events", &event.history), ("rolling deploy", &event.rolling)]
        {
            self.verdict(label, verdict.answer, &verdict.text);
        }
        for reader in &event.readers {
            self.verdict(&reader.context, reader.verdict.answer, &words::reader(reader));
        }
        if !event.also_publish.is_empty() {
            let older: Vec<String> = event.also_publish.iter().map(|it| format!("v{it}")).collect();
            self.row("also published", &older.join(", "));
        }
        if let Some(line) = event.line {
            self.row("line", &format!("{line} is opened for readers outside"));
        }
        for (label, names) in
            [("policies", &event.policies), ("sagas", &event.sagas), ("rebuild", &event.rebuild)]
        {
            if !names.is_empty() {
                self.row(label, &names.join(", "));
            }
        }
        if !event.snapshots.is_empty() {
            let names = event.snapshots.join(", ");
            self.row("snapshots", &format!("{names}: discarded and rebuilt on first load"));
        }
        event.findings.iter().for_each(|finding| self.finding(finding, None));
        for (place, advice) in event.advice.iter().enumerate() {
            let label = match (place, event.advice.len()) {
                (0, 1) => "to do",
                (0, _) => "do one of",
                _ => "",
            };
            let or = if place == 0 { "" } else { "or " };
            self.row(label, &format!("{or}{advice}"));
        }
    }

    /// Three columns where they fit: the field, where its value comes from, how sure it is.
    fn fields(&mut self, event: &EventDiff) {
        let length = |text: &str| text.chars().count();
        let rows = event.fields.iter().map(|it| (words::field(it), it.source.as_str(), sure(it)));
        let rows: Vec<_> = rows.collect();
        let widest = |lengths: &mut dyn Iterator<Item = usize>| {
            lengths.filter(|width| *width <= self.width * 2 / 5).max().unwrap_or(0)
        };
        let first = widest(&mut rows.iter().map(|(field, ..)| length(field)));
        let second = widest(&mut rows.iter().map(|(_, source, _)| length(source)));
        let (from, to) = (first + 4, first + second + 6);
        for (field, source, sure) in &rows {
            let head = format!("  {field:first$}  ");
            let head = if length(field) > first {
                self.wrapped("  ", field);
                " ".repeat(from)
            } else {
                head
            };
            if length(source) <= second && to < self.width * 3 / 4 {
                self.hanging(&format!("{head}{source:second$}  "), to, sure);
            } else {
                self.hanging(&head, from, &format!("{source}, {sure}"));
            }
        }
    }

    fn verdict(&mut self, label: &str, answer: Answer, text: &str) {
        let padded = |word: &str| format!("{word:ANSWER$}");
        let word = match answer {
            Answer::Ok => self.painted("32", &padded("ok")),
            Answer::Breaks => self.painted("1;31", &padded("breaks")),
            Answer::Waits => self.painted("33", &padded("waits")),
            Answer::Unasked => padded("-"),
        };
        let head = format!("  {label:LABEL$}{word}");
        self.hanging(&head, 2 + LABEL.max(label.chars().count()) + ANSWER, text);
    }

    fn row(&mut self, label: &str, text: &str) {
        self.hanging(&format!("  {label:LABEL$}"), 2 + LABEL, text);
    }

    fn finding(&mut self, finding: &Diagnostic, sources: Option<&SourceMap>) {
        let place = sources.map_or_else(String::new, |sources| {
            let (path, at) =
                (sources.path(finding.primary.span.file), sources.start_of(finding.primary.span));
            format!(" ({path}:{})", at.line)
        });
        let colour = match finding.severity {
            Severity::Error => "31",
            Severity::Warning => "33",
            Severity::Info => "36",
        };
        let code = self.painted(colour, &format!("{:LABEL$}", words::code(finding)));
        // What neighbours need stands in their verdicts already.
        let is_told = sources.is_none() && words::code(finding).starts_with("EV3");
        let label = if is_told || finding.primary.text.is_empty() {
            String::new()
        } else {
            format!(": {}", finding.primary.text)
        };
        let text = format!("{} [{}]{label}{place}", finding.message, finding.rule);
        self.hanging(&format!("  {code}"), 2 + LABEL, &text);
    }

    fn wrapped(&mut self, head: &str, text: &str) {
        self.hanging(head, head.chars().count(), text);
    }

    /// Words behind a head, broken at blanks; further lines are indented.
    fn hanging(&mut self, head: &str, indent: usize, text: &str) {
        let mut line = head.to_owned();
        let mut used = indent;
        let mut is_first = true;
        for word in text.split_inclusive(' ') {
            let length = word.trim_end().chars().count();
            if !is_first && used + length > self.width {
                let full = std::mem::replace(&mut line, " ".repeat(indent));
                self.line(&full);
                used = indent;
            }
            line.push_str(word);
            used += word.chars().count();
            is_first = false;
        }
        self.line(&line);
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn bold(&self, text: &str) -> String {
        self.painted("1", text)
    }

    fn painted(&self, code: &str, text: &str) -> String {
        if self.look.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
