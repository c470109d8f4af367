//! Examples of behaviour, each message typed.

use super::{Work, declare::Declared};

/// Fills them in.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    let _ = (declared, work);
}
