//! Any bytes stand beside a model as its lock file without a panic.
#![no_main]

use esgen::pipeline::Reading;
use libfuzzer_sys::fuzz_target;

const MODEL: &[u8] = include_bytes!("../../examples/voting/esgen.yaml");

fuzz_target!(|bytes: &[u8]| {
    let mut reading = Reading::new("esgen.yaml", MODEL.to_vec());
    reading.lock("esgen.lock", bytes.to_vec());
    let _ = reading.analyze();
});
