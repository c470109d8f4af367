//! Any bytes are read without a panic, and every finding points into the text.
#![no_main]

use esgen::source::SourceMap;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = SourceMap::default();
    let file = sources.add_bytes("model.yaml", bytes.to_vec());
    let (_, findings) = esgen::syntax::parse(file, &sources);
    for finding in findings {
        assert!(sources.text(file).get(finding.primary.span.range()).is_some());
    }
});
