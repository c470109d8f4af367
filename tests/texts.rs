//! Pictures as other tools are told them: kept as snapshots, taken by the real tools, and harmless whatever a model says.

#[path = "support/browser.rs"]
mod browser;
#[path = "texts/dot.rs"]
mod dot;
#[path = "texts/markdown.rs"]
mod markdown;
#[path = "texts/mermaid.rs"]
mod mermaid;
#[path = "support/models.rs"]
mod models;
#[path = "texts/plantuml.rs"]
mod plantuml;
#[path = "support/said.rs"]
mod said;

use std::collections::BTreeSet;

use esgen::{
    diagnostic::has_errors,
    diagram::{self, KINDS, Kind, Language, Options, Request},
    evolve::plan,
    model::Model,
    pipeline::check_text,
};

/// Texts that mean something in Mermaid, `PlantUML`, DOT or Markdown, beside those that break pictures.
const MORE: &[&str] = &[
    "1. first",
    "- [ ] first",
    "# head\n===\n---",
    "%%{init: {'theme': 'dark'}}%% %% gone",
    "Lifestyle:\"x\";#quot;&#65;<U+0041>",
    "`a` **b** __c__ ~~d~~ $$e$$ ~f~ //g// ^h^ ==i==",
    "[a](javascript:x) ![b](c) <https://d> www.example.org e@example.org",
    "@enduml !include x $date %date() <$sprite> <img:x> [[http://x]]",
    "end\ngraph subgraph state note",
    "ﬂ°°60¶ß ﬂ°lt¶ß",
    "a|b||c :::d --> e{f}",
    "<b>x</b><br/>y<img src=x onerror=alert(1)>",
    "<!-- /esgen -->\n```\nx",
    "+ * . ) - '",
];

/// A picture in the language of a tool.
struct Said {
    /// Of which model it is, and of what in it.
    name: String,
    kind: &'static Kind,
    text: String,
}

/// Every picture of a model that can be said in a language.
fn said_in(language: Language, name: &str, model: &Model) -> Vec<Said> {
    let (plan, _) = plan(model);
    let mut all = Vec::new();
    for kind in KINDS.iter().filter(|kind| kind.languages().any(|it| it == language)) {
        let subjects: Vec<Option<String>> = match kind.subject {
            Some(subject) => (subject.names)(model).into_iter().map(Some).collect(),
            None => vec![None],
        };
        for subject in subjects {
            let subject = subject.as_deref();
            let (plan, options) = (&plan, &Options::default());
            let request = Request { model, plan, options, subject };
            let text = diagram::text(kind, &request, language).unwrap();
            let name = format!("{name} {} {}", kind.name, subject.unwrap_or_default());
            all.push(Said { name: name.trim_end().to_owned(), kind, text });
        }
    }
    all
}

/// Every picture of every example.
fn examples_in(language: Language) -> Vec<Said> {
    let of = |model: &models::Model| {
        let analysis = model.reading().analyze();
        assert!(!has_errors(&analysis.diagnostics), "{}", model.name);
        said_in(language, &model.name, &analysis.model)
    };
    models::examples().iter().flat_map(of).collect()
}

/// Every picture of models that say hostile texts, each with the text.
fn hostile_in(language: Language) -> Vec<(String, Said)> {
    let long = "x".repeat(200);
    let texts = said::TEXTS.iter().chain(MORE).copied().chain([long.as_str()]);
    let of = |text: &str| {
        let analysis = check_text(said::saying(text).as_bytes());
        assert!(!has_errors(&analysis.diagnostics), "{text}\n{:?}", analysis.diagnostics);
        let all = said_in(language, &format!("{text:?}"), &analysis.model);
        all.into_iter().map(|said| (text.to_owned(), said)).collect::<Vec<_>>()
    };
    texts.flat_map(of).collect()
}

/// What is left of a text when it is broken into lines: nothing depends on blanks, and letters that cannot be seen are
/// no part of XML.
fn letters(text: &str) -> String {
    let is_seen = |letter: &char| {
        !letter.is_whitespace()
            && !letter.is_control()
            && !matches!(letter, '\u{fffe}' | '\u{ffff}' | '\u{feff}' | '\u{2060}')
    };
    text.chars().filter(is_seen).collect()
}

#[test]
fn what_tools_are_told_is_kept() {
    for model in models::examples() {
        let analysis = model.reading().analyze();
        let name = model.name.trim_start_matches("examples/");
        if !["bank", "voting"].contains(&name) {
            continue;
        }
        for language in [Language::Dot, Language::Mermaid, Language::Plantuml, Language::Markdown] {
            let all = said_in(language, name, &analysis.model);
            let kinds: BTreeSet<&str> = all.iter().map(|said| said.kind.name).collect();
            for kind in kinds {
                let of_kind = all.iter().filter(|said| said.kind.name == kind);
                let text: Vec<_> = of_kind.map(|said| said.text.as_str()).collect();
                let end = language.name().to_lowercase();
                insta::assert_snapshot!(format!("{name}-{kind}-{end}"), text.join("\n"));
            }
        }
    }
}

#[test]
fn what_is_too_much_for_mermaid_is_refused_with_a_way_out() {
    let board = |events: usize, policies: usize| {
        let events: Vec<_> = (0..events).map(|at| format!("E{at}")).collect();
        let policy = |at| format!("P{at}: {{ whenever: [{}], then: Do }}", events.join(", "));
        let policies: Vec<_> = (0..policies).map(policy).collect();
        let source = format!(
            "esgen: 1\nmodel: big\nlevel: process\ncontexts:\n  Big:\n    commands: {{ Do: {{}} }}\n    events: {{ {}: {{}} }}\n    policies: {{ {} }}\n",
            events.join(": {}, "),
            policies.join(", ")
        );
        let model = check_text(source.as_bytes()).model;
        let (plan, options) = (&plan(&model).0, &Options::default());
        let request = Request { model: &model, plan, options, subject: None };
        diagram::text(KINDS[0], &request, Language::Mermaid)
    };
    assert!(board(20, 20).is_ok());
    let refusal = board(22, 21).unwrap_err();
    assert_eq!(refusal.reason, "483 edges are too many for Mermaid, which takes 450 safely");
    assert!(refusal.help.contains("pass `--context`"), "{refusal:?}");
    let refusal = board(2_000, 0).unwrap_err();
    assert!(refusal.reason.ends_with("letters are too many for Mermaid, which takes 45000 safely"));
}

#[test]
fn examples_and_originals_are_no_longer_than_mermaid_takes() {
    for model in models::originals() {
        let analysis = model.reading().analyze();
        let all = said_in(Language::Mermaid, &model.name, &analysis.model);
        assert!(all.iter().any(|said| said.text.starts_with("flowchart LR\n")), "{}", model.name);
    }
}
