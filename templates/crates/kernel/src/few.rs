//! Most stored events become exactly one event, and most commands cause exactly one: [`Few`] holds
//! that one without allocating.

use std::{iter, slice, vec};

/// No value, one value, or several in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Few<T> {
    /// Nothing: a retired event, or a command that was accepted without effect.
    #[default]
    None,
    /// The usual case.
    One(T),
    /// Several, in the order in which they apply.
    Many(Vec<T>),
}

impl<T> Few<T> {
    /// The values in order.
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(value) => slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    /// The values by reference, in order.
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.as_slice().iter()
    }

    /// Turns every value into another, keeping the order.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Few<U> {
        match self {
            Self::None => Few::None,
            Self::One(value) => Few::One(change(value)),
            Self::Many(values) => Few::Many(values.into_iter().map(change).collect()),
        }
    }
}

impl<T> From<T> for Few<T> {
    fn from(value: T) -> Self {
        Self::One(value)
    }
}

impl<T, const N: usize> From<[T; N]> for Few<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut values = values.into_iter();
        match (values.next(), values.next()) {
            (None, _) => Self::None,
            (Some(only), None) => Self::One(only),
            (Some(first), Some(second)) => {
                Self::Many([first, second].into_iter().chain(values).collect())
            }
        }
    }
}

impl<T> IntoIterator for Few<T> {
    type Item = T;
    type IntoIter = iter::Chain<std::option::IntoIter<T>, vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, many) = match self {
            Self::None => (None, Vec::new()),
            Self::One(value) => (Some(value), Vec::new()),
            Self::Many(values) => (None, values),
        };
        one.into_iter().chain(many)
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn collecting_and_iterating_keeps_number_and_order() {
        for n in 0..4 {
            let few: Few<u32> = (0..n).collect();
            assert_eq!(few.len(), n as usize);
            assert_eq!(few.is_empty(), n == 0);
            assert!(few.iter().copied().eq(0..n));
            assert!(few.map(|value| value + 1).into_iter().eq(1..=n));
        }
    }

    #[test]
    fn one_value_and_an_array_convert() {
        assert_eq!(Few::<u32>::from(7), Few::One(7));
        assert_eq!(Few::<u32>::from([7]), Few::One(7));
        assert_eq!(Few::<u32>::from([7, 8]).as_slice(), [7, 8]);
    }
}
