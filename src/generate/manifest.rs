//! What the last run wrote, so that the next one can tell a user's edit from its own text.

use std::{collections::BTreeMap, fmt::Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Where the manifest of a generated workspace lies in its tree.
pub const PATH: &str = ".esgen/manifest.json";

/// The newest form of the manifest that this version can read.
const FORMAT: u32 = 1;

/// The files of the last run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The form of this file.
    pub format: u32,
    /// Generated files by path, each with the SHA-256 of its text in hexadecimal.
    pub generated: BTreeMap<String, String>,
    /// Files that were written once and belong to the user.
    pub owned: Vec<String>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self { format: FORMAT, generated: BTreeMap::new(), owned: Vec::new() }
    }
}

/// Why a manifest cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// Written by a newer esgen.
    Newer(u32),
    /// Not a manifest.
    Broken(String),
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// When the text is none, or comes from a newer esgen.
    pub fn read(text: &str) -> Result<Self, Unusable> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let broken = |error: serde_json::Error| Unusable::Broken(error.to_string());
        let head: Head = serde_json::from_str(text).map_err(broken)?;
        if head.format > FORMAT {
            return Err(Unusable::Newer(head.format));
        }
        serde_json::from_str(text).map_err(broken)
    }

    /// The text of the manifest: one line a file, in order, the same bytes for the same content.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// The hash that a manifest keeps of a file.
pub fn hash(text: &[u8]) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut digits, byte| {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
