//! Types that contain themselves by value, which no value could ever fill.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Diagnostic, rule},
    model::resolve::{Work, declare::Declared, level::Home},
    source::Span,
    types::{Meaning, Scalar, Type, TypeId, TypeTable},
};

/// A type that another one holds by value, and where.
#[derive(Debug, Clone)]
struct Part {
    inner: TypeId,
    /// The field that holds it; nothing in a newtype.
    field: Option<String>,
    span: Span,
}

/// Reports every cycle once and cuts it: a newtype in one becomes text, a field that closes one is named in the
/// result and has to be left out.
pub(super) fn cut(declared: &Declared<'_>, work: &mut Work<'_>) -> BTreeSet<(TypeId, String)> {
    let homes: BTreeMap<TypeId, Home> =
        declared.types.iter().map(|declaration| (declaration.id, declaration.home)).collect();
    let parts: BTreeMap<TypeId, Vec<Part>> =
        homes.keys().map(|id| (*id, parts_of(*id, &work.model.types))).collect();
    let mut left_out = BTreeSet::new();
    let mut search = Search { parts: &parts, done: BTreeSet::new() };
    for (id, home) in &homes {
        for cycle in search.cycles_from(*id) {
            home.report(finding(&cycle, &work.model.types), &mut work.out);
            work.broken_types.extend(cycle.iter().map(|(id, _)| *id));
            let Some((last, part)) = cycle.last() else { continue };
            match &part.field {
                Some(field) => {
                    left_out.insert((*last, field.clone()));
                }
                None => {
                    work.model.types.define(*last, Meaning::Newtype(Type::Scalar(Scalar::Text)));
                }
            }
        }
    }
    left_out
}

/// The types that stand inside `id` by value. Lists, sets and maps put an end to a cycle, since they can be empty;
/// an optional value does not, since Rust keeps room for it.
fn parts_of(id: TypeId, types: &TypeTable) -> Vec<Part> {
    let by_value = |ty: &Type| match ty.present() {
        Type::Named(inner) => Some(*inner),
        Type::Scalar(_) | Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => None,
    };
    let definition = &types[id];
    match &definition.meaning {
        Meaning::Newtype(ty) => {
            let span = definition.name.span;
            by_value(ty).map(|inner| Part { inner, field: None, span }).into_iter().collect()
        }
        Meaning::Record(fields) => fields
            .iter()
            .filter_map(|field| {
                let inner = by_value(&field.ty)?;
                Some(Part { inner, field: Some(field.name.value.clone()), span: field.ty_span })
            })
            .collect(),
        Meaning::Identity { .. } | Meaning::Enumeration(_) => Vec::new(),
    }
}

/// A search in depth that keeps its own path, so that deep models do not exhaust the stack.
struct Search<'p> {
    parts: &'p BTreeMap<TypeId, Vec<Part>>,
    done: BTreeSet<TypeId>,
}

impl Search<'_> {
    /// Every cycle that closes on the way from `start`: each type on it with the part that leads on.
    fn cycles_from(&mut self, start: TypeId) -> Vec<Vec<(TypeId, Part)>> {
        let mut cycles = Vec::new();
        // The path: each type with the number of the part that is looked at.
        let mut path: Vec<(TypeId, usize)> = Vec::new();
        let mut open: BTreeMap<TypeId, usize> = BTreeMap::new();
        if !self.done.contains(&start) {
            open.insert(start, 0);
            path.push((start, 0));
        }
        while let Some((id, next)) = path.last_mut() {
            let Some(part) = self.parts.get(id).and_then(|parts| parts.get(*next)) else {
                self.done.insert(*id);
                open.remove(id);
                path.pop();
                continue;
            };
            *next += 1;
            if let Some(from) = open.get(&part.inner) {
                cycles.push(self.along(&path[*from..]));
            } else if !self.done.contains(&part.inner) {
                open.insert(part.inner, path.len());
                path.push((part.inner, 0));
            }
        }
        cycles
    }

    fn along(&self, path: &[(TypeId, usize)]) -> Vec<(TypeId, Part)> {
        let part = |(id, next): &(TypeId, usize)| {
            let part = self.parts.get(id)?.get(next.checked_sub(1)?)?;
            Some((*id, part.clone()))
        };
        path.iter().filter_map(part).collect()
    }
}

fn finding(cycle: &[(TypeId, Part)], types: &TypeTable) -> Diagnostic {
    let mut names: Vec<&str> = cycle.iter().map(|(id, _)| types[*id].name.value.as_str()).collect();
    let first = cycle.first().map(|(id, _)| &types[*id].name);
    let (name, span) = first.map_or(("", Span::default()), |name| (name.value.as_str(), name.span));
    names.push(name);
    let message = format!("`{name}` contains itself: {}", names.join(" → "));
    let finding = Diagnostic::error(rule::INFINITE_TYPE, span, message)
        .help("hold a list of it, or refer to it by an identity");
    cycle.iter().filter(|(_, part)| part.field.is_some()).fold(finding, |finding, (_, part)| {
        let inner = &types[part.inner].name.value;
        finding.related(part.span, format!("`{inner}` is held by value here"))
    })
}
