//! How a type is written: `Text`, `Money?`, `list<Order.LineId>`.

use super::Scalar;

/// The shape of a type as written, its names not yet looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeShape {
    /// A built-in type.
    Scalar(Scalar),
    /// The name of a declared type, with the context that declares it when it is given; both as byte ranges of the text.
    Named {
        /// The context before the dot.
        context: Option<std::ops::Range<usize>>,
        /// The name.
        name: std::ops::Range<usize>,
    },
    /// `T?`
    Optional(Box<TypeShape>),
    /// `list<T>`
    List(Box<TypeShape>),
    /// `set<T>`
    Set(Box<TypeShape>),
    /// `map<T>`
    Map(Box<TypeShape>),
}

/// Why a text is not a type, and where in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAType {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The part at fault, in bytes of the text.
    pub range: std::ops::Range<usize>,
}

/// How deep collections may be nested before a type stops being readable.
const DEEPEST: usize = 8;

/// Reads the text of a type.
///
/// # Errors
/// Says which part of the text is no type and what to write instead.
pub fn parse(text: &str) -> Result<TypeShape, NotAType> {
    let mut reader = Reader { text, at: 0 };
    let found = reader.a_type(0)?;
    reader.skip_blanks();
    if reader.at < text.len() { Err(reader.rest()) } else { Ok(found) }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn a_type(&mut self, depth: usize) -> Result<TypeShape, NotAType> {
        if depth > DEEPEST {
            return Err(
                self.fault("type is nested too deeply", Some("name the inner part under `types:`"))
            );
        }
        let name = self.name()?;
        let word = &self.text[name.clone()];
        let plain = match word {
            "list" | "set" | "map" => self.collection(word.len(), depth, name)?,
            _ => match Scalar::of(word) {
                Some(scalar) => TypeShape::Scalar(scalar),
                None => self.named(name)?,
            },
        };
        if self.eat('?') { Ok(TypeShape::Optional(Box::new(plain))) } else { Ok(plain) }
    }

    fn collection(
        &mut self,
        length: usize,
        depth: usize,
        name: std::ops::Range<usize>,
    ) -> Result<TypeShape, NotAType> {
        let kind = self.text[name.start..name.start + length].to_owned();
        if !self.eat('<') {
            return Err(NotAType {
                message: format!("`{kind}` of what?"),
                help: Some(format!("write `{kind}<Text>` or the like")),
                range: name,
            });
        }
        let inner = Box::new(self.a_type(depth + 1)?);
        if !self.eat('>') {
            return Err(self.fault("`>` is missing here", None));
        }
        Ok(match kind.as_str() {
            "list" => TypeShape::List(inner),
            "set" => TypeShape::Set(inner),
            _ => TypeShape::Map(inner),
        })
    }

    fn named(&mut self, first: std::ops::Range<usize>) -> Result<TypeShape, NotAType> {
        if !self.eat('.') {
            return Ok(TypeShape::Named { context: None, name: first });
        }
        let name = self.name()?;
        Ok(TypeShape::Named { context: Some(first), name })
    }

    fn name(&mut self) -> Result<std::ops::Range<usize>, NotAType> {
        self.skip_blanks();
        let start = self.at;
        let rest = &self.text[start..];
        let length = rest
            .find(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
            .unwrap_or(rest.len());
        if length == 0 {
            return Err(self.fault(
                "expected the name of a type",
                Some("write `Text`, `Money?` or `list<Item>`"),
            ));
        }
        self.at += length;
        Ok(start..self.at)
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.skip_blanks();
        let found = self.text[self.at..].starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn skip_blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn rest(&self) -> NotAType {
        let rest = &self.text[self.at..];
        let help = match rest.chars().next() {
            Some('[') => "write `list<T>` for a list",
            Some('?') => "one `?` is enough",
            Some(',') => "a type name holds no comma: keys of `map<T>` are always text",
            _ => "a type is a name, `T?`, `list<T>`, `set<T>` or `map<T>`",
        };
        NotAType {
            message: format!("`{}` is left over after the type", rest.trim_end()),
            help: Some(help.to_owned()),
            range: self.at..self.text.len(),
        }
    }

    fn fault(&self, message: &str, help: Option<&str>) -> NotAType {
        let end = self.text[self.at..]
            .chars()
            .next()
            .map_or(self.at, |letter| self.at + letter.len_utf8());
        NotAType { message: message.to_owned(), help: help.map(str::to_owned), range: self.at..end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_and_brackets_nest() {
        assert_eq!(
            parse("list<Sales.Money?>?"),
            Ok(TypeShape::Optional(Box::new(TypeShape::List(Box::new(TypeShape::Optional(
                Box::new(TypeShape::Named { context: Some(5..10), name: 11..16 })
            ))))))
        );
    }

    #[test]
    fn a_wrong_text_is_pointed_at() {
        for (text, range) in
            [("Text[]", 4..6), ("list", 0..4), ("", 0..0), ("list<Text", 9..9), ("T??", 2..3)]
        {
            assert_eq!(parse(text).map_err(|fault| fault.range), Err(range), "{text}");
        }
    }
}
