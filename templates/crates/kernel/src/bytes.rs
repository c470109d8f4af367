//! Bytes, which JSON has no word for.

use std::{fmt, str::FromStr};

use base64::{DecodeError, Engine as _, display::Base64Display, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Bytes that stand as base64 text in JSON.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Bytes(pub Vec<u8>);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &STANDARD).fmt(f)
    }
}

impl FromStr for Bytes {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        STANDARD.decode(text).map(Self)
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let invalid = |error: DecodeError| de::Error::custom(format_args!("not base64: {error}"));
        text.parse().map_err(invalid)
    }
}

#[cfg(test)]
mod tests {
    use super::Bytes;

    #[test]
    fn bytes_are_base64_text() {
        let json = serde_json::to_string(&Bytes(vec![0, 255, 16])).unwrap();
        assert_eq!(json, r#""AP8Q""#);
        assert_eq!(serde_json::from_str::<Bytes>(&json).unwrap().0, [0, 255, 16]);
    }

    #[test]
    fn other_text_is_refused() {
        let error = serde_json::from_str::<Bytes>(r#""?""#).unwrap_err();
        assert!(error.to_string().starts_with("not base64"), "{error}");
    }
}
