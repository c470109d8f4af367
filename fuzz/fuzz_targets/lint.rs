//! Rules look at any bytes, and fixes of what they find come to an end, without a panic.
#![no_main]

use esgen::{
    lint::{Overrides, fix},
    pipeline::check_text,
    syntax::ast::Preset,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let overrides =
        Overrides { presets: vec![Preset::Strict], preview: true, ..Overrides::default() };
    let fixed = fix(check_text(bytes), &overrides, true);
    for finding in fixed.report.open() {
        let span = finding.diagnostic.primary.span;
        assert!(fixed.analysis.sources.text(span.file).get(span.range()).is_some());
    }
});
