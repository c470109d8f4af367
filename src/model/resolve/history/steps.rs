//! Steps from one version to the next, each word with its type.

use super::{
    super::{info::text, known::Known, level::Home},
    raw::value_of,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{Added, Extra, OldType, OnInvalid, Step, StepKind},
    source::{Span, Spanned},
    syntax::{
        At, Entry, ShortOrLong, Table, TypeText, Value, Word,
        ast::{
            AddDecl, AddValueDecl, ConvertDecl, CustomDecl, DropDecl, FlattenDecl, JoinDecl,
            MapDecl, OldFieldsDecl, OldTypeDecl, OnInvalid as OnInvalidDecl, SplitDecl, SplitExtra,
            StepDecl, WidenDecl, WrapDecl,
        },
    },
    types::{self, Type},
};

/// The steps in order. One that lists several fields becomes one step for each; one with a bad part is left out
/// after its finding.
pub(super) fn steps_of(
    decls: &[Spanned<StepDecl>],
    known: Known<'_>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Vec<Step> {
    let mut reader = Reader { known, home, number: 0, steps: Vec::new(), out };
    for decl in decls {
        reader.number += 1;
        reader.step(decl);
    }
    reader.steps
}

/// A field of the event, or a part of its envelope such as `meta.recorded_at`.
pub(super) fn source_of(word: Word) -> Added {
    if word.value.contains('.') { Added::Meta(word) } else { Added::Field(word) }
}

type OldField = (Spanned<String>, OldType);

struct Reader<'r> {
    known: Known<'r>,
    home: Home,
    number: usize,
    steps: Vec<Step>,
    out: &'r mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn step(&mut self, decl: &Spanned<StepDecl>) {
        let span = decl.span;
        let one = match &decl.value {
            StepDecl::Add(add) => return self.add(add),
            StepDecl::Drop(table) => return self.each_of(table, Self::dropped),
            StepDecl::Rename(table) => return self.each_of(table, Self::renamed),
            StepDecl::Widen(table) => return self.each_of(table, Self::widened),
            StepDecl::Fill(table) => return self.each_of(table, Self::filled),
            StepDecl::Map(table) => return self.each_of(table, Self::mapped),
            StepDecl::Convert(convert) => self.convert(convert),
            StepDecl::Nest(nest) => nest
                .into
                .word()
                .map(|into| StepKind::Nest { fields: nest.fields.items().to_vec(), into }),
            StepDecl::Flatten(flatten) => self.flatten(flatten),
            StepDecl::Join(join) => self.join(join),
            StepDecl::Split(split) => self.split(split),
            StepDecl::Wrap(wrap) => self.wrap(wrap),
            StepDecl::Each(each) => each.list.word().map(|field| StepKind::Each {
                field,
                steps: steps_of(each.steps.items(), self.known, self.home, self.out),
            }),
            StepDecl::Custom(custom) => self.custom(custom),
        };
        self.push(one, span);
    }

    fn push(&mut self, kind: Option<StepKind>, span: Span) {
        let number = self.number;
        self.steps.extend(kind.map(|kind| Step { number, kind, span }));
    }

    fn each_of<T>(
        &mut self,
        table: &Table<T>,
        read: fn(&mut Self, Word, &T, Span) -> Option<StepKind>,
    ) {
        for Entry { name, value, span } in &table.entries {
            let kind = value.as_ref().and_then(|value| read(self, name.clone(), value, *span));
            self.push(kind, name.span.to(*span));
        }
    }

    fn add(&mut self, decl: &AddDecl) {
        match decl {
            AddDecl::Optional(names) => {
                for field in &names.items {
                    let kind = StepKind::Add { field: field.clone(), value: Added::Nothing };
                    self.push(Some(kind), field.span);
                }
            }
            AddDecl::Filled(table) => self.each_of(table, Self::added),
        }
    }

    fn added(&mut self, field: Word, decl: &AddValueDecl, _: Span) -> Option<StepKind> {
        let value = match decl {
            AddValueDecl::From(from) => source_of(from.from.word()?),
            AddValueDecl::Value(value) => Added::Constant(self.value(value)),
        };
        Some(StepKind::Add { field, value })
    }

    fn dropped(&mut self, field: Word, decl: &DropDecl, span: Span) -> Option<StepKind> {
        match decl {
            ShortOrLong::Short(ty) => {
                let was = self.old_type(&Spanned::new(ty, span))?;
                Some(StepKind::Drop { field, was, back: None })
            }
            ShortOrLong::Long(long) => {
                let was = self.old_type(&long.ty.spanned()?)?;
                Some(StepKind::Drop { field, was, back: self.back(&long.back) })
            }
        }
    }

    fn renamed(&mut self, from: Word, to: &String, span: Span) -> Option<StepKind> {
        if from.value == *to {
            let message = format!("`{to}` keeps its name");
            let finding = Diagnostic::error(rule::WRONG_KIND, span, message)
                .related(from.span, "the old name stands on the left")
                .help("remove this step, or write the old name on the left and the new one on the right");
            self.home.report(finding, self.out);
            return None;
        }
        Some(StepKind::Rename { from, to: Spanned::new(to.clone(), span) })
    }

    fn widened(&mut self, field: Word, decl: &WidenDecl, span: Span) -> Option<StepKind> {
        match decl {
            ShortOrLong::Short(ty) => {
                let was = self.old_type(&Spanned::new(ty, span))?;
                Some(StepKind::Widen { field, was, back: None })
            }
            ShortOrLong::Long(long) => {
                let was = self.old_type(&long.was.spanned()?)?;
                Some(StepKind::Widen { field, was, back: self.back(&long.back) })
            }
        }
    }

    /// The value for readers of the older version.
    fn back(&mut self, written: &At<Value>) -> Option<types::Value> {
        written.get().map(|back| self.value(back))
    }

    #[expect(clippy::unnecessary_wraps, reason = "one shape for all steps that list fields")]
    fn filled(&mut self, field: Word, decl: &Value, span: Span) -> Option<StepKind> {
        Some(StepKind::Fill { field, value: Spanned::new(self.value(decl).literal, span) })
    }

    fn value(&mut self, written: &Value) -> types::Value {
        value_of(written, self.home, self.out)
    }

    fn mapped(&mut self, field: Word, decl: &MapDecl, _: Span) -> Option<StepKind> {
        let was = self.old_type(&decl.was.spanned()?)?;
        let to = match decl.to.spanned() {
            Some(to) => Some(self.old_type(&to)?),
            None => None,
        };
        Some(StepKind::Map {
            field,
            was,
            to,
            values: pairs(&decl.values),
            otherwise: decl.otherwise.word(),
            back: pairs(&decl.back),
        })
    }

    fn convert(&mut self, decl: &ConvertDecl) -> Option<StepKind> {
        let from = self.old_fields(&decl.from)?;
        let on_invalid = decl.on_invalid.get().and_then(|way| match way {
            ShortOrLong::Short(OnInvalidDecl::Fail) => Some(OnInvalid::Fail),
            ShortOrLong::Long(instead) => {
                instead.value.get().map(|value| OnInvalid::Value(self.value(value)))
            }
        });
        let (to, using) = (decl.to.word()?, decl.using.word()?);
        Some(StepKind::Convert {
            from,
            to,
            using,
            arguments: self.arguments(&decl.with),
            on_invalid,
            back: self.back(&decl.back),
        })
    }

    /// The parameters of a conversion: scalars, as they are written.
    fn arguments(&mut self, with: &At<Table<Value>>) -> Vec<(Spanned<String>, Spanned<String>)> {
        let mut arguments = Vec::new();
        for entry in with.entries() {
            let Some(value) = &entry.value else { continue };
            if let Some(text) = value.as_written() {
                arguments.push((entry.name.clone(), Spanned::new(text.to_owned(), value.span)));
            } else {
                let message = format!("`{}` needs one plain value", entry.name.value);
                let finding = Diagnostic::error(rule::WRONG_KIND, value.span, message);
                self.home.report(finding, self.out);
            }
        }
        arguments
    }

    fn flatten(&mut self, decl: &FlattenDecl) -> Option<StepKind> {
        let (from, was) = self.only_field(&decl.from, "one value object is flattened at a time")?;
        Some(StepKind::Flatten { from, was, prefix: text(&decl.prefix) })
    }

    fn join(&mut self, decl: &JoinDecl) -> Option<StepKind> {
        let from = self.old_fields(&decl.from)?;
        let with = text(&decl.with).unwrap_or_else(|| " ".to_owned());
        Some(StepKind::Join { from, to: decl.to.word()?, with })
    }

    fn split(&mut self, decl: &SplitDecl) -> Option<StepKind> {
        let (from, was) = self.only_field(&decl.from, "one text is split at a time")?;
        let at = text(&decl.at).unwrap_or_else(|| " ".to_owned());
        if at.is_empty() {
            let finding = Diagnostic::error(
                rule::WRONG_KIND,
                decl.at.span,
                "a text cannot be cut at nothing",
            )
            .help("write what stands between the parts: `at: \" \"`");
            self.home.report(finding, self.out);
            return None;
        }
        Some(StepKind::Split {
            from,
            was,
            to: decl.to.items().to_vec(),
            at,
            extra: decl.extra.get().copied().map(extra_of).unwrap_or_default(),
            missing: text(&decl.missing).unwrap_or_default(),
        })
    }

    fn wrap(&mut self, decl: &WrapDecl) -> Option<StepKind> {
        let (from, was) = self.only_field(&decl.from, "one value becomes a list at a time")?;
        Some(StepKind::Wrap { from, was, to: decl.to.word()?, back: self.back(&decl.back) })
    }

    fn custom(&mut self, decl: &CustomDecl) -> Option<StepKind> {
        let reads = self.old_fields(&decl.reads)?;
        let (writes, using) = (decl.writes.items().to_vec(), decl.using.word()?);
        Some(StepKind::Custom { reads, writes, using })
    }

    /// The only field of a table that must hold one.
    fn only_field(&mut self, table: &At<OldFieldsDecl>, why: &str) -> Option<OldField> {
        if let [_, second, ..] = table.entries() {
            let finding = Diagnostic::error(rule::WRONG_KIND, second.name.span, why)
                .help("write a step for each");
            self.home.report(finding, self.out);
        }
        let fields = self.old_fields(table)?;
        let none = fields.is_empty();
        if none && table.is_written() && !table.is_bad() {
            let finding =
                Diagnostic::error(rule::OLD_TYPE_MISSING, table.span, "no old field is named here")
                    .help("write the old field with its old type: `from: { name: Text }`");
            self.home.report(finding, self.out);
        }
        fields.into_iter().next()
    }

    /// Old fields with their types; nothing when one of them is bad, since the step would say something else.
    fn old_fields(&mut self, table: &At<OldFieldsDecl>) -> Option<Vec<OldField>> {
        let mut fields = Vec::new();
        let mut whole = true;
        for entry in table.entries() {
            let decl = entry.value.as_ref().map(|decl| Spanned::new(decl, entry.span));
            match decl.and_then(|decl| self.old_type(&decl)) {
                Some(ty) => fields.push((entry.name.clone(), ty)),
                None => whole = false,
            }
        }
        whole.then_some(fields)
    }

    fn old_type(&mut self, decl: &Spanned<&OldTypeDecl>) -> Option<OldType> {
        match decl.value {
            OldTypeDecl::Type(text) => self.named_type(text).map(OldType::Type),
            OldTypeDecl::Values(words) if words.items.is_empty() => {
                let finding =
                    Diagnostic::error(rule::EMPTY_ENUM, decl.span, "no old value is listed here")
                        .help("list the values that were allowed: `[web, phone]`");
                self.home.report(finding, self.out);
                None
            }
            OldTypeDecl::Values(words) => Some(OldType::Words(words.items.clone())),
        }
    }

    fn named_type(&mut self, text: &TypeText) -> Option<Type> {
        let mut findings = Vec::new();
        let place = self.known.place(self.home);
        let found = types::resolve(text, &self.known.model.types, &place, &mut findings);
        for finding in findings {
            self.home.report(finding, self.out);
        }
        if let Some(default) = types::default_of(text) {
            let message = "an old type has no default";
            let finding = Diagnostic::error(rule::WRONG_KIND, default.span, message)
                .help("remove it; what old events get is said by `add` and `fill`");
            self.home.report(finding, self.out);
        }
        found
    }
}

fn extra_of(extra: SplitExtra) -> Extra {
    match extra {
        SplitExtra::First => Extra::First,
        SplitExtra::Last => Extra::Last,
        SplitExtra::Drop => Extra::Drop,
    }
}

fn pairs(table: &At<Table<String>>) -> Vec<(Spanned<String>, Spanned<String>)> {
    let pair = |entry: &Entry<String>| {
        let value = entry.value.clone()?;
        Some((entry.name.clone(), Spanned::new(value, entry.span)))
    };
    table.entries().iter().filter_map(pair).collect()
}
