//! How much other tools take: beyond that they show an error in the place of a picture.

use super::{Kind, Language, Refusal};

/// Mermaid gives up at 50,000 letters and 500 edges, and a document cannot raise that.
const LETTERS: usize = 45_000;
const EDGES: usize = 450;

/// The text, when its reader takes it.
///
/// # Errors
/// When it is too long.
pub(super) fn within(text: String, kind: &Kind, language: Language) -> Result<String, Refusal> {
    match language {
        Language::Dot | Language::Plantuml | Language::Markdown => return Ok(text),
        Language::Mermaid => {}
    }
    let letters = text.chars().count();
    // No text of a model has an arrow in it, since those letters are written as numbers.
    let edges = text.lines().filter(|line| line.contains("->") || line.contains("---")).count();
    let (count, most, what) = if letters > LETTERS {
        (letters, LETTERS, "letters")
    } else if edges > EDGES {
        (edges, EDGES, "edges")
    } else {
        return Ok(text);
    };
    let narrower = if kind.subject.is_none() { "pass `--context`, or " } else { "" };
    Err(Refusal {
        reason: format!("{count} {what} are too many for Mermaid, which takes {most} safely"),
        help: format!("{narrower}write an SVG"),
    })
}
