//! Text as something with a size: how wide it is, how it breaks into lines, and how it is made to fit a box.
//!
//! Widths come from a table of the embedded font, in whole numbers, so that a picture is the same on every machine.

mod fit;
mod spoken;
mod widths;

pub(super) use fit::{Fitted, Room, fit, one_line};
pub(super) use spoken::{counted, length, lines, spoken};

use widths::{BOLD_GREEK, BOLD_LATIN, GREEK, LATIN, REGULAR_GREEK, REGULAR_LATIN};

/// Units of the width table in an em.
const EM: i32 = 2048;

/// How heavy letters are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The width of a text in pixels, rounded up.
pub(super) fn width(text: &str, size: i32, weight: Weight) -> i32 {
    let units: i32 = text.chars().map(|letter| advance(letter, weight)).sum();
    (units * size + EM - 1) / EM
}

/// Whether the embedded font has every letter of a text.
pub(super) fn is_embedded(text: &str) -> bool {
    let is_known = |letter| known(letter, Weight::Regular).is_some();
    text.chars().all(|letter| letter == '\n' || "…·→–—’“”".contains(letter) || is_known(letter))
}

/// How far a letter moves the pen. What the font lacks, Chinese for one, takes a whole em.
fn advance(letter: char, weight: Weight) -> i32 {
    match known(letter, weight) {
        Some(width) => i32::from(width),
        None if is_mark(letter) => 0,
        None => EM,
    }
}

fn known(letter: char, weight: Weight) -> Option<u16> {
    let (latin, greek): (&[u16], &[u16]) = match weight {
        Weight::Regular => (&REGULAR_LATIN, &REGULAR_GREEK),
        Weight::Bold => (&BOLD_LATIN, &BOLD_GREEK),
    };
    // A minus is as wide as a plus.
    let code = u32::from(if letter == '−' { '+' } else { letter });
    let at = |table: &[u16], first: u32| {
        code.checked_sub(first).and_then(|place| table.get(place as usize).copied())
    };
    at(latin, LATIN).or_else(|| at(greek, GREEK))
}

/// Marks that sit on another letter or say something about it.
fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{1f}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether a line may break before and after this letter, as in Chinese, Japanese and Korean.
fn breaks_anywhere(letter: char) -> bool {
    matches!(letter,
        '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use resvg::usvg::fontdb;
    use skrifa::{
        FontRef, MetadataProvider,
        prelude::{LocationRef, Size},
    };

    use super::*;

    #[test]
    fn widths_are_those_of_the_embedded_font() {
        let mut fonts = fontdb::Database::new();
        let fonts_of_the_picture = [
            (crate::diagram::write::REGULAR, Weight::Regular),
            (crate::diagram::write::BOLD, Weight::Bold),
        ];
        for (bytes, weight) in fonts_of_the_picture {
            fonts.load_font_data(bytes.to_vec());
            let font = FontRef::new(bytes).unwrap();
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            let letters = (' '..='~').chain('\u{a0}'..='\u{17f}').chain('\u{370}'..='\u{5ff}');
            for letter in letters {
                let Some(glyph) = font.charmap().map(letter) else { continue };
                let wide = metrics.advance_width(glyph).unwrap();
                assert!(
                    (f64::from(wide) - f64::from(advance(letter, weight))).abs() < 0.5,
                    "{letter}"
                );
            }
        }
        assert_eq!(fonts.len(), 2);
    }

    #[test]
    fn a_width_is_rounded_up_and_chinese_takes_an_em() {
        assert_eq!(width("", 13, Weight::Bold), 0);
        assert_eq!(width("账户", 13, Weight::Bold), 26);
        assert_eq!(width("i", 10, Weight::Regular), 3);
        assert_eq!(width("e\u{301}", 10, Weight::Regular), width("e", 10, Weight::Regular));
    }
}
