//! The format of a picture: what is asked for, or what the name of the file tells.

use std::path::Path;

use clap::ValueEnum;

use super::super::{Failure, Result, files};
use crate::diagram::{Kind, Language};

/// The format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A vector picture for documents and browsers.
    Svg,
    /// Pixels.
    Png,
    /// A page with everything that there is to see, in one file that works offline.
    Html,
    /// Text for Graphviz, which makes the layout then.
    Dot,
    /// Text for Mermaid, which GitHub and others draw inside of Markdown.
    Mermaid,
    /// Text for `PlantUML`.
    Plantuml,
    /// Text to read.
    Md,
}

/// What the name of a file tells of its format, the usual ending of a format first.
const ENDS: &[(&str, Format)] = &[
    ("svg", Format::Svg),
    ("png", Format::Png),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("dot", Format::Dot),
    ("gv", Format::Dot),
    ("mmd", Format::Mermaid),
    ("mermaid", Format::Mermaid),
    ("puml", Format::Plantuml),
    ("plantuml", Format::Plantuml),
    ("md", Format::Md),
];

impl Format {
    /// The usual ending of a file.
    pub(super) fn end(self) -> &'static str {
        ENDS.iter().find(|(_, format)| *format == self).map_or("", |(end, _)| *end)
    }

    /// Its name, as people write it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Html => "HTML",
            Self::Dot | Self::Mermaid | Self::Plantuml | Self::Md => {
                self.language().map_or("", Language::name)
            }
        }
    }

    /// Whether a kind of picture exists in this format by itself. A page shows all of them.
    pub(super) fn is_of(self, kind: &Kind) -> bool {
        match self.language() {
            Some(language) => kind.languages().any(|known| known == language),
            None => kind.is_drawn() && self != Self::Html,
        }
    }

    /// The language in which another tool is told what to draw; nothing for what is drawn here.
    pub(super) fn language(self) -> Option<Language> {
        match self {
            Self::Svg | Self::Png | Self::Html => None,
            Self::Dot => Some(Language::Dot),
            Self::Mermaid => Some(Language::Mermaid),
            Self::Plantuml => Some(Language::Plantuml),
            Self::Md => Some(Language::Markdown),
        }
    }
}

/// The format that is asked for, or that the name of the file tells; where there is no name, what people look at.
///
/// # Errors
/// When neither tells one, or several are asked for.
pub(super) fn format(asked: &[Format], output: Option<&Path>, kind: &Kind) -> Result<Format> {
    let asked = match asked {
        [] => None,
        [format] => Some(*format),
        [_, _, ..] => {
            return Err(Failure::new("one picture has one format")
                .help("`esgen diagram all` writes several of everything"));
        }
    };
    let end = output.and_then(Path::extension).map(|end| end.to_string_lossy().to_lowercase());
    let told = ENDS.iter().find(|(known, _)| end.as_deref() == Some(*known));
    match (asked, told, output) {
        (Some(format), ..) => Ok(format),
        (None, Some((_, format)), _) => Ok(*format),
        (None, None, None) if kind.is_drawn() => Ok(Format::Svg),
        (None, None, None) => Ok(Format::Md),
        (None, None, Some(path)) => {
            let name = files::shown(path);
            let ends: Vec<_> = ENDS.iter().map(|(end, _)| format!("`.{end}`")).collect();
            Err(Failure::new(format!("the name `{name}` does not tell the format"))
                .help(format!("end it in {}, or say `--format`", ends.join(", "))))
        }
    }
}
