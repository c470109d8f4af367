//! Text to forms: reads exactly what is written of them, and whatever a hand has made of it.

use std::{collections::BTreeMap, fmt, str::FromStr};

use super::{Form, Member, Record, write::PERSONAL, write::is_plain};
use crate::types::Scalar;

/// Deeper forms were not written by this program.
const DEEPEST: usize = 64;

/// Why a text is no form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAForm {
    /// Byte offset of what cannot be read.
    pub at: usize,
    /// What would have to stand there.
    pub expected: &'static str,
}

impl fmt::Display for NotAForm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "expected {} at column {}", self.expected, self.at + 1)
    }
}

impl FromStr for Form {
    type Err = NotAForm;
    fn from_str(text: &str) -> Result<Self, NotAForm> {
        let mut reader = Reader { text, at: 0, depth: 0 };
        let form = reader.form()?;
        reader.end()?;
        Ok(form)
    }
}

impl Record {
    /// Reads one field from each line.
    ///
    /// # Errors
    /// The line, from 0, and what is wrong with it.
    pub fn parse_lines(text: &str) -> Result<Self, (usize, NotAForm)> {
        let mut fields = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            let mut reader = Reader { text: line, at: 0, depth: 0 };
            let field = reader.field().and_then(|field| reader.end().map(|()| field));
            let (name, member) = field.map_err(|error| (number, error))?;
            if fields.insert(name, member).is_some() {
                return Err((number, NotAForm { at: 0, expected: "a field of another name" }));
            }
        }
        Ok(Self(fields))
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn wrong<T>(&self, expected: &'static str) -> Result<T, NotAForm> {
        Err(NotAForm { at: self.at, expected })
    }

    fn has(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn need(&mut self, token: &str, expected: &'static str) -> Result<(), NotAForm> {
        if self.has(token) { Ok(()) } else { self.wrong(expected) }
    }

    fn end(&self) -> Result<(), NotAForm> {
        if self.rest().is_empty() { Ok(()) } else { self.wrong("the end of the line") }
    }

    fn form(&mut self) -> Result<Form, NotAForm> {
        if self.depth > DEEPEST {
            return self.wrong("a type that is less deep");
        }
        self.depth += 1;
        let mut form = self.base()?;
        self.depth -= 1;
        while self.has("?") {
            form = Form::Optional(Box::new(form));
        }
        Ok(form)
    }

    fn base(&mut self) -> Result<Form, NotAForm> {
        for (start, make) in COLLECTIONS {
            if self.has(start) {
                let inner = self.form()?;
                self.need(">", "`>`")?;
                return Ok(make(Box::new(inner)));
            }
        }
        if self.has("enum(") {
            return self.words(false);
        }
        if self.has("open(") {
            return self.words(true);
        }
        if self.has("{") {
            return self.record();
        }
        if self.has("^") {
            let levels = self.plain("a number")?.parse().ok().filter(|levels| *levels > 0);
            return levels.map_or_else(|| self.wrong("a number"), |levels| Ok(Form::Again(levels)));
        }
        let start = self.at;
        let name = self.plain("a type")?;
        Scalar::of(name)
            .map(Form::Scalar)
            .ok_or(NotAForm { at: start, expected: "one of the built-in types" })
    }

    fn words(&mut self, open: bool) -> Result<Form, NotAForm> {
        let mut words = vec![self.word()?];
        while self.has("|") {
            words.push(self.word()?);
        }
        self.need(")", "`|` or `)`")?;
        words.sort_unstable();
        Ok(Form::Words { open, words })
    }

    fn record(&mut self) -> Result<Form, NotAForm> {
        let mut fields = BTreeMap::new();
        if !self.has("}") {
            loop {
                let (name, member) = self.field()?;
                fields.insert(name, member);
                if !self.has(", ") {
                    break;
                }
            }
            self.need("}", "`, ` or `}`")?;
        }
        Ok(Form::Record(Record(fields)))
    }

    fn field(&mut self) -> Result<(String, Member), NotAForm> {
        let name = self.plain("the name of a field")?.to_owned();
        self.need(": ", "`: ` behind the name of a field")?;
        let mut member = Member { form: self.form()?, unit: None, personal: None };
        if self.has(" (") {
            loop {
                self.mark(&mut member)?;
                if !self.has(", ") {
                    break;
                }
            }
            self.need(")", "`, ` or `)`")?;
        }
        Ok((name, member))
    }

    fn mark(&mut self, member: &mut Member) -> Result<(), NotAForm> {
        if self.has("unit ") {
            member.unit = Some(self.word()?);
            return Ok(());
        }
        self.need("personal ", "`unit` or `personal`")?;
        let start = self.at;
        let word = self.plain("a word")?;
        let known = PERSONAL.iter().find(|(_, known)| *known == word);
        let Some((kind, _)) = known else {
            return Err(NotAForm { at: start, expected: "a kind of protection" });
        };
        member.personal = Some(*kind);
        Ok(())
    }

    fn plain(&mut self, expected: &'static str) -> Result<&'t str, NotAForm> {
        let rest = self.rest();
        let end = rest.find(|letter| !is_plain(letter)).unwrap_or(rest.len());
        if end == 0 {
            return self.wrong(expected);
        }
        self.at += end;
        Ok(&rest[..end])
    }

    fn word(&mut self) -> Result<String, NotAForm> {
        let rest = self.rest();
        if !rest.starts_with('"') {
            return self.plain("a word").map(str::to_owned);
        }
        let mut found = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        let Some(Ok(word)) = found.next() else { return self.wrong("a word in quotes") };
        self.at += found.byte_offset();
        Ok(word)
    }
}

type Collection = fn(Box<Form>) -> Form;

const COLLECTIONS: [(&str, Collection); 3] =
    [("list<", Form::List), ("set<", Form::Set), ("map<", Form::Map)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "Text",
            "list<Int?>",
            "map<set<enum(a|b)>>?",
            "open(web|\"with space\"|\"東京|\")",
            "{}",
            "{amount: Decimal (unit cent), children: list<^1>, name: Text (unit \"°C\", personal shred)}?",
        ] {
            assert_eq!(text.parse::<Form>().map(|form| form.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_form_is_told_with_its_place() {
        for (text, message) in [
            ("", "expected a type at column 1"),
            ("Txt", "expected one of the built-in types at column 1"),
            ("list<Text", "expected `>` at column 10"),
            ("enum(a", "expected `|` or `)` at column 7"),
            ("enum(\"a)", "expected a word in quotes at column 6"),
            ("{a: Text b}", "expected `, ` or `}` at column 9"),
            ("Text!", "expected the end of the line at column 5"),
            ("^0", "expected a number at column 3"),
            ("{a: Text (personal maybe)}", "expected a kind of protection at column 20"),
        ] {
            let error = text.parse::<Form>().expect_err(text);
            assert_eq!(error.to_string(), message, "{text}");
        }
        let deep = format!("{}Int{}", "list<".repeat(100_000), ">".repeat(100_000));
        assert!(deep.parse::<Form>().is_err());
    }
}
