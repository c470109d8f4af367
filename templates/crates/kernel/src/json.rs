//! JSON as everything here writes and reads it.

use serde::{
    Serialize,
    de::{DeserializeOwned, Error as _},
};

/// Why a value could not be written as JSON, such as a map key that is no text.
#[derive(Debug, thiserror::Error)]
#[error("could not be written as JSON: {0}")]
pub struct WriteError(#[from] serde_json::Error);

/// Writes a value as JSON.
pub fn to_json(value: &impl Serialize) -> Result<Vec<u8>, WriteError> {
    Ok(serde_json::to_vec(value)?)
}

/// Reads a value from JSON.
pub fn from_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    // One look at the whole text is cheaper than one at each string in it.
    let text = std::str::from_utf8(json).map_err(serde_json::Error::custom)?;
    serde_json::from_str(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Decimal;

    #[test]
    fn a_decimal_is_text_and_keeps_its_scale() {
        let amount: Decimal = from_json(br#""12.50""#).unwrap();
        assert_eq!(to_json(&amount).unwrap(), br#""12.50""#);
    }
}
