//! `esgen audit`: what a store holds, against what was published.

use std::{
    fs::File,
    io::{self, Read},
    path::PathBuf,
};

use clap::{Args, ValueEnum};

use super::{Failure, Outcome, Result, check, files, terminal::Terminal};
use crate::{
    diagnostic::rule,
    evolve::{
        audit::{Count, audit},
        lock::{VersionId, of_model},
    },
    report,
};

/// Compare the events that a store holds with what was published.
///
/// Reads lines of `type,version,count`, as the `counts` command of a generated service prints them, and says which
/// events the model cannot read, and which old versions no store holds any more.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The counts; the standard input when nothing is named.
    #[arg(value_name = "COUNTS")]
    counts: Option<PathBuf>,
    /// The root file of the model, or a folder with an `esgen.yaml`.
    #[arg(short, long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// How the verdicts are shown.
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How the verdicts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people.
    Text,
    /// One JSON document.
    Json,
}

const EXAMPLES: &str = "\
Examples:
  bank counts --db bank.db | esgen audit      a generated service and its model
  esgen audit counts.csv --model shop.yaml    counts of another store

The counts of any store with SQL:
  SELECT event_type, event_version, count(*) FROM events GROUP BY 1, 2";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let counts = match &arguments.counts {
        Some(path) => File::open(path)
            .map_err(|error| files::cannot("read", path, &error))
            .and_then(counts)?,
        None => counts(io::stdin())?,
    };
    let model = super::ModelArgument { model: arguments.model.clone() };
    let analysis = files::load(&files::find(&model)?)?;
    // What a store holds decides what may be purged, so that a missing attestation is no obstacle here.
    if check::has_errors_beside(&analysis, &[rule::UPCASTER_WITHOUT_ATTESTATION]) {
        check::show(&analysis, check::Format::Pretty, terminal);
        terminal.note("nothing was compared");
        return Ok(Outcome::Findings);
    }
    let published = analysis.lock.unwrap_or_else(|| of_model(&analysis.model, &analysis.plan));
    let rows = audit(&analysis.plan, &published, &counts);
    terminal.result(&match arguments.format {
        Format::Text => report::audit_text(&rows),
        Format::Json => report::audit_json(&rows),
    });
    let is_bad = rows.iter().any(|(_, verdict)| verdict.is_bad());
    Ok(if is_bad { Outcome::Findings } else { Outcome::Fine })
}

/// Reads counts, below a heading or without one.
fn counts(input: impl Read) -> Result<Vec<Count>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).trim(csv::Trim::All).from_reader(input);
    let mut counts = Vec::new();
    for (place, record) in reader.records().enumerate() {
        let record = record.map_err(|error| wrong(place, &error.to_string()))?;
        let [stored, version, count] = [0, 1, 2].map(|cell| record.get(cell).unwrap_or_default());
        let is_heading = [version, count].iter().all(|cell| cell.parse::<u64>().is_err());
        if place == 0 && record.len() == 3 && is_heading {
            continue;
        }
        let Ok(count) = count.parse() else {
            return Err(wrong(place, &format!("`{count}` is not a number of events")));
        };
        let version = if version.is_empty() { Ok(0) } else { version.parse() };
        let version = version.map_err(|_| wrong(place, "the version is not a whole number"))?;
        counts.push(Count { id: VersionId::new(stored, version), count });
    }
    if counts.is_empty() {
        return Err(Failure::new("there are no counts")
            .help("give lines of `type,version,count` on the standard input, or name a file"));
    }
    Ok(counts)
}

fn wrong(place: usize, why: &str) -> Failure {
    Failure::new(format!("line {} of the counts cannot be read: {why}", place + 1))
        .help("a line is `type,version,count`, such as `orders.order_placed,2,1204`")
}
