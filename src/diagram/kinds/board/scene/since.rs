//! The scene of a model with what became of everything in it since an older one.

use std::collections::BTreeSet;

use super::{
    Mark, Scene,
    build::{narrowed, whole},
    mark::each,
    merge::merge,
};
use crate::{
    diagram::{
        Before,
        compare::{Difference, Differences, compare},
    },
    model::{ContextId, Model},
};

/// The scene of the contexts of `shown`, with what is gone back where it stood.
pub(in crate::diagram::kinds::board) fn since(
    model: &Model,
    shown: &BTreeSet<ContextId>,
    before: &Before,
) -> Scene {
    let differences = compare(&before.model, model);
    let names: BTreeSet<_> = shown.iter().map(|id| &model.contexts[*id].name.value).collect();
    let contexts = before.model.contexts.iter();
    let shown_before = contexts.filter(|(_, it)| names.contains(&it.name.value));
    let shown_before = shown_before.map(|(id, _)| id).collect();
    let old = whole(&before.model, &shown_before);
    let merged = merge(old, whole(model, shown), &differences);
    let mut scene = narrowed(model, merged, shown);
    scene.subtitle = summary(&mut scene, &differences, &before.name);
    scene
}

/// How much differs of what is shown, and since when.
fn summary(scene: &mut Scene, differences: &Differences, name: &str) -> String {
    let (mut added, mut changed, mut removed) = (0, 0, 0);
    for key in keys(scene) {
        match differences.of(&key) {
            Some(Difference::Added) => added += 1,
            Some(Difference::Changed(_)) => changed += 1,
            Some(Difference::Removed) => removed += 1,
            None => {}
        }
    }
    let counts = [(added, "added"), (changed, "changed"), (removed, "removed")];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, word)| format!("{count} {word}")).collect();
    if counts.is_empty() {
        format!("no differences since {name}")
    } else {
        format!("since {name}: {}", counts.join(", "))
    }
}

/// The keys of everything that is shown and not only hinted at.
fn keys(scene: &Scene) -> BTreeSet<String> {
    let mut inside = scene.clone();
    inside.lanes.retain(|lane| !lane.is_outside);
    inside.blocks.retain(|block| !block.is_ghost);
    let mut keys = BTreeSet::new();
    each(&mut inside, |it| {
        if it.mark() != Mark::Plain {
            keys.insert(it.key().to_owned());
        }
    });
    keys
}
