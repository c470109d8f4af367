//! The versions of an event.

use super::super::code::TypeText;
use super::super::decode::{Decode, Decoder, Place};
use super::super::parts::{List, OneOrMany, ShortOrLong, Table, Value};
use super::StepDecl;
use crate::diagnostic::rule;

record! {
    /// How one version of an event came from the version before.
    pub struct ChangeDecl is "change" {
        required {
            /// Why the event changed.
            because: String,
        }
        optional {
            /// What changed, in order. Together the steps explain every difference.
            steps: List<StepDecl>,
            /// The event's name before this version.
            renamed_from: String,
            /// The event's context and name before this version.
            moved_from: String,
        }
    }
}

/// Where a field of a split event comes from: a field of the stored event, or the long form.
pub type SplitSourceDecl = ShortOrLong<String, LongSplitSourceDecl>;

record! {
    /// Where a field of a split event comes from.
    pub struct LongSplitSourceDecl is "source of a field" {
        optional {
            /// The fields that the conversion reads.
            of: OneOrMany<String>,
        }
        one_of {
            /// The source.
            source: SplitOriginDecl,
        }
    }
}

choice! {
    /// The source of a field of a split event.
    pub enum SplitOriginDecl is "source of a field" {
        /// A conversion.
        Using(String) = "using",
        /// A field, or a value of the envelope such as `meta.recorded_at`.
        From(String) = "from",
        /// A fixed value.
        Value(Value) = "value",
    }
}

/// What something was: a type, or the values of an enumeration.
#[derive(Debug, Clone)]
pub enum OldTypeDecl {
    /// A type, such as `Text?`.
    Type(TypeText),
    /// The values of an enumeration.
    Values(List<String>),
}

forms! { OldTypeDecl:
    "type" => TypeText,
    "values of an enumeration" => List<String>,
}

impl Decode for OldTypeDecl {
    const WITHOUT_VALUE: (&'static str, &'static str) = (rule::OLD_TYPE_MISSING, "its old type");

    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        if input.is_list(at) {
            List::decode(at, input).map(Self::Values)
        } else {
            TypeText::decode(at, input).map(Self::Type)
        }
    }
}

/// Fields that were, with their old types.
pub type OldFieldsDecl = Table<OldTypeDecl>;
