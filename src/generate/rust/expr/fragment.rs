//! A piece of Rust that computes a value: its text, how tightly it binds, and what may be done with
//! what it gives.

/// How tightly a piece of Rust binds, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// `if .. {} else {}` and closures
    Block,
    /// `a || b`
    Or,
    /// `a && b`
    And,
    /// `a == b`
    Compare,
    /// `a + b`
    Sum,
    /// `a * b`
    Product,
    /// `-a`, `!a`, `*a`, `&a`
    Unary,
    /// Names, literals, calls, fields.
    Tight,
}

/// What a piece of Rust gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A new value that nobody else has.
    Value,
    /// A place that is read and must stay as it is.
    Place,
    /// A place from which the value may be taken, since nobody reads it afterwards.
    Movable,
    /// A reference to the value.
    Ref,
    /// `&str` for a text.
    Str,
    /// `Option<&str>` for an optional text, `Option<&T>` for another optional.
    OptRef,
}

/// A piece of Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fragment {
    pub(super) text: String,
    pub(super) level: Level,
    pub(super) form: Form,
}

impl Fragment {
    pub(super) fn tight(text: impl Into<String>, form: Form) -> Self {
        Self { text: text.into(), level: Level::Tight, form }
    }

    pub(super) fn value(text: impl Into<String>) -> Self {
        Self::tight(text, Form::Value)
    }

    pub(super) fn at(text: impl Into<String>, level: Level) -> Self {
        Self { text: text.into(), level, form: Form::Value }
    }

    /// The text where only something at least as tight as `level` can stand.
    pub(super) fn within(&self, level: Level) -> String {
        if self.level >= level { self.text.clone() } else { format!("({})", self.text) }
    }

    /// The text in front of a dot. References are followed by themselves there.
    pub(super) fn receiver(&self) -> String {
        self.within(Level::Tight)
    }

    /// The value itself, for operators that read it: `*x` for a reference.
    pub(super) fn read(&self) -> Self {
        match self.form {
            Form::Ref => Self {
                text: format!("*{}", self.within(Level::Unary)),
                level: Level::Unary,
                form: Form::Place,
            },
            Form::Value | Form::Place | Form::Movable | Form::Str | Form::OptRef => self.clone(),
        }
    }

    /// A reference to the value, for functions that borrow it.
    pub(super) fn reference(&self) -> String {
        match self.form {
            Form::Ref | Form::Str => self.text.clone(),
            Form::Value | Form::Place | Form::Movable | Form::OptRef => {
                format!("&{}", self.within(Level::Unary))
            }
        }
    }

    /// A text as `&str`, whatever holds it.
    pub(super) fn str(&self) -> String {
        match self.form {
            Form::Str => self.text.clone(),
            Form::Value | Form::Place | Form::Movable | Form::Ref | Form::OptRef => {
                format!("{}.as_str()", self.receiver())
            }
        }
    }

    /// Whether the piece is one name or a row of fields, which costs nothing to evaluate.
    pub(super) fn is_path(&self) -> bool {
        self.level == Level::Tight
            && matches!(self.form, Form::Place | Form::Movable | Form::Ref | Form::Str)
            && self
                .text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'#'))
    }
}
