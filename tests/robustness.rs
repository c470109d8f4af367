//! Nothing that stands in a file may make the front end panic, hang, or point outside the file.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use esgen::diagnostic::Diagnostic;
use esgen::lint::{Overrides, fix};
use esgen::pipeline::{Reading, check_text};
use esgen::source::SourceMap;
use esgen::syntax;
use esgen::syntax::ast::Preset;

/// Reads bytes as a model; the findings must point into the text, at whole characters.
fn read(bytes: Vec<u8>) -> Vec<Diagnostic> {
    let mut sources = SourceMap::default();
    let file = sources.add_bytes("model.yaml", bytes);
    let (document, findings) = syntax::parse(file, &sources);
    let labels = findings
        .iter()
        .flat_map(|finding| std::iter::once(&finding.primary).chain(&finding.related));
    let text = sources.text(file);
    for span in labels.map(|label| label.span).chain(document.comments) {
        assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    }
    findings
}

#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn seeds() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/syntax");
    let folders =
        ["good", "bad"].into_iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let mut paths: Vec<_> = folders.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

/// A small generator of numbers that gives the same ones on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }
}

/// Cuts, copies, swaps and sprinkles.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const SPRINKLES: [&str; 28] = [
        ":", ": ", "- ", "\n", "\n  ", "\t", "{", "}", "[", "]", ",", "\"", "'", "#", " #", "&a ",
        "*a", "!t ", "|\n", ">", "? ", "<<: ", "---\n", "%", "账", "😀", "\u{feff}", "\\",
    ];
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let length = dice.below(24).min(bytes.len() - at);
        match dice.below(4) {
            0 => drop(bytes.drain(at..at + length)),
            1 => {
                let piece: Vec<u8> = bytes[at..at + length].to_vec();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            2 => bytes.insert(at, u8::try_from(dice.below(256)).unwrap()),
            _ => drop(bytes.splice(at..at, SPRINKLES[dice.below(SPRINKLES.len())].bytes())),
        }
    }
}

#[test]
fn mutated_models_and_noise_never_panic() {
    let mut dice = Dice(0x5eed);
    let seeds = seeds();
    for round in 0..1_500 {
        let seed = &seeds[round % seeds.len()];
        let start = dice.below(seed.len());
        let end = (start + dice.below(1_500)).min(seed.len());
        let mut bytes =
            if dice.below(3) == 0 { seed[..end].to_vec() } else { seed[start..end].to_vec() };
        mutate(&mut bytes, &mut dice);
        read(bytes);
    }
    for _ in 0..500 {
        let length = dice.below(60);
        read((0..length).map(|_| u8::try_from(dice.below(256)).unwrap()).collect());
    }
}

/// A lock that was damaged in any way is told about, whatever model it stands beside.
#[test]
#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn mutated_locks_never_panic() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lock = fs::read(root.join("examples/bank/esgen.lock")).unwrap();
    let voting = fs::read(root.join("examples/voting/esgen.yaml")).unwrap();
    let mut dice = Dice(0x1bad_5eed_0dd5_ca1e);
    for _ in 0..150 {
        let mut damaged = lock.clone();
        mutate(&mut damaged, &mut dice);
        let mut reading = Reading::new("esgen.yaml", voting.clone());
        reading.lock("esgen.lock", damaged);
        let analysis = reading.analyze();
        let finding = analysis.diagnostics.first();
        assert!(finding.is_some(), "a lock of another model has versions that vanished");
    }
}

/// Rules look at damaged models without a panic, and fixes of what they find come to an end.
#[test]
#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn mutated_models_are_linted_and_fixed_without_a_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let seeds: Vec<_> = paths.into_iter().map(|path| fs::read(path).unwrap()).collect();
    let overrides =
        Overrides { presets: vec![Preset::Strict], preview: true, ..Overrides::default() };
    let mut dice = Dice(0x11_7e57);
    for round in 0..400 {
        let mut bytes = seeds[round % seeds.len()].clone();
        mutate(&mut bytes, &mut dice);
        let fixed = fix(check_text(&bytes), &overrides, true);
        for finding in fixed.report.open() {
            let span = finding.diagnostic.primary.span;
            let text = fixed.analysis.sources.text(span.file);
            assert!(text.get(span.range()).is_some(), "{finding:?} of {text:?}");
        }
    }
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().concat()
}

/// Each in bounds that hold for an unoptimised build on a busy machine.
#[test]
fn hostile_files_end_soon_with_a_word_about_it() {
    let levels = lines(500, |at| format!("{}a:\n", " ".repeat(at)));
    let laughs = lines(39, |at| {
        format!("a{}: &a{} [{}]\n", at + 1, at + 1, vec![format!("*a{at}"); 10].join(", "))
    });
    let events = lines(500, |at| format!("      E{at}: {{ fields: {{ a: Int }} }}\n"));
    let contexts = lines(3_000, |at| format!("  C{at}: {{ events: *e }}\n"));
    let chain = lines(5_000, |at| format!("k{at}: &k{} [*k{at}]\n", at + 1));
    let cases: [(&str, String, &str); 12] = [
        ("brackets", "[".repeat(100_000), "nest too deeply"),
        ("open lines", "[x, {\n".repeat(20_000), "nest too deeply"),
        ("dashes", "- ".repeat(10_000), "nest too deeply"),
        ("levels", levels, "nest too deeply"),
        (
            "laughs",
            format!("a0: &a0 [x]\n{laughs}lint: {{ rules: {{ x: *a39 }} }}\n"),
            "expand to far more",
        ),
        (
            "fan",
            format!("contexts:\n  A:\n    events: &e\n{events}{contexts}"),
            "expand to far more",
        ),
        ("chain", format!("k: &k0 [x]\n{chain}"), "nest too deeply"),
        ("strangers", lines(20_000, |at| format!("k{at}: v\n")), "more than 1000 findings"),
        ("errors", "a: b: c\n".repeat(100_000), "starts a new key"),
        ("tabs", "\t".repeat(10_000), "the file is empty"),
        ("size", " ".repeat(17 << 20), "larger than 16 MB"),
        ("nothing", String::new(), "the file is empty"),
    ];
    for (name, text, expected) in cases {
        let start = Instant::now();
        let findings = read(text.into_bytes());
        assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
        let told = findings.iter().any(|finding| finding.message.contains(expected));
        assert!(told, "{name}: {:?}", findings.first());
    }
}

/// The YAML parser's own place for the last word is in the middle of a letter here.
#[test]
fn places_are_between_letters_behind_a_broken_block() {
    let findings = read(b"|8\n8\n\x0b\0\0\x0b44o\xd0\x99".to_vec());
    assert!(!findings.is_empty());
}

#[test]
fn bytes_that_are_not_text_are_shown_where_they_stand() {
    let findings = read(b"esgen: 1\nmodel: \xffx\n".to_vec());
    let places: Vec<_> =
        findings.iter().map(|finding| (&*finding.message, finding.primary.span.start)).collect();
    assert_eq!(places, [("byte 16 is not UTF-8", 16)]);
}
