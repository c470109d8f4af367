//! Collections where one value is wanted.

/// The only one of some values; nothing when there are none or several.
pub fn only<T>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut values = values.into_iter();
    let first = values.next();
    first.filter(|_| values.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::only;

    #[test]
    fn one_is_neither_none_nor_several() {
        assert_eq!(only([7]), Some(7));
        assert_eq!(only([7, 8]), None);
        assert_eq!(only([0; 0]), None);
    }
}
