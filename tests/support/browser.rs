//! Chromium, in which tests look at what people will see in a browser.
//!
//! `ESGEN_REQUIRE_BROWSER` makes its absence a failure; without it such a test says that it is skipped.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Its names on the systems that we know.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Chromium: the program that `CHROMIUM` names, or the first on the path.
pub(crate) fn chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    required("chromium", named.or_else(|| NAMES.iter().find_map(|name| on_path(name))))
}

/// Something that a test in a browser needs; its absence is told, and fails where a browser is required.
pub(crate) fn required<T>(what: &str, found: Option<T>) -> Option<T> {
    if found.is_none() {
        assert!(
            env::var_os("ESGEN_REQUIRE_BROWSER").is_none(),
            "ESGEN_REQUIRE_BROWSER is set and there is no `{what}`"
        );
        eprintln!("skipped: there is no `{what}`");
    }
    found
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// The document that becomes of a page, after its scripts have had up to a minute of their own time.
pub(crate) fn document(chromium: &Path, page: &str) -> String {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("page.html");
    fs::write(&file, page).expect("the page is written");
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .args(["--virtual-time-budget=60000", "--dump-dom"])
        .arg(format!("file://{}", file.display()))
        .stdin(Stdio::null())
        .output()
        .expect("chromium runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
