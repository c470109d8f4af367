//! Words of a model are shown, never obeyed: a terminal gets colours and no other commands.

use std::borrow::Cow;

/// The text without what a terminal would do instead of showing it, such as to clear the screen or to go back and
/// write over what stands there. Commands that only set colours stay.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(is_command) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_command) {
        let (before, command) = rest.split_at(at);
        kept.push_str(before);
        if let Some(length) = colour(command) {
            kept.push_str(&command[..length]);
            rest = &command[length..];
        } else {
            kept.push(char::REPLACEMENT_CHARACTER);
            rest = command.trim_start_matches(is_command);
        }
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

fn is_command(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')
}

/// The length of a command such as `ESC [ 1 ; 31 m`, if the text begins with one.
fn colour(text: &str) -> Option<usize> {
    const START: &str = "\u{1b}[";
    let inside = text.strip_prefix(START)?;
    let end = inside.find(|letter: char| !(letter.is_ascii_digit() || letter == ';'))?;
    inside[end..].starts_with('m').then_some(START.len() + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_coloured_and_nothing_else() {
        for (text, shown) in [
            ("a\tb\r\n销售 🎉", "a\tb\r\n销售 🎉"),
            ("\u{1b}[1;31merror\u{1b}[0m: x", "\u{1b}[1;31merror\u{1b}[0m: x"),
            ("\u{1b}[2Jgone", "\u{fffd}[2Jgone"),
            ("\u{1b}]0;title\u{7}", "\u{fffd}]0;title\u{fffd}"),
            ("a\u{8}\u{8}b\u{9b}31mc\u{1b}", "a\u{fffd}b\u{fffd}31mc\u{fffd}"),
        ] {
            assert_eq!(harmless(text), shown);
        }
    }
}
