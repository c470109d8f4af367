//! The signs of a change. Each has a colour, a sign and a word, so that nobody depends on the colour.

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
