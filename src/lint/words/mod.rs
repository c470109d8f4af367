//! Names as words: what a name of any case style says, word by word, and what is known about those words.

pub(super) mod chinese;
pub(super) mod doubled;
pub(super) mod english;
pub(super) mod privacy;
pub(super) mod real;
pub(super) mod script;
mod verbs;

use crate::case;

/// The words of a name in lower case.
pub(super) fn words_of(name: &str) -> Vec<String> {
    let snake = case::snake(name);
    snake.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn names_of_every_style_are_split_into_the_same_words() {
        for name in ["BookPlacedOnHold", "book_placed_on_hold", "bookPlacedOnHold"] {
            assert_eq!(words_of(name), ["book", "placed", "on", "hold"], "{name}");
        }
    }
}
