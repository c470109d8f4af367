//! Enumerations whose values have a fixed text in JSON, in queries and in the store.

/// Defines an enumeration and its texts.
///
/// A closed one refuses what it does not know. An `open` one keeps an unknown value, and writes it
/// again as it was read.
///
/// ```
/// kernel::enumeration! {
///     /// Where an order came from.
///     pub open enum Channel {
///         /// The shop.
///         Web = "web",
///         /// A call.
///         Phone = "phone",
///     }
/// }
///
/// let kiosk: Channel = serde_json::from_str(r#""kiosk""#)?;
/// assert_eq!(kiosk, Channel::Unknown("kiosk".to_owned()));
/// assert_eq!(serde_json::to_string(&kiosk)?, r#""kiosk""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! enumeration {
    (
        $(#[$attribute:meta])*
        $vis:vis enum $name:ident { $($(#[$note:meta])* $variant:ident = $text:literal,)* }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(::serde::Serialize, ::serde::Deserialize)]
        $vis enum $name {
            $($(#[$note])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// Every value.
            $vis const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The value as it is stored.
            $vis fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownValue;

            // A value may be called like the associated type, which `Self::Err` would then be.
            fn from_str(text: &str) -> Result<Self, $crate::UnknownValue> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    _ => Err($crate::UnknownValue::new(text, &[$($text,)*])),
                }
            }
        }

        $crate::enumeration! { @ $name }
    };
    (
        $(#[$attribute:meta])*
        $vis:vis open enum $name:ident { $($(#[$note:meta])* $variant:ident = $text:literal,)* }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(::serde::Serialize, ::serde::Deserialize)]
        $vis enum $name {
            $($(#[$note])* #[serde(rename = $text)] $variant,)*
            /// A value that this build does not know, as it was read.
            #[serde(untagged)]
            Unknown(String),
        }

        impl $name {
            /// Every value that this build knows.
            $vis const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The value as it is stored.
            $vis fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, ::std::convert::Infallible> {
                Ok(match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown(text.to_owned()),
                })
            }
        }

        $crate::enumeration! { @ $name }
    };
    (@ $name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// A text that is no value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is none of {}", known.join(", "))]
pub struct UnknownValue {
    text: String,
    known: &'static [&'static str],
}

impl UnknownValue {
    /// The error for a text, with the values there are.
    pub fn new(text: &str, known: &'static [&'static str]) -> Self {
        Self { text: text.to_owned(), known }
    }
}

#[cfg(test)]
mod tests {
    crate::enumeration! {
        /// A colour of a traffic light.
        enum Light {
            /// Stop.
            Red = "red",
            /// Go.
            Green = "green",
        }
    }

    crate::enumeration! {
        /// What came of it, in the words of Rust itself.
        enum Outcome {
            /// It worked.
            Ok = "Ok",
            /// It did not.
            Err = "Err",
        }
    }

    crate::enumeration! {
        /// The same, and what else may come.
        open enum Open {
            /// It did not.
            Err = "Err",
        }
    }

    #[test]
    fn values_may_be_called_like_parts_of_rust() {
        for outcome in Outcome::ALL {
            assert_eq!(outcome.to_string().parse(), Ok(*outcome));
        }
        for outcome in Open::ALL {
            assert_eq!(outcome.to_string().parse().as_ref(), Ok(outcome));
        }
    }

    #[test]
    fn a_closed_enumeration_has_texts_and_refuses_others() {
        for light in Light::ALL {
            assert_eq!(light.to_string().parse(), Ok(*light));
            assert_eq!(serde_json::to_value(light).unwrap(), light.as_str());
        }
        let error = "blue".parse::<Light>().unwrap_err();
        assert_eq!(error.to_string(), "`blue` is none of red, green");
        assert!(serde_json::from_str::<Light>(r#""blue""#).is_err());
    }
}
