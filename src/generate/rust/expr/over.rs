//! `exists`, `all`, `filter` and `map` as iterators.

use super::{Emitter, Form, Fragment, Need, names, types};
use crate::{
    expr::{Binary, Expr, ExprKind, Over, Root},
    types::{Scalar, Type},
};

impl Emitter<'_> {
    pub(super) fn over(
        &mut self,
        over: Over,
        items: &Expr,
        number: u8,
        body: &Expr,
        ty: &Type,
    ) -> Fragment {
        if over == Over::Exists
            && let Some(found) = self.contained(items, number, body)
        {
            return found;
        }
        let target = match ty {
            Type::Set(_) => "BTreeSet",
            _ => "Vec",
        };
        let text = match over {
            Over::Exists => self.run("any", items, number, body),
            Over::All => self.run("all", items, number, body),
            Over::Filter => self.narrowed(items, number, body, target),
            Over::Map => {
                let mapped = self.run("map", items, number, body);
                format!("{mapped}.collect::<{target}<_>>()")
            }
        };
        Fragment::value(text)
    }

    /// `items.iter().filter(|item| ..)`
    pub(super) fn filtered(&mut self, items: &Expr, number: u8, body: &Expr) -> String {
        self.run("filter", items, number, body)
    }

    /// The items that fulfil a condition as a collection of their own. One that nobody else needs loses the others in
    /// its place; of any other, those that stay are copied.
    fn narrowed(&mut self, items: &Expr, number: u8, body: &Expr, target: &str) -> String {
        if matches!(items.kind, ExprKind::List(_)) {
            let kept = self.filtered(items, number, body);
            return self.copied(&kept, items, target);
        }
        let owner = self.emit(items, Need::Owned);
        if matches!(owner.form, Form::Movable | Form::Value) {
            let name = self.binding_name(items);
            let test = self.closure("retain", items, number, body);
            return format!("{{ let mut {name} = {}; {name}.{test}; {name} }}", owner.text);
        }
        let test = self.closure("filter", items, number, body);
        self.copied(&format!("{}.iter().{test}", owner.receiver()), items, target)
    }

    fn copied(&self, iterator: &str, items: &Expr, target: &str) -> String {
        let copy = items.ty.element().is_some_and(|ty| types::is_copy(ty, self.types));
        let taken = if copy { "copied" } else { "cloned" };
        format!("{iterator}.{taken}().collect::<{target}<_>>()")
    }

    fn run(&mut self, method: &str, items: &Expr, number: u8, body: &Expr) -> String {
        let receiver = self.looked_through(items);
        format!("{receiver}.iter().{}", self.closure(method, items, number, body))
    }

    /// `method(|item| ..)`
    fn closure(&mut self, method: &str, items: &Expr, number: u8, body: &Expr) -> String {
        let element = items.ty.element().cloned().unwrap_or(Type::Scalar(Scalar::Text));
        let copy = types::is_copy(&element, self.types);
        let reads = body.reads(Root::Element(number));
        let name = self.element_name(items);
        // `filter` lends what `iter` lends: one reference more.
        let marks = match (copy && reads, method) {
            (true, "filter") => "&&",
            (true, _) | (false, "filter") => "&",
            (false, _) => "",
        };
        let pattern = if reads { format!("{marks}{name}") } else { "_".to_owned() };
        let form = if copy { Form::Value } else { Form::Ref };
        let before = (self.elements.len(), self.taken.clone());
        self.elements.truncate(usize::from(number));
        self.elements.push(Fragment::tight(&name, form));
        self.taken.insert(name);
        self.repeated += 1;
        let inner = if method == "map" { self.kept(body) } else { self.looked(body) };
        self.repeated -= 1;
        self.elements.truncate(before.0);
        self.taken = before.1;
        format!("{method}(|{pattern}| {inner})")
    }

    /// What is looked through: an array where the items are written down.
    fn looked_through(&mut self, items: &Expr) -> String {
        let text = self.emit(items, Need::Read).receiver();
        let is_written = matches!(items.kind, ExprKind::List(_));
        match text.strip_prefix("vec!") {
            Some(array) if is_written => array.to_owned(),
            Some(_) | None => text,
        }
    }

    /// `items.exists(item, item == x)` is `items.contains(&x)`.
    fn contained(&mut self, items: &Expr, number: u8, body: &Expr) -> Option<Fragment> {
        let ExprKind::Binary(Binary::Equal, left, right) = &body.kind else { return None };
        let element = ExprKind::Root(Root::Element(number));
        let other = match (left.kind == element, right.kind == element) {
            (true, false) => right,
            (false, true) => left,
            _ => return None,
        };
        let same_type = items.ty.element() == Some(&other.ty);
        (same_type && !other.reads(Root::Element(number))).then(|| self.membership(other, items))
    }

    /// The singular of a collection's name, where it has one: `line` of `lines`.
    fn element_name(&self, items: &Expr) -> String {
        let plural = match &items.kind {
            ExprKind::Field(_, name) | ExprKind::Member(_, name) => names::snake(name),
            _ => String::new(),
        };
        let singular = match plural.strip_suffix("ies") {
            Some(stem) => Some(format!("{stem}y")),
            None => plural.strip_suffix('s').filter(|stem| stem.len() > 1).map(str::to_owned),
        };
        let name = singular.map_or_else(|| "item".to_owned(), |name| names::snake(&name));
        self.free_name(&name)
    }
}
