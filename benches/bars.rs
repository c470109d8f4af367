//! The bars that esgen has set itself, measured side by side: every round runs each contestant once,
//! so that a busy moment hits all of them, and the medians of the rounds are divided.

mod support;

use std::{
    fs,
    hint::black_box,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use esgen::{
    diagnostic::Severity,
    diagram::{self, KINDS, Language, Options, Request},
    generate::{self, tree::Templates},
    pipeline::{Analysis, check_text},
};
use mimalloc::MiMalloc;
use support::{floor, model, written};

/// The allocator of the program, for every contestant.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const SIZES: [usize; 4] = [100, 250, 1_000, 10_000];
const ROUNDS: usize = 15;

/// The time of one run in seconds.
#[derive(Clone, Copy)]
struct Time {
    wall: f64,
    /// What this thread spent on a processor; the same as `wall` where the system does not tell.
    processor: f64,
}

fn main() {
    // `cargo test --benches` only wants to know that the program runs.
    let sizes =
        if std::env::args().any(|word| word == "--bench") { &SIZES[..] } else { &SIZES[..1] };
    println!("## Check against the bare parse\n");
    println!("| events | MB | parse ms | check ms | check CPU ms | x parse | x parse CPU |");
    println!("|---|---|---|---|---|---|---|");
    sizes.iter().for_each(|events| check(*events));
    println!("\n## Generate against writing the same bytes\n");
    println!("| events | files | MB | write ms | generate ms | x write | x write CPU |");
    println!("|---|---|---|---|---|---|---|");
    sizes.iter().for_each(|events| generate(*events));
    println!("\n## Boards beside Graphviz\n");
    println!("| elements | esgen SVG ms | `dot -Tsvg` ms |\n|---|---|---|");
    pictures().for_each(|line| println!("{line}"));
    println!("\n## The whole program\n");
    println!("| command | ms |\n|---|---|");
    start();
}

fn check(events: usize) {
    let text = model(events);
    assert_no_errors(&text);
    let [parse, check] = interleaved([
        &mut || {
            black_box(floor::bytes_in(&floor::tree(&text)));
        },
        &mut || {
            drop(black_box(check_text(text.as_bytes())));
        },
    ]);
    println!(
        "| {events} | {:.2} | {:.1} | {:.1} | {:.1} | {:.2} | {:.2} |",
        megabytes(text.len()),
        parse.wall * 1e3,
        check.wall * 1e3,
        check.processor * 1e3,
        check.wall / parse.wall,
        check.processor / parse.processor,
    );
}

fn generate(events: usize) {
    let analysis = check_text(model(events).as_bytes());
    let templates = Templates::embedded();
    let render = || {
        generate::workspace(&analysis.model, &analysis.plan, &analysis.goldens, &templates)
            .expect("the templates fit every model")
    };
    let files = render();
    let folder = tempfile::tempdir().expect("a scratch folder");
    let mut turn = 0;
    let [write, generate] = interleaved([
        &mut || {
            turn += 1;
            let root = folder.path().join(turn.to_string());
            written::write(&files, &root).expect("room on the disk");
        },
        &mut || drop(black_box(render())),
    ]);
    println!(
        "| {events} | {} | {:.2} | {:.1} | {:.1} | {:.2} | {:.2} |",
        files.len(),
        megabytes(written::bytes(&files)),
        write.wall * 1e3,
        generate.wall * 1e3,
        generate.wall / write.wall,
        generate.processor / write.processor,
    );
}

/// The board of the same model, with the layout of esgen and with that of the `dot` that is installed.
fn pictures() -> impl Iterator<Item = String> {
    let is_bench = std::env::args().any(|word| word == "--bench");
    let sizes: &[usize] = if is_bench { &[100, 500, 1_000, 2_000, 5_000] } else { &[100] };
    sizes.iter().map(|elements| {
        let Analysis { model, plan, .. } = check_text(model(elements / 2).as_bytes());
        let options = Options::default();
        let request = Request { model: &model, plan: &plan, options: &options, subject: None };
        let [ours] = interleaved([&mut || {
            drop(black_box(diagram::svg(KINDS[0], &request).expect("a board")));
        }]);
        let text = diagram::text(KINDS[0], &request, Language::Dot).expect("a board");
        format!("| {elements} | {:.1} | {} |", ours.wall * 1e3, by_dot(&text))
    })
}

/// How long `dot` takes for a text, in milliseconds; it is given a minute.
fn by_dot(text: &str) -> String {
    let file = tempfile::NamedTempFile::new().expect("a scratch file");
    fs::write(file.path(), text).expect("room on the disk");
    let begin = Instant::now();
    let mut command = Command::new("dot");
    command.arg("-Tsvg").arg(file.path()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut dot) = command.spawn() else { return "not installed".to_owned() };
    loop {
        let taken = begin.elapsed();
        match dot.try_wait() {
            Ok(Some(status)) if status.success() => {
                return format!("{:.0}", taken.as_secs_f64() * 1e3);
            }
            Ok(None) if taken.as_secs() < 60 => thread::sleep(Duration::from_millis(1)),
            Ok(None) => {
                // It is given up; whether it can still be stopped makes no difference.
                let _ = dot.kill().and_then(|()| dot.wait());
                return "more than 60,000".to_owned();
            }
            Ok(Some(_)) | Err(_) => return "gives up".to_owned(),
        }
    }
}

fn start() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let files = SIZES.map(|events| {
        let path = folder.path().join(format!("{events}.yaml"));
        fs::write(&path, model(events)).expect("a model on the disk");
        (events, path.to_string_lossy().into_owned())
    });
    let show = |name: String, arguments: &[&str]| {
        let [time] = interleaved([&mut || run(arguments)]);
        println!("| {name} | {:.1} |", time.wall * 1e3);
    };
    show("`esgen --version`".to_owned(), &["--version"]);
    for (events, path) in &files {
        show(format!("`esgen check`, {events} events"), &["check", path]);
    }
}

fn run(arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_esgen")).args(arguments).output();
    assert!(output.expect("the binary starts").status.code().is_some_and(|code| code < 2));
}

/// The medians of the contestants, which take turns.
fn interleaved<const N: usize>(mut contestants: [&mut dyn FnMut(); N]) -> [Time; N] {
    contestants.iter_mut().for_each(|warm| warm());
    let mut times: [Vec<Time>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (contestant, times) in contestants.iter_mut().zip(&mut times) {
            let (wall, processor) = (Instant::now(), on_processor());
            contestant();
            let wall = wall.elapsed().as_secs_f64();
            let processor = on_processor().zip(processor).map_or(wall, |(end, start)| end - start);
            times.push(Time { wall, processor });
        }
    }
    times.map(|times| Time {
        wall: median(times.iter().map(|time| time.wall)),
        processor: median(times.iter().map(|time| time.processor)),
    })
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Seconds that this thread has been on a processor, where Linux tells.
fn on_processor() -> Option<f64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// A model with mistakes would be checked faster than one without.
fn assert_no_errors(text: &str) {
    let analysis = check_text(text.as_bytes());
    let errors: Vec<_> =
        analysis.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{:#?}", errors.first());
}

#[expect(clippy::cast_precision_loss, reason = "a size to be shown")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
