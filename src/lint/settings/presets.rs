//! The sets of rules by name, and the themes that some rules matter more for.

use super::super::{Category, Known};
use crate::{diagnostic::Severity, syntax::ast::Preset};

/// What a theme says about a rule; nothing when it does not care.
pub(super) fn theme(preset: Preset, known: &Known) -> Option<Severity> {
    match preset {
        Preset::Minimal | Preset::Recommended | Preset::Strict => None,
        Preset::Workshop => match known.name {
            "open-hotspot" => Some(Severity::Warning),
            _ => None,
        },
        Preset::EventSourced => match known.name {
            "command-without-outcome" | "aggregate-without-event" => Some(Severity::Error),
            "endless-stream" => Some(Severity::Warning),
            _ => None,
        },
        Preset::ClusterContexts => match known.name {
            "cross-context-command" | "cross-context-query" => Some(Severity::Error),
            _ => None,
        },
        Preset::EventModeling => match known.name {
            "command-field-unused" => Some(Severity::Error),
            _ => None,
        },
        Preset::Privacy => (known.category() == Category::Security).then_some(Severity::Error),
    }
}

/// Whether a preset says how much is wanted of all rules, and is no theme.
pub(super) fn is_base(preset: Preset) -> bool {
    match preset {
        Preset::Minimal | Preset::Recommended | Preset::Strict => true,
        Preset::Workshop
        | Preset::EventSourced
        | Preset::ClusterContexts
        | Preset::EventModeling
        | Preset::Privacy => false,
    }
}
