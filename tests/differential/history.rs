//! A random history of one event, made forwards: it begins with an old shape, and every step changes the fields as the
//! language says. What is written is the newest shape and the steps; esgen has to find the old shapes again.

use std::fmt::Write as _;

use super::{
    random::Random,
    types::{Kind, Ty, kind},
};

/// Names that generated code could take for something else.
const HARD: [&str; 28] = [
    "type",
    "match",
    "old",
    "stored",
    "meta",
    "event",
    "value",
    "error",
    "from",
    "convert",
    "hooks",
    "kernel",
    "string",
    "option",
    "some",
    "none",
    "result",
    "vec",
    "text",
    "version",
    "read",
    "split",
    "v1",
    "item",
    "async",
    "amount",
    "left_over",
    "x1_y2",
];

/// The fields of an event, or of a value object inside it, on their way through the versions.
#[derive(Default)]
pub(crate) struct History {
    pub(crate) fields: Vec<(String, Ty)>,
    used: Vec<String>,
    /// The steps of the version that is being made.
    pub(crate) steps: Vec<String>,
}

impl History {
    /// A history that begins with some fields.
    pub(crate) fn begin(random: &mut Random, with_old: bool) -> Self {
        let mut history = Self::default();
        for _ in 0..random.below(7) {
            let ty = match random.below(12) {
                0 => Ty::Words(vec!["small", "web", "WEB"]),
                1 => Ty::Words(vec!["web", "phone"]),
                2 | 3 if with_old => old(random),
                _ => Ty::any(random),
            };
            let name = history.fresh(random);
            history.fields.push((name, ty));
        }
        history
    }

    /// A name that no field has or had.
    pub(crate) fn fresh(&mut self, random: &mut Random) -> String {
        let hard = random.pick(&HARD);
        let free = random.chance(30) && !self.used.iter().any(|used| used == hard);
        let name = if free { (*hard).to_owned() } else { format!("f{}", self.used.len()) };
        self.used.push(name.clone());
        name
    }

    /// Takes a name that the language gives, if no field has or had it.
    pub(crate) fn claim(&mut self, name: &str) -> bool {
        let free = !self.used.iter().any(|used| used == name);
        if free {
            self.used.push(name.to_owned());
        }
        free
    }

    /// Makes the fields those of a value object, with the steps that it takes; nothing when a name is in the way.
    pub(crate) fn become_record(&mut self, record: &str, random: &mut Random) -> Option<()> {
        let Kind::Record(members) = kind(record) else { return None };
        let names = self.gather(&members(), random)?;
        while let Some(place) = self.fields.iter().position(|(name, _)| !names.contains(name)) {
            let (name, ty) = self.fields.remove(place);
            let ty = ty.yaml()?;
            self.steps.push(format!("drop: {{ {name}: {ty} }}"));
        }
        Some(())
    }

    /// Brings a field for each member into sight, under its name: renamed where there is one, else added.
    pub(crate) fn gather(
        &mut self,
        members: &[(&'static str, Ty)],
        random: &mut Random,
    ) -> Option<Vec<String>> {
        let mut names = Vec::new();
        for (member, ty) in members {
            let there = self
                .fields
                .iter()
                .position(|(name, known)| known == ty && (name == member || !names.contains(name)));
            let named = self.fields.iter().any(|(name, known)| name == member && known == ty);
            if !named {
                if !self.claim(member) {
                    return None;
                }
                match there {
                    Some(place) if random.chance(70) => {
                        let name =
                            std::mem::replace(&mut self.fields[place].0, (*member).to_owned());
                        self.steps.push(format!("rename: {{ {name}: {member} }}"));
                    }
                    _ => {
                        let step = if ty.is_optional() {
                            format!("add: {member}")
                        } else {
                            format!("add: {{ {member}: {} }}", ty.literal(random)?)
                        };
                        self.steps.push(step);
                        self.fields.push(((*member).to_owned(), ty.clone()));
                    }
                }
            }
            names.push((*member).to_owned());
        }
        Some(names)
    }

    /// Brings every field into a type that the newest version can have.
    fn settle(&mut self) {
        while let Some(place) = self.fields.iter().position(|(_, ty)| !ty.is_of_today()) {
            let (name, ty) = self.fields[place].clone();
            if let Ty::Words(words) = &ty {
                let words = super::types::quoted(words).join(", ");
                self.steps.push(format!("widen: {{ {name}: [{words}] }}"));
                self.fields[place].1 = Ty::Scalar("Text");
            } else {
                let step = self.each(place).expect("an old value object has a step left");
                self.steps.push(step);
            }
        }
    }
}

/// A collection of value objects that a later version knows otherwise.
fn old(random: &mut Random) -> Ty {
    const RECORDS: [&str; 6] = ["Money", "Price", "Address", "Line", "Point", "Parcel"];
    let record = random.pick(&RECORDS);
    loop {
        let mut inside = History::begin(random, false);
        let mut layers = Vec::new();
        for _ in 0..=random.below(2) {
            for _ in 0..random.below(4) {
                inside.step(random);
            }
            layers.push(std::mem::take(&mut inside.steps));
        }
        if inside.become_record(record, random).is_none() {
            continue;
        }
        layers.last_mut().expect("at least one layer").append(&mut inside.steps);
        // A value object that is the same before and after needs no `each`.
        if layers.iter().any(Vec::is_empty) {
            continue;
        }
        layers.reverse();
        let ty = Ty::Old(layers, record);
        return match random.below(6) {
            0 => ty.map(),
            1 => ty.set(),
            2 => ty.list().optional(),
            _ => ty.list(),
        };
    }
}

/// The declaration of a random event below `events:`, behind those of its parts when it is read as others.
pub(crate) fn event(number: usize, random: &mut Random) -> Vec<String> {
    let mut history = History::begin(random, true);
    let newest = 1 + random.below(5);
    let mut changes = Vec::new();
    for version in 2..=newest {
        for _ in 0..random.below(6) {
            history.step(random);
        }
        if version == newest {
            history.settle();
        }
        changes.push(std::mem::take(&mut history.steps));
    }
    if newest == 1 {
        history.fields.retain(|(_, ty)| ty.is_of_today());
    }
    let name = format!("E{number}");
    let mut yaml = format!("{name}:\n  version: {newest}\n  fields:{}\n", fields(&history.fields));
    if random.chance(15) {
        let _ = writeln!(yaml, "  stored_as: old.store_{number}");
    }
    if random.chance(15) {
        let _ = writeln!(yaml, "  unversioned_is: {}", 1 + random.below(newest));
    }
    let mut parts = Vec::new();
    match random.below(20) {
        0 => yaml.push_str("  retired: nobody asked for it\n"),
        1..=3 => parts = super::split::parts(&name, &history.fields, &mut yaml, random),
        _ => {}
    }
    if !changes.is_empty() {
        yaml.push_str("  changes:\n");
    }
    let renamed = random.below(newest * 3) + 2;
    for (place, steps) in changes.iter().enumerate().rev() {
        let version = place + 2;
        let _ = writeln!(yaml, "    {version}:\n      because: version {version} came");
        if version == renamed {
            let _ = writeln!(yaml, "      renamed_from: Before{number}");
        }
        let _ = writeln!(yaml, "      steps:{}", if steps.is_empty() { " []" } else { "" });
        for step in steps {
            let _ = writeln!(yaml, "        - {step}");
        }
    }
    parts.push(yaml);
    parts
}

/// Fields as YAML, behind their key.
pub(crate) fn fields(fields: &[(String, Ty)]) -> String {
    if fields.is_empty() {
        return " {}".to_owned();
    }
    let line = |(name, ty): &(String, Ty)| {
        format!("\n    {name}: {}", ty.yaml().expect("a type of today"))
    };
    fields.iter().map(line).collect()
}
