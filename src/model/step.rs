//! Steps from one version of an event to the next: left is what was stored, right is what is read now.

use crate::{
    source::{Span, Spanned},
    types::{Literal, Type, Value},
};

/// One difference between two neighbouring versions.
#[derive(Debug, Clone)]
pub struct Step {
    /// What changed.
    pub kind: StepKind,
    /// The whole step.
    pub span: Span,
}

/// What changed. A field that disappears states the type it had.
#[derive(Debug, Clone)]
pub enum StepKind {
    /// A field appears.
    Add { field: Spanned<String>, value: Added },
    /// A field disappears; `back` is its value for an old reader.
    Drop { field: Spanned<String>, was: Type, back: Option<Value> },
    /// A field gets another name.
    Rename { from: Spanned<String>, to: Spanned<String> },
    /// A field takes more values than before.
    Widen { field: Spanned<String>, was: OldType },
    /// An optional field became required.
    Fill { field: Spanned<String>, value: Spanned<Literal> },
    /// Words become other words.
    Map {
        field: Spanned<String>,
        was: OldType,
        to: Option<OldType>,
        values: Vec<(Spanned<String>, Spanned<String>)>,
        otherwise: Option<Spanned<String>>,
        back: Vec<(Spanned<String>, Spanned<String>)>,
    },
    /// A built-in conversion of one or more fields into one.
    Convert {
        from: Vec<(Spanned<String>, Type)>,
        to: Spanned<String>,
        using: Spanned<String>,
        arguments: Vec<(Spanned<String>, Spanned<String>)>,
        on_invalid: Option<OnInvalid>,
    },
    /// Fields become a value object.
    Nest { fields: Vec<Spanned<String>>, into: Spanned<String> },
    /// A value object becomes fields.
    Flatten { from: Spanned<String>, was: Type, prefix: Option<String> },
    /// Texts become one text.
    Join { from: Vec<(Spanned<String>, Type)>, to: Spanned<String>, with: String },
    /// One text becomes several.
    Split {
        from: Spanned<String>,
        was: Type,
        to: Vec<Spanned<String>>,
        at: String,
        extra: Option<Spanned<String>>,
        missing: String,
    },
    /// One value becomes a list.
    Wrap { from: Spanned<String>, was: Type, to: Spanned<String> },
    /// Steps on every element of a list.
    Each { field: Spanned<String>, steps: Vec<Step> },
    /// A function written by hand.
    Custom { reads: Vec<(Spanned<String>, Type)>, writes: Vec<Spanned<String>>, using: Spanned<String> },
}

/// The value of a field that appears, for events that were stored before.
#[derive(Debug, Clone)]
pub enum Added {
    /// None: the field is optional.
    Nothing,
    /// A constant.
    Constant(Value),
    /// A value of the envelope, such as `meta.recorded_at`.
    Meta(Spanned<String>),
    /// A copy of another field of the same event.
    Field(Spanned<String>),
}

/// A type that a field had: named, or the words of an enumeration.
#[derive(Debug, Clone)]
pub enum OldType {
    /// A type of the language.
    Type(Type),
    /// The words that were allowed.
    Words(Vec<Spanned<String>>),
}

/// What happens to a stored value that a conversion cannot take.
#[derive(Debug, Clone)]
pub enum OnInvalid {
    /// Reading fails with an error that names the event.
    Fail,
    /// The value stands instead.
    Value(Value),
}
