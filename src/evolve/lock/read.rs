//! Reads a lock from its declarations: shapes become forms again, and every entry has to have its own hash.

use super::{Entry, FORMAT, Lock, Memory, State, VersionId};
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::form::Record,
    source::{FileId, SourceMap, Span},
    syntax::{
        self, At,
        ast::{LockDecl, LockedDecl},
    },
};

const RESTORE: &str =
    "take the file from version control again, and let `esgen publish` write what is new";

/// Reads a lock file. Entries that are damaged are reported, and left out where they cannot be read.
pub fn parse(file: FileId, sources: &SourceMap) -> (Lock, Vec<Diagnostic>) {
    let text = sources.text(file);
    if text.trim().is_empty() {
        let span = Span::new(file, 0, 0);
        let finding = Diagnostic::error(rule::BASELINE_UNREADABLE, span, "the lock file is empty");
        return (Lock::default(), vec![finding.help(RESTORE)]);
    }
    if Lock::sides(text).is_some() {
        let mark = text.find("<<<<<<<").and_then(|at| u32::try_from(at).ok()).unwrap_or_default();
        let span = Span::new(file, mark, mark + 7);
        let message = "the lock file has the marks of a merge that git could not finish";
        let finding = Diagnostic::error(rule::BASELINE_UNREADABLE, span, message);
        let help = "`esgen publish --merge` puts both sides together";
        return (Lock::default(), vec![finding.help(help)]);
    }
    let (decl, mut out) = syntax::parse_lock(file, sources);
    let (lock, found) = decl.map(|decl| read(&decl)).unwrap_or_default();
    out.extend(found);
    (lock, out)
}

fn read(decl: &LockDecl) -> (Lock, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let mut lock = Lock::default();
    if let Some(format) = decl.format.spanned().filter(|format| *format.value != FORMAT) {
        let message = format!("the lock file has format {}", format.value);
        let finding = Diagnostic::error(rule::BASELINE_UNREADABLE, format.span, message);
        let label = format!("this program reads format {FORMAT}");
        let is_newer = *format.value > FORMAT;
        let help = if is_newer { "use the newer esgen that wrote it" } else { RESTORE };
        out.push(finding.label(label).help(help));
        return (lock, out);
    }
    for locked in decl.versions.entries() {
        let Some(value) = &locked.value else { continue };
        let Some(id) = id_of(&locked.name.value) else {
            let message = format!("`{}` names no version", locked.name.value);
            let finding = Diagnostic::error(rule::LOCK_TAMPERED, locked.name.span, message);
            out.push(finding.label("a version is named `stored_name@number`").help(RESTORE));
            continue;
        };
        if let Some(entry) = entry(&id, value, locked.name.span, &mut out) {
            lock.versions.insert(id, entry);
        }
    }
    for saga in decl.sagas.entries() {
        let shape = saga.value.as_ref().and_then(|value| shape(&value.shape, &mut out));
        let Some(shape) = shape else { continue };
        lock.sagas.insert(saga.name.value.clone(), Memory { shape, span: saga.name.span });
    }
    (lock, out)
}

fn id_of(name: &str) -> Option<VersionId> {
    let (stored, number) = name.rsplit_once('@')?;
    let id = VersionId::new(stored, number.parse().ok().filter(|number| *number > 0)?);
    (id.to_string() == name).then_some(id)
}

fn entry(
    id: &VersionId,
    decl: &LockedDecl,
    span: Span,
    out: &mut Vec<Diagnostic>,
) -> Option<Entry> {
    let shape = shape(&decl.shape, out)?;
    let text = |at: &At<String>| at.get().cloned().unwrap_or_default();
    let entry = Entry {
        event: decl.event.get()?.clone(),
        audience: *decl.audience.get()?,
        stream: decl.stream.get()?.clone(),
        line: *decl.line.get()?,
        state: *decl.state.get()?,
        shape,
        steps: text(&decl.steps).lines().map(str::to_owned).collect(),
        reading: text(&decl.reading).lines().map(str::to_owned).collect(),
        unversioned: decl.unversioned.is_true(),
        meaning: text(&decl.meaning),
        samples: text(&decl.samples),
        span,
    };
    let is_damaged = decl.entry.get().is_some_and(|hash| *hash != entry.hash(id));
    if is_damaged {
        let message = format!("the published version `{id}` was edited in the lock file");
        out.push(
            Diagnostic::error(rule::LOCK_TAMPERED, span, message)
                .label("does not fit its `entry`")
                .related(decl.entry.span, "the hash of what was published")
                .help(RESTORE),
        );
    }
    Some(entry)
}

fn shape(decl: &At<String>, out: &mut Vec<Diagnostic>) -> Option<Record> {
    let Some(text) = decl.get() else {
        return if decl.is_bad() { None } else { Some(Record::default()) };
    };
    match Record::parse_lines(text) {
        Ok(shape) => Some(shape),
        Err((line, error)) => {
            let message = format!("line {} of this shape cannot be read: {error}", line + 1);
            out.push(Diagnostic::error(rule::LOCK_TAMPERED, decl.span, message).help(RESTORE));
            None
        }
    }
}

impl State {
    /// Whether stored events of that version may still exist.
    pub fn is_kept(self) -> bool {
        match self {
            Self::Published | Self::Deprecated | Self::Retired => true,
            Self::Purged => false,
        }
    }
}
