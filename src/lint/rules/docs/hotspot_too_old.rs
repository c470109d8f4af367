//! A question that is open for months has been answered by whoever needed the answer first.

use jiff::civil::Date;

use crate::lint::{Levels, OptionKind, Rule, RuleOption, judge::Found, on::On};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "hotspot-too-old",
    code: "ES8008",
    summary: "A question that has been open for too long.",
    levels: Levels::of("s/s/s"),
    fix: None,
    options: &[RuleOption {
        name: "days",
        kind: OptionKind::Number(90),
        doc: "how many days a question may be open",
    }],
    page: include_str!("hotspot_too_old.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let Some(today) = on.settings.today() else { return };
    for hotspot in &on.model.hotspots {
        let Some(since) = &hotspot.since else { continue };
        let Some(days) = since.value.parse().ok().and_then(|since| days_between(since, today)) else {
            continue;
        };
        if days > found.number("days") {
            let level = on.lowest(hotspot.about.iter().map(|about| about.value));
            let finding = RULE
                .at(since.span, format!("open for {days} days: {}", hotspot.text.value))
                .help("answer it with those who know, or take it off the board");
            found.add(level, finding);
        }
    }
}

/// The days from one day to a later one.
fn days_between(from: Date, to: Date) -> Option<usize> {
    usize::try_from(from.until(to).ok()?.get_days()).ok()
}
