//! Random payloads of a version: what fits its shape, with what old writers may have added, and what almost fits.

use esgen::{
    evolve::{Json, Plan, Shape},
    types::{Field, Meaning, Scalar, Type},
};

use super::random::Random;

/// A payload that fits a shape, beside fields that nobody knows.
pub(crate) fn fitting(plan: &Plan, shape: &Shape, random: &mut Random) -> Json {
    Maker { plan, random, depth: 0 }.record(&shape.fields)
}

/// The same payload with one value somewhere that probably does not fit.
pub(crate) fn spoilt(payload: &Json, random: &mut Random) -> Json {
    let mut copy = payload.clone();
    spoil(&mut copy, random);
    copy
}

fn spoil(value: &mut Json, random: &mut Random) {
    match value {
        Json::Object(entries) if !entries.is_empty() && random.chance(90) => {
            let place = random.below(entries.len());
            if random.chance(25) {
                entries.remove(place);
            } else {
                spoil(&mut entries[place].1, random);
            }
        }
        Json::List(items) if !items.is_empty() && random.chance(80) => {
            let place = random.below(items.len());
            spoil(&mut items[place], random);
        }
        other => *other = strange(random),
    }
}

/// A value that hardly anything takes. A value object as a list and a word as an object are not among them: serde takes
/// those, though nobody writes them.
fn strange(random: &mut Random) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    let number = |digits: &str| Json::Number(digits.to_owned());
    match random.below(18) {
        0 => Json::Null,
        1 => Json::Bool(true),
        2 => number("-0"),
        3 => number("9223372036854775808"),
        4 => number("1.0"),
        5 => number("1e3"),
        6 => number("-9223372036854775808"),
        7 => text("nonsense"),
        8 => text("2026-02-30"),
        9 => text("0.00000000000000000000000000000000001"),
        10 => text("AB=="),
        11 => text("{018f3f3e-0000-7000-8000-000000000001}"),
        12 => text("1e5"),
        13 => text("P1DT2H"),
        14 => text("1h 30m"),
        15 => text("1.00000000000000000000000000000000004"),
        16 => text("1.00000000000000000000000000000000004e3"),
        _ => text("79228162514264337593543950336"),
    }
}

struct Maker<'m> {
    plan: &'m Plan,
    random: &'m mut Random,
    depth: usize,
}

impl Maker<'_> {
    fn record(&mut self, fields: &[Field]) -> Json {
        let mut entries = Vec::new();
        for field in fields {
            let value = self.value(&field.ty);
            if value != Json::Null || self.random.chance(50) {
                entries.push((field.name.value.clone(), value));
            }
        }
        if self.random.chance(20) {
            let unknown = Json::parse(r#"{"deep":[1e400,-0,{"x":null}]}"#).unwrap();
            let place = self.random.below(entries.len() + 1);
            entries.insert(place, ("a field of tomorrow".to_owned(), unknown));
        }
        if self.random.chance(30) {
            entries.reverse();
        }
        Json::Object(entries)
    }

    fn value(&mut self, ty: &Type) -> Json {
        match ty {
            Type::Optional(_) if self.depth > 6 || self.random.chance(30) => Json::Null,
            Type::Optional(inner) => self.value(inner),
            Type::Scalar(scalar) => self.scalar(*scalar),
            Type::List(inner) | Type::Set(inner) => Json::List(self.several(inner)),
            Type::Map(inner) => {
                let keys = ["zebra", "", "Zürich 東京", "a\"b\\\n", "10", "9"];
                let values = self.several(inner);
                let keys = keys.iter().skip(self.random.below(3));
                Json::Object(keys.map(|key| (*key).to_owned()).zip(values).collect())
            }
            Type::Named(id) => {
                let plan = self.plan;
                match &plan.types[*id].meaning {
                    Meaning::Identity { scalar, .. } => self.scalar(*scalar),
                    Meaning::Newtype(inner) => self.value(inner),
                    Meaning::Enumeration(words) if words.open && self.random.chance(30) => {
                        Json::Text((*self.random.pick(&["of tomorrow", "", "Web"])).to_owned())
                    }
                    Meaning::Enumeration(words) => {
                        Json::Text(self.random.pick(&words.values).name.value.clone())
                    }
                    Meaning::Record(fields) => {
                        self.depth += 1;
                        let made = self.record(fields);
                        self.depth -= 1;
                        made
                    }
                }
            }
        }
    }

    fn several(&mut self, inner: &Type) -> Vec<Json> {
        let most = if self.depth > 3 { 1 } else { 4 };
        (0..self.random.below(most)).map(|_| self.value(inner)).collect()
    }

    fn scalar(&mut self, scalar: Scalar) -> Json {
        match scalar {
            Scalar::Int => Json::Number((*self.random.pick(&NUMBERS)).to_owned()),
            Scalar::Bool => Json::Bool(self.random.chance(50)),
            Scalar::Text => Json::Text((*self.random.pick(&TEXTS)).to_owned()),
            Scalar::Decimal => self.one_of(&DECIMALS),
            Scalar::Uuid => self.one_of(&UUIDS),
            Scalar::Date => self.one_of(&DAYS),
            Scalar::Timestamp => self.one_of(&INSTANTS),
            Scalar::Duration => self.one_of(&DURATIONS),
            Scalar::Bytes => self.one_of(&["", "AA==", "AP8Q", "////", "+/+/", "AAE="]),
        }
    }

    fn one_of(&mut self, texts: &[&str]) -> Json {
        Json::Text((*self.random.pick(texts)).to_owned())
    }
}

const NUMBERS: [&str; 6] =
    ["0", "-1", "42", "9223372036854775807", "-9223372036854775808", "1772281800000"];
const DECIMALS: [&str; 17] = [
    "0",
    "-0",
    "0.00",
    "1.10",
    "-12.50",
    "1.1",
    "+3",
    ".5",
    "5.",
    "1_000.5",
    "1e3",
    "2.5E-2",
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "92233720368547758.07",
    "92233720368547758.08",
];
const UUIDS: [&str; 5] = [
    "018f3f3e-0000-7000-8000-000000000001",
    "018F3F3E00007000800000000000FEED",
    "urn:uuid:018f3f3e-0000-7000-8000-00000000000a",
    "00000000-0000-0000-0000-000000000000",
    "{ffffffff-ffff-ffff-ffff-ffffffffffff}",
];
const DAYS: [&str; 6] =
    ["1970-01-01", "2024-02-29", "9999-12-31", "-009999-01-01", "0000-01-01", "2026-02-28"];
const INSTANTS: [&str; 8] = [
    "1970-01-01T00:00:00Z",
    "2026-02-28T12:30:00+01:00",
    "2026-02-28T12:30:00.123456789Z",
    "-000001-06-01T00:00:00Z",
    "9999-12-30T22:00:00Z",
    "2026-02-28 12:30:00Z",
    "1969-12-31T23:59:59.999Z",
    "2026-02-28T23:59:60Z",
];
const DURATIONS: [&str; 6] = ["PT0S", "PT15M", "-PT1.5S", "PT26H", "PT8760H0.000000001S", "2h 30m"];
/// Texts that conversions take, cut and trip over, and texts of many scripts.
const TEXTS: [&str; 26] = [
    "",
    " ",
    "plain",
    "two words",
    "a,b,,c",
    "--x--y",
    "é1éé2",
    "\t 42 \n",
    "007",
    "-7",
    "+5",
    "9223372036854775808",
    "12.50",
    " 1_0.5 ",
    "1e3",
    "2026-02-28",
    "2026-02-28T12:00:00+02:00",
    "2024-W09",
    "018f3f3e-0000-7000-8000-000000000001",
    "web",
    "ẞ ﬃ İ Σ",
    "Zoë, 东京 «ß» \u{1F600}",
    "\"\\/\u{0}\u{7f}",
    "\u{202e}abc\u{feff}",
    "\u{2028}line",
    "long long long long long long long long long long long",
];
