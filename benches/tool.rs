//! The tool at every size: the bare YAML parse as the floor, check, generation, lint, findings as text, pictures, and the
//! start of the binary.

#[path = "support/findings.rs"]
mod findings;
mod support;

use std::{hint::black_box, process::Command};

use divan::{
    Bencher,
    counter::{BytesCount, ItemsCount},
};
use esgen::{
    diagram::{self, Fonts, KINDS, Options, Page, Request, kind},
    generate::{self, tree::Templates},
    lint::{Overrides, lint},
    pipeline::{Analysis, check_text},
    report::{
        Look,
        lint::{full, sarif},
    },
};
use mimalloc::MiMalloc;
use support::{floor, model, written};

/// The allocator of the program, for every contestant.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Events of the models; beside every event stands a command.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 20)]
fn bare_parse(bencher: Bencher<'_, '_>, events: usize) {
    let text = model(events);
    bencher
        .counter(BytesCount::of_str(&text))
        .counter(ItemsCount::new(events))
        .bench(|| floor::bytes_in(&floor::tree(black_box(&text))));
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 20)]
fn check(bencher: Bencher<'_, '_>, events: usize) {
    let text = model(events);
    bencher
        .counter(BytesCount::of_str(&text))
        .counter(ItemsCount::new(events))
        .bench(|| check_text(black_box(text.as_bytes())));
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 5)]
fn generate(bencher: Bencher<'_, '_>, events: usize) {
    let analysis = check_text(model(events).as_bytes());
    let templates = Templates::embedded();
    let files = generate::workspace(&analysis.model, &analysis.plan, &analysis.goldens, &templates)
        .expect("the templates fit every model");
    bencher
        .counter(BytesCount::new(written::bytes(&files)))
        .counter(ItemsCount::new(events))
        .bench(|| {
            generate::workspace(
                &analysis.model,
                &analysis.plan,
                &analysis.goldens,
                black_box(&templates),
            )
        });
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 5)]
fn write_what_was_generated(bencher: Bencher<'_, '_>, events: usize) {
    let analysis = check_text(model(events).as_bytes());
    let files = generate::workspace(
        &analysis.model,
        &analysis.plan,
        &analysis.goldens,
        &Templates::embedded(),
    )
    .expect("the templates fit every model");
    bencher
        .counter(BytesCount::new(written::bytes(&files)))
        .with_inputs(|| tempfile::tempdir().expect("a scratch folder"))
        .bench_refs(|folder| written::write(&files, folder.path()));
}

/// Findings that are drawn in a model of 400 KB, which is 570 events.
#[divan::bench(args = [100, 1_000], sample_size = 1, sample_count = 20)]
fn draw_findings(bencher: Bencher<'_, '_>, findings: usize) {
    let (report, sources) = findings::report(&model(570), findings);
    let look = Look { most: usize::MAX, ..Look::default() };
    bencher
        .counter(ItemsCount::new(findings))
        .bench(|| full(black_box(&report), black_box(&sources), look));
}

#[divan::bench(args = [100, 1_000], sample_size = 1, sample_count = 20)]
fn write_findings_as_sarif(bencher: Bencher<'_, '_>, findings: usize) {
    let (report, sources) = findings::report(&model(570), findings);
    bencher
        .counter(ItemsCount::new(findings))
        .bench(|| sarif(black_box(&report), black_box(&sources)));
}

/// Half of the elements are events, the others commands.
#[divan::bench(args = [100, 1_000, 5_000, 10_000], sample_size = 1, sample_count = 20)]
fn board_as_svg(bencher: Bencher<'_, '_>, elements: usize) {
    let analysis = check_text(model(elements / 2).as_bytes());
    let options = Options::default();
    let request =
        Request { model: &analysis.model, plan: &analysis.plan, options: &options, subject: None };
    bencher
        .counter(BytesCount::of_str(&diagram::svg(KINDS[0], &request).unwrap()))
        .counter(ItemsCount::new(elements))
        .bench(|| diagram::svg(KINDS[0], black_box(&request)));
}

/// One file with every picture and all that is known; above 1,200 elements a board for each context.
#[divan::bench(args = [1_000, 5_000], sample_size = 1, sample_count = 5)]
fn page_as_html(bencher: Bencher<'_, '_>, elements: usize) {
    let Analysis { model, plan, sources, .. } = &check_text(model(elements / 2).as_bytes());
    let options = &Options::default();
    let page = Page { model, plan, sources, options, remarks: &[], live: None };
    bencher
        .counter(BytesCount::of_str(&diagram::html(&page)))
        .counter(ItemsCount::new(elements))
        .bench(|| diagram::html(black_box(&page)));
}

/// The same models as for the board.
#[divan::bench(args = [100, 1_000, 5_000, 10_000], sample_size = 1, sample_count = 20)]
fn blueprint_as_svg(bencher: Bencher<'_, '_>, elements: usize) {
    let analysis = check_text(model(elements / 2).as_bytes());
    let options = Options::default();
    let request =
        Request { model: &analysis.model, plan: &analysis.plan, options: &options, subject: None };
    let blueprint = kind("blueprint").expect("a kind of picture");
    bencher
        .counter(BytesCount::of_str(&diagram::svg(blueprint, &request).expect("a picture")))
        .counter(ItemsCount::new(elements))
        .bench(|| diagram::svg(blueprint, black_box(&request)));
}

#[divan::bench(sample_size = 1, sample_count = 5)]
fn board_as_png(bencher: Bencher<'_, '_>) {
    let analysis = check_text(model(50).as_bytes());
    let options = Options::default();
    let request =
        Request { model: &analysis.model, plan: &analysis.plan, options: &options, subject: None };
    bencher.bench(|| diagram::png(KINDS[0], black_box(&request), Fonts::embedded));
}

#[divan::bench(sample_size = 1, sample_count = 50)]
fn start_version(bencher: Bencher<'_, '_>) {
    bencher.bench(|| run(&["--version"]));
}

/// Every rule of the preset `recommended`, and the outlines of the files. Half of the elements are events.
#[divan::bench(args = [500, 1_000, 5_000, 10_000], sample_size = 1, sample_count = 10)]
fn lint_elements(bencher: Bencher<'_, '_>, elements: usize) {
    let analysis = check_text(model(elements / 2).as_bytes());
    let overrides = Overrides::default();
    bencher.counter(ItemsCount::new(elements)).bench(|| lint(black_box(&analysis), &overrides));
}

#[divan::bench(args = [250, 5_000], sample_size = 1, sample_count = 20)]
fn start_lint(bencher: Bencher<'_, '_>, events: usize) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("esgen.yaml");
    std::fs::write(&path, model(events)).expect("a model on the disk");
    let path = path.to_string_lossy().into_owned();
    bencher.bench(|| run(&["lint", &path]));
}

#[divan::bench(args = [25, 250], sample_size = 1, sample_count = 50)]
fn start_check(bencher: Bencher<'_, '_>, events: usize) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("esgen.yaml");
    std::fs::write(&path, model(events)).expect("a model on the disk");
    let path = path.to_string_lossy().into_owned();
    bencher.bench(|| run(&["check", &path]));
}

/// Runs the binary with its output thrown away and gives its exit code.
fn run(arguments: &[&str]) -> Option<i32> {
    Command::new(env!("CARGO_BIN_EXE_esgen"))
        .args(arguments)
        .output()
        .expect("the binary starts")
        .status
        .code()
}
