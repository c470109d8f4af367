//! The program of An order on a backbone of events: what the model describes, and whatever you add to it.

mod generated;

use std::process::ExitCode;

fn main() -> ExitCode {
    generated::service().main()
}
