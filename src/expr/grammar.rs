//! Tells in the author's words why a text is no expression. The grammar's parser has the last word
//! on what is one; this walk over the tokens only finds the usual slips and names them well.

use std::ops::Range;

use super::token::{Kind, NoToken, Token};

/// Why a text is no expression, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) range: Range<usize>,
    /// Another place that takes part: the bracket that is not closed.
    pub(super) related: Option<(Range<usize>, &'static str)>,
}

impl Fault {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, range, related: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Deeper brackets stop being readable, and would cost the parser's stack.
const DEEPEST: usize = 16;

const CUT_BY_YAML: &str = "quote the whole if YAML has cut it at `, `, `: ` or ` #`";

/// The first slip in the order of the text.
pub(super) fn first_fault(text: &str, tokens: &[Token<'_>]) -> Option<Fault> {
    let mut walk = Walk { tokens, frames: vec![Frame::default()], needs_value: true };
    for (index, token) in tokens.iter().enumerate() {
        if walk.frames.len() > DEEPEST + 1 {
            let fault = Fault::new(token.range.clone(), "brackets are nested too deeply");
            return Some(fault.help("write a function in Rust and name it with `using:`"));
        }
        let step = if walk.needs_value { walk.value(index) } else { walk.operator(index) };
        if let Err(fault) = step {
            return Some(fault);
        }
    }
    walk.end(text)
}

/// Why a piece of the text is no token.
pub(super) fn no_token(text: &str, piece: NoToken) -> Fault {
    match piece {
        NoToken::Stranger(letter, range) => stranger(letter, range),
        NoToken::Unclosed(range) => {
            let quote = text[range.clone()].chars().find(|letter| matches!(letter, '"' | '\''));
            let start = range.start..range.start + 1;
            Fault::new(start, "this quote is never closed")
                .help(format!("end the text with `{}`", quote.unwrap_or('\'')))
        }
        NoToken::Number(range) => {
            let written = &text[range.clone()];
            let digits = written.trim_end_matches(|letter: char| !letter.is_ascii_digit());
            let fault = Fault::new(range, format!("`{written}` is no number"));
            if digits.is_empty() { fault } else { fault.help(format!("write `{digits}`")) }
        }
        NoToken::Foreign(range) => {
            let written = &text[range.clone()];
            Fault::new(range, format!("`{written}` is no name that an expression can use"))
                .help(format!("use the ASCII name of the field; text needs quotes: `'{written}'`"))
        }
    }
}

fn stranger(letter: char, range: Range<usize>) -> Fault {
    const WIDE: [(char, &str); 14] = [
        ('（', "("),
        ('）', ")"),
        ('，', ","),
        ('。', "."),
        ('：', ":"),
        ('？', "?"),
        ('！', "!"),
        ('＝', "=="),
        ('“', "'"),
        ('”', "'"),
        ('‘', "'"),
        ('’', "'"),
        ('≤', "<="),
        ('≥', ">="),
    ];
    let fault = Fault::new(range, format!("`{letter}` means nothing in an expression"));
    match (WIDE.iter().find(|(wide, _)| *wide == letter), letter) {
        (Some((_, plain)), _) => fault.help(format!("write `{plain}`")),
        (None, '`' | '$' | '@') => fault.help("write the bare name"),
        (None, ';') => fault.help("an expression has one value and ends without a mark"),
        (None, _) => fault,
    }
}

#[derive(Default)]
struct Frame {
    /// The index of the opening bracket; none for the whole expression.
    open: Option<usize>,
    /// `?` whose `:` has not come yet.
    questions: Vec<usize>,
}

struct Walk<'t> {
    tokens: &'t [Token<'t>],
    frames: Vec<Frame>,
    needs_value: bool,
}

impl Walk<'_> {
    fn value(&mut self, index: usize) -> Result<(), Fault> {
        let token = &self.tokens[index];
        let previous = index.checked_sub(1).map(|before| &self.tokens[before]);
        match token.text {
            _ if matches!(token.kind, Kind::Int | Kind::Decimal | Kind::Text) => {
                self.needs_value = false;
            }
            "not" if self.continues_with_value(index) => {
                return Err(Fault::new(
                    token.range.clone(),
                    "`not` is written `!` in an expression",
                )
                .help("write `!` directly before the condition"));
            }
            "in" => return Err(self.missing_value(index)),
            _ if token.kind == Kind::Word => self.needs_value = false,
            "-" | "!" => {}
            "(" | "[" => self.open(index),
            "]" if previous.is_some_and(|before| before.is("[")) => self.close(index)?,
            ")" if self.is_empty_call(index) => self.close(index)?,
            "}" if previous.is_some_and(|before| before.is("{")) => self.close(index)?,
            "{" => {
                return Err(Fault::new(token.range.clone(), "a map cannot be written down here")
                    .help("start from a map and add to it: `state.prices.with('key', value)`"));
            }
            _ => return Err(self.missing_value(index)),
        }
        Ok(())
    }

    fn operator(&mut self, index: usize) -> Result<(), Fault> {
        let token = &self.tokens[index];
        let after_word = index > 0 && self.tokens[index - 1].kind == Kind::Word;
        match token.text {
            _ if matches!(token.kind, Kind::Int | Kind::Decimal | Kind::Text) => {
                return Err(self.missing_operator(index));
            }
            "==" | "!=" | "<" | "<=" | ">" | ">=" | "&&" | "||" | "+" | "-" | "*" | "/" | "%"
            | "in" => self.needs_value = true,
            "?" => {
                self.frame().questions.push(index);
                self.needs_value = true;
            }
            ":" => self.colon(index)?,
            "," => self.comma(index)?,
            "." => self.dot(index)?,
            "(" | "{" if after_word => self.open(index),
            "[" => self.open(index),
            ")" | "]" | "}" => self.close(index)?,
            _ => return Err(self.missing_operator(index)),
        }
        Ok(())
    }

    fn colon(&mut self, index: usize) -> Result<(), Fault> {
        let in_record = self.opening_is("{");
        if self.frame().questions.pop().is_none() && !in_record {
            let fault = Fault::new(self.tokens[index].range.clone(), "`:` without a `?` before it");
            return Err(fault.help("a choice is written `condition ? value : otherwise`"));
        }
        self.needs_value = true;
        Ok(())
    }

    fn comma(&mut self, index: usize) -> Result<(), Fault> {
        self.answered()?;
        if self.frames.len() == 1 {
            let fault = Fault::new(self.tokens[index].range.clone(), "an expression has one value");
            return Err(fault.help("join conditions with `&&` or `||`"));
        }
        self.needs_value = true;
        Ok(())
    }

    /// A name follows a dot, and belongs to the value before it.
    fn dot(&mut self, index: usize) -> Result<(), Fault> {
        let named = self.tokens.get(index + 1).is_some_and(|next| next.kind == Kind::Word);
        if !named {
            return Err(Fault::new(
                self.tokens[index].range.clone(),
                "a name is missing after `.`",
            ));
        }
        self.needs_value = true;
        Ok(())
    }

    fn open(&mut self, index: usize) {
        self.frames.push(Frame { open: Some(index), questions: Vec::new() });
        self.needs_value = true;
    }

    fn close(&mut self, index: usize) -> Result<(), Fault> {
        self.answered()?;
        let token = &self.tokens[index];
        let Some(open) = self.frames.last().and_then(|frame| frame.open) else {
            return Err(Fault::new(
                token.range.clone(),
                format!("`{}` closes nothing", token.text),
            ));
        };
        let wanted = closing(self.tokens[open].text);
        if token.text != wanted {
            let mut fault =
                Fault::new(token.range.clone(), format!("`{wanted}` is missing before this"));
            fault.related = Some((self.tokens[open].range.clone(), "opened here"));
            return Err(fault);
        }
        self.frames.pop();
        self.needs_value = false;
        Ok(())
    }

    fn end(&mut self, text: &str) -> Option<Fault> {
        let end = text.trim_end().len();
        if self.tokens.is_empty() {
            return Some(Fault::new(0..text.len(), "an expression is missing here"));
        }
        if let Some(open) = self.frames.last().and_then(|frame| frame.open) {
            let token = &self.tokens[open];
            let message = format!("this `{}` is never closed", token.text);
            return Some(
                Fault::new(token.range.clone(), message)
                    .help(format!("add `{}`, or {CUT_BY_YAML}", closing(token.text))),
            );
        }
        if self.needs_value {
            let last = self.tokens.last()?;
            let message = format!("a value is missing after `{}`", last.text);
            return Some(
                Fault::new(last.range.start..end, message)
                    .help(format!("finish it, or {CUT_BY_YAML}")),
            );
        }
        self.answered().err()
    }

    /// Every `?` of the innermost bracket has its `:`.
    fn answered(&mut self) -> Result<(), Fault> {
        let Some(question) = self.frame().questions.pop() else { return Ok(()) };
        Err(Fault::new(self.tokens[question].range.clone(), "this `?` has no `:`")
            .help("a choice is written `condition ? value : otherwise`"))
    }

    fn missing_value(&self, index: usize) -> Fault {
        let token = &self.tokens[index];
        let previous = index.checked_sub(1).map(|before| &self.tokens[before]);
        let message = match (token.text, previous) {
            ("=" | ">" | "<", Some(before))
                if matches!(before.text, "=" | "<" | ">" | "==" | "!=") =>
            {
                return Fault::new(
                    before.range.start..token.range.end,
                    format!("`{}{}` is no operator", before.text, token.text),
                )
                .help("the comparisons are `== != < <= > >=`");
            }
            (text, Some(before)) => {
                format!("a value is missing between `{}` and `{text}`", before.text)
            }
            (text, None) => format!("a value is missing before `{text}`"),
        };
        Fault::new(token.range.clone(), message)
    }

    fn missing_operator(&self, index: usize) -> Fault {
        let token = &self.tokens[index];
        let said = |written: &str| {
            Fault::new(token.range.clone(), format!("`{}` is no operator", token.text))
                .help(format!("write `{written}`"))
        };
        match token.text {
            "=" | "is" | "equals" if token.kind != Kind::Text => said("=="),
            "&" | "and" | "AND" if token.kind != Kind::Text => said("&&"),
            "|" | "or" | "OR" if token.kind != Kind::Text => said("||"),
            "not" => said("!(x in y)"),
            text => {
                Fault::new(token.range.clone(), format!("an operator is missing before `{text}`"))
                    .help(
                        "join values with an operator such as `==`, `&&` or `+`; text needs quotes",
                    )
            }
        }
    }

    fn continues_with_value(&self, index: usize) -> bool {
        self.tokens.get(index + 1).is_some_and(|next| {
            matches!(next.kind, Kind::Word | Kind::Int | Kind::Decimal | Kind::Text)
                && !next.is("in")
        })
    }

    fn is_empty_call(&self, index: usize) -> bool {
        index > 1 && self.tokens[index - 1].is("(") && self.tokens[index - 2].kind == Kind::Word
    }

    fn opening_is(&self, bracket: &str) -> bool {
        let open = self.frames.last().and_then(|frame| frame.open);
        open.is_some_and(|open| self.tokens[open].is(bracket))
    }

    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }
}

fn closing(open: &str) -> &'static str {
    match open {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}
