//! The neighbours' question: can a reader that was not redeployed read what is written from now on?
//!
//! A reader is safe when it accepts everything that the writer produces. Readers that esgen generates ignore
//! fields they do not know, take an absent optional field and `null` for the same, and refuse words that they do
//! not know unless the enumeration is open. Bounds and patterns are not checked when a stored event is read.

use super::form::{Form, Member, Record};
use crate::types::Scalar;

/// How sure it is that the reader fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Harm {
    /// For some of what is written.
    Some,
    /// For everything that is written.
    All,
    /// It does not fail: it reads something else than was meant.
    Silent,
}

/// One reason why a reader cannot read what is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// The way to the value, such as `lines[].amount`.
    pub path: String,
    /// How bad it is.
    pub harm: Harm,
    /// What the reader wants and what it gets.
    pub why: Why,
}

/// What stands between a reader and a writer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The reader needs a field that is not written.
    Missing(Form),
    /// What the reader needs may be absent.
    MayBeAbsent,
    /// Words that the reader does not know; none are listed when any text may come.
    NewWords(Vec<String>),
    /// Another type.
    OtherType {
        /// What the reader wants.
        wanted: Form,
        /// What is written.
        written: Form,
    },
    /// Another unit under the same name and type.
    OtherUnit {
        /// What the reader takes it for.
        wanted: String,
        /// What it is.
        written: String,
    },
}

impl Obstacle {
    /// The obstacle in words, for the end of a sentence that begins with the reader.
    pub fn text(&self) -> String {
        let Self { path, why, .. } = self;
        match why {
            Why::Missing(_) => format!("needs `{path}`, which is gone"),
            Why::MayBeAbsent => format!("needs `{path}`, which may be absent"),
            Why::NewWords(words) if words.is_empty() => {
                format!("knows a closed list of words for `{path}`, and any may come")
            }
            Why::NewWords(words) => {
                format!("does not know `{}` in `{path}`", words.join("`, `"))
            }
            Why::OtherType { wanted, written } => {
                format!("needs `{path}` as `{wanted}`, and it is `{written}`")
            }
            Why::OtherUnit { wanted, written } => {
                format!("takes `{path}` for {wanted}, and it is {written}")
            }
        }
    }
}

/// What obstacles are about, without the words in which they are told: the same as long as the same things are in the way.
pub fn subject(found: &[Obstacle]) -> String {
    let one = |it: &Obstacle| {
        let kind = match &it.why {
            Why::Missing(_) => "missing".to_owned(),
            Why::MayBeAbsent => "absent".to_owned(),
            Why::NewWords(words) => words.join("|"),
            Why::OtherType { wanted, written } => format!("{wanted} {written}"),
            Why::OtherUnit { wanted, written } => format!("{wanted} {written}"),
        };
        format!("{} {kind}", it.path)
    };
    found.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Why a reader of the shape `reader` cannot read payloads of the shape `writer`; nothing when it can.
pub fn obstacles(reader: &Record, writer: &Record) -> Vec<Obstacle> {
    let mut comparison = Comparison { path: Vec::new(), found: Vec::new() };
    comparison.record(reader, writer);
    comparison.found
}

/// The same for a reader that uses some of the fields only.
pub fn obstacles_of(uses: &[&str], reader: &Record, writer: &Record) -> Vec<Obstacle> {
    let used = reader.iter().filter(|(name, _)| uses.contains(name));
    let used = used.map(|(name, member)| (name.to_owned(), member.clone())).collect();
    obstacles(&Record(used), writer)
}

struct Comparison {
    path: Vec<String>,
    found: Vec<Obstacle>,
}

impl Comparison {
    fn record(&mut self, reader: &Record, writer: &Record) {
        for (name, wanted) in reader.iter() {
            self.path.push(format!(".{name}"));
            match writer.get(name) {
                Some(written) => self.member(wanted, written),
                None if wanted.form.is_optional() => {}
                None => self.note(Harm::All, Why::Missing(wanted.form.clone())),
            }
            self.path.pop();
        }
    }

    fn member(&mut self, wanted: &Member, written: &Member) {
        self.form(&wanted.form, &written.form);
        if wanted.unit != written.unit {
            let named = |unit: &Option<String>| {
                unit.clone().unwrap_or_else(|| "a number without a unit".to_owned())
            };
            let why = Why::OtherUnit { wanted: named(&wanted.unit), written: named(&written.unit) };
            self.note(Harm::Silent, why);
        }
    }

    fn form(&mut self, wanted: &Form, written: &Form) {
        match (wanted, written) {
            (Form::Optional(wanted), Form::Optional(written)) => self.form(wanted, written),
            (Form::Optional(wanted), written) => self.form(wanted, written),
            (_, Form::Optional(written)) => {
                self.note(Harm::Some, Why::MayBeAbsent);
                self.form(wanted, written);
            }
            (Form::List(wanted), Form::List(written) | Form::Set(written))
            | (Form::Set(wanted), Form::Set(written))
            | (Form::Map(wanted), Form::Map(written)) => {
                self.path.push("[]".to_owned());
                self.form(wanted, written);
                self.path.pop();
            }
            (Form::Record(wanted), Form::Record(written)) => self.record(wanted, written),
            (Form::Words { open: true, .. }, Form::Words { .. })
            | (Form::Scalar(Scalar::Text), Form::Words { .. }) => {}
            (Form::Words { open: true, .. }, Form::Scalar(written)) if is_text(*written) => {}
            (Form::Words { words, .. }, Form::Words { open, words: written }) => {
                self.words(words, *open, written);
            }
            (Form::Words { .. }, Form::Scalar(Scalar::Text)) => {
                self.note(Harm::Some, Why::NewWords(Vec::new()));
            }
            (Form::Scalar(one), Form::Scalar(other)) => self.scalar(*one, *other),
            (wanted, written) if wanted == written => {}
            (wanted, written) => self.differ(Harm::All, wanted, written),
        }
    }

    fn words(&mut self, known: &[String], open: bool, written: &[String]) {
        let new: Vec<String> =
            written.iter().filter(|word| !known.contains(word)).cloned().collect();
        if open || !new.is_empty() {
            self.note(Harm::Some, Why::NewWords(new));
        }
    }

    /// Everything but a number and a truth value is text in JSON, so that text takes all of them, and some
    /// text may by chance be what a narrower type wants.
    fn scalar(&mut self, wanted: Scalar, written: Scalar) {
        match (wanted, written) {
            (wanted, written) if wanted == written => {}
            (Scalar::Text, written) if is_text(written) => {}
            (wanted, Scalar::Text) if is_text(wanted) => {
                self.differ(Harm::Some, &Form::Scalar(wanted), &Form::Scalar(written));
            }
            (wanted, written) => {
                self.differ(Harm::All, &Form::Scalar(wanted), &Form::Scalar(written));
            }
        }
    }

    fn differ(&mut self, harm: Harm, wanted: &Form, written: &Form) {
        let why = Why::OtherType { wanted: wanted.clone(), written: written.clone() };
        self.note(harm, why);
    }

    fn note(&mut self, harm: Harm, why: Why) {
        let path = self.path.concat();
        let path = path.strip_prefix('.').unwrap_or(&path).to_owned();
        self.found.push(Obstacle { path, harm, why });
    }
}

/// Whether JSON holds a scalar as text.
fn is_text(scalar: Scalar) -> bool {
    match scalar {
        Scalar::Int | Scalar::Bool => false,
        Scalar::Text
        | Scalar::Decimal
        | Scalar::Uuid
        | Scalar::Date
        | Scalar::Timestamp
        | Scalar::Duration
        | Scalar::Bytes => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(reader: &str, writer: &str) -> Vec<String> {
        let shape = |text: &str| Record::parse_lines(&text.replace("; ", "\n")).expect(text);
        obstacles(&shape(reader), &shape(writer)).iter().map(Obstacle::text).collect()
    }

    #[test]
    fn a_reader_is_safe_when_it_accepts_all_that_is_written() {
        for (reader, writer) in [
            ("a: Text", "a: Text; b: Int"),
            ("a: Text?", "b: Int"),
            ("a: Text?", "a: Text"),
            ("a: Text", "a: Uuid"),
            ("a: Text", "a: enum(x|y)"),
            ("a: open(x)", "a: enum(x|y)"),
            ("a: open(x)", "a: Text"),
            ("a: open(x)", "a: Decimal"),
            ("a: open(x)", "a: Uuid"),
            ("a: enum(x|y)", "a: enum(x)"),
            ("a: list<{b: Int, c: Text?}>", "a: set<{b: Int}>"),
            ("a: {b: list<^1>}", "a: {b: list<^1>}"),
        ] {
            assert_eq!(texts(reader, writer), Vec::<String>::new(), "{reader} reads {writer}");
        }
    }

    #[test]
    fn what_a_reader_cannot_take_is_told_field_by_field() {
        for (reader, writer, why) in [
            ("a: Text", "b: Text", "needs `a`, which is gone"),
            ("a: Text", "a: Text?", "needs `a`, which may be absent"),
            ("a: Int", "a: Decimal", "needs `a` as `Int`, and it is `Decimal`"),
            ("a: open(x)", "a: Int", "needs `a` as `open(x)`, and it is `Int`"),
            ("a: Uuid", "a: Text", "needs `a` as `Uuid`, and it is `Text`"),
            ("a: enum(x)", "a: enum(x|y|z)", "does not know `y`, `z` in `a`"),
            ("a: enum(x)", "a: open(x)", "knows a closed list of words for `a`, and any may come"),
            ("a: list<{b: Int}>", "a: list<{c: Int}>", "needs `a[].b`, which is gone"),
            ("a: set<Int>", "a: list<Int>", "needs `a` as `set<Int>`, and it is `list<Int>`"),
            ("a: Int (unit cent)", "a: Int (unit euro)", "takes `a` for cent, and it is euro"),
            (
                "a: Int (unit cent)",
                "a: Int",
                "takes `a` for cent, and it is a number without a unit",
            ),
        ] {
            assert_eq!(texts(reader, writer), [why], "{reader} reads {writer}");
        }
    }
}
