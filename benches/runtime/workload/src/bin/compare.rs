//! Lets the contestants take turns, each in a process of its own, and prints medians and ratios.
//!
//! `compare OURS PEER [ROUNDS [EVENTS]]`, with the paths of the two programs.

use std::{collections::BTreeMap, process::Command};

use workload::Line;

/// What each contestant took for a task, by its name.
type Results = BTreeMap<String, BTreeMap<String, Vec<Line>>>;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [ours, peer] = [0, 1].map(|at| words.get(at).expect("compare OURS PEER [ROUNDS [EVENTS]]"));
    let number = |at: usize, usual| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(usual);
    let (rounds, events) = (number(2, 5), number(3, 100_000_usize));
    let mut results = Results::new();
    for _ in 0..rounds {
        for task in ["replay 0", "replay 40", "replay 80", "append NORMAL", "append FULL"] {
            let arguments = match task.split_once(' ') {
                Some(("replay", old)) => ["replay", &events.to_string(), old].map(str::to_owned),
                Some((_, synchronous)) => {
                    ["append", synchronous, &(events / 4).to_string()].map(str::to_owned)
                }
                None => continue,
            };
            for program in [ours, peer] {
                run(program, &arguments, &mut results);
            }
        }
    }
    show(&results);
}

fn run(program: &str, arguments: &[String], results: &mut Results) {
    let output = Command::new(program).args(arguments).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let line: Line = serde_json::from_str(line).expect("a line of results");
        let task = results.entry(line.task.clone()).or_default();
        task.entry(line.who.clone()).or_default().push(line);
    }
}

/// Everything relative to what esgen takes, or to the first where esgen does not take part.
fn show(results: &Results) {
    println!("| task | who | each second | µs | CPU µs | x esgen | x esgen, CPU |");
    println!("|---|---|---|---|---|---|---|");
    for (task, contestants) in results {
        let base = contestants.get("esgen").map(|lines| median(lines));
        for (who, lines) in contestants {
            let (wall, cpu) = median(lines);
            let ratios = base.map_or_else(
                || "| |".to_owned(),
                |base| format!("{:.2} | {:.2} |", wall / base.0, cpu / base.1),
            );
            println!("| {task} | {who} | {:.0} | {wall:.2} | {cpu:.2} | {ratios}", 1e6 / wall);
        }
    }
}

fn median(lines: &[Line]) -> (f64, f64) {
    let middle = |value: fn(&Line) -> f64| {
        let mut values: Vec<f64> = lines.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    (middle(|line| line.wall), middle(|line| line.cpu))
}
