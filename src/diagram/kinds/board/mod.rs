//! The board: what happens, in what order, and who reacts. Contexts are lanes, time runs to the right.
//!
//! Reading order: `scene` (what is shown), `place` (the grid), `route` (the ways through it), `size` and `geometry`
//! (pixels; `turn` lets time run down, `fold` folds it), `draw` (shapes); `dot` and `flow` leave the layout to other
//! tools.

mod dot;
mod draw;
mod flow;
mod fold;
mod geometry;
mod place;
mod route;
mod size;
#[cfg(test)]
mod tests;
mod turn;

use self::{geometry::Geometry, place::Grid, scene::Scene};
use super::{Choice, Kind, Language};
use crate::diagram::{
    Direction, Options, Request, around,
    flow::{self as flowing, Flow},
    lanes::Heads,
    scene, time,
};

/// The board.
pub(super) const KIND: Kind = Kind {
    name: "board",
    about: "what happens, in what order, and who reacts",
    subject: None,
    choices: &[
        Choice::Contexts,
        Choice::Limits,
        Choice::Views,
        Choice::Direction,
        Choice::Wrap,
        Choice::Against,
    ],
    draw: Some(|request| {
        let scene = scene_of(request);
        let bands = lay_out(&scene, request.options);
        draw::draw(&scene, &bands, request.options.legend)
    }),
    blocks: Some(|request| scene_of(request).blocks.len()),
    texts: &[
        (Language::Dot, |request| dot::write(&scene_of(request), request.options)),
        (Language::Mermaid, |request| flowing::mermaid(&flow(request))),
        (Language::Plantuml, |request| flowing::plantuml(&flow(request))),
    ],
};

fn flow(request: &Request<'_>) -> Flow {
    flow::flow(&scene_of(request), request.options.legend)
}

/// What is shown: a model, or a change of it.
fn scene_of(request: &Request<'_>) -> Scene {
    match &request.options.against {
        Some(before) => scene::since(request, before),
        None => scene::of(request),
    }
}

/// A stretch of time with everything at its place.
struct Band {
    scene: Scene,
    grid: Grid,
    geometry: Geometry,
}

impl Band {
    /// Puts a scene whose grid is known on paper, with its first lane at the top.
    fn new(scene: Scene, grid: Grid, direction: Direction) -> Self {
        let routes = route::routes(&scene, &grid);
        let heads = Heads::new(&scene.lanes, direction);
        let measure = match direction {
            Direction::Right => size::measure,
            Direction::Down => turn::measure,
        };
        let parts = scene.blocks.iter().map(measure).collect();
        let geometry = geometry::geometry(&scene, &grid, &routes, parts, &heads);
        Self { scene, grid, geometry }
    }
}

/// The bands of a board, from top to bottom: one, unless it is to be folded.
fn lay_out(scene: &Scene, options: &Options) -> Vec<Band> {
    let mut whole = Band::new(scene.clone(), place::place(scene), options.direction);
    let mut bands = match (options.direction, options.wrap) {
        (Direction::Right, Some(width)) => fold::fold(whole, width),
        (Direction::Right, None) => vec![whole],
        (Direction::Down, _) => {
            whole.geometry = whole.geometry.turned(time::left(scene));
            vec![whole]
        }
    };
    let mut top = around::below_loose(scene);
    for Band { scene, geometry, grid: _ } in &mut bands {
        let above = time::above(scene, &geometry.frame());
        geometry.lower(top, above);
        top = geometry.bottom + BETWEEN_BANDS;
    }
    bands
}

/// From the lanes of a band to the axis of the next one.
const BETWEEN_BANDS: i32 = 26;
