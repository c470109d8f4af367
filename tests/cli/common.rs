//! What every test of the command line needs: a folder, the binary in a clean environment, and its answers.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;

/// A model that is fine, small, and can be generated.
pub(crate) const MODEL: &str = include_str!("../../src/cli/init.yaml");

/// A folder of its own that goes away with the test.
pub(crate) struct Place(pub(crate) tempfile::TempDir);

/// What a run gave.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with a model that is fine.
    pub(crate) fn with_model() -> Self {
        let place = Self::empty();
        place.write("esgen.yaml", MODEL);
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.path(name).symlink_metadata().is_ok()
    }

    /// Runs `esgen` here with arguments separated by spaces.
    pub(crate) fn run(&self, arguments: &str) -> Run {
        self.run_all(&arguments.split_whitespace().collect::<Vec<_>>())
    }

    pub(crate) fn run_all(&self, arguments: &[&str]) -> Run {
        answer(esgen(self.0.path()).args(arguments))
    }

    /// Every file below a folder with its bytes.
    pub(crate) fn tree(&self, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        gather(&self.path(name), &self.path(name), &mut found);
        found
    }
}

/// The binary in a folder, without anything of the environment that changes what it says.
pub(crate) fn esgen(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_esgen"));
    command.current_dir(folder);
    let colours = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "TERM"];
    let others = ["LC_ALL", "LC_CTYPE", "LANG", "SOURCE_DATE_EPOCH", "GITHUB_STEP_SUMMARY"];
    for name in colours.into_iter().chain(others) {
        command.env_remove(name);
    }
    command.env("COLUMNS", "200");
    command
}

pub(crate) fn answer(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let run =
        Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
    assert!(!run.err.contains("panicked"), "{}", run.err);
    run
}

impl Run {
    /// Fails unless the run ended with this code and said these words, on either stream.
    #[track_caller]
    pub(crate) fn gave(self, code: i32, words: &[&str]) -> Self {
        let all = format!("{}\n{}", self.out, self.err);
        assert_eq!(self.code, Some(code), "{all}");
        for word in words {
            assert!(all.contains(word), "no `{word}` in:\n{all}");
        }
        self
    }
}

/// Runs `git` in a folder below a place, as somebody without settings.
pub(crate) fn git(place: &Place, folder: &str, arguments: &[&str]) {
    let mut command = std::process::Command::new("git");
    command.current_dir(place.path(folder)).args(arguments);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", place.path("no-config")).env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "Ann")
            .env(format!("GIT_{who}_EMAIL"), "ann@example.org");
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn gather(root: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, found);
        } else {
            found.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
        }
    }
}
