//! Random uses of the built-in conversions, on plain, optional and wrapped values.

use super::{
    history::History,
    random::Random,
    types::{KINDS, Ty},
};

/// A conversion: its name, what it takes, what it gives, its parameters, and whether it takes every value.
type Builtin = (&'static str, &'static str, &'static str, &'static [&'static str], bool);

const BUILTINS: [Builtin; 21] = [
    ("cents_to_decimal", "Int", "Decimal", &[""], true),
    ("minor_units_to_decimal", "Int", "Decimal", &["digits: 3", "digits: 0", "digits: 28"], true),
    ("decimal_to_cents", "Decimal", "Int", &[""], false),
    ("scale", "Decimal", "Decimal", &["factor: 1000", "factor: '0.001'", "factor: -1"], false),
    ("scale", "Int", "Decimal", &["factor: '2.54'"], false),
    ("celsius_to_fahrenheit", "Decimal", "Decimal", &[""], false),
    ("fahrenheit_to_celsius", "Decimal", "Decimal", &[""], false),
    ("epoch_ms_to_timestamp", "Int", "Timestamp", &[""], false),
    ("timestamp_to_epoch_ms", "Timestamp", "Int", &[""], true),
    (
        "date_to_timestamp",
        "Date",
        "Timestamp",
        &["", "zone: '+01:00'", "zone: '-23:59', time: '23:59:59'"],
        false,
    ),
    ("timestamp_to_date", "Timestamp", "Date", &["", "zone: '-05:30'", "zone: '+23:59'"], true),
    ("text_to_int", "Text", "Int", &[""], false),
    ("int_to_text", "Int", "Text", &[""], true),
    ("text_to_decimal", "Text", "Decimal", &[""], false),
    ("decimal_to_text", "Decimal", "Text", &[""], true),
    ("text_to_uuid", "Text", "Uuid", &[""], false),
    ("text_to_date", "Text", "Date", &[""], false),
    ("text_to_timestamp", "Text", "Timestamp", &[""], false),
    ("trim", "Text", "Text", &[""], true),
    ("lowercase", "Text", "Text", &[""], true),
    ("uppercase", "Text", "Text", &[""], true),
];

/// Converts a field, when there is a conversion for its type.
pub(crate) fn step(history: &mut History, place: usize, random: &mut Random) -> Option<String> {
    let (name, ty) = history.fields[place].clone();
    let inside = ty.present().peeled();
    if inside == Ty::Scalar("Int") && !ty.is_optional() && random.chance(20) {
        return money(history, place, random);
    }
    let fit: Vec<&Builtin> =
        BUILTINS.iter().filter(|(_, takes, ..)| inside == Ty::Scalar(takes)).collect();
    let (using, _, gives, parameters, total) = **fit.get(random.below(fit.len()))?;
    let mut types = vec![Ty::Scalar(gives)];
    let around = KINDS.map(|(name, _)| Ty::Named(name)).into_iter();
    types.extend(around.filter(|wrapped| wrapped.peeled() == Ty::Scalar(gives)));
    let after = random.pick(&types).clone();
    let after = if ty.is_optional() || random.chance(20) { after.optional() } else { after };
    let parameter = random.pick(parameters);
    let with =
        if parameter.is_empty() { String::new() } else { format!(", with: {{ {parameter} }}") };
    let on_invalid = if total {
        String::new()
    } else if random.chance(40) {
        ", on_invalid: fail".to_owned()
    } else if after.is_optional() && random.chance(30) {
        ", on_invalid: { value: null }".to_owned()
    } else {
        format!(", on_invalid: {{ value: {} }}", after.literal(random)?)
    };
    let written = ty.yaml()?;
    let to = replaced(history, place, &name, after, random);
    Some(format!(
        "convert: {{ from: {{ {name}: {written} }}, to: {to}, using: {using}{with}{on_invalid} }}"
    ))
}

/// Makes money of cents and a currency, which is added where there is none.
fn money(history: &mut History, place: usize, random: &mut Random) -> Option<String> {
    let (name, ty) = history.fields[place].clone();
    let currency = Ty::Named("Currency");
    let there = history.fields.iter().find(|(_, ty)| *ty == currency).map(|(name, _)| name.clone());
    let unit = there.unwrap_or_else(|| {
        let unit = history.fresh(random);
        history.steps.push(format!("add: {{ {unit}: EUR }}"));
        history.fields.push((unit.clone(), currency));
        unit
    });
    if random.chance(60) {
        history.fields.retain(|(known, _)| *known != unit);
    }
    let place = history.fields.iter().position(|(known, _)| *known == name)?;
    let after = Ty::Named("Money");
    let after = if random.chance(20) { after.optional() } else { after };
    let to = replaced(history, place, &name, after, random);
    Some(format!(
        "convert: {{ from: {{ {name}: {}, {unit}: Currency }}, to: {to}, using: cents_to_money }}",
        ty.yaml()?
    ))
}

/// Puts the result in place of the field, under its name or a new one, or beside it.
fn replaced(
    history: &mut History,
    place: usize,
    name: &str,
    after: Ty,
    random: &mut Random,
) -> String {
    match random.below(5) {
        0 | 1 => {
            history.fields[place].1 = after;
            name.to_owned()
        }
        2 => {
            let to = history.fresh(random);
            history.fields.push((to.clone(), after));
            to
        }
        _ => {
            let to = history.fresh(random);
            history.fields[place] = (to.clone(), after);
            to
        }
    }
}
