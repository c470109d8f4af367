//! What a workshop left open must not get lost.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Level,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "open-hotspot",
    code: "ES2027",
    summary: "A question that is still open.",
    levels: Levels::of("I/I/W"),
    fix: None,
    options: &[],
    page: include_str!("open_hotspot.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for hotspot in &on.model.hotspots {
        let first_line = hotspot.text.value.lines().next().unwrap_or_default();
        let mut finding = RULE
            .at(hotspot.text.span, format!("open question: {first_line}"))
            .help("answer it in the model, and take the hotspot away");
        if let Some(since) = &hotspot.since {
            finding = finding.note(format!("open since {}", since.value));
        }
        for about in &hotspot.about {
            finding = finding.related(about.span, "what it is about");
        }
        let level: Level = if hotspot.about.is_empty() {
            on.model.level
        } else {
            on.lowest(hotspot.about.iter().map(|about| about.value))
        };
        found.add(level, finding);
    }
}
