//! The steps from one version of an event to the next. Left is what was stored, right is what we read
//! now.

use super::super::decode::{Decode, Decoder, Place};
use super::super::parts::{List, OneOrMany, ShortOrLong, Table, Value};
use super::{OldFieldsDecl, OldTypeDecl};

choice! {
    /// One step from the version before to this one.
    pub enum StepDecl is "step" {
        /// A field appears: its name if it is optional, or its value for old events.
        Add(AddDecl) = "add",
        /// A field disappears: its old type.
        Drop(Table<DropDecl>) = "drop",
        /// A field gets another name: old name, new name.
        Rename(Table<String>) = "rename",
        /// A field takes more values than before: its old type.
        Widen(Table<WidenDecl>) = "widen",
        /// An optional field becomes required: the value for old events without one.
        Fill(Table<Value>) = "fill",
        /// The values of a field change.
        Map(Table<MapDecl>) = "map",
        /// A built-in conversion.
        Convert(ConvertDecl) = "convert",
        /// Fields move into a value object.
        Nest(NestDecl) = "nest",
        /// The fields of a value object move out of it.
        Flatten(FlattenDecl) = "flatten",
        /// Several texts become one.
        Join(JoinDecl) = "join",
        /// One text becomes several.
        Split(SplitDecl) = "split",
        /// One value becomes a list.
        Wrap(WrapDecl) = "wrap",
        /// Steps on every element of a list.
        Each(EachDecl) = "each",
        /// A function of one's own.
        Custom(CustomDecl) = "custom",
    }
}

/// Fields that appear.
#[derive(Debug, Clone)]
pub enum AddDecl {
    /// Optional fields; old events have none.
    Optional(OneOrMany<String>),
    /// Fields with their value for old events.
    Filled(Table<AddValueDecl>),
}

/// The value of a new field for old events.
#[derive(Debug, Clone)]
pub enum AddValueDecl {
    /// A field, or a value of the envelope such as `meta.recorded_at`.
    From(AddFromDecl),
    /// A fixed value.
    Value(Value),
}

record! {
    /// A value taken from elsewhere.
    pub struct AddFromDecl is "source of a value" {
        required {
            /// A field, or a value of the envelope such as `meta.recorded_at`.
            from: String,
        }
    }
}

/// A field that disappears: its old type, or the long form.
pub type DropDecl = ShortOrLong<OldTypeDecl, LongDropDecl>;

record! {
    /// A field that disappears.
    pub struct LongDropDecl is "dropped field" {
        required {
            /// Its old type.
            ty as "type": OldTypeDecl,
        }
        optional {
            /// The value for readers of the older version.
            back: Value,
        }
    }
}

/// A field that takes more values than before: its old type, or the long form.
pub type WidenDecl = ShortOrLong<OldTypeDecl, LongWidenDecl>;

record! {
    /// A field that takes more values than before.
    pub struct LongWidenDecl is "widened field" {
        required {
            /// Its old type, or its old values.
            was: OldTypeDecl,
        }
        optional {
            /// For readers of the older version: the value in place of every new one, or an old value for each
            /// new one.
            back: Value,
        }
    }
}

record! {
    /// How the old values of a field become new ones.
    pub struct MapDecl is "map" {
        required {
            /// The old values, or the old type.
            was: OldTypeDecl,
        }
        optional {
            /// The new values, when they differ from the field's type today.
            to: OldTypeDecl,
            /// Old value, new value; values that stay need no line.
            values: Table<String>,
            /// The new value of every other old value.
            otherwise: String,
            /// New value, old value: for readers of the older version.
            back: Table<String>,
        }
    }
}

record! {
    /// A built-in conversion.
    pub struct ConvertDecl is "conversion" {
        required {
            /// The old fields with their types.
            from: OldFieldsDecl,
            /// The new field.
            to: String,
            /// The name of the conversion.
            using: String,
        }
        optional {
            /// Parameters of the conversion.
            with: Table<Value>,
            /// What to do with a value that cannot be converted.
            on_invalid: ShortOrLong<OnInvalid, InsteadDecl>,
            /// The value for readers of the older version, where the new value cannot be converted back.
            back: Value,
        }
    }
}

words! {
    /// What to do with a value that cannot be converted.
    pub enum OnInvalid is "way out" {
        /// The event cannot be read.
        Fail = "fail",
    }
}

record! {
    /// A value in place of one that cannot be converted.
    pub struct InsteadDecl is "way out" {
        required {
            /// The value to use instead.
            value: Value,
        }
    }
}

record! {
    /// Fields that move into a value object.
    pub struct NestDecl is "nest step" {
        required {
            /// The old fields.
            fields: OneOrMany<String>,
            /// The new field.
            into: String,
        }
    }
}

record! {
    /// A value object whose fields move out of it.
    pub struct FlattenDecl is "flatten step" {
        required {
            /// The old field with its type.
            from: OldFieldsDecl,
        }
        optional {
            /// What stands before the new names.
            prefix: String,
        }
    }
}

record! {
    /// Several texts that become one.
    pub struct JoinDecl is "join step" {
        required {
            /// The old fields with their types, in order.
            from: OldFieldsDecl,
            /// The new field.
            to: String,
        }
        optional {
            /// What stands between the parts.
            with: String,
        }
    }
}

record! {
    /// One text that becomes several.
    pub struct SplitDecl is "split step" {
        required {
            /// The old field with its type.
            from: OldFieldsDecl,
            /// The new fields, in order.
            to: OneOrMany<String>,
        }
        optional {
            /// Where the text is cut.
            at: String,
            /// Which field gets what is left over.
            extra: SplitExtra,
            /// The value of a field that gets nothing.
            missing: String,
        }
    }
}

words! {
    /// Which field gets what is left over when a text has more parts than fields.
    pub enum SplitExtra is "place for the rest" {
        /// The first field.
        First = "first",
        /// The last field.
        Last = "last",
        /// No field.
        Drop = "drop",
    }
}

record! {
    /// One value that becomes a list.
    pub struct WrapDecl is "wrap step" {
        required {
            /// The old field with its type.
            from: OldFieldsDecl,
            /// The new field.
            to: String,
        }
        optional {
            /// The value for readers of the older version, where the list does not hold exactly one.
            back: Value,
        }
    }
}

record! {
    /// Steps on every element of a list.
    pub struct EachDecl is "each step" {
        required {
            /// The list field.
            list as "in": String,
            /// The steps, in order.
            steps: List<StepDecl>,
        }
    }
}

record! {
    /// A function of one's own.
    pub struct CustomDecl is "custom step" {
        required {
            /// The old fields with their types.
            reads: OldFieldsDecl,
            /// The new fields.
            writes: OneOrMany<String>,
            /// The name of the function.
            using: String,
        }
    }
}

forms! { AddDecl:
    "optional fields" => OneOrMany<String>,
    "fields with their value for old events" => Table<AddValueDecl>,
}

impl Decode for AddDecl {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        if input.is_map(at) {
            Table::decode(at, input).map(Self::Filled)
        } else {
            OneOrMany::decode(at, input).map(Self::Optional)
        }
    }
}

impl Decode for AddValueDecl {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        if input.has_only_key(at, "from") {
            AddFromDecl::decode(at, input).map(Self::From)
        } else {
            Value::decode(at, input).map(Self::Value)
        }
    }
}
