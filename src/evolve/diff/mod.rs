//! What a change of the model means for what is stored and for whoever reads along, event by event. Every verdict
//! says which question it answers: *history*, today's code and stored events; or *neighbours*, code that was not
//! redeployed and what is written from now on.

mod advice;
mod baseline;
mod effects;
mod fields;
mod findings;
mod history;
mod leaving;
mod neighbours;
mod origin;
mod pairs;
mod records;
#[cfg(test)]
mod tests;
mod verdict;

use super::lock::Audience;
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    source::Span,
};

pub use baseline::{Baseline, Side};
pub use fields::{Exactness, FieldChange, FieldDiff};
pub use neighbours::Reader;
pub use verdict::{Answer, Assumption, Question, Verdict};

use baseline::{Versions, settled};
use effects::Effects;
use findings::Places;
use neighbours::Readers;
use pairs::Pair;

/// What differs between a model and a baseline.
#[derive(Debug, Clone, Default)]
pub struct Diff {
    /// The events that are not as they were, in the order of the model; what is not in the model stands at the end.
    pub events: Vec<EventDiff>,
    /// What was found beside those events.
    pub findings: Vec<Diagnostic>,
    /// Remarks about what is built again; the events that cause it list the same.
    pub effects: Vec<Diagnostic>,
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It was not there.
    New,
    /// It carries or means something else.
    Changed,
    /// It has another name.
    Renamed,
    /// It is not written any more, and read as nothing or as other events.
    Retired,
    /// It is not there any more.
    Vanished,
}

/// One event that is not as it was.
#[derive(Debug, Clone)]
pub struct EventDiff {
    /// What became of it.
    pub kind: Kind,
    /// The event as `Context.Event`, as the model calls it, or called it when it is gone.
    pub event: String,
    /// What it was called before, when it was renamed or moved.
    pub was: Option<String>,
    /// The name it is stored under.
    pub stored: String,
    /// The newest version of the baseline.
    pub from: Option<u32>,
    /// The newest version of the model.
    pub to: Option<u32>,
    /// Whether the newest version is not published yet.
    pub draft: bool,
    /// Who may rely on it.
    pub audience: Audience,
    /// Why the versions between changed, in the model's words.
    pub because: Vec<String>,
    /// The steps between, in the words of the lock file.
    pub steps: Vec<String>,
    /// What else is not as it was, in words.
    pub notes: Vec<String>,
    /// The fields that differ.
    pub fields: Vec<FieldDiff>,
    /// Whether what is stored can be read.
    pub history: Verdict,
    /// Whether an instance of the same context that was not redeployed can read what is written.
    pub rolling: Verdict,
    /// The other contexts that read it.
    pub readers: Vec<Reader>,
    /// The read models whose rows are built again.
    pub rebuild: Vec<String>,
    /// The aggregates whose snapshots are discarded.
    pub snapshots: Vec<String>,
    /// The policies that see it.
    pub policies: Vec<String>,
    /// The sagas that see it.
    pub sagas: Vec<String>,
    /// The older versions that are published beside the newest.
    pub also_publish: Vec<u32>,
    /// The line that readers outside have to move to, when a new one is opened.
    pub line: Option<u32>,
    /// What to do; one of it is enough.
    pub advice: Vec<String>,
    /// What the rules say about it.
    pub findings: Vec<Diagnostic>,
    /// Where the model says it; for an event that is gone, where the record does, if that is one of our files.
    pub place: Option<Span>,
}

/// How much changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// Nothing.
    None,
    /// Something, and everybody can go on.
    Compatible,
    /// Somebody cannot read something.
    Breaking,
}

impl Kind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Renamed => "renamed",
            Self::Retired => "retired",
            Self::Vanished => "vanished",
        }
    }
}

impl Impact {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

impl EventDiff {
    /// Every verdict, with who it is about.
    pub fn verdicts(&self) -> impl Iterator<Item = (&str, &Verdict)> {
        let own = [("stored events", &self.history), ("rolling deploy", &self.rolling)];
        own.into_iter().chain(self.readers.iter().map(|it| (it.context.as_str(), &it.verdict)))
    }

    /// Whether somebody cannot read something.
    pub fn breaks(&self) -> bool {
        self.verdicts().any(|(_, verdict)| verdict.breaks())
            || self.findings.iter().any(findings::breaks_somebody)
    }
}

impl Diff {
    /// How much changed.
    pub fn impact(&self) -> Impact {
        let breaks = self.events.iter().any(EventDiff::breaks) || self.breaking_beside() > 0;
        match (breaks, self.events.is_empty() && self.findings.is_empty()) {
            (true, _) => Impact::Breaking,
            (false, false) => Impact::Compatible,
            (false, true) => Impact::None,
        }
    }

    /// How many findings beside events stop somebody from reading.
    pub fn breaking_beside(&self) -> usize {
        self.findings.iter().filter(|finding| findings::breaks_somebody(finding)).count()
    }

    /// What all verdicts together take for granted.
    pub fn assumptions(&self) -> Vec<Assumption> {
        let verdicts = self.events.iter().flat_map(EventDiff::verdicts);
        let mut all: Vec<_> = verdicts.flat_map(|(_, verdict)| verdict.assumes.clone()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// What both sides of a comparison say, looked up once.
struct World<'a> {
    ours: Side<'a>,
    baseline: Baseline<'a>,
    readers: Readers<'a>,
    effects: &'a Effects,
}

/// Compares a model with a baseline. `found` is what the rules say about the model and what it has published.
pub fn diff(ours: Side<'_>, baseline: Baseline<'_>, found: &[Diagnostic]) -> Diff {
    let old = Versions::of(baseline);
    let today = old.tell(settled(ours), ours);
    let pairs = pairs::of(ours, &today, &old);
    let effects = Effects::of(ours, baseline, &pairs);
    let readers = Readers::of(ours.model, baseline);
    let world = World { ours, baseline, readers, effects: &effects };
    let mut findings = records::check(&world, &pairs);
    findings.extend(leaving::check(&world, &pairs));
    findings.extend(found.iter().filter(|it| findings::concerns_events(it)).cloned());
    let places = Places::of(&world, &pairs);
    let (mut of_event, beside) = places.sort(findings);
    let listed = pairs.iter().filter(|(_, pair)| pair.is_listed());
    let events = listed.map(|(place, pair)| {
        let mut event = world.event(pair);
        event.findings = of_event.remove(place).unwrap_or_default();
        if event.findings.iter().any(|finding| finding.rule == rule::RULE_TIGHTENED) {
            event.history.assumes.push(Assumption::BoundsUnchecked);
        }
        event.advice = advice::of(&event);
        event
    });
    let events: Vec<_> = events.collect();
    let left = of_event.into_values().flatten().chain(beside);
    let left = left.filter(|it| it.severity != Severity::Info || findings::is_own(it));
    let findings = left.chain(effects.beside.iter().cloned()).collect();
    Diff { events, findings, effects: effects.explained.clone() }
}

impl World<'_> {
    fn event(&self, pair: &Pair<'_>) -> EventDiff {
        let since = |version| pair.fields(self.ours.plan, self.ours.model, version);
        let fields = since(pair.from());
        let hops = pair.hops();
        let mut rolling = neighbours::rolling(pair);
        let history = history::verdict(pair, self.ours.published, self.is_unlocked());
        let is_asked = rolling.answer != Answer::Unasked && pair.from().is_some();
        if self.is_unlocked() && is_asked {
            rolling.assumes.push(Assumption::AllPublished);
        }
        let readers = self.readers.of_event(pair, &since(pair.deployed()));
        EventDiff {
            kind: pair.kind(),
            event: pair.path().to_owned(),
            was: pair.renamed_from().map(str::to_owned),
            stored: pair.stored().to_owned(),
            from: pair.from().map(|(id, _)| id.number),
            to: pair.to().map(|(id, _)| id.number),
            draft: pair.to().is_some_and(|(id, _)| {
                self.ours.published.is_none_or(|lock| lock.get(id).is_none())
            }),
            audience: pair.audience(),
            because: hops.iter().filter_map(|hop| hop.because.clone()).collect(),
            steps: pair.steps(self.ours.plan),
            notes: pair.notes(self.ours.model),
            also_publish: pair.also_published(self.ours.model),
            line: pair.line(),
            rebuild: self.effects.rebuilt_by(self.ours.model, pair),
            snapshots: self.effects.discarded_by(self.ours.model, pair),
            policies: self.effects.policies(self.ours.model, pair),
            sagas: self.effects.sagas(self.ours.model, pair),
            fields,
            history,
            rolling,
            readers,
            advice: Vec::new(),
            findings: Vec::new(),
            place: pair.place(),
        }
    }

    /// Whether the baseline is a model that has published nothing by way of a lock.
    fn is_unlocked(&self) -> bool {
        matches!(self.baseline, Baseline::Model(side) if side.published.is_none())
    }
}
