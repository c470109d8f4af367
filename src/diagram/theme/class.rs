//! What the shapes of a picture are, as far as their look is concerned. A writer gives each class one rule.

use super::{Band, Ink, Role, Trace};

/// The look of a shape or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram) enum Class {
    /// Behind everything.
    Paper,
    /// A lane, and one that is only looked at from another.
    Lane,
    LaneOutside,
    /// Where two rows of a lane meet.
    Seam,
    /// The head of a lane.
    Band(Band),
    BandOutside,
    /// What lies under a sticky, so that it seems to stand out.
    Shade,
    /// A sticky, and one that is only hinted at.
    Sticky(Role),
    Ghost(Role),
    /// A sticky that is as it was, where others are not.
    Quiet(Role),
    /// The edge of an event after which nothing is as it was, and a ring around it that is seen in the dark too.
    Pivotal,
    PivotalRing,
    /// Text and icons.
    Text,
    Muted,
    OnBand,
    On(Role),
    Flag,
    /// The axis of time, and the line below a pivotal event.
    Axis,
    AxisHead,
    Turn,
    /// A context on a map, and the word that says what kind it is.
    Ground(Band),
    Kind(Band),
    /// A relation of contexts: declared, only happening, or mutual with its core; and its head.
    Relation,
    Flow,
    Mutual,
    MutualCore,
    RelationHead,
    /// Plates on a relation: who gives and who takes, and by which pattern.
    Plate,
    OnPlate,
    Pattern,
    /// A state of an aggregate, the ring around the last one, and the point at which a life begins.
    State,
    LastState,
    AnyState,
    Beginning,
    /// Somebody's time in a sequence, and a frame around what does not happen every time, with a line between its parts.
    Lifeline,
    Frame,
    FramePart,
    /// What happens to a field from version to version, the arrow from one to the next, a field that stays, and the line between two fields.
    Change(Band),
    Upcast,
    Kept,
    Rule,
    /// A connection, its head, and the gap that it makes in what it crosses.
    Line(Line),
    Head(Line),
    Halo,
    /// What shows a change.
    Trace(Trace),
}

/// What a connection means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram) enum Line {
    /// An event triggers a policy.
    Triggers,
    /// A policy issues a command.
    Issues,
    /// An event feeds a read model.
    Feeds,
    /// What goes without saying: a screen gives its command, events come of it.
    Leads,
}

/// The edge of what stands for every state.
const ANY: &str = "stroke-width:1.5;stroke-dasharray:4 3";

/// How a class looks.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::diagram) struct Style {
    pub(in crate::diagram) fill: Option<Ink>,
    pub(in crate::diagram) stroke: Option<Ink>,
    /// Further properties, the same in every light.
    pub(in crate::diagram) more: &'static str,
}

impl Class {
    /// The name of the class.
    pub(in crate::diagram) fn name(self) -> String {
        match self {
            Self::Paper => "paper".to_owned(),
            Self::Lane => "lane".to_owned(),
            Self::LaneOutside => "lane-outside".to_owned(),
            Self::Seam => "seam".to_owned(),
            Self::Band(band) => format!("band-{}", band.key()),
            Self::BandOutside => "band-outside".to_owned(),
            Self::Shade => "shade".to_owned(),
            Self::Sticky(role) => role.key().to_owned(),
            Self::Ghost(role) => format!("ghost-{}", role.key()),
            Self::Quiet(role) => format!("quiet-{}", role.key()),
            Self::Pivotal => "pivotal".to_owned(),
            Self::PivotalRing => "pivotal-ring".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Muted => "muted".to_owned(),
            Self::OnBand => "on-band".to_owned(),
            Self::On(role) => format!("on-{}", role.key()),
            Self::Flag => "flag".to_owned(),
            Self::Axis => "axis".to_owned(),
            Self::AxisHead => "axis-head".to_owned(),
            Self::Turn => "turn".to_owned(),
            Self::Ground(band) => format!("ground-{}", band.key()),
            Self::Kind(band) => format!("kind-{}", band.key()),
            Self::Relation => "relation".to_owned(),
            Self::Flow => "flow".to_owned(),
            Self::Mutual => "mutual".to_owned(),
            Self::MutualCore => "mutual-core".to_owned(),
            Self::RelationHead => "relation-head".to_owned(),
            Self::Plate => "plate".to_owned(),
            Self::OnPlate => "on-plate".to_owned(),
            Self::Pattern => "pattern".to_owned(),
            Self::State => "state".to_owned(),
            Self::LastState => "last-state".to_owned(),
            Self::AnyState => "any-state".to_owned(),
            Self::Beginning => "beginning".to_owned(),
            Self::Lifeline => "lifeline".to_owned(),
            Self::Frame => "frame".to_owned(),
            Self::FramePart => "frame-part".to_owned(),
            Self::Change(band) => format!("change-{}", band.key()),
            Self::Upcast => "upcast".to_owned(),
            Self::Kept => "kept".to_owned(),
            Self::Rule => "rule".to_owned(),
            Self::Line(line) => line.key().to_owned(),
            Self::Head(line) => format!("{}-head", line.key()),
            Self::Halo => "halo".to_owned(),
            Self::Trace(trace) => trace.name(),
        }
    }

    /// The look of the class.
    pub(in crate::diagram) fn style(self) -> Style {
        let filled = |ink| Style { fill: Some(ink), ..Style::default() };
        let drawn = |ink, more| Style { fill: None, stroke: Some(ink), more };
        let both = |fill, stroke, more| Style { fill: Some(fill), stroke: Some(stroke), more };
        match self {
            Self::Paper => filled(Ink::Paper),
            Self::Lane => both(Ink::Lane, Ink::Line, ""),
            Self::LaneOutside => both(Ink::Paper, Ink::Line, ""),
            Self::Seam | Self::Rule => drawn(Ink::Line, ""),
            Self::Band(band) => filled(Ink::Band(band)),
            Self::BandOutside => filled(Ink::Line),
            Self::Shade => Style { more: "opacity:.16", ..filled(Ink::Shade) },
            Self::Sticky(role) => both(Ink::Fill(role), Ink::Border(role), ""),
            Self::Ghost(role) => {
                both(Ink::Lane, Ink::Ghost(role), "stroke-width:1.6;stroke-dasharray:4 3")
            }
            Self::Pivotal => drawn(Ink::On(Role::Event), "stroke-width:2.4"),
            Self::PivotalRing => drawn(Ink::Text, "stroke-width:1.2"),
            Self::Text | Self::Beginning => filled(Ink::Text),
            Self::Muted | Self::AxisHead => filled(Ink::Muted),
            Self::OnBand => filled(Ink::OnBand),
            Self::On(role) => filled(Ink::On(role)),
            Self::Flag => filled(Ink::Flag),
            Self::Head(line) => filled(line.ink()),
            Self::Axis => drawn(Ink::Muted, "stroke-width:1.5"),
            Self::Turn => drawn(Ink::Flag, "stroke-width:1.2;stroke-dasharray:2 5"),
            Self::Ground(Band::External) => both(
                Ink::Ground(Band::External),
                Ink::Edge(Band::External),
                "stroke-width:2;stroke-dasharray:6 4",
            ),
            Self::Ground(band) => both(Ink::Ground(band), Ink::Edge(band), "stroke-width:2"),
            Self::Kind(band) => filled(Ink::Edge(band)),
            Self::Relation => drawn(Ink::Relation, "stroke-width:1.8"),
            Self::Flow => drawn(Ink::Relation, "stroke-width:1.4;stroke-dasharray:5 4"),
            Self::Mutual => drawn(Ink::Relation, "stroke-width:5"),
            Self::MutualCore => drawn(Ink::Paper, "stroke-width:2"),
            Self::RelationHead => filled(Ink::Relation),
            Self::Plate => filled(Ink::Plate),
            Self::OnPlate => filled(Ink::OnPlate),
            Self::Pattern => both(Ink::Lane, Ink::Relation, ""),
            Self::State => {
                both(Ink::Fill(Role::Aggregate), Ink::Border(Role::Aggregate), "stroke-width:1.5")
            }
            Self::LastState => drawn(Ink::Ghost(Role::Aggregate), "stroke-width:1.5"),
            Self::AnyState => both(Ink::Lane, Ink::Ghost(Role::Aggregate), ANY),
            Self::Line(Line::Feeds) => drawn(Ink::Feeds, "stroke-width:1.6;stroke-dasharray:5 3"),
            Self::Change(band) => both(Ink::Ground(band), Ink::Edge(band), ""),
            Self::Upcast => drawn(Ink::Text, "stroke-width:2.6"),
            Self::Kept => drawn(Ink::Muted, "stroke-width:1.2"),
            Self::Lifeline => drawn(Ink::Muted, "stroke-width:1.2;stroke-dasharray:3 4"),
            Self::Frame => both(Ink::Lane, Ink::Relation, "stroke-width:1.2"),
            Self::FramePart => drawn(Ink::Relation, "stroke-width:1.2;stroke-dasharray:6 4"),
            Self::Line(line) => drawn(line.ink(), "stroke-width:1.8;stroke-linejoin:round"),
            Self::Halo => drawn(Ink::Lane, "stroke-width:6"),
            Self::Quiet(role) => both(Ink::Quiet(role), Ink::Border(role), ""),
            Self::Trace(trace) => trace.style(),
        }
    }
}

impl Line {
    pub(in crate::diagram) fn key(self) -> &'static str {
        match self {
            Self::Triggers => "triggers",
            Self::Issues => "issues",
            Self::Feeds => "feeds",
            Self::Leads => "leads",
        }
    }

    pub(super) fn ink(self) -> Ink {
        match self {
            Self::Triggers => Ink::Triggers,
            Self::Issues => Ink::Issues,
            Self::Feeds => Ink::Feeds,
            Self::Leads => Ink::Muted,
        }
    }
}

impl Band {
    pub(in crate::diagram) fn key(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Supporting => "supporting",
            Self::Generic => "generic",
            Self::External => "external",
        }
    }
}
