//! Decimals out of JSON without a digit lost: what does not fit is refused, where rounding would change what was stored.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};

use crate::Decimal;

/// Reads a value that is or holds decimals: `#[serde(deserialize_with = "kernel::exactly")]`.
pub fn exactly<'de, T: Exact, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// What [`exactly`] reads: a decimal, and what holds some.
#[doc(hidden)]
pub trait Exact: Sized {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

struct Exactly<T>(T);

impl<'de, T: Exact> Deserialize<'de> for Exactly<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

impl Exact for Decimal {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Digits)
    }
}

impl<T: Exact> Exact for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Exactly<T>>::deserialize(deserializer)?.map(|it| it.0))
    }
}

impl<T: Exact> Exact for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Exactly<T>>::deserialize(deserializer)?.into_iter().map(|it| it.0).collect())
    }
}

impl<T: Exact + Ord> Exact for BTreeSet<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Of two that are equal the first stays, as it does when a set reads itself: `0.0` and `0` are one number.
        let mut set = Self::new();
        set.extend(Vec::read(deserializer)?);
        Ok(set)
    }
}

impl<T: Exact> Exact for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = BTreeMap::<String, Exactly<T>>::deserialize(deserializer)?;
        Ok(entries.into_iter().map(|(key, it)| (key, it.0)).collect())
    }
}

struct Digits;

impl Visitor<'_> for Digits {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"a decimal, which is written as text, such as "12.50""#)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
        decimal(text).ok_or_else(|| {
            E::custom(format_args!("`{text}` is no decimal number, or has more than 28 digits"))
        })
    }
}

/// The number that a text is, also with an exponent.
fn decimal(text: &str) -> Option<Decimal> {
    if let Ok(number) = Decimal::from_str_exact(text) {
        return Some(number);
    }
    let (digits, _) = text.split_once(['e', 'E'])?;
    Decimal::from_str_exact(digits).ok()?;
    Decimal::from_scientific(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::from_json;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Bill {
        #[serde(deserialize_with = "kernel::exactly")]
        total: Decimal,
        #[serde(default, deserialize_with = "kernel::exactly")]
        tip: Option<Decimal>,
        #[serde(default, deserialize_with = "kernel::exactly")]
        shares: Vec<Option<Decimal>>,
        #[serde(default, deserialize_with = "kernel::exactly")]
        rates: BTreeMap<String, BTreeSet<Decimal>>,
    }

    #[test]
    fn every_digit_is_kept() {
        let json = r#"{"total":"12.50","shares":["1e3",null],"rates":{"a":["0.1","-0.25"]}}"#;
        let bill: Bill = from_json(json.as_bytes()).unwrap();
        assert_eq!(bill.total.to_string(), "12.50");
        assert_eq!(bill.tip, None);
        assert_eq!(bill.shares, [Some(Decimal::from(1000)), None]);
        assert_eq!(bill.rates["a"].len(), 2);
        let twice: Bill = from_json(br#"{"total":"1","rates":{"a":["0.0","0"]}}"#).unwrap();
        assert_eq!(twice.rates["a"].first().map(Decimal::to_string).as_deref(), Some("0.0"));
        let widest =
            r#"{"total":"79228162514264337593543950335","tip":"0.0000000000000000000000000001"}"#;
        assert!(from_json::<Bill>(widest.as_bytes()).is_ok());
    }

    #[test]
    fn what_would_be_rounded_is_refused_with_its_text() {
        for text in [
            "1.00000000000000000000000000000000004",
            "79228162514264337593543950336",
            "1.00000000000000000000000000000000004e3",
            "1e-29",
            "twelve",
        ] {
            let json = format!(r#"{{"total":"1","shares":["{text}"]}}"#);
            let error = from_json::<Bill>(json.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{text}` is no decimal number")), "{error}");
        }
    }

    #[test]
    fn a_number_is_refused_with_the_reason() {
        for number in ["12", "12.5", "-1e3"] {
            let error = from_json::<Bill>(format!(r#"{{"total":{number}}}"#).as_bytes());
            let error = error.unwrap_err().to_string();
            assert!(error.contains(r#"which is written as text, such as "12.50""#), "{error}");
        }
    }
}
