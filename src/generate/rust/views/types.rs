//! Declared types: enumerations, newtypes and value objects, and where they are generated.

use serde::Serialize;

use super::{World, field};
use crate::{
    generate::rust::{docs, names, types},
    types::{Definition, Meaning, Place, Type},
};

/// No type of the language holds a float, so every value can be compared and ordered.
const VALUE_DERIVES: &str =
    "Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize";

/// What several contexts speak of.
#[derive(Debug, Serialize)]
pub(super) struct SharedView {
    ids: Vec<IdentityView>,
    types: Vec<TypeView>,
}

/// The identity of an aggregate.
#[derive(Debug, Serialize)]
struct IdentityView {
    name: String,
    aggregate: String,
    context: String,
    inner: &'static str,
}

/// A declared type.
#[derive(Debug, Serialize)]
pub(super) struct TypeView {
    kind: &'static str,
    name: String,
    docs: Vec<String>,
    open: bool,
    values: Vec<ValueView>,
    inner: String,
    /// How serde reads what is inside.
    read: Vec<String>,
    derives: &'static str,
    fields: Vec<field::FieldView>,
}

/// A word of an enumeration.
#[derive(Debug, Serialize)]
struct ValueView {
    name: String,
    word: String,
    docs: Vec<String>,
}

/// The identities of all aggregates, the types of the model's top level, and every other type that a type or message
/// of another context uses.
pub(super) fn shared(world: &World<'_>) -> SharedView {
    let definitions = || world.plan.types.iter().map(|(_, definition)| definition);
    let ids =
        definitions().filter_map(|definition| match (&definition.meaning, &definition.place) {
            (Meaning::Identity { aggregate, scalar }, Place::Context(context)) => {
                Some(IdentityView {
                    name: names::pascal(&definition.name.value),
                    aggregate: aggregate.clone(),
                    context: context.clone(),
                    inner: types::scalar_type(*scalar),
                })
            }
            _ => None,
        });
    SharedView { ids: ids.collect(), types: declared(world, |id, _| world.shared.contains(&id)) }
}

/// The types that a context keeps to itself.
pub(super) fn own(world: &World<'_>, context: &str) -> Vec<TypeView> {
    let home = Place::Context(context.to_owned());
    let own = world.plan.types.of(&home).into_iter().filter(|id| !world.shared.contains(id));
    own.filter_map(|id| of(world, &world.plan.types[id])).collect()
}

fn declared(
    world: &World<'_>,
    wanted: impl Fn(crate::types::TypeId, &Definition) -> bool,
) -> Vec<TypeView> {
    let of_model = world
        .plan
        .types
        .iter()
        .filter(|(_, definition)| !matches!(definition.place, Place::Version { .. }));
    of_model
        .filter(|(id, definition)| wanted(*id, definition))
        .filter_map(|(_, definition)| of(world, definition))
        .collect()
}

/// A declared type as templates see it; nothing for an identity.
pub(super) fn of(world: &World<'_>, definition: &Definition) -> Option<TypeView> {
    let name = &definition.name.value;
    let mut view = TypeView {
        kind: "",
        name: names::pascal(name),
        docs: docs::lines(name, &definition.info),
        open: false,
        values: Vec::new(),
        inner: String::new(),
        read: Vec::new(),
        derives: "",
        fields: Vec::new(),
    };
    match &definition.meaning {
        Meaning::Identity { .. } => return None,
        Meaning::Newtype(inner) => {
            // Only what is a text or number has a text of its own, and only that is told by the macro.
            let is_plain = matches!(inner, Type::Scalar(_))
                || matches!(inner, Type::Named(_)) && types::is_copy(inner, &world.plan.types);
            view.kind = if is_plain { "newtype" } else { "wrapper" };
            view.derives = VALUE_DERIVES;
            view.inner = types::rust_type(inner, &world.plan.types);
            view.read = field::serde([types::read_with(inner)]);
        }
        Meaning::Enumeration(words) => {
            view.kind = "enumeration";
            view.open = words.open;
            view.values = words
                .values
                .iter()
                .map(|value| ValueView {
                    name: names::pascal(&value.name.value),
                    word: format!("{:?}", value.name.value),
                    docs: match &value.info.description {
                        Some(_) => docs::lines(&value.name.value, &value.info),
                        None => vec![format!("`{}`", value.name.value)],
                    },
                })
                .collect();
        }
        Meaning::Record(fields) => {
            view.kind = "record";
            view.derives = VALUE_DERIVES;
            view.fields = field::all(world, fields);
        }
    }
    Some(view)
}
