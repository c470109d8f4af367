//! Makes a text fit a box: break it at words, make it smaller, and at last cut it with an ellipsis.

use super::{Weight, breaks_anywhere, width};

/// The room that a text has, and how it may be written there.
#[derive(Debug, Clone, Copy)]
pub(in crate::diagram) struct Room {
    pub(in crate::diagram) width: i32,
    pub(in crate::diagram) height: i32,
    /// The sizes to try, from the largest one down to the smallest.
    pub(in crate::diagram) sizes: (i32, i32),
    pub(in crate::diagram) weight: Weight,
}

/// A text that fits, in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::diagram) struct Fitted {
    pub(in crate::diagram) size: i32,
    pub(in crate::diagram) lines: Vec<String>,
    /// Whether a part of it is missing.
    pub(in crate::diagram) is_cut: bool,
}

impl Fitted {
    /// From one baseline to the next.
    pub(in crate::diagram) fn line_height(&self) -> i32 {
        line_height(self.size)
    }

    /// From the top of the first line to the bottom of the last one.
    pub(in crate::diagram) fn height(&self) -> i32 {
        self.line_height() * i32::try_from(self.lines.len()).unwrap_or(0)
    }
}

/// Fits a text into a box: the largest size at which it fits whole, else the smallest one with an ellipsis.
pub(in crate::diagram) fn fit(text: &str, room: Room) -> Fitted {
    let (largest, smallest) = room.sizes;
    for size in (smallest..=largest).rev() {
        let (lines, is_whole) = broken(text, size, room);
        let fitted = Fitted { size, lines, is_cut: false };
        if is_whole && fitted.height() <= room.height {
            return fitted;
        }
    }
    cut(text, room)
}

/// Fits a text into one line, or none when it is empty.
pub(in crate::diagram) fn one_line(text: &str, room: Room) -> Fitted {
    let (largest, smallest) = room.sizes;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fitting =
        (smallest..=largest).rev().find(|size| width(&text, *size, room.weight) <= room.width);
    if let Some(size) = fitting {
        let lines = if text.is_empty() { Vec::new() } else { vec![text] };
        return Fitted { size, lines, is_cut: false };
    }
    Fitted { size: smallest, lines: vec![shortened(&text, smallest, room)], is_cut: true }
}

fn line_height(size: i32) -> i32 {
    (size * 118 + 99) / 100
}

/// Breaks a text at words; also says whether no word is too long for a line.
fn broken(text: &str, size: i32, room: Room) -> (Vec<String>, bool) {
    let (mut lines, mut is_whole) = (Vec::new(), true);
    let mut line = String::new();
    for (word, glue) in words(text) {
        let joined = format!("{line}{glue}{word}");
        if line.is_empty() || width(&joined, size, room.weight) <= room.width {
            line = if line.is_empty() { word } else { joined };
        } else {
            lines.push(std::mem::replace(&mut line, word));
        }
        is_whole &= width(&line, size, room.weight) <= room.width;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    (lines, is_whole)
}

/// The parts at which a text may break, each with what stands between it and the one before.
fn words(text: &str) -> Vec<(String, &'static str)> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let mut glue = " ";
        let mut run = String::new();
        for letter in word.chars() {
            if breaks_anywhere(letter) {
                if !run.is_empty() {
                    words.push((std::mem::take(&mut run), std::mem::take(&mut glue)));
                }
                words.push((letter.to_string(), std::mem::take(&mut glue)));
            } else {
                run.push(letter);
            }
        }
        if !run.is_empty() {
            words.push((run, glue));
        }
    }
    words
}

/// The text at its smallest size, as much of it as there is room for.
fn cut(text: &str, room: Room) -> Fitted {
    let size = room.sizes.1;
    let (mut lines, _) = broken(text, size, room);
    let most = usize::try_from(room.height / line_height(size)).unwrap_or(0).max(1);
    let more = lines.len() > most;
    lines.truncate(most);
    if more && let Some(last) = lines.last_mut() {
        last.push('…');
    }
    for line in &mut lines {
        if width(line, size, room.weight) > room.width {
            *line = shortened(line, size, room);
        }
    }
    Fitted { size, lines, is_cut: true }
}

/// The beginning of a line, and an ellipsis.
fn shortened(line: &str, size: i32, room: Room) -> String {
    let mut short = String::new();
    for letter in line.chars() {
        short.push(letter);
        if width(&format!("{short}…"), size, room.weight) > room.width {
            short.pop();
            break;
        }
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    const STICKY: Room = Room { width: 102, height: 45, sizes: (13, 8), weight: Weight::Bold };

    fn fits(fitted: &Fitted) -> bool {
        fitted.height() <= STICKY.height
            && fitted
                .lines
                .iter()
                .all(|line| width(line, fitted.size, STICKY.weight) <= STICKY.width)
    }

    #[test]
    fn a_short_name_is_large_and_a_long_one_is_broken_or_small() {
        assert_eq!(fit("Account Opened", STICKY).size, 13);
        let long = fit("International Transfer Compensation Started Again", STICKY);
        assert!(long.size < 13 && !long.is_cut && fits(&long), "{long:?}");
        assert_eq!(fit("账户已经被扣款了账户", STICKY).lines, ["账户已经被扣款", "了账户"]);
        assert_eq!(fit("", STICKY).lines, Vec::<String>::new());
    }

    #[test]
    fn what_does_not_fit_at_all_is_cut_with_an_ellipsis() {
        for text in ["x".repeat(200), "long words ".repeat(40), "账".repeat(200)] {
            let cut = fit(&text, STICKY);
            assert!(cut.is_cut && fits(&cut), "{cut:?}");
            assert!(cut.lines.last().unwrap().ends_with('…'));
            let line = one_line(&text, STICKY);
            assert!(line.is_cut && fits(&line) && line.lines.len() == 1, "{line:?}");
        }
    }
}
