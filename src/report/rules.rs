//! The rules themselves: the list of all, and the page of one.

use std::fmt::Write as _;

use crate::{
    diagnostic::Applicability,
    evolve::Json,
    lint::{Known, OptionKind, Rule, RuleOption, RuleOrigin},
    model::Level,
};

const LEVELS: [(&str, Level); 3] =
    [("big picture", Level::BigPicture), ("process", Level::Process), ("design", Level::Design)];

/// The page of a rule, with what can be said about it in one line below the title.
pub fn rule_page(known: &Known) -> String {
    let head = format!("`{}` · {} · {}", known.code, known.category().as_str(), weight(known));
    let page = known
        .page()
        .map_or_else(|| format!("# {}\n\n{}\n", known.name, known.summary), str::to_owned);
    let (title, rest) = page.split_once('\n').unwrap_or((page.as_str(), ""));
    let is_told = known.rule().is_none()
        && known.page().is_some()
        && rest.trim_start().starts_with(known.code);
    let mut text = if is_told { page.clone() } else { format!("{title}\n\n{head}\n{rest}") };
    if let Some(rule) = known.rule().filter(|rule| !rule.options.is_empty()) {
        text.push_str("\n| option | default | meaning |\n|---|---|---|\n");
        for option in rule.options {
            let _ = writeln!(text, "| `{}` | {} | {} |", option.name, default(option), option.doc);
        }
    }
    text
}

/// How much a rule matters, in words.
fn weight(known: &Known) -> String {
    let Some(rule) = known.rule() else {
        return "always on".to_owned();
    };
    let mut parts: Vec<String> = LEVELS
        .iter()
        .filter_map(|(name, level)| {
            rule.levels.at(*level, false, false).map(|severity| (name, severity))
        })
        .map(|(name, severity)| format!("{name}: {}", severity.as_str()))
        .collect();
    if parts.is_empty() {
        parts.push(if is_preview(rule) { "preview only" } else { "strict only" }.to_owned());
    }
    match rule.fix {
        Some(Applicability::Safe) => parts.push("has a safe fix".to_owned()),
        Some(Applicability::Unsafe) => parts.push("has an unsafe fix".to_owned()),
        Some(Applicability::Display) => parts.push("shows a fix".to_owned()),
        None => {}
    }
    parts.join(" · ")
}

fn is_preview(rule: &Rule) -> bool {
    LEVELS.iter().all(|(_, level)| rule.levels.at(*level, true, false).is_none())
}

fn default(option: &RuleOption) -> String {
    match option.kind {
        OptionKind::Number(number) => number.to_string(),
        OptionKind::Flag(flag) => flag.to_string(),
        OptionKind::Words => "none".to_owned(),
    }
}

/// Every rule on a line of its own, in columns.
pub fn rules_text(all: &[Known]) -> String {
    let width = all.iter().map(|known| known.name.len()).max().unwrap_or(0);
    let line = |known: &Known| {
        format!(
            "{} {:width$}  {:<7} {:<6} {}\n",
            known.code,
            known.name,
            levels(known),
            fix_word(known),
            known.summary
        )
    };
    let mut text = format!("{:6} {:width$}  {:<7} {:<6} finds\n", "code", "rule", "B/P/D", "fix");
    let mut last = None;
    for known in all {
        if last != Some(known.category()) {
            let _ = write!(text, "\n{}\n", known.category().as_str());
            last = Some(known.category());
        }
        text.push_str(&line(known));
    }
    text.push_str(
        "\nB/P/D: big picture, process, design. E error, W warning, I info, s strict, p preview, - off, ! always.\n",
    );
    text
}

/// Every rule as tables, one for each category.
pub fn rules_markdown(all: &[Known]) -> String {
    let mut text = String::new();
    let mut last = None;
    for known in all {
        if last != Some(known.category()) {
            let title = known.category().as_str();
            let _ = write!(text, "{}### {title}\n\n", if last.is_some() { "\n" } else { "" });
            text.push_str("| rule | code | B/P/D | fix | finds |\n|---|---|---|---|---|\n");
            last = Some(known.category());
        }
        let Known { name, code, summary, .. } = known;
        let _ = writeln!(
            text,
            "| `{name}` | {code} | {} | {} | {summary} |",
            levels(known),
            fix_word(known)
        );
    }
    text
}

/// Every rule as one JSON document.
pub fn rules_json(all: &[Known]) -> Json {
    Json::object([("v", 1.into()), ("rules", Json::List(all.iter().map(rule_json).collect()))])
}

/// A rule as JSON, without its page.
fn rule_json(known: &Known) -> Json {
    let origin = match known.origin {
        RuleOrigin::Language => "language",
        RuleOrigin::History => "history",
        RuleOrigin::Design(_) => "design",
    };
    let options = known.rule().map_or(&[][..], |rule| rule.options).iter().map(|option| {
        Json::object([
            ("name", option.name.into()),
            ("default", default(option).into()),
            ("meaning", option.doc.into()),
        ])
    });
    Json::object([
        ("rule", known.name.into()),
        ("code", known.code.into()),
        ("category", known.category().as_str().into()),
        ("origin", origin.into()),
        ("levels", levels(known).into()),
        ("fix", Some(fix_word(known)).filter(|it| !it.is_empty()).map_or(Json::Null, Json::from)),
        ("summary", known.summary.into()),
        ("options", Json::List(options.collect())),
    ])
}

/// A rule as JSON, with its page.
pub fn rule_json_page(known: &Known) -> Json {
    Json::object([
        ("v", 1.into()),
        ("rule", known.name.into()),
        ("code", known.code.into()),
        ("category", known.category().as_str().into()),
        ("levels", levels(known).into()),
        ("summary", known.summary.into()),
        ("page", known.page().map_or(Json::Null, Json::from)),
    ])
}

fn levels(known: &Known) -> String {
    known.levels().map_or_else(|| "!/!/!".to_owned(), |levels| levels.to_string())
}

fn fix_word(known: &Known) -> &'static str {
    match known.rule().and_then(|rule| rule.fix) {
        Some(Applicability::Safe) => "safe",
        Some(Applicability::Unsafe) => "unsafe",
        Some(Applicability::Display) => "shown",
        None => "",
    }
}
