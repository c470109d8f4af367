//! What a model is compared with: the lock beside it, a commit, a folder, or a file.

use std::path::Path;

use super::{
    super::{Failure, Result, files},
    git::{Blob, Git},
};
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    evolve::lock,
    pipeline::{Analysis, Reading},
    source::{SourceMap, Spanned},
};

/// What a model is compared with.
pub(in crate::cli) struct Base {
    /// What it is called.
    pub(in crate::cli) name: String,
    /// The model and its lock; nothing is known when there is none.
    pub(in crate::cli) found: Found,
    /// What the user should know about it.
    pub(in crate::cli) notes: Vec<String>,
    /// The first mistake of its model, where the lock stands in for that.
    pub(in crate::cli) mistake: Option<String>,
}

/// What there is.
pub(in crate::cli) enum Found {
    /// No model and no lock.
    Nothing,
    /// A lock without a model, or with a model that has mistakes.
    Lock(lock::Lock),
    /// A model, with its lock if there is one.
    Model(Box<Analysis>),
}

/// The lock beside a model.
pub(super) fn published(ours: &Analysis) -> Base {
    let name = lock::FILE.to_owned();
    if let Some(lock) = &ours.lock {
        return Base { name, found: Found::Lock(lock.clone()), notes: Vec::new(), mistake: None };
    }
    let note = format!("there is no `{name}`: nothing is published, and everything is new");
    Base { name, found: Found::Nothing, notes: vec![note], mistake: None }
}

/// What `--against` names. Where a name is both a ref and a path, it is the ref unless it looks like a path.
///
/// # Errors
/// When it names nothing, or what it names cannot be read.
pub(in crate::cli) fn named(name: &str, root: &Path, model: &str) -> Result<Base> {
    let path = Path::new(name);
    let looks_like_path = name.starts_with(['.', '/', '~'])
        || name.ends_with(['/', '\\'])
        || path.extension().is_some_and(|end| ["yaml", "yml", "lock"].iter().any(|it| end == *it));
    if path.exists() && looks_like_path {
        return at_path(name, path);
    }
    let folder = root.parent().unwrap_or(Path::new(""));
    match Git::around(folder) {
        Ok(git) => match git.find(name)? {
            Some(commit) => at_commit(&git, name, &commit, root, model),
            None if path.exists() => at_path(name, path),
            None => Err(git.commit(name).err().unwrap_or_else(|| missing(name))),
        },
        Err(_) if path.exists() => at_path(name, path),
        Err(failure) => Err(failure),
    }
}

fn missing(name: &str) -> Failure {
    Failure::new(format!("`{name}` is neither a git ref nor a path"))
}

fn at_path(name: &str, path: &Path) -> Result<Base> {
    if path.file_name().is_some_and(|file| file == lock::FILE) {
        let bytes = std::fs::read(path).map_err(|error| files::cannot("read", path, &error))?;
        return lock_alone(name, bytes);
    }
    let root = if path.is_dir() { path.join(files::ROOT) } else { path.to_path_buf() };
    if !root.is_file() {
        let lock = files::beside(&root, lock::FILE);
        if let Ok(bytes) = std::fs::read(&lock) {
            return lock_alone(name, bytes);
        }
        return Err(Failure::new(format!("there is no model at `{name}`")).help(format!(
            "name a folder with an `{}`, or the root file of a model",
            files::ROOT
        )));
    }
    judged(name, files::load(&root)?)
}

fn lock_alone(name: &str, bytes: Vec<u8>) -> Result<Base> {
    let mut sources = SourceMap::default();
    let file = sources.add_bytes(name, bytes);
    let (lock, found) = lock::parse(file, &sources);
    match found.iter().find(|finding| finding.severity == Severity::Error) {
        Some(error) => Err(unreadable(name, error)),
        None => Ok(Base {
            name: name.to_owned(),
            found: Found::Lock(lock),
            notes: Vec::new(),
            mistake: None,
        }),
    }
}

/// A baseline with mistakes says nothing reliable, but for its lock.
fn judged(name: &str, analysis: Analysis) -> Result<Base> {
    let name = name.to_owned();
    if analysis.is_whole {
        let found = Found::Model(Box::new(analysis));
        return Ok(Base { name, found, notes: Vec::new(), mistake: None });
    }
    let is_of_lock = |finding: &&Diagnostic| {
        [rule::BASELINE_UNREADABLE, rule::LOCK_TAMPERED].contains(&finding.rule)
    };
    if let Some(error) = analysis.diagnostics.iter().find(is_of_lock) {
        return Err(unreadable(&name, error));
    }
    let errors = analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let first = errors.map(|error| error.message.as_str()).next().unwrap_or_default();
    match analysis.lock {
        Some(lock) => {
            let note = format!(
                "the model at `{name}` has mistakes ({first}): its lock is compared instead"
            );
            let mistake = Some(first.to_owned());
            Ok(Base { name, found: Found::Lock(lock), notes: vec![note], mistake })
        }
        None => Err(has_mistakes(&name, first)),
    }
}

/// That a model has mistakes, and so cannot be compared with.
pub(in crate::cli) fn has_mistakes(name: &str, first: &str) -> Failure {
    Failure::new(format!("the model at `{name}` has mistakes: {first}"))
        .help("compare with a state that `esgen check` accepts")
}

fn unreadable(name: &str, error: &Diagnostic) -> Failure {
    let code = error.code().unwrap_or(error.rule);
    let failure =
        Failure::new(format!("`{name}` cannot be compared with: {} ({code})", error.message));
    match &error.help {
        Some(help) => failure.help(help.clone()),
        None => failure,
    }
}

/// The model of a commit: at the same path, or wherever the model of the same name was then.
fn at_commit(git: &Git<'_>, name: &str, commit: &str, root: &Path, model: &str) -> Result<Base> {
    let file = root.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
    let path = format!("{}{file}", git.prefix);
    let near = git.files(commit, &git.prefix)?;
    if near.iter().any(|blob| blob.path == path) {
        return judged(name, load(git, name, &path, &near)?);
    }
    let all = git.files(commit, "")?;
    if let Some(moved) = by_name(git, &all, model)? {
        let folder =
            moved.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let near: Vec<Blob> =
            all.into_iter().filter(|blob| blob.path.starts_with(&folder)).collect();
        let mut base = judged(name, load(git, name, &moved, &near)?)?;
        base.notes.push(format!("at `{name}` the model was in `{moved}`"));
        return Ok(base);
    }
    let note = format!("there is no model `{model}` at `{name}`: everything is new");
    Ok(Base { name: name.to_owned(), found: Found::Nothing, notes: vec![note], mistake: None })
}

/// The root file of the model of that name, when there is exactly one.
fn by_name(git: &Git<'_>, all: &[Blob], model: &str) -> Result<Option<String>> {
    let end = |blob: &Blob| Path::new(&blob.path).extension().map(std::ffi::OsStr::to_owned);
    let is_yaml = |blob: &&Blob| end(blob).is_some_and(|end| end == "yaml" || end == "yml");
    let candidates: Vec<&Blob> = all.iter().filter(is_yaml).collect();
    let texts = git.read(&candidates)?;
    let named = candidates.iter().zip(texts).filter(|(_, bytes)| {
        let text = String::from_utf8_lossy(bytes);
        let is_root = text.lines().any(|line| line.starts_with("esgen:"));
        let mut names = text.lines().filter_map(|line| line.strip_prefix("model:"));
        let bare = |name: &str| {
            let name = name.split(" #").next().unwrap_or_default();
            name.trim().trim_matches(['"', '\'']) == model
        };
        is_root && names.any(bare)
    });
    let mut paths = named.map(|(blob, _)| blob.path.clone());
    Ok(match (paths.next(), paths.next()) {
        (Some(only), None) => Some(only),
        (Some(_) | None, _) => None,
    })
}

/// Reads a model out of a commit, as `files::load` does from disk. Golden files are left aside: they decide nothing
/// about the baseline.
fn load(git: &Git<'_>, name: &str, root: &str, near: &[Blob]) -> Result<Analysis> {
    let one = |blob: &Blob| Ok(git.read(&[blob])?.pop().unwrap_or_default());
    let shown = |path: &str| format!("{name}:{path}");
    let find = |path: &str| near.iter().find(|blob| blob.path == path);
    let folder = root.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let bytes = find(root).map(one).transpose()?.unwrap_or_default();
    let mut reading = Reading::new(shown(root), bytes);
    for pattern in reading.includes() {
        let matching = matches(&folder, root, &pattern, near);
        if matching.is_empty() {
            reading.fail(&pattern, "no file matches");
        }
        let texts = git.read(&matching)?;
        for (blob, bytes) in matching.iter().zip(texts) {
            if !reading.has(&shown(&blob.path)) {
                reading.add(shown(&blob.path), bytes);
            }
        }
    }
    let path = format!("{folder}{}", lock::FILE);
    if let Some(blob) = find(&path) {
        reading.lock(shown(&path), one(blob)?);
    }
    Ok(reading.analyze())
}

fn matches<'b>(
    folder: &str,
    root: &str,
    pattern: &Spanned<String>,
    near: &'b [Blob],
) -> Vec<&'b Blob> {
    let options = glob::MatchOptions { require_literal_separator: true, ..Default::default() };
    let Ok(compiled) = glob::Pattern::new(pattern.value.trim_start_matches("./")) else {
        return Vec::new();
    };
    let is_meant = |blob: &&Blob| {
        let inside = blob.path.strip_prefix(folder).filter(|_| blob.path != root);
        inside.is_some_and(|path| compiled.matches_with(path, options))
    };
    near.iter().filter(is_meant).collect()
}
