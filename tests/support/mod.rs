//! Parts of models as documents and tables write them, made whole and checked.

use esgen::{
    evolve::lock,
    pipeline::{Analysis, Reading},
};

const BOARD: &str = "esgen: 1\nmodel: shop\nlevel: design\nactors: { Customer: {} }\n";
const CONTEXT: &str = "contexts:\n  Shop:\n";
const EVENTS: &str = "    aggregates:\n      Order:\n        events:\n";

/// The whole model of a part, and the number of lines before the part. A part with a line `contexts:` lacks only its
/// head. One that begins with the name of an event is what stands under `events` of an aggregate. Any other stands
/// inside a context.
pub(crate) fn whole(part: &str) -> (String, usize) {
    let first = part.lines().find(|line| !line.starts_with('#'));
    let (head, margin) = if part.lines().any(|line| line == "contexts:") {
        (BOARD.to_owned(), 0)
    } else if first.is_some_and(|line| line.starts_with(|it: char| it.is_ascii_uppercase())) {
        (format!("{BOARD}{CONTEXT}{EVENTS}"), 10)
    } else {
        (format!("{BOARD}{CONTEXT}"), 4)
    };
    let margin = " ".repeat(margin);
    let body: String = part.lines().flat_map(|line| [&margin, line, "\n"]).collect();
    (format!("{head}{body}"), head.lines().count())
}

/// Checks a whole model against a published lock.
pub(crate) fn analyze(model: &str, published: Option<&str>) -> Analysis {
    let mut reading = Reading::new("esgen.yaml", model.as_bytes().to_vec());
    if let Some(published) = published {
        reading.lock(lock::FILE, published.as_bytes().to_vec());
    }
    reading.analyze()
}
