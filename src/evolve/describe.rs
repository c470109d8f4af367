//! Steps and splits in one line each, the same for the same meaning: a lock file remembers them beside
//! the shapes, since an edited default changes no shape, and people read them in explanations.

use std::fmt::Write as _;

use super::{
    canonical::text,
    conversion::{Argument, Conversion, Invalid},
    hop::{Back, Binding, Hop, Input, Mapping, Operation, Output},
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
    hop.bindings.iter().flat_map(|binding| step(types, binding)).collect()
}

/// The same without what older readers are told: that may still be decided when the steps are published.
pub fn frozen_steps(types: &TypeTable, hop: &Hop) -> Vec<String> {
    let mut lines = Vec::new();
    Teller { types, with_back: false }.bindings(&hop.bindings, 0, &mut lines);
    lines
}

/// The line of one step, with those of the steps inside of it.
pub fn step(types: &TypeTable, binding: &Binding) -> Vec<String> {
    let mut lines = Vec::new();
    let teller = Teller { types, with_back: true };
    teller.bindings(std::slice::from_ref(binding), 0, &mut lines);
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
    let teller = Teller { types, with_back: true };
    let name = &model.events[split.event].name.value;
    let line =
        |value: &SplitValue| format!("  {}: {}", value.field, teller.split_from(&value.source));
    std::iter::once(name.clone()).chain(split.fields.iter().map(line)).collect()
}

/// Tells values and steps in the words of the model.
pub(super) struct Teller<'t> {
    pub(super) types: &'t TypeTable,
    /// Whether the way back is told too.
    pub(super) with_back: bool,
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
            Operation::FromMeta { to, part, .. } => format!("{} = {}", to.field, part.name()),
            Operation::Copy { from, to, .. } => format!("{} = {}", to.field, from.field),
            Operation::Drop { from, back } => {
                format!("{}{}", self.input(from), self.back(back.as_ref()))
            }
            Operation::Rename { from, to } => format!("{} -> {}", from.field, to.field),
            Operation::Widen { from, to, back, .. } => {
                let back = match back {
                    None => String::new(),
                    Some(Back::Value(value)) => self.back(Some(value)),
                    Some(Back::Words(words)) => self.told_back(&pairs(words)),
                };
                format!("{} -> {}{back}", self.input(from), self.ty(&to.ty))
            }
            Operation::Map(mapping) => self.mapping(mapping),
            Operation::Convert(conversion) => {
                let (from, to) = (self.inputs(&conversion.from), self.conversion(conversion));
                format!("{from} -> {to}{}", self.back(conversion.back.as_ref()))
            }
            // The order of the fields of a value object means nothing.
            Operation::Nest { from, to, .. } => {
                let mut from: Vec<String> =
                    from.iter().map(|part| self.input(&part.from)).collect();
                from.sort_unstable();
                format!("{} -> {}", from.join(", "), to.field)
            }
            Operation::Flatten { from, to, .. } => {
                let mut to: Vec<&str> = to.iter().map(|member| member.to.field.as_str()).collect();
                to.sort_unstable();
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
            Operation::Wrap { from, to, back } | Operation::Only { from, to, back } => {
                format!("{} -> {}{}", self.input(from), to.field, self.back(back.as_ref()))
            }
            Operation::Each { to, .. } => format!("{}:", to.field),
            Operation::Custom { from, to, using } => {
                format!("{} -> {} using {using}", self.inputs(from), outputs(to))
            }
        }
    }

    fn mapping(&self, mapping: &Mapping) -> String {
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
            line.push_str(&self.told_back(&pairs(&mapping.back)));
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
            SplitFrom::Meta(part, _) => part.name().to_owned(),
            SplitFrom::Copy(from, _) => from.field.clone(),
            SplitFrom::Convert(conversion) => {
                format!("{} using {}", self.inputs(&conversion.from), conversion.builtin.name)
            }
            SplitFrom::Hook { using, from } => format!("{} using {using}", self.inputs(from)),
        }
    }

    fn inputs<'i>(&self, inputs: impl IntoIterator<Item = &'i Input>) -> String {
        inputs.into_iter().map(|input| self.input(input)).collect::<Vec<_>>().join(", ")
    }

    fn input(&self, input: &Input) -> String {
        format!("{}: {}", input.field, self.ty(&input.ty))
    }

    fn ty(&self, ty: &Type) -> String {
        text(self.types, ty)
    }

    /// The value for an old reader, behind everything else.
    fn back(&self, back: Option<&Literal>) -> String {
        back.map(|value| self.told_back(&self.value(value))).unwrap_or_default()
    }

    fn told_back(&self, back: &str) -> String {
        if self.with_back { format!(" back {back}") } else { String::new() }
    }

    pub(super) fn value(&self, value: &Literal) -> String {
        json_of(self.types, value).to_string()
    }
}

fn outputs(outputs: &[Output]) -> String {
    outputs.iter().map(|output| output.field.as_str()).collect::<Vec<_>>().join(", ")
}

fn pairs(pairs: &[(String, String)]) -> String {
    let mut pairs: Vec<String> =
        pairs.iter().map(|(left, right)| format!("{}: {right}", quoted(left))).collect();
    pairs.sort_unstable();
    format!("{{{}}}", pairs.join(", "))
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
        Argument::Number(number) => number.to_string(),
        Argument::Offset(_, text) | Argument::Time(_, text) => text.clone(),
    }
}
