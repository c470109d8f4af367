//! The canonical text of a shape: what a lock file remembers and compares. Names that only code sees
//! are left out, and so is every order that JSON does not have.

use super::shape::Shape;
use crate::types::{Field, Meaning, Type, TypeId, TypeTable};

/// One line for each field in order of name: `total: {amount: Decimal, currency: enum(EUR|USD)}`, with
/// the unit where there is one.
pub fn lines(types: &TypeTable, shape: &Shape) -> Vec<String> {
    let mut writer = Writer { types, inside: Vec::new() };
    let mut lines: Vec<String> = shape.fields.iter().map(|field| writer.field(field)).collect();
    lines.sort_unstable();
    lines
}

/// The text of one type, with value objects, words and newtypes written out.
pub fn text(types: &TypeTable, ty: &Type) -> String {
    Writer { types, inside: Vec::new() }.ty(ty)
}

struct Writer<'t> {
    types: &'t TypeTable,
    /// The value objects that are being written out: one that contains itself is named inside.
    inside: Vec<TypeId>,
}

impl Writer<'_> {
    fn field(&mut self, field: &Field) -> String {
        let unit = field.unit.as_ref().map(|unit| format!(" (unit: {unit})")).unwrap_or_default();
        format!("{}: {}{unit}", field.name.value, self.ty(&field.ty))
    }

    fn ty(&mut self, ty: &Type) -> String {
        match ty {
            Type::Scalar(scalar) => scalar.name().to_owned(),
            Type::Named(id) => self.named(*id),
            Type::Optional(inner) => format!("{}?", self.ty(inner)),
            Type::List(inner) => format!("list<{}>", self.ty(inner)),
            Type::Set(inner) => format!("set<{}>", self.ty(inner)),
            Type::Map(inner) => format!("map<{}>", self.ty(inner)),
        }
    }

    fn named(&mut self, id: TypeId) -> String {
        let definition = &self.types[id];
        if self.inside.contains(&id) {
            return definition.name.value.clone();
        }
        self.inside.push(id);
        let text = match &definition.meaning {
            Meaning::Identity { scalar, .. } => scalar.name().to_owned(),
            Meaning::Newtype(inner) => self.ty(inner),
            Meaning::Enumeration(words) => {
                let mut names: Vec<&str> =
                    words.values.iter().map(|word| word.name.value.as_str()).collect();
                names.sort_unstable();
                format!("{}({})", if words.open { "open" } else { "enum" }, names.join("|"))
            }
            Meaning::Record(fields) => {
                let mut parts: Vec<String> = fields.iter().map(|field| self.field(field)).collect();
                parts.sort_unstable();
                format!("{{{}}}", parts.join(", "))
            }
        };
        self.inside.pop();
        text
    }
}
