//! One form for the same values: a value object that contains itself is written out once, however often the declarations
//! spell it out on the way.

use std::ptr;

use super::{Form, Member, Record};

/// The form in which no value object stands again inside of itself.
pub(super) fn folded(form: &Form) -> Form {
    fold(form, &mut Vec::new())
}

fn fold<'f>(form: &'f Form, outer: &mut Vec<&'f Record>) -> Form {
    match form {
        Form::Optional(inner) => Form::Optional(Box::new(fold(inner, outer))),
        Form::List(inner) => Form::List(Box::new(fold(inner, outer))),
        Form::Set(inner) => Form::Set(Box::new(fold(inner, outer))),
        Form::Map(inner) => Form::Map(Box::new(fold(inner, outer))),
        Form::Record(record) => {
            let is_same = |place: usize| {
                Same::default().records((record, outer), (outer[place], &outer[..place]))
            };
            if let Some(place) = (0..outer.len()).find(|place| is_same(*place)) {
                return Form::Again(outer.len() - place);
            }
            outer.push(record);
            let member = |(name, member): (&String, &'f Member)| {
                (name.clone(), Member { form: fold(&member.form, outer), ..member.clone() })
            };
            let record = Record(record.0.iter().map(member).collect());
            outer.pop();
            Form::Record(record)
        }
        Form::Scalar(_) | Form::Words { .. } | Form::Again(_) => form.clone(),
    }
}

/// A value object with those around it, outermost first.
type Inside<'f, 'o> = (&'f Record, &'o [&'f Record]);

/// Compares value objects that may contain themselves: what is being compared further out already is taken for the same.
#[derive(Default)]
struct Same {
    assumed: Vec<(*const Record, *const Record)>,
}

impl Same {
    fn records(&mut self, one: Inside<'_, '_>, other: Inside<'_, '_>) -> bool {
        let pair = (ptr::from_ref(one.0), ptr::from_ref(other.0));
        if pair.0 == pair.1 || self.assumed.contains(&pair) {
            return true;
        }
        self.assumed.push(pair);
        let (inside_one, inside_other) = (inside(one), inside(other));
        one.0.0.len() == other.0.0.len()
            && one.0.iter().zip(other.0.iter()).all(|((name, member), (known, was))| {
                (name, &member.unit, member.personal) == (known, &was.unit, was.personal)
                    && self.forms((&member.form, &inside_one), (&was.form, &inside_other))
            })
    }

    fn forms(&mut self, one: (&Form, &[&Record]), other: (&Form, &[&Record])) -> bool {
        match (record_of(one), record_of(other)) {
            (Some(one), Some(other)) => self.records(one, other),
            (Some(_), None) | (None, Some(_)) => false,
            (None, None) => match (one.0, other.0) {
                (Form::Optional(inner), Form::Optional(was))
                | (Form::List(inner), Form::List(was))
                | (Form::Set(inner), Form::Set(was))
                | (Form::Map(inner), Form::Map(was)) => self.forms((inner, one.1), (was, other.1)),
                (one, other) => one == other,
            },
        }
    }
}

fn inside<'f>((record, outer): Inside<'f, '_>) -> Vec<&'f Record> {
    [outer, &[record]].concat()
}

/// The value object that a form is or stands for.
fn record_of<'f, 'o>((form, outer): (&'f Form, &'o [&'f Record])) -> Option<Inside<'f, 'o>> {
    match form {
        Form::Record(record) => Some((record, outer)),
        Form::Again(levels) => {
            let place = outer.len().checked_sub(*levels)?;
            Some((outer.get(place)?, &outer[..place]))
        }
        Form::Scalar(_)
        | Form::Optional(_)
        | Form::List(_)
        | Form::Set(_)
        | Form::Map(_)
        | Form::Words { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_contains_itself_is_written_out_once() {
        for (spelt, expected) in [
            ("{a: list<^1>}", "{a: list<^1>}"),
            ("{a: list<{a: list<^1>}>}", "{a: list<^1>}"),
            ("{a: list<{a: list<^2>}>}", "{a: list<^1>}"),
            ("{a: list<{a: list<{a: list<^2>}>}>}", "{a: list<^1>}"),
            ("{a: {b: ^2?}?}", "{a: {b: ^2?}?}"),
            ("{a: {b: {a: ^2?}?}?}", "{a: {b: ^2?}?}"),
            ("{a: list<{a: list<^1>, b: Int}>}", "{a: list<{a: list<^1>, b: Int}>}"),
            ("{a: list<{a: list<^1> (unit g)}>}", "{a: list<{a: list<^1> (unit g)}>}"),
            ("{a: {b: Int}, c: {b: Int}}", "{a: {b: Int}, c: {b: Int}}"),
        ] {
            let form: Form = spelt.parse().expect(spelt);
            assert_eq!(folded(&form).to_string(), expected, "{spelt}");
        }
    }
}
