//! Text inside of Markdown, as GitHub and others read it.

use super::is_noncharacter;

/// Text of a model in a line of Markdown.
pub(in crate::diagram) fn markdown(text: &str) -> String {
    let is_shown = |letter: &char| !is_noncharacter(*letter);
    let spaced = |letter: char| if letter.is_control() { ' ' } else { letter };
    let line: String = text.chars().filter(is_shown).map(spaced).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters: Vec<char> = line.chars().collect();
    let is_word = |place: Option<&char>| place.is_some_and(|letter| letter.is_alphanumeric());
    let mut out = String::with_capacity(line.len());
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| letters.get(place));
        let after = letters.get(place + 1);
        match letter {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' | '#' => {
                out.push('\\');
                out.push(*letter);
            }
            // Inside of a word it stays what it is, and names can be searched for.
            '_' if !(is_word(before) && is_word(after)) => out += "\\_",
            // What begins a list or a rule does so at the beginning only.
            '-' | '+' | '=' if place == 0 => {
                out.push('\\');
                out.push(*letter);
            }
            '.' | ')' if letters[..place].iter().all(char::is_ascii_digit) => {
                out.push('\\');
                out.push(*letter);
            }
            letter => out.push(*letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_letters() {
        assert_eq!(markdown("**a** _b_ `c` [d](e) | $f$"), {
            "\\*\\*a\\*\\* \\_b\\_ \\`c\\` \\[d\\](e) \\| \\$f\\$"
        });
        assert_eq!(markdown("<b>&amp;</b>\n# x"), "&lt;b&gt;&amp;amp;&lt;/b&gt; \\# x");
    }

    #[test]
    fn nothing_becomes_a_list_or_a_rule() {
        assert_eq!(markdown("1. first"), "1\\. first");
        assert_eq!(markdown("- first - last"), "\\- first - last");
        assert_eq!(markdown("==="), "\\===");
    }

    #[test]
    fn names_and_sentences_stay_readable() {
        for text in ["account_id of AccountOpened, version 1.2 (or later).", "账户已扣款，通知客户"]
        {
            assert_eq!(markdown(text), text);
        }
    }
}
