//! The program of Orders that see themselves through: what the model describes, and whatever you add to it.

mod generated;

use std::process::ExitCode;

fn main() -> ExitCode {
    generated::service().main()
}
