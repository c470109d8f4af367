//! The documents about linting say what is true: their models are clean, and the table of rules is that of the program.

use std::{fs, path::Path};

use esgen::{
    lint::{Category, ELSEWHERE, NoRule, Overrides, catalogue, lint},
    pipeline::check_text,
    report::{pretty, rules_markdown},
    syntax::ast::Preset,
};

fn project(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(project(path)).expect("a document of the project")
}

/// Every model of the guide is as it should be, with the settings that it shows.
#[test]
fn every_model_of_the_guide_is_clean() {
    let guide = read("docs/lint.md");
    let models: Vec<&str> = guide.split("\n```yaml\n").skip(1).collect();
    assert!(models.len() > 2);
    for model in models {
        let model = model.split("\n```").next().unwrap_or_default();
        let analysis = check_text(model.as_bytes());
        let report = lint(&analysis, &Overrides::default());
        let found = report.diagnostics();
        assert!(
            found.is_empty(),
            "{}",
            pretty(&found, &analysis.sources, esgen::report::Look::default())
        );
    }
}

#[test]
fn the_guide_names_every_preset() {
    let guide = read("docs/lint.md");
    for preset in Preset::ALL {
        assert!(guide.contains(&format!("| `{}` |", preset.as_str())), "{}", preset.as_str());
    }
}

#[test]
fn the_guide_knows_the_names_from_elsewhere() {
    let guide = read("docs/lint.md");
    for (name, _, answer) in ELSEWHERE {
        let is_told = |line: &str| match answer {
            NoRule::Called(here) => line == format!("| `{name}` | `{here}` |"),
            NoRule::Needless(why) => {
                line.contains(&format!("(`{name}`)")) && line.contains(&format!("| {why} "))
            }
            NoRule::Near(_) | NoRule::Unknown => false,
        };
        assert!(guide.lines().any(is_told), "{name}: {answer:?}");
    }
}

#[test]
fn the_list_of_rules_is_fresh() {
    let head = "# Rules\n\nEvery rule, by category. `esgen explain RULE` prints the page of one. This list is what `esgen rules -f md` \
                prints.\n\nHow much a rule matters is written for big picture, process and design: `E` error, `W` warning, `I` info, `s` in \
                the preset `strict` only, `p` in preview only, `-` never, `!` always.\n\n";
    let fresh = format!("{head}{}", rules_markdown(&catalogue()));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(project("docs/rules.md"), &fresh).expect("the list can be written");
    }
    assert!(read("docs/rules.md") == fresh, "stale: run `UPDATE=1 cargo test --test lint_doc`");
}

#[test]
fn every_category_has_rules() {
    for category in Category::ALL {
        let has = catalogue().iter().any(|known| known.category() == category);
        assert!(has, "{}", category.as_str());
    }
}
