//! The scene of a model with what became of everything in it since an older one.

use std::collections::BTreeSet;

use super::{
    Mark, Scene,
    build::whole,
    mark::each,
    merge::{is_gone, merge},
    narrow::{Feeders, narrow},
};
use crate::diagram::{
    Before, Request,
    compare::{Difference, Differences, compare},
    scope::Scope,
};

/// The scene of what is asked for, with what is gone back where it stood.
pub(in crate::diagram) fn since(request: &Request<'_>, before: &Before) -> Scene {
    let differences = compare(&before.model, request.model);
    let (scope, views) = (request.scope(), request.options.views);
    let (old, _) = whole(&before.model, &Scope::new(&before.model, request.options), views);
    let (new, wanted) = whole(request.model, &scope, views);
    let merged = merge(old, new, &differences);
    let mut scene = if scope.is_everything() {
        merged
    } else {
        let wanted = wanted.with_gone(&merged, is_gone);
        narrow(&merged, &wanted, &scope, Feeders::Left)
    };
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
