//! Generated files in memory, and the paths they may have.

use std::collections::BTreeMap;

/// All files of a generated tree, by path relative to its root, with `/` between folders.
pub type Files<T = String> = BTreeMap<String, File<T>>;

/// A file that generation wants to see on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File<T = String> {
    /// Its whole text, or its bytes where it is none.
    pub text: T,
    /// Who owns it after it was written.
    pub owner: Owner,
}

/// Who owns a file after it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Generation: it is written again every time.
    Esgen,
    /// The user: it is written once and never touched again.
    User,
}

/// Whether a path stays inside the folder it is relative to, on every system that a repository is cloned to.
pub fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && path.split('/').all(|part| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && part
                    .chars()
                    .all(|letter| letter.is_ascii_alphanumeric() || "._-".contains(letter))
        })
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn a_path_never_leaves_its_root() {
        for good in ["Cargo.toml", "crates/accounts/src/lib.rs", ".gitignore"] {
            assert!(is_safe(good), "{good}");
        }
        for bad in
            ["", "/etc/passwd", "../x", "a/../b", "a//b", "a\\b", "C:/x", "a/./b", "a\0b", "é"]
        {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
