//! What a value can be: a scalar, a declared type, or a collection of either.

use super::TypeId;

/// The built-in types of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// Unicode text.
    Text,
    /// A 64-bit signed whole number.
    Int,
    /// An exact decimal number, stored as JSON text.
    Decimal,
    /// True or false.
    Bool,
    /// A universally unique identifier.
    Uuid,
    /// A day of the calendar.
    Date,
    /// An instant in UTC, RFC 3339.
    Timestamp,
    /// A length of time, ISO 8601.
    Duration,
    /// Bytes, stored as base64 text.
    Bytes,
}

impl Scalar {
    /// Every scalar, in the order in which documents list them.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Int,
        Self::Decimal,
        Self::Bool,
        Self::Uuid,
        Self::Date,
        Self::Timestamp,
        Self::Duration,
        Self::Bytes,
    ];

    /// The name as a model writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Int => "Int",
            Self::Decimal => "Decimal",
            Self::Bool => "Bool",
            Self::Uuid => "Uuid",
            Self::Date => "Date",
            Self::Timestamp => "Timestamp",
            Self::Duration => "Duration",
            Self::Bytes => "Bytes",
        }
    }

    /// The scalar of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scalar| scalar.name() == name)
    }
}

/// The type of a field or an expression.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// A built-in type.
    Scalar(Scalar),
    /// A type that the model declares, or the identity of an aggregate.
    Named(TypeId),
    /// A value that may be absent; written `T?`.
    Optional(Box<Type>),
    /// Values in order; written `list<T>`.
    List(Box<Type>),
    /// Distinct values; written `set<T>`.
    Set(Box<Type>),
    /// Values by text keys; written `map<T>`.
    Map(Box<Type>),
}

impl Type {
    /// The same type, allowed to be absent; an optional type stays as it is.
    #[must_use]
    pub fn optional(self) -> Self {
        match self {
            Self::Optional(_) => self,
            present @ (Self::Scalar(_)
            | Self::Named(_)
            | Self::List(_)
            | Self::Set(_)
            | Self::Map(_)) => Self::Optional(Box::new(present)),
        }
    }

    /// Whether a value may be absent.
    pub fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_))
    }

    /// The type of a value that is there: `T` for `T?`.
    pub fn present(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            Self::Scalar(_) | Self::Named(_) | Self::List(_) | Self::Set(_) | Self::Map(_) => self,
        }
    }

    /// The type of the elements of a list, set or map.
    pub fn element(&self) -> Option<&Self> {
        match self {
            Self::List(inner) | Self::Set(inner) | Self::Map(inner) => Some(inner),
            Self::Scalar(_) | Self::Named(_) | Self::Optional(_) => None,
        }
    }

    /// The declared type at the heart of this one, through optionals and collections.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Scalar(_) => None,
            Self::Optional(inner) | Self::List(inner) | Self::Set(inner) | Self::Map(inner) => {
                inner.named()
            }
        }
    }
}

impl From<Scalar> for Type {
    fn from(scalar: Scalar) -> Self {
        Self::Scalar(scalar)
    }
}
