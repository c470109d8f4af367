//! What `esgen lint` does with files: fixes, baselines, commits, what an editor has, and watching.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use super::common::{Place, answer, esgen, git};

/// A model with a remark, an allowance that nothing needs, and comments.
const MODEL: &str = "\
esgen: 1
model: shop
# Who works here.
actors: [Clerk]
contexts:
  Orders:
    aggregates:
      Order:
        commands:
          PlaceOrder: { creates: true, by: [Clerk], emits: PlacedEvent }
        events:
          PlacedEvent: # as the auditors say
            description: Said at the counter.
            allow: [{ rule: command-unhandled, reason: none }]
";

fn place() -> Place {
    let place = Place::empty();
    place.write("esgen.yaml", MODEL);
    place
}

#[test]
fn a_fix_changes_what_it_says_and_nothing_else() {
    let place = place();
    let shown = place.run("lint --diff").gave(1, &["would fix 1 finding", "unused-suppression"]);
    assert!(shown.out.contains("-            allow: [{ rule: command-unhandled"), "{}", shown.out);
    assert_eq!(place.read("esgen.yaml"), MODEL);
    place.run("lint --fix").gave(0, &["fixed 1 finding", "kind-suffix"]);
    let fixed = MODEL.lines().filter(|line| !line.contains("allow:")).collect::<Vec<_>>();
    assert_eq!(place.read("esgen.yaml").lines().collect::<Vec<_>>(), fixed);
    place.run("lint --fix").gave(0, &["fixed 0 findings"]);
    place.run("lint --diff").gave(0, &["would fix 0 findings"]);
}

#[test]
fn fixes_are_not_limited_to_a_commit() {
    let place = place();
    place
        .run("lint --fix --changed-since HEAD")
        .gave(2, &["--changed-since", "cannot be used with"]);
    assert_eq!(place.read("esgen.yaml"), MODEL);
}

/// A full disk for results that are printed, and a pipe in the place of a file.
#[cfg(target_os = "linux")]
#[test]
fn a_result_that_gets_lost_is_told_and_a_pipe_stays_a_pipe() {
    use std::os::unix::fs::FileTypeExt;
    let place = place();
    for command in ["lint -f sarif", "schema model", "rules", "diagram -f svg"] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut esgen = std::process::Command::new(env!("CARGO_BIN_EXE_esgen"));
        esgen.current_dir(place.path("")).args(command.split_whitespace());
        let ended = esgen.stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(ended.status.code(), Some(2), "{command}");
        let told = String::from_utf8(ended.stderr).unwrap();
        assert!(told.contains("cannot write the result"), "{command}: {told}");
    }
    let pipe = place.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    place.run("lint --output sarif=pipe").gave(1, &[]);
    assert!(reader.join().unwrap().contains("unused-suppression"));
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
}

#[test]
fn what_was_there_before_is_silent_until_it_is_gone() {
    let place = place();
    place.run("lint --suppress --reason legacy").gave(0, &["added 2 entries", "no findings"]);
    assert!(place.read("esgen-baseline.json").contains("\"reason\":\"legacy\""));
    place.run("lint").gave(0, &["no findings"]);
    place.run("lint --no-baseline").gave(1, &["kind-suffix", "unused-suppression"]);
    place.write("esgen.yaml", MODEL.replace("command-unhandled", "kind-suffix"));
    place.run("lint").gave(1, &["stale-baseline", "1 entry", "esgen lint --prune"]);
    place.run("lint --prune").gave(0, &["took 1 entry away"]);
    place.write("esgen.yaml", MODEL);
    place.run("lint").gave(1, &["unused-suppression", "1 warning"]);
}

#[test]
fn a_report_never_takes_the_place_of_the_model() {
    let place = place();
    for path in ["esgen.yaml", "./esgen.yaml"] {
        let run = place.run(&format!("lint --output sarif={path}"));
        run.gave(2, &["is a file of the model", "a file of its own"]);
        assert_eq!(place.read("esgen.yaml"), MODEL);
    }
}

#[test]
fn one_question_is_asked_at_a_time() {
    let place = place();
    for other in ["--fix", "--unsafe-fixes", "--diff", "--suppress", "--prune", "-f json"] {
        for question in ["--progress", "--show-settings ."] {
            place.run(&format!("lint {question} {other}")).gave(2, &["cannot be used with"]);
        }
    }
    assert_eq!(place.read("esgen.yaml"), MODEL);
}

#[test]
fn what_could_not_be_written_is_not_said_to_be() {
    let place = place();
    std::fs::create_dir(place.path("esgen-baseline.json")).unwrap();
    let run = place.run("lint --suppress").gave(2, &["cannot write `esgen-baseline.json`"]);
    assert!(!run.err.contains("added"), "{}", run.err);
}

#[test]
fn a_comment_with_a_slip_does_not_pass_for_an_allowance() {
    let place = Place::empty();
    for comment in ["allow(kind-suffix", "alow(kind-suffix) why", "allow()", "allow kind-suffix"] {
        place.write("esgen.yaml", format!("{MODEL}# esgen: {comment}\n"));
        let run = place.run("lint -f concise --only unknown-rule");
        run.gave(1, &["this comment allows nothing"]);
    }
    for comment in ["1", "see the handbook", "", "all of this is old"] {
        place.write("esgen.yaml", format!("{MODEL}# esgen: {comment}\n"));
        place.run("lint --only unknown-rule").gave(0, &["no findings"]);
    }
}

#[test]
fn off_is_a_word_of_the_settings() {
    let place = Place::empty();
    place.write("esgen.yaml", format!("{MODEL}lint: {{ severity: {{ kind-suffix: off }} }}\n"));
    place.run("lint --ignore unused-suppression").gave(0, &["no findings"]);
}

#[test]
fn a_baseline_that_is_none_is_not_overwritten() {
    let place = place();
    place.write("esgen-baseline.json", "<<<<<<< ours");
    place
        .run("lint --suppress")
        .gave(2, &["`esgen-baseline.json` is no baseline", "version control"]);
    assert_eq!(place.read("esgen-baseline.json"), "<<<<<<< ours");
    place.run("lint --baseline other.json").gave(2, &["there is no baseline at `other.json`"]);
}

#[test]
fn only_what_is_new_since_a_commit_is_told() {
    let place = place();
    git(&place, ".", &["init", "-q", "-b", "main", "."]);
    git(&place, ".", &["add", "-A"]);
    git(&place, ".", &["commit", "-q", "-m", "a start"]);
    place.run("lint --changed-since main").gave(0, &["2 older findings are hidden", "no findings"]);
    let more = MODEL.replace("        events:\n", "        events:\n          PaidEvent: {}\n");
    place.write("esgen.yaml", more);
    let run = place.run("lint --changed-since main --no-baseline");
    assert!(run.out.contains("`PaidEvent`") && !run.out.contains("`PlacedEvent`"), "{}", run.out);
    // A line that was edited tells its findings again.
    place.write("esgen.yaml", MODEL.replace("as the auditors say", "as everybody says"));
    place.run("lint --changed-since main").gave(0, &["1 older finding is hidden", "kind-suffix"]);
    place.run("lint --changed-since nowhere").gave(2, &["nowhere"]);
}

#[test]
fn what_an_editor_has_is_read_instead_of_the_file() {
    let place = Place::empty();
    let (head, body) = MODEL.split_once("contexts:\n").unwrap();
    place.write("esgen.yaml", format!("{head}include: parts/*.yaml\n"));
    place.write("parts/orders.yaml", format!("contexts:\n{body}"));
    let edited = format!("contexts:\n{}", body.replace("PlacedEvent", "OrderPlaced"));
    let mut command = esgen(&place.path("parts"));
    command.args(["lint", "--stdin-filename", "orders.yaml"]).write_stdin(edited);
    let run = answer(&mut command);
    assert!(!run.out.contains("kind-suffix"), "{}", run.out);
    assert!(place.run("lint").out.contains("kind-suffix"));
    let mut command = esgen(place.0.path());
    command.args(["lint", "--stdin-filename", "other.yaml"]).write_stdin("");
    answer(&mut command).gave(2, &["`other.yaml` is no file of the model"]);
}

#[test]
fn settings_tell_where_they_come_from() {
    let place = place();
    place.write("esgen.yaml", format!("{MODEL}lint:\n  severity: {{ kind-suffix: error }}\n"));
    let path = "lint --show-settings Orders/Order/PlacedEvent";
    let shown = place.run(path).gave(0, &["event at level design", "allow at esgen.yaml:14:29"]);
    let line = shown.out.lines().find(|line| line.contains("kind-suffix")).unwrap();
    assert!(line.contains("error") && line.contains("set at esgen.yaml:16:15"), "{line}");
    place.run("lint --show-settings .").gave(0, &["the model: model at level design"]);
    let slip = "lint --show-settings Orders/Order/PlacedEvnt";
    place.run(slip).gave(2, &["did you mean `Orders/Order/PlacedEvent`?"]);
}

#[test]
fn progress_tells_what_the_next_level_lacks() {
    let place = place();
    let model = MODEL.replace("model: shop\n", "model: shop\nlevel: big-picture\n");
    place.write(
        "esgen.yaml",
        model.replace("    aggregates:", "    commands: [Lost]\n    aggregates:"),
    );
    let run = place.run("lint --progress").gave(0, &["big-picture", "process", "design"]);
    let of = |level: &str| run.out.split(level).nth(1).unwrap().lines().next().unwrap().to_owned();
    assert_ne!(of("process"), of("design"));
    assert!(run.out.split("\ndesign").nth(1).unwrap().contains("command-unhandled"), "{}", run.out);
    assert!(!run.out.split("\nprocess").next().unwrap().contains("command-unhandled"));
}

/// A process that is stopped with the test, and the lines that it writes.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn on(place: &Place) -> Self {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_esgen"));
        command.current_dir(place.0.path()).args(["lint", "--watch"]).env("NO_COLOR", "1");
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            out.lines()
                .map_while(Result::ok)
                .take_while(|line| tell.send(line.clone()).is_ok())
                .count()
        });
        Self { child, lines }
    }

    /// Reads lines until one contains a word; fails when nothing more comes.
    fn until(&self, word: &str) -> String {
        let mut seen = String::new();
        while !seen.contains(word) {
            let Ok(line) = self.lines.recv_timeout(Duration::from_secs(30)) else {
                panic!("no `{word}` in:\n{seen}");
            };
            seen.push_str(&line);
            seen.push('\n');
        }
        seen
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn watching_keeps_what_was_seen_before_the_model_broke() {
    let place = place();
    let watching = Watching::on(&place);
    watching.until("1 warning and 1 note");
    // The folder is watched from before the first look on, so that this cannot come too early.
    place.write("esgen.yaml", MODEL.replace("PlacedEvent", "OrderPlaced"));
    let seen = watching.until("1 warning in");
    assert!(!seen.contains("kind-suffix"), "{seen}");
    place.write("esgen.yaml", format!("{MODEL}nothing: [\n"));
    let broken = watching.until("before it broke:");
    assert!(broken.contains("yaml-syntax"), "{broken}");
    watching.until("unused-suppression");
}
