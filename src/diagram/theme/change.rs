//! The signs of a change. Each has a colour, a sign and a word, so that nobody depends on the colour.

use super::{Ink, Line, Style};

/// What became of something since an older state of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram) enum Change {
    Added,
    Changed,
    Removed,
}

impl Change {
    #[cfg(test)]
    pub(in crate::diagram) const ALL: [Self; 3] = [Self::Added, Self::Changed, Self::Removed];

    /// The word for it.
    pub(in crate::diagram) fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }

    /// The sign where there is no room for a word.
    pub(in crate::diagram) fn sign(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Changed => "~",
            Self::Removed => "−",
        }
    }

    /// Sign and word.
    pub(in crate::diagram) fn signed(self) -> String {
        format!("{} {}", self.sign(), self.word())
    }
}

/// What shows a change on a picture, as far as its look is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram) enum Trace {
    /// A connection that is as it was, and one that is gone.
    QuietLine(Line),
    GoneLine(Line),
    /// What lies under a connection that is new: a stripe on each side, and nothing between them.
    NewLine,
    NewLineCore,
    /// The ring around what a change is about, the plate that says it, and what stands on the plate.
    Ring(Change),
    Plate(Change),
    OnPlate,
    /// The name of something that is gone.
    Struck,
}

impl Trace {
    /// The name of its class.
    pub(super) fn name(self) -> String {
        match self {
            Self::QuietLine(line) => format!("quiet-{}", line.key()),
            Self::GoneLine(line) => format!("gone-{}", line.key()),
            Self::NewLine => "new-line".to_owned(),
            Self::NewLineCore => "new-line-core".to_owned(),
            Self::Ring(change) => format!("ring-{}", change.word()),
            Self::Plate(change) => change.word().to_owned(),
            Self::OnPlate => "on-change".to_owned(),
            Self::Struck => "struck".to_owned(),
        }
    }

    /// Its look.
    pub(super) fn style(self) -> Style {
        let filled = |ink, more| Style { fill: Some(ink), stroke: None, more };
        let drawn = |ink, more| Style { fill: None, stroke: Some(ink), more };
        match self {
            Self::QuietLine(line) => drawn(line.ink(), "stroke-width:1.2;stroke-linejoin:round"),
            Self::GoneLine(line) => {
                drawn(line.ink(), "stroke-width:1.6;stroke-linejoin:round;stroke-dasharray:4 4")
            }
            Self::NewLine => {
                drawn(Ink::Change(Change::Added), "stroke-width:7;stroke-linejoin:round")
            }
            Self::NewLineCore => drawn(Ink::Lane, "stroke-width:4.4;stroke-linejoin:round"),
            Self::Ring(Change::Removed) => {
                drawn(Ink::Change(Change::Removed), "stroke-width:2.2;stroke-dasharray:5 3")
            }
            Self::Ring(change @ (Change::Added | Change::Changed)) => {
                drawn(Ink::Change(change), "stroke-width:2.4")
            }
            Self::Plate(change) => filled(Ink::Change(change), ""),
            Self::OnPlate => filled(Ink::OnChange, ""),
            Self::Struck => filled(Ink::Text, "text-decoration:line-through"),
        }
    }
}
