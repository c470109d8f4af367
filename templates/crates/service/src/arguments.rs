//! The command line.

use std::{ffi::OsString, path::PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, error::ErrorKind, value_parser};
use kernel::Uuid;
use store_sqlite::Durability;
use tracing::level_filters::LevelFilter;

use crate::error::ServiceError;

/// What the program is asked to do.
#[derive(Debug)]
pub(crate) enum Task {
    Serve { file: File, listen: String, log: Log },
    Demo { listen: Option<String> },
    Admin { file: File, what: Admin },
}

/// Which file, and how careful to be with it.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) durability: Durability,
}

/// What goes into the log, and how.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) level: LevelFilter,
    pub(crate) json: bool,
}

/// A look into the file, or a hand laid on it.
#[derive(Debug)]
pub(crate) enum Admin {
    Counts,
    Status,
    Rebuild { read_model: String },
    DeadLetters { processor: Option<String> },
    RetryDeadLetters { processor: String },
    DropDeadLetter { processor: String, position: u64 },
    Rejected,
    RetryRejected { id: Uuid },
    DropRejected { id: Uuid },
}

/// Reads the arguments; the first is the program's own name.
pub(crate) fn parse(
    name: &'static str,
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Task, ServiceError> {
    let matches = program(name).try_get_matches_from(arguments).map_err(|error| {
        let is_help = error.kind() == ErrorKind::DisplayHelp;
        ServiceError::Usage { text: error.to_string(), is_help }
    })?;
    Ok(match matches.subcommand() {
        None | Some(("serve", _)) => {
            let found = matches.subcommand().map_or(&matches, |(_, found)| found);
            Task::Serve { file: file(name, found), listen: text(found, "listen"), log: log(found) }
        }
        Some(("demo", found)) => {
            let serve = found.get_flag("serve");
            Task::Demo { listen: serve.then(|| text(found, "listen")) }
        }
        Some((verb, found)) => {
            let (found, what) = admin(verb, found);
            Task::Admin { file: file(name, found), what }
        }
    })
}

fn program(name: &'static str) -> Command {
    let serve =
        |command: Command| command.args([db(name), durability(), listen()]).args(log_args());
    let demo = Command::new("demo")
        .about("Read events of older builds, on a scratch file that goes afterwards")
        .arg(Arg::new("serve").long("serve").action(ArgAction::SetTrue).help("Serve them, too"))
        .arg(listen());
    let look = |verb, about| Command::new(verb).about(about).arg(db(name));
    let group = |verb, about| Command::new(verb).about(about).subcommand_required(true);
    let dead_letters =
        group("dead-letters", "Look after events that a policy, saga or read model cannot handle")
            .subcommand(look("list", "Show them").arg(processor().required(false)))
            .subcommand(look("retry", "Try them again, each stream in order").arg(processor()))
            .subcommand(
                look("drop", "Give one up for good").args([processor(), parsed::<u64>("position")]),
            );
    let rejected = group("rejected", "Look after commands of policies and sagas that were refused")
        .subcommand(look("list", "Show them"))
        .subcommand(look("retry", "Give one again").arg(parsed::<Uuid>("id")))
        .subcommand(look("drop", "Give one up for good").arg(parsed::<Uuid>("id")));
    serve(Command::new(name))
        .about("Serves, unless a subcommand asks for something else")
        .args_conflicts_with_subcommands(true)
        .subcommand(
            serve(Command::new("serve"))
                .about("Answer commands and questions over HTTP, and react to events"),
        )
        .subcommand(demo)
        .subcommand(look("counts", "Count the stored events by type and version, as CSV"))
        .subcommand(look("status", "Show how far policies, sagas and read models have come"))
        .subcommand(
            look("rebuild", "Build the rows of a read model again from the first event")
                .arg(Arg::new("read-model").required(true)),
        )
        .subcommand(dead_letters)
        .subcommand(rejected)
}

fn db(name: &str) -> Arg {
    Arg::new("db")
        .long("db")
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help(format!("The file that holds everything [default: {name}.db]"))
}

fn durability() -> Arg {
    Arg::new("durability")
        .long("durability")
        .value_name("WHEN")
        .value_parser(["full", "normal"])
        .default_value("full")
        .help("When a commit counts: normal is faster, and a power failure may lose the last ones")
}

fn listen() -> Arg {
    let address = Arg::new("listen").long("listen").value_name("ADDRESS");
    address.default_value("127.0.0.1:8080").help("Where to listen; port 0 is any that is free")
}

fn log_args() -> [Arg; 2] {
    let level = Arg::new("log").long("log").value_name("LEVEL").default_value("info");
    let format = Arg::new("log-format").long("log-format").value_name("FORMAT");
    [
        level
            .value_parser(["off", "error", "warn", "info", "debug", "trace"])
            .help("How much to log on standard error"),
        format.value_parser(["text", "json"]).default_value("text").help("How to write the log"),
    ]
}

fn processor() -> Arg {
    Arg::new("processor").required(true).help("Context and name, such as accounts.account_balance")
}

fn parsed<
    T: std::str::FromStr<Err: std::error::Error + Send + Sync> + Clone + Send + Sync + 'static,
>(
    name: &'static str,
) -> Arg {
    Arg::new(name).required(true).value_parser(|text: &str| text.parse::<T>())
}

fn admin<'m>(verb: &str, found: &'m ArgMatches) -> (&'m ArgMatches, Admin) {
    let (below, found) = found.subcommand().unwrap_or(("", found));
    let processor = || text(found, "processor");
    let id = || found.get_one::<Uuid>("id").copied().unwrap_or_default();
    let what = match (verb, below) {
        ("counts", _) => Admin::Counts,
        ("rebuild", _) => Admin::Rebuild { read_model: text(found, "read-model") },
        ("dead-letters", "retry") => Admin::RetryDeadLetters { processor: processor() },
        ("dead-letters", "drop") => {
            let position = found.get_one("position").copied().unwrap_or_default();
            Admin::DropDeadLetter { processor: processor(), position }
        }
        ("dead-letters", _) => {
            Admin::DeadLetters { processor: found.get_one("processor").cloned() }
        }
        ("rejected", "retry") => Admin::RetryRejected { id: id() },
        ("rejected", "drop") => Admin::DropRejected { id: id() },
        ("rejected", _) => Admin::Rejected,
        (_, _) => Admin::Status,
    };
    (found, what)
}

fn file(name: &str, found: &ArgMatches) -> File {
    let path = found.get_one::<PathBuf>("db").cloned();
    let given = found.try_get_one::<String>("durability").ok().flatten();
    let durability = match given.map(String::as_str) {
        Some("normal") => Durability::Normal,
        Some(_) | None => Durability::Full,
    };
    File { path: path.unwrap_or_else(|| PathBuf::from(format!("{name}.db"))), durability }
}

fn log(found: &ArgMatches) -> Log {
    let level = text(found, "log").parse().unwrap_or(LevelFilter::INFO);
    Log { level, json: text(found, "log-format") == "json" }
}

/// A text that is required or has a default.
fn text(found: &ArgMatches, name: &str) -> String {
    found.get_one::<String>(name).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, ServiceError> {
        parse("bank", line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_command_line_is_sound() {
        program("bank").debug_assert();
    }

    #[test]
    fn without_a_subcommand_it_serves() {
        for line in ["bank --listen 0.0.0.0:1 --db x.db", "bank serve --listen 0.0.0.0:1 --db x.db"]
        {
            let Ok(Task::Serve { file, listen, log }) = parsed(line) else { panic!("{line}") };
            assert_eq!((file.path, listen.as_str()), (PathBuf::from("x.db"), "0.0.0.0:1"));
            assert_eq!((log.level, log.json), (LevelFilter::INFO, false));
        }
        let Ok(Task::Serve { file, .. }) = parsed("bank") else { panic!() };
        assert_eq!(file.path, PathBuf::from("bank.db"));
    }

    #[test]
    fn administration_names_what_it_is_about() {
        let id = "0193d5a0-0000-7000-8000-000000000001";
        let rejected = format!("bank rejected drop {id}");
        for (line, what) in [
            ("bank counts", "Counts"),
            ("bank dead-letters list", "DeadLetters { processor: None }"),
            ("bank dead-letters drop a.b 7", "DropDeadLetter { processor: \"a.b\", position: 7 }"),
            (&rejected, &format!("DropRejected {{ id: {id} }}")),
        ] {
            let Ok(Task::Admin { what: found, .. }) = parsed(line) else { panic!("{line}") };
            assert_eq!(format!("{found:?}"), what);
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for line in ["bank sevre", "bank dead-letters drop a.b x", "bank rejected retry 7"] {
            assert!(matches!(parsed(line), Err(ServiceError::Usage { is_help: false, .. })));
        }
        assert!(matches!(parsed("bank --help"), Err(ServiceError::Usage { is_help: true, .. })));
    }
}
