//! The program of Coffee that is ordered, brewed and handed over: what the model describes, and whatever you add to it.

mod generated;

use std::process::ExitCode;

fn main() -> ExitCode {
    generated::service().main()
}
