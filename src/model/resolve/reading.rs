//! What a context may use of an event of another context: the fields that it says it reads, when it says so.

use super::{known::Known, level::Home};
use crate::{
    diagnostic::{Diagnostic, rule},
    expr::{Expr, ExprKind, Root},
    model::{EventId, Filling, Reading, Source},
};

/// The promise of a context about one event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Promise<'m> {
    known: Known<'m>,
    home: Home,
    /// What `reads` says about the event; nothing when everything may be used.
    reading: Option<&'m Reading>,
}

impl<'m> Promise<'m> {
    /// What the context at `home` says about the event.
    pub(super) fn about(event: EventId, known: Known<'m>, home: Home) -> Self {
        let foreign = home.context.filter(|own| known.model.events[event].context != Some(*own));
        let mut readings = foreign.into_iter().flat_map(|own| &known.model.contexts[own].reads);
        let reading = readings.find(|reading| reading.event == event && reading.fields.is_some());
        Self { known, home, reading }
    }

    /// Whether a field may be used.
    pub(super) fn allows(&self, field: &str) -> bool {
        self.reading.is_none_or(|reading| is_promised(reading, field))
    }

    /// Reports the fields that an expression uses beside the promised ones.
    pub(super) fn check(&self, expr: &Expr, out: &mut Vec<Diagnostic>) {
        let Some(reading) = self.reading else { return };
        expr.visit(&mut |part| {
            if let ExprKind::Field(Root::Event, field) = &part.kind
                && !is_promised(reading, field)
            {
                self.home.report(self.beside(reading, field, part), out);
            }
        });
    }

    /// The same for every source that is an expression.
    pub(super) fn check_all<'f>(
        &self,
        fillings: impl IntoIterator<Item = &'f Filling>,
        out: &mut Vec<Diagnostic>,
    ) {
        for filling in fillings {
            self.check_source(&filling.source, out);
        }
    }

    /// The same for one source.
    pub(super) fn check_source(&self, source: &Source, out: &mut Vec<Diagnostic>) {
        match source {
            Source::Written(expr) | Source::ByName(expr) => self.check(expr, out),
            Source::Default | Source::Hook(_) => {}
        }
    }

    fn beside(&self, reading: &Reading, field: &str, part: &Expr) -> Diagnostic {
        let event = &self.known.model.events[reading.event].name.value;
        let context = self.home.context.map_or("", |id| &self.known.model.contexts[id].name.value);
        let message = format!("`{context}` does not say that it reads `{field}` of `{event}`");
        let mut fields: Vec<&str> = promised(reading).collect();
        fields.push(field);
        Diagnostic::error(rule::UNRESOLVED_REFERENCE, part.span, message)
            .related(reading.span, "what it reads of the event is listed here")
            .help(format!("write `fields: [{}]`", fields.join(", ")))
    }
}

fn promised(reading: &Reading) -> impl Iterator<Item = &str> {
    reading.fields.iter().flatten().map(|field| field.value.as_str())
}

fn is_promised(reading: &Reading, field: &str) -> bool {
    promised(reading).any(|promised| promised == field)
}
