//! The built-in conversions: one list that is their definition and their documentation.

use rust_decimal::Decimal;

use super::hop::{Input, Output};
use crate::types::{Literal, Scalar, TypeId};

/// A built-in conversion. The kernel of a generated workspace has a function of the same name for each,
/// except for `cents_to_money`, which is a value object made with `cents_to_decimal`.
#[derive(Debug, PartialEq, Eq)]
pub struct Builtin {
    /// The name that `using:` says.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// The types of the fields that it takes, in order.
    pub takes: &'static [Kind],
    /// The type of the field that it gives.
    pub gives: Kind,
    /// What it needs to know besides, under `arguments:`.
    pub parameters: &'static [Parameter],
    /// Whether some values cannot be converted; the step then says `on_invalid`.
    pub partial: bool,
}

/// A type that a conversion takes or gives. Newtypes and identities around it are seen through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A scalar.
    Scalar(Scalar),
    /// `Int` or `Decimal`.
    Number,
    /// The type of the other field of the money that is given: an enumeration or text.
    Currency,
    /// A value object of a `Decimal` and a currency.
    Money,
}

impl Kind {
    /// The type as documents write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scalar(scalar) => scalar.name(),
            Self::Number => "Int or Decimal",
            Self::Currency => "currency",
            Self::Money => "a value object of Decimal and currency",
        }
    }
}

/// Something that a conversion needs to know besides the fields.
#[derive(Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The key under `arguments:`.
    pub name: &'static str,
    /// What can stand there.
    pub domain: Domain,
    /// The value when it is not given; nothing means that it has to be.
    pub default: Option<&'static str>,
}

/// What can stand as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    /// How many digits stand behind the decimal point, 0 to 28.
    Digits,
    /// A decimal number.
    Number,
    /// `UTC` or an offset such as `+01:00`.
    Offset,
    /// A time of day such as `12:30`.
    Time,
}

/// A conversion at its place, with everything that it needs.
#[derive(Debug, Clone)]
pub struct Conversion {
    /// Which one.
    pub builtin: &'static Builtin,
    /// The fields that it takes, in the order of [`Builtin::takes`].
    pub from: Vec<Input>,
    /// The field that it gives.
    pub to: Output,
    /// One argument for each of [`Builtin::parameters`], in that order.
    pub arguments: Vec<Argument>,
    /// How money is put together, when it gives money.
    pub money: Option<Money>,
    /// Whether its one field and its result are optional, and absent stays absent.
    pub lifted: bool,
    /// Whether only the result is optional, and takes `Some`.
    pub some: bool,
    /// What happens to a value that it cannot take; nothing when it takes every value.
    pub on_invalid: Option<Invalid>,
    /// What an old reader gets where a new value cannot be converted back, fitted to the old type.
    pub back: Option<Literal>,
}

/// What a conversion is told besides the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// How many digits stand behind the decimal point.
    Digits(u32),
    /// A decimal number.
    Number(Decimal),
    /// Seconds east of UTC, and the offset as written.
    Offset(i32, String),
    /// A time of day, as hours, minutes and seconds, and as written.
    Time((i8, i8, i8), String),
}

/// The value object that money is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// The value object.
    pub record: TypeId,
    /// Its field for the amount.
    pub amount: String,
    /// The newtypes to put around the amount, innermost first.
    pub wrap: Vec<TypeId>,
    /// Its field for the currency.
    pub currency: String,
}

/// What happens to a stored value that a conversion cannot take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invalid {
    /// Reading fails with an error that names the event.
    Fail,
    /// This value stands instead, fitted to the type of the result.
    Value(Literal),
}

impl Conversion {
    /// Whether reading can fail.
    pub fn can_fail(&self) -> bool {
        self.on_invalid == Some(Invalid::Fail)
    }
}

/// The conversion of that name.
pub fn builtin(name: &str) -> Option<&'static Builtin> {
    BUILTINS.iter().find(|conversion| conversion.name == name)
}

const TEXT: Kind = Kind::Scalar(Scalar::Text);
const INT: Kind = Kind::Scalar(Scalar::Int);
const DECIMAL: Kind = Kind::Scalar(Scalar::Decimal);
const UUID: Kind = Kind::Scalar(Scalar::Uuid);
const DATE: Kind = Kind::Scalar(Scalar::Date);
const TIMESTAMP: Kind = Kind::Scalar(Scalar::Timestamp);

const DIGITS: Parameter = Parameter { name: "digits", domain: Domain::Digits, default: None };
const FACTOR: Parameter = Parameter { name: "factor", domain: Domain::Number, default: None };
const ZONE: Parameter = Parameter { name: "zone", domain: Domain::Offset, default: Some("UTC") };
const TIME: Parameter = Parameter { name: "time", domain: Domain::Time, default: Some("00:00") };

/// Every value of the right type can be converted.
const TOTAL: bool = false;
/// Some values cannot be converted.
const PARTIAL: bool = true;

const fn conversion(
    name: &'static str,
    takes: &'static [Kind],
    gives: Kind,
    parameters: &'static [Parameter],
    partial: bool,
    summary: &'static str,
) -> Builtin {
    Builtin { name, summary, takes, gives, parameters, partial }
}

/// Every built-in conversion, in the order in which documents list them.
#[rustfmt::skip]
pub static BUILTINS: &[Builtin] = &[
    conversion("cents_to_decimal", &[INT], DECIMAL, &[], TOTAL,
        "Hundredths become a decimal: 1250 is 12.50."),
    conversion("minor_units_to_decimal", &[INT], DECIMAL, &[DIGITS], TOTAL,
        "Minor units become a decimal with that many digits: 1250 with 3 is 1.250."),
    conversion("cents_to_money", &[INT, Kind::Currency], Kind::Money, &[], TOTAL,
        "Hundredths and their currency become money; `add` the currency before if it was not stored."),
    conversion("decimal_to_cents", &[DECIMAL], INT, &[], PARTIAL,
        "A decimal becomes hundredths; it must be a whole number of them."),
    conversion("decimal_to_minor_units", &[DECIMAL], INT, &[DIGITS], PARTIAL,
        "A decimal becomes minor units of that many digits: 1.25 with 3 is 1250."),
    conversion("decimal_to_int", &[DECIMAL], INT, &[], PARTIAL,
        "A decimal becomes a whole number; it must be one."),
    conversion("scale", &[Kind::Number], DECIMAL, &[FACTOR], PARTIAL,
        "A measure in another unit: 1.5 kilograms times 1000 are grams."),
    conversion("celsius_to_fahrenheit", &[DECIMAL], DECIMAL, &[], PARTIAL,
        "A temperature is converted exactly."),
    conversion("fahrenheit_to_celsius", &[DECIMAL], DECIMAL, &[], PARTIAL,
        "A temperature is converted to 28 digits."),
    conversion("epoch_ms_to_timestamp", &[INT], TIMESTAMP, &[], PARTIAL,
        "Milliseconds since 1970 become an instant; the year must be between -9999 and 9999."),
    conversion("timestamp_to_epoch_ms", &[TIMESTAMP], INT, &[], TOTAL,
        "An instant becomes milliseconds since 1970; what is finer is cut off."),
    conversion("date_to_timestamp", &[DATE], TIMESTAMP, &[ZONE, TIME], PARTIAL,
        "A day becomes the instant of a time of that day; the last days of year 9999 have none."),
    conversion("timestamp_to_date", &[TIMESTAMP], DATE, &[ZONE], TOTAL,
        "An instant becomes the day on which it lies."),
    conversion("text_to_int", &[TEXT], INT, &[], PARTIAL,
        "Text of digits becomes a whole number."),
    conversion("int_to_text", &[INT], TEXT, &[], TOTAL,
        "A whole number becomes the text of its digits."),
    conversion("text_to_decimal", &[TEXT], DECIMAL, &[], PARTIAL,
        "Text becomes a decimal number; it is never rounded."),
    conversion("decimal_to_text", &[DECIMAL], TEXT, &[], TOTAL,
        "A decimal number becomes the text of its digits."),
    conversion("text_to_uuid", &[TEXT], UUID, &[], PARTIAL,
        "Text becomes a UUID."),
    conversion("date_to_text", &[DATE], TEXT, &[], TOTAL,
        "A day becomes text such as 2026-02-28."),
    conversion("timestamp_to_text", &[TIMESTAMP], TEXT, &[], TOTAL,
        "An instant becomes text such as 2026-02-28T12:00:00Z."),
    conversion("text_to_date", &[TEXT], DATE, &[], PARTIAL,
        "Text such as 2026-02-28 becomes a day."),
    conversion("text_to_timestamp", &[TEXT], TIMESTAMP, &[], PARTIAL,
        "Text such as 2026-02-28T12:00:00Z becomes an instant."),
    conversion("trim", &[TEXT], TEXT, &[], TOTAL,
        "Blanks around a text are cut off."),
    conversion("lowercase", &[TEXT], TEXT, &[], TOTAL,
        "A text is written in small letters."),
    conversion("uppercase", &[TEXT], TEXT, &[], TOTAL,
        "A text is written in capital letters."),
];
