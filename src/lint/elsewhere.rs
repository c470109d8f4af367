//! What people know from elsewhere: rules that are called differently here, and faults that nobody can write down.

use crate::diagnostic::nearest;

/// A word that is the name of no rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRule {
    /// Nobody knows what was meant.
    Unknown,
    /// A slip in this name.
    Near(&'static str),
    /// The rule of this name looks for it.
    Called(&'static str),
    /// There is nothing to look for, for this reason.
    Needless(&'static str),
}

impl NoRule {
    /// What a word means that names no rule, when rules are called by `names`.
    pub(super) fn of(word: &str, names: impl Iterator<Item = &'static str>) -> Self {
        let is_meant = |(name, code, _): &&(&str, &str, Self)| {
            *name == word || code.eq_ignore_ascii_case(word)
        };
        let elsewhere = ELSEWHERE.iter().find(is_meant).map(|(_, _, answer)| *answer);
        elsewhere.or_else(|| nearest(word, names).map(Self::Near)).unwrap_or(Self::Unknown)
    }

    /// What to do about it.
    pub fn help(self) -> String {
        match self {
            Self::Unknown => "`esgen rules` lists every rule".to_owned(),
            Self::Near(name) => format!("did you mean `{name}`?"),
            Self::Called(name) => format!("here it is called `{name}`"),
            Self::Needless(why) => format!("none is needed: {why}"),
        }
    }
}

/// The names and codes that other tools have for such rules, and what there is here instead.
pub const ELSEWHERE: &[(&str, &str, NoRule)] = {
    use NoRule::{Called, Needless};
    &[
        (
            "aggregate-without-identity",
            "ES1010",
            Needless("every aggregate has one, a UUID unless said otherwise"),
        ),
        ("entity-in-two-aggregates", "ES3003", Needless("only aggregates have an identity")),
        ("value-refers-to-entity", "ES3004", Called("aggregate-by-object")),
        ("command-spans-aggregates", "ES3005", Needless("an event has one writer")),
        ("cross-context-query", "ES3007", Needless("only actors ask read models")),
        ("context-sync-cycle", "ES3009", Needless("nobody waits for the answer of a command")),
        (
            "consumer-not-idempotent",
            "ES3032",
            Needless("the generated service takes each event once"),
        ),
        ("partition-key-missing", "ES3033", Needless("a feed is a page of the log")),
        ("clickbait-event", "ES4009", Needless("no context can ask another what happened")),
        ("transfer-lacks-field", "ES4011", Needless("a field without a source is an error")),
        ("notification-with-payload", "ES4012", Needless("a notification carries no data")),
        ("local-time", "ES4015", Needless("there is no such type")),
        (
            "correlation-missing",
            "ES4019",
            Needless("every envelope carries correlation and causation"),
        ),
        ("upcaster-gap", "ES5002", Called("unexplained-difference")),
        ("upcaster-not-total", "ES5003", Called("no-value-for-old-events")),
        ("upcaster-lossy", "ES5004", Called("loses-information")),
        ("changed-without-version", "ES5005", Called("published-shape-changed")),
        ("event-removed", "ES5006", Called("event-vanished")),
        ("wire-name-changed", "ES5007", Called("stored-name-changed")),
        ("probable-rename", "ES5008", Called("likely-rename")),
        ("enum-value-removed", "ES5013", Called("map-not-total")),
        ("lock-outdated", "ES5014", Called("drafts-at-release")),
        ("snapshot-version-kept", "ES5015", Called("snapshots-dropped")),
    ]
};
