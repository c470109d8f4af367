//! A comparison as a comment under a pull request: a table of verdicts, and the details folded away.

use std::fmt::Write as _;

use super::{About, words};
use crate::{
    evolve::diff::{Answer, Diff, EventDiff, Impact, Verdict},
    report::markup::{code, escaped},
};

/// Writes a comment. Whatever comes from a model is text, never markup.
pub fn markdown(diff: &Diff, about: &About) -> String {
    let mark = match diff.impact() {
        Impact::None => "✅",
        Impact::Compatible => "🟢",
        Impact::Breaking => "🔴",
    };
    let (model, baseline) = (escaped(&about.model), escaped(&about.baseline));
    let mut out = format!("### {mark} Events of {model} against {}\n\n", code(&baseline));
    let _ = writeln!(out, "{}\n", escaped(&words::summary(diff)));
    for note in &about.notes {
        let _ = writeln!(out, "> {}\n", escaped(note));
    }
    if !diff.events.is_empty() {
        out.push_str("| event | versions | stored events | rolling deploy | readers |\n");
        out.push_str("|---|---|---|---|---|\n");
        diff.events.iter().for_each(|event| row(event, &mut out));
        out.push('\n');
        diff.events.iter().for_each(|event| details(event, &mut out));
    }
    if !diff.findings.is_empty() {
        out.push_str("**Beside events**\n\n");
        for finding in &diff.findings {
            let message = escaped(&finding.message);
            let _ = writeln!(out, "- {} {message}", code(words::code(finding)));
        }
        out.push('\n');
    }
    let assumed = diff.assumptions();
    if !assumed.is_empty() {
        out.push_str("<sub>These answers take for granted that ");
        let told: Vec<String> = assumed.iter().map(|one| escaped(one.text())).collect();
        let _ = writeln!(out, "{}.</sub>", told.join("; "));
    }
    out
}

fn row(event: &EventDiff, out: &mut String) {
    let versions = match (event.from, event.to) {
        (Some(from), Some(to)) if from != to => format!("{from} → {to}"),
        (Some(from), None) => format!("{from} → none"),
        (_, to) => to.map(|to| to.to_string()).unwrap_or_default(),
    };
    let readers: Vec<String> = event
        .readers
        .iter()
        .map(|reader| format!("{} {}", escaped(&reader.context), answer(&reader.verdict)))
        .collect();
    let _ = writeln!(
        out,
        "| {} ({}) | {versions} | {} | {} | {} |",
        code(&escaped(&event.event)),
        event.kind.as_str(),
        answer(&event.history),
        answer(&event.rolling),
        if readers.is_empty() { "none".to_owned() } else { readers.join("<br>") },
    );
}

fn answer(verdict: &Verdict) -> &'static str {
    match verdict.answer {
        Answer::Ok => "🟢 ok",
        Answer::Breaks => "🔴 breaks",
        Answer::Waits => "🟡 waits",
        Answer::Unasked => "⚪ –",
    }
}

fn details(event: &EventDiff, out: &mut String) {
    let title = escaped(&words::title(event));
    let marks = escaped(&words::marks(event));
    let _ = writeln!(out, "<details><summary><b>{title}</b> ({marks})</summary>\n");
    for because in &event.because {
        let _ = writeln!(out, "_{}_\n", escaped(because));
    }
    if !event.fields.is_empty() {
        out.push_str("| field | value for old events | |\n|---|---|---|\n");
        for field in &event.fields {
            let name = code(&escaped(&words::field(field)));
            let assumed = field.assumed.iter().map(|one| format!(": {}", escaped(one)));
            let exact = format!("{}{}", field.exact.as_str(), assumed.collect::<String>());
            let _ = writeln!(out, "| {name} | {} | {exact} |", escaped(&field.source));
        }
        out.push('\n');
    }
    for note in &event.notes {
        let _ = writeln!(out, "- {}", escaped(note));
    }
    for (who, verdict) in event.verdicts() {
        let question = verdict.question.as_str();
        let (who, text) = (escaped(who), escaped(&verdict.text));
        let _ = writeln!(out, "- **{who}** ({question}): {}: {text}", answer(verdict));
    }
    if let Some(line) = event.line {
        let _ = writeln!(out, "- **line** {line} is opened for readers outside");
    }
    for (label, names) in [
        ("policies", &event.policies),
        ("sagas", &event.sagas),
        ("read models built again", &event.rebuild),
        ("snapshots discarded", &event.snapshots),
    ] {
        if !names.is_empty() {
            let _ = writeln!(out, "- **{label}** {}", escaped(&names.join(", ")));
        }
    }
    for finding in &event.findings {
        let rule = code(&format!("{} {}", words::code(finding), finding.rule));
        let _ = writeln!(out, "- {rule} {}", escaped(&finding.message));
    }
    if !event.advice.is_empty() {
        let one_of = if event.advice.len() == 1 { "To do" } else { "Do one of" };
        let _ = writeln!(out, "\n**{one_of}**\n");
        for advice in &event.advice {
            let _ = writeln!(out, "- {}", escaped(advice));
        }
    }
    out.push_str("\n</details>\n\n");
}
