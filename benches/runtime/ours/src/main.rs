//! The generated bank and the loop by hand, turn by turn in one process, on files of the same schema.

mod append;
mod hand;
mod replay;

use workload::Task;

fn main() {
    match Task::from_arguments() {
        Task::Replay { events, old_percent } => replay::run(events, old_percent),
        Task::Append { synchronous, events } => append::run(&synchronous, events),
    }
}
