//! Undoes `convert`: every built-in conversion with the one that leads back, where there is one.

use rust_decimal::Decimal;

use super::{
    super::{
        conversion::{Argument, Conversion, Invalid, Money},
        hop::{Back, Input, Member, Operation, Output},
        scalar::peel,
    },
    Exactness, Found, Undo, Undone, given, maybe, taken,
    words::filled,
};
use crate::types::{Literal, Meaning, Scalar, Type};

/// What leads back from a conversion.
enum Return {
    /// Another conversion.
    By(&'static str, Vec<Argument>),
    /// The value as it is, in a type that takes it.
    AsItIs,
    /// Nothing exact.
    Nothing,
}

impl Undo<'_> {
    pub(super) fn convert(&self, conversion: &Conversion) -> Found {
        if let Some(money) = &conversion.money {
            return self.money(conversion, money);
        }
        let Some(from) = conversion.from.first() else {
            return Ok(Undone::new(Exactness::Exact, Vec::new()));
        };
        let to = &conversion.to;
        if !to.ty.is_optional() || from.ty.is_optional() {
            return self.convert_present(conversion, to, from);
        }
        let Some(value) = &conversion.back else {
            return Err(vec![self.unsaid(to, from, "may be absent, which")]);
        };
        let between = maybe(from);
        let mut undone = self.convert_present(conversion, to, &between)?;
        undone.operations.push(filled(&between, from, value));
        Ok(undone.at_best(Exactness::Fill))
    }

    fn convert_present(&self, conversion: &Conversion, newer: &Output, older: &Input) -> Found {
        let back = conversion.back.as_ref();
        let replaced = matches!(conversion.on_invalid, Some(Invalid::Value(_)));
        let best = match conversion.builtin.name {
            // An instant that was made of a day is of that day, and milliseconds are kept.
            "date_to_timestamp" | "epoch_ms_to_timestamp" if !replaced => Exactness::Exact,
            // A number can be written in several ways, and a text in big and small letters.
            _ => Exactness::Lossy,
        };
        let undone = match way_back(conversion.builtin.name, &conversion.arguments) {
            Return::By("scale", factor) if self.is_int(older) => {
                let decimal = Type::Scalar(Scalar::Decimal);
                let ty = if older.ty.is_optional() { decimal.optional() } else { decimal };
                let between = Input { ty, unwrap: Vec::new(), ..older.clone() };
                let decimal = back.and_then(as_decimal);
                let mut scaled =
                    self.converted("scale", (newer, &between), factor, decimal.as_ref());
                let between = given(&between);
                let whole = self.converted("decimal_to_int", (&between, older), vec![], back);
                scaled.operations.extend(whole.operations);
                scaled
            }
            Return::By(name, arguments) => self.converted(name, (newer, older), arguments, back),
            Return::AsItIs => self.narrow(newer, older, back.cloned().map(Back::Value).as_ref())?,
            Return::Nothing => {
                let why = format!("no conversion leads back from `{}`", conversion.builtin.name);
                let help = "drop the old field with a `back` and add the new one instead";
                return Err(vec![self.no_way(&older.field, why, help)]);
            }
        };
        Ok(undone.at_best(best))
    }

    fn is_int(&self, older: &Input) -> bool {
        peel(self.types, older.ty.present()).1 == Type::Scalar(Scalar::Int)
    }

    /// Money comes apart into its amount and its currency, and the amount becomes hundredths.
    fn money(&self, conversion: &Conversion, money: &Money) -> Found {
        let [cents, currency] = conversion.from.as_slice() else {
            return Ok(Undone::new(Exactness::Exact, Vec::new()));
        };
        if conversion.some {
            return Err(vec![self.absent(&cents.field, &conversion.to.field)]);
        }
        let Meaning::Record(fields) = &self.types[money.record].meaning else {
            return Ok(Undone::new(Exactness::Exact, Vec::new()));
        };
        let mut members = Vec::new();
        let mut let_go = Vec::new();
        let mut amount = None;
        for field in fields {
            let is_amount = field.name.value == money.amount;
            let older = if is_amount { cents } else { currency };
            // What the newer version has besides is not told again.
            let name = if older.kept {
                format!("{}_{}_again", conversion.to.field, field.name.value)
            } else {
                older.field.clone()
            };
            let wrap = if is_amount { money.wrap.clone() } else { Vec::new() };
            let to = Output { field: name, ty: field.ty.clone(), wrap };
            if older.kept {
                let_go.push(Operation::Drop { from: taken(&to), back: None });
            } else if is_amount {
                amount = Some(to.clone());
            }
            members.push(Member { member: field.name.value.clone(), to, some: false });
        }
        let (from, record) = (taken(&conversion.to), money.record);
        let flatten = Operation::Flatten { from, record, to: members };
        let mut undone = match &amount {
            Some(amount) => {
                let back = conversion.back.as_ref();
                self.converted("decimal_to_cents", (amount, cents), Vec::new(), back)
            }
            None => Undone::new(Exactness::Exact, Vec::new()),
        };
        undone.operations.insert(0, flatten);
        undone.operations.extend(let_go);
        Ok(undone)
    }
}

fn way_back(name: &str, arguments: &[Argument]) -> Return {
    let by = |name| Return::By(name, Vec::new());
    match name {
        "cents_to_decimal" => by("decimal_to_cents"),
        "decimal_to_cents" => by("cents_to_decimal"),
        "minor_units_to_decimal" => Return::By("decimal_to_minor_units", arguments.to_vec()),
        "decimal_to_minor_units" => Return::By("minor_units_to_decimal", arguments.to_vec()),
        "scale" => inverse(arguments)
            .map_or(Return::Nothing, |factor| Return::By("scale", vec![Argument::Number(factor)])),
        "celsius_to_fahrenheit" => by("fahrenheit_to_celsius"),
        "fahrenheit_to_celsius" => by("celsius_to_fahrenheit"),
        "epoch_ms_to_timestamp" => by("timestamp_to_epoch_ms"),
        "timestamp_to_epoch_ms" => by("epoch_ms_to_timestamp"),
        "date_to_timestamp" => {
            Return::By("timestamp_to_date", arguments.iter().take(1).cloned().collect())
        }
        "timestamp_to_date" => {
            let midnight = Argument::Time((0, 0, 0), "00:00".to_owned());
            Return::By("date_to_timestamp", [arguments, &[midnight]].concat())
        }
        "text_to_int" => by("int_to_text"),
        "int_to_text" => by("text_to_int"),
        "text_to_decimal" => by("decimal_to_text"),
        "decimal_to_text" => by("text_to_decimal"),
        "text_to_date" => by("date_to_text"),
        "date_to_text" => by("text_to_date"),
        "text_to_timestamp" => by("timestamp_to_text"),
        "timestamp_to_text" => by("text_to_timestamp"),
        "decimal_to_int" | "text_to_uuid" | "trim" | "lowercase" | "uppercase" => Return::AsItIs,
        _ => Return::Nothing,
    }
}

fn as_decimal(whole: &Literal) -> Option<Literal> {
    match whole {
        Literal::Int(whole) => Some(Literal::Decimal(Decimal::from(*whole))),
        _ => None,
    }
}

/// The factor that leads back, when it has an end.
fn inverse(arguments: &[Argument]) -> Option<Decimal> {
    let factor = arguments.iter().find_map(|argument| match argument {
        Argument::Number(factor) => Some(*factor),
        Argument::Digits(_) | Argument::Offset(..) | Argument::Time(..) => None,
    })?;
    let inverse = Decimal::ONE.checked_div(factor)?;
    (inverse.checked_mul(factor)? == Decimal::ONE).then(|| inverse.normalize())
}
