//! What linting found as text, one file a format. Every format is a function of the report and the files; which format
//! goes where, and whether there is a terminal, is the business of the command line.

mod concise;
mod full;
mod github;
mod gitlab;
mod grouped;
mod json;
mod junit;
mod markdown;
mod patch;
mod rdjson;
mod sarif;
mod statistics;
mod totals;
mod words;

pub use concise::concise;
pub use full::full;
pub use github::github;
pub use gitlab::gitlab;
pub use grouped::grouped;
pub use json::{json, json_lines};
pub use junit::junit;
pub use markdown::{comment, job_summary};
pub use rdjson::rdjson;
pub use sarif::sarif;
pub use statistics::statistics;
