//! The README can be followed word for word: its cheap commands are run in order, its patches are applied, and what
//! it shows is compared.
//!
//! A `sh` block is run in a scratch copy; `cargo`, `dot`, `curl` and assignments are left to the reader, but
//! `cargo run -- diagram` is `esgen diagram`. A `diff` block changes `esgen.yaml` of the current folder. A `text` block is the output of
//! the block before it; `…` in it stands for anything, on a line of its own for any lines.

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The fenced blocks of a document: the word behind the fence, and the text.
fn blocks(document: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in document.lines() {
        match (inside, line.strip_prefix("```"), found.last_mut()) {
            (true, Some(_), _) => inside = false,
            (true, None, Some((_, text))) => text.extend([line, "\n"]),
            (_, Some(info), _) => {
                inside = true;
                found.push((info.to_owned(), String::new()));
            }
            (_, None, _) => {}
        }
    }
    found
}

/// Copies the models of the examples, without what is generated from them.
fn scratch_of_examples(scratch: &Path) {
    let models =
        ["voting/esgen.yaml", "bank/esgen.yaml"].map(|path| project().join("examples").join(path));
    let contexts = fs::read_dir(project().join("examples/bank/contexts")).unwrap();
    for from in models.into_iter().chain(contexts.map(|entry| entry.unwrap().path())) {
        let to = scratch.join(from.strip_prefix(project()).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

/// A reader who does what the document says.
struct Reader {
    folder: PathBuf,
    /// What the last block of commands showed.
    shown: String,
    commands: usize,
}

impl Reader {
    fn run(&mut self, block: &str) {
        self.shown.clear();
        for line in block.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["esgen", arguments @ ..] => self.esgen(arguments),
                ["cargo", "run", "--", "diagram", ..] => self.esgen(&words[3..]),
                ["mkdir", folder] => fs::create_dir(self.folder.join(folder)).unwrap(),
                ["cp", from, to] => self.copy(from, to),
                ["cd", ".."] => drop(self.folder.pop()),
                ["cd", folder] => self.folder.push(folder),
                ["cargo" | "dot" | "curl", ..] | [] => {}
                [only] if only.contains('=') => {}
                _ => panic!("the README gives a command that nobody tests: `{line}`"),
            }
        }
    }

    /// Copies a file into a folder.
    fn copy(&self, from: &str, to: &str) {
        let name = Path::new(from).file_name().unwrap();
        fs::copy(self.folder.join(from), self.folder.join(to).join(name)).unwrap();
    }

    fn esgen(&mut self, arguments: &[&str]) {
        let output = Command::cargo_bin("esgen")
            .unwrap()
            .args(arguments)
            .current_dir(&self.folder)
            .output()
            .unwrap();
        for bytes in [&output.stdout, &output.stderr] {
            self.shown += &String::from_utf8_lossy(bytes);
        }
        let expected = i32::from(self.shown.starts_with("error["));
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}:\n{}", self.shown);
        self.commands += 1;
    }

    fn apply(&self, patch: &str) {
        let path = self.folder.join("esgen.yaml");
        let text = fs::read_to_string(&path).unwrap();
        let side = |other: char| -> String {
            let lines = patch.lines().filter(|line| !line.starts_with(other));
            lines.flat_map(|line| [line.get(1..).unwrap_or_default(), "\n"]).collect()
        };
        let (old, new) = (side('+'), side('-'));
        assert_eq!(text.matches(&old).count(), 1, "no single place for this patch:\n{patch}");
        fs::write(path, text.replace(&old, &new)).unwrap();
    }
}

/// Whether lines are as shown, where `…` stands for anything.
fn is_as_shown(shown: &[&str], found: &[&str]) -> bool {
    match (shown.split_first(), found.split_first()) {
        (None, None) => true,
        (Some((&"…", rest)), _) => {
            (0..=found.len()).any(|skip| is_as_shown(rest, &found[skip..]))
        }
        (Some((line, rest)), Some((other, others))) => {
            let same = match line.split_once('…') {
                Some((start, end)) => other.starts_with(start) && other.ends_with(end),
                None => line == other,
            };
            same && is_as_shown(rest, others)
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.trim_end().lines().map(str::trim_end).collect()
}

#[test]
fn the_readme_can_be_followed_word_for_word() {
    let scratch = tempfile::tempdir().unwrap();
    scratch_of_examples(scratch.path());
    let mut reader =
        Reader { folder: scratch.path().to_owned(), shown: String::new(), commands: 0 };
    let document = fs::read_to_string(project().join("README.md")).unwrap();
    for (info, text) in blocks(&document) {
        match info.as_str() {
            "sh" => reader.run(&text),
            "diff" => reader.apply(&text),
            "text" => {
                let fits = is_as_shown(&lines(&text), &lines(&reader.shown));
                assert!(fits, "the README shows\n{text}\nbut it is\n{}", reader.shown);
            }
            "" | "rust" | "yaml" => {}
            other => panic!("a block of unknown kind: `{other}`"),
        }
    }
    assert!(reader.commands > 8, "the tutorial has more commands than that");
}

#[test]
fn every_picture_is_there() {
    let document = fs::read_to_string(project().join("README.md")).unwrap();
    for picture in document.split("](").skip(1) {
        let path = picture.split(')').next().unwrap_or_default();
        assert!(path.starts_with("http") || project().join(path).exists(), "no `{path}`");
    }
}

/// Every document that shows commands, besides the README.
const OTHERS: &[&str] = &[
    "docs/ci.md",
    "docs/generated.md",
    "docs/lint.md",
    "examples/bank/README.md",
    "examples/chess/README.md",
    "examples/coffee-shop/README.md",
    "examples/customers/README.md",
    "examples/flowing-retail-choreographed/README.md",
    "examples/flowing-retail-orchestrated/README.md",
    "examples/hello-retail/README.md",
    "examples/order-backbone/README.md",
    "examples/voting/README.md",
];

#[test]
fn every_command_that_a_document_shows_exists() {
    let help = Command::cargo_bin("esgen").unwrap().arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let verbs: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .collect();
    for path in OTHERS {
        let document = fs::read_to_string(project().join(path)).unwrap();
        for (_, block) in blocks(&document).iter().filter(|(info, _)| info == "sh") {
            let commands = block.lines().flat_map(|line| line.split("&&"));
            for verb in commands.filter_map(|line| line.trim().strip_prefix("esgen ")) {
                let verb = verb.split(' ').next().unwrap_or_default();
                assert!(verbs.contains(&verb), "{path} shows `esgen {verb}`");
            }
        }
    }
}
