//! What the rules go by: the `lint:` section of the model and the command line, resolved to a severity for each rule at
//! each level, which remembers where it came from.

mod levels;
mod options;
mod presets;
mod selector;

use super::{Known, Rule, catalogue::known};
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    model::{Level, Model},
    pipeline::Analysis,
    source::{Span, Spanned},
    syntax::ast::{FailOn, LintDecl, NameLanguage, PerPathDecl, Preset},
};
use levels::Levelled;
pub use levels::Origin;
use options::Options;
pub use selector::Selector;
pub(in crate::lint) use selector::read as read_selector;

/// What the command line says about the rules; it wins over the model.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// Sets of rules instead of those of the model.
    pub presets: Vec<Preset>,
    /// Only these rules, when there are any.
    pub only: Vec<Selector>,
    /// These rules too, though they are off.
    pub also: Vec<Selector>,
    /// Not these rules.
    pub ignore: Vec<Selector>,
    /// Rules that are still being tried out.
    pub preview: bool,
    /// The least severity that fails.
    pub fail_on: Option<FailOn>,
    /// The day for what is allowed until some day.
    pub today: Option<jiff::civil::Date>,
}

/// What the rules go by.
#[derive(Debug)]
pub struct Settings {
    levelled: Levelled,
    options: Options,
    fail_on: FailOn,
    language: NameLanguage,
    require_reason: bool,
    per_path: Vec<PerPath>,
    privacy: Privacy,
    today: Option<jiff::civil::Date>,
}

/// Rules that do not apply to some elements.
#[derive(Debug)]
pub struct PerPath {
    /// The elements.
    pub pattern: glob::Pattern,
    /// Where the pattern is written.
    pub span: Span,
    /// The rules.
    pub rules: Vec<Spanned<Selector>>,
    /// Why they do not apply.
    pub reason: Option<String>,
}

/// Words that tell personal and secret fields from others, beside the ones that are known.
#[derive(Debug, Default)]
pub struct Privacy {
    /// Fields that hold personal data.
    pub personal: Vec<String>,
    /// Fields that hold secrets.
    pub secret: Vec<String>,
    /// Fields that hold neither.
    pub not_personal: Vec<String>,
}

impl Settings {
    /// Resolves the settings of a model, and tells what is wrong with them.
    pub(super) fn new(analysis: &Analysis, overrides: &Overrides) -> (Self, Vec<Diagnostic>) {
        let mut out = Vec::new();
        let lint = analysis.model.lint.as_deref();
        let settings = Self {
            levelled: Levelled::new(lint, overrides, &mut out),
            options: Options::new(lint, &mut out),
            fail_on: overrides
                .fail_on
                .or_else(|| lint.and_then(|lint| lint.fail_on.value))
                .unwrap_or(FailOn::Warning),
            language: lint.and_then(|lint| lint.language.value).unwrap_or(NameLanguage::Auto),
            require_reason: lint.is_none_or(|lint| lint.require_reason.value != Some(false)),
            per_path: lint.map(|lint| per_path(lint, &mut out)).unwrap_or_default(),
            privacy: lint.map(privacy).unwrap_or_default(),
            today: overrides.today,
        };
        let weighed = |finding: Diagnostic| {
            let rule = known(finding.rule).and_then(|known| known.rule());
            let level = analysis.model.level;
            let severity =
                rule.map_or(Some(finding.severity), |it| settings.severity(it, level))?;
            Some(Diagnostic { severity, ..finding })
        };
        let out = out.into_iter().filter_map(weighed).collect();
        (settings, out)
    }

    /// How much a finding of a rule matters at a level; nothing when nobody wants to know.
    pub fn severity(&self, rule: &'static Rule, level: Level) -> Option<Severity> {
        self.levelled.severity(rule, level)
    }

    /// How much a finding matters that is not of a rule of design, and no error.
    pub(super) fn of_other(&self, known: Known, severity: Severity) -> Option<Severity> {
        self.levelled.of_other(known, severity)
    }

    /// Why a rule has the severity that it has.
    pub fn origin(&self, name: &str) -> &Origin {
        self.levelled.origin(name)
    }

    /// Whether a rule can find anything in a model.
    pub(super) fn is_on(&self, rule: &'static Rule, model: &Model) -> bool {
        let levels = model.contexts.values().map(|context| context.level);
        let mut levels = levels.chain([model.level]);
        levels.any(|level| self.severity(rule, level).is_some())
    }

    /// Whether a finding of that severity makes linting fail.
    pub fn fails_at(&self, severity: Severity) -> bool {
        match self.fail_on {
            FailOn::Error => severity == Severity::Error,
            FailOn::Warning => severity <= Severity::Warning,
            FailOn::Info => true,
            FailOn::Never => false,
        }
    }

    /// The value of an option that is a number.
    pub(super) fn number(&self, rule: &'static Rule, option: &str) -> usize {
        self.options.number(rule, option)
    }

    /// The value of an option that is yes or no.
    pub(super) fn flag(&self, rule: &'static Rule, option: &str) -> bool {
        self.options.flag(rule, option)
    }

    /// The words of an option.
    pub(super) fn words(&self, rule: &'static Rule, option: &str) -> &[String] {
        self.options.words(rule, option)
    }

    /// The language in which elements are named.
    pub fn language(&self) -> NameLanguage {
        self.language
    }

    /// Whether every allowance has to say why.
    pub fn wants_reasons(&self) -> bool {
        self.require_reason
    }

    /// Rules that do not apply to some elements.
    pub fn per_path(&self) -> &[PerPath] {
        &self.per_path
    }

    /// Words that tell personal and secret fields from others.
    pub fn privacy(&self) -> &Privacy {
        &self.privacy
    }

    /// The day for what is allowed until some day.
    pub fn today(&self) -> Option<jiff::civil::Date> {
        self.today
    }
}

fn per_path(lint: &LintDecl, out: &mut Vec<Diagnostic>) -> Vec<PerPath> {
    let read = |entry: &Spanned<PerPathDecl>, out: &mut Vec<Diagnostic>| {
        let path = entry.value.path.spanned()?;
        let pattern = match glob::Pattern::new(path.value) {
            Ok(pattern) => pattern,
            Err(error) => {
                let message = format!("`{}` is no pattern: {}", path.value, error.msg);
                let help = "write a path of elements, such as `Legacy/**` or `*/Order/*`";
                out.push(Diagnostic::error(rule::WRONG_KIND, path.span, message).help(help));
                return None;
            }
        };
        let words = entry.value.ignore.items().iter();
        let rules = words.filter_map(|word| selector::read(word.as_ref(), out)).collect();
        let reason = entry.value.reason.value.clone();
        Some(PerPath { pattern, span: path.span, rules, reason })
    };
    lint.per_path.items().iter().filter_map(|entry| read(entry, out)).collect()
}

fn privacy(lint: &LintDecl) -> Privacy {
    let Some(privacy) = lint.privacy.get() else { return Privacy::default() };
    let words = |items: &[Spanned<String>]| items.iter().map(|it| it.value.clone()).collect();
    Privacy {
        personal: words(privacy.personal.items()),
        secret: words(privacy.secret.items()),
        not_personal: words(privacy.not_personal.items()),
    }
}
