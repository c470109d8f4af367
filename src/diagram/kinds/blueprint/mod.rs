//! The blueprint, as event modeling draws it: who triggers what on top, commands and read models in the middle, and the
//! streams of events below. Time runs to the right, one column for each moment.
//!
//! Reading order: `scene` (the rows and what the story has for them), `sequence` and `place` (the columns), `stand` (what
//! stands where, and what leads to what), `route` (the ways of lines), `size`, `streets` and `geometry` (pixels), `draw`
//! (shapes).

mod draw;
mod geometry;
mod place;
mod route;
mod scene;
mod sequence;
mod size;
mod stand;
mod streets;
#[cfg(test)]
mod tests;

use self::{geometry::Geometry, place::Grid, scene::Scene, stand::Stand};
use super::{Choice, Kind};
use crate::diagram::{around, time};

/// The blueprint.
pub(super) const KIND: Kind = Kind {
    name: "blueprint",
    about: "who triggers what, and which stream of events it ends in",
    subject: None,
    choices: &[Choice::Contexts, Choice::Limits],
    draw: Some(|request| {
        let scene = scene::of(request);
        let (_, stand, geometry) = lay_out(&scene);
        draw::draw(&scene, &stand, &geometry, request.options.legend)
    }),
    blocks: Some(|request| scene::of(request).story.blocks.len()),
    texts: &[],
};

fn lay_out(scene: &Scene) -> (Grid, Stand, Geometry) {
    let grid = place::place(scene);
    let stand = stand::stand(scene, &grid);
    let routes = route::routes(scene, &stand);
    let mut geometry = geometry::geometry(scene, &grid, &stand, &routes);
    let top = around::below_loose(&scene.story);
    geometry.lower(top + time::above(&scene.story, &geometry.frame(top)));
    (grid, stand, geometry)
}
