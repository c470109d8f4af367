//! The page with everything, as its readers get it: one file, the same every time, in which texts of a model stay texts;
//! and what it does in a browser.

#[path = "support/browser.rs"]
mod browser;
#[path = "page/driven.rs"]
mod driven;
#[path = "support/said.rs"]
mod said;
#[path = "support/tab.rs"]
mod tab;

use std::{fmt::Write, path::Path};

use esgen::{
    diagnostic::{Severity, has_errors},
    diagram::{Options, Page, Remark, html},
    pipeline::{Analysis, Reading, check_text},
};
use said::{TEXTS, saying};
use serde_json::Value;

/// The model of an example, with the files that it includes.
fn example(name: &str) -> Analysis {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    let read = |path: &Path| std::fs::read(path).expect("a file of the example");
    let mut reading = Reading::new("esgen.yaml", read(&folder.join("esgen.yaml")));
    for pattern in reading.includes() {
        let pattern = folder.join(&pattern.value).display().to_string();
        for path in glob::glob(&pattern).expect("a pattern").map(|path| path.expect("a path")) {
            reading.add(path.display().to_string(), read(&path));
        }
    }
    reading.analyze()
}

fn said(text: &str) -> Analysis {
    let analysis = check_text(saying(text).as_bytes());
    assert!(!has_errors(&analysis.diagnostics), "{text}\n{:?}", analysis.diagnostics);
    analysis
}

fn page(analysis: &Analysis, remarks: &[Remark]) -> String {
    let Analysis { model, plan, sources, .. } = analysis;
    html(&Page { model, plan, sources, options: &Options::default(), remarks, live: None })
}

fn remark(element: &str, message: &str) -> Remark {
    Remark {
        element: element.to_owned(),
        rule: "event-name-tense",
        code: "ES2001",
        severity: Severity::Warning,
        message: message.to_owned(),
        help: Some(message.to_owned()),
        place: "esgen.yaml:3:7".to_owned(),
    }
}

/// A model of contexts with 25 commands, 25 events and an aggregate each.
fn many(contexts: usize) -> Analysis {
    let fields = "fields: { amount: Decimal, count: Int, note: Text, due: Date }";
    let mut text = "esgen: 1\nmodel: many\nlevel: process\ncontexts:\n".to_owned();
    for context in 0..contexts {
        let all = || (0..25).map(|at| format!("{context}x{at}"));
        let commands = all().map(|at| format!("Do{at}: {{ {fields}, emits: Done{at} }}"));
        let events = all().map(|at| format!("Done{at}: {{ {fields}, description: It is done. }}"));
        let (commands, events) =
            (commands.collect::<Vec<_>>().join(", "), events.collect::<Vec<_>>().join(", "));
        let _ = write!(
            text,
            "  Part{context}:\n    aggregates: {{ Thing{context}: {{ commands: {{ {commands} }}, events: {{ {events} }} }} }}\n\
             \x20   policies: {{ Then{context}: {{ whenever: Done{context}x0, then: Do{context}x1 }} }}\n"
        );
    }
    let analysis = check_text(text.as_bytes());
    assert!(!has_errors(&analysis.diagnostics), "{:?}", analysis.diagnostics);
    analysis
}

/// What the script reads, and the rest of the page.
fn island(page: &str) -> (Value, String) {
    let start = "<script type=\"application/json\" id=\"data\">";
    let (before, rest) = page.split_once(start).expect("data");
    let (data, after) = rest.split_once("</script>").expect("the end of the data");
    (serde_json::from_str(data).expect("JSON"), format!("{before}{after}"))
}

#[test]
fn a_page_is_one_file_that_asks_for_nothing() {
    let page = page(&example("bank"), &[]);
    for address in ["http:", "https:", "src=", "url(", "@import", "<link", "<base", "<iframe"] {
        assert!(!page.contains(address), "{address}");
    }
    let policy = page.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1).unwrap();
    let policy = policy.split('"').next().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("connect"), "{policy}");
    assert!(!page.contains(" style=\"") && !page.contains(" onclick"));
    assert_eq!(page.matches("<style>").count(), 1, "the pictures share their rules");
}

#[test]
fn a_page_is_the_same_every_time() {
    let bank = example("bank");
    assert_eq!(page(&bank, &[]), page(&bank, &[]));
    assert_eq!(page(&bank, &[]), page(&example("bank"), &[]));
}

#[test]
fn nothing_of_a_page_is_named_twice() {
    let page = page(&example("bank"), &[]);
    let mut names: Vec<_> =
        page.split(" id=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(count > 30, "{count}");
}

#[test]
fn texts_of_a_model_are_data() {
    let long = "x".repeat(200);
    for text in TEXTS.iter().copied().chain([long.as_str()]) {
        let analysis = said(text);
        let page = page(&analysis, &[remark("event:Shop.Placed", text)]);
        let (data, rest) = island(&page);
        let event = data["elements"].as_array().unwrap().iter().find(|it| it["kind"] == "event");
        let description =
            analysis.model.events.values().next().unwrap().info.description.as_deref();
        assert_eq!(event.unwrap()["description"].as_str(), description, "{text}");
        assert_eq!(data["remarks"][0]["message"], text);
        assert_eq!(data["title"].as_str(), analysis.model.title.as_deref());
        let plain = page.matches("<script").count();
        let expected = island(&self::page(&said("plain"), &[])).1.matches("<script").count() + 1;
        assert_eq!(plain, expected, "{text}");
        assert!(!rest.contains("<script>alert"), "{text}");
    }
}

#[test]
fn what_is_known_of_an_element_is_in_its_details() {
    let (data, _) = island(&page(&example("bank"), &[]));
    let element = |id: &str| {
        let elements = data["elements"].as_array().unwrap();
        let found = elements.iter().find(|it| it["id"] == id);
        found.unwrap_or_else(|| panic!("{id}")).clone()
    };
    let opened = element("event:Accounts.AccountOpened");
    let titles: Vec<_> =
        opened["sections"].as_array().unwrap().iter().map(|it| &it["title"]).collect();
    assert_eq!(titles, ["Version 3 (current)", "Version 2", "Version 1"]);
    assert_eq!(
        opened["sections"][0]["note"].as_str().unwrap().split(',').next(),
        Some("companies have accounts too")
    );
    assert!(opened["sections"][0]["lines"].to_string().contains("add opened_at"));
    let debit = element("command:Accounts.DebitAccount");
    let rules = debit["sections"].as_array().unwrap().last().unwrap();
    assert_eq!(rules["columns"], serde_json::json!(["When", "Then", "Because"]));
    assert!(rules["rows"].as_array().unwrap().len() > 2, "{rules}");
    let examples = data["examples"].as_array().unwrap();
    let of = |id: &str| examples.iter().filter(|it| it["of"].to_string().contains(id)).count();
    assert!(of("command:Accounts.DebitAccount") > 0);
}

#[test]
fn a_picture_is_there_for_each_kind_and_each_life() {
    let (data, rest) = island(&page(&example("bank"), &[]));
    let pictures = data["pictures"].as_array().unwrap();
    assert_eq!(rest.matches("<script type=\"image/svg+xml\"").count(), pictures.len());
    let life = pictures.iter().find(|it| it["subject"] == "MoneyTransfer").unwrap();
    assert_eq!(life["of"], "aggregate:Transfers.MoneyTransfer");
    assert!(pictures.iter().all(|it| it["subject"].is_null() || it["of"].is_string()));
}

#[test]
fn a_page_of_a_thousand_elements_can_be_sent_around() {
    let page = page(&many(20), &[]);
    assert!(page.len() < 2_500_000, "{}", page.len());
    let (data, _) = island(&page);
    assert!(data["pictures"].as_array().unwrap().iter().all(|it| it["context"].is_null()));
}

#[test]
fn a_big_model_has_a_board_for_each_context_behind_a_map() {
    let (data, rest) = island(&page(&many(25), &[]));
    let pictures = data["pictures"].as_array().unwrap();
    assert_eq!((&pictures[0]["kind"], &pictures[0]["context"]), (&"contexts".into(), &Value::Null));
    let boards = pictures.iter().filter(|it| it["kind"] == "board" && it["context"].is_string());
    assert_eq!(boards.count(), 25);
    assert!(data["note"].as_str().unwrap().contains("sequence"), "{}", data["note"]);
    assert_eq!(rest.matches("<svg class").count(), pictures.len());
}
