//! Models that lie on the disk: the examples, and the fixtures of the language.

#![expect(clippy::disallowed_methods, reason = "the examples lie on the disk")]

use std::{fs, path::Path};

use super::model_with;
use crate::model::Model;

/// The model of a file below the project, with what it includes.
pub(in crate::diagram) fn known(path: &str) -> Model {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
}

/// The models of the examples and of every fixture of the language, with their names.
pub(in crate::diagram) fn all_known() -> Vec<(String, Model)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let examples = fs::read_dir(root.join("examples")).unwrap();
    let examples = examples.map(|entry| entry.unwrap().path().join("esgen.yaml"));
    let fixtures = fs::read_dir(root.join("tests/fixtures/language")).unwrap();
    let fixtures = fixtures.map(|entry| entry.unwrap().path());
    let yaml = fixtures.filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    let mut paths: Vec<_> = examples.chain(yaml).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.display().to_string(), read(&path))).collect()
}

fn read(path: &Path) -> Model {
    let folder = path.parent().unwrap();
    model_with(&fs::read_to_string(path).unwrap(), |pattern| {
        let whole = folder.join(pattern);
        let mut files: Vec<_> = glob::glob(&whole.to_string_lossy()).unwrap().flatten().collect();
        files.sort();
        files.into_iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    })
}
