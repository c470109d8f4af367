//! What the catalog says, and what it leaves out when it is asked for less.

use super::KIND;
use crate::{
    diagram::{Language, Options, Request, checks::model_of, text},
    evolve::plan,
};

const SHOP: &str = include_str!("../../../../tests/fixtures/language/saga.yaml");

fn catalog(source: &str, contexts: &[&str]) -> String {
    let options = Options {
        contexts: contexts.iter().map(|it| (*it).to_owned()).collect(),
        ..Options::default()
    };
    let model = model_of(source);
    let request =
        Request { model: &model, plan: &plan(&model).0, options: &options, subject: None };
    text(&KIND, &request, Language::Markdown).unwrap()
}

#[test]
fn a_question_is_told_with_what_it_is_about() {
    let page = catalog(
        "esgen: 1\nmodel: shop\nlevel: process\ncontexts: { Shop: { events: { Paid: {} } } }\n\
         hotspots: [{ about: Paid, text: \"Who *pays*?\", since: 2026-01-01 }]\n\
         glossary: { Payer: Who <pays>. }\n",
        &[],
    );
    assert!(
        page.contains("- Who \\*pays\\*? (since 2026-01-01)\n  - about event Paid\n"),
        "{page}"
    );
    assert!(page.contains("- **Payer**: Who &lt;pays&gt;.\n"), "{page}");
    assert!(page.contains("- **Paid** (event `Paid`)\n"), "{page}");
}

#[test]
fn causes_and_effects_are_told_at_both_ends() {
    let page = catalog(SHOP, &[]);
    for line in page.lines().filter(|line| line.contains("given by saga ")) {
        assert!(line.starts_with("  - given by"), "{line}");
    }
    assert!(page.contains("given by saga "), "{page}");
    assert!(page.contains("leads to saga "), "{page}");
    assert!(page.contains("caused by "), "{page}");
}

#[test]
fn one_context_is_told_alone() {
    let both = "esgen: 1\nmodel: m\nlevel: process\ncontexts: { A: { events: { One: {} } }, B: { events: { Two: {} } } }\n\
         systems: { Far: {} }\n";
    let (all, one) = (catalog(both, &[]), catalog(both, &["A"]));
    assert!(all.contains("`One`") && all.contains("`Two`") && all.contains("`Far`"), "{all}");
    assert!(one.contains("`One`") && !one.contains("`Two`") && !one.contains("`Far`"), "{one}");
}
