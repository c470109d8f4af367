//! A board as nodes and links. People and aggregates are lines below the name of a command, so that they cost none.

use super::scene::{Block, Chip, Lane, Note, Scene, Slice, Sticky, What, badge};
use crate::diagram::{
    flow::{Flow, Group, Link, Look, Node, Tie, identifier},
    theme::Role,
};

/// The board of a scene.
pub(super) fn flow(scene: &Scene, with_legend: bool) -> Flow {
    let mut builder = Builder { links: Vec::new() };
    let groups: Vec<Group> =
        scene.lanes.iter().enumerate().map(|it| builder.lane(scene, it)).collect();
    let people = scene.people.iter().enumerate().map(|(at, chip)| Node {
        id: identifier(&format!("actor:{at}")),
        ..chip_node(chip, false)
    });
    let nodes = people.chain(scene.notes.iter().map(note_node)).collect();
    for edge in &scene.edges {
        let (from, to) = (&scene.blocks[edge.from], &scene.blocks[edge.to]);
        let event = edge.event.and_then(|at| from.events().get(at));
        builder.links.push(Link {
            from: event.map_or_else(|| block_id(from), |event| event_id(from, event)),
            to: block_id(to),
            lines: Vec::new(),
            tie: Tie::Line(edge.line),
        });
    }
    let mut flow = Flow {
        title: scene.title.clone(),
        description: scene.subtitle.clone(),
        groups,
        nodes,
        links: builder.links,
        legend: Vec::new(),
    };
    if with_legend {
        flow.legend = legend(&flow);
    }
    flow
}

struct Builder {
    links: Vec<Link>,
}

impl Builder {
    fn lane(&mut self, scene: &Scene, (at, lane): (usize, &Lane)) -> Group {
        let views = lane.chips.iter().map(|chip| chip_node(chip, lane.is_outside));
        let mut nodes: Vec<Node> = views.chain(lane.notes.iter().map(note_node)).collect();
        for block in scene.blocks.iter().filter(|block| block.lane == at) {
            self.block(block, &mut nodes);
        }
        let id = identifier(&lane.id);
        // A frame without a node would be drawn as a node.
        if nodes.is_empty() {
            let name = "nothing yet".to_owned();
            let look = Look::Ghost(Role::Aggregate);
            nodes.push(Node { id: format!("{id}_empty"), name, lines: Vec::new(), look });
        }
        let title = format!("{} · {}", lane.title, lane.subtitle);
        Group { id, title, is_outside: lane.is_outside, nodes }
    }

    fn block(&mut self, block: &Block, nodes: &mut Vec<Node>) {
        match &block.what {
            What::Step(step) => {
                let kind = step.word.to_lowercase();
                let feet = [joined(&[&kind, &step.tag]), step.foot.clone()];
                nodes.push(node(block_id(block), step, block.is_ghost, &feet));
            }
            What::Slice(slice) => self.slice(block, slice, nodes),
        }
        for note in &block.notes {
            nodes.push(note_node(note));
            self.links.push(Link {
                from: identifier(&note.id),
                to: block_id(block),
                lines: Vec::new(),
                tie: Tie::About,
            });
        }
    }

    fn slice(&mut self, block: &Block, slice: &Slice, nodes: &mut Vec<Node>) {
        let tray = slice.tray.as_ref().map_or_else(String::new, |tray| tray.name.clone());
        let mut lines = vec![tray.clone()];
        if let Some(command) = &slice.command {
            let people: Vec<_> = slice.actors.iter().map(|it| it.name.as_str()).collect();
            if !people.is_empty() {
                lines.push(format!("by {}", people.join(", ")));
            }
            nodes.push(node(block_id(block), command, block.is_ghost, &lines));
            lines.clear();
        }
        for event in &slice.events {
            let views = event.feeds.iter().map(|number| badge(*number)).collect::<Vec<_>>();
            let again = if event.is_again { "again" } else { "" };
            let pivotal = if event.is_pivotal { "pivotal" } else { "" };
            let tags = [joined(&[&event.tag, pivotal, &views.join(" "), again])];
            let id = event_id(block, event);
            nodes.push(node(id.clone(), event, block.is_ghost, &[&lines[..], &tags].concat()));
            if slice.command.is_some() {
                let from = block_id(block);
                self.links.push(Link { from, to: id, lines: Vec::new(), tie: Tie::Leads });
            }
        }
        if slice.command.is_none() && slice.events.is_empty() {
            let role = slice.tray.as_ref().map_or(Role::Aggregate, |tray| tray.role);
            let look = if block.is_ghost { Look::Ghost(role) } else { Look::Sticky(role) };
            nodes.push(Node { id: block_id(block), name: tray, lines: Vec::new(), look });
        }
    }
}

/// The node that stands for a block: its command, its step, or the first of its events.
fn block_id(block: &Block) -> String {
    match &block.what {
        What::Step(_) => identifier(&block.id),
        What::Slice(Slice { command: None, events, .. }) if !events.is_empty() => {
            event_id(block, &events[0])
        }
        What::Slice(_) => identifier(&block.id.replacen("slice:", "command:", 1)),
    }
}

/// An event is a node of every command that it can come of.
fn event_id(block: &Block, event: &Sticky) -> String {
    let by = if event.is_again { identifier(&block.id) } else { String::new() };
    identifier(&event.id) + &by
}

/// Words beside each other, without those that say nothing.
fn joined(words: &[&str]) -> String {
    let said = words.iter().filter(|word| !word.is_empty());
    said.copied().collect::<Vec<_>>().join(" · ")
}

fn node(id: String, sticky: &Sticky, is_ghost: bool, lines: &[String]) -> Node {
    let look = match (is_ghost, sticky.is_pivotal) {
        (true, _) => Look::Ghost(sticky.role),
        (false, true) => Look::Pivotal,
        (false, false) => Look::Sticky(sticky.role),
    };
    let lines = lines.iter().filter(|line| !line.is_empty()).cloned().collect();
    Node { id, name: sticky.name.clone(), lines, look }
}

fn chip_node(chip: &Chip, is_outside: bool) -> Node {
    let number = chip.number.map(|number| format!("read model {}", badge(number)));
    Node {
        id: identifier(chip.id.as_deref().unwrap_or_default()),
        name: chip.name.clone(),
        lines: vec![number.unwrap_or_else(|| chip.role.spoken().to_owned())],
        look: if is_outside { Look::Ghost(chip.role) } else { Look::Sticky(chip.role) },
    }
}

fn note_node(note: &Note) -> Node {
    Node {
        id: identifier(&note.id),
        name: note.text.clone(),
        lines: Vec::new(),
        look: Look::Sticky(Role::Hotspot),
    }
}

/// What occurs, in the order in which legends tell it.
fn legend(flow: &Flow) -> Vec<(Look, Vec<String>)> {
    let nodes = || flow.groups.iter().flat_map(|group| &group.nodes).chain(&flow.nodes);
    let occurs = |look: &Look| nodes().any(|node| node.look == *look);
    let stickies =
        Role::ALL.into_iter().map(|role| (Look::Sticky(role), vec![role.spoken().to_owned()]));
    let pivotal = (Look::Pivotal, vec!["pivotal event".to_owned()]);
    stickies.chain([pivotal]).filter(|(look, _)| occurs(look)).collect()
}
