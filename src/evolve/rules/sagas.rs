//! A saga that waits for an answer remembers what it did. What it remembers was written by the build before.

use super::Frozen;
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{
        accept::acceptable,
        compat::{Obstacle, obstacles, subject},
    },
};

/// Compares what each saga remembers today, as a reader, with what running instances have written.
pub(super) fn check(frozen: &Frozen<'_>, out: &mut Vec<Diagnostic>) {
    for (name, published) in &frozen.published.sagas {
        if !frozen.today.sagas.contains_key(name) {
            let message = format!("`{name}` is not in the finished model any more");
            let finding = Diagnostic::error(rule::PROCESS_STATE_CHANGED, published.span, message)
                .label("running instances would be left alone")
                .help("keep it, under its name, until no instance runs any more");
            out.push(acceptable(finding, name));
        }
    }
    for (name, today) in &frozen.today.sagas {
        let Some(published) = frozen.published.sagas.get(name) else { continue };
        let found = obstacles(&today.shape, &published.shape);
        if found.is_empty() {
            continue;
        }
        let told: Vec<String> = found.iter().map(Obstacle::text).collect();
        let message = format!("running instances of `{name}` cannot go on");
        let finding = Diagnostic::error(rule::PROCESS_STATE_CHANGED, today.span, message)
            .label(format!("it {}", told.join("; ")))
            .related(published.span, "what they remember")
            .help("let new fields be optional and old ones stay until no instance runs any more; or start a new saga beside this one");
        out.push(acceptable(finding, &format!("{name} {}", subject(&found))));
    }
}
