//! What a step says on its label, which fields it takes, and which it gives.

use super::Effect;
use crate::{
    evolve::{Binding, Conversion, Input, Json, Mapping, Operation, Output, interpret::json_of},
    types::{Literal, TypeTable},
};

/// A step as it is drawn.
pub(super) struct Told<'o> {
    pub(super) effect: Effect,
    pub(super) detail: String,
    /// The fields that it takes, and whether each is still there afterwards.
    pub(super) takes: Vec<(&'o str, bool)>,
    pub(super) gives: Vec<&'o str>,
}

/// A step as it is drawn.
pub(super) fn told<'o>(types: &TypeTable, operation: &'o Operation) -> Told<'o> {
    match operation {
        Operation::Nothing(to) => added(to, String::new()),
        Operation::Constant { to, value } => added(to, constant(types, value)),
        Operation::FromMeta { to, part, .. } => added(to, format!("from {}", part.name())),
        Operation::Copy { from, to, .. } => {
            Told { takes: vec![(&from.field, true)], ..added(to, format!("from {}", from.field)) }
        }
        Operation::Drop { from, .. } => {
            Told { effect: Effect::Disappears, ..changed(&[from], &[], String::new()) }
        }
        Operation::Rename { from, to }
        | Operation::Widen { from, to, .. }
        | Operation::Wrap { from, to, .. }
        | Operation::Only { from, to, .. } => changed(&[from], &[to], String::new()),
        Operation::Fill { from, to, value } => changed(&[from], &[to], constant(types, value)),
        Operation::Map(mapping) => changed(&[&mapping.from], &[&mapping.to], of_mapping(mapping)),
        Operation::Convert(conversion) => of_conversion(conversion),
        Operation::Nest { from, to, .. } => {
            let from: Vec<&Input> = from.iter().map(|part| &part.from).collect();
            changed(&from, &[to], String::new())
        }
        Operation::Flatten { from, to, .. } => {
            let to: Vec<&Output> = to.iter().map(|member| &member.to).collect();
            changed(&[from], &to, String::new())
        }
        Operation::Join { from, to, .. } => {
            changed(&from.iter().collect::<Vec<_>>(), &[to], String::new())
        }
        Operation::Split { from, to, .. } => {
            changed(&[from], &to.iter().collect::<Vec<_>>(), String::new())
        }
        Operation::Each { from, to, bindings, .. } => {
            changed(&[from], &[to], of_elements(bindings))
        }
        Operation::Custom { from, to, using } => {
            let (from, to): (Vec<_>, Vec<_>) = (from.iter().collect(), to.iter().collect());
            Told { effect: Effect::ByHand, ..changed(&from, &to, using.clone()) }
        }
    }
}

/// A conversion as it is drawn.
pub(super) fn of_conversion(conversion: &Conversion) -> Told<'_> {
    let from: Vec<&Input> = conversion.from.iter().collect();
    changed(&from, &[&conversion.to], conversion.builtin.name.to_owned())
}

fn added(to: &Output, detail: String) -> Told<'_> {
    Told { effect: Effect::Appears, detail, takes: Vec::new(), gives: vec![&to.field] }
}

fn changed<'o>(from: &[&'o Input], to: &[&'o Output], detail: String) -> Told<'o> {
    Told {
        effect: Effect::Changes,
        detail,
        takes: from.iter().map(|input| (input.field.as_str(), input.kept)).collect(),
        gives: to.iter().map(|output| output.field.as_str()).collect(),
    }
}

/// A value as people write it.
pub(super) fn constant(types: &TypeTable, value: &Literal) -> String {
    match json_of(types, value) {
        Json::Text(text) => format!("= {text}"),
        other => format!("= {other}"),
    }
}

/// The words that become others.
fn of_mapping(mapping: &Mapping) -> String {
    let pairs = mapping.cases.iter().filter(|(old, new)| old != new);
    let pairs: Vec<_> = pairs.map(|(old, new)| format!("{old} > {new}")).collect();
    pairs.join(", ")
}

fn of_elements(bindings: &[Binding]) -> String {
    let words: Vec<_> = bindings.iter().map(|binding| binding.operation.word()).collect();
    words.join(", ")
}
