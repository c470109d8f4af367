//! Pictures of models of any size: laid out and written as SVG, and rendered as PNG.

mod support;

use std::hint::black_box;

use divan::{
    Bencher,
    counter::{BytesCount, ItemsCount},
};
use esgen::{
    diagram::{self, Fonts, KINDS, Options, Request},
    model::Model,
    pipeline::check_text,
};
use support::model;

/// Elements of the models; half of them are events, the others commands.
const SIZES: [usize; 4] = [100, 1_000, 5_000, 10_000];

fn main() {
    divan::main();
}

fn model_of(elements: usize) -> Model {
    check_text(model(elements / 2).as_bytes()).model
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 20)]
fn board_as_svg(bencher: Bencher<'_, '_>, elements: usize) {
    let model = model_of(elements);
    let options = Options::default();
    let request = Request { model: &model, options: &options, subject: None };
    bencher
        .counter(ItemsCount::new(elements))
        .counter(BytesCount::of_str(&diagram::svg(KINDS[0], &request)))
        .bench(|| diagram::svg(KINDS[0], black_box(&request)));
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 20)]
fn board_as_dot(bencher: Bencher<'_, '_>, elements: usize) {
    let model = model_of(elements);
    let options = Options::default();
    let request = Request { model: &model, options: &options, subject: None };
    bencher
        .counter(ItemsCount::new(elements))
        .bench(|| diagram::dot(KINDS[0], black_box(&request)));
}

#[divan::bench(args = [100], sample_size = 1, sample_count = 5)]
fn board_as_png(bencher: Bencher<'_, '_>, elements: usize) {
    let model = model_of(elements);
    let options = Options::default();
    let request = Request { model: &model, options: &options, subject: None };
    bencher
        .counter(ItemsCount::new(elements))
        .bench(|| diagram::png(KINDS[0], black_box(&request), Fonts::embedded));
}
