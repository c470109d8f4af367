//! Messages and rows of a scenario with the values that matter, each as the type of its field.

use super::Reader;
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{
        AggregateId, CommandId, EventId, Given, Handler, Issued, ReadModelId, Samples, Shown,
        Subject, Writer,
        resolve::{candidates::listed, known::Known, level::Home},
    },
    source::Spanned,
    syntax::{Entry, ast::SampleDecl},
    types::{Field, Literal, Reading, Type},
};

/// A message or row whose values are read.
struct Owner<'m> {
    name: &'m str,
    fields: &'m [Field],
    /// The instance that it belongs to or addresses: the name of the key, its type.
    instance: Option<(String, Type)>,
}

/// The values of a message, with the instance apart.
type Values = (Option<Literal>, Samples);

impl<'a> Reader<'a> {
    /// An event with its values; nothing when a value is wrong.
    pub(super) fn event(
        self,
        event: Spanned<EventId>,
        sample: &SampleDecl,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Given> {
        let model = self.known.model;
        let decl = &model.events[event.value];
        let instance = match decl.writer {
            Writer::Aggregate(id) => Some(self.instance(id)),
            Writer::System(_) | Writer::Nobody => None,
        };
        let owner = Owner { name: &decl.name.value, fields: &decl.fields, instance };
        let (stream, fields) =
            self.values(&owner, Subject::Event(event.value), sample, home, out)?;
        Some(Given { event: event.value, span: event.span, stream, fields })
    }

    /// A command with its values; nothing when a value is wrong.
    pub(super) fn command(
        self,
        command: Spanned<CommandId>,
        sample: &SampleDecl,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Issued> {
        let decl = &self.known.model.commands[command.value];
        let instance = match decl.handler {
            Handler::Aggregate(id) => Some(self.instance(id)),
            Handler::System(_) | Handler::Nobody => None,
        };
        let owner = Owner { name: &decl.name.value, fields: &decl.fields, instance };
        let (target, fields) =
            self.values(&owner, Subject::Command(command.value), sample, home, out)?;
        Some(Issued { command: command.value, span: command.span, target, fields })
    }

    /// A row with its values; nothing when a value is wrong.
    pub(super) fn row(
        self,
        read_model: ReadModelId,
        sample: &SampleDecl,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Shown> {
        let decl = &self.known.model.read_models[read_model];
        let owner = Owner { name: &decl.name.value, fields: &decl.fields, instance: None };
        let (_, fields) = self.values(&owner, Subject::ReadModel(read_model), sample, home, out)?;
        Some(Shown { span: sample.name.span, fields })
    }

    fn instance(self, id: AggregateId) -> (String, Type) {
        (self.known.target_name(id), Type::Named(self.known.model.aggregates[id].identity))
    }

    fn values(
        self,
        owner: &Owner<'_>,
        subject: Subject,
        sample: &SampleDecl,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Values> {
        if self.known.poisoned.contains(&subject) {
            return None;
        }
        let mut values = (None, Vec::new());
        let mut whole = true;
        for entry in sample.value.iter().flat_map(|table| &table.entries) {
            whole &= self.value(owner, entry, &mut values, home, out).is_some();
        }
        whole.then_some(values)
    }

    fn value(
        self,
        owner: &Owner<'_>,
        entry: &'a Entry<crate::syntax::Value>,
        (instance, samples): &mut Values,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<()> {
        let name = entry.name.value.as_str();
        let field = owner.fields.iter().find(|field| field.name.value == name);
        let key = owner.instance.as_ref().filter(|(key, _)| key == name);
        let Some(ty) = field.map(|field| &field.ty).or(key.map(|(_, ty)| ty)) else {
            home.report(unknown(owner, &entry.name, self.known), out);
            return None;
        };
        let place = self.known.place(home);
        let reading = Reading {
            types: &self.known.model.types,
            place: &place,
            rule: rule::INVALID_SCENARIO,
            partial: true,
        };
        let mut findings = Vec::new();
        let value = reading.value(entry.value.as_ref()?, ty, &mut findings);
        for finding in findings {
            home.report(finding, out);
        }
        let literal = value?.literal;
        if field.is_some() {
            samples.push((entry.name.clone(), literal));
        } else {
            *instance = Some(literal);
        }
        Some(())
    }
}

fn unknown(owner: &Owner<'_>, name: &Spanned<String>, known: Known<'_>) -> Diagnostic {
    let instance = owner.instance.iter().map(|(key, _)| key.as_str());
    let names: Vec<&str> =
        owner.fields.iter().map(|field| field.name.value.as_str()).chain(instance).collect();
    let help = known
        .nearest_of(&name.value, &names)
        .or_else(|| (!names.is_empty()).then(|| format!("it has {}", listed(&names))));
    Reader::wrong(name.span, format!("`{}` has no field `{}`", owner.name, name.value))
        .help_if(help)
}
