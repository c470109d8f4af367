//! The baseline of `esgen lint`: what was found before, and is not to be heard again.

use std::path::{Path, PathBuf};

use clap::Args;

use super::super::{Failure, Result, files, terminal::Terminal};
use crate::lint::{
    Report,
    baseline::{Baseline, Entry, FILE},
};

/// What is done with findings that were there before.
#[derive(Debug, Default, Args)]
pub(super) struct BaselineArguments {
    /// The baseline; `esgen-baseline.json` beside the model, unless said otherwise.
    #[arg(long, value_name = "FILE", help_heading = "What was there before")]
    baseline: Option<PathBuf>,
    /// Show what the baseline hides.
    #[arg(long, conflicts_with_all = ["suppress", "prune"], help_heading = "What was there before")]
    no_baseline: bool,
    /// Add all that is found now to the baseline.
    #[arg(long, help_heading = "What was there before")]
    suppress: bool,
    /// Why what is added may stay.
    #[arg(
        long,
        requires = "suppress",
        value_name = "TEXT",
        help_heading = "What was there before"
    )]
    reason: Option<String>,
    /// Take away from the baseline what is not found any more.
    #[arg(long, help_heading = "What was there before")]
    prune: bool,
}

impl BaselineArguments {
    /// Applies the baseline to what was found, and changes it as it is asked. Gives the entries that nothing fits.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is no baseline.
    pub(super) fn run(
        &self,
        root: &Path,
        report: &mut Report,
        terminal: &mut Terminal,
    ) -> Result<Vec<Entry>> {
        if self.no_baseline {
            return Ok(Vec::new());
        }
        let path = self.baseline.clone().unwrap_or_else(|| files::beside(root, FILE));
        let mut baseline = self.read(&path)?;
        let before = baseline.clone();
        let mut gone: Vec<Entry> = baseline.apply(report).into_iter().cloned().collect();
        let mut done = Vec::new();
        if self.prune {
            baseline.remove(&gone);
            done.push(format!("took {} away", counted_entries(gone.len())));
            gone.clear();
        }
        if self.suppress {
            let known = baseline.len();
            baseline.add(report, self.reason.as_deref());
            done.push(format!("added {}", counted_entries(baseline.len() - known)));
            baseline.apply(report);
        }
        if baseline != before {
            files::write(&path, &baseline.to_string())?;
        }
        for note in done {
            terminal.note(&note);
        }
        Ok(gone)
    }

    fn read(&self, path: &Path) -> Result<Baseline> {
        if !path.is_file() {
            return match (&self.baseline, self.suppress) {
                (Some(named), false) => {
                    Err(Failure::new(format!("there is no baseline at `{}`", named.display()))
                        .help("`esgen lint --suppress` writes one"))
                }
                (Some(_) | None, _) => Ok(Baseline::default()),
            };
        }
        let bytes = files::read(path).map_err(|error| files::cannot("read", path, &error))?;
        Baseline::parse(&String::from_utf8_lossy(&bytes)).map_err(|why| {
            Failure::new(format!("`{}` is no baseline: {why}", path.display()))
                .help("put it back from version control, or remove it and begin again")
        })
    }
}

fn counted_entries(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}
