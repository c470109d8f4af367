//! Declares types and identities. What they mean is read when all their names are known.

use super::{Declaration, Spot, Walk};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::resolve::{info::info_of, level::Home},
    source::{Span, Spanned},
    syntax::{
        At, Entry, Table,
        ast::{AggregateDecl, Common, Identity, TypeDecl},
    },
    types::{Definition, Info, Meaning, Place, Scalar, Type, TypeId},
};

impl<'d> Walk<'_, 'd> {
    pub(super) fn types(&mut self, types: &'d At<Table<TypeDecl>>, place: &Place, home: Home) {
        for entry in types.entries() {
            let info = entry
                .value
                .as_ref()
                .and_then(common_of)
                .map_or_else(Info::default, |common| info_of(common, home.draft));
            let home = home.inside(info.draft);
            let definition = Definition {
                name: entry.name.clone(),
                place: place.clone(),
                info,
                meaning: Meaning::Newtype(Type::Scalar(Scalar::Text)),
            };
            let id = self.define(definition, (types.mapping(), "type"), home);
            if let (Some(id), Some(decl)) = (id, &entry.value) {
                self.declared.types.push(Declaration { id, home, decl });
            }
        }
    }

    /// The type of the identity of an aggregate: its name and `Id`.
    pub(super) fn identity(
        &mut self,
        entry: &Entry<AggregateDecl>,
        decl: &AggregateDecl,
        place: &Place,
        spot: Spot,
    ) -> TypeId {
        let name = format!("{}Id", entry.name.value);
        let scalar = match decl.identity.get() {
            Some(Identity::Text) => Scalar::Text,
            Some(Identity::Int) => Scalar::Int,
            Some(Identity::Uuid) | None => Scalar::Uuid,
        };
        let known = self.model.types.at(place, &name);
        known.unwrap_or_else(|| {
            let definition = Definition {
                name: Spanned::new(name, entry.name.span),
                place: place.clone(),
                info: Info::default(),
                meaning: Meaning::Identity { aggregate: entry.name.value.clone(), scalar },
            };
            let id = self.model.types.declare(definition).unwrap_or_else(|first| first);
            self.type_tables.insert(id, spot.table);
            id
        })
    }

    fn define(
        &mut self,
        definition: Definition,
        (table, kind): (Option<Span>, &str),
        home: Home,
    ) -> Option<TypeId> {
        let name = definition.name.clone();
        if Scalar::of(&name.value).is_some()
            || matches!(name.value.as_str(), "list" | "set" | "map")
        {
            let message = format!("`{}` is a type of the language", name.value);
            let finding = Diagnostic::error(rule::DUPLICATE_NAME, name.span, message)
                .help("choose another name");
            home.report(finding, self.out);
            return None;
        }
        match self.model.types.declare(definition) {
            Ok(id) => {
                self.type_tables.insert(id, table);
                Some(id)
            }
            Err(first) => {
                if self.type_tables.get(&first) != Some(&table) {
                    let earlier = &self.model.types[first];
                    let label = match &earlier.meaning {
                        Meaning::Identity { aggregate, .. } => {
                            format!("the identity of `{aggregate}` has this name")
                        }
                        Meaning::Newtype(_) | Meaning::Enumeration(_) | Meaning::Record(_) => {
                            "first declared here".to_owned()
                        }
                    };
                    let message = format!("{kind} `{}` is declared twice", name.value);
                    let finding = Diagnostic::error(rule::DUPLICATE_NAME, name.span, message)
                        .label("declared again here")
                        .related(earlier.name.span, label)
                        .help("rename one of the two, or remove it");
                    home.report(finding, self.out);
                }
                None
            }
        }
    }
}

fn common_of(decl: &TypeDecl) -> Option<&Common> {
    match decl {
        TypeDecl::Alias(_) | TypeDecl::Values(_) => None,
        TypeDecl::Newtype(decl) => Some(&decl.common),
        TypeDecl::Enum(decl) => Some(&decl.common),
        TypeDecl::ValueObject(decl) => Some(&decl.common),
    }
}
