//! Every rule that esgen knows: those of the language, of the history of events, and of design.

use super::{Levels, NoRule, Rule, rules};
use crate::{
    diagnostic::{RULES, page},
    evolve,
};

/// What a rule is about. Codes are opaque, but for their group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Files, settings and what is agreed to.
    Meta,
    /// References, types and grammar.
    Correctness,
    /// What leads to what.
    Flow,
    /// Aggregates, contexts and their autonomy.
    Design,
    /// What messages carry, and where it comes from.
    Data,
    /// How stored events change.
    Evolution,
    /// What things are called.
    Naming,
    /// Personal data and secrets.
    Security,
    /// What is written for people.
    Docs,
}

impl Category {
    /// Every category, in the order of the codes.
    pub const ALL: [Self; 9] = [
        Self::Meta,
        Self::Correctness,
        Self::Flow,
        Self::Design,
        Self::Data,
        Self::Evolution,
        Self::Naming,
        Self::Security,
        Self::Docs,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Correctness => "correctness",
            Self::Flow => "flow",
            Self::Design => "design",
            Self::Data => "data",
            Self::Evolution => "evolution",
            Self::Naming => "naming",
            Self::Security => "security",
            Self::Docs => "docs",
        }
    }

    /// The category of that name.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == word)
    }

    fn of_code(code: &str) -> Self {
        match code.get(..3) {
            Some("ES0") => Self::Meta,
            Some("ES1") => Self::Correctness,
            Some("ES2") => Self::Flow,
            Some("ES3") => Self::Design,
            Some("ES4") => Self::Data,
            Some("ES6") => Self::Naming,
            Some("ES7") => Self::Security,
            Some("ES8") => Self::Docs,
            Some(_) | None => Self::Evolution,
        }
    }

    /// Whether a finding may only say that something is not finished, so that an open question explains it.
    pub fn is_about_completeness(self) -> bool {
        match self {
            Self::Flow | Self::Data | Self::Docs => true,
            Self::Meta
            | Self::Correctness
            | Self::Design
            | Self::Evolution
            | Self::Naming
            | Self::Security => false,
        }
    }
}

/// Where a rule comes from.
#[derive(Debug, Clone, Copy)]
pub enum Origin {
    /// Reading and resolving a model: what cannot be a model otherwise.
    Language,
    /// What has been published.
    History,
    /// A rule of design.
    Design(&'static Rule),
}

/// A rule, wherever it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The kebab-case name, the key everywhere.
    pub name: &'static str,
    /// The opaque alias.
    pub code: &'static str,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Where it comes from.
    pub origin: Origin,
}

impl Known {
    /// What it is about.
    pub fn category(&self) -> Category {
        Category::of_code(self.code)
    }

    /// The rule of design.
    pub fn rule(&self) -> Option<&'static Rule> {
        match self.origin {
            Origin::Design(rule) => Some(rule),
            Origin::Language | Origin::History => None,
        }
    }

    /// How much it matters at each level. What the language refuses is an error wherever it is looked for.
    pub fn levels(&self) -> Option<Levels> {
        self.rule().map(|rule| rule.levels)
    }

    /// Its page, as Markdown.
    pub fn page(&self) -> Option<&'static str> {
        match self.origin {
            Origin::Design(rule) => Some(rule.page),
            Origin::Language => page(self.name),
            Origin::History => evolve::rules::page(self.name),
        }
    }
}

/// Every rule, in the order of the codes.
pub fn catalogue() -> Vec<Known> {
    let mut all: Vec<Known> = every().collect();
    all.sort_by_key(|known| known.code);
    all
}

fn every() -> impl Iterator<Item = Known> {
    rules::all().map(of_design).chain(RULES.iter().map(|rule| Known {
        name: rule.name,
        code: rule.code,
        summary: rule.summary,
        origin: if rule.code.starts_with("EV") { Origin::History } else { Origin::Language },
    }))
}

fn of_design(rule: &'static Rule) -> Known {
    let Rule { name, code, summary, .. } = rule;
    Known { name, code, summary, origin: Origin::Design(rule) }
}

/// The rule of exactly that name.
pub fn known(name: &str) -> Option<Known> {
    every().find(|known| known.name == name)
}

/// The rule of that name or code, however the code is written.
///
/// # Errors
/// Gives what the word means otherwise: a name from elsewhere, or probably a slip.
pub fn named(word: &str) -> Result<Known, NoRule> {
    let mut fitting = every().filter(|it| it.name == word || it.code.eq_ignore_ascii_case(word));
    fitting.next().ok_or_else(|| NoRule::of(word, every().map(|known| known.name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::ELSEWHERE;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_a_name_a_code_and_a_sentence_of_its_own() {
        let all = catalogue();
        let told = |tell: fn(&Known) -> &str| all.iter().map(tell).collect::<BTreeSet<_>>().len();
        assert_eq!(told(|it| it.name), all.len());
        assert_eq!(told(|it| it.code), all.len());
        assert_eq!(told(|it| it.summary), all.len());
        assert!(all.iter().all(|it| it.summary.ends_with('.')));
    }

    #[test]
    fn slips_in_names_are_understood() {
        assert_eq!(named("es0002").map(|it| it.name).ok(), Some("unknown-key"));
        assert_eq!(named("unknown-kye").err(), Some(NoRule::Near("unknown-key")));
        assert_eq!(named("sing-song").err(), Some(NoRule::Unknown));
    }

    #[test]
    fn names_from_elsewhere_lead_to_rules_that_there_are() {
        for (name, code, answer) in ELSEWHERE {
            assert_eq!(named(name).err(), Some(*answer));
            assert_eq!(named(&code.to_lowercase()).err(), Some(*answer), "{code} is taken here");
            match answer {
                NoRule::Called(name) => assert!(known(name).is_some(), "{name}"),
                NoRule::Needless(_) => {}
                NoRule::Near(_) | NoRule::Unknown => panic!("{name} has no answer"),
            }
        }
    }
}
