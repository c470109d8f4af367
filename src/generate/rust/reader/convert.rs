//! Built-in conversions as calls of the kernel's functions.

use super::{
    need::Needed,
    value::{Types, is_dear},
};
use crate::{
    evolve::{Argument, Conversion, Input, Invalid, Kind, Money},
    generate::rust::{names, types},
    types::{Literal, Meaning, Scalar, Type, TypeId},
};

/// The value of a conversion, owned. `again` says which of its fields are used again.
pub(super) fn converted(
    types: &Types<'_>,
    conversion: &Conversion,
    again: &dyn Fn(&Input) -> bool,
) -> String {
    if let Some(money) = &conversion.money {
        return money_of(types, conversion, money, again);
    }
    let Some(from) = conversion.from.first() else { return String::new() };
    let name = names::snake(&from.field);
    if conversion.lifted {
        return lifted(types, conversion, from, &types.taken(from, again(from)));
    }
    let found = settled(types, conversion, &call(types, conversion, from, &name));
    match (&found, conversion.some) {
        (Settled::Plain(value), true) => format!("Some({value})"),
        (Settled::Optional(value), _) | (Settled::Plain(value), false) => value.clone(),
    }
}

/// As [`converted`], in a step.
pub(super) fn in_step(types: &Types<'_>, conversion: &Conversion, step: &Needed<'_>) -> String {
    converted(types, conversion, &|input| step.again(input))
}

fn money_of(
    types: &Types<'_>,
    conversion: &Conversion,
    money: &Money,
    again: &dyn Fn(&Input) -> bool,
) -> String {
    let [cents, currency] = conversion.from.as_slice() else { return String::new() };
    let amount =
        format!("convert::cents_to_decimal({})", inside(cents, &names::snake(&cents.field)));
    let amount = wrapped(types, &money.wrap, &amount);
    let currency_value = types.taken(currency, again(currency));
    let given =
        [(names::snake(&money.amount), amount), (names::snake(&money.currency), currency_value)];
    let value = super::record(&types.name(money.record), &given);
    if conversion.some { format!("Some({value})") } else { value }
}

/// A value, or an optional one.
enum Settled {
    Plain(String),
    Optional(String),
}

/// A call with what happens to values that it cannot take, and with newtypes around the result.
fn settled(types: &Types<'_>, conversion: &Conversion, call: &str) -> Settled {
    let wrap = &conversion.to.wrap;
    match &conversion.on_invalid {
        None => Settled::Plain(wrapped(types, wrap, call)),
        Some(Invalid::Fail) => {
            let name = conversion.builtin.name;
            let stored = types.around.stored();
            let value = format!("{call}.map_err(|error| {stored}.failed_step(\"{name}\", error))?");
            Settled::Plain(wrapped(types, wrap, &value))
        }
        Some(Invalid::Value(Literal::None)) => {
            Settled::Optional(format!("{call}.ok(){}", mapped(types, wrap)))
        }
        Some(Invalid::Value(instead)) => {
            let instead = types.literal(instead, conversion.to.ty.present());
            Settled::Plain(or_else(types, wrap, call, &instead))
        }
    }
}

fn or_else(types: &Types<'_>, wrap: &[TypeId], call: &str, instead: &str) -> String {
    let dear = is_dear(instead);
    match (wrap.is_empty(), dear) {
        (true, true) if instead == "String::new()" => format!("{call}.unwrap_or_default()"),
        (true, true) => format!("{call}.unwrap_or_else(|_| {instead})"),
        (true, false) => format!("{call}.unwrap_or({instead})"),
        (false, true) => format!("{call}.map_or_else(|_| {instead}, {})", wrapper(types, wrap)),
        (false, false) => format!("{call}.map_or({instead}, {})", wrapper(types, wrap)),
    }
}

/// A conversion of a value that may be absent, and then stays absent.
/// `taken` is the value, or a copy where it is used again.
fn lifted(types: &Types<'_>, conversion: &Conversion, from: &Input, taken: &str) -> String {
    let name = &names::snake(&from.field);
    let call = call(types, conversion, from, name);
    match &conversion.on_invalid {
        Some(Invalid::Fail) => {
            let step = conversion.builtin.name;
            let wrap = mapped(types, &conversion.to.wrap);
            let converted = format!("{taken}.map({})", function(name, &call));
            let stored = types.around.stored();
            let failed = format!("map_err(|error| {stored}.failed_step(\"{step}\", error))?");
            format!("{converted}.transpose().{failed}{wrap}")
        }
        None | Some(Invalid::Value(_)) => match settled(types, conversion, &call) {
            Settled::Plain(value) => format!("{taken}.map({})", function(name, &value)),
            Settled::Optional(value) => format!("{taken}.and_then(|{name}| {value})"),
        },
    }
}

/// A value as a function of a variable: the function itself where that is all.
fn function(name: &str, value: &str) -> String {
    let path = value.strip_suffix(&format!("({name})")).filter(|path| {
        path.chars().all(|letter| letter.is_alphanumeric() || "_:".contains(letter))
    });
    path.map_or_else(|| format!("|{name}| {value}"), str::to_owned)
}

/// The call of the kernel's function for one value.
fn call(types: &Types<'_>, conversion: &Conversion, from: &Input, name: &str) -> String {
    let value = inside(from, name);
    let value = match conversion.builtin.takes.first() {
        Some(Kind::Scalar(Scalar::Text)) => format!("&{value}"),
        Some(Kind::Number) if is_int(types, from) => format!("Decimal::from({value})"),
        Some(Kind::Scalar(_) | Kind::Number | Kind::Currency | Kind::Money) | None => value,
    };
    let arguments = conversion.arguments.iter().map(argument);
    let arguments: Vec<_> = std::iter::once(value).chain(arguments).collect();
    format!("convert::{}({})", conversion.builtin.name, arguments.join(", "))
}

/// Whether a number, without the newtypes around it, is a whole one.
fn is_int(types: &Types<'_>, from: &Input) -> bool {
    let int = Type::Scalar(Scalar::Int);
    match from.unwrap.last().map(|id| &types.table[*id].meaning) {
        Some(Meaning::Newtype(inner)) => *inner == int,
        Some(Meaning::Identity { scalar, .. }) => *scalar == Scalar::Int,
        Some(Meaning::Enumeration(_) | Meaning::Record(_)) | None => *from.ty.present() == int,
    }
}

fn argument(argument: &Argument) -> String {
    match argument {
        Argument::Digits(digits) => digits.to_string(),
        Argument::Number(number) => types::decimal(*number),
        Argument::Offset(seconds, _) => types::grouped(i128::from(*seconds)),
        Argument::Time((hours, minutes, seconds), _) => {
            let whole =
                i128::from(*hours) * 3_600 + i128::from(*minutes) * 60 + i128::from(*seconds);
            types::grouped(whole)
        }
    }
}

/// The value inside the newtypes around a field.
pub(super) fn inside(from: &Input, name: &str) -> String {
    format!("{name}{}", ".0".repeat(from.unwrap.len()))
}

/// A value with newtypes around it, innermost first.
pub(super) fn wrapped(types: &Types<'_>, wrap: &[TypeId], value: &str) -> String {
    wrap.iter().fold(value.to_owned(), |value, id| format!("{}({value})", types.name(*id)))
}

fn wrapper(types: &Types<'_>, wrap: &[TypeId]) -> String {
    match wrap {
        [one] => types.name(*one),
        several => format!("|value| {}", wrapped(types, several, "value")),
    }
}

fn mapped(types: &Types<'_>, wrap: &[TypeId]) -> String {
    if wrap.is_empty() { String::new() } else { format!(".map({})", wrapper(types, wrap)) }
}
