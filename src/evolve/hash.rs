//! Short hashes for things that must not change unnoticed. They guard against slips, not against forgers.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The first 64 bits of the SHA-256 of parts in order, as 16 hexadecimal digits. Where one part ends and the next
/// begins makes a difference.
pub(crate) fn short<P: AsRef<str>>(parts: impl IntoIterator<Item = P>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        let part = part.as_ref();
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    digits(&hasher.finalize())
}

/// The same of one text of bytes.
pub(super) fn digits_of(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

fn digits(hash: &[u8]) -> String {
    hash.iter().take(8).fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
