//! The severity of each rule at each level, and who said so. Later words win: the rule itself, the presets, `ignore`,
//! `severity`, the command line.

use std::collections::BTreeMap;

use super::{
    super::{Known, Rule, catalogue::catalogue, rules::meta},
    Overrides, presets,
    selector::{self, Selector},
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    model::Level,
    source::Span,
    syntax::ast::{LintDecl, Preset, SeverityWord},
};

/// Who said how much a rule matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The rule itself, in the preset `recommended`.
    Default,
    /// A preset.
    Preset(Preset),
    /// The `lint:` section of the model, here.
    Model(Span),
    /// An option of the command line.
    CommandLine,
}

/// What is decided about one rule: as much as this, wherever it makes sense.
#[derive(Debug, Clone)]
struct Decided {
    severity: SeverityWord,
    origin: Origin,
}

/// The severity of each rule at each level.
#[derive(Debug)]
pub(super) struct Levelled {
    base: Preset,
    preview: bool,
    /// Rules of which something else is said than what they say themselves.
    decided: BTreeMap<&'static str, Decided>,
    base_origin: Origin,
}

impl Levelled {
    pub(super) fn new(
        lint: Option<&LintDecl>,
        overrides: &Overrides,
        out: &mut Vec<Diagnostic>,
    ) -> Self {
        let of_model: Vec<Preset> = lint
            .map(|lint| lint.preset.items().iter().map(|preset| preset.value).collect())
            .unwrap_or_default();
        let presets = if overrides.presets.is_empty() { &of_model } else { &overrides.presets };
        let base = presets.iter().copied().filter(|it| presets::is_base(*it)).max();
        let mut levelled = Self {
            base: base.unwrap_or(Preset::Recommended),
            preview: overrides.preview || lint.is_some_and(|lint| lint.preview.is_true()),
            decided: BTreeMap::new(),
            base_origin: base.map_or(Origin::Default, Origin::Preset),
        };
        levelled.themes(presets);
        if let Some(lint) = lint {
            levelled.model(lint, out);
        }
        levelled.command_line(overrides);
        levelled
    }

    fn themes(&mut self, presets: &[Preset]) {
        for preset in presets {
            for known in catalogue() {
                if let Some(severity) = presets::theme(*preset, &known) {
                    self.decide(&known, word(severity), Origin::Preset(*preset));
                }
            }
        }
    }

    fn model(&mut self, lint: &LintDecl, out: &mut Vec<Diagnostic>) {
        for item in lint.ignore.items() {
            if let Some(selector) = selector::read(item.as_ref(), out) {
                let origin = Origin::Model(selector.span);
                self.set(selector.value, SeverityWord::Off, &origin);
            }
        }
        for entry in lint.severity.entries() {
            let Some(severity) = entry.value else { continue };
            match Selector::of(&entry.name.value) {
                Ok(selector) => {
                    let origin = Origin::Model(entry.name.span);
                    self.set(selector, severity, &origin);
                }
                Err(no_rule) => {
                    out.push(meta::unknown_rule(entry.name.as_ref().map(String::as_str), no_rule));
                }
            }
        }
    }

    fn command_line(&mut self, overrides: &Overrides) {
        if !overrides.only.is_empty() {
            for known in catalogue() {
                let is_meant = overrides.only.iter().any(|selector| selector.means(&known));
                if !is_meant {
                    self.decide(&known, SeverityWord::Off, Origin::CommandLine);
                } else if self.is_off(&known) {
                    self.decide(&known, SeverityWord::Warning, Origin::CommandLine);
                }
            }
        }
        let also = |known: &Known| overrides.also.iter().any(|selector| selector.means(known));
        for known in catalogue().iter().filter(|known| also(known)) {
            if self.is_off(known) {
                self.decide(known, SeverityWord::Warning, Origin::CommandLine);
            }
        }
        for selector in &overrides.ignore {
            self.set(*selector, SeverityWord::Off, &Origin::CommandLine);
        }
    }

    fn set(&mut self, selector: Selector, severity: SeverityWord, origin: &Origin) {
        for known in catalogue().iter().filter(|known| selector.means(known)) {
            self.decide(known, severity, origin.clone());
        }
    }

    fn decide(&mut self, known: &Known, severity: SeverityWord, origin: Origin) {
        self.decided.insert(known.name, Decided { severity, origin });
    }

    /// Whether nothing at all is looked for.
    fn is_off(&self, known: &Known) -> bool {
        let Some(rule) = known.rule() else { return false };
        let levels = [Level::BigPicture, Level::Process, Level::Design];
        levels.into_iter().all(|level| self.severity(rule, level).is_none())
    }

    /// How much a finding of a rule matters at a level.
    pub(super) fn severity(&self, rule: &Rule, level: Level) -> Option<Severity> {
        if !rule.levels.is_possible(level) {
            return None;
        }
        if let Some(severity) = self.decided.get(rule.name).map(|it| it.severity) {
            return severity_of(severity);
        }
        let severity = rule.levels.at(level, self.base == Preset::Strict, self.preview)?;
        (self.base != Preset::Minimal || severity == Severity::Error).then_some(severity)
    }

    /// How much a finding matters that is no error, and not of a rule of design.
    pub(super) fn of_other(&self, known: Known, severity: Severity) -> Option<Severity> {
        match self.decided.get(known.name).map(|it| it.severity) {
            Some(word) => severity_of(word),
            None => (self.base != Preset::Minimal).then_some(severity),
        }
    }

    pub(super) fn origin(&self, name: &str) -> &Origin {
        self.decided.get(name).map_or(&self.base_origin, |decided| &decided.origin)
    }
}

fn severity_of(word: SeverityWord) -> Option<Severity> {
    match word {
        SeverityWord::Error => Some(Severity::Error),
        SeverityWord::Warning => Some(Severity::Warning),
        SeverityWord::Info => Some(Severity::Info),
        SeverityWord::Off => None,
    }
}

fn word(severity: Severity) -> SeverityWord {
    match severity {
        Severity::Error => SeverityWord::Error,
        Severity::Warning => SeverityWord::Warning,
        Severity::Info => SeverityWord::Info,
    }
}
