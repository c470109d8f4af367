//! Names in the case styles of code. Nearly all names of a model are in one of two plain shapes already, which
//! are recognised here and cost next to nothing; what is not is left to the splitter that knows every shape.

use std::borrow::Cow;

use heck::{ToKebabCase, ToSnakeCase, ToUpperCamelCase};

/// The name in snake case: `initial_balance`.
pub fn snake(name: &str) -> Cow<'_, str> {
    if is_plain_snake(name) {
        Cow::Borrowed(name)
    } else if is_plain_camel(name) {
        Cow::Owned(parted(name))
    } else {
        Cow::Owned(name.to_snake_case())
    }
}

/// The name in upper camel case: `InitialBalance`.
pub fn upper_camel(name: &str) -> Cow<'_, str> {
    if is_plain_camel(name) { Cow::Borrowed(name) } else { Cow::Owned(name.to_upper_camel_case()) }
}

/// The name in kebab case: `initial-balance`.
pub fn kebab(name: &str) -> String {
    name.to_kebab_case()
}

/// Whether a name is in kebab case: lower-case letters and digits with single hyphens between them, a letter first.
pub fn is_kebab(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.split('-').all(|part| !part.is_empty() && part.bytes().all(fits))
}

/// Lower-case letters and digits, with single `_` between them.
fn is_plain_snake(name: &str) -> bool {
    let mut before = b'_';
    let is_plain = name.bytes().all(|byte| {
        let fits =
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || (byte == b'_' && before != b'_');
        before = byte;
        fits
    });
    is_plain && before != b'_'
}

/// Words of letters and digits, each beginning with a capital and a small letter.
fn is_plain_camel(name: &str) -> bool {
    let bytes = name.as_bytes();
    let starts_word = |at: usize| bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
    bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.iter().enumerate().all(|(at, byte)| {
            byte.is_ascii_alphanumeric() && (!byte.is_ascii_uppercase() || starts_word(at))
        })
}

/// A name in plain camel case, its words parted by `_`.
fn parted(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 8);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn plain_shapes_are_spelled_as_all_others(
            name in "[a-c1_]{0,8}|([A-C][a-c][a-c1]{0,3}){1,3}|[a-cA-C1_-]{0,8}|[aAéÉ账1_]{0,5}",
        ) {
            prop_assert_eq!(snake(&name), name.to_snake_case());
            prop_assert_eq!(upper_camel(&name), name.to_upper_camel_case());
        }
    }

    #[test]
    fn a_name_that_fits_is_not_copied() {
        assert!(matches!(snake("initial_balance2"), Cow::Borrowed(_)));
        assert!(matches!(upper_camel("Item2Booked"), Cow::Borrowed(_)));
        assert_eq!(snake("Item2Booked"), "item2_booked");
    }
}
