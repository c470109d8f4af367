//! Names as people read them, broken into lines that fit a sticky.

use heck::ToTitleCase;
use jiff::SignedDuration;

/// `AccountDebited` as `Account Debited`; a label in any language stays as it is, and so does a name of several words:
/// people wrote it for people.
pub(in crate::diagram) fn spoken(name: &str, label: Option<&str>) -> String {
    label.map_or_else(
        || {
            let is_written_out = !name.is_ascii() || name.contains(char::is_whitespace);
            if is_written_out { name.to_owned() } else { name.to_title_case() }
        },
        str::to_owned,
    )
}

/// Breaks a text into lines of at most `width` columns where it has blanks, and anywhere in a text without.
/// A Chinese, Japanese or Korean letter takes two columns.
pub(in crate::diagram) fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace().flat_map(|word| pieces(word, width)) {
        let needs = columns(&word);
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            *line = word;
            used = needs;
        } else if used + 1 + needs <= width {
            line.push(' ');
            line.push_str(&word);
            used += 1 + needs;
        } else {
            lines.push(word);
            used = needs;
        }
    }
    lines
}

/// A word in parts that each fit a line.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut used = 0;
    for letter in word.chars() {
        let needs = column(letter);
        if used + needs > width.max(2) {
            parts.push(String::new());
            used = 0;
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
        used += needs;
    }
    parts
}

fn columns(text: &str) -> usize {
    text.chars().map(column).sum()
}

fn column(letter: char) -> usize {
    if matches!(letter, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
    {
        2
    } else {
        1
    }
}

/// A length of time in few letters: `15m`, `36h`, and whole days as `30d`.
pub(in crate::diagram) fn length(time: SignedDuration) -> String {
    const DAY: i64 = 24 * 60 * 60;
    let is_days = time.subsec_nanos() == 0 && time.as_secs() % DAY == 0 && !time.is_zero();
    if is_days { format!("{}d", time.as_secs() / DAY) } else { format!("{time:#}") }
}

/// So many of something: `1 event`, `2 events`.
pub(in crate::diagram) fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_fits() {
        assert_eq!(lines("Account Debit Failed", 13), ["Account Debit", "Failed"]);
        assert_eq!(lines("账户已经被扣款了", 8), ["账户已经", "被扣款了"]);
        assert_eq!(lines("Donaudampfschifffahrt", 13), ["Donaudampfsch", "ifffahrt"]);
    }

    #[test]
    fn whole_days_are_counted_as_days() {
        let hours = SignedDuration::from_hours;
        assert_eq!(length(hours(24 * 30)), "30d");
        assert_eq!(length(hours(36)), "36h");
        assert_eq!(length(SignedDuration::from_mins(15)), "15m");
        assert_eq!(length(SignedDuration::ZERO), "0s");
    }

    #[test]
    fn a_label_is_shown_as_it_is() {
        assert_eq!(spoken("AccountDebited", None), "Account Debited");
        assert_eq!(spoken("AccountDebited", Some("账户已扣款")), "账户已扣款");
        assert_eq!(spoken("Patient didn't show up", None), "Patient didn't show up");
    }
}
