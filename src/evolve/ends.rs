//! The fields that a step takes and those that it gives.

use super::hop::{Input, Operation, Output};

impl Operation {
    /// The fields that it takes, in order.
    pub fn takes(&self) -> Vec<&Input> {
        match self {
            Self::Nothing(_) | Self::Constant { .. } | Self::FromMeta { .. } => Vec::new(),
            Self::Copy { from, .. }
            | Self::Drop { from, .. }
            | Self::Rename { from, .. }
            | Self::Widen { from, .. }
            | Self::Fill { from, .. }
            | Self::Flatten { from, .. }
            | Self::Split { from, .. }
            | Self::Wrap { from, .. }
            | Self::Only { from, .. }
            | Self::Each { from, .. } => vec![from],
            Self::Map(mapping) => vec![&mapping.from],
            Self::Convert(conversion) => conversion.from.iter().collect(),
            Self::Nest { from, .. } => from.iter().map(|part| &part.from).collect(),
            Self::Join { from, .. } | Self::Custom { from, .. } => from.iter().collect(),
        }
    }

    /// The fields that it gives, in order.
    pub fn gives(&self) -> Vec<&Output> {
        match self {
            Self::Drop { .. } => Vec::new(),
            Self::Nothing(to)
            | Self::Constant { to, .. }
            | Self::FromMeta { to, .. }
            | Self::Copy { to, .. }
            | Self::Rename { to, .. }
            | Self::Widen { to, .. }
            | Self::Fill { to, .. }
            | Self::Nest { to, .. }
            | Self::Join { to, .. }
            | Self::Wrap { to, .. }
            | Self::Only { to, .. }
            | Self::Each { to, .. } => vec![to],
            Self::Map(mapping) => vec![&mapping.to],
            Self::Convert(conversion) => vec![&conversion.to],
            Self::Flatten { to, .. } => to.iter().map(|member| &member.to).collect(),
            Self::Split { to, .. } | Self::Custom { to, .. } => to.iter().collect(),
        }
    }
}
