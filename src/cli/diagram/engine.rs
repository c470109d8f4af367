//! Who makes the layout: esgen, or the `dot` of Graphviz that is installed here.

use std::{
    io::{self, Read, Write},
    process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use clap::ValueEnum;

use super::{
    super::{Failure, Result},
    format::Format,
};

/// Who makes the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Engine {
    /// esgen, the same on every machine.
    Own,
    /// The `dot` of Graphviz that is installed here.
    Dot,
}

/// How long `dot` may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often is looked whether it is done.
const PAUSE: Duration = Duration::from_millis(10);

/// The picture that `dot` makes of a text.
///
/// # Errors
/// When there is no `dot`, when it takes too long or says that something is wrong, and for formats that it is not
/// asked for.
pub(super) fn by_dot(text: &str, format: Format) -> Result<Vec<u8>> {
    let output = match format {
        Format::Svg => "-Tsvg",
        Format::Png => "-Tpng",
        Format::Html | Format::Dot | Format::Mermaid | Format::Plantuml | Format::Md => {
            let message = "`--engine` says nothing about a text or a page";
            return Err(Failure::new(message).help("leave it out"));
        }
    };
    let mut command = Command::new("dot");
    command.arg(output).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().map_err(|error| not_started(&error))?;
    Running::new(child, text.to_owned()).picture()
}

fn not_started(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::NotFound {
        Failure::new("there is no `dot` on this machine")
            .help("install Graphviz, or leave `--engine` out: esgen's own layout needs nothing")
    } else {
        Failure::new(format!("cannot run `dot`: {error}")).help("leave `--engine` out")
    }
}

/// A `dot` at work, with somebody at each of its ends, so that none of them can hold it up.
struct Running {
    child: Child,
    output: thread::JoinHandle<io::Result<Vec<u8>>>,
    complaints: thread::JoinHandle<io::Result<Vec<u8>>>,
}

impl Running {
    fn new(mut child: Child, text: String) -> Self {
        let (stdin, stdout, stderr): (
            Option<ChildStdin>,
            Option<ChildStdout>,
            Option<ChildStderr>,
        ) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        // A `dot` that gives up early reads no more; what it says about that is told.
        thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(text.as_bytes())));
        let output = thread::spawn(move || read(stdout));
        let complaints = thread::spawn(move || read(stderr));
        Self { child, output, complaints }
    }

    fn picture(mut self) -> Result<Vec<u8>> {
        let failed = |error: io::Error| Failure::new(format!("cannot read from `dot`: {error}"));
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().map_err(failed)? {
                break status;
            }
            if start.elapsed() > PATIENCE {
                // It is gone either way, so that there is nobody to tell of a failure.
                let _ = self.child.kill();
                let _ = self.child.wait();
                let message = format!("`dot` took more than {} seconds", PATIENCE.as_secs());
                return Err(Failure::new(message)
                    .help("draw less, as with `--context`, or leave `--engine` out"));
            }
            thread::sleep(PAUSE);
        };
        let picture = self.output.join().unwrap_or_else(|_| Ok(Vec::new())).map_err(failed)?;
        if status.success() && !picture.is_empty() {
            return Ok(picture);
        }
        let complaints =
            self.complaints.join().unwrap_or_else(|_| Ok(Vec::new())).map_err(failed)?;
        let complaints = String::from_utf8_lossy(&complaints);
        let first = complaints.lines().next().unwrap_or("it does not say why");
        Err(Failure::new(format!("`dot` failed: {first}")).help("leave `--engine` out"))
    }
}

fn read(stream: Option<impl Read>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(mut stream) = stream {
        stream.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
