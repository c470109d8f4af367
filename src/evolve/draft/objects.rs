//! Guesses what moved as a whole: fields into a value object, out of one, or hundredths with their currency into money.

use super::{
    guess::{Guesser, Left},
    step::{Guess, list, word},
};
use crate::{
    evolve::form::{Form, Member, Record},
    source::{Span, Spanned},
    types::{Field, Scalar, Type},
};

impl Guesser<'_> {
    /// Takes out of what is left whatever moved as a whole.
    pub(super) fn moved(&mut self, left: &mut Left<'_>, out: &mut Vec<Guess>) {
        for field in left.fresh() {
            out.extend(self.money(field, left));
            out.extend(self.nested(field, left));
        }
        for (name, was) in left.gone() {
            out.extend(self.flattened(name, was, left));
        }
    }

    /// Fields of a value object that stood beside each other before; what it has besides must need no decision.
    fn nested(&self, field: &Field, left: &mut Left<'_>) -> Vec<Guess> {
        let (Type::Named(_), Some((_, members))) = (&field.ty, self.old.types.record(&field.ty))
        else {
            return Vec::new();
        };
        let shape = Record::of(&self.old.types, members);
        let is_there = |name: &str| {
            let was = left.gone_field(name);
            was.is_some() && was == shape.get(name)
        };
        let (known, new): (Vec<&Field>, Vec<&Field>) =
            members.iter().partition(|member| is_there(&member.name.value));
        let is_free =
            |member: &&Field| member.may_be_left_out() && !self.around.contains(&member.name.value);
        if known.is_empty() || !new.iter().all(is_free) {
            return Vec::new();
        }
        let name = |member: &'_ Field| member.name.value.clone();
        let names: Vec<String> = members.iter().map(name).collect();
        let settled: Vec<&str> = known.iter().map(|member| member.name.value.as_str()).collect();
        let into = field.name.value.as_str();
        left.settle(&settled, &[into]);
        let mut steps: Vec<Guess> = new.into_iter().map(|member| self.added(member)).collect();
        let nest = format!("nest: {{ fields: {}, into: {} }}", list(&names), word(into));
        steps.push(Guess::check(nest));
        steps
    }

    /// A value object whose fields stand beside each other now, with or without its name before theirs.
    fn flattened(&mut self, name: &str, was: &Member, left: &mut Left<'_>) -> Option<Guess> {
        let (record, is_optional) = match &was.form {
            Form::Record(record) => (record, false),
            Form::Optional(inner) => match inner.as_ref() {
                Form::Record(record) => (record, true),
                Form::Scalar(_)
                | Form::Optional(_)
                | Form::List(_)
                | Form::Set(_)
                | Form::Map(_)
                | Form::Words { .. }
                | Form::Again(_) => return None,
            },
            Form::Scalar(_)
            | Form::List(_)
            | Form::Set(_)
            | Form::Map(_)
            | Form::Words { .. }
            | Form::Again(_) => return None,
        };
        let prefixes = [String::new(), format!("{name}_")];
        let (prefix, fields) = prefixes.into_iter().find_map(|prefix| {
            let fields = self.members(record, is_optional, &prefix, left)?;
            Some((prefix, fields))
        })?;
        let new: Vec<String> =
            fields.iter().map(|field| format!("{prefix}{}", field.name.value)).collect();
        left.settle(&[name], &new.iter().map(String::as_str).collect::<Vec<_>>());
        let ty = self.old.exactly(fields, name, &self.place, None);
        let ty = if is_optional { ty.optional() } else { ty };
        let ty = self.old.written(&ty, &self.place);
        let prefix = match prefix.as_str() {
            "" => String::new(),
            prefix => format!(", prefix: {}", word(prefix)),
        };
        Some(Guess::check(format!("flatten: {{ from: {{ {}: {ty} }}{prefix} }}", word(name))))
    }

    /// The fields of a value object with the types that they have outside of it.
    fn members(
        &self,
        record: &Record,
        is_optional: bool,
        prefix: &str,
        left: &Left<'_>,
    ) -> Option<Vec<Field>> {
        let mut fields = Vec::new();
        for (name, member) in record.iter() {
            let outside = format!("{prefix}{name}");
            let new = left.fresh().into_iter().find(|field| field.name.value == outside)?;
            let ty = match (is_optional, member.form.is_optional()) {
                (true, false) if new.ty.is_optional() => new.ty.present().clone(),
                (true, false) => return None,
                (true | false, true) | (false, false) => new.ty.clone(),
            };
            let is_same = Form::of(&self.old.types, &ty) == member.form;
            if !is_same || !self.old.can_be_named(&ty) || new.unit != member.unit {
                return None;
            }
            let name = Spanned::new(name.to_owned(), Span::default());
            let (unit, personal) = (member.unit.clone(), member.personal);
            fields.push(Field { unit, personal, ..Field::plain(name, ty) });
        }
        if fields.is_empty() { None } else { Some(fields) }
    }

    /// Hundredths and their currency that are money now.
    fn money(&mut self, field: &Field, left: &mut Left<'_>) -> Option<Guess> {
        let (_, members) = self.old.types.record(&field.ty)?;
        let is_amount = |member: &&Field| {
            crate::evolve::scalar::peel(&self.old.types, &member.ty).1
                == Type::Scalar(Scalar::Decimal)
        };
        let [one, other] = members else { return None };
        let currency = match (is_amount(&one), is_amount(&other)) {
            (true, false) => other.ty.clone(),
            (false, true) => one.ty.clone(),
            (true, true) | (false, false) => return None,
        };
        let wanted = Form::of(&self.old.types, &currency);
        // The conversion takes no absent currency, and another number is none.
        if !matches!(wanted, Form::Words { .. } | Form::Scalar(Scalar::Text)) {
            return None;
        }
        let gone = left.gone();
        let (cents, _) = gone.iter().find(|(name, was)| {
            was.form == Form::Scalar(Scalar::Int)
                && super::change::is_hundredths(name, was.unit.as_deref())
        })?;
        let (code, _) = gone.iter().find(|(_, was)| was.form == wanted)?;
        if !self.old.can_be_named(&currency) {
            return None;
        }
        let ty = self.old.written(&currency, &self.place);
        let to = field.name.value.as_str();
        left.settle(&[cents, code], &[to]);
        Some(Guess::check(format!(
            "convert: {{ from: {{ {}: Int, {}: {ty} }}, to: {}, using: cents_to_money }}",
            word(cents),
            word(code),
            word(to)
        )))
    }
}
