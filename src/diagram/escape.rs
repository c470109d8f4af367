//! Text of a model is data in every place of a DOT file.

/// Text between tags of an HTML label, or inside an attribute of one.
///
/// Graphviz reads backslash escapes such as `\N` even there, so backslashes are doubled; control characters are
/// not allowed in its XML and are left out.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\\' => escaped.push_str("\\\\"),
            '\n' | '\t' => escaped.push(' '),
            letter if letter.is_control() || is_noncharacter(letter) => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// An identifier or a plain attribute, with its quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 2);
    escaped.push('"');
    for letter in text.chars() {
        match letter {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' | '\t' => escaped.push(' '),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped.push('"');
    escaped
}

/// The two code points that are valid text and not valid XML.
fn is_noncharacter(letter: char) -> bool {
    matches!(letter, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_place() {
        assert_eq!(html("<b> & \"\\N\"\u{7}\n账户"), "&lt;b&gt; &amp; &quot;\\\\N&quot; 账户");
        assert_eq!(quoted("a\"]; x \\ \u{0}"), "\"a\\\"]; x \\\\ \"");
    }
}
