//! The models of this repository as tests read them: the examples, and the originals that they repair.

use std::{
    fs,
    path::{Path, PathBuf},
};

use esgen::{
    evolve::{golden, lock},
    pipeline::Reading,
};

/// A model as texts.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// The folder that it comes from and its own name: `corpus/bank`.
    pub(crate) name: String,
    /// The root file, then what it includes, each under its path beside the root.
    pub(crate) files: Vec<(String, String)>,
    /// What has been published of it.
    pub(crate) lock: Option<String>,
    /// Its golden files.
    pub(crate) history: Vec<(String, String)>,
}

impl Model {
    /// Reads it, as the command does with the files on disk.
    pub(crate) fn reading(&self) -> Reading {
        let mut files = self.files.iter();
        let (path, text) = files.next().expect("a root");
        let mut reading = Reading::new(path, text.clone().into_bytes());
        files.for_each(|(path, text)| reading.add(path, text.clone().into_bytes()));
        if let Some(text) = &self.lock {
            reading.lock(lock::FILE, text.clone().into_bytes());
        }
        self.history.iter().for_each(|(path, text)| reading.golden(path, text));
        reading
    }
}

/// Every example.
pub(crate) fn examples() -> Vec<Model> {
    let roots = folder("examples").into_iter().map(|folder| folder.join("esgen.yaml"));
    roots.map(|root| read("examples", &root)).collect()
}

/// Every original.
pub(crate) fn originals() -> Vec<Model> {
    folder("tests/corpus").iter().map(|root| read("corpus", root)).collect()
}

fn folder(name: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let entries = fs::read_dir(path).expect("a folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn read(kind: &str, root: &Path) -> Model {
    let folder = root.parent().expect("a folder");
    let named = if root.ends_with("esgen.yaml") { folder } else { root };
    let named = named.file_stem().expect("a name").to_string_lossy();
    let files = if root.ends_with("esgen.yaml") { all(folder, "contexts/*.yaml") } else { vec![] };
    let root = ("esgen.yaml".to_owned(), text(root));
    Model {
        name: format!("{kind}/{named}"),
        files: std::iter::once(root).chain(files).collect(),
        lock: fs::read_to_string(folder.join(lock::FILE)).ok(),
        history: all(&folder.join(golden::FOLDER), "**/*"),
    }
}

/// The files below a folder that match a pattern, under their paths from there.
fn all(folder: &Path, pattern: &str) -> Vec<(String, String)> {
    let pattern = folder.join(pattern);
    let paths = glob::glob(pattern.to_str().expect("a path")).expect("a pattern");
    let paths = paths.map(|path| path.expect("a path")).filter(|path| path.is_file());
    let below =
        |path: &Path| path.strip_prefix(folder).map(|it| it.to_string_lossy().replace('\\', "/"));
    paths.map(|path| (below(&path).expect("a path below"), text(&path))).collect()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a text")
}
