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
            _ => None,
        },
        Preset::ClusterContexts => match known.name {
            "cross-context-command" => Some(Severity::Error),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::catalogue;

    /// A theme that names a rule which does not exist would say nothing, and nobody would notice.
    #[test]
    fn every_theme_cares_about_some_rule() {
        for preset in Preset::ALL.iter().filter(|preset| !is_base(**preset)) {
            let cares = catalogue().iter().any(|known| theme(*preset, known).is_some());
            assert!(cares, "{}", preset.as_str());
        }
    }
}
