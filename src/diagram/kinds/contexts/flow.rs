//! A context map as nodes and links, with the signs of patterns in the text of a link.

use std::collections::BTreeSet;

use super::scene::{Scene, Spot, Tie, TieKind, sign};
use crate::{
    diagram::{
        flow::{self, Flow, Link, Look, Node, identifier},
        theme::Band,
    },
    model::Pattern,
};

/// The map of a scene.
pub(super) fn flow(scene: &Scene, with_legend: bool) -> Flow {
    let nodes: Vec<Node> = scene
        .places
        .iter()
        .map(|spot| Node {
            id: identifier(&spot.id),
            name: spot.name.clone(),
            lines: lines_of(spot),
            look: Look::Ground(spot.band),
        })
        .collect();
    let link = |tie: &Tie| Link {
        from: nodes[tie.from].id.clone(),
        to: nodes[tie.to].id.clone(),
        lines: lines(tie),
        tie: match &tie.kind {
            TieKind::Giving { .. } => flow::Tie::Gives,
            TieKind::Mutual(_) => flow::Tie::Mutual,
            TieKind::Flow => flow::Tie::Flows,
        },
    };
    let links: Vec<Link> = scene.ties.iter().map(link).collect();
    let told: Vec<_> = scene.ties.iter().map(|tie| tie.tooltip.as_str()).collect();
    let legend = if with_legend { legend(scene) } else { Vec::new() };
    Flow {
        title: scene.title.clone(),
        description: format!("{}. {}", scene.subtitle, told.join(". ")),
        groups: Vec::new(),
        links,
        nodes,
        legend,
    }
}

fn lines_of(spot: &Spot) -> Vec<String> {
    let counts = spot.counts.split(" · ").filter(|count| !count.is_empty()).map(str::to_owned);
    [spot.word.to_lowercase()].into_iter().chain(counts).collect()
}

/// What the signs mean that occur, those of every relation first.
fn legend(scene: &Scene) -> Vec<(Look, Vec<String>)> {
    let (mut meanings, mut signs) = (Vec::new(), BTreeSet::new());
    for tie in &scene.ties {
        match &tie.kind {
            TieKind::Giving { by_giver, by_taker } => {
                meanings = vec!["U: upstream, gives".to_owned(), "D: downstream, takes".to_owned()];
                let patterns = by_giver.iter().chain(by_taker).map(|pattern| sign(*pattern));
                signs.extend(patterns.map(|(sign, meaning)| format!("{sign}: {meaning}")));
            }
            TieKind::Mutual(sign) => drop(signs.insert(format!("{sign}: {}", tie.words))),
            TieKind::Flow => drop(signs.insert("broken line: no relation is declared".to_owned())),
        }
    }
    meanings.extend(signs);
    let look = Look::Ground(Band::Generic);
    if meanings.is_empty() { Vec::new() } else { vec![(look, meanings)] }
}

/// What stands on a line: who gives and who takes by which patterns, and what flows.
fn lines(tie: &Tie) -> Vec<String> {
    let side = |letter: &str, patterns: &[Pattern]| {
        let signs = patterns.iter().map(|pattern| sign(*pattern).0);
        [letter].into_iter().chain(signs).collect::<Vec<_>>().join(" ")
    };
    let signs = match &tie.kind {
        TieKind::Giving { by_giver, by_taker } => {
            format!("{} → {}", side("U", by_giver), side("D", by_taker))
        }
        TieKind::Mutual(sign) => (*sign).to_owned(),
        TieKind::Flow => String::new(),
    };
    [signs, tie.words.clone()].into_iter().filter(|line| !line.is_empty()).collect()
}
