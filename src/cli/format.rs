//! Brings generated Rust into the form of rustfmt, with one call for all files.

use std::{
    fs, io,
    path::Path,
    process::{Command, Stdio},
};

use crate::generate::files::Files;

/// What came of formatting.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Formatted {
    /// Every file has the form of rustfmt.
    Done,
    /// There is no rustfmt on this machine.
    NoRustfmt,
    /// rustfmt refused; its own words.
    Refused(String),
}

/// Formats every Rust file of a generated tree in place.
///
/// # Errors
/// When the temporary copy cannot be written or read.
pub(super) fn format(files: &mut Files) -> io::Result<Formatted> {
    let scratch = tempfile::tempdir()?;
    for (path, file) in
        files.iter().filter(|(path, _)| is_rust(path) || path.as_str() == "rustfmt.toml")
    {
        let copy = scratch.path().join(path);
        copy.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(copy, &file.text)?;
    }
    let roots = files.keys().filter(|path| is_root(path)).map(|path| scratch.path().join(path));
    let run = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(scratch.path())
        .args(roots)
        .stdout(Stdio::null())
        .output();
    let output = match run {
        Ok(output) => output,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Formatted::NoRustfmt),
        Err(error) => return Err(error),
    };
    if !output.status.success() {
        return Ok(Formatted::Refused(in_words(&output.stderr, scratch.path())));
    }
    for (path, file) in files.iter_mut().filter(|(path, _)| is_rust(path)) {
        file.text = fs::read_to_string(scratch.path().join(path))?;
    }
    Ok(Formatted::Done)
}

fn in_words(stderr: &[u8], scratch: &Path) -> String {
    let text = String::from_utf8_lossy(stderr);
    text.replace(&format!("{}/", scratch.display()), "")
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

/// rustfmt follows `mod` from these to every other file.
fn is_root(path: &str) -> bool {
    let name = path.rsplit('/').next();
    is_rust(path) && (matches!(name, Some("lib.rs" | "main.rs")) || path.contains("/tests/"))
}
