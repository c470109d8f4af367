//! A day that has passed without anybody noticing was no plan.

use jiff::civil::Date;

use super::deprecations::all;
use crate::lint::{Levels, Rule, judge::Found, on::On};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "deprecation-overdue",
    code: "ES5012",
    summary: "Something that should be gone by now.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[],
    page: include_str!("deprecation_overdue.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for it in all(on) {
        let Some(until) = &it.deprecation.until else { continue };
        let name = &it.name.value;
        let finding = match (until.value.parse::<Date>(), on.settings.today()) {
            (Ok(day), Some(today)) if day < today => RULE
                .at(until.span, format!("`{name}` should be gone since {}", until.value))
                .related(it.name.span, "still here")
                .help("take it away, or `retired` for a stored event; else decide again and write a later day"),
            (Ok(_), _) => continue,
            (Err(_), _) => RULE
                .at(until.span, format!("`{}` is no day, so that it never passes", until.value))
                .related(it.name.span, "stays until then")
                .help("write a day as `\"2027-01-31\"`"),
        };
        found.add(it.level, finding);
    }
}
