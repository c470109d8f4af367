//! `esgen lint`: which rules are looked for, where findings go, and what the exit code says.

use std::process::Command;

use super::common::{MODEL, Place, Run, answer, esgen};

/// A command that nobody handles, and an event that says that it is one.
const FAULTS: &str = "\
esgen: 1
model: shop
level: design
actors: [Clerk]
contexts:
  Orders:
    aggregates:
      Order:
        commands:
          PlaceOrder: { creates: true, by: [Clerk], emits: OrderPlacedEvent }
        events: [OrderPlacedEvent]
    commands:
      # esgen: allow(kind-suffix) nobody remembers
      ArchiveOrder: { by: [Clerk] }
";

const FORMATS: [&str; 11] = [
    "full",
    "concise",
    "grouped",
    "json",
    "json-lines",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "rdjson",
    "markdown",
];

/// Only the rules of this file, whatever others there are.
const ONLY: [&str; 2] = ["--only", "command-unhandled,kind-suffix,unused-suppression"];

fn with_faults() -> Place {
    let place = Place::empty();
    place.write("esgen.yaml", FAULTS);
    place
}

fn lint(place: &Place, arguments: &str) -> Run {
    let mut all = vec!["lint"];
    all.extend(ONLY);
    all.extend(arguments.split_whitespace());
    place.run_all(&all)
}

fn with(place: &Place, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    let mut command = esgen(&place.path(""));
    for (name, value) in variables {
        command.env(name, value);
    }
    answer(command.arg("lint").args(ONLY).args(arguments))
}

#[test]
fn every_format_has_the_same_exit_code() {
    let place = with_faults();
    for format in FORMATS {
        lint(&place, &format!("-f {format}")).gave(1, &[]);
        lint(&place, &format!("-f {format} --exit-zero")).gave(0, &[]);
        lint(&place, &format!("-f {format} --fail-on never")).gave(0, &[]);
    }
    place.write("esgen.yaml", MODEL);
    for format in FORMATS {
        lint(&place, &format!("--format {format}")).gave(0, &[]);
    }
    place.write("esgen.yaml", "esgen: 1\nmodel: [\n");
    for format in FORMATS {
        lint(&place, &format!("--format {format}")).gave(1, &[]);
    }
    place.run("lint nowhere.yaml").gave(2, &["there is no model at `nowhere.yaml`"]);
}

#[test]
fn the_gate_stands_where_it_is_put() {
    let place = with_faults();
    let ignoring = |rules: &str, rest: &str| {
        place.run(&format!("lint --only command-unhandled,kind-suffix --ignore {rules} {rest}"))
    };
    ignoring("flow", "").gave(0, &["1 note in 1 file"]);
    ignoring("flow", "--fail-on info").gave(1, &["1 note in 1 file"]);
    ignoring("ES6005", "--fail-on error").gave(1, &["1 error in 1 file"]);
    ignoring("ES6005", "--fail-on error --level process").gave(0, &["1 warning in 1 file"]);
}

#[test]
fn rules_are_chosen_by_name_by_code_and_by_category() {
    let place = with_faults();
    let told = |arguments: &str| place.run(&format!("lint -f concise {arguments}")).out;
    let rules = |arguments: &str| {
        let out = told(arguments);
        let names = out.lines().filter_map(|line| line.split_once('[')?.1.split_once(']'));
        names.map(|(name, _)| name.to_owned()).filter(|name| name != "*").collect::<Vec<_>>()
    };
    assert_eq!(rules("--only kind-suffix"), ["kind-suffix"]);
    assert_eq!(rules("--only es2001"), ["command-unhandled"]);
    assert_eq!(rules("--only ES2001 --only kind-suffix").len(), 2);
    assert!(!rules("--ignore naming").contains(&"kind-suffix".to_owned()));
    assert!(rules("--preset minimal").iter().all(|name| name != "kind-suffix"));
    assert!(rules("--preset minimal --also kind-suffix").contains(&"kind-suffix".to_owned()));
}

#[test]
fn slips_on_the_command_line_end_with_two_and_a_suggestion() {
    let place = with_faults();
    for (arguments, words) in [
        ("--only command-unhandeld", "did you mean `command-unhandled`?"),
        ("--ignore naminng", "did you mean `naming`?"),
        ("--also ES9999", "no rule and no category has this name"),
        ("--preset strickt", "a similar value exists: 'strict'"),
        ("--level desing", "a similar value exists: 'design'"),
        ("--fail-on warnings", "a similar value exists: 'warning'"),
        ("--format sarf", "a similar value exists: 'sarif'"),
        ("--output sarf=x.sarif", "there is no format `sarf`, did you mean `sarif`?"),
        ("--output sarif=-", "`--format sarif` writes to standard output"),
        ("--output sarif", "write the format and the file"),
        ("--output sarif=x --output gitlab=x", "`x` cannot hold two formats"),
        ("--today yesterday", "invalid value 'yesterday'"),
    ] {
        place.run(&format!("lint {arguments}")).gave(2, &[words]);
    }
    assert!(!place.has("x") && !place.has("x.sarif"));
}

#[test]
fn what_cannot_be_ignored_is_told() {
    let place = with_faults();
    place.write("esgen.yaml", "esgen: 1\nmodel: shop\ncontexts: {}\ncolour: red\n");
    for arguments in ["--ignore unknown-key", "--ignore naming,meta"] {
        let run = place.run(&format!("lint -f concise {arguments}")).gave(1, &["[unknown-key]"]);
        assert_eq!(run.err, "`unknown-key` cannot be turned off: without it there is no model\n");
    }
    assert_eq!(place.run("lint -f concise --ignore naming").err, "");
}

#[test]
fn several_formats_are_written_at_once_and_folders_are_made() {
    let place = with_faults();
    let run = lint(&place, "-f concise -o sarif=out/deep/lint.sarif --output gitlab=quality.json");
    let run = run.gave(1, &["esgen.yaml:14:7: error[command-unhandled] nobody handles"]);
    assert!(run.out.starts_with("esgen.yaml:"), "{}", run.out);
    assert_eq!(place.read("out/deep/lint.sarif"), lint(&place, "-f sarif").out);
    assert_eq!(place.read("quality.json"), lint(&place, "-f gitlab").out);
    place.write("file", "");
    lint(&place, "-o sarif=file/lint.sarif").gave(2, &["cannot write `file/lint.sarif`"]);
}

#[test]
fn two_runs_give_the_same_bytes() {
    let place = with_faults();
    for format in FORMATS {
        let run = || lint(&place, &format!("-f {format}")).out;
        assert_eq!(run(), run(), "{format}");
    }
}

#[test]
fn reports_for_programs_count_paths_from_the_root_of_the_repository() {
    let place = Place::empty();
    let git = Command::new("git").args(["init", "-q", "."]).current_dir(place.path("")).status();
    assert!(git.unwrap().success());
    place.write("models/shop/esgen.yaml", FAULTS);
    place.write("models/shop/deep/readme", "");
    let root = place.path("").canonicalize().unwrap().to_string_lossy().into_owned();
    for format in FORMATS {
        let run = |folder: &str| {
            let mut command = esgen(&place.path(folder));
            answer(command.arg("lint").args(ONLY).args(["-f", format])).out
        };
        let (here, upward) = (run("models/shop"), run("models/shop/deep"));
        if ["full", "concise", "grouped"].contains(&format) {
            assert!(here.contains("esgen.yaml") && !here.contains("models/"), "{here}");
        } else {
            assert!(here.contains("models/shop/esgen.yaml"), "{format}: {here}");
            assert!(!here.contains(root.trim_end_matches('/')), "{format}: {here}");
            assert_eq!(here, upward, "{format}");
        }
    }
}

#[test]
fn github_also_gets_the_summary_of_the_job() {
    let place = with_faults();
    place.write("summary.md", "# Before\n");
    let path = place.path("summary.md");
    let variable = [("GITHUB_STEP_SUMMARY", path.to_str().unwrap())];
    with(&place, &variable, &["-f", "concise"]).gave(1, &[]);
    assert_eq!(place.read("summary.md"), "# Before\n");
    let run = with(&place, &variable, &["-f", "github"]);
    run.gave(1, &["::error file=esgen.yaml,line=14,endLine=14,col=7,endColumn=18,title="]);
    let summary = place.read("summary.md");
    assert!(summary.starts_with("# Before\n### 🔴 esgen lint: 1 error, 1 warning and 1 note"));
    with(&place, &variable, &["-o", "github=x"]).gave(1, &[]);
    assert_eq!(place.read("summary.md"), format!("{summary}{}", &summary["# Before\n".len()..]));
}

#[test]
fn the_day_is_that_of_the_option_of_the_environment_or_of_the_clock() {
    let place = Place::empty();
    let allow = "ArchiveOrder: { by: [Clerk], allow: [{ rule: command-unhandled, reason: later, until: 2001-01-31 }] }";
    place.write("esgen.yaml", FAULTS.replace("ArchiveOrder: { by: [Clerk] }", allow));
    let only: &[&str] = &["lint", "--only", "command-unhandled"];
    let run = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = esgen(&place.path(""));
        command.args(only).args(arguments).envs(variables.iter().copied());
        answer(&mut command)
    };
    run(&[], &["--today", "2001-01-31"]).gave(0, &["(1 suppressed)"]);
    run(&[], &["--today", "2001-02-01"]).gave(1, &["1 error"]);
    run(&[], &[]).gave(1, &["1 error"]);
    run(&[("SOURCE_DATE_EPOCH", "980000000")], &[]).gave(0, &["(1 suppressed)"]);
    run(&[("SOURCE_DATE_EPOCH", "980000000")], &["--today", "2001-02-01"]).gave(1, &["1 error"]);
    run(&[("SOURCE_DATE_EPOCH", "soon")], &[]).gave(2, &["`SOURCE_DATE_EPOCH` is `soon`"]);
}

#[test]
fn colours_and_lines_follow_the_terminals_conventions() {
    let place = with_faults();
    let colours = |variables: &[(&str, &str)], arguments: &[&str]| {
        with(&place, variables, arguments).out.contains("\u{1b}[")
    };
    assert!(!colours(&[], &[]));
    assert!(colours(&[], &["--color", "always"]));
    for force in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
        assert!(colours(&[(force, "1")], &[]), "{force}");
        assert!(!colours(&[(force, "1"), ("NO_COLOR", "1")], &[]), "{force}");
        assert!(!colours(&[(force, "1")], &["--color", "never"]), "{force}");
        assert!(!colours(&[(force, "0")], &[]), "{force}");
    }
    assert!(colours(&[("NO_COLOR", "1")], &["--color", "always"]));
    let lines = |variables: &[(&str, &str)]| with(&place, variables, &[]).out.contains('╭');
    assert!(lines(&[]) && lines(&[("LANG", "de_DE.UTF-8")]) && lines(&[("LC_ALL", "C.utf8")]));
    assert!(!lines(&[("LC_ALL", "C")]) && !lines(&[("LANG", "de_DE.ISO-8859-1")]));
    assert!(!lines(&[("LC_ALL", "POSIX"), ("LANG", "de_DE.UTF-8")]));
}

#[test]
fn statistics_stand_beside_the_result() {
    let place = with_faults();
    for option in ["--statistics", "--stats"] {
        let run = lint(&place, &format!("-f sarif {option}"));
        assert!(serde_json::from_str::<serde_json::Value>(&run.out).is_ok());
        assert!(run.err.contains("slowest rule: ") && run.err.contains("command-unhandled"));
    }
}

#[test]
fn there_is_a_bound_on_what_is_drawn_and_a_way_around_it() {
    let place = Place::empty();
    let commands: Vec<String> =
        (0..220).map(|it| format!("      Do{it}: {{ by: [Clerk] }}\n")).collect();
    let commands = commands.concat();
    place.write("esgen.yaml", format!("{}{commands}", &FAULTS[..FAULTS.find("      #").unwrap()]));
    let run =
        |arguments: &str| place.run(&format!("lint --only command-unhandled {arguments}")).out;
    assert!(run("").contains("... and 20 more: `--all` shows them\n220 errors in 1 file"));
    assert_eq!(run("--all").matches("error[command-unhandled]").count(), 220);
    let quiet = run("--level process");
    assert!(
        quiet.contains("... and 210 more like this: `esgen lint --all --only command-unhandled`")
    );
}

#[test]
fn what_waits_for_an_error_is_said_and_the_rest_is_told() {
    let place = Place::empty();
    place.write("esgen.yaml", FAULTS.replace("by: [Clerk], emits", "by: [Clark], emits"));
    let run = place.run("lint -f concise");
    assert!(run.out.contains("[command-unhandled]"), "{}", run.out);
    assert!(run.out.contains(" rules wait until the errors above are mended"), "{}", run.out);
}
