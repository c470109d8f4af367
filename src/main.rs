//! The `esgen` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    esgen::cli::main()
}
