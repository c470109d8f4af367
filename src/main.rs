//! The `esgen` binary.
fn main() {}
