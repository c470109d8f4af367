//! Any bytes go through the whole of `check` without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = esgen::pipeline::check_text(bytes);
});
