//! Writing generated files as plainly as it can be done, to compare generation with.

use std::{fs, io, path::Path};

use esgen::generate::files::Files;

/// The size of all texts together.
pub(crate) fn bytes(files: &Files) -> usize {
    files.values().map(|file| file.text.len()).sum()
}

/// Writes every file below `root`, folders included.
pub(crate) fn write(files: &Files, root: &Path) -> io::Result<()> {
    for (path, file) in files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, &file.text)?;
    }
    Ok(())
}
