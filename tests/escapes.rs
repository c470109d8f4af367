//! Edits that would let stored events be read otherwise without anybody noticing, each found by people who tried.

mod support;

use esgen::{diagnostic::Severity, evolve::lock};

/// What was published, what was made of it, and the rule that has to see it.
const ESCAPES: &[(&str, &str, &str)] = &[
    (
        "Second: { version: 3, fields: { n: Int }, changes: { 3: { because: a, renamed_from: First }, 2: { because: b, steps: [ add: { n: 7 } ] } } }\n",
        "Second: { version: 3, fields: { n: Int }, changes: { 3: { because: a }, 2: { because: b, renamed_from: First, steps: [ add: { n: 8 } ] } } }\n",
        "stored-name-changed",
    ),
    (
        "contexts:\n  Shop: { aggregates: { Order: { events: { Happened: { fields: { a: Text } } } } } }\n",
        "systems: { Elsewhere: { emits: { Happened: { stored_as: shop.happened, fields: { a: Int } } } } }\ncontexts:\n  Shop: { aggregates: { Order: { events: { Other: {} } } } }\n",
        "event-vanished",
    ),
    (
        "Happened: { fields: { a: Text } }\n",
        "Happened: { draft: true, fields: { a: Int } }\n",
        "published-shape-changed",
    ),
    (
        "contexts:\n  Shop: { aggregates: { Order: { events: { Happened: { fields: { a: Text } } } } } }\n",
        "contexts:\n  Shop: { level: process, aggregates: { Order: { events: { Happened: { fields: { a: Int } } } } } }\n",
        "published-shape-changed",
    ),
    (
        "First: { stored_as: a, fields: { n: Int } }\nSecond: { stored_as: b, fields: { n: Int } }\n",
        "First: { stored_as: b, fields: { n: Int } }\nSecond: { stored_as: a, fields: { n: Int } }\n",
        "stored-name-changed",
    ),
    (
        "Gone: { retired: nobody asks, fields: { n: Int } }\n",
        "Gone: { fields: { n: Int } }\n",
        "published-steps-changed",
    ),
    (
        "Both: { fields: { n: Int }, split_into: [ { One: { n: n, m: { value: 3 } } } ] }\nOne: { fields: { n: Int, m: Int } }\n",
        "Both: { version: 2, fields: { n: Int, z: Text? }, changes: { 2: { because: z, steps: [ add: z ] } }, split_into: [ { One: { n: n, m: { value: 4 } } } ] }\nOne: { fields: { n: Int, m: Int } }\n",
        "published-steps-changed",
    ),
    (
        "Weighed: { fields: { w: { type: Int, unit: kg } } }\n",
        "Weighed: { version: 2, fields: { w: { type: Decimal, unit: g } }, changes: { 2: { because: finer, steps: [ widen: { w: Int } ] } } }\n",
        "unit-changed-in-place",
    ),
    (
        "Known: { fields: { name: { type: Text, personal: shred } } }\n",
        "Known: { version: 2, fields: { name: Text, z: Text? }, changes: { 2: { because: z, steps: [ add: z ] } } }\n",
        "protection-removed",
    ),
    (
        "Sized: { version: 2, fields: { s: Decimal }, changes: { 2: { because: finer, steps: [ convert: { from: { s: Decimal }, to: s, using: scale, with: { factor: 1000 }, on_invalid: fail } ] } } }\n",
        "Sized: { version: 2, fields: { s: Decimal }, changes: { 2: { because: finer, steps: [ convert: { from: { s: Decimal }, to: s, using: scale, with: { factor: \"1000.0\" }, on_invalid: fail } ] } } }\n",
        "published-steps-changed",
    ),
];

/// What may go on after something was published.
const WAYS_ON: &[(&str, &str)] = &[(
    "Both: { fields: { n: Int }, split_into: [ { One: { n: n } } ] }\nOne: { fields: { n: Int } }\n",
    "Both: { fields: { n: Int }, split_into: [ { One: { n: n } } ] }\nOne: { version: 2, fields: { n: Int, z: Text? }, changes: { 2: { because: z, steps: [ add: z ] } } }\n",
)];

/// The errors of a model beside what another one has published.
fn errors(before: &str, after: &str) -> Vec<String> {
    let model = |part: &str| support::whole(part).0;
    let published = support::analyze(&model(before), None);
    let wrong = published.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    assert_eq!(wrong.count(), 0, "{before}: {:?}", published.diagnostics.first());
    let published = lock::of_model(&published.model, &published.plan).to_string();
    let analysis = support::analyze(&model(after), Some(&published));
    let errors = analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    errors.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}

#[test]
fn nothing_escapes() {
    let mut missed = Vec::new();
    for (before, after, rule) in ESCAPES {
        let found = errors(before, after);
        if !found.iter().any(|finding| finding.starts_with(rule)) {
            missed.push(format!("{after}expected {rule}, found {found:?}\n"));
        }
    }
    assert!(missed.is_empty(), "\n{}", missed.join("\n"));
}

#[test]
fn what_may_go_on_goes_on() {
    for (before, after) in WAYS_ON {
        assert_eq!(errors(before, after), Vec::<String>::new(), "{after}");
    }
}
