//! `esgen lint --fix`: carries fixes out on disk, or shows what they would change.

use std::path::Path;

use clap::Args;

use super::super::{Outcome, Result, check::counted, files, terminal::Terminal};
use crate::{
    lint::{Applied, Fixed, Overrides, fix},
    pipeline::Analysis,
    source::SourceMap,
};

/// What is done about findings that can be fixed.
#[derive(Debug, Args)]
pub(super) struct FixArguments {
    /// Carry out the fixes that keep the meaning.
    #[arg(long, help_heading = "Fixing")]
    fix: bool,
    /// Carry these out, and those that a person should look at.
    #[arg(long, help_heading = "Fixing")]
    unsafe_fixes: bool,
    /// Show what the fixes would change, and write nothing.
    #[arg(long, help_heading = "Fixing")]
    diff: bool,
}

impl FixArguments {
    /// Whether anything is to be fixed or shown.
    pub(super) fn is_asked(&self) -> bool {
        self.fix || self.unsafe_fixes || self.diff
    }

    /// Carries the fixes out. Gives the model as it is then, or how the command ended when nothing is written.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(super) fn run(
        &self,
        analysis: Analysis,
        overrides: &Overrides,
        terminal: &mut Terminal,
    ) -> Result<std::result::Result<Analysis, Outcome>> {
        let before = texts(&analysis.sources);
        let fixed = fix(analysis, overrides, self.unsafe_fixes);
        let changed = changed(&before, &fixed.analysis);
        if self.diff {
            for (path, old, new) in &changed {
                let lines = similar::TextDiff::from_lines(*old, *new);
                terminal.result(&lines.unified_diff().header(path, path).to_string());
            }
            terminal.note(&told(&fixed, "would fix"));
            let is_fine = changed.is_empty();
            return Ok(Err(if is_fine { Outcome::Fine } else { Outcome::Findings }));
        }
        for (path, _, new) in &changed {
            files::write(Path::new(path), new)?;
        }
        terminal.note(&told(&fixed, "fixed"));
        Ok(Ok(fixed.analysis))
    }
}

fn texts(sources: &SourceMap) -> Vec<String> {
    sources.files().map(|(_, file)| file.text().to_owned()).collect()
}

/// The files of the model that are not what they were, with the text before and after.
fn changed<'t>(before: &'t [String], after: &'t Analysis) -> Vec<(&'t str, &'t str, &'t str)> {
    let files = after.sources.files().zip(before);
    files
        .filter(|((_, file), old)| file.text() != old.as_str())
        .map(|((_, file), old)| (file.path(), old.as_str(), file.text()))
        .collect()
}

fn told(fixed: &Fixed, verb: &str) -> String {
    let mut text = format!("{verb} {}", counted(fixed.applied.len(), "finding"));
    let line = |it: &Applied| format!("\n  {}: {} ({})", it.rule, it.title, shown(&it.path));
    text.extend(fixed.applied.iter().map(line));
    if !fixed.refused.is_empty() {
        text.push_str("\nnot fixed, since more would be found afterwards:");
        text.extend(fixed.refused.iter().map(line));
    }
    text
}

fn shown(path: &str) -> &str {
    if path.is_empty() { "the model" } else { path }
}
