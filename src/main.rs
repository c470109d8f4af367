//! The `esgen` binary.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A model is a great many small pieces of text, which this allocator hands out faster than that of the system.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    esgen::cli::main()
}
