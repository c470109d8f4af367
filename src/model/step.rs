//! Steps from one version of an event to the next: left is what was stored, right is what is read now.

use crate::{
    source::{Span, Spanned},
    types::{Literal, Type, Value},
};

/// One difference between two neighbouring versions.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its place in the list, from 1; one item that names several fields is a step for each.
    pub number: usize,
    /// What changed.
    pub kind: StepKind,
    /// The whole step.
    pub span: Span,
}

/// What changed. A field that disappears states the type it had.
#[derive(Debug, Clone)]
pub enum StepKind {
    /// A field appears.
    Add {
        /// The new field.
        field: Spanned<String>,
        /// Its value in events that were stored before.
        value: Added,
    },
    /// A field disappears.
    Drop {
        /// The old field.
        field: Spanned<String>,
        /// The type it had.
        was: OldType,
        /// Its value for an old reader.
        back: Option<Value>,
    },
    /// A field gets another name.
    Rename {
        /// The name that was stored.
        from: Spanned<String>,
        /// The name that is read.
        to: Spanned<String>,
    },
    /// A field takes more values than before.
    Widen {
        /// The field.
        field: Spanned<String>,
        /// The type it had.
        was: OldType,
        /// For an old reader: the value for every new one, or a table from new words to old ones.
        back: Option<Value>,
    },
    /// An optional field became required.
    Fill {
        /// The field.
        field: Spanned<String>,
        /// The value that stands where none was stored.
        value: Spanned<Literal>,
    },
    /// Words become other words.
    Map {
        /// The field.
        field: Spanned<String>,
        /// What was stored: words, text or a truth value.
        was: OldType,
        /// What is read; the type that the field has after the step when it is left out.
        to: Option<OldType>,
        /// Old word to new word.
        values: Vec<(Spanned<String>, Spanned<String>)>,
        /// The new word for everything else.
        otherwise: Option<Spanned<String>>,
        /// New word to old word, for an old reader.
        back: Vec<(Spanned<String>, Spanned<String>)>,
    },
    /// A built-in conversion of one or more fields into one.
    Convert {
        /// The stored fields with the types they had.
        from: Vec<(Spanned<String>, OldType)>,
        /// The field that is read.
        to: Spanned<String>,
        /// The conversion.
        using: Spanned<String>,
        /// What the conversion needs to know besides the fields, as written.
        arguments: Vec<(Spanned<String>, Spanned<String>)>,
        /// What happens to a stored value that it cannot take.
        on_invalid: Option<OnInvalid>,
        /// The value for an old reader, where a new value cannot be converted back.
        back: Option<Value>,
    },
    /// Fields become a value object.
    Nest {
        /// The stored fields.
        fields: Vec<Spanned<String>>,
        /// The field that is read.
        into: Spanned<String>,
    },
    /// A value object becomes fields.
    Flatten {
        /// The stored field.
        from: Spanned<String>,
        /// The value object it was.
        was: OldType,
        /// What stands before the names of its fields.
        prefix: Option<String>,
    },
    /// Texts become one text.
    Join {
        /// The stored fields with the types they had.
        from: Vec<(Spanned<String>, OldType)>,
        /// The field that is read.
        to: Spanned<String>,
        /// What stands between two texts.
        with: String,
    },
    /// One text becomes several.
    Split {
        /// The stored field.
        from: Spanned<String>,
        /// The type it had.
        was: OldType,
        /// The fields that are read.
        to: Vec<Spanned<String>>,
        /// What stands between two parts.
        at: String,
        /// Who takes what is left over.
        extra: Extra,
        /// The value of a field for which no part is left.
        missing: String,
    },
    /// One value becomes a list.
    Wrap {
        /// The stored field.
        from: Spanned<String>,
        /// The type it had.
        was: OldType,
        /// The field that is read.
        to: Spanned<String>,
        /// The value for an old reader, where the list does not hold exactly one.
        back: Option<Value>,
    },
    /// Steps on every element of a list.
    Each {
        /// The list.
        field: Spanned<String>,
        /// The steps on one element.
        steps: Vec<Step>,
    },
    /// A function written by hand.
    Custom {
        /// The stored fields with the types they had.
        reads: Vec<(Spanned<String>, OldType)>,
        /// The fields that are read now.
        writes: Vec<Spanned<String>>,
        /// The function.
        using: Spanned<String>,
    },
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

/// Where the rest goes when a text has more parts than there are fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extra {
    /// To the first field.
    First,
    /// To the last field.
    #[default]
    Last,
    /// Nowhere.
    Drop,
}

/// What happens to a stored value that a conversion cannot take.
#[derive(Debug, Clone)]
pub enum OnInvalid {
    /// Reading fails with an error that names the event.
    Fail,
    /// The value stands instead.
    Value(Value),
}
