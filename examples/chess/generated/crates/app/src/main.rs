//! The program of Games of chess, in which every move is a fact: what the model describes, and whatever you add to it.

mod generated;

use std::process::ExitCode;

fn main() -> ExitCode {
    generated::service().main()
}
