//! Guesses which field that is gone is which field that is new: a rename that nobody declared loses the old values.

use super::Change;

/// Names that are at least this similar are worth a question.
const SIMILAR: f64 = 0.72;

/// Pairs of a field that is gone and one that is new, of the same type and with a similar name; where nothing else is
/// gone or new, of any name. The most similar first, each field in one pair at most.
pub fn likely_renames<'r>(changes: &[Change<'r>]) -> Vec<(&'r str, &'r str)> {
    let gone = changes.iter().filter_map(|change| match change {
        Change::Gone(field, was) => Some((*field, *was)),
        Change::New(..) | Change::Changed { .. } => None,
    });
    let new: Vec<_> = changes
        .iter()
        .filter_map(|change| match change {
            Change::New(field, is) => Some((*field, *is)),
            Change::Gone(..) | Change::Changed { .. } => None,
        })
        .collect();
    let gone: Vec<_> = gone.collect();
    let is_only = gone.len() == 1 && new.len() == 1;
    let mut pairs = Vec::new();
    for (old, was) in &gone {
        for (name, _) in new.iter().filter(|(_, is)| is == was) {
            let likeness = likeness(old, name);
            if is_only || likeness >= SIMILAR {
                pairs.push((likeness, *old, *name));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    let mut chosen: Vec<(&str, &str)> = Vec::new();
    for (_, old, name) in pairs {
        if chosen.iter().all(|(taken, given)| *taken != old && *given != name) {
            chosen.push((old, name));
        }
    }
    chosen
}

/// How alike two names are, from 0 to 1: by their letters, or because one contains the words of the other.
pub(in crate::evolve) fn likeness(old: &str, new: &str) -> f64 {
    let within = |inner: &str, outer: &str| {
        inner.split('_').all(|word| outer.split('_').any(|other| other == word))
    };
    if within(old, new) || within(new, old) {
        return 0.9;
    }
    strsim::jaro_winkler(old, new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evolve::{form::Record, rules::changes};

    fn pairs(older: &str, newer: &str) -> Vec<(String, String)> {
        let shape = |text: &str| Record::parse_lines(&text.replace("; ", "\n")).expect(text);
        let (older, newer) = (shape(older), shape(newer));
        let found = likely_renames(&changes(&older, &newer));
        found.into_iter().map(|(old, new)| (old.to_owned(), new.to_owned())).collect()
    }

    #[test]
    fn a_field_of_the_same_type_and_a_similar_name_is_the_old_one() {
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        assert_eq!(
            pairs("customer: Text; zip: Text", "customer_id: Text; zip_code: Text"),
            [pair("customer", "customer_id"), pair("zip", "zip_code")]
        );
        assert_eq!(pairs("mail: Text", "e_address: Text"), [pair("mail", "e_address")]);
        assert_eq!(pairs("total: Int", "total_cents: Decimal"), []);
        assert_eq!(pairs("a: Text; b: Text", "x: Text; y: Text"), []);
    }
}
