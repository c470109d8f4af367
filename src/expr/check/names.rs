//! What a name means where it stands, and what was probably meant when it means nothing.

use super::Checker;
use crate::{
    diagnostic::{Diagnostic, did_you_mean, rule},
    expr::{
        Expr, ExprKind, Root,
        untyped::{Node, NodeKind, Word},
    },
    types::{Field, Literal, Meaning, Place, Scalar, Type, TypeId},
};

impl Checker<'_, '_> {
    /// A name that stands alone: an element, a field of the message, the target, a word of the
    /// expected enumeration, in this order.
    pub(super) fn name(&mut self, name: &str, node: &Node, hint: Option<&Type>) -> Option<Expr> {
        if let Some(found) = self.known_name(name, node) {
            return Some(found);
        }
        if let Some((id, index)) = self.word_of(hint, name) {
            let literal = Literal::Enum(id, Ok(index));
            return Some(self.made(ExprKind::Literal(literal), Type::Named(id), node));
        }
        self.unknown_name(name, node, hint);
        None
    }

    /// Whether a node says nothing without a hint: a word of an enumeration, an empty list.
    pub(super) fn is_bare_word(&self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Name(name) => self.known_name(name, node).is_none(),
            NodeKind::List(items) => items.iter().all(|item| self.is_bare_word(item)),
            NodeKind::Null => true,
            NodeKind::Conditional(_, yes, no) => self.is_bare_word(yes) && self.is_bare_word(no),
            _ => false,
        }
    }

    /// `x.y`: a field of a root, a word of a named enumeration, or a member of a value.
    pub(super) fn select(&mut self, operand: &Node, word: &Word, node: &Node) -> Option<Expr> {
        if let Some(root) = self.root_of(operand) {
            return self.root_field(root, word, node);
        }
        if let Some(id) = self.type_named(operand) {
            return self.word_of_type(id, word, node);
        }
        let target = self.infer(operand, None)?;
        self.member(target, operand, word, node)
    }

    /// The type that a name or `Context.Name` means.
    pub(super) fn type_called(&self, name: &str) -> Option<TypeId> {
        match name.split_once('.') {
            None => self.scope.types.visible(&self.scope.place, name),
            Some((context, name)) => self.scope.types.at(&Place::Context(context.to_owned()), name),
        }
    }

    fn known_name(&self, name: &str, node: &Node) -> Option<Expr> {
        if let Some(number) = self.elements.iter().rposition(|(element, _)| element == name) {
            let root = Root::Element(u8::try_from(number).unwrap_or(u8::MAX));
            return Some(self.made(ExprKind::Root(root), self.elements[number].1.clone(), node));
        }
        if let Some((root, ty)) = self.scope.bare_field(name) {
            return Some(self.made(ExprKind::Field(root, name.to_owned()), ty.clone(), node));
        }
        let (root, ty) = self.scope.single(name)?;
        Some(self.made(ExprKind::Root(root), ty.clone(), node))
    }

    fn word_of(&self, hint: Option<&Type>, name: &str) -> Option<(TypeId, usize)> {
        let (id, words) = self.scope.types.enumeration(hint?)?;
        let index = words.values.iter().position(|value| value.name.value == name)?;
        Some((id, index))
    }

    fn root_of(&self, operand: &Node) -> Option<Root> {
        let NodeKind::Name(name) = &operand.kind else { return None };
        let is_element = self.elements.iter().any(|(element, _)| element == name);
        self.scope.root(name).filter(|_| !is_element)
    }

    fn root_field(&mut self, root: Root, word: &Word, node: &Node) -> Option<Expr> {
        if let Some(ty) = self.scope.field(root, &word.text) {
            let ty = ty.clone();
            // The stream of an event is no part of what it carries.
            let is_given = root == Root::Event && !self.declares(root, &word.text);
            let kind = if is_given {
                ExprKind::Root(Root::Target)
            } else {
                ExprKind::Field(root, word.text.clone())
            };
            return Some(self.made(kind, ty, node));
        }
        let names: Vec<&str> = self.scope.fields_of(root).map(|(name, _)| name).collect();
        let help = did_you_mean(&word.text, names.iter().copied())
            .unwrap_or_else(|| listed(&format!("`{}` has", root.word().unwrap_or("this")), &names));
        self.unresolved(
            word,
            format!("`{}` has no field `{}`", root.word().unwrap_or("this"), word.text),
            help,
        );
        None
    }

    fn declares(&self, root: Root, name: &str) -> bool {
        use crate::expr::Fields;
        self.scope.roots.iter().any(|(other, fields)| {
            *other == root
                && matches!(fields, Fields::Declared(_))
                && fields.all().any(|(field, _)| field == name)
        })
    }

    fn type_named(&self, operand: &Node) -> Option<TypeId> {
        let named = |name: &str| {
            self.type_called(name)
                .filter(|id| matches!(self.scope.types[*id].meaning, Meaning::Enumeration(_)))
        };
        match &operand.kind {
            NodeKind::Name(name) => {
                self.known_name(name, operand).is_none().then(|| named(name)).flatten()
            }
            NodeKind::Select(context, word) => match &context.kind {
                NodeKind::Name(context) => named(&format!("{context}.{}", word.text)),
                _ => None,
            },
            _ => None,
        }
    }

    fn word_of_type(&mut self, id: TypeId, word: &Word, node: &Node) -> Option<Expr> {
        let ty = Type::Named(id);
        if let Some((id, index)) = self.word_of(Some(&ty), &word.text) {
            return Some(self.made(ExprKind::Literal(Literal::Enum(id, Ok(index))), ty, node));
        }
        self.no_such_word(&ty, word);
        None
    }

    fn member(&mut self, target: Expr, operand: &Node, word: &Word, node: &Node) -> Option<Expr> {
        if target.ty.is_optional() {
            self.absent(&target, &operand.range);
            return None;
        }
        let Some((_, fields)) = self.scope.types.record(&target.ty) else {
            let given = self.type_text(&target.ty);
            let message = format!(
                "`{}` is {given} and has no field `{}`",
                self.source_of(operand),
                word.text
            );
            let help = super::methods::NAMES.contains(&word.text.as_str());
            let help = if help {
                format!("write `{}()`", word.text)
            } else {
                "only value objects have fields".to_owned()
            };
            self.unresolved(word, message, help);
            return None;
        };
        if let Some(field) = fields.iter().find(|field| field.name.value == word.text) {
            let ty = field.ty.clone();
            let kind = ExprKind::Member(Box::new(target), word.text.clone());
            return Some(self.made(kind, ty, node));
        }
        let names: Vec<&str> = fields.iter().map(name_of).collect();
        let owner = self.type_text(&target.ty);
        let help = did_you_mean(&word.text, names.iter().copied())
            .unwrap_or_else(|| listed(&format!("{owner} has"), &names));
        self.unresolved(word, format!("{owner} has no field `{}`", word.text), help);
        None
    }

    fn unknown_name(&mut self, name: &str, node: &Node, hint: Option<&Type>) {
        let word = Word { text: name.to_owned(), range: node.range.clone() };
        if let Some(root) = self.scope.root(name) {
            let fields: Vec<&str> = self.scope.fields_of(root).map(|(field, _)| field).collect();
            let help = listed("say which field:", &fields);
            return self.unresolved(&word, format!("`{name}` is not a value of its own"), help);
        }
        if let Some(ty) = hint.filter(|ty| self.scope.types.enumeration(ty).is_some()) {
            let near = did_you_mean(name, self.scope.bare_names());
            let words = self.words_of(ty);
            if near.is_none() || did_you_mean(name, words.iter().map(String::as_str)).is_some() {
                return self.no_such_word(&ty.clone(), &word);
            }
        }
        let absent = self.scope.absent.filter(|(root, _)| root.word() == Some(name));
        let help = match absent {
            Some((_, why)) => why.to_owned(),
            None => self.help_for_name(name, hint),
        };
        let message = format!("nothing is called `{name}` here");
        self.unresolved(&word, message, help);
    }

    fn help_for_name(&self, name: &str, hint: Option<&Type>) -> String {
        for word in self.scope.root_words() {
            let root = self.scope.root(word);
            if root.is_some_and(|root| self.scope.field(root, name).is_some()) {
                return format!("did you mean `{word}.{name}`?");
            }
        }
        let elements = self.elements.iter().map(|(element, _)| element.as_str());
        let bare: Vec<&str> = elements.chain(self.scope.bare_names()).collect();
        if let Some(help) = did_you_mean(name, bare.iter().copied()) {
            return help;
        }
        let roots = self.scope.root_words();
        if let Some(near) = did_you_mean(name, roots.iter().copied()) {
            return near;
        }
        if hint.is_some_and(|ty| *ty.present() == Scalar::Text.into()) {
            return format!("text needs quotes of its own: `\"'{name}'\"`");
        }
        let all: Vec<&str> = bare.into_iter().chain(roots).collect();
        if all.is_empty() {
            return "an expression can use only literals here".to_owned();
        }
        listed("visible here:", &all)
    }

    fn no_such_word(&mut self, ty: &Type, word: &Word) {
        let words = self.words_of(ty);
        let names: Vec<&str> = words.iter().map(String::as_str).collect();
        let shown = self.type_text(ty.present());
        let help = did_you_mean(&word.text, names.iter().copied())
            .unwrap_or_else(|| listed(&format!("{shown} is"), &names));
        self.unresolved(word, format!("`{}` is no value of {shown}", word.text), help);
    }

    fn words_of(&self, ty: &Type) -> Vec<String> {
        let words = self.scope.types.enumeration(ty).map(|(_, words)| &words.values);
        words.into_iter().flatten().map(|value| value.name.value.clone()).collect()
    }

    /// Reports a name that refers to nothing.
    pub(super) fn unresolved(&mut self, word: &Word, message: String, help: String) {
        let span = self.span(&word.range);
        let finding = Diagnostic::error(rule::UNRESOLVED_REFERENCE, span, message);
        self.out.push(finding.help(help));
    }
}

fn name_of(field: &Field) -> &str {
    &field.name.value
}

/// The first names of a list, after some words.
pub(super) fn listed(before: &str, names: &[&str]) -> String {
    const SHOWN: usize = 8;
    let mut text: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        text.push(format!("and {} more", names.len() - SHOWN));
    }
    format!("{before} {}", text.join(", "))
}
