//! The `use` lines of a generated file, told from the names that its text uses. Templates then place words and
//! never have to know where a name comes from.
//!
//! Names of the model are written bare, names of the kernel with their path. A path is shortened where the model
//! claims no such name: an insurer may well call an aggregate `Policy`.

use std::collections::{BTreeMap, BTreeSet};

/// The crate whose names are written with their path.
const KERNEL: &str = "kernel";

/// Where the names that generated code may use are declared: by name, the path of the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    paths: BTreeMap<String, String>,
    /// Names of the kernel that may be shortened.
    kernel: BTreeSet<String>,
    /// Methods and constants of a trait of the kernel, with the trait that has to be in scope.
    methods: BTreeMap<String, String>,
}

impl Known {
    /// Adds a name that is declared in the module `path`, such as `crate::generated::types`.
    pub(super) fn name(&mut self, name: impl Into<String>, path: impl Into<String>) {
        self.paths.insert(name.into(), path.into());
    }

    /// The same names as a file beside the generated ones sees them: all that is public lies flat in one module.
    pub(super) fn seen_from_outside(mut self, module: &str) -> Self {
        let inner = format!("{module}::");
        let hidden = format!("{module}::foreign");
        for path in
            self.paths.values_mut().filter(|path| path.starts_with(&inner) && **path != hidden)
        {
            module.clone_into(path);
        }
        self
    }

    /// Adds a name of the kernel that is written with its path.
    pub(super) fn of_kernel(&mut self, name: &str) {
        self.kernel.insert(name.to_owned());
    }

    /// Adds a method or constant that needs its trait in scope.
    pub(super) fn method(&mut self, method: &str, of: &str) {
        self.methods.insert(method.to_owned(), of.to_owned());
    }
}

/// `body`, a file in the module `inside`, with its `use` lines in front: crates first, then what lies in this one, with
/// an empty line between and one behind.
pub(super) fn tidied(body: &str, known: &Known, inside: &str) -> String {
    let defined: BTreeSet<String> = words(body)
        .into_iter()
        .filter(|word| word.place == Place::Defined)
        .map(|word| word.text.to_owned())
        .collect();
    let (body, shortened) = shortened(body, known, &defined);
    let mut wanted: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut traits = BTreeSet::new();
    for word in words(&body) {
        match word.place {
            Place::Free if shortened.contains(word.text) || defined.contains(word.text) => {}
            Place::Free if !word.may_be_known() => {}
            Place::Free => {
                if let Some(path) = known.paths.get(word.text).filter(|path| *path != inside) {
                    wanted.entry(path).or_default().insert(word.text.to_owned());
                }
            }
            Place::Method | Place::Inside => traits.extend(known.methods.get(word.text)),
            Place::Defined => {}
        }
    }
    let unnamed = traits
        .into_iter()
        .filter(|name| !shortened.contains(*name))
        .map(|name| format!("{name} as _"));
    let kernel: BTreeSet<_> = unnamed.chain(shortened.iter().cloned()).collect();
    if !kernel.is_empty() {
        wanted.entry(KERNEL).or_default().extend(kernel);
    }
    let (own, foreign): (Vec<_>, Vec<_>) =
        wanted.iter().partition(|(path, _)| path.starts_with("crate"));
    let block = |uses: Vec<(&&str, &BTreeSet<String>)>| -> String {
        uses.into_iter().map(|(path, names)| line(path, names)).collect()
    };
    let blocks = [block(foreign), block(own)].into_iter().filter(|block| !block.is_empty());
    let uses: String = blocks.map(|block| block + "\n").collect();
    uses + &body
}

/// Takes the path off every name of the kernel that nobody else claims, and says which.
fn shortened(body: &str, known: &Known, defined: &BTreeSet<String>) -> (String, BTreeSet<String>) {
    let mut names = BTreeSet::new();
    let mut text = String::with_capacity(body.len());
    for line in body.split_inclusive('\n') {
        let code = code_of(line);
        let (mut rest, comment) = (code, &line[code.len()..]);
        while let Some((before, after)) = rest.split_once("kernel::") {
            text.push_str(before);
            let end = after.find(|letter: char| !is_part_of_name(letter)).unwrap_or(after.len());
            let name = &after[..end];
            let claimed = known.paths.contains_key(name) || defined.contains(name);
            if known.kernel.contains(name) && !claimed && !before.ends_with(is_part_of_name) {
                names.insert(name.to_owned());
            } else {
                text.push_str("kernel::");
            }
            rest = after;
        }
        text.push_str(rest);
        text.push_str(comment);
    }
    (text, names)
}

fn is_part_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn line(path: &str, names: &BTreeSet<String>) -> String {
    let names: Vec<_> = names.iter().map(String::as_str).collect();
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
    /// Whether `::` or `(` stands behind it.
    leads: bool,
}

impl Word<'_> {
    /// Whether it may be what is known under its name. A module leads to something, and so does a function; what is
    /// called like one and does not is a variable.
    fn may_be_known(&self) -> bool {
        self.leads || !self.text.starts_with(|letter: char| letter.is_ascii_lowercase())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing: the name has to be in scope.
    Free,
    /// A word that declares it.
    Defined,
    /// A dot.
    Method,
    /// `::`, so that its owner has to be in scope; or it is the associated type that an `impl` gives.
    Inside,
}

/// Every name outside comments and texts.
fn words(body: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    for line in body.lines().filter(|line| !is_variant(line)) {
        let from = found.len();
        words_of_line(code_of(line), &mut found);
        // `type Outcome = Outcome;` within an `impl` declares nothing that the file could name.
        if line.starts_with("    type ")
            && let Some(name) = found.get_mut(from + 1)
        {
            name.place = Place::Inside;
        }
    }
    found
}

/// Whether a line names a word of an enumeration, `Open = "open",`, which may be called like a type.
fn is_variant(line: &str) -> bool {
    line.trim().split_once(" = \"").is_some_and(|(name, _)| !name.contains([' ', '.', '(']))
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
        rest.bytes().position(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'"'))
    {
        let gap = &rest[..start];
        rest = &rest[start..];
        if let Some(text) = rest.strip_prefix('"') {
            rest = after_text(text);
            before = "";
            continue;
        }
        let (text, after) = rest.split_at(length_of_name(rest));
        rest = after;
        found.push(Word {
            text,
            place: place(before, gap),
            leads: rest.starts_with("::") || rest.starts_with('('),
        });
        before = text;
    }
}

/// How long the name is that begins here; `r#box` is one, and `r#"` begins a text.
fn length_of_name(text: &str) -> usize {
    let plain = |text: &str| text.find(|letter| !is_part_of_name(letter)).unwrap_or(text.len());
    let raw = text.strip_prefix("r#").map_or(0, plain);
    if raw > 0 { raw + 2 } else { plain(text) }
}

fn place(before: &str, gap: &str) -> Place {
    if gap.ends_with("::") {
        Place::Inside
    } else if gap.ends_with('.') && !gap.ends_with("..") {
        Place::Method
    } else if gap.trim().is_empty()
        && matches!(
            before,
            "struct" | "enum" | "trait" | "mod" | "fn" | "const" | "static" | "type"
        )
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

    #[test]
    fn a_type_of_the_model_may_be_called_like_an_associated_type() {
        let mut known = Known::default();
        known.name("Outcome", "crate::generated::types");
        let body = "impl Handled for A {\n    type Outcome = B;\n}\n";
        assert_eq!(tidied(body, &known, ""), body);
        let field = format!("{body}struct B(Outcome);\n");
        let uses = "use crate::generated::types::Outcome;\n\n";
        assert_eq!(tidied(&field, &known, ""), format!("{uses}{field}"));
    }

    fn known() -> Known {
        let mut known = Known::default();
        for (name, path) in [
            ("Decimal", "kernel"),
            ("AccountId", "shared"),
            ("Status", "crate::generated::types"),
            ("Policy", "crate::generated::policy"),
        ] {
            known.name(name, path);
        }
        for name in ["Few", "Command", "Policy"] {
            known.of_kernel(name);
        }
        known.method("issue_to", "Command");
        known
    }

    #[test]
    fn only_what_is_used_is_imported() {
        let body =
            "/// A Status.\nfn f(id: AccountId) -> kernel::Few<Decimal> { \"Status\" } // Status\n";
        let tidy = "use kernel::{Decimal, Few};\nuse shared::AccountId;\n\n\
            /// A Status.\nfn f(id: AccountId) -> Few<Decimal> { \"Status\" } // Status\n";
        assert_eq!(tidied(body, &known(), ""), tidy);
    }

    #[test]
    fn a_variable_may_be_called_like_a_module() {
        let mut known = Known::default();
        known.name("hooks", "crate");
        let variable = "let hooks = 1;\n";
        assert_eq!(tidied(variable, &known, ""), variable);
        let call = "let hooks = hooks::f();\n";
        assert_eq!(tidied(call, &known, ""), format!("use crate::hooks;\n\n{call}"));
    }

    #[test]
    fn a_module_may_be_called_like_a_keyword() {
        let mut known = Known::default();
        known.name("r#box", "crate::foreign");
        let call = "let x = r#box::read(r#type, r#\"box::\"#);\n";
        assert_eq!(tidied(call, &known, ""), format!("use crate::foreign::r#box;\n\n{call}"));
    }

    #[test]
    fn own_names_follow_and_what_the_file_declares_is_left_out() {
        let body = "struct Few; fn g() { Status::Few; x.issue_to(a); other::Decimal; kernel::Few }";
        let uses = "use kernel::Command as _;\n\nuse crate::generated::types::Status;\n\n";
        assert_eq!(tidied(body, &known(), ""), format!("{uses}{body}"));
    }

    #[test]
    fn a_name_of_the_model_keeps_the_kernel_at_a_distance() {
        let body = "impl kernel::Policy for Insure { fn f(policy: Policy) {} }";
        let uses = "use crate::generated::policy::Policy;\n\n";
        assert_eq!(tidied(body, &known(), ""), format!("{uses}{body}"));
        assert_eq!(tidied("kernel::one_of! {}", &known(), ""), "kernel::one_of! {}");
    }
}
