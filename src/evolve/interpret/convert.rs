//! The built-in conversions on JSON values, in the same exact arithmetic as the kernel's.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
    tz::Offset,
};
use rust_decimal::{Decimal, prelude::ToPrimitive as _};

use super::{
    super::{
        conversion::{Argument, Conversion, Invalid},
        json::Json,
        scalar::{self, decimal, uuid},
    },
    json_of, record_of,
};
use crate::types::TypeTable;

/// The converted value, or why there is none and reading fails.
pub(super) fn convert(
    types: &TypeTable,
    conversion: &Conversion,
    values: &[&Json],
) -> Result<Json, String> {
    if conversion.lifted && values.first().is_some_and(|value| **value == Json::Null) {
        return Ok(Json::Null);
    }
    if let Some(money) = &conversion.money {
        let amount =
            values.first().and_then(|cents| whole(cents)).map(|cents| Decimal::new(cents, 2));
        let amount = Json::Text(amount.unwrap_or_default().to_string());
        let currency = values.get(1).map_or(Json::Null, |value| (*value).clone());
        let parts = [(money.amount.clone(), amount), (money.currency.clone(), currency)];
        return Ok(record_of(types, money.record, parts.to_vec()));
    }
    let value = values.first().copied().unwrap_or(&Json::Null);
    let converted = simple(conversion.builtin.name, value, &conversion.arguments);
    match (converted, &conversion.on_invalid) {
        (Some(converted), _) => Ok(converted),
        (None, Some(Invalid::Value(instead))) => Ok(json_of(types, instead)),
        (None, Some(Invalid::Fail) | None) => {
            Err(format!("`{}` cannot convert {value}", conversion.builtin.name))
        }
    }
}

fn simple(name: &str, value: &Json, arguments: &[Argument]) -> Option<Json> {
    let number = |number: Decimal| Json::Text(number.to_string());
    match (name, value) {
        ("cents_to_decimal", _) => whole(value).map(|cents| number(Decimal::new(cents, 2))),
        ("minor_units_to_decimal", _) => {
            Decimal::try_new(whole(value)?, digits(arguments)?).ok().map(number)
        }
        ("decimal_to_cents", Json::Text(text)) => units(text, 2),
        ("decimal_to_minor_units", Json::Text(text)) => units(text, digits(arguments)?),
        ("decimal_to_int", Json::Text(text)) => units(text, 0),
        ("scale", _) => measure(value)?.checked_mul(factor(arguments)?).map(number),
        ("celsius_to_fahrenheit", _) => measure(value)?
            .checked_mul(Decimal::new(18, 1))?
            .checked_add(Decimal::from(32))
            .map(number),
        ("fahrenheit_to_celsius", _) => measure(value)?
            .checked_sub(Decimal::from(32))?
            .checked_div(Decimal::new(18, 1))
            .map(number),
        ("int_to_text", Json::Number(_)) => {
            whole(value).map(|number| Json::Text(number.to_string()))
        }
        ("decimal_to_text", Json::Text(text)) => decimal(text).map(number),
        (_, Json::Text(text)) => of_text(name, text, arguments),
        ("epoch_ms_to_timestamp", _) => {
            Timestamp::from_millisecond(whole(value)?).ok().map(|at| Json::Text(at.to_string()))
        }
        _ => None,
    }
}

fn of_text(name: &str, text: &str, arguments: &[Argument]) -> Option<Json> {
    let trimmed = text.trim();
    match name {
        "text_to_int" => trimmed.parse::<i64>().ok().map(|number| Json::Number(number.to_string())),
        "text_to_decimal" => decimal(trimmed).map(|number| Json::Text(number.to_string())),
        "text_to_uuid" => uuid(trimmed).map(Json::Text),
        "text_to_date" | "date_to_text" => {
            trimmed.parse::<Date>().ok().map(|day| Json::Text(day.to_string()))
        }
        "text_to_timestamp" | "timestamp_to_text" => {
            trimmed.parse::<Timestamp>().ok().map(|at| Json::Text(at.to_string()))
        }
        "trim" => Some(Json::Text(trimmed.to_owned())),
        "lowercase" => Some(Json::Text(text.to_lowercase())),
        "uppercase" => Some(Json::Text(text.to_uppercase())),
        "timestamp_to_epoch_ms" => {
            text.parse::<Timestamp>().ok().map(|at| Json::Number(at.as_millisecond().to_string()))
        }
        "timestamp_to_date" => {
            let at: Timestamp = text.parse().ok()?;
            Some(Json::Text(offset(arguments)?.to_datetime(at).date().to_string()))
        }
        "date_to_timestamp" => {
            // As in the kernel, the day has to begin at an instant before anything is added to it.
            let midnight =
                Offset::UTC.to_timestamp(text.parse::<Date>().ok()?.at(0, 0, 0, 0)).ok()?;
            let second = time(arguments)?.duration_since(Time::midnight()).as_secs();
            let after = SignedDuration::from_secs(second - i64::from(offset(arguments)?.seconds()));
            midnight.checked_add(after).ok().map(|at| Json::Text(at.to_string()))
        }
        _ => None,
    }
}

/// A decimal as a whole number of units, of which a power of ten is one.
fn units(text: &str, digits: u32) -> Option<Json> {
    let one = Decimal::from_i128_with_scale(10_i128.checked_pow(digits)?, 0);
    let units = decimal(text)?.checked_mul(one)?;
    let whole = units.is_integer().then(|| units.to_i64()).flatten()?;
    Some(Json::Number(whole.to_string()))
}

fn whole(value: &Json) -> Option<i64> {
    match value {
        Json::Number(digits) => scalar::whole(digits),
        Json::Null | Json::Bool(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => None,
    }
}

fn measure(value: &Json) -> Option<Decimal> {
    match value {
        Json::Number(_) => whole(value).map(Decimal::from),
        Json::Text(text) => decimal(text),
        Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => None,
    }
}

fn digits(arguments: &[Argument]) -> Option<u32> {
    arguments.iter().find_map(|argument| match argument {
        Argument::Digits(digits) => Some(*digits),
        Argument::Number(_) | Argument::Offset(..) | Argument::Time(..) => None,
    })
}

fn factor(arguments: &[Argument]) -> Option<Decimal> {
    arguments.iter().find_map(|argument| match argument {
        Argument::Number(factor) => Some(*factor),
        Argument::Digits(_) | Argument::Offset(..) | Argument::Time(..) => None,
    })
}

fn offset(arguments: &[Argument]) -> Option<Offset> {
    arguments.iter().find_map(|argument| match argument {
        Argument::Offset(seconds, _) => Offset::from_seconds(*seconds).ok(),
        Argument::Digits(_) | Argument::Number(_) | Argument::Time(..) => None,
    })
}

fn time(arguments: &[Argument]) -> Option<Time> {
    arguments.iter().find_map(|argument| match argument {
        Argument::Time((hours, minutes, seconds), _) => {
            Time::new(*hours, *minutes, *seconds, 0).ok()
        }
        Argument::Digits(_) | Argument::Number(_) | Argument::Offset(..) => None,
    })
}
