//! Two lists as one: everything of the newer one in its order, and what only the older one has where it stood.

use std::collections::BTreeMap;

/// Where an entry of the common list comes from, by its places in the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// In both lists: the older place, then the newer one.
    Both(usize, usize),
    Old(usize),
    New(usize),
}

/// Weaves two lists of keys. What is gone comes behind what it stood behind, or first.
pub(super) fn woven<K: Ord>(old: &[K], new: &[K]) -> Vec<Origin> {
    let (first_old, first_new) = (first(old), first(new));
    let mut gone: Vec<Vec<usize>> = vec![Vec::new(); new.len() + 1];
    let mut behind = 0;
    for (at, key) in old.iter().enumerate() {
        match first_new.get(key) {
            Some(place) => behind = place + 1,
            None => gone[behind].push(at),
        }
    }
    let mut all: Vec<Origin> = Vec::with_capacity(old.len() + new.len());
    all.extend(gone[0].iter().copied().map(Origin::Old));
    for (at, key) in new.iter().enumerate() {
        all.push(first_old.get(key).map_or(Origin::New(at), |was| Origin::Both(*was, at)));
        all.extend(gone[at + 1].iter().copied().map(Origin::Old));
    }
    all
}

/// The first place of every key.
fn first<K: Ord>(keys: &[K]) -> BTreeMap<&K, usize> {
    let mut places = BTreeMap::new();
    for (at, key) in keys.iter().enumerate() {
        places.entry(key).or_insert(at);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_stands_behind_what_it_stood_behind() {
        let text = |old: &str, new: &str| {
            let (old, new): (Vec<_>, Vec<_>) = (old.chars().collect(), new.chars().collect());
            let letters = woven(&old, &new).into_iter().map(|origin| match origin {
                Origin::Both(_, at) => new[at].to_string(),
                Origin::New(at) => format!("+{}", new[at]),
                Origin::Old(at) => format!("-{}", old[at]),
            });
            letters.collect::<String>()
        };
        assert_eq!(text("abcd", "acxd"), "a-bc+xd");
        assert_eq!(text("ab", "cb"), "-a+cb");
        assert_eq!(text("abc", "cba"), "cba");
        assert_eq!(text("", "ab"), "+a+b");
        assert_eq!(text("ab", ""), "-a-b");
        assert_eq!(text("xab", "bya"), "-xb+ya");
        assert_eq!(text("aab", "aa"), "a-ba", "the first of what there is twice counts");
    }
}
