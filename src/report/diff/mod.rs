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
}
