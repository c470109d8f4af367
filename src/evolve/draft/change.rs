//! Guesses the steps for one field: how its old values become values of its type today.

use super::{
    guess::{Guesser, protection},
    step::{Guess, Step, about, list, value, word},
};
use crate::{
    evolve::{
        BUILTINS, Builtin, Kind,
        form::{Form, Member, Record},
        scalar::peel,
        widen::widening,
    },
    source::{Span, Spanned},
    types::{Field, Literal, Scalar, Type},
};

impl Guesser<'_> {
    /// The steps that make the field `is` of what was stored under `from`, a rename included; nothing when only a
    /// function written by hand could.
    pub(super) fn way(&mut self, from: &str, was: &Member, is: &Field) -> Option<Vec<Guess>> {
        let to = &is.name.value;
        if is_hundredths(from, was.unit.as_deref()) && !is_hundredths(to, is.unit.as_deref()) {
            let way = self.converted(from, &was.form, to, &is.ty, "cents_to_decimal");
            if way.is_some() {
                return way;
            }
        }
        if was.unit != is.unit || was.personal != protection(is) {
            return None;
        }
        self.way_between(from, &was.form, is, &is.ty)
    }

    fn way_between(&mut self, from: &str, was: &Form, is: &Field, ty: &Type) -> Option<Vec<Guess>> {
        let to = &is.name.value;
        if Form::of(&self.old.types, ty) == *was {
            return Some(self.rename(from, to).into_iter().collect());
        }
        let old = self.old.of(was, Some(ty), to, &self.place);
        if widening(&self.old.types, &old, ty).is_some() {
            let mut steps: Vec<Guess> = self.rename(from, to).into_iter().collect();
            let old = self.kept(was, ty, to);
            steps.push(Guess::sure(about("widen", to, &old)));
            return Some(steps);
        }
        if let Some(step) = self.wrapped(from, was, to, ty) {
            return Some(vec![step]);
        }
        if was.is_optional() && !ty.is_optional() {
            let mut steps = self.way_between(from, was, is, &ty.clone().optional())?;
            steps.push(self.filled(is));
            return Some(steps);
        }
        self.mapped(from, was, to, ty)
            .or_else(|| self.converted_by_type(from, was, to, ty))
            .or_else(|| self.each(from, was, to, ty))
            .or_else(|| self.opened(from, was, to, ty))
    }

    /// The old type in a step that keeps the field in its place: closed words are listed, and are optional where the
    /// newer type is.
    fn kept(&mut self, was: &Form, ty: &Type, name: &str) -> String {
        let words = match was {
            Form::Optional(inner) if ty.is_optional() => inner,
            present if !ty.is_optional() => present,
            other => return self.named(other, ty, name),
        };
        match words {
            Form::Words { open: false, words } if !self.exact => list(words),
            Form::Words { .. }
            | Form::Scalar(_)
            | Form::Optional(_)
            | Form::List(_)
            | Form::Set(_)
            | Form::Map(_)
            | Form::Record(_)
            | Form::Again(_) => self.named(was, ty, name),
        }
    }

    fn named(&mut self, was: &Form, ty: &Type, name: &str) -> String {
        let old = self.old.of(was, Some(ty), name, &self.place);
        self.old.written(&old, &self.place)
    }

    fn filled(&self, is: &Field) -> Guess {
        let name = &is.name.value;
        match &is.default {
            Some(default) => {
                Guess::check(about("fill", name, &value(&self.old.types, &default.literal)))
            }
            None => Guess::decide(
                about("fill", name, &value(&self.old.types, &Literal::None)),
                "the value where none was stored",
            ),
        }
    }

    fn wrapped(&mut self, from: &str, was: &Form, to: &str, ty: &Type) -> Option<Guess> {
        let (Type::List(element) | Type::Set(element)) = ty else { return None };
        let present = match was {
            Form::Optional(inner) => inner,
            other => other,
        };
        if Form::of(&self.old.types, element) != *present || !self.old.can_be_named(element) {
            return None;
        }
        let old = if was.is_optional() {
            element.as_ref().clone().optional()
        } else {
            (**element).clone()
        };
        let old = self.old.written(&old, &self.place);
        Some(Guess::check(format!(
            "wrap: {{ from: {{ {}: {old} }}, to: {} }}",
            word(from),
            word(to)
        )))
    }

    fn mapped(&mut self, from: &str, was: &Form, to: &str, ty: &Type) -> Option<Vec<Guess>> {
        let (_, words) = self.old.types.enumeration(ty)?;
        let new: Vec<String> = words.values.iter().map(|word| word.name.value.clone()).collect();
        let present = match was {
            Form::Optional(inner) => inner,
            other => other,
        };
        let guessed = super::words::guess(present, &new, words.open)?;
        let mut steps: Vec<Guess> = self.rename(from, to).into_iter().collect();
        let old = self.kept(was, ty, to);
        let values = match guessed.values.as_slice() {
            [] => String::new(),
            values => format!(", values: {}", super::step::pairs(values)),
        };
        let line = about("map", to, &format!("{{ was: {old}{values} }}"));
        steps.push(match guessed.open {
            None => Guess::check(line),
            Some(what) => Guess::decide(line, &what),
        });
        Some(steps)
    }

    /// The one conversion that fits both types, if exactly one does.
    fn converted_by_type(
        &mut self,
        from: &str,
        was: &Form,
        to: &str,
        ty: &Type,
    ) -> Option<Vec<Guess>> {
        let (takes, gives) = (scalar_of(was)?, peel(&self.old.types, ty.present()).1);
        let fits = |builtin: &&Builtin| {
            builtin.takes == [Kind::Scalar(takes)]
                && matches!(builtin.gives, Kind::Scalar(scalar) if Type::Scalar(scalar) == gives)
                && builtin.parameters.iter().all(|parameter| parameter.default.is_some())
        };
        let mut fitting = BUILTINS.iter().filter(fits);
        let (Some(only), None) = (fitting.next(), fitting.next()) else { return None };
        // Another number of the same amount: only a name can say that hundredths are meant.
        if only.name == "decimal_to_cents" && !is_hundredths(to, None) {
            return None;
        }
        self.converted(from, was, to, ty, only.name)
    }

    fn converted(
        &mut self,
        from: &str,
        was: &Form,
        to: &str,
        ty: &Type,
        using: &str,
    ) -> Option<Vec<Guess>> {
        let builtin = crate::evolve::builtin(using)?;
        let inside = peel(&self.old.types, ty.present()).1;
        let is_given =
            matches!(builtin.gives, Kind::Scalar(scalar) if Type::Scalar(scalar) == inside);
        if builtin.takes != [Kind::Scalar(scalar_of(was)?)] || !is_given {
            return None;
        }
        if was.is_optional() && !ty.is_optional() {
            return None;
        }
        let old = self.stated(was, Some(ty), to);
        let policy = if builtin.partial { ", on_invalid: fail" } else { "" };
        let (from, to) = (word(from), word(to));
        Some(vec![Guess::check(format!(
            "convert: {{ from: {{ {from}: {old} }}, to: {to}, using: {using}{policy} }}"
        ))])
    }

    /// Steps on the elements of a collection of value objects.
    fn each(&mut self, from: &str, was: &Form, to: &str, ty: &Type) -> Option<Vec<Guess>> {
        let (was, element) = elements(was, ty)?;
        let (was, members) = self.records(was, element)?;
        let mut steps: Vec<Guess> = self.rename(from, to).into_iter().collect();
        let (inner, _) = self.inside(to, false, was, &members);
        let step = Step::Each { list: to.to_owned(), steps: inner };
        steps.push(Guess { step, remark: None });
        Some(steps)
    }

    /// A value object that is taken apart, changed, and put together again.
    fn opened(&mut self, from: &str, was: &Form, to: &str, ty: &Type) -> Option<Vec<Guess>> {
        let (was, members) = self.records(was, ty)?;
        let names =
            |record: &Record| record.iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
        let mut inner = names(was);
        inner.extend(members.iter().map(|member| member.name.value.clone()));
        if members.is_empty() || inner.iter().any(|name| self.around.contains(name)) {
            return None;
        }
        let (steps, renamed) = self.inside(to, true, was, &members);
        let mut fields = Vec::new();
        for (name, member) in was.iter() {
            let now = renamed.iter().find(|(old, _)| old == name).map_or(name, |(_, new)| new);
            let today = members.iter().find(|field| field.name.value == now);
            let ty = self.old.of(&member.form, today.map(|field| &field.ty), name, &self.place);
            let name = Spanned::new(name.to_owned(), Span::default());
            let (unit, personal) = (member.unit.clone(), member.personal);
            fields.push(Field { unit, personal, ..Field::plain(name, ty) });
        }
        let edited = ty.named().filter(|_| self.old.can_be_named(ty));
        let old = self.old.exactly(fields, to, &self.place, edited);
        let old = self.old.written(&old, &self.place);
        let into: Vec<&str> = members.iter().map(|member| member.name.value.as_str()).collect();
        let apart = format!("flatten: {{ from: {{ {}: {old} }} }}", word(from));
        let together = format!("nest: {{ fields: {}, into: {} }}", list(into), word(to));
        let mut all = vec![Guess::sure(apart)];
        all.extend(steps);
        all.push(Guess::sure(together));
        Some(all)
    }

    /// Both sides as value objects whose fields can be compared one by one.
    fn records<'f>(&self, was: &'f Form, ty: &Type) -> Option<(&'f Record, Vec<Field>)> {
        let (Form::Record(record), Type::Named(id)) = (was, ty) else { return None };
        let (_, members) = self.old.types.record(&Type::Named(*id))?;
        let repeats = |form: &Form| form.to_string().contains('^');
        if self.exact || repeats(was) || repeats(&Form::of(&self.old.types, ty)) {
            return None;
        }
        Some((record, members.to_vec()))
    }

    /// The steps inside of a value object, and what they rename.
    fn inside(
        &mut self,
        name: &str,
        exact: bool,
        was: &Record,
        members: &[Field],
    ) -> (Vec<Guess>, Vec<(String, String)>) {
        let outer = std::mem::replace(&mut self.exact, exact);
        let renamed = std::mem::take(&mut self.renamed);
        self.path.push(name.to_owned());
        let steps = self.steps(was, members);
        self.path.pop();
        self.exact = outer;
        (steps, std::mem::replace(&mut self.renamed, renamed))
    }
}

/// What the elements of a collection were and are, when it is the same kind of collection.
fn elements<'f>(was: &'f Form, ty: &'f Type) -> Option<(&'f Form, &'f Type)> {
    match (was, ty) {
        (Form::Optional(was), Type::Optional(ty)) => elements(was, ty),
        (Form::List(was), Type::List(ty))
        | (Form::Set(was), Type::Set(ty))
        | (Form::Map(was), Type::Map(ty)) => Some((was, ty)),
        (
            Form::Scalar(_)
            | Form::Optional(_)
            | Form::List(_)
            | Form::Set(_)
            | Form::Map(_)
            | Form::Words { .. }
            | Form::Record(_)
            | Form::Again(_),
            _,
        ) => None,
    }
}

fn scalar_of(form: &Form) -> Option<Scalar> {
    match form {
        Form::Scalar(scalar) => Some(*scalar),
        Form::Optional(inner) => scalar_of(inner),
        Form::List(_)
        | Form::Set(_)
        | Form::Map(_)
        | Form::Words { .. }
        | Form::Record(_)
        | Form::Again(_) => None,
    }
}

/// Whether a name or a unit says that a number counts hundredths.
pub(super) fn is_hundredths(name: &str, unit: Option<&str>) -> bool {
    let is_cent = |word: &str| matches!(word, "cent" | "cents");
    name.split('_').any(is_cent) || unit.is_some_and(is_cent)
}
