//! Undoes `convert`, and checks a built-in conversion wherever it is used.

use super::{
    super::{
        conversion::{
            Argument, BUILTINS, Builtin, Conversion, Domain, Invalid, Kind, Money, Parameter,
            builtin,
        },
        hop::{Input, Operation, Output},
        scalar::{decimal, peel},
    },
    Stuck, Undone, Walk, listed,
};
use crate::{
    diagnostic::{did_you_mean, rule},
    model::{OldType, OnInvalid},
    source::Spanned,
    types::{Field, Scalar, Type, Value},
};

/// How a conversion is called.
pub(super) struct Call<'s> {
    pub(super) using: &'s Spanned<String>,
    pub(super) arguments: &'s [(Spanned<String>, Spanned<String>)],
    pub(super) on_invalid: Option<&'s OnInvalid>,
    pub(super) back: Option<&'s Value>,
}

/// A conversion with the fields that it is given and the field that it fills.
pub(in crate::evolve) struct Request<'s> {
    pub(in crate::evolve) builtin: &'static Builtin,
    pub(in crate::evolve) using: &'s Spanned<String>,
    pub(in crate::evolve) from: Vec<Input>,
    pub(in crate::evolve) to: &'s Field,
}

impl Walk<'_> {
    pub(super) fn undo_convert(
        &mut self,
        from: &[(Spanned<String>, OldType)],
        to: &Spanned<String>,
        call: &Call<'_>,
    ) -> Undone<Operation> {
        let (place, newer) = self.take(to)?;
        let Some(builtin) = builtin(&call.using.value) else {
            return Err(self.no_conversion(call.using));
        };
        let mut inputs = Vec::new();
        for (offset, (name, was)) in from.iter().enumerate() {
            let ty = self.old_type(was, &name.value);
            inputs.push(self.read(place + offset, name, ty)?);
        }
        let request = Request { builtin, using: call.using, from: inputs, to: &newer };
        let mut conversion = self.conversion(request)?;
        conversion.arguments = self.arguments(builtin, call);
        conversion.on_invalid = self.on_invalid(builtin, call, &newer.ty);
        conversion.back = match (call.back, conversion.from.first()) {
            (Some(back), Some(from)) => self.fitted(&back.literal, &from.ty, back.span),
            (Some(_) | None, _) => None,
        };
        Ok(Operation::Convert(conversion))
    }

    fn no_conversion(&mut self, using: &Spanned<String>) -> Stuck {
        let names = BUILTINS.iter().map(|conversion| conversion.name);
        let message = format!("there is no conversion `{}`", using.value);
        let near = did_you_mean(&using.value, names);
        let finding = self
            .fault(rule::CONVERSION_MISMATCH, using.span, &message)
            .help(near.unwrap_or_else(|| "use `custom` for a function of your own".to_owned()));
        self.report(finding)
    }

    /// Checks the types; arguments are those that stand when none are given.
    pub(in crate::evolve) fn conversion(&mut self, request: Request<'_>) -> Undone<Conversion> {
        let Request { builtin, using, from, to } = request;
        let types_in: Vec<Type> = from.iter().map(|field| field.ty.clone()).collect();
        let lifted = from.len() == 1 && from[0].ty.is_optional() && to.ty.is_optional();
        let inputs = self.inputs(builtin, from, lifted);
        let money = self.money(&to.ty);
        let output = self.output(builtin, to, money.is_some());
        let (Some(from), Some(output)) = (inputs, output) else {
            return Err(self.mismatch(builtin, using, &types_in, to));
        };
        if let (Kind::Money, Some((_, currency))) = (builtin.gives, &money)
            && from.get(1).is_none_or(|field| field.ty != *currency)
        {
            return Err(self.mismatch(builtin, using, &types_in, to));
        }
        let some = to.ty.is_optional() && !lifted;
        let money = money.filter(|_| builtin.gives == Kind::Money).map(|(money, _)| money);
        let arguments = builtin.parameters.iter().filter_map(default_of).collect();
        Ok(Conversion {
            builtin,
            from,
            to: output,
            arguments,
            money,
            lifted,
            some,
            on_invalid: None,
            back: None,
        })
    }

    fn inputs(&self, builtin: &Builtin, from: Vec<Input>, lifted: bool) -> Option<Vec<Input>> {
        if from.len() != builtin.takes.len() {
            return None;
        }
        let fits = |(mut field, kind): (Input, &Kind)| {
            let ty = if lifted { field.ty.present() } else { &field.ty };
            let (unwrap, inside) = peel(self.types, ty);
            field.unwrap = if *kind == Kind::Currency { Vec::new() } else { unwrap };
            takes(*kind, &inside).then_some(field)
        };
        from.into_iter().zip(builtin.takes).map(fits).collect()
    }

    fn output(&self, builtin: &Builtin, to: &Field, is_money: bool) -> Option<Output> {
        let (mut wrap, inside) = peel(self.types, to.ty.present());
        wrap.reverse();
        let fits = match builtin.gives {
            Kind::Money => is_money,
            kind => takes(kind, &inside),
        };
        fits.then(|| Output { field: to.name.value.clone(), ty: to.ty.clone(), wrap })
    }

    /// The value object as money, with the type of its currency.
    fn money(&self, ty: &Type) -> Option<(Money, Type)> {
        let (record, fields) = self.types.record(ty)?;
        let [first, second] = fields else { return None };
        let around = |field: &Field| {
            let (mut wrap, inside) = peel(self.types, &field.ty);
            wrap.reverse();
            (inside == Type::Scalar(Scalar::Decimal)).then_some(wrap)
        };
        let (amount, wrap, currency) = match (around(first), around(second)) {
            (Some(wrap), None) => (first, wrap, second),
            (None, Some(wrap)) => (second, wrap, first),
            (Some(_), Some(_)) | (None, None) => return None,
        };
        let names = (amount.name.value.clone(), currency.name.value.clone());
        let money = Money { record, amount: names.0, wrap, currency: names.1 };
        Some((money, currency.ty.clone()))
    }

    fn mismatch(
        &mut self,
        builtin: &Builtin,
        using: &Spanned<String>,
        from: &[Type],
        to: &Field,
    ) -> Stuck {
        let wanted: Vec<&str> = builtin.takes.iter().map(|kind| kind.name()).collect();
        let given: Vec<String> = from.iter().map(|ty| self.written(ty)).collect();
        let now = self.written(&to.ty);
        let message = format!(
            "`{}` gives {} for ({}), but here it should give {now} for ({})",
            builtin.name,
            builtin.gives.name(),
            wanted.join(", "),
            given.join(", "),
        );
        let finding = self
            .fault(rule::CONVERSION_MISMATCH, using.span, &message)
            .related(to.ty_span, format!("`{now}` here"))
            .help("take another conversion, state the types that were stored, or use `custom`");
        self.report(finding)
    }

    fn arguments(&mut self, builtin: &'static Builtin, call: &Call<'_>) -> Vec<Argument> {
        let known: Vec<&str> = builtin.parameters.iter().map(|parameter| parameter.name).collect();
        for (name, _) in call.arguments.iter().filter(|(name, _)| !known.contains(&&*name.value)) {
            let message = format!("`{}` takes no `{}`", builtin.name, name.value);
            let all = match known.as_slice() {
                [] => "leave it out".to_owned(),
                names => format!("it takes {}", listed(names)),
            };
            let near = did_you_mean(&name.value, known.iter().copied());
            let finding = self
                .fault(rule::CONVERSION_MISMATCH, name.span, &message)
                .help(near.unwrap_or(all));
            self.report(finding);
        }
        builtin.parameters.iter().filter_map(|parameter| self.argument(parameter, call)).collect()
    }

    fn argument(&mut self, parameter: &'static Parameter, call: &Call<'_>) -> Option<Argument> {
        let name = parameter.name;
        match call.arguments.iter().find(|(known, _)| known.value == name) {
            Some((_, text)) => {
                let read = argument_of(parameter.domain, &text.value);
                if read.is_none() {
                    let message = format!("`{}` is no value for `{name}`", text.value);
                    let finding = self
                        .fault(rule::CONVERSION_MISMATCH, text.span, &message)
                        .help(format!("write {}", example_of(parameter.domain)));
                    self.report(finding);
                }
                read
            }
            None if parameter.default.is_some() => default_of(parameter),
            None => {
                let message = format!("`{}` needs `{name}`", call.using.value);
                let finding =
                    self.fault(rule::CONVERSION_MISMATCH, call.using.span, &message).help(format!(
                        "write `with: {{ {name}: … }}`, {}",
                        example_of(parameter.domain)
                    ));
                self.report(finding);
                None
            }
        }
    }

    fn on_invalid(&mut self, builtin: &Builtin, call: &Call<'_>, ty: &Type) -> Option<Invalid> {
        match call.on_invalid {
            None if builtin.partial => {
                let message = format!("`{}` cannot convert every value", builtin.name);
                let finding = self
                    .fault(rule::PARTIAL_WITHOUT_POLICY, call.using.span, &message)
                    .label("what becomes of the others?")
                    .help("write `on_invalid: fail`, or `on_invalid: { value: <value> }`");
                self.report(finding);
                Some(Invalid::Fail)
            }
            // A conversion that takes every value needs no way out, but one may be written down.
            None | Some(_) if !builtin.partial => None,
            None | Some(OnInvalid::Fail) => Some(Invalid::Fail),
            Some(OnInvalid::Value(value)) => {
                self.fitted(&value.literal, ty, value.span).map(Invalid::Value)
            }
        }
    }
}

fn takes(kind: Kind, ty: &Type) -> bool {
    match kind {
        Kind::Scalar(scalar) => *ty == Type::Scalar(scalar),
        Kind::Number => {
            matches!(ty, Type::Scalar(Scalar::Int | Scalar::Decimal))
        }
        // Compared with the currency of the money that is made.
        Kind::Currency => !ty.is_optional(),
        Kind::Money => false,
    }
}

fn default_of(parameter: &Parameter) -> Option<Argument> {
    argument_of(parameter.domain, parameter.default?)
}

fn argument_of(domain: Domain, text: &str) -> Option<Argument> {
    match domain {
        Domain::Digits => text.parse().ok().filter(|digits| *digits <= 28).map(Argument::Digits),
        Domain::Number => decimal(text).map(Argument::Number),
        Domain::Offset => offset(text).map(|seconds| Argument::Offset(seconds, text.to_owned())),
        Domain::Time => time(text).map(|time| Argument::Time(time, text.to_owned())),
    }
}

fn example_of(domain: Domain) -> &'static str {
    match domain {
        Domain::Digits => "a number of digits from 0 to 28",
        Domain::Number => "a decimal number such as `2.54`",
        Domain::Offset => {
            "`UTC` or an offset such as `+01:00`; names of zones change their meaning"
        }
        Domain::Time => "a time of day such as `12:30`",
    }
}

fn offset(text: &str) -> Option<i32> {
    if text == "UTC" {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes, seconds) = time(rest).filter(|_| rest.len() == 5)?;
    Some(sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60 + i32::from(seconds)))
}

fn time(text: &str) -> Option<(i8, i8, i8)> {
    let parts: Vec<i8> = text
        .split(':')
        .map(|part| part.parse().ok().filter(|_| part.len() == 2 && !part.starts_with(['+', '-'])))
        .collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts.as_slice() {
        [hours, minutes] => (*hours, *minutes, 0),
        [hours, minutes, seconds] => (*hours, *minutes, *seconds),
        _ => return None,
    };
    (hours < 24 && minutes < 60 && seconds < 60).then_some((hours, minutes, seconds))
}
