//! One random step of every kind: its YAML, and what it makes of the fields.

use super::{
    convert,
    history::History,
    random::Random,
    types::{KINDS, Kind, Ty, quoted},
};

impl History {
    /// Adds a step of a random kind; of another kind where no field is fit for it.
    pub(crate) fn step(&mut self, random: &mut Random) {
        for _ in 0..10 {
            let place = random.below(self.fields.len());
            let made = match random.below(17) {
                0 => self.add(random),
                _ if self.fields.is_empty() => self.add(random),
                1 => self.drop(place, random),
                2 => Some(self.rename(place, random)),
                3 | 4 => self.widen(place, random),
                5 => self.fill(place, random),
                6 | 7 => self.map(place, random),
                8..=10 => convert::step(self, place, random),
                11 => self.nest(random),
                12 => self.flatten(random),
                13 => self.join(random),
                14 => self.split(place, random),
                15 => self.wrap(place, random),
                _ => self.each(place),
            };
            if let Some(step) = made {
                self.steps.push(step);
                return;
            }
        }
    }

    fn add(&mut self, random: &mut Random) -> Option<String> {
        const META: [(&str, &[&str]); 6] = [
            ("recorded_at", &["Timestamp", "Timestamp?"]),
            ("actor", &["Text?"]),
            ("correlation_id", &["Uuid", "Text", "Uuid?"]),
            ("causation_id", &["Uuid", "Text?"]),
            ("event_id", &["Uuid", "Text"]),
            ("stream_id", &["Text", "ThingId", "ThingId?", "Iban"]),
        ];
        let name = self.fresh(random);
        match random.below(4) {
            0 => {
                let (part, types) = random.pick(&META);
                let written = *random.pick(types);
                let plain = written.trim_end_matches('?');
                let known = KINDS.iter().find(|(known, _)| *known == plain);
                let ty = known.map_or(Ty::Scalar(plain), |(known, _)| Ty::Named(known));
                let ty = if written.ends_with('?') { ty.optional() } else { ty };
                self.fields.push((name.clone(), ty));
                Some(format!("add: {{ {name}: {{ from: meta.{part} }} }}"))
            }
            1 if !self.fields.is_empty() => {
                let (source, ty) = random.pick(&self.fields).clone();
                ty.written()?;
                let mut types = ty.wider();
                types.push(ty);
                let ty = random.pick(&types).clone();
                ty.is_of_today().then_some(())?;
                self.fields.push((name.clone(), ty));
                Some(format!("add: {{ {name}: {{ from: {source} }} }}"))
            }
            2 => {
                let ty = Ty::any(random).present().clone().optional();
                self.fields.push((name.clone(), ty));
                Some(format!("add: {name}"))
            }
            _ => {
                let ty = Ty::any(random);
                let value = ty.literal(random)?;
                self.fields.push((name.clone(), ty));
                Some(format!("add: {{ {name}: {value} }}"))
            }
        }
    }

    fn drop(&mut self, place: usize, random: &mut Random) -> Option<String> {
        let (name, ty) = self.fields[place].clone();
        let written = ty.yaml()?;
        self.fields.remove(place);
        let back = ty.literal(random).filter(|_| random.chance(30));
        Some(match back {
            Some(back) => format!("drop: {{ {name}: {{ type: {written}, back: {back} }} }}"),
            None => format!("drop: {{ {name}: {written} }}"),
        })
    }

    fn rename(&mut self, place: usize, random: &mut Random) -> String {
        let new = self.fresh(random);
        let old = std::mem::replace(&mut self.fields[place].0, new.clone());
        format!("rename: {{ {old}: {new} }}")
    }

    fn widen(&mut self, place: usize, random: &mut Random) -> Option<String> {
        let (name, ty) = self.fields[place].clone();
        let written = ty.yaml()?;
        let wider = ty.wider();
        self.fields[place].1 = wider.get(random.below(wider.len()))?.clone();
        Some(format!("widen: {{ {name}: {written} }}"))
    }

    fn fill(&mut self, place: usize, random: &mut Random) -> Option<String> {
        let (name, ty) = self.fields[place].clone();
        let Ty::Optional(inner) = ty else { return None };
        let value = inner.literal(random)?;
        self.fields[place].1 = *inner;
        Some(format!("fill: {{ {name}: {value} }}"))
    }

    fn map(&mut self, place: usize, random: &mut Random) -> Option<String> {
        let (name, ty) = self.fields[place].clone();
        let (old, is_total): (Vec<&str>, bool) = match ty.present() {
            Ty::Scalar("Text") => (vec!["web", "a b", "", "Zoë"], false),
            Ty::Scalar("Bool") => (vec!["true", "false"], true),
            Ty::Words(words) => (words.clone(), true),
            other => other.words().map(|(words, open)| (words.to_vec(), !open))?,
        };
        let enumerations: Vec<_> = KINDS
            .iter()
            .filter_map(|(name, kind)| match kind {
                Kind::Words { words, .. } => Some((*name, *words)),
                Kind::Newtype(_) | Kind::Record(_) | Kind::Identity(_) => None,
            })
            .collect();
        let (target, words) = *random.pick(&enumerations);
        let is_text = *ty.present() == Ty::Scalar("Text");
        let stays =
            |word: &str| !is_text && words.contains(&word) && *ty.present() != Ty::Scalar("Bool");
        let otherwise = !is_total || random.chance(20);
        let mut values = Vec::new();
        for word in old {
            let may_stay = stays(word) || otherwise;
            if !may_stay || random.chance(50) {
                values.push(format!("'{word}': '{}'", random.pick(words)));
            }
        }
        let was = ty.yaml()?;
        let otherwise = if otherwise {
            format!(", otherwise: '{}'", random.pick(words))
        } else {
            String::new()
        };
        // An open enumeration has no list of words that would say the same.
        let closed = Ty::Named(target).words().is_some_and(|(_, open)| !open);
        let (after, to) = match random.below(4) {
            0 if closed => (Ty::Named(target), format!(", to: [{}]", quoted(words).join(", "))),
            1 if !ty.is_optional() => (Ty::Named(target).optional(), String::new()),
            _ => (Ty::Named(target), String::new()),
        };
        let after = if ty.is_optional() && !after.is_optional() { after.optional() } else { after };
        self.fields[place].1 = after;
        Some(format!(
            "map: {{ {name}: {{ was: {was}{to}, values: {{ {} }}{otherwise} }} }}",
            values.join(", ")
        ))
    }

    fn nest(&mut self, random: &mut Random) -> Option<String> {
        const RECORDS: [&str; 5] = ["Money", "Price", "Address", "Point", "Line"];
        let record = *random.pick(&RECORDS);
        let members = Ty::Named(record).record()?;
        // What cannot be finished leaves nothing behind.
        let before = (self.fields.clone(), self.steps.clone());
        let Some(names) = self.gather(&members, random) else {
            (self.fields, self.steps) = before;
            return None;
        };
        self.fields.retain(|(name, _)| !names.contains(name));
        let into = self.fresh(random);
        let ty = Ty::Named(record);
        self.fields.push((into.clone(), if random.chance(20) { ty.optional() } else { ty }));
        Some(format!("nest: {{ fields: [{}], into: {into} }}", names.join(", ")))
    }

    fn flatten(&mut self, random: &mut Random) -> Option<String> {
        let is_record = |ty: &Ty| ty.present().record().is_some();
        let place = self.fields.iter().position(|(_, ty)| is_record(ty))?;
        let (name, ty) = self.fields[place].clone();
        let prefix =
            if random.chance(30) { String::new() } else { format!("{}_", self.fresh(random)) };
        let members = ty.present().record()?;
        let named: Vec<_> = members
            .iter()
            .map(|(member, inner)| {
                let inner = inner.clone();
                let after =
                    if ty.is_optional() && !inner.is_optional() { inner.optional() } else { inner };
                (format!("{prefix}{member}"), after)
            })
            .collect();
        if !named.iter().all(|(name, _)| self.claim(name)) {
            return None;
        }
        self.fields.splice(place..=place, named);
        let prefix = if prefix.is_empty() { prefix } else { format!(", prefix: {prefix}") };
        Some(format!("flatten: {{ from: {{ {name}: {} }}{prefix} }}", ty.yaml()?))
    }

    fn join(&mut self, random: &mut Random) -> Option<String> {
        let is_text = |ty: &Ty| ty.present().peeled() == Ty::Scalar("Text");
        let texts: Vec<_> = self.fields.iter().filter(|(_, ty)| is_text(ty)).cloned().collect();
        let taken =
            texts.get(..texts.len().min(1 + random.below(3))).filter(|taken| !taken.is_empty())?;
        let to = self.fresh(random);
        let from: Vec<_> = taken
            .iter()
            .map(|(name, ty)| ty.yaml().map(|ty| format!("{name}: {ty}")))
            .collect::<Option<_>>()?;
        for (name, _) in taken {
            if random.chance(60) {
                self.fields.retain(|(known, _)| known != name);
            }
        }
        self.fields.push((to.clone(), random.pick(&text_types()).clone()));
        let with = random.pick(&["", ", with: ''", ", with: ', '", ", with: \"\\t😀\""]);
        Some(format!("join: {{ from: {{ {} }}, to: {to}{with} }}", from.join(", ")))
    }

    fn split(&mut self, place: usize, random: &mut Random) -> Option<String> {
        let (name, ty) = self.fields[place].clone();
        (ty.peeled() == Ty::Scalar("Text")).then_some(())?;
        if random.chance(75) {
            self.fields.remove(place);
        }
        let mut to = Vec::new();
        for _ in 0..=random.below(3) {
            let name = self.fresh(random);
            self.fields.push((name.clone(), random.pick(&text_types()).clone()));
            to.push(name);
        }
        let at = random.pick(&["", ", at: ','", ", at: '--'", ", at: é"]);
        let extra = random.pick(&["", ", extra: first", ", extra: last", ", extra: drop"]);
        let missing = random.pick(&["", ", missing: '?'"]);
        let ty = ty.yaml()?;
        Some(format!(
            "split: {{ from: {{ {name}: {ty} }}, to: [{}]{at}{extra}{missing} }}",
            to.join(", ")
        ))
    }

    fn wrap(&mut self, place: usize, random: &mut Random) -> Option<String> {
        let (name, ty) = self.fields[place].clone();
        let written = ty.yaml().filter(|_| ty.is_of_today())?;
        let to = self.fresh(random);
        let element = ty.present().clone();
        let after = if random.chance(60) { element.list() } else { element.set() };
        let after = (to.clone(), after);
        if random.chance(20) {
            self.fields.push(after);
        } else {
            self.fields[place] = after;
        }
        Some(format!("wrap: {{ from: {{ {name}: {written} }}, to: {to} }}"))
    }

    /// Carries the next layer of an old value object out.
    pub(crate) fn each(&mut self, place: usize) -> Option<String> {
        let (name, ty) = self.fields[place].clone();
        let (steps, after) = newer(&ty)?;
        self.fields[place].1 = after;
        let steps = steps.join("\n              - ");
        Some(format!("each:\n            in: {name}\n            steps:\n              - {steps}"))
    }
}

/// The next steps of an old value object inside a type, and the type after them.
fn newer(ty: &Ty) -> Option<(Vec<String>, Ty)> {
    let inside = |inner: &Ty, around: fn(Ty) -> Ty| {
        newer(inner).map(|(steps, inner)| (steps, around(inner)))
    };
    match ty {
        Ty::Old(layers, becomes) => {
            let mut left = layers.clone();
            let steps = left.pop()?;
            Some((steps, if left.is_empty() { Ty::Named(becomes) } else { Ty::Old(left, becomes) }))
        }
        Ty::Optional(inner) => inside(inner, Ty::optional),
        Ty::List(inner) => inside(inner, Ty::list),
        Ty::Set(inner) => inside(inner, Ty::set),
        Ty::Map(inner) => inside(inner, Ty::map),
        Ty::Scalar(_) | Ty::Named(_) | Ty::Words(_) => None,
    }
}

fn text_types() -> [Ty; 3] {
    [Ty::Scalar("Text"), Ty::Named("Iban"), Ty::Named("Deep")]
}
