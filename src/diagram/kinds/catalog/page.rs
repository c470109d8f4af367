//! Lines of Markdown, in which every text of a model is data.

use crate::{
    diagram::{text::spoken, write::escape::markdown},
    model::Info,
    source::Spanned,
};

/// A page while it is written.
#[derive(Debug, Default)]
pub(super) struct Page(String);

impl Page {
    /// A heading, and how it is called in the model when that is something else.
    pub(super) fn heading(&mut self, level: usize, name: &str, more: &str) {
        self.gap();
        self.line(&format!("{} {}{more}\n", "#".repeat(level), markdown(name)));
    }

    /// A text of the model by itself.
    pub(super) fn paragraph(&mut self, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.gap();
            self.line(&format!("{}\n", markdown(text)));
        }
    }

    /// An item of a list; `text` is Markdown already.
    pub(super) fn item(&mut self, text: &str) {
        self.line(&format!("- {text}"));
    }

    /// What an item has to say, under a word; nothing when there is nothing. `all` are Markdown already.
    pub(super) fn detail(&mut self, word: &str, all: &[String]) {
        if !all.is_empty() {
            self.line(&format!("  - {word} {}", all.join(", ")));
        }
    }

    /// The whole page.
    pub(super) fn text(self) -> String {
        format!("{}\n", self.0.trim_end())
    }

    fn line(&mut self, text: &str) {
        self.0 += text;
        self.0.push('\n');
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }
}

/// The name of something as people read it, in Markdown.
pub(super) fn named(name: &Spanned<String>, info: &Info) -> String {
    markdown(&spoken(&name.value, info.label.as_deref()))
}

/// What something is: its name in bold, what kind it is and how the model calls it, and what it means.
pub(super) fn entry(kind: &str, name: &Spanned<String>, info: &Info, marks: &[String]) -> String {
    let draft = info.draft.then(|| "draft".to_owned());
    let deprecated = info.deprecated.is_some().then(|| "deprecated".to_owned());
    let marks = marks.iter().cloned().chain(draft).chain(deprecated);
    let what = [format!("{kind} {}", code(&name.value))].into_iter().chain(marks);
    let what = what.collect::<Vec<_>>().join(", ");
    let meaning = info.description.as_deref().filter(|text| !text.trim().is_empty());
    let meaning = meaning.map_or_else(String::new, |text| format!(": {}", markdown(text)));
    format!("**{}** ({what}){meaning}", named(name, info))
}

/// A word of the model as it is written there. None of them has a backtick in it.
pub(super) fn code(word: &str) -> String {
    format!("`{word}`")
}
