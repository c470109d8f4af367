//! Every colour of every picture, light and dark. `tests.rs` measures contrast and what the colour-blind see.

use super::{Light, Role};

/// What a shape or a text is coloured with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram) enum Ink {
    /// Behind everything.
    Paper,
    /// A lane.
    Lane,
    /// The edge of a lane, and the band of a lane that is only looked at from another.
    Line,
    /// Text on paper and lanes.
    Text,
    /// Text that matters less.
    Muted,
    /// What a sticky is made of.
    Fill(Role),
    /// The edge of a sticky.
    Border(Role),
    /// The edge of a sticky that is only hinted at.
    Ghost(Role),
    /// Text on a sticky.
    On(Role),
    /// The head of a lane.
    Band(Band),
    /// Text on the head of a lane.
    OnBand,
    /// A context on a map: what it is made of, and its edge.
    Ground(Band),
    Edge(Band),
    /// A relation of two contexts, and the plate that says who gives.
    Relation,
    Plate,
    OnPlate,
    /// From an event to what it triggers.
    Triggers,
    /// The name of a pivotal event on paper.
    Flag,
    /// From a policy to the command that it issues.
    Issues,
    /// From an event to the read model that it feeds.
    Feeds,
    /// What lies under a sticky.
    Shade,
}

/// How much a lane matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram) enum Band {
    Core,
    Supporting,
    Generic,
    External,
}

#[cfg(test)]
impl Band {
    pub(in crate::diagram) const ALL: [Self; 4] =
        [Self::Core, Self::Supporting, Self::Generic, Self::External];
}

impl Ink {
    /// The colour in some light.
    pub(in crate::diagram) fn colour(self, light: Light) -> &'static str {
        let (bright, dark) = self.colours();
        match light {
            Light::Bright => bright,
            Light::Dark => dark,
        }
    }

    fn colours(self) -> (&'static str, &'static str) {
        match self {
            Self::Paper => ("#F4F2EC", "#14161B"),
            Self::Lane => ("#FFFFFF", "#1C1F26"),
            Self::Line => ("#D5D8DF", "#343945"),
            Self::Text => ("#16181D", "#E8EAEE"),
            Self::Muted => ("#5B6270", "#9BA3B2"),
            Self::Fill(role) => fill(role),
            Self::Border(role) => (border(role), border(role)),
            // In the dark the bright paper of the sticky makes the outline.
            Self::Ghost(role) => (border(role), fill(role).1),
            Self::On(Role::Hotspot) | Self::OnBand => ("#FFFFFF", "#FFFFFF"),
            Self::On(_) => ("#16181D", "#0E1014"),
            Self::Band(Band::Core) => ("#2B3140", "#4A5470"),
            Self::Band(Band::Supporting) => ("#5B6478", "#3B4356"),
            Self::Band(Band::Generic) => ("#6B7386", "#2E3442"),
            Self::Band(Band::External) => ("#8E2F5C", "#6B2747"),
            Self::Ground(band) => ground(band),
            Self::Edge(band) => edge(band),
            Self::Relation => ("#4B5563", "#9BA3B2"),
            Self::Plate => ("#111827", "#E8EAEE"),
            Self::OnPlate => ("#FFFFFF", "#14161B"),
            Self::Triggers => ("#B25A07", "#FFB066"),
            Self::Flag => ("#A04F00", "#FFB066"),
            Self::Issues => ("#6A4BBC", "#BFA6FF"),
            Self::Feeds => ("#2F7A3B", "#86D793"),
            Self::Shade => ("#000000", "#000000"),
        }
    }
}

fn ground(band: Band) -> (&'static str, &'static str) {
    match band {
        Band::Core => ("#FFE7C7", "#3B2A14"),
        Band::Supporting => ("#E3ECF8", "#1F2A3D"),
        Band::Generic => ("#ECEEF1", "#262A33"),
        Band::External => ("#F9D7E4", "#3A1F2D"),
    }
}

fn edge(band: Band) -> (&'static str, &'static str) {
    match band {
        Band::Core => ("#8A4B08", "#E0A458"),
        Band::Supporting => ("#2F4F7F", "#8FB2E6"),
        Band::Generic => ("#4B5563", "#9BA3B2"),
        Band::External => ("#8E2F5C", "#E79ABF"),
    }
}

fn fill(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Event => ("#FF9A3D", "#EE8A2E"),
        Role::Command => ("#55A9FA", "#4A9BEA"),
        Role::Aggregate => ("#FFE07A", "#DDBE55"),
        Role::Policy => ("#D9C8FF", "#C3B0F2"),
        Role::ReadModel => ("#83C98C", "#66AF70"),
        Role::External => ("#F7A8C8", "#E093B5"),
        Role::Actor => ("#FFF8D6", "#E9E1BA"),
        Role::Hotspot => ("#C8175D", "#D11F63"),
    }
}

fn border(role: Role) -> &'static str {
    match role {
        Role::Event => "#B25A07",
        Role::Command => "#1F6FC0",
        Role::Aggregate => "#957405",
        Role::Policy => "#7B5FC4",
        Role::ReadModel => "#37803F",
        Role::External => "#AD4F7C",
        Role::Actor => "#8A7A2B",
        Role::Hotspot => "#8E0F40",
    }
}
