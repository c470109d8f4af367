//! What a hop costs: `read` of the generated bank for each version of one event, beside plain serde of the newest
//! struct. Everything takes turns; the least time of all rounds counts, since nothing makes code faster by accident.

use std::{hint::black_box, time::Instant};

use accounts::AccountEvent;
use accounts::generated::AccountOpened;
use kernel::{DomainEvent, testing::Recorded};
use workload::OPENED;

const ROUNDS: usize = 400;
const READS: usize = 250;

const V2: &str = r#"{"owner":"018f2b6e-7c1a-7b3e-9d54-0a1b2c3d4e5f","title":"Current account","description":"opened with the contract","kind":"current","initial_balance":"1000000.00","currency":"EUR"}"#;
const V1: &str = r#"{"customer":"018f2b6e-7c1a-7b3e-9d54-0a1b2c3d4e5f","title":"Current account","description":"opened with the contract","initial_balance":"1000000.00"}"#;

fn main() {
    let recorded = [(3, OPENED), (2, V2), (1, V1)]
        .map(|(version, payload)| Recorded::new("accounts.account_opened", version, payload));
    let mut best = [f64::MAX; 4];
    for _ in 0..ROUNDS {
        best[0] = best[0].min(nanoseconds(|| {
            let event: AccountOpened = serde_json::from_slice(OPENED.as_bytes()).expect("the newest version");
            drop(black_box(event));
        }));
        for (recorded, best) in recorded.iter().zip(&mut best[1..]) {
            let stored = recorded.stored();
            *best = best.min(nanoseconds(|| drop(black_box(AccountEvent::read(&stored)))));
        }
    }
    println!("| way | ns | x plain serde |\n|---|---|---|");
    let names = ["plain serde of the newest struct", "read, stored as 3", "read, 2 to 3", "read, 1 to 2 to 3"];
    for (name, time) in names.iter().zip(best) {
        println!("| {name} | {time:.0} | {:.2} |", time / best[0]);
    }
}

/// The time of one of many.
fn nanoseconds(mut read: impl FnMut()) -> f64 {
    let start = Instant::now();
    (0..READS).for_each(|_| read());
    start.elapsed().as_secs_f64() * 1e9 / f64::from(u32::try_from(READS).unwrap_or(u32::MAX))
}
