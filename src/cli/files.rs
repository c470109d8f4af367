//! Finds and reads the files of a model, and writes single files so that they are whole or not there.

use std::{
    env, fs, io,
    path::{Component, Path, PathBuf},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{Failure, ModelArgument, Result};
use crate::{
    evolve::{golden, lock},
    pipeline::{Analysis, Reading},
    source::Spanned,
};

/// The file that a command looks for when no model is named.
pub(super) const ROOT: &str = "esgen.yaml";

/// The largest file that is read; a model that is larger than this was not written by people.
pub(super) const LARGEST: u64 = 64 << 20;

/// Finds the root file of a model: the one that is named, or the nearest one upward from here.
///
/// # Errors
/// When there is none.
pub(super) fn find(argument: &ModelArgument) -> Result<PathBuf> {
    if let Some(named) = &argument.model {
        let path = if named.is_dir() { named.join(ROOT) } else { named.clone() };
        return if path.is_file() { Ok(path) } else { Err(missing(&path)) };
    }
    upward_from(Path::new(ROOT))
}

/// Finds the root file of the model that a file belongs to: the nearest one in its folder or above it.
///
/// # Errors
/// When there is none.
pub(super) fn upward_from(file: &Path) -> Result<PathBuf> {
    let here = env::current_dir()
        .map_err(|error| Failure::new(format!("cannot tell where we are: {error}")))?;
    let file = here.join(file);
    let folders = file.ancestors().skip(1);
    folders
        .map(|folder| folder.join(ROOT))
        .find(|path| path.is_file())
        .map(|path| path.strip_prefix(&here).map_or_else(|_| path.clone(), Path::to_path_buf))
        .ok_or_else(|| {
            Failure::new(format!("there is no `{ROOT}` in this folder or above it"))
                .help("name the model, or start one with `esgen init`")
        })
}

fn missing(path: &Path) -> Failure {
    Failure::new(format!("there is no model at `{}`", path.display()))
        .help("start one with `esgen init`")
}

/// Reads and analyses the model whose root file is `root`, with every file that it includes.
///
/// # Errors
/// When the root file cannot be read. An included file that cannot be read is a finding.
pub(super) fn load(root: &Path) -> Result<Analysis> {
    Ok(reading(root)?.on(today()?).analyze())
}

/// The day that `SOURCE_DATE_EPOCH` names, for runs that can be repeated, or else the day of the clock.
///
/// # Errors
/// When the environment names a moment that is none.
pub(super) fn today() -> Result<Date> {
    let now = match env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Timestamp::now(),
        Ok(text) => {
            let seconds = text.trim().parse().ok();
            seconds.and_then(|it| Timestamp::from_second(it).ok()).ok_or_else(|| {
                Failure::new(format!("`SOURCE_DATE_EPOCH` is `{text}`, which is no moment"))
                    .help("it is the number of seconds since 1970")
            })?
        }
    };
    Ok(now.to_zoned(TimeZone::UTC).date())
}

/// Reads the files of the model whose root file is `root`.
///
/// # Errors
/// When the root file cannot be read. An included file that cannot be read is a finding.
pub(super) fn reading(root: &Path) -> Result<Reading> {
    reading_with(root, None)
}

/// The same, with the text of one file as an editor has it.
///
/// # Errors
/// When the root file cannot be read, or the file is not one of the model.
pub(super) fn reading_with(root: &Path, edited: Option<(&Path, Vec<u8>)>) -> Result<Reading> {
    let (file, text) = edited.unzip();
    let is_edited = |path: &Path| file.is_some_and(|file| same_file(file, path));
    let mut text = text;
    let mut open = |path: &Path| match text.take_if(|_| is_edited(path)) {
        Some(text) => Ok(text),
        None => read(path),
    };
    let bytes = open(root).map_err(|error| cannot("read", root, &error))?;
    let mut reading = Reading::new(shown(root), bytes);
    for pattern in reading.includes() {
        include(root, &pattern, &mut reading, &mut open);
    }
    if let (Some(file), Some(_)) = (file, text) {
        let message = format!("`{}` is no file of the model", file.display());
        return Err(Failure::new(message).help("`include:` in the root file names its files"));
    }
    let lock = beside(root, lock::FILE);
    if lock.is_file() {
        let bytes = read(&lock).map_err(|error| cannot("read", &lock, &error))?;
        reading.lock(shown(&lock), bytes);
    }
    goldens(root, &mut reading)?;
    Ok(reading)
}

fn same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

/// What comes from standard input, as far as people write it.
///
/// # Errors
/// When it cannot be read, or is too large.
pub(super) fn stdin() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut input = io::Read::take(io::stdin(), LARGEST + 1);
    let here = Path::new("standard input");
    io::Read::read_to_end(&mut input, &mut bytes).map_err(|error| cannot("read", here, &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(cannot("read", here, &io::Error::other("that is too much")));
    }
    Ok(bytes)
}

/// Reads the golden files: one folder for each stored name, and files in it.
fn goldens(root: &Path, reading: &mut Reading) -> Result<()> {
    let top = beside(root, golden::FOLDER);
    let entries = |folder: &Path| -> Result<Vec<PathBuf>> {
        let read = fs::read_dir(folder).and_then(|all| all.map(|it| Ok(it?.path())).collect());
        read.map_err(|error| cannot("read", folder, &error))
    };
    if !top.is_dir() {
        return Ok(());
    }
    for folder in entries(&top)?.into_iter().filter(|path| path.is_dir()) {
        for path in entries(&folder)? {
            if path.extension().is_some_and(|end| end == "json") {
                let bytes = read(&path).map_err(|error| cannot("read", &path, &error))?;
                let name = path.strip_prefix(&top).unwrap_or(&path);
                reading.golden(shown(name), String::from_utf8_lossy(&bytes));
            }
        }
    }
    Ok(())
}

/// A file or folder that stands beside the root file of a model.
pub(super) fn beside(root: &Path, name: &str) -> PathBuf {
    root.parent().unwrap_or(Path::new("")).join(name)
}

fn include(
    root: &Path,
    pattern: &Spanned<String>,
    reading: &mut Reading,
    open: &mut impl FnMut(&Path) -> io::Result<Vec<u8>>,
) {
    let paths = match matches(root.parent().unwrap_or(Path::new("")), &pattern.value) {
        Ok(paths) => paths,
        Err(reason) => return reading.fail(pattern, &reason),
    };
    if paths.is_empty() {
        return reading.fail(pattern, "no file matches");
    }
    for path in paths {
        let name = shown(&path);
        if path == root {
            reading.fail(pattern, "a model cannot include itself");
        } else if !reading.has(&name) {
            match open(&path) {
                Ok(bytes) => {
                    reading.add(name, bytes);
                }
                Err(error) => reading.fail(pattern, &format!("`{name}`: {error}")),
            }
        }
    }
}

/// The files that a pattern names, in order. A pattern stays below the folder of the model.
fn matches(folder: &Path, pattern: &str) -> std::result::Result<Vec<PathBuf>, String> {
    let leaves =
        Path::new(pattern).is_absolute() || pattern.split(['/', '\\']).any(|part| part == "..");
    if leaves {
        return Err("an included file lies below the folder of the model".to_owned());
    }
    // `./parts` is `parts`: a file has one name, by which it is read once.
    let plain = Path::new(pattern).components().filter(|part| *part != Component::CurDir);
    let whole = Path::new(&glob::Pattern::escape(&folder.to_string_lossy()))
        .join(plain.collect::<PathBuf>());
    let paths = glob::glob(&whole.to_string_lossy()).map_err(|error| error.msg.to_owned())?;
    let mut files: Vec<_> =
        paths.filter_map(std::result::Result::ok).filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}

/// Reads a file that is not larger than what people write.
///
/// # Errors
/// When the disk refuses, or the file is too large.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let size = fs::metadata(path)?.len();
    if size > LARGEST {
        return Err(io::Error::other(format!("{size} bytes are too many")));
    }
    fs::read(path)
}

/// A path as messages show it, with `/` on every system.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Writes a file whole: the old text stays until the new one is there. A file that was there keeps its permissions, and
/// a link to it stays a link.
///
/// # Errors
/// When the disk refuses.
pub(super) fn write(path: &Path, bytes: &(impl AsRef<[u8]> + ?Sized)) -> Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let known = fs::metadata(&target).ok();
    if known.as_ref().is_some_and(|known| !known.is_file()) {
        // A device or a pipe takes what is written, and must not be replaced by a file.
        return fs::write(&target, bytes).map_err(|error| cannot("write", path, &error));
    }
    let folder =
        target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| {
        let mut file = ordinary().tempfile_in(folder)?;
        io::Write::write_all(&mut file, bytes.as_ref())?;
        if let Some(known) = known {
            fs::set_permissions(file.path(), known.permissions())?;
        }
        file.persist(&target).map_err(|error| error.error)
    });
    written.map(|_| ()).map_err(|error| cannot("write", path, &error))
}

/// A file that others may read as far as the user lets them, unlike a scratch file.
fn ordinary<'b>() -> tempfile::Builder<'b, 'b> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

pub(super) fn cannot(verb: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot {verb} `{}`: {error}", path.display()))
}
