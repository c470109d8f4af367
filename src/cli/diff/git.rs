//! Reads a commit through the `git` program; the worktree is never touched.

use std::{
    io::{self, Write as _},
    path::Path,
    process::{Command, Output, Stdio},
};

use super::super::{Failure, Result};
use crate::diagnostic::did_you_mean;

/// How the whole history is fetched.
const FETCH: &str = "`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in GitLab, `git fetch --unshallow` by hand";

/// The repository around a folder.
pub(in crate::cli) struct Git<'p> {
    folder: &'p Path,
    /// The folder below the root of the repository, with a `/` at the end unless it is empty.
    pub(in crate::cli) prefix: String,
}

/// A file of a commit.
#[derive(Debug, Clone)]
pub(super) struct Blob {
    /// Its path below the root of the repository.
    pub(super) path: String,
    id: String,
}

impl<'p> Git<'p> {
    /// The repository around a folder.
    ///
    /// # Errors
    /// When there is no git, or no repository.
    pub(in crate::cli) fn around(folder: &'p Path) -> Result<Self> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let git = Self { folder, prefix: String::new() };
        let output = git.ask(&["rev-parse", "--show-prefix"])?;
        if !output.status.success() {
            return Err(git.no_repository(&output));
        }
        let prefix = text(&output.stdout).trim_end_matches(['\r', '\n']).to_owned();
        Ok(Self { prefix, ..git })
    }

    /// The root of the worktree, with a `/` at the end; nothing in a bare repository.
    pub(in crate::cli) fn root(&self) -> Option<String> {
        let output = self.ask(&["rev-parse", "--show-toplevel"]).ok()?;
        let root = text(&output.stdout).trim_end_matches(['\r', '\n']).to_owned();
        (output.status.success() && !root.is_empty()).then(|| format!("{root}/"))
    }

    fn no_repository(&self, output: &Output) -> Failure {
        let told = text(&output.stderr);
        let reason = told.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
        if reason.contains("dubious ownership") {
            return Failure::new(format!("git does not trust this repository: {reason}"))
                .help("in a container: `git config --global --add safe.directory \"$PWD\"`");
        }
        let shown = self.folder.display();
        Failure::new(format!(
            "`{shown}` is in no git repository, so that there is no ref to compare with"
        ))
        .help("compare with a folder or a file, or leave the ref out")
    }

    /// The commit that a name means.
    ///
    /// # Errors
    /// When it means none; in a shallow clone with what to do about it.
    pub(super) fn commit(&self, name: &str) -> Result<String> {
        self.find(name)?.ok_or_else(|| self.unknown(name))
    }

    /// The commit that a name means, if it means one.
    pub(super) fn find(&self, name: &str) -> Result<Option<String>> {
        if name.starts_with('-') || name.is_empty() {
            return Ok(None);
        }
        let wanted = format!("{name}^{{commit}}");
        let output = self.ask(&["rev-parse", "--verify", "--quiet", &wanted])?;
        let found = text(&output.stdout).trim().to_owned();
        Ok((output.status.success() && !found.is_empty()).then_some(found))
    }

    fn unknown(&self, name: &str) -> Failure {
        let ask = |arguments: &[&str]| {
            let output = self.ask(arguments).ok().filter(|output| output.status.success());
            output.map(|output| text(&output.stdout)).unwrap_or_default()
        };
        let refs = ask(&["for-each-ref", "--format=%(refname:short)"]);
        let refs: Vec<&str> = refs.lines().collect();
        let remote = refs.iter().find(|known| known.ends_with(&format!("/{name}")));
        if let Some(remote) = remote {
            return Failure::new(format!("there is no `{name}` in this repository"))
                .help(format!("did you mean `{remote}`?"));
        }
        let is_shallow = ask(&["rev-parse", "--is-shallow-repository"]).trim() == "true";
        if is_shallow && self.is_of_history(name) {
            return Failure::new(format!("there is no `{name}` in this clone, which is shallow"))
                .help(format!("fetch the history too: {FETCH}"));
        }
        let failure = Failure::new(format!("`{name}` is neither a git ref nor a path"));
        let is_name = || {
            let output = self.ask(&["check-ref-format", "--allow-onelevel", name]);
            output.is_ok_and(|output| output.status.success())
        };
        let known = "name a branch, a tag, a commit, a folder or a file";
        match did_you_mean(name, refs.iter().copied()) {
            Some(help) => failure.help(help),
            None if is_shallow && is_name() => failure.help(format!(
                "{known}; a branch or tag may be missing since this clone is shallow: {FETCH}"
            )),
            None => failure.help(known),
        }
    }

    /// Whether a name means a commit that may lie beyond what was fetched: a hash, or one before a commit that is there.
    fn is_of_history(&self, name: &str) -> bool {
        let is_hash = name.len() >= 7 && name.bytes().all(|it| it.is_ascii_hexdigit());
        let later = name.find(['~', '^']).map(|end| &name[..end]);
        is_hash || later.is_some_and(|later| matches!(self.find(later), Ok(Some(_))))
    }

    /// The files of a commit below a folder, in order of path. Links and submodules are not among them.
    ///
    /// # Errors
    /// When git fails.
    pub(super) fn files(&self, commit: &str, below: &str) -> Result<Vec<Blob>> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit];
        if !below.is_empty() {
            arguments.extend(["--", below]);
        }
        let output = self.ask(&arguments)?;
        if !output.status.success() {
            return Err(self.failed(&output));
        }
        let listed = text(&output.stdout);
        let blob = |line: &str| {
            let (head, path) = line.split_once('\t')?;
            let mut head = head.split(' ');
            let (mode, _, id) = (head.next()?, head.next()?, head.next()?);
            mode.starts_with("100").then(|| Blob { path: path.to_owned(), id: id.to_owned() })
        };
        Ok(listed.split('\0').filter_map(blob).collect())
    }

    /// The contents of files, in their order.
    ///
    /// # Errors
    /// When git fails, or does not have one.
    pub(super) fn read(&self, blobs: &[&Blob]) -> Result<Vec<Vec<u8>>> {
        if blobs.is_empty() {
            return Ok(Vec::new());
        }
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|error| cannot_run(&error))?;
        let ids: Vec<&str> = blobs.iter().map(|blob| blob.id.as_str()).collect();
        let wanted = ids.join("\n") + "\n";
        // Written beside reading, since both pipes have an end.
        let pipe = child.stdin.take();
        let writer = std::thread::spawn(move || {
            pipe.map_or(Ok(()), |mut pipe| pipe.write_all(wanted.as_bytes()))
        });
        let output = child.wait_with_output().map_err(|error| cannot_run(&error))?;
        if !matches!(writer.join(), Ok(Ok(()))) || !output.status.success() {
            return Err(self.failed(&output));
        }
        contents(&output.stdout, blobs.len()).ok_or_else(|| {
            Failure::new("git does not have all files of that commit")
                .help("in a partial clone, fetch them first: `git fetch --refetch`")
        })
    }

    fn failed(&self, output: &Output) -> Failure {
        let told = text(&output.stderr);
        let reason = told.lines().next().unwrap_or("it gave no reason").to_owned();
        Failure::new(format!("git failed in `{}`: {reason}", self.folder.display()))
    }

    fn ask(&self, arguments: &[&str]) -> Result<Output> {
        self.command(arguments).output().map_err(|error| cannot_run(&error))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.folder).args(arguments);
        command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

fn cannot_run(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::NotFound {
        return Failure::new("there is no `git` on this machine")
            .help("install it, or compare with a folder or a file");
    }
    Failure::new(format!("cannot run git: {error}"))
}

/// What `cat-file --batch` wrote: for each file a line with its size, its bytes, and a line break.
fn contents(mut bytes: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut files = Vec::with_capacity(count);
    for _ in 0..count {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?;
        let size: usize = head.rsplit(' ').next()?.parse().ok()?;
        let body = bytes.get(end + 1..end + 1 + size)?;
        files.push(body.to_vec());
        bytes = bytes.get(end + 2 + size..)?;
    }
    Some(files)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
