//! The way back: how an event of a newer version is told to readers of an older one. For each step of
//! a hop it finds the steps that undo it, out of the same operations, so that whatever carries steps
//! out carries these out too.

mod convert;
mod object;
mod words;

use super::hop::{Binding, Hop, Input, Operation, Output, Widening};
use crate::{
    source::Span,
    types::{Literal, Type, TypeTable},
};

/// How an event of one version is told to readers of the version before.
#[derive(Debug, Clone)]
pub struct Down {
    /// The newer version, which is at hand.
    pub from: u32,
    /// The older version, always one less.
    pub to: u32,
    /// The steps, the last one of the hop undone first. Each has the number and the place of the
    /// step that it undoes.
    pub bindings: Vec<Binding>,
    /// How well each step of the hop is undone, in the order of the hop.
    pub exactness: Vec<Exactness>,
    /// The steps that fail for some values, and why.
    pub partial: Vec<NoWay>,
}

/// How well a step is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exactness {
    /// What was stored in the older version and is read in the newer one comes back as it was.
    Exact,
    /// Every value has an old one, but what was stored may come back otherwise.
    Lossy,
    /// A declared value stands where there is no old one.
    Fill,
    /// Some values have no old one, and telling them fails.
    Part,
}

/// A step that cannot be undone for every value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoWay {
    /// The number of the step; inside `each` that of the step around it comes first.
    pub trail: Vec<usize>,
    /// The whole step.
    pub span: Span,
    /// The field that an old reader expects.
    pub field: String,
    /// Why there is no value for it.
    pub why: String,
    /// What the model can say.
    pub help: String,
}

impl Down {
    /// How well the whole hop is undone: as the worst of its steps.
    pub fn worst(&self) -> Exactness {
        self.exactness.iter().copied().max().unwrap_or(Exactness::Exact)
    }
}

/// Finds the way back over a hop. It may fail for some values; those steps are in [`Down::partial`].
///
/// # Errors
/// Names every step without a way back.
pub fn down(types: &TypeTable, hop: &Hop) -> Result<Down, Vec<NoWay>> {
    let undone = undo_all(types, &hop.bindings, &[])?;
    Ok(Down {
        from: hop.to,
        to: hop.from,
        bindings: undone.bindings,
        exactness: undone.exactness,
        partial: undone.partial,
    })
}

/// Steps that undo steps.
struct UndoneAll {
    bindings: Vec<Binding>,
    exactness: Vec<Exactness>,
    partial: Vec<NoWay>,
}

fn undo_all(
    types: &TypeTable,
    bindings: &[Binding],
    inside: &[usize],
) -> Result<UndoneAll, Vec<NoWay>> {
    let mut all = UndoneAll { bindings: Vec::new(), exactness: Vec::new(), partial: Vec::new() };
    let mut ways = Vec::new();
    for binding in bindings.iter().rev() {
        let trail = [inside, &[binding.step]].concat();
        match (Undo { types, trail, span: binding.span }).binding(binding) {
            Ok(undone) => {
                let named =
                    |operation| Binding { operation, step: binding.step, span: binding.span };
                all.bindings.extend(undone.operations.into_iter().map(named));
                all.exactness.insert(0, undone.exactness);
                all.partial.splice(0..0, undone.partial);
            }
            Err(found) => drop(ways.splice(0..0, found)),
        }
    }
    if ways.is_empty() { Ok(all) } else { Err(ways) }
}

/// What undoes one step.
struct Undone {
    operations: Vec<Operation>,
    exactness: Exactness,
    partial: Vec<NoWay>,
}

impl Undone {
    fn new(exactness: Exactness, operations: Vec<Operation>) -> Self {
        Self { operations, exactness, partial: Vec::new() }
    }

    fn exact(operation: Operation) -> Self {
        Self::new(Exactness::Exact, vec![operation])
    }

    fn lossy(operation: Operation) -> Self {
        Self::new(Exactness::Lossy, vec![operation])
    }

    /// The same, which is no better than this.
    fn at_best(self, exactness: Exactness) -> Self {
        Self { exactness: self.exactness.max(exactness), ..self }
    }
}

type Found = Result<Undone, Vec<NoWay>>;

/// The step that is being undone.
struct Undo<'t> {
    types: &'t TypeTable,
    trail: Vec<usize>,
    span: Span,
}

impl Undo<'_> {
    fn binding(&self, binding: &Binding) -> Found {
        let operation = &binding.operation;
        if reads_only(operation) {
            let outputs = operation.gives();
            let dropped =
                outputs.into_iter().map(|to| Operation::Drop { from: taken(to), back: None });
            return Ok(Undone::new(Exactness::Exact, dropped.collect()));
        }
        match operation {
            // These take nothing that an old reader would miss.
            Operation::Nothing(to)
            | Operation::Constant { to, .. }
            | Operation::FromMeta { to, .. }
            | Operation::Copy { to, .. } => {
                Ok(Undone::exact(Operation::Drop { from: taken(to), back: None }))
            }
            Operation::Drop { from, back } => self.dropped(from, back.as_ref()),
            Operation::Rename { from, to } => {
                Ok(Undone::exact(Operation::Rename { from: taken(to), to: given(from) }))
            }
            Operation::Widen { from, to, back, .. } => self.narrow(to, from, back.as_ref()),
            Operation::Fill { from, to, .. } => {
                let how = Widening::Present(Box::new(Widening::Same));
                Ok(Undone::lossy(widen(to, from, how)))
            }
            Operation::Map(mapping) => self.map(mapping),
            Operation::Convert(conversion) => self.convert(conversion),
            Operation::Nest { from, to, record } => self.nest(from, to, *record),
            Operation::Flatten { from, record, to } => self.flatten(from, *record, to),
            Operation::Join { from, to, .. } => self.joined(from, to),
            Operation::Split { from, to, at, .. } => Ok(Undone::lossy(Operation::Join {
                from: to.iter().map(taken).collect(),
                to: given(from),
                with: at.clone(),
            })),
            Operation::Wrap { from, to, back } => self.wrap(from, to, back.as_ref()),
            Operation::Only { from, to, .. } => {
                let from = given(from);
                Ok(Undone::lossy(Operation::Wrap { from: taken(to), to: from, back: None }))
            }
            Operation::Each { from, to, old, new, bindings } => {
                self.each((from, *old), (to, *new), bindings)
            }
            Operation::Custom { from, using, .. } => {
                let why = format!("nothing undoes the function `{using}`");
                let help = "keep the fields that it reads, or stop publishing the older version";
                Err(vec![self.no_way(&first_lost(from), why, help)])
            }
        }
    }

    fn dropped(&self, from: &Input, back: Option<&Literal>) -> Found {
        match back {
            Some(value) => {
                let constant = Operation::Constant { to: given(from), value: value.clone() };
                Ok(Undone::new(Exactness::Fill, vec![constant]))
            }
            None if from.ty.is_optional() => Ok(Undone::lossy(Operation::Nothing(given(from)))),
            None => {
                let field = &from.field;
                let why = format!("`{field}` is required there, and dropped here");
                let help =
                    format!("say its value: `drop: {{ {field}: {{ type: …, back: <value> }} }}`");
                Err(vec![self.no_way(field, why, help)])
            }
        }
    }

    fn joined(&self, from: &[Input], to: &Output) -> Found {
        let why =
            format!("where one text ends in `{}` and the next begins, nobody knows", to.field);
        let help = "keep the fields that are joined beside the new one, or stop publishing the older \
                    version";
        Err(vec![self.no_way(&first_lost(from), why, help)])
    }

    fn no_way(&self, field: &str, why: String, help: impl Into<String>) -> NoWay {
        let (trail, span) = (self.trail.clone(), self.span);
        NoWay { trail, span, field: field.to_owned(), why, help: help.into() }
    }
}

/// Whether an operation takes nothing away, so that undoing it only takes away what it gave.
fn reads_only(operation: &Operation) -> bool {
    let inputs = operation.takes();
    !inputs.is_empty() && inputs.iter().all(|input| input.kept)
}

/// The first field that the newer version does not have any more.
fn first_lost(from: &[Input]) -> String {
    from.iter().find(|input| !input.kept).map(|input| input.field.clone()).unwrap_or_default()
}

/// A field that a step gave, where it is taken again.
fn taken(to: &Output) -> Input {
    let unwrap = to.wrap.iter().rev().copied().collect();
    Input { field: to.field.clone(), ty: to.ty.clone(), kept: false, unwrap }
}

/// A field that a step took, where it is given back.
fn given(from: &Input) -> Output {
    let wrap = from.unwrap.iter().rev().copied().collect();
    Output { field: from.field.clone(), ty: from.ty.clone(), wrap }
}

/// The value of the newer field as the older one, of a type that is as wide; a mere rename where
/// nothing happens but that.
fn widen(newer: &Output, older: &Input, how: Widening) -> Operation {
    let (from, to) = (taken(newer), given(older));
    if how == Widening::Same && from.field != to.field {
        Operation::Rename { from, to }
    } else {
        Operation::Widen { from, to, how, back: None }
    }
}

/// The older field while it may still be absent.
fn maybe(older: &Input) -> Input {
    Input { ty: optional(&older.ty), ..older.clone() }
}

fn optional(ty: &Type) -> Type {
    if ty.is_optional() { ty.clone() } else { ty.clone().optional() }
}
