//! The colours of the board. Each kind has a word on its sticky too, since colour is never the only sign.

/// What a sticky stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Event,
    Command,
    Aggregate,
    Policy,
    ReadModel,
    External,
    Actor,
    Hotspot,
}

/// The paper, its text and its lines.
pub(super) const PAPER: &str = "#FBFAF7";
pub(super) const LANE: &str = "#FFFFFF";
pub(super) const LANE_LINE: &str = "#C9CDD6";
pub(super) const INK: &str = "#16181D";
pub(super) const MUTED: &str = "#5B6270";
/// Arrows from an event to what it triggers, and from a policy to what it issues.
pub(super) const TRIGGERS: &str = "#B25A07";
pub(super) const ISSUES: &str = "#6A4BBC";
/// Read models as words beside the name of their context.
pub(super) const READ_MODEL_INK: &str = "#2F6B39";

impl Kind {
    /// Every kind, in the order of the legend.
    pub(super) const ALL: [Self; 8] = [
        Self::Actor,
        Self::Command,
        Self::Aggregate,
        Self::Event,
        Self::Policy,
        Self::ReadModel,
        Self::External,
        Self::Hotspot,
    ];

    /// The word on the sticky.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Event => "EVENT",
            Self::Command => "COMMAND",
            Self::Aggregate => "AGGREGATE",
            Self::Policy => "POLICY",
            Self::ReadModel => "READ MODEL",
            Self::External => "EXTERNAL",
            Self::Actor => "ACTOR",
            Self::Hotspot => "HOTSPOT",
        }
    }

    /// The colour of the paper.
    pub(super) fn fill(self) -> &'static str {
        match self {
            Self::Event => "#FF9A3D",
            Self::Command => "#55A9FA",
            Self::Aggregate => "#FFE07A",
            Self::Policy => "#D9C8FF",
            Self::ReadModel => "#83C98C",
            Self::External => "#F7A8C8",
            Self::Actor => "#FFF8D6",
            Self::Hotspot => "#C8175D",
        }
    }

    /// The colour of the edge.
    pub(super) fn border(self) -> &'static str {
        match self {
            Self::Event => "#B25A07",
            Self::Command => "#1F6FC0",
            Self::Aggregate => "#957405",
            Self::Policy => "#7B5FC4",
            Self::ReadModel => "#37803F",
            Self::External => "#AD4F7C",
            Self::Actor => "#8A7A2B",
            Self::Hotspot => "#8E0F40",
        }
    }

    /// The colour of the text.
    pub(super) fn ink(self) -> &'static str {
        match self {
            Self::Hotspot => "#FFFFFF",
            Self::Event
            | Self::Command
            | Self::Aggregate
            | Self::Policy
            | Self::ReadModel
            | Self::External
            | Self::Actor => INK,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance after WCAG 2.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        one.max(other) / one.min(other)
    }

    #[test]
    fn every_text_can_be_read_and_every_edge_be_seen() {
        for kind in Kind::ALL {
            assert!(contrast(kind.ink(), kind.fill()) >= 4.5, "text of {kind:?}");
            assert!(contrast(kind.border(), LANE) >= 3.0, "edge of {kind:?}");
        }
        for (text, paper) in
            [(INK, PAPER), (MUTED, LANE), (READ_MODEL_INK, LANE), (TRIGGERS, LANE), (ISSUES, LANE)]
        {
            assert!(contrast(text, paper) >= 4.5, "{text} on {paper}");
        }
    }
}
