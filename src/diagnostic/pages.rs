//! A page for each rule of the language: what it says, why, and a model with the fault and one without.

macro_rules! pages {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("pages/", $name, ".md")))),*]
    };
}

/// Every page with the name of its rule, in the order of the codes.
const PAGES: &[(&str, &str)] = pages! {
    "yaml-syntax"
    "unknown-key"
    "duplicate-key"
    "import-not-found"
    "ambiguous-scalar"
    "unsupported-spec"
    "missing-key"
    "wrong-kind"
    "unresolved-reference"
    "ambiguous-reference"
    "duplicate-name"
    "name-collision"
    "invalid-identifier"
    "illegal-succession"
    "unknown-type"
    "infinite-type"
    "duplicate-field"
    "empty-enum"
    "invalid-example"
    "invalid-scenario"
    "unknown-state"
    "wire-name-clash"
    "reserved-field"
    "saga-correlation-missing"
    "command-target-missing"
    "mapping-type-mismatch"
    "duplicate-list-entry"
    "relation-conflict"
    "expression-syntax"
    "expression-type"
    "unreachable-row"
    "command-multiple-handlers"
    "policy-joins-events"
    "event-multiple-writers"
    "aggregate-by-object"
    "event-field-unsourced"
    "command-field-unsourced"
    "float-money"
    "optional-feeds-required"
    "read-model-without-key"
    "not-ready"
};

/// The page of a rule of the language, as Markdown; nothing when there is none.
pub fn page(rule: &str) -> Option<&'static str> {
    PAGES.iter().find(|(name, _)| *name == rule).map(|(_, page)| *page)
}
