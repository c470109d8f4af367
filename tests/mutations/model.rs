//! A model as a tree of YAML that can be broken on purpose. Places are keys joined by `/`, as in `contexts/Shop/events`.

use serde_yaml::{Mapping, Value};

/// A model in one file.
#[derive(Debug, Clone)]
pub(crate) struct Model(pub(crate) Value);

impl Model {
    pub(crate) fn get(&self, place: &str) -> Option<&Value> {
        keys(place).try_fold(&self.0, |inside, key| entry(inside, key))
    }

    pub(crate) fn text(&self, place: &str) -> Option<&str> {
        self.get(place)?.as_str()
    }

    /// What a place says, one text or a list of them.
    pub(crate) fn words(&self, place: &str) -> Vec<String> {
        match self.get(place) {
            Some(Value::String(only)) => vec![only.clone()],
            Some(Value::Sequence(all)) => {
                all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The names of the entries of a mapping.
    pub(crate) fn names(&self, place: &str) -> Vec<String> {
        let entries = self.get(place).and_then(Value::as_mapping);
        entries
            .into_iter()
            .flat_map(Mapping::keys)
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    /// Every place that fits a pattern, in order.
    pub(crate) fn places(&self, pattern: &str) -> Vec<String> {
        let mut found = vec![String::new()];
        for key in keys(pattern) {
            let next = |place: String| -> Vec<String> {
                let keys = if key == "*" { self.entries(&place) } else { vec![key.to_owned()] };
                let join =
                    |key: String| format!("{place}/{key}").trim_start_matches('/').to_owned();
                keys.into_iter().map(join).filter(|it| self.get(it).is_some()).collect()
            };
            found = found.into_iter().flat_map(next).collect();
        }
        found
    }

    fn entries(&self, place: &str) -> Vec<String> {
        match self.get(place) {
            Some(Value::Sequence(all)) => (0..all.len()).map(|it| it.to_string()).collect(),
            _ => self.names(place),
        }
    }

    /// Adds a value, and the mappings on the way to it. Mappings and lists keep what they have.
    pub(crate) fn set(&mut self, place: &str, yaml: &str) {
        let mut inside = &mut self.0;
        for key in keys(place) {
            if inside.is_null() {
                *inside = Value::Mapping(Mapping::new());
            }
            inside = match inside {
                Value::Sequence(all) => &mut all[key.parse::<usize>().unwrap()],
                Value::Mapping(all) => all.entry(Value::from(key)).or_insert(Value::Null),
                _ => panic!("{place} leads through a value"),
            };
        }
        merge(inside, parsed(yaml));
    }

    /// Writes a value instead of what was there.
    pub(crate) fn replace(&mut self, place: &str, yaml: &str) {
        self.take(place);
        self.set(place, yaml);
    }

    pub(crate) fn take(&mut self, place: &str) -> Option<Value> {
        let (above, last) = place.rsplit_once('/').unwrap_or(("", place));
        let above = keys(above).try_fold(&mut self.0, |inside, key| match inside {
            Value::Sequence(all) => all.get_mut(key.parse::<usize>().ok()?),
            Value::Mapping(all) => all.get_mut(key),
            _ => None,
        })?;
        match above {
            Value::Sequence(all) => {
                let at = last.parse().ok().filter(|at| *at < all.len())?;
                Some(all.remove(at))
            }
            Value::Mapping(all) => all.shift_remove(last),
            _ => None,
        }
    }

    /// Takes away some keys of an element.
    pub(crate) fn take_each(&mut self, place: &str, keys: &[&str]) {
        for key in keys {
            self.take(&format!("{place}/{key}"));
        }
    }

    /// Appends to a list.
    pub(crate) fn push(&mut self, place: &str, yaml: &str) {
        self.set(place, &format!("[{}]", yaml.trim()));
    }

    /// Writes again what stands elsewhere.
    pub(crate) fn copy(&mut self, from: &str, to: &str) {
        let copied = serde_yaml::to_string(self.get(from).unwrap()).unwrap();
        self.set(to, &copied);
    }

    /// Calls something otherwise, wherever the word stands.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        self.0 = renamed(&self.0, from, to);
    }

    /// How often a word stands below places that fit a pattern.
    pub(crate) fn count(&self, pattern: &str, word: &str) -> usize {
        let below = |place: String| self.get(&place).map_or(0, |value| mentions(value, word));
        self.places(pattern).into_iter().map(below).sum()
    }

    /// Takes away the scenarios that name something.
    pub(crate) fn forget(&mut self, word: &str) {
        if let Some(Value::Sequence(all)) = self.0.get_mut("scenarios") {
            all.retain(|it| mentions(it, word) == 0);
        }
    }

    /// Takes away all scenarios.
    pub(crate) fn forget_scenarios(&mut self) {
        self.take("scenarios");
    }

    /// How often policies and sagas name something.
    pub(crate) fn reactions_to(&self, word: &str) -> usize {
        let places = ["contexts/*/policies", "contexts/*/sagas", "sagas"];
        places.into_iter().map(|place| self.count(place, word)).sum()
    }

    /// Somebody who gives commands.
    pub(crate) fn actor(&self) -> String {
        self.names("actors").remove(0)
    }
}

/// The last part of a place.
pub(crate) fn name(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or(place)
}

/// The context in which a place lies.
pub(crate) fn context(place: &str) -> &str {
    place.split('/').nth(1).unwrap_or_default()
}

/// The place around a place, so many parts up.
pub(crate) fn above(place: &str, parts: usize) -> &str {
    (0..parts).fold(place, |place, _| place.rsplit_once('/').map_or("", |(above, _)| above))
}

/// A name without its context.
pub(crate) fn bare(reference: &str) -> &str {
    reference.rsplit('.').next().unwrap_or(reference)
}

pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

fn keys(place: &str) -> impl Iterator<Item = &str> {
    place.split('/').filter(|key| !key.is_empty())
}

fn entry<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Sequence(all) => all.get(key.parse::<usize>().ok()?),
        Value::Mapping(all) => all.get(key),
        _ => None,
    }
}

pub(crate) fn parsed(yaml: &str) -> Value {
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}: {yaml}"))
}

fn merge(into: &mut Value, new: Value) {
    match (into, new) {
        (Value::Mapping(old), Value::Mapping(new)) => {
            for (key, value) in new {
                merge(old.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Sequence(old), Value::Sequence(new)) => old.extend(new),
        (old, new) => *old = new,
    }
}

fn renamed(value: &Value, from: &str, to: &str) -> Value {
    match value {
        Value::String(text) => Value::from(replaced(text, from, to)),
        Value::Sequence(all) => all.iter().map(|it| renamed(it, from, to)).collect(),
        Value::Mapping(all) => {
            // The name of the model is a word of its own, and names nothing in it.
            let entry = |(key, value): (&Value, &Value)| match key.as_str() {
                Some("model") => (key.clone(), value.clone()),
                Some(_) | None => (renamed(key, from, to), renamed(value, from, to)),
            };
            Value::Mapping(all.iter().map(entry).collect())
        }
        other => other.clone(),
    }
}

fn mentions(value: &Value, word: &str) -> usize {
    match value {
        Value::String(text) => words(text).filter(|part| *part == word).count(),
        Value::Sequence(all) => all.iter().map(|it| mentions(it, word)).sum(),
        Value::Mapping(all) => {
            all.iter().map(|(key, value)| mentions(key, word) + mentions(value, word)).sum()
        }
        _ => 0,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    let is_between = |letter: char| !letter.is_alphanumeric() && letter != '_';
    let piece = |piece: &str| match piece.trim_end_matches(is_between) {
        word if word == from => piece.replacen(from, to, 1),
        _ => piece.to_owned(),
    };
    text.split_inclusive(is_between).map(piece).collect()
}
