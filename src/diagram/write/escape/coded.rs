//! Text inside of the statements of Mermaid and `PlantUML`: letters that could mean something there are written as
//! their numbers, and stay what they are wherever the text stands.

use super::is_noncharacter;

/// Text of a statement of Mermaid, in quotes or after a colon. It is never empty, since some statements may not be.
pub(in crate::diagram) fn mermaid(text: &str) -> String {
    coded(text, |letter| match letter {
        '"' => "#quot;".to_owned(),
        '<' => "#lt;".to_owned(),
        '>' => "#gt;".to_owned(),
        '&' => "#amp;".to_owned(),
        // Mermaid looks for formulas, and for its own way to write numbers, in what is drawn already: a joiner that nobody
        // sees parts the letters of both.
        '$' => "#36;\u{2060}".to_owned(),
        'ﬂ' | '¶' => format!("{letter}\u{2060}"),
        _ => format!("#{};", u32::from(letter)),
    })
}

/// Text of a statement of `PlantUML`, in quotes or after a colon. It is never empty, since some statements may not be.
pub(in crate::diagram) fn plantuml(text: &str) -> String {
    coded(text, |letter| format!("<U+{:04X}>", u32::from(letter)))
}

/// The text on one line, with `code` in the place of every letter that could mean something.
fn coded(text: &str, code: impl Fn(char) -> String) -> String {
    let kept = |letter: char| {
        if letter.is_whitespace() || letter.is_control() { ' ' } else { letter }
    };
    let letters = text.chars().filter(|letter| !is_noncharacter(*letter)).map(kept);
    let line: String = letters.collect();
    let line = line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return code('\u{a0}');
    }
    let letters: Vec<char> = line.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied();
    let mut out = String::with_capacity(line.len());
    for (place, letter) in letters.iter().enumerate() {
        if is_plain(at(place.checked_sub(1)), *letter, at(Some(place + 1))) {
            out.push(*letter);
        } else {
            out += &code(*letter);
        }
    }
    out
}

/// Whether a letter between its neighbours means nothing but itself.
fn is_plain(before: Option<char>, letter: char, after: Option<char>) -> bool {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    match letter {
        ' ' | ',' | '!' | '?' | '(' | ')' => true,
        // A number with a full stop, or a stroke, makes a list of what follows.
        '.' => is_word(after) || !before.is_none_or(|before| before.is_ascii_digit()),
        '-' | '\'' => is_word(before) && is_word(after),
        // These two begin and end a number while Mermaid reads.
        'ﬂ' | '¶' => false,
        letter => letter.is_ascii_alphanumeric() || !letter.is_ascii(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_could_mean_something_are_written_as_numbers() {
        assert_eq!(mermaid("a \"b\" <c> & #1;"), "a #quot;b#quot; #lt;c#gt; #amp; #35;1#59;");
        assert_eq!(mermaid("%%{init}%% `x` $$y$$"), {
            "#37;#37;#123;init#125;#37;#37; #96;x#96; #36;\u{2060}#36;\u{2060}y#36;\u{2060}#36;\u{2060}"
        });
        assert_eq!(plantuml("**a** \"b\" \\n <c>"), {
            "<U+002A><U+002A>a<U+002A><U+002A> <U+0022>b<U+0022> <U+005C>n <U+003C>c<U+003E>"
        });
    }

    #[test]
    fn ordinary_sentences_stay_readable() {
        for text in [
            "Who pays, and when? (Tell the bank's clerk.)",
            "账户已扣款，通知客户",
            "v1.2 of a well-known étude!",
        ] {
            assert_eq!(mermaid(text), text);
            assert_eq!(plantuml(text), text);
        }
    }

    #[test]
    fn nothing_becomes_a_list_or_a_rule() {
        assert_eq!(mermaid("1. first"), "1#46; first");
        assert_eq!(mermaid("- first"), "#45; first");
        assert_eq!(mermaid("---"), "#45;#45;#45;");
    }

    #[test]
    fn a_text_is_one_line_and_never_empty() {
        assert_eq!(mermaid("one\r\n\t  two\u{7}\u{ffff}three "), "one two three");
        assert_eq!(mermaid("  \n "), "#160;");
        assert_eq!(plantuml(""), "<U+00A0>");
    }

    #[test]
    fn what_mermaid_writes_while_it_reads_is_not_taken_for_its_own() {
        assert_eq!(mermaid("ﬂ°°60¶ß"), "ﬂ\u{2060}°°60¶\u{2060}ß");
    }
}
