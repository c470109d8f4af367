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
        Some(_) if is_check => compare(pages, terminal),
        Some(_) => write(pages),
        None => print(pages, format),
    }
}

fn write(pages: &[Page]) -> Result {
    pages.iter().try_for_each(|page| files::write(&page.path, &page.bytes))?;
    Ok(Outcome::Fine)
}

fn print(pages: &[Page], format: Format) -> Result {
    if format == Format::Png && std::io::stdout().is_terminal() {
        return Err(
            Failure::new("a terminal cannot show pixels").help("name a file, as in `-o board.png`")
        );
    }
    pages.iter().for_each(|page| Terminal::result_bytes(&page.bytes));
    Ok(Outcome::Fine)
}

fn compare(pages: &[Page], terminal: &mut Terminal) -> Result {
    let mut outcome = Outcome::Fine;
    for page in pages {
        if let Some(state) = fault(&page.path, &page.bytes)? {
            let shown = files::shown(&page.path);
            terminal
                .note(&format!("`{shown}` {state}; the same command without `--check` writes it"));
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

fn fault(path: &Path, picture: &[u8]) -> Result<Option<&'static str>> {
    match files::read(path) {
        Ok(bytes) if bytes == picture => Ok(None),
        Ok(_) => Ok(Some("is stale")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Some("is not there")),
        Err(error) => Err(files::cannot("read", path, &error)),
    }
}
