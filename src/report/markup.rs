//! Texts of a model in Markdown: text, and never markup.

use std::fmt::Write as _;

/// Escaped text in the letters of code.
pub(super) fn code(escaped: &str) -> String {
    format!("<code>{escaped}</code>")
}

/// Text that neither Markdown nor HTML takes for anything else, nor a forge for a person or an issue.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '&' | '<' | '>' | '|' | '*' | '_' | '`' | '[' | ']' | '@' | '#' | '\\' | '~' | '!'
            | '$' => {
                let _ = write!(out, "&#{};", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    // A bare address becomes a link.
    out.replace("://", ":&#47;&#47;").replace("www.", "www&#46;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_model_is_markup() {
        assert_eq!(
            escaped("<b>|@ann fixes #1\n`x` https://x.org"),
            "&#60;b&#62;&#124;&#64;ann fixes &#35;1 &#96;x&#96; https:&#47;&#47;x.org"
        );
    }
}
