//! Steps after which nobody can tell what an event said: several stored values become one. A version that is published
//! has decided it; before that, it is worth a look.

use std::collections::BTreeMap;

use super::History;
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    evolve::{
        accept::acceptable,
        conversion::{Conversion, Invalid},
        describe::Teller,
        hop::{Binding, Hop, Mapping, Operation},
        lock::Audience,
    },
    model::Extra,
};

/// Conversions that take every value and give some of them the same one.
const COARSER: [(&str, &str); 4] = [
    ("timestamp_to_date", "the time of day is cut off"),
    ("timestamp_to_epoch_ms", "what is less than a millisecond is cut off"),
    ("lowercase", "capital letters are lost"),
    ("uppercase", "small letters are lost"),
];

pub(super) fn check(history: &History<'_>, out: &mut Vec<Diagnostic>) {
    let (Some((kept, _)), Some(newest)) = (history.newest_published(), history.newest()) else {
        return;
    };
    let severity = match newest.today.audience {
        Audience::Public => Severity::Warning,
        Audience::Private => Severity::Info,
    };
    let teller = Teller { types: &history.frozen.plan.types, with_back: false };
    for hop in history.planned.hops_from(kept.id.number) {
        let mut found = Vec::new();
        of_steps(&teller, &hop.bindings, &mut found);
        out.extend(found.iter().map(|loss| told(history, hop, severity, loss)));
    }
}

/// What a step loses of a field.
struct Loss<'s> {
    binding: &'s Binding,
    field: &'s str,
    what: String,
    help: &'static str,
}

fn told(history: &History<'_>, hop: &Hop, severity: Severity, loss: &Loss<'_>) -> Diagnostic {
    let path = history.path();
    let message = format!("what `{}` of `{path}` said is lost in version {}", loss.field, hop.to);
    let finding = Diagnostic::new(severity, rule::LOSES_INFORMATION, loss.binding.span, message)
        .label(&loss.what)
        .help(loss.help);
    acceptable(finding, &format!("{path} {} {} {}", hop.to, loss.field, loss.what))
}

/// The losses of steps, but for those of a field that another step has kept.
fn of_steps<'s>(teller: &Teller<'_>, bindings: &'s [Binding], found: &mut Vec<Loss<'s>>) {
    for binding in bindings {
        if let Operation::Each { bindings, .. } = &binding.operation {
            of_steps(teller, bindings, found);
        }
        let lost = of_step(teller, binding).or_else(|| replaced(bindings, binding));
        found.extend(lost.filter(|loss| !is_kept(bindings, loss)));
    }
}

fn of_step<'s>(teller: &Teller<'_>, binding: &'s Binding) -> Option<Loss<'s>> {
    match &binding.operation {
        Operation::Map(mapping) => merged(binding, mapping),
        Operation::Convert(conversion) => coarser(teller, binding, conversion),
        Operation::Split { from, extra: Extra::Drop, .. } => Some(Loss {
            binding,
            field: &from.field,
            what: "what stands behind the last part is let go".to_owned(),
            help: "keep it with `extra: last`, or in a field of its own",
        }),
        Operation::Split { extra: Extra::First | Extra::Last, .. }
        | Operation::Nothing(_)
        | Operation::Constant { .. }
        | Operation::FromMeta { .. }
        | Operation::Copy { .. }
        | Operation::Drop { .. }
        | Operation::Rename { .. }
        | Operation::Widen { .. }
        | Operation::Fill { .. }
        | Operation::Nest { .. }
        | Operation::Flatten { .. }
        | Operation::Join { .. }
        | Operation::Wrap { .. }
        | Operation::Only { .. }
        | Operation::Each { .. }
        | Operation::Custom { .. } => None,
    }
}

/// Words that become one word, where the model does not say what that is for readers of the older version.
fn merged<'s>(binding: &'s Binding, mapping: &'s Mapping) -> Option<Loss<'s>> {
    if !mapping.back.is_empty() {
        return None;
    }
    let mut by_new: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (old, new) in &mapping.cases {
        by_new.entry(new).or_default().push(old);
    }
    let several = by_new.iter().find(|(_, old)| old.len() > 1);
    let what = match (several, &mapping.otherwise) {
        (Some((new, old)), _) => format!("`{}` become `{new}`", old.join("` and `")),
        (None, Some(otherwise)) => format!("every other value becomes `{otherwise}`"),
        (None, None) => return None,
    };
    let help = "keep the old value in a field of its own, or say `back`: then it was decided";
    Some(Loss { binding, field: &mapping.from.field, what, help })
}

fn coarser<'s>(
    teller: &Teller<'_>,
    binding: &'s Binding,
    conversion: &'s Conversion,
) -> Option<Loss<'s>> {
    if conversion.back.is_some() {
        return None;
    }
    let known = COARSER.iter().find(|(name, _)| *name == conversion.builtin.name);
    let what = match (&conversion.on_invalid, known) {
        (Some(Invalid::Value(value)), _) => {
            format!("every value that does not fit becomes {}", teller.value(value))
        }
        (Some(Invalid::Fail) | None, Some((_, what))) => (*what).to_owned(),
        (Some(Invalid::Fail) | None, None) => return None,
    };
    let help = "keep the old value in a field of its own, or say `back`: then it was decided";
    Some(Loss { binding, field: &conversion.from.first()?.field, what, help })
}

/// A field that is dropped and comes back under its name with one value for all.
fn replaced<'s>(bindings: &[Binding], binding: &'s Binding) -> Option<Loss<'s>> {
    let Operation::Drop { from, back: None } = &binding.operation else { return None };
    // What a step makes of nothing that is stored.
    let comes_back = |other: &Binding| {
        let gives = other.operation.gives().iter().any(|to| to.field == from.field);
        gives && other.operation.takes().is_empty()
    };
    bindings.iter().any(comes_back).then(|| Loss {
        binding,
        field: &from.field,
        what: "dropped, and added again with a value that no event said".to_owned(),
        help: "let the field alone, or give the new one a name of its own",
    })
}

/// Whether another step takes the field too, as one that copies it does.
fn is_kept(bindings: &[Binding], loss: &Loss<'_>) -> bool {
    let takes = |other: &Binding| {
        let takes = other.operation.takes();
        other.step != loss.binding.step
            && takes.iter().any(|input| input.kept && input.field == loss.field)
    };
    bindings.iter().any(takes)
}
