//! Events that are read as others: the parts with their fields, and how each of them is filled.

use std::fmt::Write as _;

use super::{history::fields, random::Random, types::Ty};

/// Declares parts for an event with these fields, and writes its `split_into`.
pub(crate) fn parts(
    name: &str,
    sources: &[(String, Ty)],
    yaml: &mut String,
    random: &mut Random,
) -> Vec<String> {
    yaml.push_str("  split_into:\n");
    let mut parts = Vec::new();
    for number in 0..=random.below(3) {
        let part = format!("{name}Part{number}");
        let (mut given, mut own) = (Vec::new(), Vec::new());
        for (source, ty) in sources {
            if random.chance(60) {
                let (value, ty) = value(source, ty, random);
                let field = if random.chance(50) { source.clone() } else { format!("of_{source}") };
                given.push(format!("{field}: {value}"));
                own.push((field, ty));
            }
        }
        if random.chance(30) {
            given.push("recorded: { from: meta.recorded_at }".to_owned());
            own.push(("recorded".to_owned(), Ty::Scalar("Timestamp")));
        }
        if random.chance(20) {
            given.push("thing: { from: meta.stream_id }".to_owned());
            own.push(("thing".to_owned(), Ty::Named("ThingId")));
        }
        if random.chance(30) {
            own.push(("nothing".to_owned(), Ty::Scalar("Int").optional()));
        }
        let _ = writeln!(yaml, "    - {part}: {{ {} }}", given.join(", "));
        let retired = if random.chance(10) { "\n  retired: long ago" } else { "" };
        let declared = format!("{part}:\n  fields:{}{retired}\n", fields(&own));
        parts.push(declared);
    }
    parts
}

/// A value for a field of a part, and the type of that field.
fn value(source: &str, ty: &Ty, random: &mut Random) -> (String, Ty) {
    let wider: Vec<Ty> = ty.wider().into_iter().filter(Ty::is_of_today).collect();
    match (random.below(4), ty) {
        (0, Ty::Scalar("Int")) => {
            (format!("{{ using: cents_to_decimal, of: [{source}] }}"), Ty::Scalar("Decimal"))
        }
        (0, Ty::Scalar("Text")) => {
            (format!("{{ using: uppercase, of: [{source}] }}"), Ty::Named("Iban"))
        }
        (1, _) => {
            let other = Ty::any(random);
            match other.literal(random) {
                Some(literal) => (format!("{{ value: {literal} }}"), other),
                None => (source.to_owned(), ty.clone()),
            }
        }
        (2, _) if !wider.is_empty() => (source.to_owned(), random.pick(&wider).clone()),
        _ => (source.to_owned(), ty.clone()),
    }
}
