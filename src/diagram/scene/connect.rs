//! The lines of a board: what leads to what, drawn from every place at which it can begin.

use super::{Edge, Mark, build::Builder};
use crate::{
    diagram::{
        process::{Link, Node, links},
        theme::Line,
    },
    model::EventId,
};

/// Adds every line whose ends are on the board.
pub(super) fn connect(builder: &mut Builder<'_>) {
    for link in links(builder.model) {
        match link {
            Link::Triggers(event, step) => lead(builder, event, step, Line::Triggers),
            Link::Feeds(event, view) => lead(builder, event, Node::View(view), Line::Feeds),
            Link::Issues(step, command) => {
                let ends = (builder.blocks.get(&step), builder.blocks.get(&Node::Command(command)));
                if let (Some(from), Some(to)) = ends {
                    let edge = Edge {
                        from: *from,
                        event: None,
                        to: *to,
                        line: Line::Issues,
                        mark: Mark::Plain,
                    };
                    builder.scene.edges.push(edge);
                }
            }
        }
    }
}

fn lead(builder: &mut Builder<'_>, event: EventId, to: Node, line: Line) {
    let Some(to) = builder.blocks.get(&to).copied() else { return };
    for (from, at) in builder.events.get(&event).into_iter().flatten() {
        builder.scene.edges.push(Edge {
            from: *from,
            event: Some(*at),
            to,
            line,
            mark: Mark::Plain,
        });
    }
}
