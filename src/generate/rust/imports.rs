//! The `use` lines of a generated file, told from the names that its text uses. Templates then place words and
//! never have to know where a name comes from.

use std::collections::{BTreeMap, BTreeSet};

/// Where the names that generated code may use are declared: by name, the path of the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    paths: BTreeMap<String, String>,
    /// Methods and constants of a trait, with the trait that has to be in scope.
    methods: BTreeMap<String, String>,
}

impl Known {
    /// Adds a name that is declared in the module `path`, such as `crate::generated::types`.
    pub(super) fn name(&mut self, name: impl Into<String>, path: impl Into<String>) {
        self.paths.insert(name.into(), path.into());
    }

    /// Adds a method or constant that needs its trait in scope.
    pub(super) fn method(&mut self, method: &str, of: &str) {
        self.methods.insert(method.to_owned(), of.to_owned());
    }
}

/// The `use` lines for `body`, a file without its own, in the module `inside`: crates first, then what lies in this one,
/// with an empty line between and one behind.
pub(super) fn lines(body: &str, known: &Known, inside: &str) -> String {
    let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let words = words(body);
    let defined: BTreeSet<_> =
        words.iter().filter(|word| word.place == Place::Defined).map(|word| word.text).collect();
    for word in &words {
        let name = match word.place {
            Place::Free if !defined.contains(word.text) => Some(word.text),
            Place::Method | Place::Inside => known.methods.get(word.text).map(String::as_str),
            Place::Free | Place::Defined => None,
        };
        let found = name.and_then(|name| known.paths.get_key_value(name));
        if let Some((name, path)) = found.filter(|(_, path)| *path != inside) {
            wanted.entry(path).or_default().insert(name);
        }
    }
    let (own, foreign): (Vec<_>, Vec<_>) =
        wanted.iter().partition(|(path, _)| path.starts_with("crate"));
    let block = |uses: Vec<(&&str, &BTreeSet<&str>)>| {
        uses.into_iter().map(|(path, names)| line(path, names)).collect::<String>()
    };
    let blocks: Vec<_> =
        [block(foreign), block(own)].into_iter().filter(|block| !block.is_empty()).collect();
    blocks.into_iter().map(|block| block + "\n").collect()
}

fn line(path: &str, names: &BTreeSet<&str>) -> String {
    let names: Vec<_> = names.iter().copied().collect();
    match names.as_slice() {
        [one] => format!("use {path}::{one};\n"),
        several => format!("use {path}::{{{}}};\n", several.join(", ")),
    }
}

/// A name in Rust text, and what stands before it.
#[derive(Debug, PartialEq, Eq)]
struct Word<'b> {
    text: &'b str,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing: the name has to be in scope.
    Free,
    /// A word that declares it.
    Defined,
    /// A dot.
    Method,
    /// `::`, so that its owner has to be in scope.
    Inside,
}

/// Every name outside comments and texts.
fn words(body: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    for line in body.lines() {
        words_of_line(code_of(line), &mut found);
    }
    found
}

/// The part of a line before its comment.
fn code_of(line: &str) -> &str {
    let mut in_text = false;
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if in_text => at += 1,
            b'"' => in_text = !in_text,
            b'/' if !in_text && bytes.get(at + 1) == Some(&b'/') => return &line[..at],
            _ => {}
        }
        at += 1;
    }
    line
}

fn words_of_line<'b>(line: &'b str, found: &mut Vec<Word<'b>>) {
    let mut before = "";
    let mut rest = line;
    while let Some(start) =
        rest.find(|letter: char| letter.is_ascii_alphabetic() || letter == '_' || letter == '"')
    {
        let gap = &rest[..start];
        rest = &rest[start..];
        if let Some(text) = rest.strip_prefix('"') {
            rest = after_text(text);
            before = "";
            continue;
        }
        let end = rest
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
            .unwrap_or(rest.len());
        let text = &rest[..end];
        found.push(Word { text, place: place(before, gap) });
        before = text;
        rest = &rest[end..];
    }
}

fn place(before: &str, gap: &str) -> Place {
    if gap.ends_with("::") {
        Place::Inside
    } else if gap.ends_with('.') && !gap.ends_with("..") {
        Place::Method
    } else if gap.trim().is_empty()
        && matches!(before, "struct" | "enum" | "trait" | "mod" | "fn" | "const" | "static")
    {
        Place::Defined
    } else {
        Place::Free
    }
}

/// What follows a text whose opening quote has been taken.
fn after_text(text: &str) -> &str {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return &text[at + 1..],
            _ => escaped = false,
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let mut known = Known::default();
        for (name, path) in [
            ("Decimal", "kernel"),
            ("Few", "kernel"),
            ("Command", "kernel"),
            ("AccountId", "shared"),
            ("Status", "crate::generated::types"),
        ] {
            known.name(name, path);
        }
        known.method("issue_to", "Command");
        known
    }

    #[test]
    fn only_what_is_used_is_imported() {
        let body = "/// A Status.\nfn f(id: AccountId) -> Few<Decimal> { \"Status\" } // Status\n";
        assert_eq!(
            lines(body, &known(), ""),
            "use kernel::{Decimal, Few};\nuse shared::AccountId;\n\n"
        );
    }

    #[test]
    fn own_names_follow_and_what_the_file_declares_is_left_out() {
        let body = "struct Few; fn g() { Status::Few; x.issue_to(a); other::Decimal }";
        assert_eq!(
            lines(body, &known(), ""),
            "use kernel::Command;\n\nuse crate::generated::types::Status;\n\n"
        );
    }
}
