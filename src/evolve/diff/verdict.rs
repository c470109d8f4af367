//! Verdicts: which question was asked, what the answer is, and on what it depends.

use crate::evolve::{
    compat::{Obstacle, Why},
    form::{Form, Record},
};

/// The two questions that are usually mixed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Can today's code read everything that was ever stored?
    History,
    /// Can code that was not redeployed read what is written from now on?
    Neighbours,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Ok,
    /// No.
    Breaks,
    /// Not before the reader is redeployed, which it waits for; nothing is lost.
    Waits,
    /// The question does not arise: nothing of it is published, or nothing is written any more.
    Unasked,
}

/// What a verdict takes for granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// Unknown fields are ignored.
    UnknownIgnored,
    /// Absent and null are the same.
    AbsentIsNull,
    /// Enumerations are closed unless they are `open`.
    ClosedEnums,
    /// Bounds are not checked on reading.
    BoundsUnchecked,
    /// Shapes decide, not numbers.
    ShapesDecide,
    /// The baseline has no lock.
    AllPublished,
}

/// An answer to one of the questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What was asked.
    pub question: Question,
    /// The answer.
    pub answer: Answer,
    /// The answer in words.
    pub text: String,
    /// What it takes for granted.
    pub assumes: Vec<Assumption>,
}

impl Question {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::History => "history",
            Self::Neighbours => "neighbours",
        }
    }
}

impl Answer {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Breaks => "breaks",
            Self::Waits => "waits",
            Self::Unasked => "unasked",
        }
    }
}

impl Assumption {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownIgnored => "unknown-ignored",
            Self::AbsentIsNull => "absent-is-null",
            Self::ClosedEnums => "closed-enums",
            Self::BoundsUnchecked => "bounds-unchecked",
            Self::ShapesDecide => "shapes-decide",
            Self::AllPublished => "all-published",
        }
    }

    /// The assumption as a sentence.
    pub fn text(self) -> &'static str {
        match self {
            Self::UnknownIgnored => "readers ignore fields that they do not know",
            Self::AbsentIsNull => "an absent optional field and null are the same",
            Self::ClosedEnums => "enumerations are closed unless they say `open`",
            Self::BoundsUnchecked => {
                "bounds and patterns are checked when an event is made, not when it is read"
            }
            Self::ShapesDecide => {
                "readers look at shapes; a service that esgen generates guesses nothing, and waits at a version newer than its own until it is redeployed"
            }
            Self::AllPublished => {
                "there is no lock in the baseline, so that all of its versions count as published"
            }
        }
    }
}

impl Verdict {
    pub(super) fn history(answer: Answer, text: impl Into<String>) -> Self {
        Self { question: Question::History, answer, text: text.into(), assumes: Vec::new() }
    }

    pub(super) fn neighbours(answer: Answer, text: impl Into<String>) -> Self {
        Self { question: Question::Neighbours, answer, text: text.into(), assumes: Vec::new() }
    }

    /// Whether the answer is no.
    pub fn breaks(&self) -> bool {
        self.answer == Answer::Breaks
    }
}

/// What the answer takes for granted when a reader of one shape meets payloads of another.
pub(super) fn assumed(reader: &Record, writer: &Record, found: &[Obstacle]) -> Vec<Assumption> {
    let mut all = Vec::new();
    let mut look = |assumption| {
        if !all.contains(&assumption) {
            all.push(assumption);
        }
    };
    compare(reader, writer, &mut look);
    if found.iter().any(|obstacle| matches!(obstacle.why, Why::NewWords(_))) {
        look(Assumption::ClosedEnums);
    }
    all.sort_unstable();
    all
}

fn compare(reader: &Record, writer: &Record, look: &mut dyn FnMut(Assumption)) {
    if writer.iter().any(|(name, _)| reader.get(name).is_none()) {
        look(Assumption::UnknownIgnored);
    }
    for (name, wanted) in reader.iter() {
        match writer.get(name) {
            None if wanted.form.is_optional() => look(Assumption::AbsentIsNull),
            None => {}
            Some(written) => inside(&wanted.form, &written.form, look),
        }
    }
}

fn inside(reader: &Form, writer: &Form, look: &mut dyn FnMut(Assumption)) {
    match (reader, writer) {
        (Form::Record(reader), Form::Record(writer)) => compare(reader, writer, look),
        (Form::Optional(reader), Form::Optional(writer))
        | (Form::List(reader), Form::List(writer) | Form::Set(writer))
        | (Form::Set(reader), Form::Set(writer))
        | (Form::Map(reader), Form::Map(writer)) => inside(reader, writer, look),
        (Form::Optional(reader), writer) => inside(reader, writer, look),
        (
            Form::Scalar(_)
            | Form::List(_)
            | Form::Set(_)
            | Form::Map(_)
            | Form::Words { .. }
            | Form::Record(_)
            | Form::Again(_),
            _,
        ) => {}
    }
}
