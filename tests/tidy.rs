//! The house itself: who may import whom, how long files and functions are, and that documents name what exists.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use esgen::{diagnostic::RULES, evolve::rules::PAGES};
use syn::visit::Visit;

/// Every module may use those before it, and itself.
const ORDER: [&str; 15] = [
    "source",
    "case",
    "diagnostic",
    "syntax",
    "types",
    "expr",
    "model",
    "evolve",
    "diagram",
    "generate",
    "pipeline",
    "lint",
    "report",
    "cli",
    "main",
];

/// Modules that stand side by side: the first may not use the second.
const SIDE_BY_SIDE: [(&str, &str); 2] = [("generate", "diagram"), ("report", "pipeline")];

const LONGEST_FILE: usize = 500;
const LONGEST_FUNCTION: usize = 60;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "target" || name == "node_modules" {
            continue;
        }
        if path.is_dir() {
            found.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Our own Rust: the tool, and the crates that are copied into generated workspaces.
fn our_rust() -> Vec<PathBuf> {
    ["src", "templates", "tests", "benches"]
        .iter()
        .map(|folder| root().join(folder))
        .filter(|folder| folder.exists())
        .flat_map(|folder| files_below(&folder, "rs"))
        .collect()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a text file of the project")
}

fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).expect("a file of src");
    let first =
        inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Whether an item is there for tests only. Tests may look wherever they like.
fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_condition = attribute.path().is_ident("cfg");
        is_condition && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

/// The modules of this crate that a file names after `crate::`.
struct Uses(BTreeSet<String>);

impl<'ast> Visit<'ast> for Uses {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if let syn::UseTree::Path(path) = &item.tree
            && path.ident == "crate"
        {
            self.names_of(&path.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.first().is_some_and(|first| first.ident == "crate")
            && let Some(second) = path.segments.get(1)
        {
            self.0.insert(second.ident.to_string());
        }
        syn::visit::visit_path(self, path);
    }
}

impl Uses {
    fn names_of(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => drop(self.0.insert(path.ident.to_string())),
            syn::UseTree::Name(name) => drop(self.0.insert(name.ident.to_string())),
            syn::UseTree::Rename(name) => drop(self.0.insert(name.ident.to_string())),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.names_of(item)),
            syn::UseTree::Glob(_) => {}
        }
    }
}

#[test]
fn imports_point_backwards_only() {
    let place = |name: &str| ORDER.iter().position(|module| *module == name);
    let mut wrong = Vec::new();
    for path in files_below(&root().join("src"), "rs") {
        let module = module_of(&path);
        let Some(own) = place(&module) else { continue };
        let mut uses = Uses(BTreeSet::new());
        uses.visit_file(&syn::parse_file(&read(&path)).expect("Rust"));
        for used in uses.0 {
            let forward = place(&used).is_some_and(|other| other > own);
            let beside = SIDE_BY_SIDE.contains(&(module.as_str(), used.as_str()));
            if forward || beside {
                wrong.push(format!("{} uses `{used}`", shown(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point the wrong way:\n{}", wrong.join("\n"));
}

/// Functions with the number of their lines, from signature to closing brace.
struct Functions(Vec<(String, usize)>);

impl Functions {
    fn measure(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let start = signature.fn_token.span.start().line;
        let end = block.brace_token.span.close().end().line;
        self.0.push((signature.ident.to_string(), end + 1 - start));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        // A table of cases is as long as there are cases.
        if !item.attrs.iter().any(|attribute| attribute.path().is_ident("test")) {
            self.measure(&item.sig, &item.block);
        }
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.measure(&item.sig, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }
}

#[test]
fn files_and_functions_stay_short() {
    let mut long = Vec::new();
    for path in our_rust() {
        let text = read(&path);
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            long.push(format!("{}: {lines} lines", shown(&path)));
        }
        let mut functions = Functions(Vec::new());
        functions.visit_file(&syn::parse_file(&text).expect("Rust"));
        for (name, lines) in functions.0.into_iter().filter(|(_, lines)| *lines > LONGEST_FUNCTION)
        {
            long.push(format!("{}: fn {name} has {lines} lines", shown(&path)));
        }
    }
    assert!(long.is_empty(), "too long to be read at once:\n{}", long.join("\n"));
}

#[test]
fn every_file_says_why_it_exists() {
    let silent: Vec<_> = our_rust()
        .into_iter()
        .filter(|path| !read(path).starts_with("//!"))
        .map(|path| shown(&path))
        .collect();
    assert!(silent.is_empty(), "no `//!` in the first line:\n{}", silent.join("\n"));
}

/// The words in backticks of a document that look like a path of this project.
fn paths_in(text: &str) -> Vec<&str> {
    let roots = [
        "src/",
        "templates/",
        "tests/",
        "examples/",
        "docs/",
        "benches/",
        "fuzz/",
        "schemas/",
        ".ci/",
    ];
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| roots.iter().any(|root| word.starts_with(root)))
        .filter(|word| !word.contains(['*', '<', ' ', '…']))
        .collect()
}

#[test]
fn documents_name_only_what_exists() {
    let mut missing = Vec::new();
    let documents = files_below(&root(), "md");
    for path in documents.iter().filter(|path| !shown(path).contains("/generated/")) {
        let text = read(path);
        for named in paths_in(&text).into_iter().filter(|named| !root().join(named).exists()) {
            missing.push(format!("{} names `{named}`", shown(path)));
        }
    }
    assert!(missing.is_empty(), "no such place:\n{}", missing.join("\n"));
}

#[test]
fn the_changelog_is_at_the_version_of_the_manifest() {
    let changelog = read(&root().join("CHANGELOG.md"));
    let version = env!("CARGO_PKG_VERSION");
    let first = changelog.lines().find_map(|line| line.strip_prefix("## "));
    let fits =
        first.is_some_and(|first| first.starts_with("Unreleased") || first.starts_with(version));
    assert!(fits, "the first section of CHANGELOG.md is neither `Unreleased` nor `{version}`");
}

#[test]
fn every_rule_of_evolution_has_a_page_and_every_page_a_rule() {
    let names =
        |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let rules: Vec<&str> =
        RULES.iter().filter(|rule| rule.code.starts_with("EV")).map(|rule| rule.name).collect();
    let pages: Vec<&str> = PAGES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names(&rules), names(&pages));
    let folder = files_below(&root().join("src/evolve/rules/pages"), "md");
    let files = folder.iter().filter_map(|path| path.file_stem()).map(|it| it.to_string_lossy());
    assert_eq!(files.map(std::borrow::Cow::into_owned).collect::<BTreeSet<_>>(), names(&pages));
}
