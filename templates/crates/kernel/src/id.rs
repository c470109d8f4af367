//! Identities: what names one stream.

use std::{
    error::Error,
    fmt::{Debug, Display},
    hash::Hash,
    str::FromStr,
};

use crate::Uuid;

/// The identity of an aggregate: a type of its own, so that no account is taken for a customer.
pub trait StreamId:
    Clone
    + Debug
    + Display
    + Eq
    + Ord
    + Hash
    + FromStr<Err: Error + Send + Sync>
    + Send
    + Sync
    + 'static
{
    /// A new identity, if the type can make one up: a time-ordered UUID.
    fn fresh() -> Option<Self>;
}

/// Defines an identity: `kernel::identity! { /// Which account. pub struct AccountId(Uuid); }`.
///
/// The value is a `Uuid`, an `i64` or a `String`.
#[macro_export]
macro_rules! identity {
    ($(#[$attribute:meta])* $vis:vis struct $name:ident($value:ident);) => {
        $crate::newtype! { $(#[$attribute])* $vis struct $name($value); }

        impl $crate::StreamId for $name {
            fn fresh() -> Option<Self> {
                $crate::IdValue::fresh().map(Self)
            }
        }
    };
}

/// What an identity can consist of.
#[doc(hidden)]
pub trait IdValue: Sized {
    /// A new value, where one can be made up without asking anybody.
    fn fresh() -> Option<Self>;
}

impl IdValue for Uuid {
    fn fresh() -> Option<Self> {
        Some(Self::now_v7())
    }
}

impl IdValue for i64 {
    fn fresh() -> Option<Self> {
        None
    }
}

impl IdValue for String {
    fn fresh() -> Option<Self> {
        None
    }
}

/// A stream whose id is not one of its aggregate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{stream_id}` is no identity of the category `{category}`")]
pub struct BadStreamId {
    /// The kind of stream.
    pub category: String,
    /// The id as it is stored.
    pub stream_id: String,
}

impl BadStreamId {
    pub(crate) fn of(category: &str, stream_id: &str) -> Self {
        Self { category: category.to_owned(), stream_id: stream_id.to_owned() }
    }
}
