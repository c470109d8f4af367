//! Every mapping that is written, and whether the value would come by name without it.

use crate::{
    case,
    expr::{Conversion, Expr, ExprKind, Root},
    lint::on::On,
    model::{Decision, Event, Filling, Fold, Handler, Issue, Model, Row, Saga, Source, Subject},
    source::Span,
    types::{Field, Type},
};

/// An entry of a mapping.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mapped<'m> {
    /// The field that it fills.
    pub(super) field: &'m str,
    /// Where its value is written.
    pub(super) value: Span,
    /// The element in which it stands.
    pub(super) owner: Subject,
    /// Whether the field would have that value anyway.
    pub(super) is_by_name: bool,
    /// Where the `sets` begins that says nothing only as a whole; nothing for entries that can go one by one.
    pub(super) whole: Option<Span>,
}

/// What fields are taken from by name.
enum Sight<'m> {
    /// All fields of a message or a state.
    Fields(Root, &'m [Field]),
    /// One value with a name: the target, or the key of a saga.
    Single(Root, String, Type),
}

impl Sight<'_> {
    /// The root, when a field could be filled from here.
    fn fits(&self, field: &Field) -> Option<Root> {
        let name = &field.name.value;
        let (root, ty) = match self {
            Self::Fields(root, fields) => {
                (*root, &fields.iter().find(|other| other.name.value == *name)?.ty)
            }
            Self::Single(root, single, ty) => (*root, (single == name).then_some(ty)?),
        };
        (*ty == field.ty || *ty == *field.ty.present()).then_some(root)
    }
}

/// Every written mapping of decisions, policies, sagas and folds. Those of read models are left out, since nothing comes
/// by name there, and targets, since whom a command addresses is worth reading.
pub(super) fn mappings<'m>(on: &On<'m>) -> Vec<Mapped<'m>> {
    let mut found = Collector { on: *on, found: Vec::new() };
    found.decisions();
    found.policies();
    found.sagas();
    found.events();
    found.found
}

struct Collector<'m> {
    on: On<'m>,
    found: Vec<Mapped<'m>>,
}

impl<'m> Collector<'m> {
    fn model(&self) -> &'m Model {
        self.on.model
    }

    fn decisions(&mut self) {
        let model = self.model();
        for (id, command) in model.commands.iter() {
            let Decision::Table(rows) = &command.decision else { continue };
            let mut sights = vec![Sight::Fields(Root::Command, &command.fields)];
            if let Handler::Aggregate(aggregate) = command.handler {
                let aggregate = &model.aggregates[aggregate];
                let name = case::snake(&aggregate.name.value).into_owned();
                sights.push(Sight::Single(Root::Target, name, Type::Named(aggregate.identity)));
                if !command.creates {
                    sights.push(Sight::Fields(Root::State, &aggregate.state));
                }
            }
            for emission in rows.iter().flat_map(Row::emissions) {
                let fields = &model.events[emission.event].fields;
                self.fillings(&emission.fields, fields, &sights, Subject::Command(id));
            }
        }
    }

    fn policies(&mut self) {
        for (id, policy) in self.model().policies.iter() {
            for reaction in &policy.reactions {
                let event = &self.model().events[reaction.event];
                let sights = [Sight::Fields(Root::Event, &event.fields)];
                self.issues(&reaction.issues, &sights, Subject::Policy(id));
            }
        }
    }

    fn sagas(&mut self) {
        for (id, saga) in self.model().sagas.iter() {
            let owner = Subject::Saga(id);
            for reaction in &saga.reactions {
                let event = &self.model().events[reaction.event];
                let mut sights = vec![Sight::Fields(Root::Event, &event.fields)];
                sights.extend(memory(saga));
                self.issues(reaction.issues.iter().chain(&reaction.undo), &sights, owner);
                self.folds(&reaction.folds, event, saga.state.iter().collect(), owner);
            }
            for timeout in &saga.timeouts {
                let sights: Vec<Sight<'_>> = memory(saga).collect();
                self.issues(&timeout.issues, &sights, owner);
            }
        }
    }

    fn events(&mut self) {
        for aggregate in self.model().aggregates.values() {
            for id in &aggregate.events {
                let event = &self.model().events[*id];
                let moved = aggregate.lifecycle.as_ref().filter(|_| event.moves_to.is_some());
                let is_moved =
                    |field: &&Field| moved.is_some_and(|it| it.field.value == field.name.value);
                let state = aggregate.state.iter().filter(|field| !is_moved(field)).collect();
                self.folds(&event.folds, event, state, Subject::Event(*id));
            }
        }
    }

    fn issues<'i: 'm>(
        &mut self,
        issues: impl IntoIterator<Item = &'i Issue>,
        sights: &[Sight<'_>],
        owner: Subject,
    ) {
        for issue in issues {
            let fields = &self.model().commands[issue.command].fields;
            self.fillings(&issue.fields, fields, sights, owner);
        }
    }

    fn fillings(
        &mut self,
        fillings: &'m [Filling],
        fields: &[Field],
        sights: &[Sight<'_>],
        owner: Subject,
    ) {
        for filling in fillings {
            let Source::Written(value) = &filling.source else { continue };
            let field = fields.iter().find(|field| field.name.value == filling.field);
            let is_by_name = field.is_some_and(|field| {
                let taken = sights.iter().find_map(|sight| sight.fits(field));
                taken.is_some() && taken == self.bare(value, &filling.field)
            });
            let (field, value) = (&filling.field, value.span);
            self.found.push(Mapped { field, value, owner, is_by_name, whole: None });
        }
    }

    /// `sets` stands for all that is copied: it says nothing only when it says just that.
    fn folds(&mut self, folds: &'m [Fold], event: &Event, state: Vec<&Field>, owner: Subject) {
        let sight = Sight::Fields(Root::Event, &event.fields);
        let copied = state.into_iter().filter(|field| sight.fits(field).is_some());
        let mut copied: Vec<&str> = copied.map(|field| field.name.value.as_str()).collect();
        let mut named: Vec<&str> = folds.iter().map(|fold| fold.field.value.as_str()).collect();
        copied.sort_unstable();
        named.sort_unstable();
        let values = || {
            folds.iter().filter_map(|fold| match &fold.source {
                Source::Written(value) => Some((fold, value)),
                Source::ByName(_) | Source::Default | Source::Hook(_) => None,
            })
        };
        let is_copy = |(fold, value): (&Fold, &Expr)| {
            self.bare(value, &fold.field.value) == Some(Root::Event)
        };
        if copied == named && values().count() == folds.len() && values().all(is_copy) {
            let mapped = |(fold, value): (&'m Fold, &'m Expr)| Mapped {
                field: &fold.field.value,
                value: value.span,
                owner,
                is_by_name: true,
                whole: folds.first().map(|first| first.field.span),
            };
            let all: Vec<Mapped<'m>> = values().map(mapped).collect();
            self.found.extend(all);
        }
    }

    /// The root that a value is read from, when it is nothing but the name of a field.
    fn bare(&self, value: &Expr, name: &str) -> Option<Root> {
        let mut whole = value;
        while let ExprKind::Convert(Conversion::Present, inner) = &whole.kind {
            whole = inner;
        }
        let root = match &whole.kind {
            ExprKind::Field(root, field) => (field == name).then_some(*root)?,
            ExprKind::Root(root) => *root,
            _ => return None,
        };
        (self.on.text(value.span) == name).then_some(root)
    }
}

/// What a saga remembers.
fn memory(saga: &Saga) -> impl Iterator<Item = Sight<'_>> {
    let key = saga
        .keyed_by
        .as_ref()
        .map(|key| Sight::Single(Root::Key, key.name.value.clone(), key.ty.clone()));
    key.into_iter().chain([Sight::Fields(Root::State, &saga.state)])
}
