//! `esgen check`: models that are not there, cannot be read, or say nothing, and how findings are shown.

use super::common::{MODEL, Place, answer, esgen};

const BROKEN: &str = "esgen: 1\nmodel: shop\ncontexts:\n  Orders:\n    agregates: {}\n";

#[test]
fn a_model_is_found_upward_and_praised() {
    let place = Place::with_model();
    place.write("deep/er/x.txt", "");
    let run = answer(esgen(&place.path("deep/er")).arg("check"));
    run.gave(0, &["shop is fine: 1 context, 1 aggregate, 3 commands, 3 events"]);
    place.run("check esgen.yaml").gave(0, &["is fine"]);
    place.run("check .").gave(0, &["is fine"]);
}

#[test]
fn what_cannot_run_says_why_and_ends_with_two() {
    let place = Place::empty();
    place
        .run("check")
        .gave(2, &["there is no `esgen.yaml` in this folder or above it", "esgen init"]);
    place.run("check nowhere.yaml").gave(2, &["there is no model at `nowhere.yaml`"]);
    place.write("folder/x.txt", "");
    place.run("check folder").gave(2, &["there is no model at `folder/esgen.yaml`"]);
    place.run("chek").gave(2, &["unrecognized subcommand", "check"]);
    place.run("check --format xml").gave(2, &["invalid value"]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_model();
    let path = place.path("esgen.yaml");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        eprintln!("note: this user reads every file, so that nothing was tested");
        return;
    }
    place.run("check").gave(2, &["cannot read `esgen.yaml`", "ermission denied"]);
}

#[test]
fn bytes_that_are_no_text_and_files_without_any_are_findings() {
    let place = Place::empty();
    for (bytes, words) in [
        (b"esgen: 1\nmodel: \xff\xfe\n".as_slice(), "UTF-8"),
        (b"", "the file is empty"),
        (b"\n  \n# nothing\n", "the file is empty"),
    ] {
        place.write("esgen.yaml", bytes);
        place.run("check").gave(1, &[words]);
    }
}

#[test]
fn a_merge_that_is_not_finished_is_told_as_such() {
    let place = Place::with_model();
    let marked =
        MODEL.replacen("contexts:", "<<<<<<< main\ncontexts:\n=======\n# other\n>>>>>>> work", 1);
    place.write("esgen.yaml", &marked);
    let run = place.run("check -f json").gave(1, &["marks of a merge", "yaml-syntax"]);
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    place.write("esgen.yaml", marked.replace(">>>>>>> work", ""));
    assert!(!place.run("check").out.contains("marks of a merge"));
}

#[test]
fn findings_for_programs_are_lines_that_follow_the_schema() {
    let place = Place::empty();
    place.write("esgen.yaml", BROKEN);
    place.run("check").gave(1, &["unknown-key", "aggregates", "1 error"]);
    let run = place.run("check -f json").gave(1, &[]);
    let schema = include_str!("../../schemas/diagnostic.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    assert!(run.err.is_empty() && run.out.lines().count() > 0, "{}", run.err);
    for line in run.out.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let complaints: Vec<_> = validator.iter_errors(&line).map(|it| it.to_string()).collect();
        assert_eq!(complaints, [""; 0]);
    }
    place.write("esgen.yaml", MODEL);
    let run = place.run("check --format json").gave(0, &[]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
}

#[test]
fn included_files_are_read_once_and_stay_below_the_model() {
    let place = Place::empty();
    let (head, contexts) = MODEL.split_once("contexts:").unwrap();
    let (contexts, scenarios) = contexts.split_once("scenarios:").unwrap();
    place.write("parts/orders.yaml", format!("contexts:{contexts}"));
    for (patterns, code, words) in [
        ("parts/*.yaml", 0, "is fine: 1 context"),
        ("parts/*.yaml, parts/orders.yaml", 0, "is fine: 1 context"),
        ("./parts/*.yaml, parts/./orders.yaml", 0, "is fine: 1 context"),
        ("parts/*.yaml, none/*.yaml", 1, "no file matches"),
        ("parts/*.yaml, '*.yaml'", 1, "a model cannot include itself"),
        ("parts/*.yaml, ../*.yaml", 1, "below the folder of the model"),
        ("parts/*.yaml, /etc/passwd", 1, "below the folder of the model"),
        ("'parts/[.yaml'", 1, "import-not-found"),
    ] {
        let head = head.replace("title:", &format!("include: [{patterns}]\ntitle:"));
        place.write("esgen.yaml", format!("{head}scenarios:{scenarios}"));
        place.run("check").gave(code, &[words]);
    }
}

#[test]
fn colours_follow_the_terminal_the_environment_and_the_option() {
    let place = Place::empty();
    place.write("esgen.yaml", BROKEN);
    let escaped = |run: &super::common::Run| run.out.contains('\u{1b}');
    assert!(!escaped(&place.run("check")));
    assert!(escaped(&place.run("check --color always")));
    assert!(escaped(&place.run("--color always check")));
    assert!(!escaped(&place.run("check --color never")));
    let with =
        |name: &str, value: &str| answer(esgen(&place.path("")).arg("check").env(name, value));
    assert!(!escaped(&with("NO_COLOR", "1")));
    assert!(escaped(&with("CLICOLOR_FORCE", "1")));
}

#[test]
fn a_terminal_does_not_obey_the_words_of_a_model() {
    let place = Place::empty();
    let hostile = "esgen: 1\nmodel: m\nlevel: process\ntimeline: [\"\\e[2JGone\\a\"]\ncontexts: { A: { events: [\u{1b}[2J] } }\n";
    place.write("esgen.yaml", hostile);
    let run = place.run("check --color always");
    assert!(run.code == Some(1) && run.out.contains("Gone"), "{}", run.out);
    assert!(!run.out.contains("\u{1b}[2J") && !run.out.contains('\u{7}'), "{:?}", run.out);
}
