//! The verbs that names are made of, with their past: irregular ones, of which all matter, and regular ones of business,
//! which are there for suggestions. They are data, one verb a line.

use std::{collections::HashMap, sync::LazyLock};

/// One verb a line: base, past, participle.
const IRREGULAR: &str = include_str!("irregular.txt");

/// One verb a line: base, past.
const REGULAR: &str = include_str!("regular.txt");

/// Verbs by their forms.
pub(super) struct Verbs {
    /// The participle of each base form.
    participles: HashMap<&'static str, &'static str>,
    /// The base form of each past form and participle that is no base form itself.
    bases: HashMap<&'static str, &'static str>,
    /// Past forms that are spelled like a base form: `set`, `run`, `lay`.
    unchanged: Vec<&'static str>,
}

/// The verbs that are known.
pub(super) static VERBS: LazyLock<Verbs> = LazyLock::new(Verbs::new);

impl Verbs {
    fn new() -> Self {
        let lines = || IRREGULAR.lines().chain(REGULAR.lines()).map(forms);
        let participles: HashMap<_, _> =
            lines().map(|[base, _, participle]| (base, participle)).collect();
        let (mut bases, mut unchanged) = (HashMap::new(), Vec::new());
        for [base, past, participle] in lines() {
            for form in [past, participle] {
                if participles.contains_key(form) {
                    unchanged.push(form);
                } else {
                    bases.entry(form).or_insert(base);
                }
            }
        }
        unchanged.sort_unstable();
        unchanged.dedup();
        Self { participles, bases, unchanged }
    }

    /// The verb of that base form.
    pub(super) fn verb(&self, base: &str) -> Option<&'static str> {
        self.participles.get_key_value(base).map(|(base, _)| *base)
    }

    /// The participle of a base form.
    pub(super) fn participle(&self, base: &str) -> Option<&'static str> {
        self.participles.get(base).copied()
    }

    /// The base form of what can only be past.
    pub(super) fn base(&self, past: &str) -> Option<&'static str> {
        self.bases.get(past).copied()
    }

    /// Whether it is past and a base form, in one spelling.
    pub(super) fn is_unchanged(&self, word: &str) -> bool {
        self.unchanged.binary_search(&word).is_ok()
    }

    /// The base form of what ends in `-ing`.
    pub(super) fn base_of_gerund(&self, word: &str) -> Option<&'static str> {
        let stem = word.strip_suffix("ing")?;
        let silent = format!("{stem}e");
        let single = stem.get(..stem.len().saturating_sub(1)).unwrap_or_default();
        let bases = [stem, silent.as_str(), single];
        bases.into_iter().find_map(|base| self.verb(base))
    }
}

/// The forms on a line; the participle is the past where only that is written.
fn forms(line: &'static str) -> [&'static str; 3] {
    let mut words = line.split(' ');
    let base = words.next().unwrap_or_default();
    let past = words.next().unwrap_or(base);
    [base, past, words.next().unwrap_or(past)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verbs_are_sorted_without_twins_and_in_small_letters() {
        for (text, words) in [(IRREGULAR, 3), (REGULAR, 2)] {
            let lines: Vec<&str> = text.lines().collect();
            for line in &lines {
                assert_eq!(line.split(' ').count(), words, "{line}");
                assert!(line.bytes().all(|b| b.is_ascii_lowercase() || b == b' '), "{line}");
            }
            let bases: Vec<&str> = lines.iter().map(|line| forms(line)[0]).collect();
            assert!(bases.is_sorted_by(|one, next| one < next));
        }
        let both = REGULAR
            .lines()
            .filter(|line| IRREGULAR.lines().any(|it| forms(it)[0] == forms(line)[0]));
        assert_eq!(both.count(), 0);
    }

    #[test]
    fn every_regular_verb_is_one() {
        assert!(REGULAR.lines().all(|line| line.ends_with("ed")));
        assert_eq!(IRREGULAR.lines().count(), 232);
    }

    #[test]
    fn forms_lead_to_each_other() {
        assert_eq!(VERBS.participle("place"), Some("placed"));
        assert_eq!(VERBS.participle("withdraw"), Some("withdrawn"));
        assert_eq!(VERBS.base("withdrew"), Some("withdraw"));
        assert_eq!(VERBS.base("set"), None);
        assert!(VERBS.is_unchanged("set") && VERBS.is_unchanged("lay"));
        for (gerund, base) in [("placing", "place"), ("shipping", "ship"), ("opening", "open")] {
            assert_eq!(VERBS.base_of_gerund(gerund), Some(base));
        }
        assert_eq!(VERBS.base_of_gerund("string"), None);
    }
}
