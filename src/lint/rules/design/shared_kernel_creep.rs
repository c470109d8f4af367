//! A shared kernel is cheap while it is small: every change of it needs both sides.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    lint::{Levels, OptionKind, Rule, RuleOption, judge::Found, on::On},
    model::{ContextId, RelationKind, Subject},
    types::{Meaning, TypeId},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "shared-kernel-creep",
    code: "ES3012",
    summary: "Contexts that share many types.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[RuleOption {
        name: "max_types",
        kind: OptionKind::Number(10),
        doc: "how many types a shared kernel may have",
    }],
    page: include_str!("shared_kernel_creep.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let used = types_of(on);
    for relation in &on.model.relations {
        let RelationKind::SharedKernel(parties) = &relation.kind else { continue };
        let mut users: BTreeMap<TypeId, usize> = BTreeMap::new();
        for ty in parties.iter().filter_map(|party| used.get(&party.value)).flatten() {
            *users.entry(*ty).or_default() += 1;
        }
        let shared = users.values().filter(|count| **count > 1).count();
        let Some(first) = parties.first().filter(|_| shared > found.number("max_types")) else {
            continue;
        };
        let names: Vec<String> =
            parties.iter().map(|party| on.shown(Subject::Context(party.value))).collect();
        let finding = RULE
            .at(first.span, format!("{} share {shared} types", names.join(" and ")))
            .label("a shared kernel")
            .help("let one side publish a language that the others take, or give each side its own");
        found.add(on.lowest(parties.iter().map(|party| Subject::Context(party.value))), finding);
    }
}

/// The types that the messages, states and rows of each context are made of; identities aside, which are there to be
/// shared.
fn types_of(on: &On<'_>) -> BTreeMap<ContextId, BTreeSet<TypeId>> {
    let mut used: BTreeMap<ContextId, BTreeSet<TypeId>> = BTreeMap::new();
    for declared in on.fields_of_today() {
        if let (Some(context), Some(ty)) = (declared.context, declared.field.ty.named())
            && !matches!(on.model.types[ty].meaning, Meaning::Identity { .. })
        {
            used.entry(context).or_default().insert(ty);
        }
    }
    used
}
