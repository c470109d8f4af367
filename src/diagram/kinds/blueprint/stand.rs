//! What stands in which column and row of a blueprint, and what leads to what.

use super::{
    place::Grid,
    scene::{self, Scene},
};
use crate::diagram::{
    scene::{Note, Sticky, What},
    theme::Line,
};

/// Everything that stands, and what ties it.
#[derive(Debug, Default)]
pub(super) struct Stand {
    pub(super) cells: Vec<Cell>,
    pub(super) links: Vec<Link>,
}

/// Stickies in one column and row, with the questions about them.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) column: usize,
    pub(super) row: usize,
    /// One below the other.
    pub(super) stack: Vec<Sticky>,
    pub(super) notes: Vec<Note>,
    pub(super) is_ghost: bool,
}

/// What leads to what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    /// A cell, and the number of the sticky in it.
    pub(super) from: (usize, usize),
    /// A cell.
    pub(super) to: usize,
    pub(super) line: Line,
}

/// Puts everything where it stands.
pub(super) fn stand(scene: &Scene, grid: &Grid) -> Stand {
    let blocks = scene.story.blocks.len();
    let mut standing = Standing {
        scene,
        grid,
        stand: Stand::default(),
        heads: vec![None; blocks],
        events: vec![None; blocks],
    };
    for block in 0..blocks {
        standing.block(block);
    }
    standing.edges();
    standing.views();
    standing.stand
}

struct Standing<'s> {
    scene: &'s Scene,
    grid: &'s Grid,
    stand: Stand,
    /// The cell of the command or step of every block, and that of its events.
    heads: Vec<Option<usize>>,
    events: Vec<Option<usize>>,
}

impl Standing<'_> {
    fn cell(
        &mut self,
        column: usize,
        row: Option<usize>,
        stack: Vec<Sticky>,
        is_ghost: bool,
    ) -> Option<usize> {
        let row = row.filter(|_| !stack.is_empty())?;
        self.stand.cells.push(Cell { column, row, stack, notes: Vec::new(), is_ghost });
        Some(self.stand.cells.len() - 1)
    }

    fn empty(&mut self, block: usize) -> Option<usize> {
        let (row, column) = (self.scene.streams[block]?, self.grid.column[block]);
        let (stack, notes) = (Vec::new(), Vec::new());
        self.stand.cells.push(Cell { column, row, stack, notes, is_ghost: false });
        Some(self.stand.cells.len() - 1)
    }

    fn link(&mut self, from: Option<(usize, usize)>, to: Option<usize>, line: Line) {
        if let (Some(from), Some(to)) = (from, to) {
            self.stand.links.push(Link { from, to, line });
        }
    }

    fn block(&mut self, at: usize) {
        let (scene, column) = (self.scene, self.grid.column[at]);
        let block = &scene.story.blocks[at];
        let is_ghost = block.is_ghost;
        match &block.what {
            What::Step(step) => {
                self.heads[at] = self.cell(column, scene.automation, vec![step.clone()], is_ghost);
            }
            What::Slice(slice) => {
                let command = scene::command(slice);
                let stack = command.iter().cloned().collect();
                self.heads[at] = self.cell(column, scene.application, stack, is_ghost);
                for (actor, command) in
                    slice.actors.iter().filter_map(|it| Some((it, command.as_ref()?)))
                {
                    let row = scene.people.get(&actor.raw).copied();
                    let screen =
                        self.cell(column, row, vec![scene::screen(command, actor)], is_ghost);
                    self.link(screen.map(|it| (it, 0)), self.heads[at], Line::Leads);
                }
                // Lines say what an event feeds.
                let events = slice.events.iter();
                let events = events.map(|event| Sticky { feeds: Vec::new(), ..event.clone() });
                self.events[at] = self.cell(column, scene.streams[at], events.collect(), is_ghost);
                self.link(self.heads[at].map(|it| (it, 0)), self.events[at], Line::Leads);
            }
        }
        if block.notes.is_empty() {
            return;
        }
        // Of an aggregate that does nothing yet, there may be nothing but questions.
        let cell = self.events[at].or(self.heads[at]).or_else(|| self.empty(at));
        if let Some(cell) = cell {
            self.stand.cells[cell].notes.clone_from(&block.notes);
        }
    }

    fn edges(&mut self) {
        for edge in &self.scene.story.edges {
            let from = match edge.event {
                Some(event) => self.events[edge.from].map(|cell| (cell, event)),
                None => self.heads[edge.from].map(|cell| (cell, 0)),
            };
            self.link(from, self.heads[edge.to], edge.line());
        }
    }

    fn views(&mut self) {
        let (scene, grid) = (self.scene, self.grid);
        for it in &grid.views {
            let view = &scene.views[it.view];
            let sticky = Sticky { is_again: it.is_again, ..view.sticky.clone() };
            let cell = self.cell(it.column, scene.application, vec![sticky], view.is_ghost);
            for (block, event) in &it.feeders {
                let from = self.events[*block].map(|cell| (cell, *event));
                self.link(from, cell, Line::Feeds);
            }
            if it.is_again {
                continue;
            }
            let stack = view.queries.iter().cloned().collect();
            let queries = self.cell(it.column, scene.queries, stack, view.is_ghost);
            self.link(cell.map(|it| (it, 0)), queries, Line::Leads);
            if let Some(cell) = cell {
                self.stand.cells[cell].notes.clone_from(&view.notes);
            }
        }
    }
}
