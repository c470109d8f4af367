//! What could stand where something is missing.

use crate::{
    expr::{Fields, Scope},
    types::Type,
};

/// Everything in sight that has exactly that type, as it is written there.
pub(super) fn of_type(scope: &Scope<'_>, wanted: &Type) -> Vec<String> {
    let mut found = Vec::new();
    for (root, fields) in &scope.roots {
        let word = root.word().unwrap_or_default();
        match fields {
            Fields::Declared(fields) => {
                let fitting = fields.iter().filter(|field| field.ty == *wanted);
                let names = fitting.map(|field| field.name.value.as_str());
                if scope.bare == Some(*root) {
                    found.extend(names.map(str::to_owned));
                } else {
                    found.extend(names.map(|name| format!("{word}.{name}")));
                }
            }
            Fields::Given(given) => {
                let fitting = given.iter().filter(|(_, ty)| ty == wanted);
                found.extend(fitting.map(|(name, _)| format!("{word}.{name}")));
            }
            Fields::Single(name, ty) => found.extend((ty == wanted).then(|| name.clone())),
        }
    }
    found
}
