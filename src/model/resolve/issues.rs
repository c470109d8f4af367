//! Commands that policies and sagas issue: which instance each addresses, and where its fields come from.

use super::{
    candidates::of_type,
    expressions::mapping,
    fill::{Giver, Taker, check_keys},
    known::Known,
    level::Home,
    lists::distinct,
    reading::Promise,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    expr::{Expr, ExprKind, Root, Scope},
    model::{AggregateId, CommandId, EventId, Handler, Issue, Source, Subject},
    source::Spanned,
    syntax::{At, Table, Word, ast::MappingDecl},
    types::{Field, Meaning, Scalar, Type},
};

/// Where the fields of an issued command are taken from by name, first come first served.
const BY_NAME: &[Root] = &[Root::Event, Root::Key, Root::State];

/// Whoever issues commands at one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Issuer<'m> {
    /// What is settled.
    pub(super) known: Known<'m>,
    /// Where it stands.
    pub(super) home: Home,
    /// The rule of the board about it, as in "a policy issues commands".
    pub(super) grammar: &'static str,
}

/// What happens before commands are issued.
#[derive(Debug)]
pub(super) struct Occasion<'m> {
    /// The event, when it is one.
    pub(super) event: Option<EventId>,
    /// What expressions see; nothing when a part of it is bad.
    pub(super) scope: Option<Scope<'m>>,
}

impl<'m> Issuer<'m> {
    /// The commands that words name, each once, with the keys of the table that fills them checked.
    pub(super) fn commands(
        self,
        words: &[Word],
        with: &At<Table<MappingDecl>>,
        out: &mut Vec<Diagnostic>,
    ) -> Vec<Spanned<CommandId>> {
        let found: Vec<_> = words
            .iter()
            .filter_map(|word| self.known.command(word, self.grammar, self.home, out))
            .collect();
        let name = |id: &CommandId| self.known.model.commands[*id].name.value.clone();
        let whole = found.len() == words.len();
        let commands = distinct(found, name, self.home, out);
        if whole && commands.iter().all(|command| self.is_healthy(command.value)) {
            self.check_keys(&commands, with, out);
        }
        commands
    }

    fn check_keys(
        self,
        commands: &[Spanned<CommandId>],
        with: &At<Table<MappingDecl>>,
        out: &mut Vec<Diagnostic>,
    ) {
        if let ([], Some(key)) = (commands, with.key) {
            let finding = Diagnostic::error(
                rule::WRONG_KIND,
                key,
                "`with` fills commands, and none is issued here",
            )
            .help("name the command, or remove `with:`");
            return self.home.report(finding, out);
        }
        let takers: Vec<Taker<'_>> = commands.iter().map(|command| self.taker(*command)).collect();
        let aggregates = commands.iter().filter_map(|command| self.addressed(command.value));
        let targets: Vec<String> = aggregates.map(|id| self.known.target_name(id)).collect();
        check_keys(with, &takers, &targets, self.home, out);
    }

    /// The commands with their targets and fillings on one occasion.
    pub(super) fn issues(
        self,
        commands: &[Spanned<CommandId>],
        with: &'m At<Table<MappingDecl>>,
        occasion: &Occasion<'m>,
        out: &mut Vec<Diagnostic>,
    ) -> Vec<Issue> {
        let issue = |command: &Spanned<CommandId>| self.issue(*command, with, occasion, out);
        commands.iter().map(issue).collect()
    }

    fn issue(
        self,
        command: Spanned<CommandId>,
        with: &'m At<Table<MappingDecl>>,
        occasion: &Occasion<'m>,
        out: &mut Vec<Diagnostic>,
    ) -> Issue {
        let mut home = self.known.beside_command(self.home, command.value);
        if let Some(event) = occasion.event {
            home = self.known.beside_event(home, event);
        }
        let issuer = Self { home, ..self };
        let mut issue =
            Issue { command: command.value, span: command.span, target: None, fields: Vec::new() };
        let Some(scope) = occasion.scope.clone().filter(|_| self.is_healthy(command.value)) else {
            return issue;
        };
        let giver = Giver::new(scope, BY_NAME, with);
        issue.target = issuer.target(command, &giver, occasion.event, out);
        issue.fields = giver.fill(self.taker(command), home, out);
        if let Some(event) = occasion.event {
            let promise = Promise::about(event, self.known, home);
            promise.check_all(&issue.fields, out);
            issue.target.iter().for_each(|target| promise.check(target, out));
        }
        issue
    }

    fn target(
        self,
        command: Spanned<CommandId>,
        giver: &Giver<'m>,
        event: Option<EventId>,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Expr> {
        let aggregate = self.addressed(command.value)?;
        let name = self.known.target_name(aggregate);
        let identity = Type::Named(self.known.model.aggregates[aggregate].identity);
        if let Some(entry) = giver.with.get(name.as_str()) {
            let decl = entry.value.as_ref()?;
            return match mapping(decl, &giver.scope, &identity, self.home, out)? {
                Source::Written(expr) | Source::ByName(expr) => Some(expr),
                Source::Default => None,
                Source::Hook(hook) => {
                    let message = format!("which `{name}` is addressed is said by an expression");
                    let finding =
                        Diagnostic::error(rule::WRONG_KIND, hook.span, message).help(format!(
                            "write `{name}: <expression>`, or issue the command from a function"
                        ));
                    self.home.report(finding, out);
                    None
                }
            };
        }
        if self.known.model.commands[command.value].creates {
            self.check_fresh(command, aggregate, out);
            return None;
        }
        let field = Field::plain(Spanned::new(name, command.span), identity.clone());
        if let Some(found) = giver.by_name(&field, command.span) {
            return Some(found);
        }
        if event.is_some_and(|event| self.known.stream_type(event) == identity) {
            return Some(Expr {
                kind: ExprKind::Root(Root::Target),
                ty: identity,
                span: command.span,
            });
        }
        self.home.report_missing(self.no_target(command, aggregate, &giver.scope), out);
        None
    }

    /// Only a Uuid can be made up for a new instance.
    fn check_fresh(
        self,
        command: Spanned<CommandId>,
        aggregate: AggregateId,
        out: &mut Vec<Diagnostic>,
    ) {
        let aggregate_name = &self.known.model.aggregates[aggregate].name.value;
        let identity = &self.known.model.types[self.known.model.aggregates[aggregate].identity];
        let Meaning::Identity { scalar, .. } = &identity.meaning else { return };
        if *scalar == Scalar::Uuid {
            return;
        }
        let scalar = scalar.name();
        let command_name = &self.known.model.commands[command.value].name.value;
        let target = self.known.target_name(aggregate);
        let message = format!("which `{aggregate_name}` does `{command_name}` create?");
        let finding = Diagnostic::error(rule::COMMAND_TARGET_MISSING, command.span, message)
            .label(format!("an identity that is {scalar} cannot be made up"))
            .related(identity.name.span, "the identity is declared here")
            .help(format!("write `with: {{ {target}: … }}`"));
        self.home.report_missing(finding, out);
    }

    fn no_target(
        self,
        command: Spanned<CommandId>,
        aggregate: AggregateId,
        scope: &Scope<'m>,
    ) -> Diagnostic {
        let aggregate_decl = &self.known.model.aggregates[aggregate];
        let command_name = &self.known.model.commands[command.value].name.value;
        let target = self.known.target_name(aggregate);
        let message =
            format!("which `{}` does `{command_name}` address?", aggregate_decl.name.value);
        let candidates = of_type(scope, &Type::Named(aggregate_decl.identity));
        let value = candidates.first().map_or("…", String::as_str);
        let finding = Diagnostic::error(rule::COMMAND_TARGET_MISSING, command.span, message)
            .help(format!("write `with: {{ {target}: {value} }}`"));
        match candidates.as_slice() {
            [] | [_] => finding,
            several => finding.note(format!("of that type: {}", several.join(", "))),
        }
    }

    fn addressed(self, command: CommandId) -> Option<AggregateId> {
        match self.known.model.commands[command].handler {
            Handler::Aggregate(id) => Some(id),
            Handler::System(_) | Handler::Nobody => None,
        }
    }

    fn is_healthy(self, command: CommandId) -> bool {
        !self.known.poisoned.contains(&Subject::Command(command))
    }

    fn taker(self, command: Spanned<CommandId>) -> Taker<'m> {
        let target = &self.known.model.commands[command.value];
        Taker {
            name: &target.name.value,
            fields: &target.fields,
            span: command.span,
            rule: rule::COMMAND_FIELD_UNSOURCED,
        }
    }
}
