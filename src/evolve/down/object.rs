//! Undoes the steps about value objects and collections: nest, flatten, wrap and each.

use super::{
    super::hop::{Binding, Input, Member, Operation, Output, Part},
    Exactness, Found, NoWay, Undo, Undone, given, taken, undo_all,
};
use crate::types::{Literal, TypeId};

impl Undo<'_> {
    pub(super) fn nest(&self, from: &[Part], to: &Output, record: TypeId) -> Found {
        let mut parts = from.iter().map(|part| &part.from);
        let lost = parts.find(|from| to.ty.is_optional() && !from.ty.is_optional());
        if let Some(lost) = lost {
            return Err(vec![self.absent(&lost.field, &to.field)]);
        }
        let member = |Part { member, from }: &Part| Member {
            member: member.clone(),
            to: given(from),
            some: false,
        };
        let members = from.iter().map(member).collect();
        Ok(Undone::exact(Operation::Flatten { from: taken(to), record, to: members }))
    }

    pub(super) fn flatten(&self, from: &Input, record: TypeId, to: &[Member]) -> Found {
        if from.ty.is_optional() {
            let why = format!(
                "whether all of `{}` was absent or only its parts were, nobody knows",
                from.field
            );
            let help = "keep the value object, or stop publishing the older version";
            return Err(vec![self.no_way(&from.field, why, help)]);
        }
        let part =
            |Member { member, to, .. }: &Member| Part { member: member.clone(), from: taken(to) };
        let parts = to.iter().map(part).collect();
        Ok(Undone::exact(Operation::Nest { from: parts, to: given(from), record }))
    }

    pub(super) fn wrap(&self, from: &Input, to: &Output, back: Option<&Literal>) -> Found {
        let only = |exactness| {
            let (from, to) = (taken(to), given(from));
            Ok(Undone::new(exactness, vec![Operation::Only { from, to, back: back.cloned() }]))
        };
        match back {
            Some(_) => only(Exactness::Fill),
            None if from.ty.is_optional() => only(Exactness::Exact),
            None => {
                let why = format!("`{}` may hold none or several", to.field);
                let help =
                    "say which value stands for them: `wrap: { from: …, to: …, back: <value> }`";
                Err(vec![self.no_way(&from.field, why, help)])
            }
        }
    }

    pub(super) fn each(
        &self,
        (from, old): (&Input, TypeId),
        (to, new): (&Output, TypeId),
        bindings: &[Binding],
    ) -> Found {
        let inner = undo_all(self.types, bindings, &self.trail)?;
        let exactness = inner.exactness.iter().copied().max().unwrap_or(Exactness::Exact);
        let each = Operation::Each {
            from: taken(to),
            to: given(from),
            old: new,
            new: old,
            bindings: inner.bindings,
        };
        Ok(Undone { operations: vec![each], exactness, partial: inner.partial })
    }

    /// That a new value may be absent where an old one may not.
    pub(super) fn absent(&self, older: &str, newer: &str) -> NoWay {
        let why = format!("`{newer}` may be absent, and `{older}` is required there");
        let help = "make it required in this step and optional in a `widen` step behind it, \
                    which can say `back:`";
        self.no_way(older, why, help)
    }
}
