//! The repository that we are in: tools that show findings beside code count paths from its root.

use std::{env, path::Path};

use super::{Failure, Result, diff::Git, files};
use crate::source::SourceMap;

/// Where we are.
#[derive(Debug, Default)]
pub(super) struct Repository {
    /// The folder that we are in, below the root of the repository, with a `/` at the end unless it is empty.
    prefix: String,
    /// The root of the repository, with a `/` at the end; outside of one the folder that we are in.
    root: String,
}

impl Repository {
    /// The repository around the current folder.
    ///
    /// # Errors
    /// When there is no current folder.
    pub(super) fn here() -> Result<Self> {
        let git = Git::around(Path::new(".")).ok();
        if let Some((git, root)) = git.and_then(|git| git.root().map(|root| (git, root))) {
            return Ok(Self { prefix: git.prefix, root });
        }
        let here = env::current_dir()
            .map_err(|error| Failure::new(format!("cannot tell where we are: {error}")))?;
        Ok(Self { prefix: String::new(), root: format!("{}/", files::shown(&here)) })
    }

    /// The files with their paths as seen from the root.
    pub(super) fn paths_of(&self, sources: &SourceMap) -> SourceMap {
        sources.renamed(|path| self.below_root(path))
    }

    /// A path as seen from the root of the repository; what lies elsewhere is reached upward.
    fn below_root(&self, path: &str) -> String {
        let is_absolute = path.starts_with('/') || path.get(1..3) == Some(":/");
        let whole = if is_absolute {
            path.to_owned()
        } else {
            format!("{}{}{path}", self.root, self.prefix)
        };
        let (root, whole) = (parts(&self.root), parts(&whole));
        let common = root.iter().zip(&whole).take_while(|(one, other)| one == other).count();
        let upward = root.iter().skip(common).map(|_| "..");
        let parts: Vec<&str> = upward.chain(whole.into_iter().skip(common)).collect();
        parts.join("/")
    }
}

/// The parts of a path, with every `..` carried out.
fn parts(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::Repository;

    #[test]
    fn paths_count_from_the_root_wherever_we_are() {
        let here = Repository { prefix: "models/".to_owned(), root: "/home/ann/shop/".to_owned() };
        for (path, told) in [
            ("esgen.yaml", "models/esgen.yaml"),
            ("./parts/a.yaml", "models/parts/a.yaml"),
            ("../esgen.yaml", "esgen.yaml"),
            ("/home/ann/shop/x/esgen.yaml", "x/esgen.yaml"),
            ("/home/ann/other/esgen.yaml", "../other/esgen.yaml"),
            ("../../other/esgen.yaml", "../other/esgen.yaml"),
        ] {
            assert_eq!(here.below_root(path), told, "{path}");
        }
    }
}
