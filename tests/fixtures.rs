//! Every fixture says what is found in it: those under `language` nothing, those under `broken` what their first
//! lines say: `# expect: rule` and `# at: word`. Those under `lint` break no rule of the language; what they name is a
//! habit that only a reviewer would question.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::{fmt::Write as _, fs, path::Path};

use esgen::{
    diagnostic::{Diagnostic, Severity, code_of, has_errors, settle},
    evolve, generate, model,
    source::SourceMap,
    syntax,
};

#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Every finding of a model, its files read from the folder of the root.
fn findings(root: &Path) -> (SourceMap, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let text = read(root);
    let file = sources.add(root.display().to_string(), text);
    let (document, mut out) = syntax::parse(file, &sources);
    let mut documents = vec![document];
    for include in syntax::includes(&documents[0]).to_vec() {
        let pattern = root.parent().unwrap().join(&include.value);
        let paths: Vec<_> = glob::glob(pattern.to_str().unwrap()).unwrap().collect();
        if paths.is_empty() {
            out.push(syntax::import_not_found(&include, "no file is there"));
        }
        for path in paths {
            let path = path.unwrap();
            let text = read(&path);
            let file = sources.add(path.display().to_string(), text);
            let (document, more) = syntax::parse_included(file, &sources);
            documents.push(document);
            out.extend(more);
        }
    }
    let (model, more) = model::resolve(&documents);
    out.extend(more);
    let (plan, more) = evolve::plan(&model);
    out.extend(more);
    if !has_errors(&out) {
        out.extend(generate::guard(&model, &plan));
    }
    (sources, settle(out))
}

fn rendered(sources: &SourceMap, findings: &[Diagnostic]) -> String {
    let mut text = String::new();
    for finding in findings {
        let at = sources.start_of(finding.primary.span);
        let word = sources.slice(finding.primary.span);
        let path = sources.path(finding.primary.span.file);
        let severity = finding.severity.as_str();
        writeln!(
            text,
            "  {path}:{}:{} {severity}[{}] `{word}`: {}",
            at.line, at.column, finding.rule, finding.message
        )
        .unwrap();
        if let Some(help) = &finding.help {
            writeln!(text, "    help: {help}").unwrap();
        }
    }
    text
}

fn models(folder: &str) -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    found.sort();
    found
}

#[test]
fn the_language_is_understood() {
    let mut wrong = String::new();
    for path in models("tests/fixtures/language") {
        let (sources, findings) = findings(&path);
        wrong.push_str(&rendered(&sources, &findings));
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn habits_are_no_mistakes() {
    let mut wrong = String::new();
    for path in models("tests/fixtures/lint") {
        let (sources, findings) = findings(&path);
        // What rules do beside a mistake is shown by fixtures that say that they have one.
        let is_mistaken = read(&path).lines().any(|line| line == "# with a mistake");
        if has_errors(&findings) != is_mistaken {
            writeln!(wrong, "{}", path.display()).unwrap();
            wrong.push_str(&rendered(&sources, &findings));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_examples_are_fine() {
    let mut wrong = String::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for example in fs::read_dir(folder).unwrap() {
        let (sources, findings) = findings(&example.unwrap().path().join("esgen.yaml"));
        wrong.push_str(&rendered(&sources, &findings));
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn broken_models_are_reported_at_the_word_at_fault() {
    let mut wrong = String::new();
    for path in models("tests/fixtures/broken") {
        let (sources, findings) = findings(&path);
        let text = read(&path);
        let line = |start: &str| {
            text.lines().find_map(|line| line.strip_prefix(start)).unwrap().trim().to_owned()
        };
        let (rule, word) = (line("# expect:"), line("# at:"));
        assert!(code_of(&rule).is_some(), "{}: no rule is called {rule}", path.display());
        let fits = |finding: &&Diagnostic| {
            finding.rule == rule && sources.slice(finding.primary.span).contains(&word)
        };
        let others = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error && finding.rule != rule);
        if findings.iter().filter(fits).count() != 1 || others.count() != 0 {
            writeln!(wrong, "{}: expected {rule} at {word}", path.file_stem().unwrap().display())
                .unwrap();
            wrong.push_str(&rendered(&sources, &findings));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Every text with one line or one word taken out. Nothing brings the resolver down, and it says why when a
/// reference dangles.
#[test]
fn no_gap_brings_it_down() {
    for path in models("tests/fixtures/language") {
        let text = read(&path);
        let lines: Vec<&str> = text.lines().collect();
        for left_out in 0..lines.len() {
            let mut gap = lines.clone();
            gap.remove(left_out);
            resolve_text(&gap.join("\n"));
        }
        let words: Vec<_> = text.match_indices([' ', ':', ',', '{']).map(|(at, _)| at).collect();
        for pair in words.windows(2).step_by(31) {
            resolve_text(&format!("{}{}", &text[..pair[0]], &text[pair[1]..]));
        }
    }
}

fn resolve_text(text: &str) {
    let mut sources = SourceMap::default();
    let file = sources.add("esgen.yaml", text);
    let (document, _) = syntax::parse(file, &sources);
    let (model, _) = model::resolve(&[document]);
    evolve::plan(&model);
}
