//! How much a finding matters depends on how complete a model claims to be: a wall of notes may lack what a
//! design needs.

use super::names::Owner;
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    model::ContextId,
    types::Level,
};

/// Where an element stands: the names that it sees first, and how complete it has to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home {
    /// Who owns it: its siblings can be named without their owner.
    pub(super) owner: Owner,
    /// The context around it.
    pub(super) context: Option<ContextId>,
    /// The level of that context.
    pub(super) level: Level,
    /// Whether it, or what it stands in, is a draft.
    pub(super) draft: bool,
}

impl Home {
    /// The same place for an element inside that may be a draft itself.
    pub(super) fn inside(self, draft: bool) -> Self {
        Self { draft: self.draft || draft, ..self }
    }

    /// Whether everything that code needs has to be there.
    pub(super) fn is_complete(self) -> bool {
        self.level == Level::Design && !self.draft
    }

    /// Reports a finding with the severity that its rule has at this level, if it has one.
    pub(super) fn report(self, mut finding: Diagnostic, out: &mut Vec<Diagnostic>) {
        if let Some(severity) = severity(finding.rule, self.level) {
            finding.severity = severity;
            out.push(finding);
        }
    }

    /// Reports what is missing for code, which only a finished design has to have.
    pub(super) fn report_missing(self, finding: Diagnostic, out: &mut Vec<Diagnostic>) {
        if self.is_complete() {
            self.report(finding, out);
        }
    }
}

/// The severity of a rule at a level; nothing when it stays silent there.
fn severity(name: &str, level: Level) -> Option<Severity> {
    use Severity::{Error, Info, Warning};
    let [big_picture, process, design] = match name {
        rule::UNRESOLVED_REFERENCE
        | rule::DUPLICATE_NAME
        | rule::COMMAND_MULTIPLE_HANDLERS
        | rule::ILLEGAL_SUCCESSION => [Some(Warning), Some(Error), Some(Error)],
        rule::NAME_COLLISION | rule::UNKNOWN_TYPE => [None, Some(Info), Some(Error)],
        // On a wall of notes a label in any script stands where an identifier would.
        rule::INVALID_IDENTIFIER => [None, Some(Warning), Some(Error)],
        rule::INVALID_EXAMPLE => [Some(Warning), Some(Warning), Some(Error)],
        rule::EMPTY_ENUM | rule::INVALID_SCENARIO | rule::UNKNOWN_STATE | rule::FLOAT_MONEY => {
            [None, Some(Warning), Some(Error)]
        }
        rule::RELATION_CONFLICT | rule::EVENT_MULTIPLE_WRITERS => [None, Some(Error), Some(Error)],
        rule::INFINITE_TYPE
        | rule::WIRE_NAME_CLASH
        | rule::RESERVED_FIELD
        | rule::SAGA_CORRELATION_MISSING
        | rule::COMMAND_TARGET_MISSING
        | rule::MAPPING_TYPE_MISMATCH
        | rule::AGGREGATE_BY_OBJECT => [None, None, Some(Error)],
        rule::DUPLICATE_LIST_ENTRY | rule::AMBIGUOUS_SCALAR => [Some(Warning); 3],
        _ => [Some(Error); 3],
    };
    match level {
        Level::BigPicture => big_picture,
        Level::Process => process,
        Level::Design => design,
    }
}
