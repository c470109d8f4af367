//! Types and fields.

use super::super::code::TypeText;
use super::super::decode::{Decode, Decoder, Place};
use super::super::parts::{List, ShortOrLong, Table, Value};
use super::Common;

/// A field: its type, perhaps with ` = default`, or the long form.
pub type FieldDecl = ShortOrLong<TypeText, LongFieldDecl>;

record! {
    /// A field in its long form.
    pub struct LongFieldDecl is "field" {
        required {
            /// The type, such as `Text?` or `list<Money>`.
            ty as "type": TypeText,
        }
        optional {
            /// The value where none is given.
            default: Value,
        }
        includes {
            /// What a value may be and how it is handled.
            facets: Facets,
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// What a value may be and how it is handled.
    pub struct Facets is "field" {
        optional {
            /// A typical value.
            example: Value,
            /// The unit of a number.
            unit: String,
            /// Whether it is personal data, and how it can be forgotten.
            personal: Personal,
            /// Never shown in logs, samples or messages.
            secret: bool,
            /// The smallest value, or the least number of characters.
            min: Value,
            /// The largest value, or the greatest number of characters.
            max: Value,
            /// The regular expression that a text matches.
            pattern: String,
        }
    }
}

words! {
    /// How personal data can be forgotten.
    pub enum Personal is "way to handle personal data" {
        /// Encrypted with a key of the person; forgotten with the key.
        Shred = "shred",
        /// Kept outside the event.
        External = "external",
        /// Stands for the person without naming them.
        Pseudonym = "pseudonym",
        /// Not personal, whatever the name suggests.
        None = "none",
    }
}

/// A type of one's own: a text for a type with a new name, a list for an enumeration, or a mapping.
#[derive(Debug, Clone)]
pub enum TypeDecl {
    /// Another type under a new name.
    Alias(TypeText),
    /// A closed enumeration, as a list of its values.
    Values(Table<EnumValueDecl>),
    /// Another type under a new name, with rules.
    Newtype(Box<NewtypeDecl>),
    /// An enumeration that may be open.
    Enum(Box<EnumDecl>),
    /// Several fields that belong together.
    ValueObject(Box<ValueObjectDecl>),
}

record! {
    /// Another type under a new name, with rules.
    pub struct NewtypeDecl is "type" {
        required {
            /// The type it is made of.
            ty as "type": TypeText,
        }
        includes {
            /// What a value may be and how it is handled.
            facets: Facets,
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// An enumeration.
    pub struct EnumDecl is "enumeration" {
        required {
            /// The values, as a list of names or a mapping with descriptions.
            values: Table<EnumValueDecl>,
        }
        optional {
            /// Unknown values survive reading and writing.
            open: bool,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// A value of an enumeration.
    pub struct EnumValueDecl is "value" {
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// Several fields that belong together.
    pub struct ValueObjectDecl is "value object" {
        required {
            /// The fields.
            fields: Table<FieldDecl>,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

forms! { TypeDecl:
    "another type under a new name" => TypeText,
    "enumeration" => List<String>,
    "another type under a new name, with rules" => NewtypeDecl,
    "enumeration, open or with descriptions" => EnumDecl,
    "value object" => ValueObjectDecl,
}

impl Decode for TypeDecl {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        if input.is_list(at) {
            Table::decode(at, input).map(Self::Values)
        } else if !input.is_map(at) {
            TypeText::decode(at, input).map(Self::Alias)
        } else if input.has_key(at, "fields") {
            ValueObjectDecl::decode(at, input).map(|decl| Self::ValueObject(Box::new(decl)))
        } else if input.has_key(at, "values") {
            EnumDecl::decode(at, input).map(|decl| Self::Enum(Box::new(decl)))
        } else {
            NewtypeDecl::decode(at, input).map(|decl| Self::Newtype(Box::new(decl)))
        }
    }
}
