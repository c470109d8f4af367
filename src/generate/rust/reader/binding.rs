//! One step of the model as one `let`.

use super::{
    convert::{self, inside, wrapped},
    need::{Besides, Needed, besides},
    record,
    value::{Types, is_dear},
};
use crate::{
    evolve::{Input, MapOver, Mapping, Member, Operation, Output, Part, Widening},
    generate::rust::{names, types},
    model::Extra,
    types::{Literal, Scalar, Type, TypeId},
};

/// Writes the steps of one function.
pub(super) struct Steps<'s, 'p> {
    pub(super) types: &'s Types<'p>,
    /// What the function was given besides the older value.
    pub(super) at_hand: Besides,
    /// The versions, as in `v1_to_v2`.
    pub(super) prefix: &'s str,
    /// What the value at hand is called, `old` or `new`.
    pub(super) given: &'static str,
}

impl Steps<'_, '_> {
    /// The line of a step; several lines where a match needs them.
    pub(super) fn line(&self, step: &Needed<'_>) -> String {
        let operation = &step.binding.operation;
        let (line, comment) = match self.bound(step) {
            Some(line) => (line, operation.word()),
            None => return self.unchanged(operation),
        };
        format!("{line} // {comment}")
    }

    /// The comment on a step for which Rust has nothing to do.
    fn unchanged(&self, operation: &Operation) -> String {
        let inputs = operation.takes();
        let name = inputs.first().map_or("", |input| &input.field);
        format!("// {}: every {} `{name}` is a valid one", operation.word(), self.given)
    }

    /// The statement; nothing when Rust has nothing to do.
    fn bound(&self, step: &Needed<'_>) -> Option<String> {
        let types = self.types;
        Some(match &step.binding.operation {
            Operation::Nothing(to) => self.annotated(step, to, "None"),
            Operation::Constant { to, value } => self.constant(step, to, value),
            Operation::FromMeta { to, part, how } => {
                self.annotated(step, to, &types.meta(*part, how, self.at_hand))
            }
            Operation::Copy { from, to, how } => {
                let value = types.taken(from, step.again(from));
                self.annotated(step, to, &types.widened(&types.simple(how), &value, &from.ty))
            }
            Operation::Drop { from, .. } => format!("let _ = {};", names::snake(&from.field)),
            Operation::Rename { from, to } => given(to, &types.taken(from, step.again(from))),
            Operation::Widen { from, to, how, .. } => {
                let how = types.simple(how);
                if how == Widening::Same {
                    return None;
                }
                let value = types.taken(from, step.again(from));
                self.annotated(step, to, &types.widened(&how, &value, &from.ty))
            }
            Operation::Fill { from, to, value } => {
                let value = types.literal(value, &to.ty);
                let filled = match value.as_str() {
                    "String::new()" | "Vec::new()" | "BTreeSet::new()" | "BTreeMap::new()" => {
                        "unwrap_or_default()".to_owned()
                    }
                    dear if is_dear(dear) => format!("unwrap_or_else(|| {dear})"),
                    cheap => format!("unwrap_or({cheap})"),
                };
                given(to, &format!("{}.{filled}", types.taken(from, step.again(from))))
            }
            Operation::Map(mapping) => self.mapped(step, mapping),
            Operation::Convert(conversion) => {
                given(&conversion.to, &convert::in_step(types, conversion, step))
            }
            Operation::Nest { from, to, record } => self.nest(step, from, to, *record),
            Operation::Flatten { from, record, to } => self.flatten(step, from, *record, to),
            Operation::Join { from, to, with } => self.join(from, to, with),
            Operation::Split { from, to, at, extra, missing } => {
                self.split(step, to, &cut(from, at, *extra, missing))
            }
            Operation::Wrap { from, to, .. } => self.wrap(step, from, to),
            Operation::Only { from, to, back } => self.only(step, from, to, back.as_ref()),
            Operation::Each { from, to, old, .. } => self.each(step, from, to, *old),
            Operation::Custom { from, to, using } => self.custom(step, from, to, using),
        })
    }

    /// A `let` with its type where nothing else tells it.
    fn annotated(&self, step: &Needed<'_>, to: &Output, value: &str) -> String {
        let open = value == "None"
            || value.contains("collect()")
            || ["Vec::new()", "Set::new()", "Map::new()"].iter().any(|empty| value.contains(empty))
            || value.contains("meta.id()");
        if open && step.read_on(to) {
            let (name, ty) = (names::snake(&to.field), self.types.text(&to.ty));
            format!("let {name}: {ty} = {value};")
        } else {
            given(to, value)
        }
    }

    fn constant(&self, step: &Needed<'_>, to: &Output, value: &Literal) -> String {
        let value = self.types.literal(value, &to.ty);
        // A bare number would be one of 32 bits wherever it is given to something that takes any.
        if innermost(&to.ty) == &Type::Scalar(Scalar::Int) {
            self.annotated_always(step, to, &value)
        } else {
            self.annotated(step, to, &value)
        }
    }

    fn mapped(&self, step: &Needed<'_>, mapping: &Mapping) -> String {
        let name = names::snake(&mapping.from.field);
        let taken = self.types.taken(&mapping.from, step.again(&mapping.from));
        let looked_at = if mapping.lifted { &name } else { &taken };
        let value = match mapping.over {
            MapOver::Bool => self.of_bool(mapping, looked_at),
            MapOver::Text => self.of_text(mapping, looked_at),
            MapOver::Words(id) => self.of_words(mapping, id, looked_at),
        };
        match value {
            Ok(value) if mapping.lifted => {
                given(&mapping.to, &format!("{taken}.map(|{name}| {value})"))
            }
            Ok(value) if mapping.some => given(&mapping.to, &format!("Some({value})")),
            Ok(value) => given(&mapping.to, &value),
            Err(always) if mapping.lifted => {
                given(&mapping.to, &format!("{taken}.map(|_| {always})"))
            }
            Err(always) => {
                let always = if mapping.some { format!("Some({always})") } else { always };
                format!("let _ = {name};\n{}", given(&mapping.to, &always))
            }
        }
    }

    /// The new word; an error is one that every old value becomes.
    fn of_bool(&self, mapping: &Mapping, value: &str) -> Result<String, String> {
        let answer = |old: &str| {
            let case = mapping.cases.iter().find(|(word, _)| word == old).map(|(_, new)| new);
            let word = case.or(mapping.otherwise.as_ref()).map_or("", String::as_str);
            self.answer(mapping, word)
        };
        let (yes, no) = (answer("true"), answer("false"));
        if yes == no { Err(yes) } else { Ok(format!("if {value} {{ {yes} }} else {{ {no} }}")) }
    }

    fn of_text(&self, mapping: &Mapping, value: &str) -> Result<String, String> {
        let otherwise = mapping.otherwise.as_deref().unwrap_or_default();
        let mut arms = Arms::default();
        for (old, new) in mapping.cases.iter().filter(|(_, new)| new != otherwise) {
            arms.add(types::text_literal(old), self.answer(mapping, new));
        }
        let otherwise = self.answer(mapping, otherwise);
        if arms.0.is_empty() {
            return Err(otherwise);
        }
        arms.add("_".to_owned(), otherwise);
        Ok(format!("match {value}.as_str() {}", arms.block()))
    }

    fn of_words(&self, mapping: &Mapping, id: TypeId, value: &str) -> Result<String, String> {
        let mut arms = Arms::default();
        for (old, new) in &mapping.cases {
            let new = self.answer(mapping, new);
            arms.add(self.types.variant(id, old), new);
        }
        if self.types.is_open(id) {
            let old = self.types.name(id);
            if let Some(word) = &mapping.otherwise {
                arms.add(format!("{old}::Unknown(_)"), self.answer(mapping, word));
            } else if let MapOver::Words(new) = mapping.gives {
                let new = self.types.name(new);
                arms.add(format!("{old}::Unknown(word)"), format!("{new}::Unknown(word)"));
            }
        }
        if let [(_, always)] = arms.0.as_slice()
            && !always.ends_with("(word)")
        {
            return Err(always.clone());
        }
        if mapping.gives == MapOver::Bool {
            let yes = arms.0.iter().find(|(_, answer)| answer == "true");
            let yes = yes.map(|(patterns, _)| patterns.join(" | ")).unwrap_or_default();
            return Ok(format!("matches!({value}, {yes})"));
        }
        Ok(format!("match {value} {}", arms.block()))
    }

    /// What comes out of a mapping for one of its answers.
    fn answer(&self, mapping: &Mapping, word: &str) -> String {
        match mapping.gives {
            MapOver::Words(id) => self.types.variant(id, word),
            MapOver::Text => types::owned_text(word),
            MapOver::Bool => word.to_owned(),
        }
    }

    fn nest(&self, step: &Needed<'_>, from: &[Part], to: &Output, id: TypeId) -> String {
        let part = |Part { member, from }: &Part| {
            (names::snake(member), self.types.taken(from, step.again(from)))
        };
        let parts: Vec<_> = from.iter().map(part).collect();
        let value = record(&self.types.name(id), &parts);
        given(to, &if to.ty.is_optional() { format!("Some({value})") } else { value })
    }

    fn flatten(&self, step: &Needed<'_>, from: &Input, id: TypeId, to: &[Member]) -> String {
        let name = names::snake(&from.field);
        let wanted: Vec<_> = to.iter().filter(|member| step.wants(&member.to)).collect();
        let bound = |member: &&Member| {
            let field = names::snake(&member.member);
            let variable =
                if from.ty.is_optional() { field.clone() } else { names::snake(&member.to.field) };
            if field == variable { field } else { format!("{field}: {variable}") }
        };
        let mut parts: Vec<_> = wanted.iter().map(bound).collect();
        if wanted.len() < to.len() {
            parts.push("..".to_owned());
        }
        let pattern = match parts.as_slice() {
            [] => format!("{} {{}}", self.types.name(id)),
            parts => format!("{} {{ {} }}", self.types.name(id), parts.join(", ")),
        };
        if !from.ty.is_optional() {
            return format!("let {pattern} = {name};");
        }
        let variables: Vec<_> =
            wanted.iter().map(|member| names::snake(&member.to.field)).collect();
        let values: Vec<_> = wanted
            .iter()
            .map(|member| {
                let value = names::snake(&member.member);
                if member.some { format!("Some({value})") } else { value }
            })
            .collect();
        match (wanted.as_slice(), variables.as_slice()) {
            ([], _) => format!("let _ = {name};"),
            ([member], [variable]) => {
                let method = if member.some { "map" } else { "and_then" };
                let value = names::snake(&member.member);
                format!("let {variable} = {name}.{method}(|{name}| {name}.{value});")
            }
            (several, variables) => {
                let nothing = vec!["None"; several.len()].join(", ");
                let (variables, values) = (variables.join(", "), values.join(", "));
                format!("let ({variables}) = {name}.map_or(({nothing}), |{pattern}| ({values}));")
            }
        }
    }

    fn join(&self, from: &[Input], to: &Output, with: &str) -> String {
        let is_optional = |input: &Input| input.ty.is_optional();
        let with = types::text_literal(with);
        let value = if from.iter().any(is_optional) {
            let part = |input: &Input| {
                let name = names::snake(&input.field);
                match (is_optional(input), input.unwrap.is_empty()) {
                    (false, _) => format!("Some(&{})", inside(input, &name)),
                    (true, true) => format!("{name}.as_deref()"),
                    (true, false) => {
                        let text = inside(input, "value");
                        format!("{name}.as_ref().map(|value| {text}.as_str())")
                    }
                }
            };
            let parts: Vec<_> = from.iter().map(part).collect();
            format!("convert::join_present([{}], {with})", parts.join(", "))
        } else {
            let part = |input: &Input| format!("&{}", inside(input, &names::snake(&input.field)));
            let parts: Vec<_> = from.iter().map(part).collect();
            format!("convert::join([{}], {with})", parts.join(", "))
        };
        given(to, &wrapped(self.types, &to.wrap, &value))
    }

    fn split(&self, step: &Needed<'_>, to: &[Output], call: &str) -> String {
        let name = |to: &Output| {
            if step.wants(to) { names::snake(&to.field) } else { "_".to_owned() }
        };
        let variables: Vec<_> = to.iter().map(name).collect();
        let mut lines = vec![format!("let [{}] = {call};", variables.join(", "))];
        for to in to.iter().filter(|to| !to.wrap.is_empty() && step.wants(to)) {
            lines.push(given(to, &wrapped(self.types, &to.wrap, &names::snake(&to.field))));
        }
        lines.join("\n")
    }

    fn wrap(&self, step: &Needed<'_>, from: &Input, to: &Output) -> String {
        let value = self.types.taken(from, step.again(from));
        let value = match (&to.ty, from.ty.is_optional()) {
            (_, true) => format!("{value}.into_iter().collect()"),
            (Type::Set(_), false) => format!("BTreeSet::from([{value}])"),
            (_, false) => format!("vec![{value}]"),
        };
        self.annotated(step, to, &value)
    }

    fn only(&self, step: &Needed<'_>, from: &Input, to: &Output, back: Option<&Literal>) -> String {
        let only = format!("convert::only({})", self.types.taken(from, step.again(from)));
        let Some(back) = back else { return given(to, &only) };
        let instead = self.types.literal(back, &to.ty);
        let method = if to.ty.is_optional() { "or" } else { "unwrap_or" };
        let value = if is_dear(&instead) {
            format!("{only}.{method}_else(|| {instead})")
        } else {
            format!("{only}.{method}({instead})")
        };
        given(to, &value)
    }

    fn each(&self, step: &Needed<'_>, from: &Input, to: &Output, old: TypeId) -> String {
        let needed = besides(&step.binding.operation);
        let function = element_function(self.types, self.prefix, old);
        let item = item_name(self.types, old);
        let argument = self.types.around.argument(self.at_hand, needed);
        let call = format!("{function}({item}{argument})");
        let map = matches!(from.ty.present(), Type::Map(_));
        let each = match (map, needed) {
            (true, Besides::Stored) => format!("|(key, {item})| Ok((key, {call}?))"),
            (true, Besides::Nothing | Besides::Meta) => format!("|(key, {item})| (key, {call})"),
            (false, Besides::Nothing) => function,
            (false, Besides::Meta | Besides::Stored) => format!("|{item}| {call}"),
        };
        let collect = match (map, needed) {
            (true, Besides::Stored) => "collect::<Result<_, kernel::ReadError>>()",
            (false, Besides::Stored) => "collect::<Result<_, _>>()",
            (_, Besides::Nothing | Besides::Meta) => "collect()",
        };
        let value = self.types.taken(from, step.again(from));
        let fails = if needed == Besides::Stored { "?" } else { "" };
        if from.ty.is_optional() {
            let name = names::snake(&from.field);
            let transpose = if needed == Besides::Stored { ".transpose()?" } else { "" };
            let inner = format!("{name}.into_iter().map({each}).{collect}");
            return self.annotated_always(
                step,
                to,
                &format!("{value}.map(|{name}| {inner}){transpose}"),
            );
        }
        let value = format!("{value}.into_iter().map({each}).{collect}{fails}");
        if fails.is_empty() {
            self.annotated(step, to, &value)
        } else {
            self.annotated_always(step, to, &value)
        }
    }

    fn annotated_always(&self, step: &Needed<'_>, to: &Output, value: &str) -> String {
        if step.read_on(to) {
            format!("let {}: {} = {value};", names::snake(&to.field), self.types.text(&to.ty))
        } else {
            given(to, value)
        }
    }

    fn custom(&self, step: &Needed<'_>, from: &[Input], to: &[Output], using: &str) -> String {
        let arguments: Vec<_> =
            from.iter().map(|input| self.types.taken(input, step.again(input))).collect();
        let variable = |to: &Output| {
            if step.wants(to) { names::snake(&to.field) } else { "_".to_owned() }
        };
        let variables: Vec<_> = to.iter().map(variable).collect();
        let bound = match variables.as_slice() {
            [one] => one.clone(),
            several => format!("({})", several.join(", ")),
        };
        format!("let {bound} = hooks::{}({});", names::snake(using), arguments.join(", "))
    }
}

/// The function that reads one element of a collection.
pub(super) fn element_function(types: &Types<'_>, prefix: &str, old: TypeId) -> String {
    format!("{prefix}_{}", names::file(&types.table[old].name.value))
}

/// What one element is called.
fn item_name(types: &Types<'_>, old: TypeId) -> String {
    let name = names::snake(&types.table[old].name.value);
    if name == "key" || types.around.has(&name) { "item".to_owned() } else { name }
}

/// The type inside optionals and collections.
fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::Optional(inner) | Type::List(inner) | Type::Set(inner) | Type::Map(inner) => {
            innermost(inner)
        }
        Type::Scalar(_) | Type::Named(_) => ty,
    }
}

fn given(to: &Output, value: &str) -> String {
    let name = names::snake(&to.field);
    format!("let {name} = {value};")
}

fn cut(from: &Input, at: &str, extra: Extra, missing: &str) -> String {
    let extra = match extra {
        Extra::First => "First",
        Extra::Last => "Last",
        Extra::Drop => "Drop",
    };
    format!(
        "convert::split(&{}, {}, convert::Extra::{extra}, {})",
        inside(from, &names::snake(&from.field)),
        types::text_literal(at),
        types::text_literal(missing)
    )
}

/// Arms of a match, those with the same result together, in order of first mention.
#[derive(Default)]
struct Arms(Vec<(Vec<String>, String)>);

impl Arms {
    fn add(&mut self, pattern: String, result: String) {
        match self.0.iter_mut().find(|(_, known)| *known == result) {
            Some((patterns, _)) => patterns.push(pattern),
            None => self.0.push((vec![pattern], result)),
        }
    }

    fn block(&self) -> String {
        let arms = self
            .0
            .iter()
            .map(|(patterns, result)| format!("{} => {result},", patterns.join(" | ")));
        format!("{{\n{}\n}}", arms.collect::<Vec<_>>().join("\n"))
    }
}
