//! What a rule is: a record with a name, a page and a function.

use super::{judge::Found, on::On};
use crate::{
    diagnostic::{Applicability, Diagnostic, Severity},
    model::Level,
    source::Span,
};

/// A rule of design.
#[derive(Debug)]
pub struct Rule {
    /// The kebab-case name, the key everywhere.
    pub name: &'static str,
    /// The opaque alias. It is never given to another rule.
    pub code: &'static str,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// How much it matters, at each level of modelling.
    pub levels: Levels,
    /// How far its fixes may be trusted; nothing when it has none.
    pub fix: Option<Applicability>,
    /// What can be set.
    pub options: &'static [RuleOption],
    /// The page beside it, as Markdown.
    pub page: &'static str,
    /// Looks at a model.
    pub check: fn(&On<'_>, &mut Found<'_>),
}

/// One setting of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleOption {
    /// The key, in snake case.
    pub name: &'static str,
    /// What it is, and what holds when it is not set.
    pub kind: OptionKind,
    /// What it does.
    pub doc: &'static str,
}

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// A whole number, with its default.
    Number(u32),
    /// Yes or no, with its default.
    Flag(bool),
    /// Further words.
    Words,
}

/// How much a rule matters at each level of modelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels([Weight; 3]);

/// How much a rule matters at one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// It makes no sense here.
    Never,
    /// For those who want it strict.
    Strict,
    /// Still being tried out.
    Preview,
    /// As much as this.
    On(Severity),
}

impl Levels {
    /// Reads the notation of the pages, big picture, process and design in this order: `-/W/E`. `E`, `W` and `I` are
    /// error, warning and info; `s` is strict only, `p` in preview only, `-` never.
    ///
    /// # Panics
    /// When a word is none of these, which is a mistake in a rule and stops the compiler.
    pub const fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        assert!(bytes.len() == 5, "three letters with a slash between");
        Self([weight(bytes[0]), weight(bytes[2]), weight(bytes[4])])
    }

    /// The severity at a level, for those who want it strict, or to try what is new; nothing when it is off.
    pub fn at(self, level: Level, strict: bool, preview: bool) -> Option<Severity> {
        match self.weight(level) {
            Weight::On(severity) => Some(severity),
            Weight::Strict if strict => Some(Severity::Warning),
            Weight::Preview if preview => Some(Severity::Warning),
            Weight::Never | Weight::Strict | Weight::Preview => None,
        }
    }

    /// Whether a rule can be on at a level at all.
    pub fn is_possible(self, level: Level) -> bool {
        self.weight(level) != Weight::Never
    }

    fn weight(self, level: Level) -> Weight {
        let [big_picture, process, design] = self.0;
        match level {
            Level::BigPicture => big_picture,
            Level::Process => process,
            Level::Design => design,
        }
    }
}

impl std::fmt::Display for Levels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letter = |weight| match weight {
            Weight::Never => '-',
            Weight::Strict => 's',
            Weight::Preview => 'p',
            Weight::On(Severity::Error) => 'E',
            Weight::On(Severity::Warning) => 'W',
            Weight::On(Severity::Info) => 'I',
        };
        let [big_picture, process, design] = self.0.map(letter);
        write!(f, "{big_picture}/{process}/{design}")
    }
}

const fn weight(letter: u8) -> Weight {
    match letter {
        b'-' => Weight::Never,
        b's' => Weight::Strict,
        b'p' => Weight::Preview,
        b'E' => Weight::On(Severity::Error),
        b'W' => Weight::On(Severity::Warning),
        b'I' => Weight::On(Severity::Info),
        _ => panic!("no such letter"),
    }
}

impl Rule {
    /// A finding of this rule. How much it matters is said when it is added to what was found.
    pub fn at(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::info(self.name, span, message)
    }
}
