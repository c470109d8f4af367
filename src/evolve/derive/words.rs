//! Undoes the steps about what one field can hold: widen and map.

use super::{
    super::{
        hop::{Back, MapOver, Mapping, Operation},
        widen::widening,
    },
    Stuck, Undone, Walk, input, listed, output,
};
use crate::{
    diagnostic::{did_you_mean, rule},
    model::OldType,
    source::{Span, Spanned},
    types::{Field, Literal, Place, Scalar, Type, TypeId, Value},
};

/// Pairs of words, old and new or new and old.
type Pairs = [(Spanned<String>, Spanned<String>)];

/// The words of a `map` step.
pub(super) struct Words<'s> {
    pub(super) values: &'s Pairs,
    pub(super) otherwise: Option<&'s Spanned<String>>,
    pub(super) back: &'s Pairs,
}

impl Walk<'_> {
    pub(super) fn undo_widen(
        &mut self,
        field: &Spanned<String>,
        was: &OldType,
        back: Option<&Value>,
    ) -> Undone<Operation> {
        let (place, newer) = self.take(field)?;
        let ty = self.old_values(was, &newer);
        let way = if ty == newer.ty { None } else { widening(self.types, &ty, &newer.ty) };
        let Some(how) = way else {
            return Err(self.not_a_widening(field, was, &ty, &newer));
        };
        let back = back.and_then(|back| self.back(back, &ty, &newer.ty));
        // Every old value is still valid, and so is what it is measured in.
        let older = Field { unit: newer.unit.clone(), ..older(&newer, ty) };
        let operation = Operation::Widen { from: input(&older), to: output(&newer), how, back };
        self.shape.put(place, older);
        Ok(operation)
    }

    /// What an old reader gets: one value for all, or an old word for each new one.
    fn back(&mut self, back: &Value, old: &Type, new: &Type) -> Option<Back> {
        let old_words = self.words_of(old);
        let Literal::Map(entries) = &back.literal else {
            return self.fitted(&back.literal, old, back.span).map(Back::Value);
        };
        if old_words.is_empty() {
            return self.fitted(&back.literal, old, back.span).map(Back::Value);
        }
        let new_words = self.words_of(new);
        let mut pairs = Vec::new();
        for (word, answer) in entries {
            let Literal::Text(answer) = answer else {
                self.fitted(answer, old, back.span);
                continue;
            };
            let appeared = new_words.contains(word) && !old_words.contains(word);
            if appeared && old_words.contains(answer) {
                pairs.push((word.clone(), answer.clone()));
            } else {
                self.no_back_word(word, answer, back.span, &old_words);
            }
        }
        Some(Back::Words(pairs))
    }

    fn no_back_word(&mut self, word: &str, answer: &str, at: Span, old: &[String]) {
        let message = format!("no new word `{word}` is read as an old word `{answer}`");
        let finding = self
            .fault(rule::VALUE_OF_WRONG_TYPE, at, &message)
            .help(format!("write a new word on the left, and on the right one of {}", listed(old)));
        self.report(finding);
    }

    fn not_a_widening(
        &mut self,
        field: &Spanned<String>,
        was: &OldType,
        old: &Type,
        newer: &Field,
    ) -> Stuck {
        let now = self.written(&newer.ty);
        let mut at = field.span;
        let message = match was {
            OldType::Words(words) => {
                let known = self.words_of(&newer.ty);
                let lost: Vec<&Spanned<String>> =
                    words.iter().filter(|word| !known.contains(&word.value)).collect();
                at = lost.first().map_or(at, |word| word.span);
                let names: Vec<&str> = lost.iter().map(|word| word.value.as_str()).collect();
                format!("{} cannot be read as `{now}`", listed(&names))
            }
            OldType::Type(_) if *old == newer.ty => {
                format!("`{}` was `{now}` before too", field.value)
            }
            OldType::Type(_) => {
                format!("not every `{}` is a value of `{now}`", self.written(old))
            }
        };
        let finding = self
            .fault(rule::NOT_A_WIDENING, at, &message)
            .related(newer.ty_span, format!("`{now}` here"))
            .help("say with `map` or `convert` what becomes of the values that do not fit");
        self.report(finding)
    }

    pub(super) fn undo_map(
        &mut self,
        field: &Spanned<String>,
        was: &OldType,
        to: Option<&OldType>,
        words: &Words<'_>,
    ) -> Undone<Operation> {
        let (place, newer) = self.take(field)?;
        let Some((target, _)) = self.types.enumeration(&newer.ty) else {
            return Err(self.no_words(field, &newer));
        };
        self.check_target(to, &newer)?;
        let ty = self.old_values(was, &newer);
        let over = self.looked_at(field, &ty, &newer)?;
        self.check_words(words.values.iter().map(|(_, new)| new), &newer.ty);
        self.check_words(words.otherwise, &newer.ty);
        let cases = self.cases(field, over, &newer, words);
        let older = older(&newer, ty);
        let mapping = Mapping {
            from: input(&older),
            to: output(&newer),
            over,
            gives: MapOver::Words(target),
            lifted: older.ty.is_optional(),
            some: newer.ty.is_optional() && !older.ty.is_optional(),
            cases,
            otherwise: words.otherwise.map(|word| word.value.clone()),
            back: pairs(words.back),
        };
        self.shape.put(place, older);
        Ok(Operation::Map(mapping))
    }

    /// The old type of a field that keeps its place; old words are optional where the field is.
    fn old_values(&mut self, was: &OldType, newer: &Field) -> Type {
        match was {
            OldType::Type(ty) => ty.clone(),
            OldType::Words(words) => {
                let name = self
                    .types
                    .enumeration(&newer.ty)
                    .map(|(id, _)| self.types[id].name.value.clone());
                let id = match name {
                    Some(name) => self.old_words(&name, words),
                    None => match self.old_type(was, &newer.name.value) {
                        Type::Named(id) => id,
                        plain => return plain,
                    },
                };
                let ty = Type::Named(id);
                if newer.ty.is_optional() { ty.optional() } else { ty }
            }
        }
    }

    fn no_words(&mut self, field: &Spanned<String>, newer: &Field) -> Stuck {
        let now = self.written(&newer.ty);
        let message =
            format!("`{}` is `{now}`, and `map` gives words of an enumeration", field.value);
        let finding = self
            .fault(rule::CONVERSION_MISMATCH, field.span, &message)
            .related(newer.ty_span, format!("`{now}` here"))
            .help("use `convert`, or `custom` for a function of your own");
        self.report(finding)
    }

    /// `to` repeats the words after the step; it has to be right.
    fn check_target(&mut self, to: Option<&OldType>, newer: &Field) -> Undone<()> {
        let now = self.words_of(&newer.ty);
        let (said, at) = match to {
            None => return Ok(()),
            Some(OldType::Type(ty)) if *ty == newer.ty => return Ok(()),
            Some(OldType::Type(ty)) => (self.words_of(ty), newer.name.span),
            Some(OldType::Words(words)) => (
                words.iter().map(|word| word.value.clone()).collect(),
                words.first().map_or(newer.name.span, |word| word.span),
            ),
        };
        let (mut left, mut right) = (said.clone(), now.clone());
        left.sort_unstable();
        right.sort_unstable();
        if left == right {
            return Ok(());
        }
        let message = format!("the words are said to become {}", listed(&said));
        let finding = self
            .fault(rule::UNEXPLAINED_DIFFERENCE, at, &message)
            .related(newer.ty_span, "the type after this step")
            .help(format!("after this step they are {}", listed(&now)));
        Err(self.report(finding))
    }

    fn looked_at(&mut self, field: &Spanned<String>, ty: &Type, newer: &Field) -> Undone<MapOver> {
        let over = match ty.present() {
            Type::Scalar(Scalar::Text) => Some(MapOver::Text),
            Type::Scalar(Scalar::Bool) => Some(MapOver::Bool),
            present => self.types.enumeration(present).map(|(id, _)| MapOver::Words(id)),
        };
        let was = self.written(ty);
        let (message, help) = match over {
            Some(_) if ty.is_optional() && !newer.ty.is_optional() => (
                format!("an absent `{}` is mapped to nothing", field.value),
                "add a `fill` step after this one, and say the old type without `?`",
            ),
            Some(over) => return Ok(over),
            None => (
                format!("`map` takes words, text or truth values, not `{was}`"),
                "use `convert`, or `custom` for a function of your own",
            ),
        };
        let finding = self.fault(rule::MAP_NOT_TOTAL, field.span, &message).help(help);
        Err(self.report(finding))
    }

    fn check_words<'s>(&mut self, words: impl IntoIterator<Item = &'s Spanned<String>>, ty: &Type) {
        let known = self.words_of(ty);
        if self.types.enumeration(ty).is_some_and(|(_, words)| words.open) {
            return;
        }
        for word in words {
            if known.contains(&word.value) {
                continue;
            }
            let message = format!("`{}` is no word of `{}`", word.value, self.written(ty));
            let near = did_you_mean(&word.value, known.iter().map(String::as_str));
            let finding = self
                .fault(rule::VALUE_OF_WRONG_TYPE, word.span, &message)
                .help(near.unwrap_or_else(|| format!("write one of {}", listed(&known))));
            self.report(finding);
        }
    }

    /// The answer for every old value; reports those without one.
    fn cases(
        &mut self,
        field: &Spanned<String>,
        over: MapOver,
        newer: &Field,
        words: &Words<'_>,
    ) -> Vec<(String, String)> {
        let old = match over {
            MapOver::Text => {
                if words.otherwise.is_none() {
                    self.not_total(
                        field.span,
                        "text has no end of values, and `otherwise` is missing",
                    );
                }
                return pairs(words.values);
            }
            MapOver::Bool => vec!["true".to_owned(), "false".to_owned()],
            MapOver::Words(id) => self.words_of(&Type::Named(id)),
        };
        self.check_old_words(words, &old, over);
        let new = self.words_of(&newer.ty);
        let mut cases = Vec::new();
        let mut lost = Vec::new();
        for word in old {
            let written = words.values.iter().find(|(from, _)| from.value == word);
            let same = (over != MapOver::Bool && new.contains(&word)).then(|| word.clone());
            let answer = written
                .map(|(_, to)| to.value.clone())
                .or(same)
                .or_else(|| words.otherwise.map(|word| word.value.clone()));
            match answer {
                Some(answer) => cases.push((word, answer)),
                None => lost.push(word),
            }
        }
        self.check_open(field, over, newer, words);
        if !lost.is_empty() {
            let at = self.place_of(&lost, over).unwrap_or(field.span);
            self.not_total(at, &format!("{} is mapped to nothing", listed(&lost)));
        }
        cases
    }

    /// Where the first of some old words stands, when the step itself lists them.
    fn place_of(&self, words: &[String], over: MapOver) -> Option<Span> {
        let MapOver::Words(id) = over else { return None };
        let definition = &self.types[id];
        let Place::Version { .. } = definition.place else { return None };
        let (_, listed) = self.types.enumeration(&Type::Named(id))?;
        let first = words.first()?;
        let value = listed.values.iter().find(|value| value.name.value == *first)?;
        (!value.name.span.is_empty()).then_some(value.name.span)
    }

    /// A word before the arrow that was never stored is a slip.
    fn check_old_words(&mut self, words: &Words<'_>, old: &[String], over: MapOver) {
        let open = match over {
            MapOver::Words(id) => {
                self.types.enumeration(&Type::Named(id)).is_some_and(|(_, words)| words.open)
            }
            MapOver::Text | MapOver::Bool => false,
        };
        for (from, _) in words.values.iter().filter(|(from, _)| !open && !old.contains(&from.value))
        {
            let message = format!("`{}` was no word before this step", from.value);
            let near = did_you_mean(&from.value, old.iter().map(String::as_str));
            let finding = self
                .fault(rule::VALUE_OF_WRONG_TYPE, from.span, &message)
                .help(near.unwrap_or_else(|| format!("the words were {}", listed(old))));
            self.report(finding);
        }
    }

    /// An open enumeration was stored with words that nobody knows.
    fn check_open(
        &mut self,
        field: &Spanned<String>,
        over: MapOver,
        newer: &Field,
        words: &Words<'_>,
    ) {
        let is_open = |ty: &Type| self.types.enumeration(ty).is_some_and(|(_, words)| words.open);
        let MapOver::Words(id) = over else { return };
        if is_open(&Type::Named(id)) && !is_open(&newer.ty) && words.otherwise.is_none() {
            self.not_total(field.span, "the old words were open, and `otherwise` is missing");
        }
    }

    fn not_total(&mut self, at: Span, message: &str) {
        let finding = self
            .fault(rule::MAP_NOT_TOTAL, at, message)
            .label("every stored value needs an answer")
            .help("add the missing words under `values`, or an `otherwise`");
        self.report(finding);
    }

    /// The words of an enumeration, through an optional; none for another type.
    fn words_of(&self, ty: &Type) -> Vec<String> {
        words_of(self.types, ty)
    }
}

fn words_of(types: &crate::types::TypeTable, ty: &Type) -> Vec<String> {
    let found: Option<(TypeId, _)> = types.enumeration(ty);
    found
        .map(|(_, words)| words.values.iter().map(|word| word.name.value.clone()).collect())
        .unwrap_or_default()
}

/// The field with its old type; what is said about the new values does not bind the old ones.
fn older(newer: &Field, ty: Type) -> Field {
    let plain = Field::plain(newer.name.clone(), ty);
    Field { personal: newer.personal, secret: newer.secret, ..plain }
}

fn pairs(pairs: &Pairs) -> Vec<(String, String)> {
    pairs.iter().map(|(left, right)| (left.value.clone(), right.value.clone())).collect()
}
