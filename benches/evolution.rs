//! What years of published versions cost: a model whose events have four versions each is checked against its lock,
//! published, and drafted, with few events to an aggregate and with all of them in one. Each figure is the median of
//! interleaved rounds.

#[path = "support/history.rs"]
mod history;

use std::{hint::black_box, time::Instant};

use esgen::{
    evolve::{self, Attested, golden::Golden, lock::Lock},
    pipeline::{Analysis, Reading},
};

const SIZES: [usize; 4] = [250, 500, 1_000, 2_000];
const IN_ONE_AGGREGATE: [usize; 3] = [1_250, 2_500, 5_000];
const ROUNDS: usize = 7;

fn main() {
    // `cargo test --benches` only wants to know that the program runs.
    let is_bench = std::env::args().any(|word| word == "--bench");
    let sizes = if is_bench { &SIZES[..] } else { &SIZES[..1] };
    println!(
        "| events | versions | model MB | lock MB | check ms | check with lock ms | of it the rules ms |"
    );
    println!("|---|---|---|---|---|---|---|");
    sizes.iter().for_each(|events| row(*events));
    let sizes = if is_bench { &IN_ONE_AGGREGATE[..] } else { &SIZES[..1] };
    println!("\n| events in one aggregate | check with lock ms | publish ms | evolve ms |");
    println!("|---|---|---|---|");
    sizes.iter().for_each(|events| wide(*events));
}

fn row(events: usize) {
    let model = history::versioned(events, 10);
    let done = history::published(&model);
    let lock = done.lock.to_string();
    let published = || analysis(&model, Some((&lock, &done.goldens)));
    let with_lock = published();
    assert!(with_lock.diagnostics.is_empty(), "{:?}", with_lock.diagnostics.first());
    let kept = with_lock.lock.as_ref().expect("a lock");
    let [alone, both, rules] = interleaved([
        &mut || drop(black_box(analysis(&model, None))),
        &mut || drop(black_box(published())),
        &mut || drop(black_box(evolve::rules::check(&with_lock.model, &with_lock.plan, kept))),
    ]);
    println!(
        "| {events} | {} | {:.2} | {:.2} | {alone:.0} | {both:.0} | {rules:.0} |",
        events * 4,
        megabytes(model.len()),
        megabytes(lock.len()),
    );
}

/// All events in one aggregate: checked, published for the first time, and drafted after each of them was edited.
fn wide(events: usize) {
    let model = history::versioned(events, events);
    let done = history::published(&model);
    let lock = done.lock.to_string();
    let new = analysis(&model, None);
    let (nothing, attested) = (Lock::default(), Attested::default());
    let working = analysis(&model.replace("city: Text", "town: Text"), Some((&lock, &[])));
    let drafted = || working.drafts(None).expect("a model without holes");
    assert_eq!(drafted().drafts.len(), events);
    let [check, publish, evolve] = interleaved([
        &mut || drop(black_box(analysis(&model, Some((&lock, &done.goldens))))),
        &mut || {
            let done = evolve::publish(&new.model, &new.plan, &nothing, &attested);
            assert!(evolve::without_reason(&done, &new.plan).is_empty());
        },
        &mut || drop(black_box(drafted())),
    ]);
    println!("| {events} | {check:.0} | {publish:.0} | {evolve:.0} |");
}

fn analysis(model: &str, published: Option<(&str, &[Golden])>) -> Analysis {
    let mut reading = Reading::new("esgen.yaml", model.as_bytes().to_vec());
    if let Some((lock, goldens)) = published {
        reading.lock("esgen.lock", lock.as_bytes().to_vec());
        goldens.iter().for_each(|golden| reading.golden(&golden.path, &golden.text));
    }
    reading.analyze()
}

fn megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
}

/// The medians of the contestants in milliseconds; they take turns.
fn interleaved<const N: usize>(mut contestants: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut times: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (contestant, times) in contestants.iter_mut().zip(&mut times) {
            let start = Instant::now();
            contestant();
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}
