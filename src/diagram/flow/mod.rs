//! A picture as nodes and links, for tools that make a layout of their own. `mermaid` and `plantuml` write it.

mod mermaid;
mod plantuml;

pub(super) use mermaid::{head, mermaid};
pub(super) use plantuml::{look_of_all, plantuml, title};

use std::fmt::Write;

use super::theme::{Band, Ink, Light, Line, Role};

/// What is told to another tool.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) groups: Vec<Group>,
    /// What stands in no group.
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
    /// What is explained, by a look and its meanings.
    pub(super) legend: Vec<(Look, Vec<String>)>,
}

/// Nodes in a frame.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) title: String,
    /// Whether it is only hinted at.
    pub(super) is_outside: bool,
    pub(super) nodes: Vec<Node>,
}

/// Something with a name, and lines below it.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) lines: Vec<String>,
    pub(super) look: Look,
}

/// How a node looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Sticky(Role),
    /// An event after which nothing is as it was.
    Pivotal,
    /// A sticky that is only hinted at.
    Ghost(Role),
    /// A context or a system on a map.
    Ground(Band),
}

/// What leads from one node to another, both by their identifiers.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) lines: Vec<String>,
    pub(super) tie: Tie,
}

/// What a link means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// A command leads to an event.
    Leads,
    /// An event triggers, or a policy issues.
    Line(Line),
    /// An open question is about something.
    About,
    /// One gives and the other takes.
    Gives,
    /// Two of the same rank.
    Mutual,
    /// Something flows of which nothing was said.
    Flows,
}

impl Look {
    /// Its name in a file.
    fn key(self) -> String {
        match self {
            Self::Sticky(role) => role.key().replace('-', "_"),
            Self::Pivotal => "pivotal".to_owned(),
            Self::Ghost(role) => format!("outside_{}", role.key().replace('-', "_")),
            Self::Ground(band) => format!("{}_ground", band.key()),
        }
    }

    /// What it is made of; nothing for what is only an outline.
    fn fill(self) -> Option<&'static str> {
        match self {
            Self::Sticky(role) => Some(bright(Ink::Fill(role))),
            Self::Pivotal => Some(bright(Ink::Fill(Role::Event))),
            Self::Ghost(_) => None,
            Self::Ground(band) => Some(bright(Ink::Ground(band))),
        }
    }

    fn border(self) -> &'static str {
        match self {
            Self::Sticky(role) | Self::Ghost(role) => bright(Ink::Border(role)),
            Self::Pivotal => bright(Ink::Border(Role::Event)),
            Self::Ground(band) => bright(Ink::Edge(band)),
        }
    }

    /// What its text is written with.
    fn ink(self) -> &'static str {
        match self {
            Self::Sticky(role) => bright(Ink::On(role)),
            Self::Pivotal => bright(Ink::On(Role::Event)),
            Self::Ghost(_) | Self::Ground(_) => bright(Ink::Text),
        }
    }

    fn is_dashed(self) -> bool {
        match self {
            Self::Ghost(_) | Self::Ground(Band::External) => true,
            Self::Sticky(_) | Self::Pivotal | Self::Ground(_) => false,
        }
    }
}

impl Tie {
    /// A colour that can be seen on white and on black, for nobody knows on which of them it will be.
    fn colour(self) -> Option<&'static str> {
        match self {
            Self::Line(Line::Triggers) => Some(bright(Ink::Border(Role::Event))),
            Self::Line(Line::Issues) => Some(bright(Ink::Border(Role::Policy))),
            Self::Line(Line::Feeds) => Some(bright(Ink::Border(Role::ReadModel))),
            Self::About => Some(bright(Ink::Fill(Role::Hotspot))),
            Self::Line(Line::Leads) | Self::Leads | Self::Gives | Self::Mutual | Self::Flows => {
                None
            }
        }
    }
}

/// Every look of the nodes and of the legend, each once.
fn looks(flow: &Flow) -> Vec<Look> {
    let nodes = flow.groups.iter().flat_map(|group| &group.nodes).chain(&flow.nodes);
    let legend = flow.legend.iter().map(|(look, _)| *look);
    let mut looks: Vec<Look> = nodes.map(|node| node.look).chain(legend).collect();
    looks.sort_unstable();
    looks.dedup();
    looks
}

fn bright(ink: Ink) -> &'static str {
    ink.colour(Light::Bright)
}

/// An identifier of letters and digits for `kind:path`, a different one for each path: it begins with the first letter
/// of the kind, so that it is never a word of a language.
pub(super) fn identifier(id: &str) -> String {
    let (kind, path) = id.split_once(':').unwrap_or((id, ""));
    let mut out: String = kind.chars().take(1).chain(['_']).collect();
    for letter in path.chars() {
        match letter {
            '.' => out.push('_'),
            letter if letter.is_ascii_alphanumeric() => out.push(letter),
            // Writing to a String cannot fail.
            letter => drop(write!(out, "_{}_", u32::from(letter))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_plain_and_differ() {
        assert_eq!(identifier("event:Accounts.Opened"), "e_Accounts_Opened");
        assert_eq!(identifier("event:Accounts.Opened_x"), "e_Accounts_Opened_95_x");
        assert_eq!(identifier("policy:A.Saga/B.C"), "p_A_Saga_47_B_C");
        assert_eq!(identifier("slice:店.付"), "s__24215___20184_");
        assert_ne!(identifier("event:A.B_C"), identifier("event:A_B.C"));
    }
}
