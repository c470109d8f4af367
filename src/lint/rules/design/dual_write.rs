//! What is stored and sent in two steps is, one day, only stored or only sent.

use super::publishing::publishing;
use crate::{
    diagnostic::Applicability,
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "dual-write",
    code: "ES3031",
    summary: "Events that are sent beside the transaction that stores them.",
    levels: Levels::of("-/-/W"),
    fix: Some(Applicability::Unsafe),
    options: &[],
    page: include_str!("dual_write.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for publishing in publishing(on) {
        let direct = publishing.how.delivery.as_ref().filter(|delivery| delivery.value == "direct");
        if let Some(delivery) = direct {
            let context = Subject::Context(publishing.id);
            let finding = RULE
                .at(delivery.span, format!("storing and sending can part in {}", on.shown(context)))
                .label("sent beside the transaction")
                .help("write `delivery: outbox`, so that what is sent is read from the log")
                .fix(Applicability::Unsafe, "send from the log", delivery.span, "outbox");
            found.add(on.level(context), finding);
        }
    }
}
