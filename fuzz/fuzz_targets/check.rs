//! Any text goes through the whole of `check` without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = esgen::pipeline::check_text(text);
});
