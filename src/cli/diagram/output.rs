//! Where pictures go, and whether they are there already.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use super::{
    super::{Failure, Outcome, Result, files, terminal::Terminal},
    format::Format,
};

/// A picture, and its file.
pub(super) struct Page {
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
}

/// Writes pictures to their files or prints them, or only compares them with the files.
pub(super) fn give(
    pages: &[Page],
    (output, format): (Option<&Path>, Format),
    is_check: bool,
    terminal: &mut Terminal,
) -> Result {
    match output {
        Some(_) if is_check => compare_all(pages, terminal),
        Some(_) => write(pages),
        None => print(pages, format, terminal),
    }
}

fn write(pages: &[Page]) -> Result {
    pages.iter().try_for_each(|page| files::write(&page.path, &page.bytes))?;
    Ok(Outcome::Fine)
}

fn print(pages: &[Page], format: Format, terminal: &mut Terminal) -> Result {
    if format == Format::Png && std::io::stdout().is_terminal() {
        return Err(
            Failure::new("a terminal cannot show pixels").help("name a file, as in `-o board.png`")
        );
    }
    pages.iter().for_each(|page| terminal.result_bytes(&page.bytes));
    Ok(Outcome::Fine)
}

fn compare_all(pages: &[Page], terminal: &mut Terminal) -> Result {
    let mut outcome = Outcome::Fine;
    for page in pages {
        if compare(&page.path, &page.bytes, terminal)? == Outcome::Findings {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

/// Whether a file is what would be written.
pub(super) fn compare(path: &Path, picture: &[u8], terminal: &mut Terminal) -> Result {
    let shown = files::shown(path);
    let state = match files::read(path) {
        Ok(bytes) if bytes == picture => return Ok(Outcome::Fine),
        Ok(_) => "is stale",
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "is not there",
        Err(error) => return Err(files::cannot("read", path, &error)),
    };
    terminal.note(&format!("`{shown}` {state}; the same command without `--check` writes it"));
    Ok(Outcome::Findings)
}
