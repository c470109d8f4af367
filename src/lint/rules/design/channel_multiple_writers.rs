//! One channel, one writer: else nobody answers for what is in it, and nobody keeps its order.

use std::collections::BTreeMap;

use super::publishing::{Publishing, publishing};
use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "channel-multiple-writers",
    code: "ES3030",
    summary: "A channel into which several contexts publish.",
    levels: Levels::of("-/W/E"),
    fix: None,
    options: &[],
    page: include_str!("channel_multiple_writers.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut channels: BTreeMap<String, Vec<Publishing<'_>>> = BTreeMap::new();
    for publishing in publishing(on) {
        channels.entry(publishing.channel()).or_default().push(publishing);
    }
    for (channel, mut writers) in channels {
        on.put_in_steady_order(&mut writers, Publishing::place);
        let [first, second, others @ ..] = writers.as_slice() else { continue };
        let context = |writer: &Publishing<'_>| Subject::Context(writer.id);
        let mut finding = RULE
            .at(second.place(), format!("channel `{channel}` has {} writers", writers.len()))
            .label(format!("{} publishes here too", on.shown(context(second))))
            .related(first.place(), format!("the first writer, {}", on.shown(context(first))))
            .help("give each context a channel of its own; a reader can read several");
        for other in others {
            finding = finding.related(other.place(), format!("and {}", on.shown(context(other))));
        }
        found.add(on.lowest(writers.iter().map(context)), finding);
    }
}
