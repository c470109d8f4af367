//! What stands around the contexts: the map, the questions, the story, the words.

use super::{Work, declare::Declared};

/// Fills them in.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    let _ = (declared, work);
}
