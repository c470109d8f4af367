//! Sentences of generated documentation, made of what a model says.

use crate::types::Info;

/// The columns that a doc comment may take before it is broken.
const COLUMNS: usize = 92;

/// The doc comment of an element: its description, or its name in words.
pub(super) fn lines(name: &str, info: &Info) -> Vec<String> {
    let text = info.description.clone().unwrap_or_else(|| sentence(&in_words(name)));
    let mut lines = wrapped(&text);
    if let Some(label) = &info.label {
        lines.push(String::new());
        lines.extend(wrapped(label));
    }
    lines
}

/// The doc comment of a part, such as a field: only what the model says.
pub(super) fn of_part(info: &Info) -> Vec<String> {
    info.description.as_deref().map(wrapped).unwrap_or_default()
}

/// The head of a file about one element: its name, with the first sentence that the model says about it.
pub(super) fn head(kind: &str, name: &str, info: &Info) -> String {
    match info.description {
        Some(_) => format!("`{name}`: {}", summary(name, info)),
        None => format!("The {kind} `{name}`."),
    }
}

/// One sentence about an element: it ends with a full stop.
pub(super) fn summary(name: &str, info: &Info) -> String {
    let text = info.description.clone().unwrap_or_else(|| in_words(name));
    let line = text.lines().next().unwrap_or_default().trim();
    let first = line.split_once(". ").map_or(line, |(first, _)| first).trim_end_matches('.');
    let mut letters = first.chars();
    // An acronym keeps its capitals.
    let lower = match (letters.next(), letters.next()) {
        (Some(first_letter), Some(second)) if second.is_lowercase() => {
            first_letter.to_lowercase().chain(first.chars().skip(1)).collect()
        }
        _ => first.to_owned(),
    };
    if lower.ends_with(['?', '!']) { lower } else { format!("{lower}.") }
}

/// `AccountDebited` as `account debited`.
pub(super) fn in_words(name: &str) -> String {
    crate::case::snake(name).replace('_', " ")
}

/// The text with a capital and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let rest = letters.as_str();
    let stop = if rest.ends_with(['.', '?', '!', '。', '？', '！']) { "" } else { "." };
    format!("{first}{rest}{stop}")
}

/// The text with a full stop, its first letter as it is.
pub(super) fn stopped(text: &str) -> String {
    let text = text.trim();
    let stop = if text.ends_with(['.', '?', '!', '。', '？', '！']) { "" } else { "." };
    format!("{text}{stop}")
}

/// `a` or `an`, by the first letter.
pub(super) fn article(name: &str) -> &'static str {
    if name.starts_with(['A', 'E', 'I', 'O', 'U', 'a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// A text in lines of comments.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    text.trim().lines().flat_map(wrapped_line).collect()
}

fn wrapped_line(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_whitespace() {
        let Some(last) = lines.last_mut() else { break };
        if last.is_empty() {
            last.push_str(word);
        } else if last.chars().count() + 1 + word.chars().count() <= COLUMNS {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_makes_a_sentence() {
        assert_eq!(sentence(&in_words("AccountDebited")), "Account debited.");
        assert_eq!(sentence("How much?"), "How much?");
        let said = |text: &str| Info { description: Some(text.to_owned()), ..Info::default() };
        let info = said("Money was taken out.\nMore.");
        assert_eq!(summary("AccountDebited", &info), "money was taken out.");
        assert_eq!(lines("AccountDebited", &info), ["Money was taken out.", "More."]);
        assert_eq!(head("saga", "Transfer", &info), "`Transfer`: money was taken out.");
        assert_eq!(head("saga", "Transfer", &Info::default()), "The saga `Transfer`.");
        assert_eq!(
            summary("Saga", &said("Debit, then credit. Nothing hangs.")),
            "debit, then credit."
        );
    }
}
