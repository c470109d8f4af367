//! Names that cannot be identifiers of Rust, and names that become one identifier, one file or one stored type.

use std::{borrow::Cow, collections::BTreeMap};

use super::{Work, level::Home, names::Owner};
use crate::{
    case,
    diagnostic::{Diagnostic, rule},
    model::{Aggregate, CommandId, ContextId, Decision, Event, Model, Outcome, Row},
    source::Spanned,
    types::{Field, Level, Meaning, Place},
};

/// Crates that a generated workspace has, one of them for each kind of store.
const CRATES: &[&str] = &["app", "kernel", "service", "shared", "store_postgres", "store_sqlite"];

/// What becomes a module, and so a file.
const MODULE: &str = "module";

/// Modules that every generated context has.
const MODULES: &[&str] =
    &["foreign", "generated", "hooks", "lib", "policies", "read_models", "sagas", "types"];

/// Checks every name of the model, once everything in it is known.
pub(super) fn check(work: &mut Work<'_>) {
    let mut checks = Checks { model: &work.model, out: &mut work.out };
    let mut contexts = Names::new("crate", CRATES);
    for context in work.model.contexts.values() {
        let home = home_of(None, context.level);
        contexts.check(&context.name, "a context", home, checks.out);
    }
    checks.model();
    checks.around();
    checks.types();
    for id in work.model.contexts.ids() {
        checks.context(id);
    }
    checks.stored_names();
    checks.stream_names();
}

struct Checks<'m> {
    model: &'m Model,
    out: &'m mut Vec<Diagnostic>,
}

/// The names that share one namespace of the generated code.
struct Names<'m> {
    /// What they become: "module", "type".
    what: &'static str,
    taken: &'static [&'static str],
    seen: BTreeMap<Cow<'m, str>, &'m Spanned<String>>,
}

impl<'m> Names<'m> {
    fn new(what: &'static str, taken: &'static [&'static str]) -> Self {
        Self { what, taken, seen: BTreeMap::new() }
    }

    /// Checks one name. The same name twice is reported elsewhere or means the same.
    fn check(
        &mut self,
        name: &'m Spanned<String>,
        kind: &str,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) {
        if !is_identifier(&name.value) {
            home.report(no_identifier(name, kind), out);
            return;
        }
        let snake = case::snake(&name.value);
        if self.what == MODULE && matches!(snake.as_ref(), "super" | "crate") {
            home.report(no_identifier(name, kind), out);
            return;
        }
        if self.taken.contains(&snake.as_ref()) {
            let rust = self.spelled(&snake);
            let message = format!(
                "`{}` becomes the {} `{rust}`, which the generated code has anyway",
                name.value, self.what
            );
            let finding = Diagnostic::error(rule::NAME_COLLISION, name.span, message)
                .help("choose another name");
            home.report(finding, out);
            return;
        }
        match self.seen.get(&snake) {
            Some(first) if first.value != name.value => {
                let rust = self.spelled(&snake);
                let message = format!(
                    "`{}` and `{}` both become the {} `{rust}`",
                    first.value, name.value, self.what
                );
                let finding = Diagnostic::error(rule::NAME_COLLISION, name.span, message)
                    .related(first.span, "the other one")
                    .help("choose a name that differs in more than case");
                home.report(finding, out);
            }
            Some(_) => {}
            None => {
                self.seen.insert(snake, name);
            }
        }
    }

    /// A name as code has it.
    fn spelled<'n>(&self, snake: &'n str) -> Cow<'n, str> {
        if self.what == "type" { case::upper_camel(snake) } else { Cow::Borrowed(snake) }
    }
}

impl Checks<'_> {
    /// The model names the program, packages and files of the generated workspace.
    fn model(&mut self) {
        let name = &self.model.name;
        if !name.value.is_empty() && !case::is_kebab(&name.value) {
            let message = format!("`{}` cannot name a model", name.value);
            let finding = Diagnostic::error(rule::INVALID_IDENTIFIER, name.span, message).help(
                "write lower-case letters, digits and single hyphens, a letter first, as in `coffee-shop`",
            );
            home_of(None, self.model.level).report(finding, self.out);
        }
    }

    fn around(&mut self) {
        let home = home_of(None, self.model.level);
        let (mut actors, mut systems) = (Names::new("name", &[]), Names::new("name", &[]));
        for actor in self.model.actors.values() {
            actors.check(&actor.name, "an actor", home, self.out);
        }
        for system in self.model.systems.values() {
            systems.check(&system.name, "an external system", home, self.out);
            let (mut commands, mut events) = (Names::new("type", &[]), Names::new("type", &[]));
            for id in &system.handles {
                let command = &self.model.commands[*id];
                commands.check(&command.name, "a command", home, self.out);
                self.fields(&command.fields, home);
            }
            for id in &system.emits {
                let event = &self.model.events[*id];
                events.check(&event.name, "an event", home, self.out);
                self.fields(&event.fields, home);
            }
        }
    }

    fn types(&mut self) {
        let levels: BTreeMap<&str, _> = self
            .model
            .contexts
            .values()
            .map(|context| (context.name.value.as_str(), context.level))
            .collect();
        let mut places: BTreeMap<&Place, Names<'_>> = BTreeMap::new();
        for (_, definition) in self.model.types.iter() {
            let level = match &definition.place {
                Place::Context(name) => levels.get(name.as_str()).copied(),
                Place::Shared | Place::Version { .. } => None,
            };
            let home = home_of(None, level.unwrap_or(self.model.level));
            if let Meaning::Identity { .. } = definition.meaning {
                // A bad name is reported at the aggregate.
                if !is_identifier(&definition.name.value) {
                    continue;
                }
            }
            let names = places.entry(&definition.place).or_insert_with(|| Names::new("type", &[]));
            names.check(&definition.name, "a type", home, self.out);
            match &definition.meaning {
                Meaning::Enumeration(enumeration) => {
                    let mut words = Names::new("value", &[]);
                    for value in &enumeration.values {
                        words.check(&value.name, "a value", home, self.out);
                    }
                }
                Meaning::Record(fields) => self.fields(fields, home),
                Meaning::Identity { .. } | Meaning::Newtype(_) => {}
            }
        }
    }

    fn fields(&mut self, fields: &[Field], home: Home) {
        for field in fields {
            let name = field.name.value.as_str();
            if !is_identifier(name) || name.contains('-') || matches!(name, "super" | "crate") {
                home.report(no_identifier(&field.name, "a field"), self.out);
            }
        }
    }

    fn context(&mut self, id: ContextId) {
        let (model, context) = (self.model, &self.model.contexts[id]);
        let home = home_of(Some(id), context.level);
        let (mut aggregates, mut commands) = (Names::new(MODULE, MODULES), Names::new("type", &[]));
        let (mut events, mut policies) = (Names::new(MODULE, &[]), Names::new("type", &[]));
        let owned = context.aggregates.iter().map(|id| &model.aggregates[*id]);
        for aggregate in owned.clone() {
            aggregates.check(&aggregate.name, "an aggregate", home, self.out);
            self.fields(&aggregate.state, home);
            self.rejections(&aggregate.commands, home);
        }
        let all_commands = owned.clone().flat_map(|owner| &owner.commands).chain(&context.commands);
        for command in all_commands.map(|id| &model.commands[*id]) {
            commands.check(&command.name, "a command", home, self.out);
            self.fields(&command.fields, home);
        }
        for event in owned.flat_map(|owner| &owner.events).chain(&context.events) {
            let event = &model.events[*event];
            events.check(&event.name, "an event", home, self.out);
            self.fields(&event.fields, home);
        }
        for policy in &context.policies {
            policies.check(&model.policies[*policy].name, "a policy", home, self.out);
        }
        self.processes(id, home);
        self.read_models(id, home);
    }

    fn rejections(&mut self, commands: &[CommandId], home: Home) {
        let mut names = Names::new("rejection", &[]);
        for command in commands {
            let Decision::Table(rows) = &self.model.commands[*command].decision else {
                continue;
            };
            for Row { outcome, .. } in rows {
                match outcome {
                    Outcome::Reject(name) => names.check(name, "a rejection", home, self.out),
                    Outcome::Using(name) if !is_identifier(&name.value) => {
                        home.report(no_identifier(name, "a function"), self.out);
                    }
                    Outcome::Using(_) | Outcome::Emit(_) | Outcome::Ignore(_) => {}
                }
            }
        }
    }

    fn processes(&mut self, id: ContextId, home: Home) {
        let mut sagas = Names::new(MODULE, &[]);
        for saga in self.model.contexts[id].sagas.iter().map(|id| &self.model.sagas[*id]) {
            sagas.check(&saga.name, "a saga", home, self.out);
            self.fields(&saga.state, home);
            let mut timeouts = Names::new("timeout", &[]);
            for timeout in &saga.timeouts {
                timeouts.check(&timeout.name, "a timeout", home, self.out);
            }
        }
    }

    fn read_models(&mut self, id: ContextId, home: Home) {
        let mut names = Names::new(MODULE, &[]);
        let models = &self.model.contexts[id].read_models;
        for read_model in models.iter().map(|id| &self.model.read_models[*id]) {
            names.check(&read_model.name, "a read model", home, self.out);
            self.fields(&read_model.fields, home);
            let mut queries = Names::new("query", &[]);
            for query in &read_model.queries {
                queries.check(&query.name, "a query", home, self.out);
            }
        }
    }

    /// A stored event is found by the name it is stored under, so that no two may share one.
    fn stored_names(&mut self) {
        let mut seen: BTreeMap<&str, &Event> = BTreeMap::new();
        for event in self.model.events.values() {
            let name = &event.stored_as;
            // Two events of one name are one finding, and the first of them stands.
            if let Some(first) = seen.get(name.value.as_str()) {
                if first.name.value == event.name.value && first.context == event.context {
                    continue;
                }
                let first = &first.stored_as;
                let level =
                    event.context.map_or(self.model.level, |id| self.model.contexts[id].level);
                let message = format!("two events are stored as `{}`", name.value);
                let finding = Diagnostic::error(rule::WIRE_NAME_CLASH, name.span, message)
                    .related(first.span, "the other one")
                    .help("give one of them another `stored_as:`");
                home_of(event.context, level).report(finding, self.out);
            } else {
                seen.insert(&name.value, event);
            }
        }
    }

    /// A stream is found by the name of its kind, so that no two aggregates may share one. Names that are not written
    /// come from those of the aggregates, which have been checked.
    fn stream_names(&mut self) {
        let mut seen: BTreeMap<&str, &Aggregate> = BTreeMap::new();
        for aggregate in self.model.aggregates.values() {
            let name = &aggregate.stored_as;
            let first = *seen.entry(&name.value).or_insert(aggregate);
            let is_written = |it: &Aggregate| it.stored_as.span != it.name.span;
            let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
            let finding = if is_written(aggregate) && !name.value.chars().all(is_plain) {
                let message = format!("`{}` cannot name streams", name.value);
                Diagnostic::error(rule::INVALID_IDENTIFIER, name.span, message)
                    .help("write letters, digits, `.`, `_` and `-`, as in `shop.order`")
            } else if first.stored_as.span != name.span
                && (is_written(aggregate) || is_written(first))
            {
                let message = format!("two aggregates are stored as `{}`", name.value);
                Diagnostic::error(rule::WIRE_NAME_CLASH, name.span, message)
                    .related(first.stored_as.span, "the other one")
                    .help("give one of them another `stored_as:`")
            } else {
                continue;
            };
            let level = self.model.contexts[aggregate.context].level;
            home_of(Some(aggregate.context), level).report(finding, self.out);
        }
    }
}

/// Names are checked whether or not their element is a draft.
fn home_of(context: Option<ContextId>, level: Level) -> Home {
    Home { owner: Owner::Model, context, level, draft: false }
}

/// Whether a name gives an identifier of Rust in every case style.
fn is_identifier(name: &str) -> bool {
    let letters =
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let inside = name.trim_matches(['_', '-']);
    letters
        && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && inside.starts_with(|first: char| first.is_ascii_alphabetic())
        && !matches!(inside, "self" | "Self" | "SELF")
}

fn no_identifier(name: &Spanned<String>, kind: &str) -> Diagnostic {
    let message = format!("`{}` cannot name {kind} in code", name.value);
    let finding = Diagnostic::error(rule::INVALID_IDENTIFIER, name.span, message);
    if name.value.is_ascii() {
        finding.help("write letters, digits and `_`, a letter first; `self`, `super` and `crate` belong to Rust")
    } else {
        finding.help("write a name of ASCII letters here, and keep this one as `label:`")
    }
}
