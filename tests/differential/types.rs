//! The types that random events are made of: as YAML writes them, with the values that a model can give to them, and
//! the wider types that take all of their values.

use super::random::Random;

/// A type of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ty {
    Scalar(&'static str),
    Named(&'static str),
    /// Words that only an old version has.
    Words(Vec<&'static str>),
    /// A value object that only old versions have: the inner steps of the `each` of every version that it still has to
    /// go through, the next one last, and what it is in the end.
    Old(Vec<Vec<String>>, &'static str),
    Optional(Box<Ty>),
    List(Box<Ty>),
    Set(Box<Ty>),
    Map(Box<Ty>),
}

/// What a declared type is.
pub(crate) enum Kind {
    Words { words: &'static [&'static str], open: bool },
    Newtype(fn() -> Ty),
    Record(fn() -> Vec<(&'static str, Ty)>),
    Identity(&'static str),
}

pub(crate) const SCALARS: [&str; 9] =
    ["Text", "Int", "Decimal", "Bool", "Uuid", "Date", "Timestamp", "Duration", "Bytes"];

/// The declarations, in YAML below `types:`.
pub(crate) const DECLARED: &str = "
      Channel: [web, phone, app, in_store]
      Status: { values: [open, paid, closed], open: true }
      Size: [small, large]
      AllSizes: [tiny, small, medium, large]
      Loose: { values: [small, web], open: true }
      Flag: ['yes', 'no', unknown]
      Iban: Text
      Serial: Int
      Rate: Decimal
      Deep: Iban
      Tags: list<Text>
      Kind: Channel
      Money: { fields: { amount: Decimal, currency: Currency } }
      Currency: [EUR, USD, GBP]
      Price: { fields: { unit: Text, value: Rate } }
      Address: { fields: { street: Text, city: Text?, zip_code: Iban } }
      Line: { fields: { article: Text, pieces: Int, price: Money, note: Text?, kind: Channel } }
      Point: { fields: { x: Int, y: Int } }
      Home: Address
      Tree: { fields: { name: Text, weight: Int?, children: list<Tree> } }
      Parcel: { fields: { to: Address, lines: list<Line>, labels: set<Text>, extras: map<Money>, size: 'Size?' } }
";

/// What the declared types are.
pub(crate) const KINDS: [(&str, Kind); 24] = [
    ("Channel", Kind::Words { words: &["web", "phone", "app", "in_store"], open: false }),
    ("Status", Kind::Words { words: &["open", "paid", "closed"], open: true }),
    ("Size", Kind::Words { words: &["small", "large"], open: false }),
    ("AllSizes", Kind::Words { words: &["tiny", "small", "medium", "large"], open: false }),
    ("Loose", Kind::Words { words: &["small", "web"], open: true }),
    ("Flag", Kind::Words { words: &["yes", "no", "unknown"], open: false }),
    ("Currency", Kind::Words { words: &["EUR", "USD", "GBP"], open: false }),
    ("Iban", Kind::Newtype(|| Ty::Scalar("Text"))),
    ("Serial", Kind::Newtype(|| Ty::Scalar("Int"))),
    ("Rate", Kind::Newtype(|| Ty::Scalar("Decimal"))),
    ("Deep", Kind::Newtype(|| Ty::Named("Iban"))),
    ("Tags", Kind::Newtype(|| Ty::Scalar("Text").list())),
    ("Kind", Kind::Newtype(|| Ty::Named("Channel"))),
    ("Home", Kind::Newtype(|| Ty::Named("Address"))),
    (
        "Money",
        Kind::Record(|| {
            vec![("amount", Ty::Scalar("Decimal")), ("currency", Ty::Named("Currency"))]
        }),
    ),
    ("Price", Kind::Record(|| vec![("unit", Ty::Scalar("Text")), ("value", Ty::Named("Rate"))])),
    (
        "Address",
        Kind::Record(|| {
            vec![
                ("street", Ty::Scalar("Text")),
                ("city", Ty::Scalar("Text").optional()),
                ("zip_code", Ty::Named("Iban")),
            ]
        }),
    ),
    (
        "Line",
        Kind::Record(|| {
            vec![
                ("article", Ty::Scalar("Text")),
                ("pieces", Ty::Scalar("Int")),
                ("price", Ty::Named("Money")),
                ("note", Ty::Scalar("Text").optional()),
                ("kind", Ty::Named("Channel")),
            ]
        }),
    ),
    ("Point", Kind::Record(|| vec![("x", Ty::Scalar("Int")), ("y", Ty::Scalar("Int"))])),
    (
        "Tree",
        Kind::Record(|| {
            vec![
                ("name", Ty::Scalar("Text")),
                ("weight", Ty::Scalar("Int").optional()),
                ("children", Ty::Named("Tree").list()),
            ]
        }),
    ),
    (
        "Parcel",
        Kind::Record(|| {
            vec![
                ("to", Ty::Named("Address")),
                ("lines", Ty::Named("Line").list()),
                ("labels", Ty::Scalar("Text").set()),
                ("extras", Ty::Named("Money").map()),
                ("size", Ty::Named("Size").optional()),
            ]
        }),
    ),
    ("ThingId", Kind::Identity("Uuid")),
    ("DeskId", Kind::Identity("Text")),
    ("TicketId", Kind::Identity("Int")),
];

/// What a declared type is.
pub(crate) fn kind(name: &str) -> &'static Kind {
    &KINDS.iter().find(|(known, _)| *known == name).expect("a declared type").1
}

impl Ty {
    pub(crate) fn optional(self) -> Self {
        Self::Optional(Box::new(self))
    }

    pub(crate) fn list(self) -> Self {
        Self::List(Box::new(self))
    }

    pub(crate) fn set(self) -> Self {
        Self::Set(Box::new(self))
    }

    pub(crate) fn map(self) -> Self {
        Self::Map(Box::new(self))
    }

    pub(crate) fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_))
    }

    pub(crate) fn present(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            other => other,
        }
    }

    /// A type that a model can name today.
    pub(crate) fn any(random: &mut Random) -> Self {
        let plain = |random: &mut Random| match random.below(10) {
            0..6 => Self::Scalar(SCALARS[random.below(SCALARS.len())]),
            _ => Self::Named(random.pick(&KINDS).0),
        };
        let ty = plain(random);
        match random.below(20) {
            0..4 => ty.optional(),
            4 | 5 => ty.list(),
            6 => ty.set(),
            7 => ty.map(),
            8 => ty.optional().list(),
            9 => ty.list().optional(),
            10 => ty.set().map(),
            11 => ty.map().optional(),
            _ => ty,
        }
    }

    /// The type as a step or a field says it; nothing for a value object of old versions, which has no name.
    pub(crate) fn written(&self) -> Option<String> {
        Some(match self {
            Self::Scalar(name) | Self::Named(name) => (*name).to_owned(),
            Self::Words(words) => format!("[{}]", quoted(words).join(", ")),
            Self::Old(..) => return None,
            Self::Optional(inner) => format!("{}?", inner.name()?),
            Self::List(inner) => format!("list<{}>", inner.name()?),
            Self::Set(inner) => format!("set<{}>", inner.name()?),
            Self::Map(inner) => format!("map<{}>", inner.name()?),
        })
    }

    fn name(&self) -> Option<String> {
        self.written().filter(|_| !matches!(self, Self::Words(_)))
    }

    /// The type in quotes where YAML needs them.
    pub(crate) fn yaml(&self) -> Option<String> {
        let text = self.written()?;
        Some(if matches!(self, Self::Words(_)) { text } else { format!("'{text}'") })
    }

    /// Whether the type can stand in the newest version.
    pub(crate) fn is_of_today(&self) -> bool {
        match self {
            Self::Scalar(_) | Self::Named(_) => true,
            Self::Words(_) | Self::Old(..) => false,
            Self::Optional(inner) | Self::List(inner) | Self::Set(inner) | Self::Map(inner) => {
                inner.is_of_today()
            }
        }
    }

    /// The words of an enumeration of today, and whether it is open.
    pub(crate) fn words(&self) -> Option<(&'static [&'static str], bool)> {
        match self {
            Self::Named(name) => match kind(name) {
                Kind::Words { words, open } => Some((words, *open)),
                Kind::Newtype(_) | Kind::Record(_) | Kind::Identity(_) => None,
            },
            _ => None,
        }
    }

    /// The fields of a value object of today.
    pub(crate) fn record(&self) -> Option<Vec<(&'static str, Self)>> {
        match self {
            Self::Named(name) => match kind(name) {
                Kind::Record(fields) => Some(fields()),
                Kind::Words { .. } | Kind::Newtype(_) | Kind::Identity(_) => None,
            },
            _ => None,
        }
    }

    /// The type inside a newtype or identity.
    pub(crate) fn inside(&self) -> Option<Self> {
        match self {
            Self::Named(name) => match kind(name) {
                Kind::Newtype(inner) => Some(inner()),
                Kind::Identity(scalar) => Some(Self::Scalar(scalar)),
                Kind::Words { .. } | Kind::Record(_) => None,
            },
            _ => None,
        }
    }

    /// The type inside all newtypes and identities.
    pub(crate) fn peeled(&self) -> Self {
        self.inside().map_or_else(|| self.clone(), |inner| inner.peeled())
    }

    /// Types that take every value of this one.
    pub(crate) fn wider(&self) -> Vec<Self> {
        let mut found = Vec::new();
        match self {
            Self::Scalar("Int") => found.push(Self::Scalar("Decimal")),
            Self::Scalar("Uuid") => found.push(Self::Scalar("Text")),
            Self::Optional(inner) => {
                found.extend(inner.wider().into_iter().filter_map(|wide| {
                    if wide.is_optional() { None } else { Some(wide.optional()) }
                }));
            }
            Self::List(inner) => found.extend(inner.wider().into_iter().map(Self::list)),
            Self::Set(inner) => found.extend(inner.wider().into_iter().map(Self::set)),
            Self::Map(inner) => found.extend(inner.wider().into_iter().map(Self::map)),
            Self::Scalar(_) | Self::Named(_) | Self::Words(_) | Self::Old(..) => {}
        }
        found.extend(self.inside());
        if !matches!(self, Self::Old(..) | Self::Words(_)) {
            let around = KINDS.map(|(name, _)| Self::Named(name)).into_iter();
            found.extend(around.filter(|newtype| newtype.inside().as_ref() == Some(self)));
        }
        let words = match self {
            Self::Words(words) => Some((words.as_slice(), false)),
            other => other.words(),
        };
        if let Some((words, open)) = words {
            found.push(Self::Scalar("Text"));
            let others = KINDS.map(|(name, _)| Self::Named(name)).into_iter();
            found.extend(others.filter(|other| {
                other.words().is_some_and(|(wide, wide_open)| {
                    wide_open || (!open && words.iter().all(|word| wide.contains(word)))
                })
            }));
        }
        if !self.is_optional() && !matches!(self, Self::Words(_)) {
            found.push(self.clone().optional());
        }
        found.retain(|wide| wide != self);
        found
    }

    /// A value of the type as YAML, in flow style; nothing for types that models write no values for.
    pub(crate) fn literal(&self, random: &mut Random) -> Option<String> {
        let several = |random: &mut Random, ty: &Self| {
            (0..random.below(3)).map(|_| ty.literal(random)).collect::<Option<Vec<_>>>()
        };
        Some(match self {
            Self::Scalar(name) => scalar(name, random),
            Self::Optional(inner) => inner.literal(random)?,
            Self::List(inner) => format!("[{}]", several(random, inner)?.join(", ")),
            Self::Set(inner) => {
                let mut items = several(random, inner)?;
                items.dedup();
                format!("[{}]", items.join(", "))
            }
            Self::Map(inner) => {
                let items = several(random, inner)?.into_iter().enumerate();
                let items: Vec<_> =
                    items.map(|(place, item)| format!("k{place}: {item}")).collect();
                format!("{{ {} }}", items.join(", "))
            }
            Self::Words(_) | Self::Old(..) => return None,
            Self::Named(name) => match kind(name) {
                Kind::Words { words, .. } => format!("'{}'", random.pick(words)),
                Kind::Newtype(inner) => inner().literal(random)?,
                Kind::Identity(scalar) => self::scalar(scalar, random),
                Kind::Record(_) if *name == "Tree" => "{ name: oak, children: [] }".to_owned(),
                Kind::Record(fields) => {
                    let fields = fields().into_iter();
                    let fields: Option<Vec<_>> = fields
                        .map(|(name, ty)| {
                            ty.literal(random).map(|value| format!("{name}: {value}"))
                        })
                        .collect();
                    format!("{{ {} }}", fields?.join(", "))
                }
            },
        })
    }
}

fn scalar(name: &str, random: &mut Random) -> String {
    let choices: &[&str] = match name {
        "Text" => {
            &["''", "plain", "'a \"quoted\" text'", "\"Zoë \\\\ \\n东京 😀\"", "'12'", "' x '"]
        }
        "Int" => &["0", "-1", "7", "9223372036854775807", "-9223372036854775808", "1000000"],
        "Decimal" => &[
            "0",
            "'0.00'",
            "'-12.50'",
            "'79228162514264337593543950335'",
            "'0.0000000000000000000000000001'",
            "5",
        ],
        "Bool" => &["true", "false"],
        "Uuid" => {
            &["'018f3f3e-0000-7000-8000-000000000001'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"]
        }
        "Date" => &["'1970-01-01'", "'2024-02-29'", "'9999-12-31'"],
        "Timestamp" => &[
            "'1969-12-31T23:59:59.5Z'",
            "'2026-02-28T12:30:00Z'",
            "'2026-02-28T12:30:00.000000001Z'",
        ],
        "Duration" => &["PT15M", "'-PT1H'", "PT0S", "PT8760H", "PT1.5S"],
        _ => &["''", "'AP8Q'", "'////'", "'AA=='"],
    };
    (*random.pick(choices)).to_owned()
}

pub(crate) fn quoted(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| format!("'{word}'")).collect()
}
