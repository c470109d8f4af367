//! `esgen init`: a small model to start from.

use std::{fs, path::PathBuf};

use clap::Args;

use super::{Failure, Outcome, Result, files, schema, terminal::Terminal};
use crate::case;

/// Start a model: a small one that is fine as it stands, ready to be changed.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The name of the model, in kebab case.
    #[arg(default_value = "shop")]
    name: String,
    /// The folder to start in; it is made when it is not there.
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,
}

/// The model that `esgen init` writes; a test keeps it fine.
const MODEL: &str = include_str!("init.yaml");

const EXAMPLES: &str = "\
Examples:
  esgen init                          start the model `shop` in this folder
  esgen init coffee-shop -o coffee    start `coffee-shop` in a folder of its own";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    if !case::is_kebab(&arguments.name) {
        return Err(Failure::new(format!("`{}` is not a name in kebab case", arguments.name))
            .help("use lower-case letters, digits and single hyphens, such as `coffee-shop`"));
    }
    let path = arguments.output.join("esgen.yaml");
    let schema = arguments.output.join("esgen.schema.json");
    if let Some(there) = [&path, &schema].into_iter().find(|it| fs::symlink_metadata(it).is_ok()) {
        return Err(Failure::new(format!("`{}` is there already", there.display()))
            .help("choose another folder with `--output`"));
    }
    files::write(&schema, &schema::of_model())?;
    files::write(&path, &MODEL.replace("model: shop", &format!("model: {}", arguments.name)))?;
    terminal.note(&format!("wrote {} and {}", path.display(), schema.display()));
    terminal.note(
        "next: `esgen check`, `esgen diagram -o board.svg`, `esgen generate -o service --verify`",
    );
    Ok(Outcome::Fine)
}
