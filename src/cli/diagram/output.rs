//! Where a picture goes, and whether it is there already.

use std::{io::IsTerminal, path::Path};

use super::{
    super::{Failure, Outcome, Result, files, terminal::Terminal},
    format::Format,
};

/// Writes a picture to a file or prints it, or only compares it with the file.
pub(super) fn give(
    output: Option<&Path>,
    picture: &[u8],
    format: Format,
    is_check: bool,
    terminal: &mut Terminal,
) -> Result {
    match output {
        Some(path) if is_check => compare(path, picture, terminal),
        Some(path) => files::write(path, picture).map(|()| Outcome::Fine),
        None if format == Format::Png && std::io::stdout().is_terminal() => {
            Err(Failure::new("a terminal cannot show pixels")
                .help("name a file, as in `-o board.png`"))
        }
        None => {
            Terminal::result_bytes(picture);
            Ok(Outcome::Fine)
        }
    }
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
