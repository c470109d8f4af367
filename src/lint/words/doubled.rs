//! Letters written once or twice: `planed` beside `planned`, of which one is a slip.

use super::verbs::VERBS;

/// A word with one letter for each pair of equal consonants.
pub(in crate::lint) fn squeezed(word: &str) -> String {
    let mut squeezed = String::with_capacity(word.len());
    for letter in word.chars() {
        if !squeezed.ends_with(letter) || "aeiou".contains(letter) {
            squeezed.push(letter);
        }
    }
    squeezed
}

/// Whether two words that differ in doubled consonants are one verb and a slip of it. Two verbs, as in `filed` and
/// `filled`, and things of which nobody knows, as `diner` and `dinner`, are two words.
pub(in crate::lint) fn is_slip(one: &str, other: &str) -> bool {
    squeezed(one) == squeezed(other) && is_verb(one) != is_verb(other)
}

fn is_verb(word: &str) -> bool {
    VERBS.verb(word).is_some() || VERBS.base(word).is_some() || VERBS.base_of_gerund(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_word() {
        for (one, other) in [("planned", "planed"), ("submitted", "submited")] {
            assert!(is_slip(one, other) && is_slip(other, one), "{one} {other}");
        }
        for (one, other) in [("filed", "filled"), ("diner", "dinner"), ("planned", "planted")] {
            assert!(!is_slip(one, other), "{one} {other}");
        }
        assert_eq!(squeezed("booked"), "booked");
    }
}
