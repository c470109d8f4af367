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

/// Writes every file.
pub(super) fn write(pages: &[Page]) -> Result {
    pages.iter().try_for_each(|page| files::write(&page.path, &page.bytes))?;
    Ok(Outcome::Fine)
}

/// Prints the picture.
pub(super) fn print(pages: &[Page], format: Format) -> Result {
    if format == Format::Png && std::io::stdout().is_terminal() {
        return Err(
            Failure::new("a terminal cannot show pixels").help("name a file, as in `-o board.png`")
        );
    }
    pages.iter().for_each(|page| Terminal::result_bytes(&page.bytes));
    Ok(Outcome::Fine)
}

/// Whether every file is what would be written.
pub(super) fn compare(pages: &[Page], terminal: &mut Terminal) -> Result {
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
