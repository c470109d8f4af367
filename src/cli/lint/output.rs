//! Where the findings of `esgen lint` go, and in which form.

use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum, builder::PossibleValue};

use super::super::{Failure, Result, files, repository::Repository, terminal::Terminal};
use crate::{
    diagnostic::nearest,
    lint::Report,
    report::{Look, lint as formats},
    source::SourceMap,
};

/// What is written, and what the exit code says.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArguments {
    /// How findings are shown.
    #[arg(short, long, value_enum, default_value_t = Format::Full)]
    format: Format,
    /// Also write a file, as `sarif=lint.sarif`; can be given several times.
    #[arg(short, long, value_name = "FORMAT=PATH", value_parser = target)]
    output: Vec<Target>,
    /// Show everything: no bound on how many findings are drawn.
    #[arg(long)]
    all: bool,
    /// Tell how much each rule found, and which one took longest.
    #[arg(long, visible_alias = "stats")]
    statistics: bool,
    /// End with 0 whatever is found.
    #[arg(long)]
    exit_zero: bool,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines at fault, for people.
    Full,
    /// One line a finding.
    Concise,
    /// File by file, in columns.
    Grouped,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions, and the summary of the job.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// Test results, for build servers.
    Junit,
    /// For reviewdog.
    Rdjson,
    /// A comment under a pull request.
    Markdown,
}

/// A file that is written.
#[derive(Debug, Clone)]
struct Target {
    format: Format,
    path: PathBuf,
}

fn target(text: &str) -> std::result::Result<Target, String> {
    let Some((word, path)) = text.split_once('=').filter(|(_, path)| !path.is_empty()) else {
        return Err("write the format and the file, such as `sarif=lint.sarif`".to_owned());
    };
    if path == "-" {
        return Err(format!("`-` is no file: `--format {word}` writes to standard output"));
    }
    let format = Format::from_str(word, false).map_err(|_| {
        let names: Vec<_> =
            Format::value_variants().iter().filter_map(Format::to_possible_value).collect();
        match nearest(word, names.iter().map(PossibleValue::get_name)) {
            Some(near) => format!("there is no format `{word}`, did you mean `{near}`?"),
            None => format!("there is no format `{word}`"),
        }
    })?;
    Ok(Target { format, path: PathBuf::from(path) })
}

impl OutputArguments {
    /// Whether the exit code says nothing about findings.
    pub(super) fn exits_zero(&self) -> bool {
        self.exit_zero
    }

    /// Writes the files first, so that they are there when somebody reads about them.
    ///
    /// # Errors
    /// When a file cannot be written, is one of the model, or two formats want the same one.
    pub(super) fn write(
        &self,
        report: &Report,
        sources: &SourceMap,
        terminal: &mut Terminal,
    ) -> Result<()> {
        self.refuse_the_same_file()?;
        self.refuse_the_model(sources)?;
        let look = terminal.look();
        let written =
            |look: Look| Look { most: if self.all { usize::MAX } else { look.most }, ..look };
        let writer = Writer::new(report, sources, self.formats())?;
        for target in &self.output {
            files::write(&target.path, &writer.text(target.format, written(Look::default())))?;
        }
        if self.formats().any(|format| format == Format::Github) {
            writer.summarise()?;
        }
        terminal.result(&writer.text(self.format, written(look)));
        if self.statistics {
            terminal.problem(&formats::statistics(report));
        }
        Ok(())
    }

    fn formats(&self) -> impl Iterator<Item = Format> {
        [self.format].into_iter().chain(self.output.iter().map(|target| target.format))
    }

    fn refuse_the_same_file(&self) -> Result<()> {
        let mut paths: Vec<_> = self.output.iter().map(|target| &target.path).collect();
        paths.sort();
        match paths.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => {
                Err(Failure::new(format!("`{}` cannot hold two formats", pair[0].display()))
                    .help("give every `--output` a file of its own"))
            }
            None => Ok(()),
        }
    }

    /// What is written must not take the place of what was read.
    fn refuse_the_model(&self, sources: &SourceMap) -> Result<()> {
        let read = |path: &Path| {
            let same = |file: &str| fs::canonicalize(file).is_ok_and(|file| file == path);
            sources.files().any(|(_, file)| same(file.path()))
        };
        let is_read = |target: &&Target| fs::canonicalize(&target.path).is_ok_and(|it| read(&it));
        match self.output.iter().find(is_read) {
            Some(target) => {
                Err(Failure::new(format!("`{}` is a file of the model", target.path.display()))
                    .help("give `--output` a file of its own"))
            }
            None => Ok(()),
        }
    }
}

impl Format {
    /// Whether paths are told as seen from the root of the repository, and not from here.
    fn is_for_programs(self) -> bool {
        match self {
            Self::Full | Self::Concise | Self::Grouped => false,
            Self::Json
            | Self::JsonLines
            | Self::Sarif
            | Self::Github
            | Self::Gitlab
            | Self::Junit
            | Self::Rdjson
            | Self::Markdown => true,
        }
    }
}

/// A report, and the files as seen from here and from the root of the repository.
struct Writer<'r> {
    report: &'r Report,
    here: &'r SourceMap,
    from_root: SourceMap,
}

impl<'r> Writer<'r> {
    fn new(
        report: &'r Report,
        here: &'r SourceMap,
        mut formats: impl Iterator<Item = Format>,
    ) -> Result<Self> {
        let from_root = if formats.any(Format::is_for_programs) {
            Repository::here()?.paths_of(here)
        } else {
            SourceMap::default()
        };
        Ok(Self { report, here, from_root })
    }

    fn text(&self, format: Format, look: Look) -> String {
        let Self { report, here, from_root } = self;
        match format {
            Format::Full => formats::full(report, here, look),
            Format::Concise => formats::concise(report, here),
            Format::Grouped => formats::grouped(report, here),
            Format::Json => formats::json(report, from_root),
            Format::JsonLines => formats::json_lines(report, from_root),
            Format::Sarif => formats::sarif(report, from_root),
            Format::Github => formats::github(report, from_root),
            Format::Gitlab => formats::gitlab(report, from_root),
            Format::Junit => formats::junit(report, from_root),
            Format::Rdjson => formats::rdjson(report, from_root),
            Format::Markdown => formats::comment(report, from_root),
        }
    }

    /// Adds a table of everything to the page that GitHub shows for the job.
    fn summarise(&self) -> Result<()> {
        let Some(path) = env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
            return Ok(());
        };
        let path = PathBuf::from(path);
        let text = formats::job_summary(self.report, &self.from_root);
        let file = fs::OpenOptions::new().append(true).create(true).open(&path);
        let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| files::cannot("write", &path, &error))
    }
}
