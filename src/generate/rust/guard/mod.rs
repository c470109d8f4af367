//! What keeps a valid model from becoming Rust that compiles: names that fall together in the generated code, names
//! that it needs itself, and parts that are not finished. Said at the word at fault, before anything is generated.

mod hooks;
mod namespace;
mod ready;

use super::{known, names, sharing, types, views::World};
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{Plan, golden::Goldens},
    model::{Aggregate, Context, ContextId, Decision, Model, Outcome},
    source::Spanned,
    types::{Definition, Level, Meaning, Place, TypeId},
};
use namespace::Namespace;

pub use ready::unready;

/// Modules that generated contexts have beside those of events and aggregates.
const MODULES: [&str; 13] = [
    "commands",
    "events",
    "foreign",
    "generated",
    "hooks",
    "lib",
    "main",
    "mod",
    "policies",
    "read_models",
    "rejection",
    "sagas",
    "types",
];

/// Packages of every generated workspace, and crates that generated code names.
const CRATES: [&str; 11] = [
    "alloc",
    "app",
    "core",
    "kernel",
    "proc_macro",
    "serde",
    "service",
    "shared",
    "std",
    "test",
    "thiserror",
];

/// Names that cargo refuses for a program, since they are folders below `target`.
const PROGRAMS: [&str; 4] = ["build", "deps", "examples", "incremental"];

/// Names of files that Windows keeps for devices, whatever their extension.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Everything by which a model without errors could give files that collide or Rust that does not compile. Contexts
/// below design level are not looked at: nothing is generated from them.
pub fn guard(model: &Model, plan: &Plan) -> Vec<Diagnostic> {
    if model.contexts.values().all(|context| context.level != Level::Design) {
        return Vec::new();
    }
    // No golden file gives a name to anything.
    let goldens = Goldens::new();
    let world = World::new(model, plan, &goldens);
    let mut guard = Guard { world: &world, out: Vec::new() };
    guard.crates();
    let shared = guard.shared();
    for (id, context) in model.contexts.iter().filter(|(_, it)| it.level == Level::Design) {
        guard.types(id, context, Namespace::inside(&shared, "type"));
        guard.modules(id, context);
        guard.variants(context);
        guard.queries(context);
        hooks::check(&world, id, &mut guard.out);
    }
    guard.out
}

struct Guard<'m> {
    world: &'m World<'m>,
    out: Vec<Diagnostic>,
}

impl<'m> Guard<'m> {
    /// Every context is a package, and its name is a crate in code and a folder on disk.
    fn crates(&mut self) {
        let mut crates = Namespace::new("crate");
        let program = &self.world.model.name;
        if PROGRAMS.contains(&program.value.as_str()) {
            let message = format!("`{}` cannot name a program", program.value);
            let finding = Diagnostic::error(rule::INVALID_IDENTIFIER, program.span, message)
                .label("cargo keeps a folder of this name")
                .help("choose another name for the model");
            self.out.push(finding);
        }
        let app = names::crate_name(&format!("{}-app", program.value));
        crates.take(app, "the program", program.span);
        let contexts = self.world.model.contexts.values();
        for context in contexts.filter(|context| context.level == Level::Design) {
            let name = names::crate_name(&context.name.value);
            if CRATES.contains(&name.as_str()) || names::is_keyword(&name) || is_device(&name) {
                self.out.push(reserved(&context.name, "crate", &name));
            }
            crates.claim(name, "the context", &context.name, &mut self.out);
        }
    }

    /// Identities and shared types of all contexts are one namespace, which every context sees.
    fn shared(&mut self) -> Namespace<'m> {
        let mut shared = Namespace::new("shared type");
        let definitions: Vec<_> = definitions(self.world, |id, definition| {
            matches!(definition.meaning, Meaning::Identity { .. })
                || self.world.shared.contains(&id)
        });
        for definition in definitions {
            self.claim_type(&mut shared, definition);
        }
        shared
    }

    fn claim_type(&mut self, types: &mut Namespace<'m>, definition: &'m Definition) {
        let what = match definition.meaning {
            Meaning::Identity { .. } => "the identity",
            Meaning::Newtype(_) | Meaning::Enumeration(_) | Meaning::Record(_) => "the type",
        };
        self.claim(types, "", what, &definition.name);
        let Meaning::Enumeration(words) = &definition.meaning else { return };
        let mut variants = Namespace::new("variant");
        if words.open {
            variants.take("Unknown".to_owned(), "an unknown value", definition.name.span);
        }
        for value in &words.values {
            variants.claim(
                names::pascal(&value.name.value),
                "the value",
                &value.name,
                &mut self.out,
            );
        }
    }

    /// Claims a type whose name is that of an element with `suffix` behind it.
    fn claim(
        &mut self,
        types: &mut Namespace<'m>,
        suffix: &str,
        what: &'static str,
        name: &'m Spanned<String>,
    ) {
        let rust = format!("{}{suffix}", names::pascal(&name.value));
        if known::is_taken(&rust) {
            self.out.push(reserved(name, "type", &rust));
        } else {
            types.claim(rust, what, name, &mut self.out);
        }
    }

    /// The root of a context's crate is one flat namespace.
    fn types(&mut self, id: ContextId, context: &'m Context, mut types: Namespace<'m>) {
        let world = self.world;
        let place = Place::Context(context.name.value.clone());
        let declared =
            world.plan.types.of(&place).into_iter().filter(|id| !world.shared.contains(id));
        let own = declared
            .map(|id| &world.plan.types[id])
            .filter(|definition| !matches!(definition.meaning, Meaning::Identity { .. }));
        self.old_shapes(id, &mut types);
        for aggregate in context.aggregates.iter().map(|id| &world.model.aggregates[*id]) {
            self.aggregate(aggregate, &mut types);
        }
        for policy in &context.policies {
            self.claim(&mut types, "", "the policy", &world.model.policies[*policy].name);
        }
        for saga in context.sagas.iter().map(|id| &world.model.sagas[*id].name) {
            self.claim(&mut types, "", "the saga", saga);
            self.claim(&mut types, "State", "the memory of the saga", saga);
        }
        for view in context.read_models.iter().map(|id| &world.model.read_models[*id].name) {
            self.claim(&mut types, "", "the read model", view);
            self.claim(&mut types, "Row", "a row of the read model", view);
        }
        for definition in own {
            self.claim_type(&mut types, definition);
        }
    }

    /// Old versions of events and of the types inside them have names that the author never wrote.
    fn old_shapes(&self, context: ContextId, types: &mut Namespace<'m>) {
        for id in self.world.model.events_of(context) {
            let event = &self.world.model.events[id];
            for version in
                self.world.plan[id].versions.iter().filter(|it| it.number < event.version.value)
            {
                types.take(format!("V{}", version.number), "an old version of", event.name.span);
                let fields = version.shape.fields.iter();
                for ty in fields.filter_map(|field| field.ty.named()) {
                    if matches!(self.world.plan.types[ty].place, Place::Version { .. }) {
                        let name = self::types::named_type(ty, &self.world.plan.types);
                        types.take(name, "an old type of", event.name.span);
                    }
                }
            }
        }
    }

    fn aggregate(&mut self, aggregate: &'m Aggregate, types: &mut Namespace<'m>) {
        let model = self.world.model;
        self.claim(types, "", "the aggregate", &aggregate.name);
        self.claim(types, "Command", "the commands of the aggregate", &aggregate.name);
        self.claim(types, "Event", "the events of the aggregate", &aggregate.name);
        self.claim(types, "Rejection", "the rejections of the aggregate", &aggregate.name);
        for command in aggregate.commands.iter().map(|id| &model.commands[*id]) {
            self.claim(types, "", "the command", &command.name);
            if command.events().len() > 1 {
                self.claim(types, "Outcome", "the outcomes of the command", &command.name);
            }
        }
        for event in &aggregate.events {
            self.claim(types, "", "the event", &model.events[*event].name);
        }
    }

    /// Modules are files, so that names are compared as file systems that ignore case do.
    fn modules(&mut self, id: ContextId, context: &'m Context) {
        let model = self.world.model;
        let mut modules = Namespace::new("module");
        for owner in sharing::foreign_owners(model, id) {
            modules.take(names::file(&owner), "what is known of others", context.name.span);
        }
        let aggregates = || context.aggregates.iter().map(|id| &model.aggregates[*id]);
        for aggregate in aggregates() {
            self.module(&mut modules, "the aggregate", &aggregate.name);
        }
        for event in aggregates().flat_map(|it| &it.events).map(|id| &model.events[*id].name) {
            // What an event was called and how it is read stands behind the name of its module.
            if names::is_keyword(&names::file(&event.value)) {
                self.out.push(reserved(event, "module", &names::file(&event.value)));
            } else {
                self.module(&mut modules, "the event", event);
            }
        }
        let commands = aggregates().flat_map(|it| &it.commands).map(|id| &model.commands[*id].name);
        let policies = context.policies.iter().map(|id| &model.policies[*id].name);
        let sagas = context.sagas.iter().map(|id| &model.sagas[*id].name);
        let views = context.read_models.iter().map(|id| &model.read_models[*id].name);
        for name in commands.chain(policies).chain(sagas).chain(views) {
            let file = names::file(&name.value);
            if file == "mod" || is_device(&file) {
                self.out.push(reserved(name, "file", &format!("{file}.rs")));
            }
        }
    }

    fn module(
        &mut self,
        modules: &mut Namespace<'m>,
        what: &'static str,
        name: &'m Spanned<String>,
    ) {
        let file = names::file(&name.value);
        if MODULES.contains(&file.as_str()) || is_device(&file) {
            self.out.push(reserved(name, "module", &file));
        } else {
            modules.claim(file, what, name, &mut self.out);
        }
    }

    /// The reasons of an aggregate to refuse are one enumeration, in which the lifecycle has a word too.
    fn variants(&mut self, context: &'m Context) {
        let model = self.world.model;
        for aggregate in context.aggregates.iter().map(|id| &model.aggregates[*id]) {
            let commands = || aggregate.commands.iter().map(|id| &model.commands[*id]);
            let mut variants = Namespace::new("rejection");
            if commands().any(|command| !command.from.is_empty()) {
                let why = "a command that the lifecycle does not allow";
                variants.take("NotAllowed".to_owned(), why, aggregate.name.span);
            }
            for command in commands() {
                let Decision::Table(rows) = &command.decision else { continue };
                for row in rows {
                    if let Outcome::Reject(name) = &row.outcome {
                        let rust = names::pascal(&name.value);
                        variants.claim(rust, "the rejection", name, &mut self.out);
                    }
                }
            }
        }
    }

    /// Queries are functions of the read model, beside those that every read model has.
    fn queries(&mut self, context: &'m Context) {
        for view in context.read_models.iter().map(|id| &self.world.model.read_models[*id]) {
            let mut functions = Namespace::new("function");
            for query in &view.queries {
                let rust = names::snake(&query.name.value);
                functions.claim(rust, "the query", &query.name, &mut self.out);
            }
        }
    }
}

/// The types of today that are wanted, in order of declaration.
fn definitions<'g>(
    world: &'g World<'_>,
    wanted: impl Fn(TypeId, &Definition) -> bool,
) -> Vec<&'g Definition> {
    let all = world.plan.types.iter();
    let today = all.filter(|(_, it)| !matches!(it.place, Place::Version { .. }));
    today.filter(|(id, it)| wanted(*id, it)).map(|(_, it)| it).collect()
}

fn is_device(name: &str) -> bool {
    let numbered = ["com", "lpt"].iter().any(|device| {
        name.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    });
    numbered || DEVICES.contains(&name)
}

fn reserved(name: &Spanned<String>, what: &str, rust: &str) -> Diagnostic {
    let message = format!("`{}` becomes the {what} `{rust}`, which is taken", name.value);
    Diagnostic::error(rule::NAME_COLLISION, name.span, message)
        .label("generated code uses this name itself")
        .help("choose another name, and keep this one as `label:` if people say it")
}
