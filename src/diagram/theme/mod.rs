//! How pictures look: what each colour means, and what it is in the light and in the dark.
//!
//! Colour is never the only sign: each role has a word and an icon as well.

mod change;
mod class;
mod colour;
#[cfg(test)]
mod tests;

pub(super) use change::{Change, Trace};
pub(super) use class::{Class, Line, Style};
pub(super) use colour::{Band, Ink};

/// In what light a picture is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Light {
    Bright,
    Dark,
}

/// What a sticky stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Actor,
    Command,
    Aggregate,
    Event,
    Policy,
    ReadModel,
    External,
    Hotspot,
}

impl Role {
    /// Every role, in the order of the legend.
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

    /// The word in names of classes and in identifiers.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Command => "command",
            Self::Aggregate => "aggregate",
            Self::Policy => "policy",
            Self::ReadModel => "read-model",
            Self::External => "external",
            Self::Actor => "actor",
            Self::Hotspot => "hotspot",
        }
    }

    /// The word in sentences and in the legend.
    pub(super) fn spoken(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Command => "command",
            Self::Aggregate => "aggregate",
            Self::Policy => "policy",
            Self::ReadModel => "read model",
            Self::External => "external system",
            Self::Actor => "actor",
            Self::Hotspot => "hotspot",
        }
    }

    /// The outline of its icon, ten units wide and high.
    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Event => "M5.6 0 1 5.8h3.2L3.4 10 8.6 3.9H5.1z",
            Self::Command => "M1.4.8 9.2 5 1.4 9.2z",
            Self::Aggregate => "M5 0l4.5 2.5v5L5 10 .5 7.5v-5zM5 1.4 1.9 3.1 5 4.8l3.1-1.7z",
            Self::Policy => "M5 .6A4.4 4.4 0 1 0 9.4 5H7.9A2.9 2.9 0 1 1 5 2.1V4l3.4-2.7L5-1.3z",
            Self::ReadModel => {
                "M5 1.8C2.5 1.8.8 3.6 0 5c.8 1.4 2.5 3.2 5 3.2S9.2 6.4 10 5C9.2 3.6 7.5 1.8 5 1.8zM5 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z"
            }
            Self::External => "M0 1h5v1.5H1.5v6h6V5H9v5H0zM6 0h4v4L8.7 2.7 5.2 6.2 4 5l3.4-3.6z",
            Self::Actor => {
                "M5 0a2.3 2.3 0 1 1 0 4.6A2.3 2.3 0 0 1 5 0zM.6 10C.6 7 2.5 5.4 5 5.4S9.4 7 9.4 10z"
            }
            Self::Hotspot => "M3.9 0h2.2l-.3 6.3H4.2zM4 7.6h2v2H4z",
        }
    }
}
