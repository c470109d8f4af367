//! The functions that read one version as the next, and those for the elements of their collections.

use std::collections::BTreeSet;

use super::{
    binding::{Steps, element_function},
    need::{self, Besides, Needed},
    record,
    value::Types,
};
use crate::{
    evolve::Operation,
    generate::rust::{docs, names},
    types::{Field, Meaning, TypeId},
};

/// A function of steps.
pub(super) struct Block<'b, 'p> {
    pub(super) name: String,
    pub(super) docs: String,
    /// What the value at hand is called.
    pub(super) given: &'static str,
    /// The struct at hand and its fields.
    pub(super) from: (String, Vec<String>),
    /// The struct that it becomes and its fields.
    pub(super) to: (String, Vec<String>),
    pub(super) steps: &'b [Needed<'p>],
    pub(super) besides: Besides,
}

impl Block<'_, '_> {
    /// The function, followed by those that it calls for elements.
    pub(super) fn write(&self, types: &Types<'_>, hooks: &mut BTreeSet<String>) -> String {
        let steps = Steps { types, at_hand: self.besides, prefix: &self.name, given: self.given };
        let lines: String = self.steps.iter().map(|step| steps.line(step) + "\n").collect();
        let (from, fields) = &self.from;
        let (to, given) = &self.to;
        let taken = shorthand(from, fields);
        let value = shorthand(to, given);
        let (result, value) = match self.besides {
            Besides::Stored => (format!("Result<{to}, kernel::ReadError>"), format!("Ok({value})")),
            Besides::Nothing | Besides::Meta => (to.clone(), value),
        };
        let docs = format!("/// {}\n", docs::wrapped(&self.docs).join("\n/// "));
        let mut text = format!(
            "\n{docs}fn {name}({given}: {from}{besides}) -> {result} {{\n\
             let {taken} = {given};\n{lines}{value}\n}}\n",
            name = self.name,
            given = self.given,
            besides = types.around.parameter(self.besides)
        );
        for step in self.steps {
            if let Operation::Custom { using, .. } = &step.binding.operation {
                hooks.insert(using.clone());
            }
            text.push_str(&self.element(types, step, hooks));
        }
        text
    }

    /// The function for the elements of a collection.
    fn element(
        &self,
        types: &Types<'_>,
        step: &Needed<'_>,
        hooks: &mut BTreeSet<String>,
    ) -> String {
        let Operation::Each { from, old, new, bindings, .. } = &step.binding.operation else {
            return String::new();
        };
        let newer = fields_of(types, *new);
        let wanted = newer.iter().map(|field| field.name.value.as_str());
        let (steps, _) = need::steps(bindings, wanted, true);
        let versions = self.docs.split([':', '.', ',']).next().unwrap_or_default();
        let names =
            |fields: &[Field]| fields.iter().map(|field| names::snake(&field.name.value)).collect();
        let block = Block {
            name: element_function(types, &self.name, *old),
            docs: format!("{versions}, one element of `{}`.", from.field),
            given: self.given,
            from: (types.name(*old), names(fields_of(types, *old))),
            to: (types.name(*new), names(newer)),
            besides: need::besides(&step.binding.operation),
            steps: &steps,
        };
        block.write(types, hooks)
    }
}

fn shorthand(name: &str, fields: &[String]) -> String {
    let fields: Vec<_> = fields.iter().map(|field| (field.clone(), field.clone())).collect();
    record(name, &fields)
}

fn fields_of<'p>(types: &Types<'p>, id: TypeId) -> &'p [Field] {
    match &types.table[id].meaning {
        Meaning::Record(fields) => fields,
        Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Enumeration(_) => &[],
    }
}
