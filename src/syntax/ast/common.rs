//! What every element may carry.

use super::super::decode::{Decode, Decoder, Place};
use super::super::parts::{OneOrMany, ShortOrLong};

record! {
    /// Keys that every element may carry.
    pub struct Common is "element" {
        optional {
            /// The name people see, in any language.
            label: String,
            /// What it is, for a reader who does not know it yet.
            description: String,
            /// Not finished on purpose: rules about missing parts stay silent.
            draft: bool,
            /// Free words to group elements by.
            tags: OneOrMany<String>,
            /// The team or person that answers for it.
            owner: String,
            /// Whether it should no longer be used, why, and what to use instead.
            deprecated: DeprecatedDecl,
            /// Rules that do not apply here, with the reason.
            allow: OneOrMany<ShortOrLong<String, AllowDecl>>,
        }
    }
}

/// Whether something should no longer be used.
#[derive(Debug, Clone)]
pub enum DeprecatedDecl {
    /// `true` or `false`.
    Flag(bool),
    /// Why.
    Why(String),
    /// With what to use instead.
    Long(Box<DeprecationDecl>),
}

record! {
    /// Why something should no longer be used, and what to use instead.
    pub struct DeprecationDecl is "deprecation" {
        optional {
            /// What takes its place.
            replacement as "use": String,
            /// Why it should no longer be used.
            because: String,
            /// Since when: a date or a version.
            since: String,
            /// The date after which it should be gone.
            until: String,
        }
    }
}

record! {
    /// A rule that does not apply here.
    pub struct AllowDecl is "allowance" {
        required {
            /// Name or code of the rule.
            rule: String,
        }
        optional {
            /// Why the rule does not apply here.
            reason: String,
            /// The date after which it applies again.
            until: String,
            /// Where it is tracked.
            ticket: String,
        }
    }
}

forms! { DeprecatedDecl:
    "yes or no" => bool,
    "why" => String,
    "long form" => DeprecationDecl,
}

impl Decode for DeprecatedDecl {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        if input.is_map(at) {
            DeprecationDecl::decode(at, input).map(|long| Self::Long(Box::new(long)))
        } else if input.is_bool(at) {
            bool::decode(at, input).map(Self::Flag)
        } else {
            String::decode(at, input).map(Self::Why)
        }
    }
}
