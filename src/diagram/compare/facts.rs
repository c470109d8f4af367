//! Facts about an element, and how two lists of them differ.

use std::collections::{BTreeMap, VecDeque};

/// Something that is said about an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    /// What it is about, such as `field amount`. Facts about the same are compared.
    what: String,
    /// What is said, in few words; nothing when there is nothing more to say.
    said: String,
    /// All of it, where the words leave something out: the words of an enumeration behind its name.
    meant: String,
}

/// The facts of one element, in the order in which a reader meets them.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts(Vec<Fact>);

impl Facts {
    pub(super) fn say(&mut self, what: impl Into<String>, said: impl Into<String>) {
        self.0.push(Fact { what: what.into(), said: said.into(), meant: String::new() });
    }

    /// Says something of which the words tell only a part.
    pub(super) fn mean(&mut self, what: impl Into<String>, said: String, meant: String) {
        self.0.push(Fact { what: what.into(), said, meant });
    }

    /// Says something only where there is something to say.
    pub(super) fn may(&mut self, what: &str, said: Option<impl Into<String>>) {
        if let Some(said) = said {
            self.say(what, said);
        }
    }

    /// Notes that something holds.
    pub(super) fn holds(&mut self, what: &str, does: bool) {
        if does {
            self.say(what, "");
        }
    }

    /// Says that these facts stand in an order that matters.
    pub(super) fn in_this_order(&mut self, from: usize) {
        let order: Vec<_> = self.0[from..].iter().map(|fact| fact.what.as_str()).collect();
        let order = order.join(", then ");
        self.say(ORDER, order);
    }

    /// Says what others say, too.
    pub(super) fn append(&mut self, mut others: Self) {
        self.0.append(&mut others.0);
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}

const ORDER: &str = "order";

/// What differs, a line each: `+` is new, `~` is said otherwise, `−` is gone.
pub(super) fn differences(before: &Facts, after: &Facts) -> Vec<String> {
    let mut known: BTreeMap<&str, VecDeque<&Fact>> = BTreeMap::new();
    for fact in &before.0 {
        known.entry(&fact.what).or_default().push_back(fact);
    }
    let (mut lines, mut order) = (Vec::new(), None);
    for fact in &after.0 {
        let line = match known.get_mut(fact.what.as_str()).and_then(VecDeque::pop_front) {
            Some(old) if old == fact => continue,
            Some(old) => told_otherwise(old, fact),
            None => format!("+ {}", told(fact)),
        };
        if fact.what == ORDER { order = Some(line) } else { lines.push(line) }
    }
    let gone = before.0.iter().filter(|fact| {
        let rest = known.get_mut(fact.what.as_str());
        rest.is_some_and(|rest| rest.pop_front().is_some())
    });
    lines.extend(gone.filter(|fact| fact.what != ORDER).map(|fact| format!("− {}", told(fact))));
    // Where something came or went, another order is no news.
    if lines.is_empty() { order.into_iter().collect() } else { lines }
}

fn told(fact: &Fact) -> String {
    if fact.said.is_empty() { fact.what.clone() } else { format!("{}: {}", fact.what, fact.said) }
}

fn told_otherwise(old: &Fact, new: &Fact) -> String {
    let (before, after) =
        if old.said == new.said { (&old.meant, &new.meant) } else { (&old.said, &new.said) };
    format!("~ {}: {before} → {after}", new.what)
}
