//! The models that are broken: those of `examples` and of `tests/corpus`, each as one tree.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_yaml::{Mapping, Value};

use super::model::{Model, parsed};

/// A model with the name of its folder or file.
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) model: Model,
}

/// Every model, in order.
pub(crate) fn corpus() -> Vec<Known> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut roots: Vec<PathBuf> = inside(&root.join("tests/corpus"));
    roots.extend(inside(&root.join("examples")).into_iter().map(|it| it.join("esgen.yaml")));
    roots.iter().map(|path| read(path)).collect()
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> Known {
    let mut model = Model(parsed(&fs::read_to_string(path).unwrap()));
    if model.take("include").is_some() {
        for part in inside(&path.parent().unwrap().join("contexts")) {
            model.set("", &fs::read_to_string(part).unwrap());
        }
    }
    for place in ["actors", "systems", "contexts/*/events", "contexts/*/commands"] {
        tabled(&mut model, place);
    }
    tabled(&mut model, "contexts/*/aggregates/*/events");
    let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display().to_string();
    Known { name, model }
}

/// Writes a list of names as the table that it stands for, so that each entry has a place.
fn tabled(model: &mut Model, pattern: &str) {
    for place in model.places(pattern) {
        let Some(Value::Sequence(names)) = model.get(&place) else { continue };
        let empty = |name: &Value| (name.clone(), Value::Mapping(Mapping::new()));
        let table = Value::Mapping(names.iter().map(empty).collect());
        model.replace(&place, &serde_yaml::to_string(&table).unwrap());
    }
}
