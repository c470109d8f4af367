//! Decision tables: which outcome follows when, and where the fields of each emitted event come from.

use std::collections::BTreeMap;

use super::{Declaration, Known, hook, written};
use crate::{
    diagnostic::{Diagnostic, rule},
    expr::{Root, Scope},
    model::{
        CommandId, Decision, Emission, EventId, Handler, Outcome, Row, Subject, Writer,
        resolve::{
            expressions::expression,
            fill::{Giver, Taker, check_keys},
            lists::distinct,
        },
    },
    source::{Span, Spanned},
    syntax::{
        At, ExprText, OneOrMany, Table, Word,
        ast::{CommandDecl, DecideRowDecl, MappingDecl, OutcomeDecl},
    },
    types::{Scalar, Type},
};

/// Where the fields of an emitted event are taken from by name, first come first served.
const BY_NAME: &[Root] = &[Root::Command, Root::Target, Root::State];

type CommandDeclaration<'d> = Declaration<'d, CommandId, CommandDecl>;

/// The decision of an external system: which events can come of it.
pub(super) fn outside(
    declaration: &CommandDeclaration<'_>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Decision {
    let decl = declaration.decl;
    let inner =
        [("decide", decl.decide.key), ("creates", decl.creates.key), ("from", decl.from.key)];
    if let Some((name, span)) = written(&inner) {
        let message = format!("`{name}` looks into an external system");
        let finding = Diagnostic::error(rule::ILLEGAL_SUCCESSION, span, message)
            .help("a system outside decides by itself; name its possible outcomes with `emits:`");
        declaration.home.report(finding, out);
    }
    hook(possible_events(&decl.emits, declaration, known, out))
}

/// The decision of an aggregate, or of a command that nobody handles yet.
pub(super) fn inside(
    declaration: &CommandDeclaration<'_>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Decision {
    let decl = declaration.decl;
    if let (Some(emits), Some(decide)) = (decl.emits.key, decl.decide.key) {
        let finding =
            Diagnostic::error(rule::WRONG_KIND, decide, "`emits` and `decide` exclude each other")
                .related(emits, "`emits` is here")
                .help("keep `decide:`; its rows name the events");
        declaration.home.report(finding, out);
    }
    let table = Deciding {
        declaration,
        known,
        scope: known.decision_scope(declaration.id, declaration.home),
    };
    if decl.decide.is_written() {
        return table.rows(out);
    }
    let events = possible_events(&decl.emits, declaration, known, out);
    match (decl.emits.items(), events.as_slice()) {
        ([_], [only]) => {
            let outcome = Outcome::Emit(vec![table.emission(*only, &At::absent(only.span), out)]);
            let by_hand = Vec::new();
            Decision::Table(vec![Row {
                when: None,
                outcome,
                by_hand,
                because: None,
                span: only.span,
            }])
        }
        _ => hook(events),
    }
}

fn possible_events(
    emits: &At<OneOrMany<String>>,
    declaration: &CommandDeclaration<'_>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Spanned<EventId>> {
    let words = emits.items().iter();
    let events = words.filter_map(|word| emitted(word, declaration, known, out)).collect();
    distinct(events, |id| known.model.events[*id].name.value.clone(), declaration.home, out)
}

/// The event that a command emits: of its own aggregate first, and of no other writer.
fn emitted(
    word: &Word,
    declaration: &CommandDeclaration<'_>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<Spanned<EventId>> {
    let handler = known.model.commands[declaration.id].handler;
    if let Handler::Aggregate(aggregate) = handler
        && let Some(own) = known.names.inside(aggregate, word)
    {
        return Some(Spanned::new(own, word.span));
    }
    let found = known.event(word, "a command leads to events", declaration.home, out)?;
    let event = &known.model.events[found.value];
    let (writer, owner) = match event.writer {
        Writer::Aggregate(id) if handler != Handler::Aggregate(id) => {
            (&known.model.aggregates[id].name, "aggregate")
        }
        Writer::System(id) if handler != Handler::System(id) => {
            (&known.model.systems[id].name, "external system")
        }
        Writer::Aggregate(_) | Writer::System(_) | Writer::Nobody => return Some(found),
    };
    let message = format!("`{}` is written by `{}` already", event.name.value, writer.value);
    let finding = Diagnostic::error(rule::EVENT_MULTIPLE_WRITERS, word.span, message)
        .label("a second writer")
        .related(event.name.span, format!("an event of the {owner} `{}`", writer.value))
        .help("let each record a fact of its own, or let a policy issue a command to the other");
    declaration.home.report(finding, out);
    None
}

/// A command whose decision is read.
struct Deciding<'a, 'd, 'm> {
    declaration: &'a CommandDeclaration<'d>,
    known: Known<'m>,
    /// What its expressions see; nothing when a part of it is bad.
    scope: Option<Scope<'m>>,
}

impl Deciding<'_, '_, '_> {
    fn rows(&self, out: &mut Vec<Diagnostic>) -> Decision {
        let rows = self.declaration.decl.decide.items();
        self.check_reach(rows, out);
        let mut conditions = BTreeMap::new();
        let mut read = Vec::new();
        for decl in rows.iter().map(|row| &row.value) {
            let Some(row) = self.row(decl, out) else { continue };
            if let (Some(when), Some(_)) = (decl.when.get(), &row.when) {
                self.check_repeated(when, &mut conditions, out);
            }
            read.push(row);
        }
        Decision::Table(read)
    }

    /// Where a condition stands twice, the first row answers it.
    fn check_repeated<'t>(
        &self,
        when: &'t ExprText,
        above: &mut BTreeMap<&'t str, Span>,
        out: &mut Vec<Diagnostic>,
    ) {
        let Some(first) = above.insert(when.0.text().trim(), when.0.span()) else { return };
        let finding =
            Diagnostic::error(rule::UNREACHABLE_ROW, when.0.span(), "this row is never reached")
                .label("the same condition again")
                .related(first, "whatever it holds for is answered here")
                .help("remove one of the two rows, or say how they differ");
        self.declaration.home.report(finding, out);
    }

    /// Nothing below a row that always holds is ever reached.
    fn check_reach(&self, rows: &[Spanned<DecideRowDecl>], out: &mut Vec<Diagnostic>) {
        let last = rows.iter().position(|row| !row.value.when.is_written());
        let Some(last) = last else { return };
        if let (Some(always), Some(next)) = (rows.get(last), rows.get(last + 1)) {
            let finding = Diagnostic::error(
                rule::UNREACHABLE_ROW,
                words_of(&next.value),
                "this row is never reached",
            )
            .related(words_of(&always.value), "this row always holds")
            .help("give the row above a `when:`, or move it to the end");
            self.declaration.home.report(finding, out);
        }
    }

    fn row(&self, row: &DecideRowDecl, out: &mut Vec<Diagnostic>) -> Option<Row> {
        let home = self.declaration.home;
        let bool = Type::Scalar(Scalar::Bool);
        let when = match (row.when.get(), &self.scope) {
            (Some(text), Some(scope)) => expression(text, scope, Some(&bool), home, out),
            (Some(_), None) | (None, _) => None,
        };
        let decl = row.outcome.get()?;
        let outcome = match decl {
            OutcomeDecl::Emit(events) => {
                Outcome::Emit(self.emissions(&events.items, &row.with, out))
            }
            OutcomeDecl::Reject(name) => {
                Outcome::Reject(Spanned::new(name.clone(), row.outcome.span))
            }
            OutcomeDecl::Ignore(reason) => Outcome::Ignore(reason.clone()),
            OutcomeDecl::Using(name) => {
                Outcome::Using(Spanned::new(name.clone(), row.outcome.span))
            }
        };
        if let (false, Some(key)) = (matches!(decl, OutcomeDecl::Emit(_)), row.with.key) {
            let finding = Diagnostic::error(
                rule::WRONG_KIND,
                key,
                "`with` fills events, and this row emits none",
            )
            .help("remove `with:`");
            home.report(finding, out);
        }
        let because = row.because.as_str().map(str::to_owned);
        let by_hand = self.by_hand(row, out);
        Some(Row { when, outcome, by_hand, because, span: words_of(row) })
    }

    /// The events that a function of one's own can return.
    fn by_hand(&self, row: &DecideRowDecl, out: &mut Vec<Diagnostic>) -> Vec<Spanned<EventId>> {
        let Some(key) = row.emits.key else { return Vec::new() };
        if matches!(row.outcome.get(), Some(OutcomeDecl::Using(_))) {
            return possible_events(&row.emits, self.declaration, self.known, out);
        }
        let message = "`emits` names what a function can return, and this row has none";
        let finding = Diagnostic::error(rule::WRONG_KIND, key, message)
            .help("write `emit:` for what happens, or `using:` for the function");
        self.declaration.home.report(finding, out);
        Vec::new()
    }

    fn emissions(
        &self,
        words: &[Word],
        with: &At<Table<MappingDecl>>,
        out: &mut Vec<Diagnostic>,
    ) -> Vec<Emission> {
        let emitted = |word: &Word| emitted(word, self.declaration, self.known, out);
        let events: Vec<Spanned<EventId>> = words.iter().filter_map(emitted).collect();
        let healthy = events.iter().all(|event| self.is_healthy(event.value));
        if events.len() == words.len() && healthy {
            let takers: Vec<Taker<'_>> = events.iter().map(|event| self.taker(*event)).collect();
            check_keys(with, &takers, &[], self.declaration.home, out);
        }
        events.into_iter().map(|event| self.emission(event, with, out)).collect()
    }

    fn emission(
        &self,
        event: Spanned<EventId>,
        with: &At<Table<MappingDecl>>,
        out: &mut Vec<Diagnostic>,
    ) -> Emission {
        let fields = match &self.scope {
            Some(scope) if self.is_healthy(event.value) => {
                let giver = Giver::new(scope.clone(), BY_NAME, with);
                giver.fill(self.taker(event), self.declaration.home, out)
            }
            Some(_) | None => Vec::new(),
        };
        Emission { event: event.value, span: event.span, fields }
    }

    fn is_healthy(&self, event: EventId) -> bool {
        !self.known.poisoned.contains(&Subject::Event(event))
    }

    fn taker(&self, event: Spanned<EventId>) -> Taker<'_> {
        let target = &self.known.model.events[event.value];
        Taker {
            name: &target.name.value,
            fields: &target.fields,
            span: event.span,
            rule: rule::EVENT_FIELD_UNSOURCED,
        }
    }
}

/// The words that name the outcome of a row.
fn words_of(row: &DecideRowDecl) -> Span {
    match row.outcome.get() {
        Some(OutcomeDecl::Emit(events)) => {
            events.items.first().map_or(row.outcome.span, |event| event.span)
        }
        Some(OutcomeDecl::Reject(_) | OutcomeDecl::Ignore(_) | OutcomeDecl::Using(_)) | None => {
            row.outcome.span
        }
    }
}
