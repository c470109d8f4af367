//! A page for each rule of evolution, for `esgen explain`: what it says, why, and an example before and after.

macro_rules! pages {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("pages/", $name, ".md")))),*]
    };
}

/// Every page with the name of its rule, in the order of the codes.
pub const PAGES: &[(&str, &str)] = pages! {
    "published-shape-changed"
    "published-steps-changed"
    "version-went-back"
    "event-vanished"
    "lock-tampered"
    "stored-name-changed"
    "golden-changed"
    "generated-code-stale"
    "stream-key-changed"
    "meaning-edited"
    "version-number-taken"
    "dropped-name-reused"
    "type-name-collision"
    "rule-tightened"
    "version-gap"
    "unexplained-difference"
    "no-value-for-old-events"
    "unknown-field-in-step"
    "map-not-total"
    "conversion-mismatch"
    "partial-without-policy"
    "split-incomplete"
    "split-cycle"
    "old-type-missing"
    "not-a-widening"
    "likely-rename"
    "loses-information"
    "unit-changed-in-place"
    "protection-removed"
    "value-type-moved"
    "value-of-wrong-type"
    "reader-breaks"
    "rolling-deploy-breaks"
    "pins-unknown-version"
    "reader-behind"
    "uses-dropped-field"
    "closed-enum-grew"
    "no-way-back"
    "not-published"
    "made-private"
    "moved-without-readers"
    "line-opened"
    "version-withdrawn"
    "data-withheld"
    "deprecated-without-successor"
    "retired-too-early"
    "retired-but-folded"
    "drafts-at-release"
    "upcaster-without-attestation"
    "long-chain"
    "snapshots-dropped"
    "projection-rebuild"
    "process-state-changed"
    "not-an-upcast-stream"
    "not-an-upcast-context"
    "baseline-unreadable"
    "stale-acceptance"
    "unreadable-payload"
};

/// The page of a rule, as Markdown; nothing when there is none.
pub fn page(rule: &str) -> Option<&'static str> {
    PAGES.iter().find(|(name, _)| *name == rule).map(|(_, page)| *page)
}
