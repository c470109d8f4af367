//! Steps and splits in one line each, the same for the same meaning: a lock file remembers them beside
//! the shapes, since an edited default changes no shape, and people read them in explanations.

use std::fmt::Write as _;

use super::{
    canonical::text,
    conversion::{Argument, Conversion, Invalid},
    hop::{Binding, Hop, Input, Mapping, Operation, Output},
    interpret::json_of,
    json::Json,
    plan::{SplitFrom, SplitPlan, SplitValue},
};
use crate::{
    model::{Extra, Model},
    source::Span,
    types::{Literal, Type, TypeTable},
};

/// One line for each step, those on elements indented below theirs. Why something changed is not in it.
pub fn steps(types: &TypeTable, hop: &Hop) -> Vec<String> {
    let mut lines = Vec::new();
    Teller { types }.bindings(&hop.bindings, 0, &mut lines);
    lines
}

/// The place of each line that [`steps`] gives.
pub fn places(hop: &Hop) -> Vec<Span> {
    fn add(bindings: &[Binding], places: &mut Vec<Span>) {
        for binding in bindings {
            places.push(binding.span);
            if let Operation::Each { bindings, .. } = &binding.operation {
                add(bindings, places);
            }
        }
    }
    let mut places = Vec::new();
    add(&hop.bindings, &mut places);
    places
}

/// One line for each field of an event that a stored event is read as, under the name of that event.
pub fn split(types: &TypeTable, model: &Model, split: &SplitPlan) -> Vec<String> {
    let teller = Teller { types };
    let name = &model.events[split.event].name.value;
    let line =
        |value: &SplitValue| format!("  {}: {}", value.field, teller.split_from(&value.source));
    std::iter::once(name.clone()).chain(split.fields.iter().map(line)).collect()
}

/// Tells values and steps in the words of the model.
pub(super) struct Teller<'t> {
    pub(super) types: &'t TypeTable,
}

impl Teller<'_> {
    pub(super) fn bindings(&self, bindings: &[Binding], depth: usize, lines: &mut Vec<String>) {
        for binding in bindings {
            let word = binding.operation.word();
            lines.push(format!(
                "{}{word} {}",
                "  ".repeat(depth),
                self.operation(&binding.operation)
            ));
            if let Operation::Each { bindings, .. } = &binding.operation {
                self.bindings(bindings, depth + 1, lines);
            }
        }
    }

    fn operation(&self, operation: &Operation) -> String {
        match operation {
            Operation::Nothing(to) => to.field.clone(),
            Operation::Constant { to, value } | Operation::Fill { to, value, .. } => {
                format!("{} = {}", to.field, self.value(value))
            }
            Operation::FromMeta { to, part, .. } => format!("{} = {}", to.field, part.written()),
            Operation::Copy { from, to, .. } => format!("{} = {}", to.field, from.field),
            Operation::Drop { from, back: None } => self.input(from),
            Operation::Drop { from, back: Some(back) } => {
                format!("{} back {}", self.input(from), self.value(back))
            }
            Operation::Rename { from, to } => format!("{} -> {}", from.field, to.field),
            Operation::Widen { from, to, .. } => {
                format!("{} -> {}", self.input(from), self.ty(&to.ty))
            }
            Operation::Map(mapping) => self.mapping(mapping),
            Operation::Convert(conversion) => {
                format!("{} -> {}", self.inputs(&conversion.from), self.conversion(conversion))
            }
            Operation::Nest { from, to, .. } => format!("{} -> {}", self.inputs(from), to.field),
            Operation::Flatten { from, to, .. } => {
                let to: Vec<&str> = to.iter().map(|member| member.to.field.as_str()).collect();
                format!("{} -> {}", self.input(from), to.join(", "))
            }
            Operation::Join { from, to, with } => {
                format!("{} -> {} with {}", self.inputs(from), to.field, quoted(with))
            }
            Operation::Split { from, to, at, extra, missing } => {
                let rest =
                    format!("at {} extra {} missing {}", quoted(at), word(*extra), quoted(missing));
                format!("{} -> {} {rest}", self.input(from), outputs(to))
            }
            Operation::Wrap { from, to } => format!("{} -> {}", self.input(from), to.field),
            Operation::Each { to, .. } => format!("{}:", to.field),
            Operation::Custom { from, to, using } => {
                format!("{} -> {} using {using}", self.inputs(from), outputs(to))
            }
        }
    }

    fn mapping(&self, mapping: &Mapping) -> String {
        let pairs = |pairs: &[(String, String)]| {
            let mut pairs: Vec<String> =
                pairs.iter().map(|(left, right)| format!("{}: {right}", quoted(left))).collect();
            pairs.sort_unstable();
            format!("{{{}}}", pairs.join(", "))
        };
        let mut line = format!(
            "{} -> {} {}",
            self.input(&mapping.from),
            self.ty(&mapping.to.ty),
            pairs(&mapping.cases)
        );
        if let Some(otherwise) = &mapping.otherwise {
            let _ = write!(line, " otherwise {otherwise}");
        }
        if !mapping.back.is_empty() {
            let _ = write!(line, " back {}", pairs(&mapping.back));
        }
        line
    }

    fn conversion(&self, conversion: &Conversion) -> String {
        let arguments: Vec<String> = conversion
            .builtin
            .parameters
            .iter()
            .zip(&conversion.arguments)
            .map(|(parameter, argument)| format!("{}: {}", parameter.name, written(argument)))
            .collect();
        let otherwise = match &conversion.on_invalid {
            None => String::new(),
            Some(Invalid::Fail) => " on invalid fail".to_owned(),
            Some(Invalid::Value(value)) => format!(" on invalid {}", self.value(value)),
        };
        let (to, using) = (&conversion.to.field, conversion.builtin.name);
        format!("{to} using {using}({}){otherwise}", arguments.join(", "))
    }

    fn split_from(&self, source: &SplitFrom) -> String {
        match source {
            SplitFrom::Nothing => "nothing".to_owned(),
            SplitFrom::Constant(value) => self.value(value),
            SplitFrom::Meta(part, _) => part.written().to_owned(),
            SplitFrom::Copy(from, _) => from.field.clone(),
            SplitFrom::Convert(conversion) => {
                format!("{} using {}", self.inputs(&conversion.from), conversion.builtin.name)
            }
            SplitFrom::Hook { using, from } => format!("{} using {using}", self.inputs(from)),
        }
    }

    fn inputs(&self, inputs: &[Input]) -> String {
        inputs.iter().map(|input| self.input(input)).collect::<Vec<_>>().join(", ")
    }

    fn input(&self, input: &Input) -> String {
        format!("{}: {}", input.field, self.ty(&input.ty))
    }

    fn ty(&self, ty: &Type) -> String {
        text(self.types, ty)
    }

    pub(super) fn value(&self, value: &Literal) -> String {
        json_of(self.types, value).to_string()
    }
}

fn outputs(outputs: &[Output]) -> String {
    outputs.iter().map(|output| output.field.as_str()).collect::<Vec<_>>().join(", ")
}

fn quoted(text: &str) -> String {
    Json::Text(text.to_owned()).to_string()
}

fn word(extra: Extra) -> &'static str {
    match extra {
        Extra::First => "first",
        Extra::Last => "last",
        Extra::Drop => "drop",
    }
}

fn written(argument: &Argument) -> String {
    match argument {
        Argument::Digits(digits) => digits.to_string(),
        Argument::Number(number) => number.normalize().to_string(),
        Argument::Offset(_, text) | Argument::Time(_, text) => text.clone(),
    }
}
