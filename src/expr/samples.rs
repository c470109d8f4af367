//! A small model that tests of expressions stand on.

use super::{Expr, Fields, Root, Scope, check};
use crate::{
    diagnostic::Diagnostic,
    source::{FileId, Span, Spanned},
    syntax::{CodeText, ExprText, TypeText},
    types::{
        Definition, EnumValue, Enumeration, Field, Info, Meaning, Place, Scalar, Type, TypeTable,
        resolve,
    },
};

/// Declared types, and the fields of a command, a state and an envelope.
pub(crate) struct Sample {
    pub(crate) types: TypeTable,
    command: Vec<Field>,
    state: Vec<Field>,
}

const COMMAND: &str = "amount: Decimal; count: Int; name: Text; note: Text?; limit: Decimal?; \
     channel: Channel; iban: Iban; payee: AccountId; when: Timestamp; wait: Duration; fee: Fee; \
     money: Money; deposit: Money?; urgent: Bool; day: Date; in_review: Bool";
const STATE: &str = "balance: Decimal; status: Status; tags: set<Text>; lines: list<Line>; \
     prices: map<Decimal>; counts: list<Int>; owner: AccountId; previous: Status?; fees: Fee; \
     price: Money; opened_at: Timestamp; title: Text; count: Int; closed: Bool";

impl Sample {
    pub(crate) fn new() -> Self {
        let mut types = TypeTable::default();
        let shared = Place::Shared;
        let bank = Place::Context("Bank".to_owned());
        declare(&mut types, &shared, "Currency", words(&["EUR", "USD"], false));
        declare(&mut types, &bank, "Status", words(&["open", "closed", "in_review"], false));
        declare(&mut types, &bank, "Channel", words(&["web", "phone"], true));
        declare(&mut types, &shared, "Iban", Meaning::Newtype(Scalar::Text.into()));
        declare(&mut types, &shared, "Fee", Meaning::Newtype(Scalar::Decimal.into()));
        let identity = Meaning::Identity { aggregate: "Account".to_owned(), scalar: Scalar::Uuid };
        declare(&mut types, &bank, "AccountId", identity);
        let money = fields(&types, "amount: Decimal; currency: Currency; memo: Text?");
        declare(&mut types, &shared, "Money", Meaning::Record(money));
        let line = fields(&types, "item: Text; quantity: Int; price: Money; gift: Text?");
        declare(&mut types, &bank, "Line", Meaning::Record(line));
        let (command, state) = (fields(&types, COMMAND), fields(&types, STATE));
        Self { types, command, state }
    }

    pub(crate) fn scope(&self) -> Scope<'_> {
        let account = self.types.at(&Place::Context("Bank".to_owned()), "AccountId");
        let account = account.map(Type::Named).unwrap();
        let meta = vec![
            ("recorded_at", Scalar::Timestamp.into()),
            ("actor", Type::from(Scalar::Text).optional()),
        ];
        Scope {
            types: &self.types,
            place: Place::Context("Bank".to_owned()),
            bare: Some(Root::Command),
            roots: vec![
                (Root::Command, Fields::Declared(&self.command)),
                (Root::Target, Fields::Single("account".to_owned(), account.clone())),
                (Root::State, Fields::Declared(&self.state)),
                (Root::Meta, Fields::Given(meta)),
                (Root::Event, Fields::Given(vec![("stream_id", account)])),
            ],
            absent: None,
        }
    }

    pub(crate) fn ty(&self, text: &str) -> Type {
        type_of(text, &self.types)
    }

    /// Checks an expression on its own, with an expected type or without.
    pub(crate) fn check(
        &self,
        text: &str,
        expected: Option<&str>,
    ) -> (Option<Expr>, Vec<Diagnostic>) {
        let expected = expected.map(|ty| self.ty(ty));
        let mut out = Vec::new();
        let place = Span::new(FileId::default(), 0, u32::try_from(text.len()).unwrap());
        let written = ExprText(CodeText::verbatim(text, place));
        let found = check(&written, &self.scope(), expected.as_ref(), &mut out);
        (found, out)
    }

    /// A correct expression.
    pub(crate) fn expr(&self, text: &str, expected: Option<&str>) -> Expr {
        let (found, out) = self.check(text, expected);
        found.unwrap_or_else(|| panic!("{text}: {out:#?}"))
    }
}

fn declare(types: &mut TypeTable, place: &Place, name: &str, meaning: Meaning) {
    let name = word(name);
    let definition = Definition { name, place: place.clone(), info: Info::default(), meaning };
    types.declare(definition).unwrap();
}

fn words(names: &[&str], open: bool) -> Meaning {
    let values = names.iter().map(|name| EnumValue { name: word(name), info: Info::default() });
    Meaning::Enumeration(Enumeration { values: values.collect(), open })
}

fn fields(types: &TypeTable, text: &str) -> Vec<Field> {
    let field = |line: &str| {
        let (name, ty) = line.trim().split_once(": ").unwrap();
        Field::plain(word(name), type_of(ty, types))
    };
    text.split(';').map(field).collect()
}

fn type_of(text: &str, types: &TypeTable) -> Type {
    let text = TypeText(CodeText::verbatim(text, Span::default()));
    resolve(&text, types, &Place::Context("Bank".to_owned()), &mut Vec::new()).unwrap()
}

fn word(name: &str) -> Spanned<String> {
    Spanned::new(name.to_owned(), Span::default())
}
