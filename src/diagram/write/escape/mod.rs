//! Text of a model is data in every place of a file, whatever the format.

mod coded;
mod markdown;

pub(in crate::diagram) use coded::{mermaid, plantuml};
pub(in crate::diagram) use markdown::markdown;

/// Text of an HTML label of Graphviz, which is XML in which backslash escapes such as `\N` count even there.
pub(in crate::diagram) fn html(text: &str) -> String {
    xml(text).replace('\\', "\\\\")
}

/// An identifier or a plain attribute, with its quotes.
pub(in crate::diagram) fn quoted(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 2);
    escaped.push('"');
    for letter in text.chars() {
        match letter {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' | '\t' => escaped.push(' '),
            letter if letter.is_control() || is_noncharacter(letter) => {}
            letter => escaped.push(letter),
        }
    }
    escaped.push('"');
    escaped
}

/// Text between tags of XML, or inside an attribute of it.
pub(in crate::diagram) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            letter if letter.is_control() || is_noncharacter(letter) => {}
            letter => escaped.push(letter),
        }
    }
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
        assert_eq!(xml("</script>\u{0}\u{fffe}'\\N"), "&lt;/script&gt;'\\N");
        assert_eq!(quoted("a\"]; x \\ \u{0}\u{ffff}"), "\"a\\\"]; x \\\\ \"");
    }
}
