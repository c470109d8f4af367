//! What a rule has to know of a model that has mistakes. Where a part is missing, what lies behind it seems to be missing
//! too, which would be told twice; everything else is told at once.

use super::{
    Category, Rule,
    catalogue::{Origin, known},
    shadow,
};
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    pipeline::Analysis,
};

/// What a rule goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GoesBy {
    /// What stands in the model: a hole can only hide something.
    WhatIsThere,
    /// What leads to what.
    Links,
    /// What leads to what, and under which conditions and with which values.
    Values,
}

/// What a mistake of the language leaves unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hole {
    /// Nothing that a rule goes by.
    Nothing,
    /// A condition, or the value of a field.
    Value,
    /// An element, or what it leads to.
    Link,
}

/// Rules about flow and data that go by what is there.
const BY_WHAT_IS_THERE: [&str; 11] = [
    "command-in-any-state",
    "event-without-data",
    "fat-event",
    "final-state-left",
    "flag-event",
    "inconsistent-field-type",
    "money-without-currency",
    "open-hotspot",
    "optional-event-field",
    "stringly-id",
    "timeline-contradiction",
];

/// Rules about flow and data that go by values too.
const BY_VALUES: [&str; 8] = [
    "command-field-never-given",
    "command-field-unused",
    "duplicate-policy",
    "foreign-identity",
    "reaction-loop",
    "read-model-field-unsourced",
    "redundant-mapping",
    "unused-type",
];

/// Mistakes after which everything is known that a rule goes by.
const NO_HOLES: [&str; 7] = [
    rule::DUPLICATE_LIST_ENTRY,
    rule::INVALID_EXAMPLE,
    rule::INVALID_SCENARIO,
    rule::NAME_COLLISION,
    rule::NOT_READY,
    rule::RELATION_CONFLICT,
    rule::UNREACHABLE_ROW,
];

/// Mistakes after which a condition or a value is not known. A reference among them leads to no field; whether one leads
/// to no element, the model says.
const HOLES_OF_VALUES: [&str; 10] = [
    rule::COMMAND_FIELD_UNSOURCED,
    rule::COMMAND_TARGET_MISSING,
    rule::EVENT_FIELD_UNSOURCED,
    rule::EXPRESSION_SYNTAX,
    rule::EXPRESSION_TYPE,
    rule::MAPPING_TYPE_MISMATCH,
    rule::OPTIONAL_FEEDS_REQUIRED,
    rule::READ_MODEL_WITHOUT_KEY,
    rule::SAGA_CORRELATION_MISSING,
    rule::UNRESOLVED_REFERENCE,
];

/// How much of a model a rule can look at before mistakes are mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// All of it.
    Whole,
    /// What is not near a link that is missing.
    Shadowed,
    /// Nothing yet.
    None,
}

/// How much a rule can look at. What cannot be read has no design yet.
pub(super) fn sight(rule: &'static Rule, analysis: &Analysis) -> Sight {
    if !analysis.has_every_event {
        return Sight::None;
    }
    let mistakes = || analysis.diagnostics.iter().filter(|it| is_of_the_language(it));
    let has = |wanted: Hole| mistakes().any(|it| hole(it) == wanted);
    let is_cut = || analysis.model.is_cut || has(Hole::Link);
    match goes_by(rule) {
        GoesBy::WhatIsThere => Sight::Whole,
        GoesBy::Links if !is_cut() => Sight::Whole,
        GoesBy::Links if shadow::is_beside_it(rule) && cuts(mistakes()).all(shadow::casts) => {
            Sight::Shadowed
        }
        GoesBy::Values if !is_cut() && !has(Hole::Value) => Sight::Whole,
        GoesBy::Links | GoesBy::Values => Sight::None,
    }
}

fn cuts<'a>(
    mistakes: impl Iterator<Item = &'a Diagnostic>,
) -> impl Iterator<Item = &'a Diagnostic> {
    mistakes.filter(|it| hole(it) == Hole::Link)
}

fn goes_by(rule: &'static Rule) -> GoesBy {
    let category = known(rule.name).map(|known| known.category());
    match category {
        Some(Category::Flow | Category::Data) if BY_VALUES.contains(&rule.name) => GoesBy::Values,
        Some(Category::Flow | Category::Data) if !BY_WHAT_IS_THERE.contains(&rule.name) => {
            GoesBy::Links
        }
        Some(_) | None => GoesBy::WhatIsThere,
    }
}

fn hole(finding: &Diagnostic) -> Hole {
    if NO_HOLES.contains(&finding.rule) {
        Hole::Nothing
    } else if HOLES_OF_VALUES.contains(&finding.rule) {
        Hole::Value
    } else {
        Hole::Link
    }
}

fn is_of_the_language(finding: &Diagnostic) -> bool {
    let origin = known(finding.rule).map(|known| known.origin);
    finding.severity == Severity::Error && matches!(origin, Some(Origin::Language))
}

#[cfg(test)]
mod tests {
    use crate::{
        lint::{Overrides, lint},
        pipeline::check_text,
    };

    /// A model in which nobody gives `BurnLetter`, with a place for a mistake in its decision, its queries, its policies
    /// and its scenarios.
    fn told(when: &str, query: &str, policies: &str, then: &str) -> Vec<&'static str> {
        let text = format!(
            "
esgen: 1
model: post
actors: [Clerk]
contexts:
  Post:
    aggregates:
      Letter:
        state: {{ weight: Int }}
        commands:
          WriteLetter: {{ creates: true, by: [Clerk], fields: {{ weight: Int }}, emits: LetterWritten }}
          SendLetter:
            by: [Clerk]
            fields: {{ text: Text }}
            decide:
              - reject: Empty
                when: {when}
              - emit: LetterSent
          BurnLetter: {{ emits: LetterBurnt }}
        events: {{ LetterWritten: {{ fields: {{ weight: Int }} }}, LetterSent: {{}}, LetterBurnt: {{}} }}
    policies: {policies}
    read_models:
      Letters:
        question: Which letters are there?
        key: letter
        fields: {{ letter: LetterId, weight: Int, colour: Text? }}
        from: {{ LetterWritten: {{ letter: event.stream_id, weight: weight }} }}
        queries: {{ asked: {{ by: [{query}] }} }}
scenarios:
  - {{ name: it is sent, given: [LetterWritten], when: SendLetter, then: [{then}] }}
"
        );
        let report = lint(&check_text(text.as_bytes()), &Overrides::default());
        report.open().map(|finding| finding.diagnostic.rule).collect()
    }

    #[test]
    fn what_is_known_is_told_beside_mistakes() {
        let gaps = ["command-never-issued", "read-model-field-unsourced"];
        assert_eq!(told("text == ''", "weight", "{}", "LetterSent"), gaps);
        let played_wrong = told("text == ''", "weight", "{}", "LetterBurnt");
        assert_eq!(played_wrong, [gaps[0], gaps[1], "invalid-scenario"]);
        assert_eq!(
            told("text == 7", "weight", "{}", "LetterSent"),
            ["expression-type", "command-never-issued"],
            "a lost condition hides what is said of values only"
        );
        assert_eq!(
            told("text == ''", "height", "{}", "LetterSent"),
            ["command-never-issued", "unresolved-reference"]
        );
    }

    #[test]
    fn a_name_that_leads_nowhere_may_be_the_one_that_is_missed() {
        let policy = "{ P: { whenever: LetterWritten, then: BurnLeter } }";
        assert_eq!(told("text == ''", "weight", policy, "LetterSent"), ["unresolved-reference"]);
    }
}
