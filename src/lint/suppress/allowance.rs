//! An allowance: which rule does not apply where, why, and until when.

use jiff::civil::Date;

use super::super::{
    Finding, Known, SuppressedBy, Suppression,
    catalogue::{catalogue, known},
    on::On,
    rules::meta,
    settings::Selector,
};
use crate::{
    diagnostic::Diagnostic,
    source::{FileId, Span, Spanned},
};

/// An allowance, wherever it is written.
#[derive(Debug)]
pub(super) struct Allowance {
    pub(super) by: SuppressedBy,
    pub(super) rule: Selector,
    /// The word that names the rule.
    pub(super) word: Span,
    /// All of it.
    pub(super) written: Span,
    /// All of the `allow` in which it is written, from the key to the end.
    pub(super) list: Option<Span>,
    /// Where it holds.
    pub(super) reach: Reach,
    pub(super) reason: Option<String>,
    pub(super) until: Option<Spanned<String>>,
}

/// Where an allowance holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reach {
    /// For findings that begin in here.
    Span(Span),
    /// In a whole file.
    File(FileId),
    /// In the whole model.
    Model,
}

impl Reach {
    fn holds(self, span: Span) -> bool {
        match self {
            Self::Span(reach) => {
                reach.file == span.file && reach.start <= span.start && span.start <= reach.end
            }
            Self::File(file) => file == span.file,
            Self::Model => true,
        }
    }
}

/// All allowances of a model, and which of them were of use.
#[derive(Debug)]
pub(super) struct Allowances {
    all: Vec<Allowance>,
    used: Vec<bool>,
}

impl Allowances {
    /// Takes those that hold today; the others are told.
    pub(super) fn new(all: Vec<Allowance>, on: &On<'_>, out: &mut Vec<Diagnostic>) -> Self {
        let mut kept = Vec::new();
        for allowance in all {
            if allowance.reason.is_none() && on.settings.wants_reasons() {
                out.extend(meta::without_reason(&allowance.rule, allowance.word, on));
            }
            match allowance.until.as_ref().map(|until| (until, day(until))) {
                Some((until, None)) => out.push(meta::no_day(until)),
                Some((until, Some(day))) if on.settings.today().is_some_and(|now| day < now) => {
                    out.extend(meta::expired(until, on));
                }
                Some((_, Some(_))) | None => kept.push(allowance),
            }
        }
        let used = vec![false; kept.len()];
        Self { all: kept, used }
    }

    /// Who agreed to a finding.
    pub(super) fn of(&mut self, finding: &Finding) -> Option<Suppression> {
        let known = known(finding.diagnostic.rule)?;
        let span = finding.diagnostic.primary.span;
        let fits = |it: &Allowance| it.rule.means(&known) && it.reach.holds(span);
        let place = self.all.iter().position(fits)?;
        self.used[place] = true;
        let allowance = &self.all[place];
        Some(Suppression {
            by: allowance.by,
            reason: allowance.reason.clone(),
            until: allowance.until.as_ref().map(|until| until.value.clone()),
            span: Some(allowance.word),
        })
    }

    /// Those that nothing needs, as far as their rules were looked for.
    pub(super) fn unused(&self, on: &On<'_>, has_run: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let unused = self.all.iter().zip(&self.used).filter(|(_, used)| !**used);
        let unused: Vec<&Allowance> =
            unused.map(|(it, _)| it).filter(|it| was_run(it, has_run)).collect();
        let finding = |it: &&Allowance| {
            let in_list = |other: &&Allowance| it.list.is_some() && other.list == it.list;
            let are_all = unused.iter().copied().filter(in_list).count()
                == self.all.iter().filter(in_list).count();
            meta::unused(it.rule, (it.word, it.gone(are_all, on)), on)
        };
        unused.iter().filter_map(finding).collect()
    }
}

impl Allowance {
    /// What goes away with it: all of its `allow`, when nothing else in there is needed either.
    fn gone(&self, with_list: bool, on: &On<'_>) -> Option<Span> {
        match (self.by, self.list.filter(|_| with_list)) {
            (SuppressedBy::Comment, _) => on.without_comment(self.written),
            (SuppressedBy::Allow | SuppressedBy::Config | SuppressedBy::Baseline, list) => {
                on.without(list.unwrap_or(self.written))
            }
        }
    }
}

fn day(until: &Spanned<String>) -> Option<Date> {
    until.value.parse().ok()
}

/// Whether a rule that is meant was looked for in this run. What the language says is said in every run.
fn was_run(allowance: &Allowance, has_run: &dyn Fn(&str) -> bool) -> bool {
    let meant = |known: &Known| allowance.rule.means(known);
    catalogue()
        .iter()
        .filter(|known| meant(known))
        .any(|it| it.rule().is_none() || has_run(it.name))
}
