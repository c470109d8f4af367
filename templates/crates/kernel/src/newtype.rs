//! Types of one's own around one value, so that no name is taken for an address.

/// Defines a newtype: `kernel::newtype! { /// A bank account number. pub struct Iban(String); }`.
///
/// In JSON, and as text, it stands as its value alone.
#[macro_export]
macro_rules! newtype {
    ($(#[$attribute:meta])* $vis:vis struct $name:ident(String);) => {
        $crate::newtype! { @ [] [] $(#[$attribute])* $vis $name(String) }
    };
    ($(#[$attribute:meta])* $vis:vis struct $name:ident(Bytes);) => {
        $crate::newtype! { @ [] [] $(#[$attribute])* $vis $name($crate::Bytes) }
    };
    ($(#[$attribute:meta])* $vis:vis struct $name:ident(Decimal);) => {
        $crate::newtype! {
            @ [Copy,] [#[serde(deserialize_with = "kernel::exactly")]]
            $(#[$attribute])* $vis $name(Decimal)
        }
    };
    ($(#[$attribute:meta])* $vis:vis struct $name:ident($value:ident);) => {
        $crate::newtype! { @ [Copy,] [] $(#[$attribute])* $vis $name($value) }
    };
    (
        @ [$($copy:tt)*] [$($read:tt)*]
        $(#[$attribute:meta])* $vis:vis $name:ident($value:ty)
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, $($copy)* PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(::serde::Serialize, ::serde::Deserialize)]
        #[serde(transparent)]
        $vis struct $name(
            /// The value itself.
            $($read)*
            $vis $value,
        );

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = <$value as ::std::str::FromStr>::Err;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::{Bytes, Decimal, StreamId, Uuid};

    crate::newtype! {
        /// A bank account number.
        struct Iban(String);
    }
    crate::newtype! {
        /// A share of the whole.
        struct Share(Decimal);
    }
    crate::newtype! {
        /// A scanned letter.
        struct Scan(Bytes);
    }
    crate::identity! {
        /// Which account.
        struct AccountId(Uuid);
    }
    crate::identity! {
        /// Which desk.
        struct DeskId(String);
    }

    #[test]
    fn a_newtype_stands_as_its_value() {
        let iban = Iban("DE02".to_owned());
        assert_eq!(serde_json::to_string(&iban).unwrap(), r#""DE02""#);
        assert_eq!("DE02".parse(), Ok(iban));
        assert_eq!(Share(Decimal::new(125, 1)).to_string(), "12.5");
        assert!(serde_json::from_str::<Share>(r#""0.5""#).is_ok());
        let rounded = serde_json::from_str::<Share>(r#""1.00000000000000000000000000000000004""#);
        assert!(rounded.is_err(), "{rounded:?}");
        assert_eq!(Scan(Bytes(vec![0])).to_string(), "AA==");
    }

    #[test]
    fn only_uuids_can_be_made_up() {
        assert!(AccountId::fresh().is_some_and(|id| id.to_string().parse() == Ok(id)));
        assert_eq!(DeskId::fresh(), None);
    }
}
