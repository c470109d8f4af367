//! Comparisons as text, one file a format. What they say is decided in `evolve::diff`.

mod github;
mod json;
mod markdown;
mod sarif;
mod text;
mod words;

pub use github::github;
pub use json::json;
pub use markdown::markdown;
pub use sarif::sarif;
pub use text::text;

/// What was compared, in words.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The name of the model.
    pub model: String,
    /// What it was compared with: `esgen.lock`, a git ref, or a path.
    pub baseline: String,
    /// What the user should know about the baseline.
    pub notes: Vec<String>,
    /// The folder of the paths below the root of the repository, with a `/` at the end unless it is empty: tools that
    /// show findings beside code count paths from there.
    pub prefix: String,
    /// The root of the repository; empty outside of one.
    pub root: String,
}

impl About {
    /// A path as seen from the root of the repository.
    fn from_root(&self, path: &str) -> String {
        let below = path.strip_prefix(&self.root).filter(|_| !self.root.is_empty());
        let (prefix, path) = match below {
            Some(below) => ("", below),
            None => (self.prefix.as_str(), path),
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in prefix.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        parts.join("/")
    }
}
