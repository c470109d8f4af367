//! A model whose events have four versions each, and its lock: what a few years of changes leave behind.

use std::fmt::Write as _;

use esgen::{
    evolve::{Attested, Publication, lock::Lock, publish},
    pipeline::Reading,
};

/// A model of that many events, each with four versions of about ten fields, so many of them to an aggregate.
pub(crate) fn versioned(events: usize, to_an_aggregate: usize) -> String {
    let mut text = String::from("esgen: 1\nmodel: years\ncontexts:\n");
    for number in 0..events {
        if number % to_an_aggregate == 0 {
            let place = number / to_an_aggregate;
            let _ = write!(
                text,
                "  Context{place}:\n    aggregates:\n      Thing{place}:\n        events:\n"
            );
        }
        text.push_str(&event(number));
    }
    text
}

fn event(number: usize) -> String {
    format!(
        "          Thing{number}Changed:
            version: 4
            fields: {{ owner: Text, title: Text, note: Text?, total: Decimal, currency: Text, channel: Text, opened_at: Timestamp, city: Text, zip: Text, count: Int }}
            changes:
              4:
                because: the total has cents
                steps:
                  - convert: {{ from: {{ total_cents: Int }}, to: total, using: cents_to_decimal }}
              3:
                because: we want to know when
                steps:
                  - add: {{ opened_at: {{ from: meta.recorded_at }} }}
                  - drop: {{ legacy: Bool }}
              2:
                because: first clean-up
                steps:
                  - rename: {{ customer: owner }}
                  - add: {{ currency: EUR }}
"
    )
}

/// What a model has when it has published everything.
pub(crate) fn published(text: &str) -> Publication {
    let analysis = Reading::new("esgen.yaml", text.as_bytes().to_vec()).analyze();
    let nothing = Lock::default();
    let attested = Attested::default();
    publish(&analysis.model, &analysis.plan, &nothing, &attested)
}
