//! What generation and the interpreter need to know to read one version as the next: for each step
//! of the model one binding, complete and typed, so that neither has to look anything up.

use super::conversion::Conversion;
use crate::{
    model::Extra,
    source::Span,
    types::{Literal, Type, TypeId},
};

/// How an event of one version is read as the next one.
///
/// Walk it like a block of code: the fields of the older version are in sight, each binding takes
/// names and gives names, and at the end exactly the fields of the newer version are in sight.
#[derive(Debug, Clone)]
pub struct Hop {
    /// The older version.
    pub from: u32,
    /// The newer version, always one more.
    pub to: u32,
    /// Why it changed, in the model's words.
    pub because: Option<String>,
    /// One binding for each step, in the order of the steps.
    pub bindings: Vec<Binding>,
    /// Where the change is written.
    pub span: Span,
}

/// One step, ready to be carried out.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The number of the step in its version, from 1.
    pub step: usize,
    /// What it does.
    pub operation: Operation,
    /// The whole step.
    pub span: Span,
}

/// A field that an operation takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name.
    pub field: String,
    /// Its type.
    pub ty: Type,
    /// Whether the newer version still has it, so that a copy has to be taken.
    pub kept: bool,
    /// The newtypes and identities around the value that is meant, outermost first.
    pub unwrap: Vec<TypeId>,
}

/// A field that an operation gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its name.
    pub field: String,
    /// Its type.
    pub ty: Type,
    /// The newtypes and identities to put around the value, innermost first.
    pub wrap: Vec<TypeId>,
}

/// What one step does to the fields in sight. Types belong to [`Plan::types`](super::Plan::types).
#[derive(Debug, Clone)]
pub enum Operation {
    /// `add`: an optional field without a value.
    Nothing(Output),
    /// `add`: a constant, also inside an optional type.
    Constant {
        /// The new field.
        to: Output,
        /// Its value, fitted to the field's type.
        value: Literal,
    },
    /// `add`: a value of the envelope.
    FromMeta {
        /// The new field.
        to: Output,
        /// The part of the envelope.
        part: MetaPart,
        /// How it becomes the field's type.
        how: MetaWay,
    },
    /// `add`: a copy of another field.
    Copy {
        /// The field that is copied; it is always kept.
        from: Input,
        /// The new field.
        to: Output,
        /// How it becomes the new type.
        how: Widening,
    },
    /// `drop`: the value is let go.
    Drop {
        /// The old field.
        from: Input,
        /// Its value for an old reader.
        back: Option<Literal>,
    },
    /// `rename`: the same value under another name.
    Rename {
        /// The old field.
        from: Input,
        /// The new field.
        to: Output,
    },
    /// `widen`: the same value in a wider type.
    Widen {
        /// The field with its old type.
        from: Input,
        /// The field with its new type.
        to: Output,
        /// How it becomes the new type.
        how: Widening,
        /// What an old reader gets for a new value.
        back: Option<Back>,
    },
    /// `fill`: the stored value, or this one where there is none.
    Fill {
        /// The field with its old, optional type.
        from: Input,
        /// The field with its new type.
        to: Output,
        /// The value, fitted to the new type.
        value: Literal,
    },
    /// `map`: words become other words.
    Map(Mapping),
    /// `convert`: a built-in conversion.
    Convert(Conversion),
    /// `nest`: fields become a value object.
    Nest {
        /// The old fields, each with the field of the value object that it becomes.
        from: Vec<Part>,
        /// The new field.
        to: Output,
        /// The value object.
        record: TypeId,
    },
    /// `flatten`: a value object becomes fields.
    Flatten {
        /// The old field, optional or not.
        from: Input,
        /// The value object.
        record: TypeId,
        /// The new fields, one for each field of the value object.
        to: Vec<Member>,
    },
    /// `join`: the texts that are there, with something between them.
    Join {
        /// The old fields, text or optional text.
        from: Vec<Input>,
        /// The new field.
        to: Output,
        /// What stands between two texts.
        with: String,
    },
    /// `split`: one text becomes as many parts as there are fields.
    Split {
        /// The old field.
        from: Input,
        /// The new fields.
        to: Vec<Output>,
        /// What stands between two parts.
        at: String,
        /// Who takes what is left over.
        extra: Extra,
        /// The value of a field for which no part is left.
        missing: String,
    },
    /// `wrap`: a collection of the one value; of none when the old field is optional and absent.
    Wrap {
        /// The old field.
        from: Input,
        /// The new field, a list or set.
        to: Output,
        /// What an old reader gets for a collection that does not hold exactly one.
        back: Option<Literal>,
    },
    /// The way back of `wrap`, which no model writes: the only element of a collection.
    Only {
        /// The collection.
        from: Input,
        /// The field for its element; optional unless `back` says what stands for more or fewer.
        to: Output,
        /// The value in place of more or fewer.
        back: Option<Literal>,
    },
    /// `each`: bindings on every element of a list or map.
    Each {
        /// The field with its old type, optional or not.
        from: Input,
        /// The field with its new type.
        to: Output,
        /// The value object of an old element.
        old: TypeId,
        /// The value object of a new element.
        new: TypeId,
        /// One binding for each inner step, on the fields of the element.
        bindings: Vec<Binding>,
    },
    /// `custom`: a function written by hand.
    Custom {
        /// The arguments in order.
        from: Vec<Input>,
        /// The results in order; one is a plain value, several are a tuple.
        to: Vec<Output>,
        /// The function.
        using: String,
    },
}

/// One field that goes into a value object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The field of the value object; in the model's steps of the same name.
    pub member: String,
    /// The old field.
    pub from: Input,
}

/// One field that comes out of a flattened value object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The field of the value object.
    pub member: String,
    /// The new field.
    pub to: Output,
    /// Whether the value has to be put into `Some`, because the value object is optional and the
    /// member is not.
    pub some: bool,
}

/// Words that become other words. Total: every stored value that decodes has an answer.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The field with its old type.
    pub from: Input,
    /// The field with its new type.
    pub to: Output,
    /// What is looked at.
    pub over: MapOver,
    /// What comes out: words in the model's steps, text or truth values on the way back too.
    pub gives: MapOver,
    /// Whether old and new type are optional, and absent stays absent.
    pub lifted: bool,
    /// Whether only the new type is optional.
    pub some: bool,
    /// Old word to new word: for words one for each old word in order of declaration, for truth
    /// values `true` and `false`, for text those that the model names.
    pub cases: Vec<(String, String)>,
    /// The new word for any other text or unknown word; always there where text is looked at.
    pub otherwise: Option<String>,
    /// New word to old word, for an old reader.
    pub back: Vec<(String, String)>,
}

/// What an old reader gets for a value that the older version cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Back {
    /// This value, fitted to the old type, for all of them.
    Value(Literal),
    /// New word to old word.
    Words(Vec<(String, String)>),
}

/// What a mapping looks at, or gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapOver {
    /// The words of an enumeration.
    Words(TypeId),
    /// Any text.
    Text,
    /// True or false.
    Bool,
}

/// A part of the envelope of a stored event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MetaPart {
    /// When it was stored.
    RecordedAt,
    /// Who caused it; may be absent.
    Actor,
    /// What it belongs to.
    CorrelationId,
    /// What caused it.
    CausationId,
    /// Its own identity.
    EventId,
    /// The instance that it is about, as text.
    StreamId,
}

impl MetaPart {
    /// How much of the envelope has to be there for it.
    pub fn envelope(self) -> Envelope {
        match self {
            Self::StreamId => Envelope::Stream,
            Self::RecordedAt => Envelope::Time,
            Self::Actor | Self::CorrelationId | Self::CausationId | Self::EventId => {
                Envelope::Whole
            }
        }
    }

    /// The name in steps and expressions.
    pub fn name(self) -> &'static str {
        match self {
            Self::RecordedAt => "meta.recorded_at",
            Self::Actor => "meta.actor",
            Self::CorrelationId => "meta.correlation_id",
            Self::CausationId => "meta.causation_id",
            Self::EventId => "meta.event_id",
            Self::StreamId => "meta.stream_id",
        }
    }
}

/// How much of the envelope is looked at, each with what stands before it: a replay fetches no more than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Envelope {
    /// The stream, and the number of the event in it.
    #[default]
    Stream,
    /// When the event was stored.
    Time,
    /// Everything.
    Whole,
}

/// How a part of the envelope becomes the type of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetaWay {
    /// The value, seen as a wider type.
    Value(Widening),
    /// The text of the stream read as an identity; reading fails when it is none. The flag says that
    /// the field is optional and takes `Some`.
    Identity(TypeId, bool),
}

/// How a value of one type is seen as a value of a wider one. Nothing is lost and nothing fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Widening {
    /// The value as it is.
    Same,
    /// A value where an optional one is read: `Some` of the widened value.
    Present(Box<Widening>),
    /// What is inside an optional, list, set or map is widened.
    Inside(Box<Widening>),
    /// A whole number as a decimal.
    IntToDecimal,
    /// A word as text.
    WordsToText(TypeId),
    /// A UUID as text.
    UuidToText,
    /// A word of an enumeration as the same word of another.
    Words {
        /// The narrower enumeration.
        from: TypeId,
        /// The wider one.
        to: TypeId,
    },
    /// The value inside a newtype or identity.
    Unwrap(TypeId),
    /// The value put into a newtype or identity.
    Wrap(TypeId),
    /// One after the other.
    Then(Box<Widening>, Box<Widening>),
}

impl Hop {
    /// Whether reading can fail on a payload that decodes: generation then returns a `Result`.
    pub fn can_fail(&self) -> bool {
        self.bindings.iter().any(|binding| binding.operation.can_fail())
    }

    /// How much of the envelope is read.
    pub fn envelope(&self) -> Envelope {
        widest(&self.bindings)
    }

    /// The functions written by hand that it calls, in order.
    pub fn hooks(&self) -> Vec<&str> {
        let mut found = Vec::new();
        for binding in &self.bindings {
            binding.operation.hooks(&mut found);
        }
        found
    }
}

fn widest(bindings: &[Binding]) -> Envelope {
    bindings.iter().map(|binding| binding.operation.envelope()).max().unwrap_or_default()
}

impl Operation {
    /// The word of the language for the step.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Nothing(_)
            | Self::Constant { .. }
            | Self::FromMeta { .. }
            | Self::Copy { .. } => "add",
            Self::Drop { .. } => "drop",
            Self::Rename { .. } => "rename",
            Self::Widen { .. } => "widen",
            Self::Fill { .. } => "fill",
            Self::Map(_) => "map",
            Self::Convert(_) => "convert",
            Self::Nest { .. } => "nest",
            Self::Flatten { .. } => "flatten",
            Self::Join { .. } => "join",
            Self::Split { .. } => "split",
            Self::Wrap { .. } => "wrap",
            Self::Only { .. } => "only",
            Self::Each { .. } => "each",
            Self::Custom { .. } => "custom",
        }
    }

    /// Whether it can fail on a value that decodes.
    pub fn can_fail(&self) -> bool {
        match self {
            Self::FromMeta { how, .. } => matches!(how, MetaWay::Identity(..)),
            Self::Convert(conversion) => conversion.can_fail(),
            Self::Each { bindings, .. } => {
                bindings.iter().any(|binding| binding.operation.can_fail())
            }
            Self::Nothing(_)
            | Self::Constant { .. }
            | Self::Copy { .. }
            | Self::Drop { .. }
            | Self::Rename { .. }
            | Self::Widen { .. }
            | Self::Fill { .. }
            | Self::Map(_)
            | Self::Nest { .. }
            | Self::Flatten { .. }
            | Self::Join { .. }
            | Self::Split { .. }
            | Self::Wrap { .. }
            | Self::Only { .. }
            | Self::Custom { .. } => false,
        }
    }

    fn envelope(&self) -> Envelope {
        match self {
            Self::FromMeta { part, .. } => part.envelope(),
            Self::Each { bindings, .. } => widest(bindings),
            Self::Nothing(_)
            | Self::Constant { .. }
            | Self::Copy { .. }
            | Self::Drop { .. }
            | Self::Rename { .. }
            | Self::Widen { .. }
            | Self::Fill { .. }
            | Self::Map(_)
            | Self::Convert(_)
            | Self::Nest { .. }
            | Self::Flatten { .. }
            | Self::Join { .. }
            | Self::Split { .. }
            | Self::Wrap { .. }
            | Self::Only { .. }
            | Self::Custom { .. } => Envelope::Stream,
        }
    }

    fn hooks<'o>(&'o self, found: &mut Vec<&'o str>) {
        if let Self::Custom { using, .. } = self {
            found.push(using);
        }
        if let Self::Each { bindings, .. } = self {
            for binding in bindings {
                binding.operation.hooks(found);
            }
        }
    }
}
