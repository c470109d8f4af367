//! A lock as the text of its file.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{Entry, FORMAT, Lock, VersionId};
use crate::evolve::Json;

const HEADER: &str = "\
# What has been published. Written by `esgen publish`: commit it, do not edit it.
# A version below never changes again. To change an event, give it a new version.
";

impl Display for Lock {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{HEADER}format: {FORMAT}\nversions:")?;
        out.write_str(if self.versions.is_empty() { " {}\n" } else { "\n" })?;
        self.versions.iter().try_for_each(|(id, entry)| write_entry(id, entry, out))?;
        if self.sagas.is_empty() {
            return Ok(());
        }
        writeln!(out, "sagas:")?;
        self.sagas.iter().try_for_each(|(name, memory)| {
            let empty = if memory.shape.0.is_empty() { " {}" } else { "" };
            writeln!(out, "  {}:{empty}", plain_or_quoted(name))?;
            write_block("shape", memory.shape.lines(), out)
        })
    }
}

fn write_entry(id: &VersionId, entry: &Entry, out: &mut Formatter<'_>) -> fmt::Result {
    writeln!(out, "  {}:", plain_or_quoted(&id.to_string()))?;
    writeln!(out, "    event: {}", plain_or_quoted(&entry.event))?;
    writeln!(out, "    audience: {}", entry.audience.as_str())?;
    writeln!(out, "    stream: {}", entry.stream)?;
    writeln!(out, "    line: {}", entry.line)?;
    writeln!(out, "    state: {}", entry.state.as_str())?;
    write_block("shape", entry.shape.lines(), out)?;
    write_block("steps", entry.steps.iter().cloned(), out)?;
    write_block("reading", entry.reading.iter().cloned(), out)?;
    if entry.unversioned {
        writeln!(out, "    unversioned: true")?;
    }
    writeln!(out, "    meaning: \"{}\"", entry.meaning)?;
    if !entry.samples.is_empty() {
        writeln!(out, "    samples: \"{}\"", entry.samples)?;
    }
    writeln!(out, "    entry: \"{}\"", entry.hash(id))
}

fn write_block(
    key: &str,
    lines: impl Iterator<Item = String>,
    out: &mut Formatter<'_>,
) -> fmt::Result {
    for (place, line) in lines.enumerate() {
        if place == 0 {
            writeln!(out, "    {key}: |")?;
        }
        writeln!(out, "      {line}")?;
    }
    Ok(())
}

/// Names in a model are free text: what YAML could read as something else stands in quotes.
fn plain_or_quoted(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._@-".contains(letter);
    let starts_well = text.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if starts_well && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let mut quoted = String::new();
    let _ = write!(quoted, "{}", Json::Text(text.to_owned()));
    quoted
}
