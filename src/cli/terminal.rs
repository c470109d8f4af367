//! What the user sees: results on standard output, everything else on standard error.

use std::io::Write;

use anstream::{AutoStream, ColorChoice};

use super::{Colour, Failure};
use crate::report::Look;

/// The two streams of the process, with colours where they are wanted.
pub(super) struct Terminal {
    out: AutoStream<std::io::Stdout>,
    err: AutoStream<std::io::Stderr>,
}

impl Terminal {
    pub(super) fn new(colour: Colour) -> Self {
        let choice = match colour {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        Self {
            out: AutoStream::new(std::io::stdout(), choice),
            err: AutoStream::new(std::io::stderr(), choice),
        }
    }

    /// How findings are drawn here. Colours are always written and taken out again where they are not wanted.
    pub(super) fn look(&self) -> Look {
        let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Look {
            colour: self.out.current_choice() != ColorChoice::Never,
            unicode: !std::env::var("LC_ALL")
                .is_ok_and(|locale| matches!(locale.as_str(), "C" | "POSIX")),
            width: width.unwrap_or(Look::default().width),
            ..Look::default()
        }
    }

    /// Writes a result. A closed pipe means that the reader has seen enough, which is no error.
    pub(super) fn result(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
    }

    /// Writes a result that is no text, without looking for colours in it.
    pub(super) fn result_bytes(bytes: &[u8]) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(bytes).and_then(|()| out.flush());
    }

    /// Shows findings that stand beside a result.
    pub(super) fn problem(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
    }

    /// Tells the user something beside the result, on a line of its own.
    pub(super) fn note(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }

    /// Tells the user why the command could not run.
    pub(super) fn failure(&mut self, failure: &Failure) {
        let _ = writeln!(self.err, "\u{1b}[1;31merror\u{1b}[0m: {}", failure.message);
        if let Some(help) = &failure.help {
            let _ = writeln!(self.err, "\u{1b}[1mhelp\u{1b}[0m: {help}");
        }
    }
}
