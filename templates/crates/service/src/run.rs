//! The program: arguments in, exit code out.

use std::{
    env,
    ffi::OsString,
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

use store_sqlite::{Options, Store};

use crate::{
    admin,
    arguments::{Admin, File, Log, Task, parse},
    demo,
    error::ServiceError,
    service::Service,
};

impl Service {
    /// Does what the command line asks for. Ends with 0 when that went well, with 1 when it did
    /// not, and with 2 when the command line is not understood.
    pub fn main(self) -> ExitCode {
        match self.run(env::args_os(), &mut io::stdout().lock()) {
            Ok(()) => ExitCode::SUCCESS,
            // Whoever reads the output has seen enough.
            Err(ServiceError::System(error)) if error.kind() == ErrorKind::BrokenPipe => {
                ExitCode::SUCCESS
            }
            Err(ServiceError::Usage { text, is_help: true }) => {
                drop(io::stdout().write_all(text.as_bytes()));
                ExitCode::SUCCESS
            }
            Err(ServiceError::Usage { text, is_help: false }) => {
                drop(io::stderr().write_all(text.as_bytes()));
                ExitCode::from(2)
            }
            Err(error) => {
                drop(writeln!(io::stderr(), "error: {error}"));
                ExitCode::FAILURE
            }
        }
    }

    /// Does what `arguments` ask for, of which the first is the program's name, and writes to
    /// `out` what that shows.
    pub fn run(
        mut self,
        arguments: impl IntoIterator<Item = OsString>,
        out: &mut dyn Write,
    ) -> Result<(), ServiceError> {
        match parse(self.name, arguments)? {
            Task::Serve { file, listen, log } => {
                start_log(&log);
                self.start(open(&file)?, &listen)?.run()
            }
            Task::Demo { listen } => demo::run(self, listen.as_deref(), out),
            Task::Admin { file, what } => {
                if !file.path.exists() {
                    return Err(ServiceError::NoFile(file.path));
                }
                let store = open(&file)?;
                if let Admin::Counts = what {
                    return admin::counts(&store, out);
                }
                let processors = std::mem::take(&mut self.wiring).connect(&store)?;
                admin::run(what, &store, processors.monitor(), out)
            }
        }
    }
}

fn open(file: &File) -> Result<Store, ServiceError> {
    let options = Options { durability: file.durability, ..Options::default() };
    Ok(Store::open(&file.path, options)?)
}

/// Sends the log to standard error. A program that has set up its own keeps that.
pub(crate) fn start_log(log: &Log) {
    let lines = tracing_subscriber::fmt().with_max_level(log.level).with_writer(io::stderr);
    drop(if log.json { lines.json().flatten_event(true).try_init() } else { lines.try_init() });
}
