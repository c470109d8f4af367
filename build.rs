//! Embeds the template tree, so that the binary needs no files beside it.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=templates");
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("templates");
    let mut found = Vec::new();
    collect(&root, &mut found)?;
    found.sort();
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("templates.rs");
    let mut list = fs::File::create(target)?;
    writeln!(list, "[")?;
    for path in &found {
        let name = path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string())?;
    }
    writeln!(list, "]")
}

/// Everything below `folder` but what building and testing the embedded crates leaves there.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == "target" || name == "Cargo.lock" || is_test_of_a_copied_crate(&path) {
            continue;
        }
        if path.is_dir() {
            collect(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// The suites of the copied crates stay here; a user's workspace tests the user's model.
fn is_test_of_a_copied_crate(path: &Path) -> bool {
    ["kernel", "store-sqlite", "service"].iter().any(|name| path.ends_with(format!("{name}/tests")))
}
