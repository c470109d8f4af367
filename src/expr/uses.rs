//! What an expression reads: which fields of which message, state or row, and how often.

use std::collections::BTreeMap;

use super::{Expr, ExprKind, Root};

/// How often each field of each root is read; the field is absent where the root itself is read.
pub type Uses = BTreeMap<(Root, Option<String>), usize>;

impl Expr {
    /// Everything that the expression reads.
    pub fn uses(&self) -> Uses {
        let mut found = Uses::new();
        self.visit(&mut |part| match &part.kind {
            ExprKind::Root(root) => *found.entry((*root, None)).or_default() += 1,
            ExprKind::Field(root, field) => {
                *found.entry((*root, Some(field.clone()))).or_default() += 1;
            }
            _ => {}
        });
        found
    }

    /// The fields of a root that the expression reads, each once, in alphabetical order.
    pub fn fields_of(&self, root: Root) -> Vec<String> {
        let uses = self.uses().into_keys();
        uses.filter(|(other, _)| *other == root).filter_map(|(_, field)| field).collect()
    }

    /// Whether the expression reads a root or any of its fields.
    pub fn reads(&self, root: Root) -> bool {
        self.uses().keys().any(|(other, _)| *other == root)
    }

    /// Visits the expression and each of its parts, outermost first, in the order of the text.
    pub fn visit<'e>(&'e self, look: &mut dyn FnMut(&'e Self)) {
        look(self);
        for part in self.parts() {
            part.visit(look);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::samples::Sample;

    #[test]
    fn reads_are_counted_by_field() {
        let sample = Sample::new();
        let text = "state.balance < amount && has(note) && account == event.stream_id \
             && state.lines.exists(line, line.price.amount > amount)";
        let found = sample.expr(text, None);
        let counted: Vec<_> = found.uses().into_iter().collect();
        let field = |root, name: &str, count| ((root, Some(name.to_owned())), count);
        let expected = [
            field(Root::Command, "amount", 2),
            field(Root::Command, "note", 1),
            field(Root::State, "balance", 1),
            field(Root::State, "lines", 1),
            ((Root::Target, None), 2),
            ((Root::Element(0), None), 1),
        ];
        assert_eq!(counted, expected);
        assert_eq!(found.fields_of(Root::State), ["balance", "lines"]);
        assert!(!found.reads(Root::Meta));
    }
}
