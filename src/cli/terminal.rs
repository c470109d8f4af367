//! What the user sees: results on standard output, everything else on standard error.

use std::io::{ErrorKind, IsTerminal, Write};

use anstream::{
    AutoStream, ColorChoice,
    stream::{AsLockedWrite, RawStream},
};

use super::{Colour, Failure, Result, harmless::harmless};
use crate::report::Look;

/// The two streams of the process, with colours where they are wanted.
pub(super) struct Terminal {
    out: Out,
    err: AutoStream<std::io::Stderr>,
    /// Why a result is not where it should be.
    lost: Option<std::io::Error>,
}

/// Where results go.
enum Out {
    /// To whoever started the process.
    Process(AutoStream<std::io::Stdout>),
    /// Into a text, to be shown later; with colours or without.
    Text(Vec<u8>, ColorChoice),
}

impl Out {
    fn choice(&self) -> ColorChoice {
        match self {
            Self::Process(out) => out.current_choice(),
            Self::Text(_, choice) => *choice,
        }
    }

    fn write(&mut self, text: &str) -> std::io::Result<()> {
        match self {
            Self::Process(out) => write(out, text).and_then(|()| out.flush()),
            Self::Text(recorded, _) => recorded.write_all(text.as_bytes()),
        }
    }
}

impl Terminal {
    pub(super) fn new(colour: Colour) -> Self {
        let choice = match colour {
            Colour::Auto => automatic(),
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        Self {
            out: Out::Process(AutoStream::new(std::io::stdout(), choice)),
            err: AutoStream::new(std::io::stderr(), choice),
            lost: None,
        }
    }

    /// A terminal that looks like this one and keeps its results as a text.
    pub(super) fn recording(&self) -> Self {
        let choice = self.out.choice();
        Self {
            out: Out::Text(Vec::new(), choice),
            err: AutoStream::new(std::io::stderr(), self.err.current_choice()),
            lost: None,
        }
    }

    /// The results that were kept as a text.
    pub(super) fn recorded(self) -> String {
        match self.out {
            Out::Process(_) => String::new(),
            Out::Text(text, _) => String::from_utf8_lossy(&text).into_owned(),
        }
    }

    /// Empties the screen, where there is one.
    pub(super) fn clear(&mut self) {
        if std::io::stdout().is_terminal() && self.out.choice() != ColorChoice::Never {
            self.result_bytes(b"\x1b[2J\x1b[H");
        }
    }

    /// How findings are drawn here. Colours are always written and taken out again where they are not wanted.
    pub(super) fn look(&self) -> Look {
        let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Look {
            colour: self.out.choice() != ColorChoice::Never,
            unicode: speaks_unicode(),
            width: width.unwrap_or(Look::default().width),
            ..Look::default()
        }
    }

    /// Writes a result. A closed pipe means that the reader has seen enough, which is no error.
    pub(super) fn result(&mut self, text: &str) {
        let written = self.out.write(text);
        self.keep(written);
    }

    /// Writes a result that is no text, without looking for colours in it.
    pub(super) fn result_bytes(&mut self, bytes: &[u8]) {
        let mut out = std::io::stdout().lock();
        let written = out.write_all(bytes).and_then(|()| out.flush());
        self.keep(written);
    }

    fn keep(&mut self, written: std::io::Result<()>) {
        let lost = written.err().filter(|error| error.kind() != ErrorKind::BrokenPipe);
        self.lost = self.lost.take().or(lost);
    }

    /// Whether every result could be written.
    ///
    /// # Errors
    /// When the disk was full, for one.
    pub(super) fn check(&mut self) -> Result<()> {
        let lost = self.lost.take();
        lost.map_or(Ok(()), |error| Err(Failure::new(format!("cannot write the result: {error}"))))
    }

    /// Shows findings that stand beside a result.
    pub(super) fn problem(&mut self, text: &str) {
        let _ = write(&mut self.err, text);
    }

    /// Tells the user something beside the result, on a line of its own.
    pub(super) fn note(&mut self, text: &str) {
        let _ = write(&mut self.err, &format!("{text}\n"));
    }

    /// Tells the user why the command could not run.
    pub(super) fn failure(&mut self, failure: &Failure) {
        self.note(&format!("\u{1b}[1;31merror\u{1b}[0m: {}", failure.message));
        if let Some(help) = &failure.help {
            self.note(&format!("\u{1b}[1mhelp\u{1b}[0m: {help}"));
        }
    }
}

/// Writes what somebody looks at, as colours tell, without commands of a model's; everything else as it is.
fn write<S: RawStream + AsLockedWrite>(
    stream: &mut AutoStream<S>,
    text: &str,
) -> std::io::Result<()> {
    if stream.current_choice() == ColorChoice::Never {
        return stream.write_all(text.as_bytes());
    }
    stream.write_all(harmless(text).as_bytes())
}

/// What the environment says about colours. `anstream` knows most of it, but neither `FORCE_COLOR` nor that 0 forces
/// nothing.
fn automatic() -> ColorChoice {
    let value = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let mut forces = ["FORCE_COLOR", "CLICOLOR_FORCE"].into_iter().filter_map(value).peekable();
    if value("NO_COLOR").is_some() {
        return ColorChoice::Never;
    }
    let is_said = forces.peek().is_some();
    if forces.any(|value| value != "0") {
        ColorChoice::Always
    } else if is_said && !std::io::stdout().is_terminal() {
        ColorChoice::Never
    } else {
        ColorChoice::Auto
    }
}

/// Whether the locale can show more than ASCII. One that is not set says nothing about the terminal.
fn speaks_unicode() -> bool {
    let mut names = ["LC_ALL", "LC_CTYPE", "LANG"].iter();
    let locale = names.find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}
