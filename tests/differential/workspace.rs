//! The generated workspace of the random model, with a program in it that reads stored events.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

/// A workspace of which one crate has been compiled.
pub(crate) struct Workspace {
    folder: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Generates the workspace of a model, and compiles the program in its owned part.
    pub(crate) fn of(model: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = root.join("target/generated/differential-sources");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("esgen.yaml"), model).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_esgen"))
            .args(["generate", "esgen.yaml", "--force", "--output", "service"])
            .current_dir(&folder)
            .output()
            .expect("esgen runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let workspace = Self {
            folder: folder.join("service"),
            target: root.join("target/generated/differential"),
        };
        let examples = workspace.folder.join("crates/things/examples");
        fs::create_dir_all(&examples).unwrap();
        fs::write(examples.join("read.rs"), include_str!("driver.rs")).unwrap();
        let locked = root.join("examples/bank/generated/Cargo.lock");
        fs::copy(locked, workspace.folder.join("Cargo.lock")).unwrap();
        workspace.cargo(&["update", "--quiet", "--workspace"]);
        let warnings =
            workspace.cargo(&["build", "--quiet", "--package", "things", "--example", "read"]);
        assert!(warnings.is_empty(), "generated code gives warnings\n{warnings}");
        workspace
    }

    /// Runs cargo in the workspace and gives what it said besides.
    fn cargo(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .output()
            .expect("cargo runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo {}\n{errors}", arguments.join(" "));
        errors.into_owned()
    }

    /// What generated code reads each stored event as, line by line.
    pub(crate) fn read(&self, stored: String) -> Vec<String> {
        let mut child = Command::new(self.target.join("debug/examples/read"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut stdin = child.stdin.take().unwrap();
        let writer = thread::spawn(move || stdin.write_all(stored.as_bytes()).unwrap());
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert!(output.status.success(), "the program ends well");
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}
