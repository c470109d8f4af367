//! Amounts and measures, in exact decimals.

use rust_decimal::prelude::ToPrimitive;

use super::Invalid;
use crate::Decimal;

/// Hundredths as a decimal: `1250` is `12.50`.
pub fn cents_to_decimal(cents: i64) -> Decimal {
    Decimal::new(cents, 2)
}

/// Minor units as a decimal with that many digits (at most 28): `1250` with 3 is `1.250`.
pub fn minor_units_to_decimal(units: i64, digits: u32) -> Decimal {
    Decimal::new(units, digits)
}

/// A decimal as hundredths, if it is a whole number of them: `12.5` is `1250`.
pub fn decimal_to_cents(amount: Decimal) -> Result<i64, Invalid> {
    units(amount, 2)
        .ok_or_else(|| Invalid::new(&amount, "a whole number of cents that fits 64 bits"))
}

/// A decimal as minor units of that many digits (at most 28): `1.25` with 3 is `1250`.
pub fn decimal_to_minor_units(amount: Decimal, digits: u32) -> Result<i64, Invalid> {
    let expected = "a whole number of minor units that fits 64 bits";
    units(amount, digits).ok_or_else(|| Invalid::new(&amount, expected))
}

/// A decimal as a whole number, if it is one: `3.00` is `3`.
pub fn decimal_to_int(number: Decimal) -> Result<i64, Invalid> {
    let expected = "a whole number that fits 64 bits";
    units(number, 0).ok_or_else(|| Invalid::new(&number, expected))
}

/// How many units there are, of which a power of ten is one.
fn units(amount: Decimal, digits: u32) -> Option<i64> {
    let one = Decimal::from_i128_with_scale(10_i128.checked_pow(digits)?, 0);
    amount.checked_mul(one).filter(Decimal::is_integer)?.to_i64()
}

/// A measure in another unit: `scale(1.5, 1000)` turns kilograms into grams.
pub fn scale(value: Decimal, factor: Decimal) -> Result<Decimal, Invalid> {
    let invalid = || Invalid::new(&value, "small enough to be multiplied by the factor");
    value.checked_mul(factor).ok_or_else(invalid)
}

/// Degrees Celsius in degrees Fahrenheit, exactly.
pub fn celsius_to_fahrenheit(celsius: Decimal) -> Result<Decimal, Invalid> {
    let scaled = scale(celsius, Decimal::new(18, 1))?;
    let invalid = || Invalid::new(&celsius, "a temperature");
    scaled.checked_add(Decimal::new(32, 0)).ok_or_else(invalid)
}

/// Degrees Fahrenheit in degrees Celsius, to 28 digits.
pub fn fahrenheit_to_celsius(fahrenheit: Decimal) -> Result<Decimal, Invalid> {
    let invalid = || Invalid::new(&fahrenheit, "a temperature");
    let above = fahrenheit.checked_sub(Decimal::new(32, 0)).ok_or_else(invalid)?;
    above.checked_div(Decimal::new(18, 1)).ok_or_else(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn cents_are_exact_both_ways() {
        for (cents, text) in
            [(0, "0.00"), (-1, "-0.01"), (1250, "12.50"), (i64::MIN, "-92233720368547758.08")]
        {
            assert_eq!(cents_to_decimal(cents).to_string(), text);
            assert_eq!(decimal_to_cents(dec(text)), Ok(cents));
        }
        assert_eq!(minor_units_to_decimal(1250, 3), dec("1.250"));
        assert_eq!(decimal_to_minor_units(dec("1.25"), 3), Ok(1250));
        assert_eq!(decimal_to_int(dec("3.00")), Ok(3));
    }

    #[test]
    fn what_is_no_number_of_cents_is_named() {
        assert_eq!(decimal_to_cents(dec("0.001")).unwrap_err().value, "0.001");
        assert!(decimal_to_cents(Decimal::MAX).is_err());
        assert!(decimal_to_minor_units(dec("0.01"), 1).is_err());
        assert!(decimal_to_int(dec("0.5")).is_err());
        assert!(decimal_to_cents(dec("92233720368547758.08")).is_err());
    }

    #[test]
    fn units_scale() {
        assert_eq!(scale(dec("1.5"), dec("1000")), Ok(dec("1500")));
        assert!(scale(Decimal::MAX, dec("2")).is_err());
        assert_eq!(celsius_to_fahrenheit(dec("36.6")), Ok(dec("97.88")));
        assert_eq!(fahrenheit_to_celsius(dec("97.88")), Ok(dec("36.6")));
        assert!(celsius_to_fahrenheit(Decimal::MAX).is_err());
        assert!(fahrenheit_to_celsius(Decimal::MIN).is_err());
    }
}
