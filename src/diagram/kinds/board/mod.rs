//! The board: what happens, in what order, and who reacts. Contexts are lanes, time runs to the right.
//!
//! Reading order: `scene` (what is shown), `place` (the grid), `route` (the ways through it), `size` and `geometry`
//! (pixels), `draw` (shapes); `dot` and `flow` leave the layout to other tools.

mod dot;
mod draw;
mod flow;
mod geometry;
mod place;
mod route;
mod size;
#[cfg(test)]
mod tests;

use self::{geometry::Geometry, place::Grid, scene::Scene};
use super::{Kind, Language};
use crate::diagram::{
    Request,
    drawing::Drawing,
    flow::{self as flowing, Flow},
    scene,
};

/// The board.
pub(super) const KIND: Kind = Kind {
    name: "board",
    about: "what happens, in what order, and who reacts",
    subject: None,
    draw: Some(|request| {
        let scene = scene(request);
        let (_, geometry) = lay_out(&scene);
        draw(&scene, &geometry, request)
    }),
    blocks: Some(|request| scene(request).blocks.len()),
    texts: &[
        (Language::Dot, |request| dot::write(&scene(request), request.options.legend)),
        (Language::Mermaid, |request| flowing::mermaid(&flow(request))),
        (Language::Plantuml, |request| flowing::plantuml(&flow(request))),
    ],
};

fn scene(request: &Request<'_>) -> Scene {
    scene::of(request.model, &request.contexts())
}

fn flow(request: &Request<'_>) -> Flow {
    flow::flow(&scene(request), request.options.legend)
}

fn lay_out(scene: &Scene) -> (Grid, Geometry) {
    let grid = place::place(scene);
    let routes = route::routes(scene, &grid);
    let parts = scene.blocks.iter().map(size::measure).collect();
    let mut geometry = geometry::geometry(scene, &grid, &routes, parts);
    geometry.lower(draw::top(scene, &geometry));
    (grid, geometry)
}

fn draw(scene: &Scene, geometry: &Geometry, request: &Request<'_>) -> Drawing {
    draw::draw(scene, geometry, request.options.legend)
}
