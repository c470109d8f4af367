//! The program of A shop on one stream of events: what the model describes, and whatever you add to it.

mod generated;

use std::process::ExitCode;

fn main() -> ExitCode {
    generated::service().main()
}
