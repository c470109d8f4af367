//! What all contestants share: the history of one account, the clock, and the line that tells a result.

mod history;

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use serde::{Deserialize, Serialize};

pub use history::{OPENED, Stored, history};

/// Accounts that commands go to; each is used by one client only, so that nobody has to retry.
pub const ACCOUNTS: usize = 256;
/// Clients that give commands at the same time.
pub const CLIENTS: usize = 64;

/// What one contestant took for one task.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Line {
    /// The task and its parameters.
    pub task: String,
    /// Who did it.
    pub who: String,
    /// Microseconds for each event or command, by the clock on the wall.
    pub wall: f64,
    /// Microseconds for each event or command that any thread of the process was on a processor.
    pub cpu: f64,
}

/// Does the work and prints what it took for each of `items`.
pub fn measure<T>(task: &str, who: &str, items: usize, work: impl FnOnce() -> T) -> T {
    let (wall, cpu) = (Instant::now(), ProcessTime::now());
    let made = work();
    let (wall, cpu) = (wall.elapsed(), cpu.elapsed());
    let line = Line {
        task: task.to_owned(),
        who: who.to_owned(),
        wall: each(wall, items),
        cpu: each(cpu, items),
    };
    println!("{}", serde_json::to_string(&line).expect("a line is plain data"));
    made
}

fn each(time: Duration, items: usize) -> f64 {
    time.as_secs_f64() * 1e6 / items as f64
}

/// What a contestant is asked to do.
pub enum Task {
    /// Load one stream of so many events, some of them stored in older versions.
    Replay { events: usize, old_percent: u64 },
    /// Append events and execute commands.
    Append { synchronous: String, events: usize },
}

impl Task {
    /// `replay EVENTS OLD_PERCENT` or `append SYNCHRONOUS EVENTS`.
    pub fn from_arguments() -> Self {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let number = |at: usize| words.get(at).and_then(|word| word.parse().ok());
        match (words.first().map(String::as_str), words.get(1), number(1), number(2)) {
            (Some("replay"), _, Some(events), Some(old)) => {
                Self::Replay { events, old_percent: old as u64 }
            }
            (Some("append"), Some(synchronous), _, Some(events)) => {
                Self::Append { synchronous: synchronous.clone(), events }
            }
            _ => panic!("replay EVENTS OLD_PERCENT, or append FULL|NORMAL EVENTS"),
        }
    }
}
