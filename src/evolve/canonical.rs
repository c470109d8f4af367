//! The canonical text of a shape, as people compare it.

use super::{
    form::{Form, Record},
    shape::Shape,
};
use crate::types::{Type, TypeTable};

/// One line for each field in order of name: `total: {amount: Decimal, currency: enum(EUR|USD)}`, with
/// the unit and the protection where there are any.
pub fn lines(types: &TypeTable, shape: &Shape) -> Vec<String> {
    Record::of(types, &shape.fields).lines().collect()
}

/// The text of one type, with value objects, words and newtypes written out.
pub fn text(types: &TypeTable, ty: &Type) -> String {
    Form::of(types, ty).to_string()
}
