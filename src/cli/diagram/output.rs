//! Where a picture goes, and whether it is there already.

use std::path::Path;

use super::super::{Outcome, Result, files, terminal::Terminal};

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
