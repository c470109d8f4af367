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

/// With more mistakes than that, a rule waits: hardly anything is far from all of them.
const FEW: usize = 50;

/// What the mistakes of a model leave unknown.
#[derive(Debug)]
pub(super) struct Holes {
    /// What cannot be read has no design yet.
    is_unread: bool,
    links: Gap,
    values: Gap,
    /// How many mistakes hide only what is near them.
    shadows: usize,
}

/// Something that is not known everywhere.
#[derive(Debug, Clone, Copy)]
struct Gap {
    is_open: bool,
    /// Whether it lies near the mistakes, and nowhere else.
    is_near: bool,
}

impl Gap {
    fn widen(&mut self, mistake: &Diagnostic) {
        *self = Self { is_open: true, is_near: self.is_near && shadow::casts(mistake) };
    }

    fn and(self, other: Self) -> Self {
        Self { is_open: self.is_open || other.is_open, is_near: self.is_near && other.is_near }
    }
}

impl Holes {
    pub(super) fn new(analysis: &Analysis) -> Self {
        let whole = Gap { is_open: false, is_near: true };
        let mut holes = Self {
            is_unread: !analysis.has_every_event,
            links: Gap { is_open: analysis.model.is_cut, ..whole },
            values: whole,
            shadows: 0,
        };
        for mistake in analysis.diagnostics.iter().filter(|it| is_of_the_language(it)) {
            holes.shadows += usize::from(shadow::casts(mistake));
            match hole(mistake) {
                Hole::Nothing => {}
                Hole::Value => holes.values.widen(mistake),
                Hole::Link => holes.links.widen(mistake),
            }
        }
        holes
    }

    /// How much a rule can look at.
    pub(super) fn sight(&self, rule: &Rule) -> Sight {
        if self.is_unread {
            return Sight::None;
        }
        let gap = match goes_by(rule) {
            GoesBy::WhatIsThere => return Sight::Whole,
            GoesBy::Links => self.links,
            GoesBy::Values => self.links.and(self.values),
        };
        let sees_around = gap.is_near && self.shadows <= FEW && shadow::is_beside_it(rule);
        match (gap.is_open, sees_around) {
            (false, _) => Sight::Whole,
            (true, true) => Sight::Shadowed,
            (true, false) => Sight::None,
        }
    }
}

fn goes_by(rule: &Rule) -> GoesBy {
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
