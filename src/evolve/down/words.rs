//! Undoes the steps about what one field can hold: widen and map.

use super::{
    super::{
        conversion::{Conversion, Invalid, builtin},
        hop::{Back, Input, MapOver, Mapping, Operation, Output, Widening},
        scalar::peel,
        widen::widening,
    },
    Exactness, Found, NoWay, Undo, Undone, given, maybe, taken, widen,
};
use crate::types::{Literal, Meaning, Scalar, Type, TypeId};

impl Undo<'_> {
    /// The newer field as the older one, which can hold less.
    pub(super) fn narrow(&self, newer: &Output, older: &Input, back: Option<&Back>) -> Found {
        if let Some(how) = widening(self.types, &newer.ty, &older.ty) {
            return Ok(Undone::exact(widen(newer, older, how)));
        }
        if !newer.ty.is_optional() || older.ty.is_optional() {
            return self.narrow_present(newer, older, back);
        }
        let Some(Back::Value(value)) = back else {
            return Err(vec![self.unsaid(newer, older, "may be absent, which")]);
        };
        // First as far as it is there, then what stands where it is not.
        let between = maybe(older);
        let mut undone = match widening(self.types, &newer.ty, &between.ty) {
            Some(Widening::Same) if newer.field == older.field => {
                Undone::new(Exactness::Fill, Vec::new())
            }
            Some(how) => Undone::exact(widen(newer, &between, how)),
            None => self.narrow_present(newer, &between, back)?,
        };
        undone.operations.push(filled(&between, older, value));
        Ok(undone.at_best(Exactness::Fill))
    }

    /// As [`narrow`](Self::narrow), where absent stays absent if it can be.
    fn narrow_present(&self, newer: &Output, older: &Input, back: Option<&Back>) -> Found {
        let (new, old) = (newer.ty.present(), older.ty.present());
        if let Some((old, _)) = self.types.enumeration(old) {
            let over = match new {
                Type::Scalar(Scalar::Text) => Some(MapOver::Text),
                _ => self.types.enumeration(new).map(|(new, _)| MapOver::Words(new)),
            };
            if let Some(over) = over {
                return self.narrow_words(newer, older, (over, old), back);
            }
        }
        let inside = (peel(self.types, new).1, peel(self.types, old).1);
        let name = match inside {
            (Type::Scalar(Scalar::Decimal), Type::Scalar(Scalar::Int)) => "decimal_to_int",
            (Type::Scalar(Scalar::Text), Type::Scalar(Scalar::Uuid)) => "text_to_uuid",
            _ => {
                let why =
                    format!("what `{}` holds now cannot be told in its old type", newer.field);
                let help = "drop the old field with a `back` and add the new one instead";
                return Err(vec![self.no_way(&older.field, why, help)]);
            }
        };
        let value = match back {
            Some(Back::Value(value)) => Some(value),
            Some(Back::Words(_)) | None => None,
        };
        Ok(self.converted(name, (newer, older), Vec::new(), value))
    }

    /// A built-in conversion of the newer field into the older one. Without a value in place of what
    /// it cannot take, it fails for that.
    pub(super) fn converted(
        &self,
        name: &'static str,
        (newer, older): (&Output, &Input),
        arguments: Vec<super::super::Argument>,
        back: Option<&Literal>,
    ) -> Undone {
        let around = |ty: &Type| peel(self.types, ty.present()).0;
        let Some(builtin) = builtin(name) else {
            return Undone::new(Exactness::Exact, Vec::new());
        };
        let (from, mut to) = (taken(newer), given(older));
        to.wrap = around(&to.ty);
        to.wrap.reverse();
        let from = Input { unwrap: around(&from.ty), ..from };
        let lifted = from.ty.is_optional() && to.ty.is_optional();
        let on_invalid = match back {
            _ if !builtin.partial => None,
            Some(value) => Some(Invalid::Value(value.clone())),
            None => Some(Invalid::Fail),
        };
        let exactness = match &on_invalid {
            None => Exactness::Exact,
            Some(Invalid::Value(_)) => Exactness::Fill,
            Some(Invalid::Fail) => Exactness::Part,
        };
        let mut undone = Undone::new(exactness, Vec::new());
        if exactness == Exactness::Part {
            let why = format!("`{name}` cannot convert every value of `{}` back", newer.field);
            let help = "say the value for those: `back: <value>`";
            undone.partial.push(self.no_way(&older.field, why, help));
        }
        let some = to.ty.is_optional() && !lifted;
        let from = vec![from];
        undone.operations.push(Operation::Convert(Conversion {
            builtin,
            from,
            to,
            arguments,
            money: None,
            lifted,
            some,
            on_invalid,
            back: None,
        }));
        undone
    }

    fn narrow_words(
        &self,
        newer: &Output,
        older: &Input,
        (over, old): (MapOver, TypeId),
        back: Option<&Back>,
    ) -> Found {
        let old_words = self.words(old);
        let instead = |word: &str| match back {
            Some(Back::Words(pairs)) => {
                pairs.iter().find(|(new, _)| new == word).map(|(_, old)| old.clone())
            }
            Some(Back::Value(value)) => self.word(value),
            None => None,
        };
        let (new_words, any) = match over {
            MapOver::Words(new) => (self.words(new), self.is_open(new)),
            MapOver::Text | MapOver::Bool => (old_words.clone(), true),
        };
        let mut cases = Vec::new();
        for word in &new_words {
            let answer = if old_words.contains(word) { Some(word.clone()) } else { instead(word) };
            let Some(answer) = answer else {
                return Err(vec![self.no_word(newer, older, word)]);
            };
            cases.push((word.clone(), answer));
        }
        let otherwise = match back {
            Some(Back::Value(value)) if any => self.word(value),
            Some(Back::Value(_) | Back::Words(_)) | None => None,
        };
        if any && otherwise.is_none() {
            return Err(vec![self.unsaid(newer, older, "may hold any word, which")]);
        }
        let gives = MapOver::Words(old);
        let map = mapping((newer, over), (older, gives), cases, otherwise);
        Ok(Undone::new(Exactness::Fill, vec![Operation::Map(map)]))
    }

    pub(super) fn map(&self, mapped: &Mapping) -> Found {
        let MapOver::Words(words) = mapped.gives else {
            return Err(vec![self.unsaid(&mapped.to, &mapped.from, "is no word, which")]);
        };
        if mapped.some {
            return Err(vec![self.absent(&mapped.from.field, &mapped.to.field)]);
        }
        let keeps_unknown = match mapped.over {
            MapOver::Words(old) => self.is_open(old) && mapped.otherwise.is_none(),
            MapOver::Text | MapOver::Bool => false,
        };
        if self.is_open(words) && !keeps_unknown {
            return Err(vec![self.unsaid(&mapped.to, &mapped.from, "may hold any word, which")]);
        }
        let mut exactness = Exactness::Exact;
        let mut cases = Vec::new();
        for word in self.words(words) {
            let said = mapped.back.iter().find(|(new, _)| *new == word).map(|(_, old)| old);
            let mut became =
                mapped.cases.iter().filter(|(_, new)| *new == word).map(|(old, _)| old);
            let (one, more) = (became.next(), became.next());
            let is_rest = mapped.otherwise.as_ref() == Some(&word) && mapped.over == MapOver::Text;
            let answer = match (said, one, more) {
                (Some(old), ..) => {
                    exactness = Exactness::Fill;
                    old
                }
                (None, Some(old), None) if !is_rest => old,
                (None, _, _) => return Err(vec![self.no_word(&mapped.to, &mapped.from, &word)]),
            };
            cases.push((word, answer.clone()));
        }
        let old = (&mapped.from, mapped.over);
        let map = mapping((&mapped.to, mapped.gives), old, cases, None);
        Ok(Undone::new(exactness, vec![Operation::Map(map)]))
    }

    fn words(&self, id: TypeId) -> Vec<String> {
        let found = self.types.enumeration(&Type::Named(id));
        let words = found.map(|(_, words)| words.values.as_slice()).unwrap_or_default();
        words.iter().map(|word| word.name.value.clone()).collect()
    }

    fn is_open(&self, id: TypeId) -> bool {
        self.types.enumeration(&Type::Named(id)).is_some_and(|(_, words)| words.open)
    }

    /// The word that a value is.
    fn word(&self, value: &Literal) -> Option<String> {
        let Literal::Enum(id, word) = value else { return None };
        match (word, &self.types[*id].meaning) {
            (Ok(place), Meaning::Enumeration(words)) => {
                words.values.get(*place).map(|word| word.name.value.clone())
            }
            (Ok(_), Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Record(_)) => None,
            (Err(word), _) => Some(word.clone()),
        }
    }

    fn no_word(&self, newer: &Output, older: &Input, word: &str) -> NoWay {
        let why = format!("`{word}` of `{}` has no old word, or more than one", newer.field);
        let help = format!("say the old word: `back: {{ {word}: <old word> }}`");
        self.no_way(&older.field, why, help)
    }

    pub(super) fn unsaid(&self, newer: &Output, older: &Input, what: &str) -> NoWay {
        let why = format!("`{}` {what} has no old value", newer.field);
        self.no_way(
            &older.field,
            why,
            "say the value for readers of the older version: `back: <value>`",
        )
    }
}

/// What stands where the value is absent, in the older type that cannot be.
pub(super) fn filled(between: &Input, older: &Input, value: &Literal) -> Operation {
    Operation::Fill { from: between.clone(), to: given(older), value: value.clone() }
}

/// Words of the newer field as those of the older one.
fn mapping(
    (newer, over): (&Output, MapOver),
    (older, gives): (&Input, MapOver),
    cases: Vec<(String, String)>,
    otherwise: Option<String>,
) -> Mapping {
    let lifted = newer.ty.is_optional();
    Mapping {
        from: taken(newer),
        to: given(older),
        over,
        gives,
        lifted,
        some: !lifted && older.ty.is_optional(),
        cases,
        otherwise,
        back: Vec::new(),
    }
}
