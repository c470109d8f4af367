//! Names of files: whatever a model calls its parts, they are good on every system, and no two are the same.

use std::collections::BTreeSet;

use crate::{case, evolve::short_hash};

/// The letters of a name that a file shows; systems allow about 250 for all of it.
const LONGEST: usize = 60;

/// The names that are given away, without their endings.
#[derive(Default)]
pub(super) struct Names {
    /// In small letters, since many systems take `Order` and `order` for one file.
    taken: BTreeSet<String>,
}

impl Names {
    /// Gives a name away.
    pub(super) fn take(&mut self, stem: &str) {
        self.taken.insert(stem.to_lowercase());
    }

    /// A name that begins with a word and tells of what the file is.
    ///
    /// Plain names such as `MoneyTransfer` are told in small letters: `money-transfer`. What is lost of any other stands
    /// behind it as a hash, so that the name of a file does not depend on the other names of the model.
    pub(super) fn stem(&mut self, word: &str, of: Option<&str>) -> String {
        let stem = of.map_or_else(|| word.to_owned(), |of| format!("{word}{}", told(of)));
        let mut free = stem.clone();
        let mut count = 1;
        while self.taken.contains(&free.to_lowercase()) {
            count += 1;
            free = format!("{stem}_{count}");
        }
        self.take(&free);
        free
    }
}

fn told(name: &str) -> String {
    let parts: Vec<String> = name.split('.').map(spelled).collect();
    let plain = parts.join(".");
    let is_plain = plain.len() <= LONGEST && name.split('.').all(is_plain);
    if is_plain {
        return format!("-{plain}");
    }
    let mut letters = plain;
    letters.retain(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    letters.truncate(LONGEST);
    let letters = letters.trim_matches('-');
    let dash = if letters.is_empty() { "" } else { "-" };
    format!("{dash}{letters}_{}", short_hash([name]))
}

/// The words of a name, in small letters.
fn spelled(name: &str) -> String {
    case::snake(name).replace('_', "-")
}

/// Whether nothing of a name is lost when its words are told in small letters.
fn is_plain(name: &str) -> bool {
    let camel: String = spelled(name)
        .split('-')
        .map(|word| {
            let (first, rest) = word.split_at_checked(1).unwrap_or_default();
            first.to_ascii_uppercase() + rest
        })
        .collect();
    !name.is_empty() && name == camel && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_names_are_told_as_they_are() {
        let mut names = Names::default();
        for (of, stem) in [
            ("MoneyTransfer", "board-money-transfer"),
            ("Item2Booked", "board-item2-booked"),
            ("Accounts.Account", "board-accounts.account"),
        ] {
            assert_eq!(names.stem("board", Some(of)), stem);
        }
        assert_eq!(names.stem("board", None), "board");
    }

    #[test]
    fn names_that_differ_little_have_files_of_their_own() {
        let mut names = Names::default();
        let others = ["Order", "order", "ORDER", "Order_", "Ord_er", "Or.der", "订单", "CON", ""];
        let stems: BTreeSet<String> =
            others.iter().map(|of| names.stem("board", Some(of)).to_lowercase()).collect();
        assert_eq!(stems.len(), others.len(), "{stems:?}");
        // A name keeps its file, whatever else is in the model.
        assert!(stems.contains(&Names::default().stem("board", Some("订单"))));
    }

    proptest! {
        #[test]
        fn every_name_is_good_on_every_system_and_given_once(
            all in proptest::collection::vec("\\PC{0,300}|[A-Za-z0-9._-]{0,8}", 1..20),
        ) {
            let mut names = Names::default();
            let mut seen = BTreeSet::new();
            for of in &all {
                let stem = names.stem("board", Some(of));
                prop_assert!(stem.len() <= 100, "{stem}");
                prop_assert!(stem.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._".contains(&it)));
                prop_assert!(stem.starts_with("board") && seen.insert(stem.to_lowercase()));
            }
        }
    }
}
