//! Where the fields of a message get their values: what the model writes, else a field of the same name in sight,
//! else a default.

use std::collections::BTreeMap;

use super::{expressions::mapping, level::Home};
use crate::{
    diagnostic::{Diagnostic, did_you_mean, rule},
    expr::{Conversion, Expr, ExprKind, Fields, Root, Scope},
    model::{Filling, Source},
    source::Span,
    syntax::{At, Entry, Table, ast::MappingDecl},
    types::{Field, Scalar, Type},
};

/// What a message is filled from.
#[derive(Debug)]
pub(super) struct Giver<'m> {
    /// What expressions see.
    pub(super) scope: Scope<'m>,
    /// The roots whose fields are taken by name, the first that has the field wins.
    pub(super) by_name: &'static [Root],
    /// The values that the model writes, by field.
    pub(super) with: BTreeMap<&'m str, &'m Entry<MappingDecl>>,
}

/// The message that is filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taker<'m> {
    /// Its name, for messages.
    pub(super) name: &'m str,
    /// Its fields.
    pub(super) fields: &'m [Field],
    /// Where it is named, which is where a missing value is reported.
    pub(super) span: Span,
    /// The rule that a missing value breaks.
    pub(super) rule: &'static str,
}

impl<'m> Giver<'m> {
    /// A giver that sees `scope`, takes from `by_name`, and writes what stands in the table.
    pub(super) fn new(
        scope: Scope<'m>,
        by_name: &'static [Root],
        with: &'m At<Table<MappingDecl>>,
    ) -> Self {
        let with = with.entries().iter().map(|entry| (entry.name.value.as_str(), entry)).collect();
        Self { scope, by_name, with }
    }

    /// One filling for each field that has a source; what lacks one is reported.
    pub(super) fn fill(
        &self,
        taker: Taker<'_>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Vec<Filling> {
        let fill = |field: &Field| {
            let source = self.source_of(field, taker, home, out)?;
            Some(Filling { field: field.name.value.clone(), source })
        };
        taker.fields.iter().filter_map(fill).collect()
    }

    fn source_of(
        &self,
        field: &Field,
        taker: Taker<'_>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Source> {
        if let Some(entry) = self.with.get(field.name.value.as_str()) {
            let decl = entry.value.as_ref()?;
            return mapping(decl, &self.scope, &field.ty, home, out);
        }
        if let Some(found) = self.by_name(field, taker.span) {
            return Some(Source::ByName(found));
        }
        if field.may_be_left_out() {
            return Some(Source::Default);
        }
        home.report_missing(self.no_value(field, taker), out);
        None
    }

    /// The field of the same name in sight that fits, in the order of the roots.
    pub(super) fn by_name(&self, field: &Field, span: Span) -> Option<Expr> {
        let fits = |(root, ty): (Root, &Type)| {
            let own = expr_of(root, &field.name.value, ty.clone(), span);
            if *ty == field.ty {
                Some(own)
            } else if *ty == *field.ty.present() {
                Some(own.convert(Conversion::Present, field.ty.clone()))
            } else {
                None
            }
        };
        self.in_sight(&field.name.value).find_map(fits)
    }

    /// Every field of that name that is taken by name, with its root and type.
    fn in_sight<'s>(&'s self, name: &'s str) -> impl Iterator<Item = (Root, &'s Type)> + 's {
        self.by_name.iter().flat_map(move |root| {
            self.scope.roots.iter().filter(move |(other, _)| other == root).filter_map(
                move |(_, fields)| match fields {
                    Fields::Declared(fields) => {
                        let found = fields.iter().find(|field| field.name.value == name)?;
                        Some((*root, &found.ty))
                    }
                    Fields::Single(single, ty) => (single == name).then_some((*root, ty)),
                    Fields::Given(_) => None,
                },
            )
        })
    }

    fn no_value(&self, field: &Field, taker: Taker<'_>) -> Diagnostic {
        let name = &field.name.value;
        let message = format!("no value for `{name}` of `{}`", taker.name);
        let finding = Diagnostic::error(taker.rule, taker.span, message)
            .related(field.name.span, "this field needs a value");
        let (types, place) = (&self.scope.types, &self.scope.place);
        if let Some((root, ty)) = self.in_sight(name).next() {
            let root = root.word().unwrap_or("target");
            let (given, wanted) = (types.written(ty, place), types.written(&field.ty, place));
            return finding
                .note(format!("`{name}` of the {root} is {given}, but {wanted} is needed"))
                .help(format!("write `with: {{ {name}: … }}`"));
        }
        let is_time = field.ty == Type::Scalar(Scalar::Timestamp);
        let value = if is_time { "meta.recorded_at" } else { "…" };
        finding.help(format!("write `with: {{ {name}: {value} }}`"))
    }
}

/// The value of a field of a root.
fn expr_of(root: Root, name: &str, ty: Type, span: Span) -> Expr {
    let kind = match root {
        Root::Target | Root::Key | Root::Element(_) => ExprKind::Root(root),
        Root::Command | Root::Event | Root::State | Root::Row | Root::Meta => {
            ExprKind::Field(root, name.to_owned())
        }
    };
    Expr { kind, ty, span }
}

/// Reports every key of a `with` that none of the filled messages has. `others` are further names that the table may
/// give, such as the target.
pub(super) fn check_keys(
    with: &At<Table<MappingDecl>>,
    takers: &[Taker<'_>],
    others: &[String],
    home: Home,
    out: &mut Vec<Diagnostic>,
) {
    for entry in with.entries() {
        let name = entry.name.value.as_str();
        let fields = || takers.iter().flat_map(|taker| taker.fields);
        let is_known = fields().any(|field| field.name.value == name)
            || others.iter().any(|other| other == name);
        if !is_known {
            let names = fields().map(|field| field.name.value.as_str());
            let names = names.chain(others.iter().map(String::as_str));
            let owners: Vec<String> =
                takers.iter().map(|taker| format!("`{}`", taker.name)).collect();
            let message = match owners.as_slice() {
                [] => format!("nothing here has a field `{name}`"),
                [only] => format!("{only} has no field `{name}`"),
                several => format!("none of {} has a field `{name}`", several.join(", ")),
            };
            let finding = Diagnostic::error(rule::UNRESOLVED_REFERENCE, entry.name.span, message)
                .help_if(did_you_mean(name, names));
            home.report(finding, out);
        }
    }
}
