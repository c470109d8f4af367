//! Marked blocks of a document are written again, and nothing outside of them changes.
//!
//! A mark is a comment that has a line for itself, so that no reader of the document sees it:
//! `<!-- esgen:board context=Accounts -->`, then the picture, then `<!-- /esgen -->`. It says all that the picture
//! depends on, as the command line does elsewhere: one run can bring a whole document up to date.

use super::{KINDS, Kind, Language, Options, kind};
use crate::diagnostic::did_you_mean;

const BEGIN: &str = "<!-- esgen:";
const CLOSE: &str = "-->";
const END: &str = "<!-- /esgen -->";

/// What a mark asks for.
pub struct Mark {
    /// The kind of picture.
    pub kind: &'static Kind,
    /// What it is a picture of, when the mark says it.
    pub subject: Option<String>,
    /// What of the model is shown.
    pub options: Options,
}

/// Why a document stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line of the mark, the first being 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
    /// What to do.
    pub help: String,
}

/// The document with every marked block written again. `say` gives the text for a mark in the language that
/// [`Mark::language`] names, or says why there is none.
///
/// # Errors
/// At the first mark that is not understood, not closed or cannot be drawn, and when there is no mark at all.
pub fn inject<E: From<Mistake>>(
    document: &str,
    mut say: impl FnMut(usize, &Mark) -> Result<String, E>,
) -> Result<String, E> {
    let mut out = String::with_capacity(document.len());
    let mut lines = document.split_inclusive('\n').zip(1..);
    let mut fence = None;
    let mut count = 0;
    while let Some((line, number)) = lines.next() {
        out += line;
        fence = fence_after(fence, line);
        let text = line.trim();
        if fence.is_some() {
            continue;
        }
        if text == END {
            let help = format!("begin the block with `{BEGIN}board {CLOSE}`");
            return Err(mistake(number, "no block is open here", help).into());
        }
        let Some(asked) = asked(text) else { continue };
        let mark = mark(number, asked)?;
        let mut block = lines.by_ref().map(|(line, _)| line);
        let end = block.find(|line| line.trim() == END || asked_again(line));
        let Some(end) = end.filter(|line| line.trim() == END) else {
            let help = format!("end the block with `{END}`");
            return Err(mistake(number, "this block has no end", help).into());
        };
        let said = say(number, &mark)?;
        block_of(&mut out, line, &said, mark.language());
        out += end;
        count += 1;
    }
    if count == 0 {
        let help = format!("put a line `{BEGIN}board {CLOSE}` and a line `{END}` where it belongs");
        return Err(mistake(1, "there is no marked block", help).into());
    }
    Ok(out)
}

impl Mark {
    /// The language in which a document shows the picture: as Mermaid, or as text of its own. Nothing when the kind
    /// can be said in neither.
    pub fn language(&self) -> Option<Language> {
        let known = |language: &Language| self.kind.languages().any(|it| it == *language);
        [Language::Mermaid, Language::Markdown].into_iter().find(known)
    }
}

fn mistake(line: usize, reason: &str, help: String) -> Mistake {
    Mistake { line, reason: reason.to_owned(), help }
}

/// The marks and the length of the fence that is open after a line: what stands inside is shown, and asks for nothing.
fn fence_after(open: Option<(char, usize)>, line: &str) -> Option<(char, usize)> {
    let text = line.trim();
    let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'));
    let Some(sign) = sign else { return open };
    let length = text.chars().take_while(|letter| *letter == sign).count();
    match open {
        Some((opened, least)) => {
            let closes = opened == sign && length >= least && text.chars().count() == length;
            if closes { None } else { open }
        }
        None => (length >= 3).then_some((sign, length)),
    }
}

/// The words of a line that begins a block.
fn asked(line: &str) -> Option<&str> {
    line.trim().strip_prefix(BEGIN)?.strip_suffix(CLOSE)
}

fn asked_again(line: &str) -> bool {
    asked(line).is_some()
}

/// What the words of a mark ask for.
fn mark(line: usize, asked: &str) -> Result<Mark, Mistake> {
    let mut words = asked.split_whitespace();
    let name = words.next().unwrap_or_default();
    let Some(kind) = kind(name) else {
        let names = KINDS.iter().map(|kind| kind.name);
        let help = did_you_mean(name, names.clone());
        let listed = || format!("kinds are `{}`", names.collect::<Vec<_>>().join("`, `"));
        let reason = format!("there is no kind of picture called `{name}`");
        return Err(mistake(line, &reason, help.unwrap_or_else(listed)));
    };
    let mut mark = Mark { kind, subject: None, options: Options::default() };
    for word in words {
        match word.split_once('=') {
            Some(("context", name)) => mark.options.contexts.push(name.to_owned()),
            Some(("legend", "no")) => mark.options.legend = false,
            None if kind.subject.is_some() && mark.subject.is_none() => {
                mark.subject = Some(word.to_owned());
            }
            Some(_) | None => {
                let reason = format!("a mark cannot say `{word}`");
                let help = "it can say `context=NAME`, several times, and `legend=no`";
                return Err(mistake(line, &reason, help.to_owned()));
            }
        }
    }
    Ok(mark)
}

/// A text as a block of the document, with the margin and the line ends of its mark.
fn block_of(out: &mut String, mark: &str, said: &str, language: Option<Language>) {
    let margin = &mark[..mark.len() - mark.trim_start().len()];
    let end = if mark.ends_with("\r\n") { "\r\n" } else { "\n" };
    let (before, after) = match language {
        Some(Language::Mermaid) => ("```mermaid", "```"),
        Some(Language::Dot | Language::Plantuml | Language::Markdown) | None => ("", ""),
    };
    for line in [before].into_iter().chain(said.lines()).chain([after]) {
        if !line.is_empty() {
            *out += margin;
            *out += line;
        }
        *out += end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn injected(document: &str) -> Result<String, Mistake> {
        inject(document, |line, mark| {
            let subject = mark.subject.as_deref().unwrap_or("all");
            let contexts = mark.options.contexts.join("+");
            Ok(format!("{line} {} {subject} {contexts} {}\n", mark.kind.name, mark.options.legend))
        })
    }

    fn wrong(document: &str) -> (usize, String) {
        let mistake = injected(document).unwrap_err();
        (mistake.line, format!("{}: {}", mistake.reason, mistake.help))
    }

    #[test]
    fn only_what_is_between_marks_is_written() {
        let document = "# One\n\n<!-- esgen:board context=A context=B legend=no -->\nold\n\nold\n<!-- /esgen -->\nrest";
        let written = injected(document).unwrap();
        assert_eq!(
            written,
            "# One\n\n<!-- esgen:board context=A context=B legend=no -->\n```mermaid\n3 board all A+B false\n```\n<!-- /esgen -->\nrest"
        );
        assert_eq!(injected(&written).unwrap(), written);
    }

    #[test]
    fn line_ends_and_margins_are_kept() {
        let document = "- x\r\n  <!-- esgen:lifecycle Order -->\r\n  <!-- /esgen -->\r\n";
        assert_eq!(
            injected(document).unwrap(),
            "- x\r\n  <!-- esgen:lifecycle Order -->\r\n  ```mermaid\r\n  2 lifecycle Order  true\r\n  ```\r\n  <!-- /esgen -->\r\n"
        );
    }

    #[test]
    fn text_to_read_has_no_fence() {
        let written = injected("<!-- esgen:catalog -->\n<!-- /esgen -->\n").unwrap();
        assert_eq!(written, "<!-- esgen:catalog -->\n\n1 catalog all  true\n\n<!-- /esgen -->\n");
    }

    #[test]
    fn what_a_document_shows_is_no_mark() {
        let shown = "````md\n```\n<!-- esgen:bord -->\n```\n````\n~~~\n<!-- /esgen -->\n~~~\n";
        let document = format!("{shown}<!-- esgen:board -->\n<!-- /esgen -->\n");
        assert!(injected(&document).unwrap().starts_with(shown));
    }

    #[test]
    fn a_wrong_mark_is_told_with_its_line() {
        let at = |line: usize, text: &str| (line, text.to_owned());
        assert_eq!(
            wrong("\n<!-- esgen:bord -->\n<!-- /esgen -->\n"),
            at(2, "there is no kind of picture called `bord`: did you mean `board`?")
        );
        assert_eq!(
            wrong("<!-- esgen:board colour=red -->\n<!-- /esgen -->\n"),
            at(
                1,
                "a mark cannot say `colour=red`: it can say `context=NAME`, several times, and `legend=no`"
            )
        );
        assert_eq!(
            wrong("<!-- esgen:board -->\n<!-- esgen:board -->\n<!-- /esgen -->\n"),
            at(1, "this block has no end: end the block with `<!-- /esgen -->`")
        );
        assert_eq!(
            wrong("x\n<!-- /esgen -->\n"),
            at(2, "no block is open here: begin the block with `<!-- esgen:board -->`")
        );
        assert_eq!(wrong("x\n").0, 1);
    }
}
