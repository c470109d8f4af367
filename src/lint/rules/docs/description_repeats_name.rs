//! A description that says the name again costs a line and says nothing.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On, words::words_of},
    syntax::Outline,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "description-repeats-name",
    code: "ES8003",
    summary: "A description of the words of the name.",
    levels: Levels::of("s/s/s"),
    fix: None,
    options: &[],
    page: include_str!("description_repeats_name.md"),
    check,
};

/// Words that add nothing.
const SMALL: &[&str] = &["a", "an", "has", "have", "is", "of", "the", "was", "were"];

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for element in on.outlines.iter().flat_map(Outline::elements) {
        let Some(description) = &element.description else { continue };
        let said = telling(&description.value);
        if !said.is_empty() && said == telling(&element.name.value) {
            let message = format!("the description of `{}` says nothing new", element.name.value);
            let finding = RULE
                .at(description.span, message)
                .label("the words of the name")
                .help("say what the name does not: why, when, or what it is not; or leave it out");
            found.add(on.level_at(description.span), finding);
        }
    }
}

/// The words of a text that say something, in lower case and sorted.
fn telling(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    let mut words: Vec<String> = parts.flat_map(words_of).collect();
    words.retain(|word| !SMALL.contains(&word.as_str()));
    words.sort_unstable();
    words
}
