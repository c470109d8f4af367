//! The neighbours' question: can code that was not redeployed read what is written from now on? Upcasters do not help
//! it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Baseline, FieldDiff, Kind,
    pairs::{Named, Pair},
    verdict::{Answer, Assumption, Verdict, assumed},
};
use crate::{
    evolve::{
        compat::{Obstacle, Why, obstacles, obstacles_of},
        form::Record,
    },
    model::{ContextId, EventId, Model, Reading, Uses},
};

/// Another context that reads an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The context.
    pub context: String,
    /// The version that it says it reads.
    pub pinned: Option<u32>,
    /// The fields that it uses; nothing when it says that it reads a version, and not which fields.
    pub fields: Option<Vec<String>>,
    /// Whether a function written by hand sees the whole event.
    pub by_hand: bool,
    /// Whether it moves to the newest version in this change.
    pub moves: bool,
    /// Whether it can read what is written, until it is redeployed.
    pub verdict: Verdict,
}

/// Whether an instance of the same context that was not redeployed can read the newest version.
pub(super) fn rolling(pair: &Pair<'_>) -> Verdict {
    match pair.kind() {
        Kind::New => {
            return Verdict::neighbours(
                Answer::Waits,
                "an instance that does not know it waits where one is stored, until it is redeployed",
            );
        }
        Kind::Retired | Kind::Vanished => {
            return Verdict::neighbours(Answer::Unasked, "none is written any more");
        }
        Kind::Changed | Kind::Renamed => {}
    }
    let (Some(old), Some(new)) = (pair.deployed(), pair.to()) else {
        return Verdict::neighbours(Answer::Unasked, "nothing of it is published");
    };
    if old.0 == new.0 && old.1.shape == new.1.shape {
        return Verdict::neighbours(Answer::Ok, "what is written stays the same");
    }
    let who = format!("an instance still at v{}", old.0.number);
    if old.0.stored != new.0.stored {
        let text = format!("{who} does not know events stored as `{}`", new.0.stored);
        return Verdict::neighbours(Answer::Breaks, text);
    }
    let found = obstacles(&old.1.shape, &new.1.shape);
    let newest = new.0.number;
    let rises = old.0.number < newest;
    let mut verdict = match (found.is_empty(), rises) {
        (false, _) => Verdict::neighbours(Answer::Breaks, format!("{who} {}", told(&found))),
        (true, false) => Verdict::neighbours(Answer::Ok, format!("{who} can read v{newest}")),
        // It could, and does not know that: only newer code can tell what a version means.
        (true, true) => {
            let text = format!(
                "{who} waits where v{newest} is stored, until it is redeployed; its payload would fit"
            );
            return Verdict::neighbours(Answer::Waits, text);
        }
    };
    verdict.assumes = assumed(&old.1.shape, &new.1.shape, &found);
    if rises {
        verdict.assumes.push(Assumption::ShapesDecide);
    }
    verdict
}

/// What stands in the way, with what is gone told in one go.
pub(super) fn told(found: &[Obstacle]) -> String {
    let is_gone = |obstacle: &&Obstacle| matches!(obstacle.why, Why::Missing(_));
    let gone: Vec<&str> = found.iter().filter(is_gone).map(|it| it.path.as_str()).collect();
    let others = found.iter().filter(|it| !is_gone(it)).map(Obstacle::text);
    let gone = (!gone.is_empty()).then(|| {
        format!(
            "needs {}, which {} gone",
            gone.join(", "),
            if gone.len() == 1 { "is" } else { "are" }
        )
    });
    gone.into_iter().chain(others).collect::<Vec<_>>().join("; ")
}

/// Who reads which event, looked up once for all events.
pub(super) struct Readers<'a> {
    model: &'a Model,
    of: BTreeMap<EventId, Vec<Use<'a>>>,
    /// What contexts of the baseline used, by the names of the context and of the event.
    before: BTreeMap<(&'a str, String), Use<'a>>,
}

/// How one context reads one event.
#[derive(Clone)]
struct Use<'a> {
    context: ContextId,
    fields: BTreeSet<String>,
    by_hand: bool,
    reading: Option<&'a Reading>,
}

impl<'a> Readers<'a> {
    pub(super) fn of(model: &'a Model, baseline: Baseline<'a>) -> Self {
        let mut of: BTreeMap<EventId, Vec<Use<'a>>> = BTreeMap::new();
        for (event, one) in uses(model) {
            of.entry(event).or_default().push(one);
        }
        let before = match baseline {
            Baseline::Nothing | Baseline::Published(_) => BTreeMap::new(),
            Baseline::Model(side) => {
                let name = |id: ContextId| side.model.contexts[id].name.value.as_str();
                let all = uses(side.model).into_iter();
                all.map(|(event, one)| ((name(one.context), side.model.event_path(event)), one))
                    .collect()
            }
        };
        Self { model, of, before }
    }

    /// Whether another context reads an event.
    pub(super) fn has_some(&self, event: EventId) -> bool {
        self.of.contains_key(&event)
    }

    /// The other contexts that read an event, in the order of the model. `fields` is what differs since the version
    /// that is deployed.
    pub(super) fn of_event(&self, pair: &Pair<'_>, fields: &[FieldDiff]) -> Vec<Reader> {
        let uses = pair.event().and_then(|event| self.of.get(&event));
        uses.into_iter().flatten().map(|one| self.reader(pair, one, fields)).collect()
    }

    fn reader(&self, pair: &Pair<'_>, one: &Use<'_>, fields: &[FieldDiff]) -> Reader {
        let context = self.model.contexts[one.context].name.value.clone();
        let pinned = one.reading.and_then(|it| it.version.as_ref()).map(|it| it.value);
        let listed = one.reading.and_then(|it| it.fields.as_ref());
        let listed = listed.map(|all| all.iter().map(|field| field.value.clone()).collect());
        let used = || one.fields.iter().cloned().collect::<Vec<String>>();
        let own = listed.or_else(|| (pinned.is_none() || !one.fields.is_empty()).then(used));
        let newest = pair.to().map_or(0, |(id, _)| id.number);
        let moves = pinned.is_none_or(|number| number >= newest);
        let mut reader = Reader {
            context,
            pinned,
            fields: own,
            by_hand: one.by_hand,
            moves,
            verdict: Verdict::neighbours(Answer::Unasked, ""),
        };
        reader.verdict = self.verdict(pair, &reader, fields);
        reader
    }

    fn verdict(&self, pair: &Pair<'_>, reader: &Reader, fields: &[FieldDiff]) -> Verdict {
        let uses = match &reader.fields {
            Some(fields) if fields.is_empty() => "reads none of its fields".to_owned(),
            Some(fields) => format!("reads {}", fields.join(", ")),
            None => "reads all of it".to_owned(),
        };
        let (Some(deployed), Some(new)) = (pair.deployed(), pair.to()) else {
            return Verdict::neighbours(Answer::Unasked, uses);
        };
        if new.1.state == crate::evolve::lock::State::Retired {
            return Verdict::neighbours(Answer::Unasked, "none is written any more");
        }
        if let Some(pinned) = reader.pinned {
            if reader.moves {
                let moved = pinned != deployed.0.number;
                let text = if moved { "; moves to it in this change" } else { "" };
                return Verdict::neighbours(Answer::Ok, format!("{uses} of v{pinned}{text}"));
            }
            let old = pair.old.iter().find(|(id, _)| id.number == pinned);
            let old = old.map(|(id, old)| (*id, &old.entry)).or_else(|| pair.version(pinned));
            let Some(old) = old else {
                let text = format!("relies on v{pinned}, which nobody knows");
                return Verdict::neighbours(Answer::Breaks, text);
            };
            if pair.also_published(self.model).contains(&pinned) {
                let text =
                    format!("{uses} of v{pinned}, which is published beside v{}", new.0.number);
                return Verdict::neighbours(Answer::Ok, text);
            }
            let listed = reader.fields.iter().flatten();
            let unknown: Vec<&str> = listed
                .filter(|field| old.1.shape.get(field).is_none())
                .map(String::as_str)
                .collect();
            if !unknown.is_empty() {
                let text = format!("{uses} of v{pinned}, which has no {}", unknown.join(", "));
                return Verdict::neighbours(Answer::Breaks, text);
            }
            return judge(old, new, reader.fields.as_deref(), &format!("{uses} of v{pinned}"));
        }
        let before = self.before.get(&(reader.context.as_str(), deployed.1.event.clone()));
        // A draft of the baseline was not deployed, so that what its readers use says nothing.
        let before = before.filter(|_| pair.from().map(|it| it.0) == Some(deployed.0));
        let before = before.map(|one| one.fields.iter().cloned().collect());
        let before = before.unwrap_or_else(|| back(reader.fields.as_deref(), fields));
        let same = deployed.0 == new.0;
        let moving = if same { uses } else { format!("{uses}; moves to v{}", new.0.number) };
        judge(deployed, new, Some(&before), &moving)
    }
}

/// The fields of the old version behind fields of today.
fn back(today: Option<&[String]>, fields: &[FieldDiff]) -> Vec<String> {
    let mut old = Vec::new();
    for field in today.unwrap_or_default() {
        match fields.iter().find(|diff| diff.field == *field) {
            Some(diff) => old.extend(diff.made_of.iter().cloned()),
            None => old.push(field.clone()),
        }
    }
    old
}

fn judge(old: Named<'_>, new: Named<'_>, fields: Option<&[String]>, who: &str) -> Verdict {
    if old.0.stored != new.0.stored {
        let text = format!("{who}; until then it looks for `{}`", old.0.stored);
        return Verdict::neighbours(Answer::Breaks, text);
    }
    let found = found(fields, &old.1.shape, &new.1.shape);
    let number = old.0.number;
    let mut verdict = if found.is_empty() {
        Verdict::neighbours(Answer::Ok, who)
    } else {
        Verdict::neighbours(Answer::Breaks, format!("{who}; at v{number} it {}", told(&found)))
    };
    let used = Record(match fields {
        Some(names) => {
            let kept = old.1.shape.iter().filter(|(name, _)| names.iter().any(|it| it == name));
            kept.map(|(name, member)| (name.to_owned(), member.clone())).collect()
        }
        None => old.1.shape.0.clone(),
    });
    verdict.assumes = assumed(&used, &new.1.shape, &found);
    if found.is_empty() && number < new.0.number {
        verdict.assumes.push(Assumption::ShapesDecide);
    }
    verdict
}

fn found(fields: Option<&[String]>, reader: &Record, writer: &Record) -> Vec<Obstacle> {
    fields.map_or_else(
        || obstacles(reader, writer),
        |names| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            obstacles_of(&names, reader, writer)
        },
    )
}

/// Every foreign event of every context: what it uses, and what it says.
fn uses(model: &Model) -> Vec<(EventId, Use<'_>)> {
    let mut all = Vec::new();
    for (id, context) in model.contexts.iter() {
        let Uses { fields, by_hand } = model.uses_of(id);
        let mut said: BTreeMap<EventId, &Reading> =
            context.reads.iter().map(|reading| (reading.event, reading)).collect();
        for (event, fields) in fields {
            let reading = said.remove(&event);
            let by_hand = by_hand.contains(&event);
            all.push((event, Use { context: id, fields, by_hand, reading }));
        }
        for (event, reading) in said {
            let fields = BTreeSet::new();
            all.push((event, Use { context: id, fields, by_hand: false, reading: Some(reading) }));
        }
    }
    all
}
