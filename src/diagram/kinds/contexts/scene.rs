//! What a context map shows: places, and what ties them together.

use std::collections::{BTreeMap, BTreeSet};

use super::ties::{Flow, Place, flows};
use crate::{
    diagram::{
        text::{counted, spoken},
        theme::Band,
    },
    model::{ContextId, ContextKind, Model, Pattern, Relation, RelationKind},
};

/// A map, still without form.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) places: Vec<Spot>,
    pub(super) ties: Vec<Tie>,
}

/// A context, or an external system.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) word: &'static str,
    pub(super) counts: String,
    pub(super) band: Band,
    pub(super) tooltip: String,
}

/// What ties two places together.
#[derive(Debug)]
pub(super) struct Tie {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: TieKind,
    /// What flows, or what is shared.
    pub(super) words: String,
    pub(super) tooltip: String,
}

/// What kind of tie it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TieKind {
    /// One gives, the other takes, each by its patterns.
    Giving { by_giver: Vec<Pattern>, by_taker: Vec<Pattern> },
    /// A mutual relation with its sign.
    Mutual(&'static str),
    /// Something flows, and no relation is declared.
    Flow,
}

/// The map of the contexts of `shown` and of what they touch; of the whole model when there is none.
pub(super) fn of(model: &Model, shown: &BTreeSet<ContextId>) -> Scene {
    let mut flows = flows(model);
    let mut tied: Vec<(Place, Place, TieKind, String)> = Vec::new();
    for relation in &model.relations {
        declared(model, relation, &mut flows, &mut tied);
    }
    for ((from, to), flow) in flows {
        tied.push((from, to, TieKind::Flow, flow.told(model)));
    }
    let is_shown = |place: &Place| match place {
        Place::Context(id) => shown.is_empty() || shown.contains(id),
        Place::System(_) => shown.is_empty(),
    };
    tied.retain(|(from, to, ..)| is_shown(from) || is_shown(to));
    let touched = tied.iter().flat_map(|(from, to, ..)| [*from, *to]);
    let contexts = model.contexts.ids().map(Place::Context);
    let all = contexts.chain(model.systems.ids().map(Place::System));
    let kept: BTreeSet<Place> = all.filter(is_shown).chain(touched).collect();
    let number: BTreeMap<Place, usize> =
        kept.iter().enumerate().map(|(at, it)| (*it, at)).collect();
    let ties = tied.into_iter().map(|(from, to, kind, words)| Tie {
        from: number[&from],
        to: number[&to],
        tooltip: tooltip(model, from, to, &kind, &words),
        kind,
        words,
    });
    let ties = ties.collect::<Vec<_>>();
    let title = model.title.clone().unwrap_or_else(|| model.name.value.clone());
    Scene {
        title: format!("Context map: {title}"),
        subtitle: counts(&kept, &ties),
        places: kept.iter().map(|place| spot(model, *place)).collect(),
        ties,
    }
}

/// How much a map shows, in words.
fn counts(places: &BTreeSet<Place>, ties: &[Tie]) -> String {
    let systems = places.iter().filter(|place| matches!(place, Place::System(_))).count();
    let flows = ties.iter().filter(|tie| tie.kind == TieKind::Flow).count();
    let all = [
        (places.len() - systems, "context"),
        (systems, "external system"),
        (ties.len() - flows, "relation"),
        (flows, "undeclared flow"),
    ];
    let present = all.iter().filter(|(count, _)| *count > 0);
    present.map(|(count, word)| counted(*count, word)).collect::<Vec<_>>().join(" · ")
}

/// A relation that the model declares, with what flows in its direction.
fn declared(
    model: &Model,
    relation: &Relation,
    flows: &mut BTreeMap<(Place, Place), Flow>,
    tied: &mut Vec<(Place, Place, TieKind, String)>,
) {
    let mut mutual = |contexts: &[crate::source::Spanned<ContextId>], sign, words: &str| {
        for pair in contexts.windows(2) {
            let (one, other) = (Place::Context(pair[0].value), Place::Context(pair[1].value));
            tied.push((one, other, TieKind::Mutual(sign), words.to_owned()));
        }
    };
    match &relation.kind {
        RelationKind::UpstreamDownstream { upstream, downstream } => {
            let (from, to) = (Place::Context(upstream.value), Place::Context(downstream.value));
            let mut given = flows.remove(&(from, to)).unwrap_or_default();
            // Who takes also asks: its commands go against the stream.
            let asked = flows.get_mut(&(to, from)).map(|back| std::mem::take(&mut back.commands));
            given.asked.extend(asked.unwrap_or_default());
            if flows.get(&(to, from)).is_some_and(Flow::is_empty) {
                flows.remove(&(to, from));
            }
            let by = |of_giver: bool| {
                let patterns = relation.patterns.iter().map(|pattern| pattern.value);
                patterns.filter(|it| is_of_giver(*it) == of_giver).collect()
            };
            let kind = TieKind::Giving { by_giver: by(true), by_taker: by(false) };
            tied.push((from, to, kind, given.told(model)));
        }
        RelationKind::Partnership(all) => mutual(all, "P", "partnership"),
        RelationKind::SharedKernel(all) => mutual(all, "SK", "shared kernel"),
        RelationKind::SeparateWays(all) => mutual(all, "SW", "separate ways"),
    }
}

fn is_of_giver(pattern: Pattern) -> bool {
    match pattern {
        Pattern::OpenHost | Pattern::PublishedLanguage => true,
        Pattern::AnticorruptionLayer | Pattern::Conformist | Pattern::CustomerSupplier => false,
    }
}

/// The sign of a pattern, and its meaning.
pub(in crate::diagram::kinds) fn sign(pattern: Pattern) -> (&'static str, &'static str) {
    match pattern {
        Pattern::OpenHost => ("OHS", "open host service"),
        Pattern::PublishedLanguage => ("PL", "published language"),
        Pattern::AnticorruptionLayer => ("ACL", "anticorruption layer"),
        Pattern::Conformist => ("CF", "conformist"),
        Pattern::CustomerSupplier => ("C/S", "customer and supplier"),
    }
}

fn spot(model: &Model, place: Place) -> Spot {
    match place {
        Place::Context(id) => {
            let context = &model.contexts[id];
            let (band, word) = match context.kind {
                Some(ContextKind::Core) => (Band::Core, "CORE"),
                Some(ContextKind::Supporting) => (Band::Supporting, "SUPPORTING"),
                Some(ContextKind::Generic) => (Band::Generic, "GENERIC"),
                None => (Band::Supporting, "CONTEXT"),
            };
            let counts = [
                (model.commands_of(id).len(), "command"),
                (model.events_of(id).len(), "event"),
                (context.read_models.len(), "read model"),
            ];
            let counts = counts.iter().filter(|(count, _)| *count > 0);
            let counts: Vec<_> = counts.map(|(count, word)| counted(*count, word)).collect();
            Spot {
                id: format!("context:{}", context.name.value),
                name: spoken(&context.name.value, context.info.label.as_deref()),
                word,
                counts: counts.join(" · "),
                band,
                tooltip: described(
                    "Context",
                    &context.name.value,
                    context.info.description.as_deref(),
                ),
            }
        }
        Place::System(id) => {
            let system = &model.systems[id];
            Spot {
                id: format!("system:{}", system.name.value),
                name: spoken(&system.name.value, system.info.label.as_deref()),
                word: "EXTERNAL",
                counts: "outside our control".to_owned(),
                band: Band::External,
                tooltip: described(
                    "System",
                    &system.name.value,
                    system.info.description.as_deref(),
                ),
            }
        }
    }
}

fn described(kind: &str, name: &str, description: Option<&str>) -> String {
    let more = description.map_or_else(String::new, |text| format!(": {text}"));
    format!("{kind} {name}{more}")
}

fn tooltip(model: &Model, from: Place, to: Place, kind: &TieKind, words: &str) -> String {
    let (from, to) = (spot(model, from).name, spot(model, to).name);
    match kind {
        TieKind::Giving { by_giver, by_taker } => {
            let patterns = by_giver.iter().chain(by_taker).map(|pattern| sign(*pattern).1);
            let all: Vec<_> = patterns.chain((!words.is_empty()).then_some(words)).collect();
            format!("{from} gives, {to} takes: {}", all.join(", "))
        }
        TieKind::Mutual(_) => format!("{from} and {to}: {words}"),
        TieKind::Flow => format!("{from} to {to}: {words}; no relation is declared"),
    }
}
