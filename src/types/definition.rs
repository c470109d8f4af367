//! Types that a model declares: newtypes, enumerations, value objects and identities.

use super::{Info, Scalar, Type, Value};
use crate::source::{Span, Spanned};

/// Where a type is declared, which decides how it is written elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// At the top of the model; visible everywhere by its own name.
    Shared,
    /// In a context; written `Context.Name` elsewhere.
    Context(String),
    /// In an old version of an event. No model text can name it: it is derived from the steps.
    Version {
        /// The event as `Context.Event`.
        event: String,
        /// The version.
        number: u32,
    },
}

/// A declared type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The name, where it is declared.
    pub name: Spanned<String>,
    /// Who declares it.
    pub place: Place,
    /// Label, description and the like.
    pub info: Info,
    /// What its values are.
    pub meaning: Meaning,
}

/// What the values of a declared type are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The identity of the aggregate of that name, such as `AccountId`.
    Identity {
        /// The aggregate, in the context of the definition's place.
        aggregate: String,
        /// `Uuid`, `Text` or `Int`.
        scalar: Scalar,
    },
    /// A type of its own around another one.
    Newtype(Type),
    /// One of several words.
    Enumeration(Enumeration),
    /// A value object.
    Record(Vec<Field>),
}

/// The words that a value may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// The words in order of declaration.
    pub values: Vec<EnumValue>,
    /// Whether unknown words survive reading and writing.
    pub open: bool,
}

/// One word of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue {
    /// The word as it is stored.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
}

/// How a personal value is kept out of a log that never forgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Personal {
    /// Encrypted with a key of the person that can be thrown away.
    Shred,
    /// Kept outside the event; the event holds a reference.
    External,
    /// Replaced by a pseudonym.
    Pseudonym,
    /// Declared not to be personal.
    None,
}

/// A named value in a message, a state, a row or a value object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name, where it is declared.
    pub name: Spanned<String>,
    /// The type.
    pub ty: Type,
    /// Where the type is written.
    pub ty_span: Span,
    /// The value that stands when none is given.
    pub default: Option<Box<Value>>,
    /// Label, description and the like.
    pub info: Info,
    /// A sample, used in documents and generated tests.
    pub example: Option<Box<Value>>,
    /// The unit of a number, such as `cent`.
    pub unit: Option<String>,
    /// How it is kept out of the log, when it is personal.
    pub personal: Option<Personal>,
    /// Whether it must not be shown or logged.
    pub secret: bool,
    /// The smallest valid value of a new command, as written.
    pub min: Option<Box<Value>>,
    /// The largest valid value of a new command, as written.
    pub max: Option<Box<Value>>,
    /// The pattern that the text of a new command must match.
    pub pattern: Option<Spanned<String>>,
}

impl Field {
    /// A field of which nothing but name and type is said.
    pub fn plain(name: Spanned<String>, ty: Type) -> Self {
        Self {
            ty_span: name.span,
            name,
            ty,
            default: None,
            info: Info::default(),
            example: None,
            unit: None,
            personal: None,
            secret: false,
            min: None,
            max: None,
            pattern: None,
        }
    }

    /// Whether a new value exists without anybody giving one.
    pub fn may_be_left_out(&self) -> bool {
        self.default.is_some() || self.ty.is_optional()
    }
}
