//! Models to draw: one with everything, some with next to nothing, and random ones with circles.

use std::{collections::BTreeSet, fmt::Write};

use proptest::{collection::vec, prelude::*};

/// A shop with every element, loops, long names and questions everywhere.
pub(in crate::diagram) const SHOP: &str = include_str!("shop.yaml");

/// Models that hardly say anything.
pub(in crate::diagram) const BARE: &[&str] = &[
    "esgen: 1\nmodel: nothing\n",
    "esgen: 1\nmodel: people\nlevel: big-picture\nactors: [Reader, Writer]\nhotspots: [Why?]\n",
    "esgen: 1\nmodel: contexts\nlevel: big-picture\ncontexts: { One: {}, Two: { kind: core } }\n",
    "esgen: 1\nmodel: wall\nlevel: big-picture\ncontexts:\n  销售: { events: [图书已上架, 订单已提交, 订单已支付] }\ntimeline: [图书已上架, { pivotal: 订单已支付 }]\n",
    "esgen: 1\nmodel: loop\nlevel: process\ncontexts:\n  A: { aggregates: { T: { commands: { Go: { emits: Gone } }, events: [Gone] } }, policies: { Again: { whenever: Gone, then: Go } } }\n",
];

/// Labels that are hard to draw.
const LABELS: [&str; 5] = [
    "plain",
    "账户已经被扣款并且通知了客户然后又退款",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "i",
    "A long label with many words that goes on and on until nobody wants to read it any more",
];

/// What a random model is made of. Numbers are taken modulo what there is.
#[derive(Debug, Clone)]
pub(in crate::diagram) struct Wish {
    contexts: Vec<Vec<Vec<Vec<usize>>>>,
    systems: Vec<Vec<usize>>,
    policies: Vec<(usize, Vec<usize>, Vec<usize>)>,
    views: Vec<Vec<usize>>,
    told: Vec<(usize, bool)>,
    questions: Vec<usize>,
    labels: Vec<usize>,
}

/// Any model: contexts of aggregates of commands, each with the events that it emits.
pub(in crate::diagram) fn wishes() -> impl Strategy<Value = Wish> {
    let command = || vec(0..4_usize, 0..4);
    let contexts = vec(vec(vec(command(), 0..5), 0..3), 0..5);
    let systems = vec(command(), 0..3);
    let policy = (0..64_usize, vec(0..64_usize, 1..3), vec(0..64_usize, 0..3));
    let told = vec((0..64_usize, any::<bool>()), 0..6);
    let reactions = (vec(policy, 0..10), vec(vec(0..64_usize, 1..6), 0..6));
    let all = (contexts, systems, reactions, told, vec(0..64_usize, 0..5), vec(0..5_usize, 7));
    all.prop_map(|(contexts, systems, (policies, views), told, questions, labels)| Wish {
        contexts,
        systems,
        policies,
        views,
        told,
        questions,
        labels,
    })
}

impl Wish {
    /// The model as YAML.
    pub(in crate::diagram) fn text(&self) -> String {
        let mut text =
            String::from("esgen: 1\nmodel: random\nlevel: process\nactors: [Ann, Bob]\n");
        text += "systems:\n  Idle: {}\n";
        for (s, emitted) in self.systems.iter().enumerate() {
            let heard = |e: usize| format!("Heard{s}x{e}");
            let _ = writeln!(text, "  S{s}:");
            let _ = writeln!(
                text,
                "    handles: {{ Call{s}: {{ emits: [{}] }} }}",
                names(emitted, heard)
            );
            let _ = writeln!(text, "    emits: [{}]", names(&[0, 1, 2, 3], heard));
        }
        if !self.contexts.is_empty() {
            text += "contexts:\n";
        }
        for (c, aggregates) in self.contexts.iter().enumerate() {
            let _ = writeln!(
                text,
                "  C{c}:\n    events: [Bare{c}, Other{c}]\n    aggregates:\n      None{c}: {{}}"
            );
            for (a, decided) in aggregates.iter().enumerate() {
                self.aggregate(&mut text, &format!("{c}x{a}"), decided);
            }
            self.reactions(&mut text, c);
            self.views(&mut text, c);
        }
        self.story(&mut text);
        text
    }

    fn events(&self) -> Vec<String> {
        let aggregates = self.contexts.iter().enumerate();
        let done = aggregates.flat_map(|(c, all)| {
            let done = move |a| (0..4).map(move |e| format!("Done{c}x{a}x{e}"));
            (0..all.len()).flat_map(done).chain([format!("Bare{c}")])
        });
        let heard = |s| (0..4).map(move |e| format!("Heard{s}x{e}"));
        done.chain((0..self.systems.len()).flat_map(heard)).collect()
    }

    fn commands(&self) -> Vec<String> {
        let mut commands: Vec<String> =
            (0..self.systems.len()).map(|s| format!("Call{s}")).collect();
        for (c, aggregates) in self.contexts.iter().enumerate() {
            for (a, decided) in aggregates.iter().enumerate() {
                commands.extend((0..decided.len()).map(|d| format!("Do{c}x{a}x{d}")));
            }
        }
        commands
    }

    fn aggregate(&self, text: &mut String, key: &str, decided: &[Vec<usize>]) {
        let done = |e: usize| format!("Done{key}x{e}");
        let label = |at: usize| LABELS[self.labels[at % self.labels.len()]];
        let _ = writeln!(text, "      A{key}:\n        label: \"{}\"", label(key.len()));
        let _ = writeln!(text, "        commands:\n          Wait{key}: {{ by: [Ann, Bob] }}");
        for (d, emitted) in decided.iter().enumerate() {
            let by = if d % 2 == 0 { "by: Ann, creates: true, " } else { "" };
            let emits = names(emitted, done);
            let _ = writeln!(
                text,
                "          Do{key}x{d}: {{ {by}label: \"{}\", emits: [{emits}] }}",
                label(d)
            );
        }
        let _ = writeln!(text, "        events:");
        for e in 0..4 {
            let _ = writeln!(text, "          {}: {{ label: \"{}\" }}", done(e), label(e + 2));
        }
    }

    fn reactions(&self, text: &mut String, c: usize) {
        let (events, commands) = (self.events(), self.commands());
        if events.is_empty() || commands.is_empty() {
            return;
        }
        let event = |number: usize| &events[number % events.len()];
        let command = |number: usize| &commands[number % commands.len()];
        if let Some((_, first, _)) = self.policies.first().filter(|(context, ..)| context % 3 == 0)
        {
            let (start, undone, given) = (event(first[0]), event(first[0] + 1), command(first[0]));
            let _ = writeln!(
                text,
                "    sagas:\n      Saga{c}:\n        starts: {start}\n        reacts:"
            );
            let _ = writeln!(
                text,
                "          {start}: {{ issue: {given}, undo: {} }}",
                command(first[0] + 1)
            );
            if start != undone {
                let _ = writeln!(text, "          {undone}: {{ compensates: true, ends: true }}");
            }
            let _ = writeln!(
                text,
                "        timeouts: {{ Late{c}: {{ after: P1D, compensates: true, issue: {given} }} }}"
            );
        }
        let _ = writeln!(text, "    policies:\n      Idle{c}: {{ draft: true }}");
        for (p, (context, whenever, then)) in self.policies.iter().enumerate() {
            if context % self.contexts.len() == c {
                let whenever = names(whenever, |number| event(number).clone());
                let then = names(then, |number| command(number).clone());
                let _ = writeln!(text, "      P{p}: {{ whenever: [{whenever}], then: [{then}] }}");
            }
        }
    }

    fn views(&self, text: &mut String, c: usize) {
        let events = self.events();
        if events.is_empty() || c + 1 == self.contexts.len() {
            return;
        }
        let _ = writeln!(text, "    read_models:\n      Empty{c}: {{}}");
        for (v, fed) in self.views.iter().enumerate().filter(|(v, _)| v % self.contexts.len() == c)
        {
            let fed = names(fed, |number| format!("{}: {{}}", events[number % events.len()]));
            let queries = if v % 2 == 0 { ", queries: { all: {}, first: {} }" } else { "" };
            let _ = writeln!(text, "      V{v}: {{ from: {{ {fed} }}{queries} }}");
        }
    }

    fn story(&self, text: &mut String) {
        let events = self.events();
        let mut seen = BTreeSet::new();
        text.push_str("hotspots:\n  - Why?\n");
        for (q, about) in self.questions.iter().enumerate().filter(|_| !events.is_empty()) {
            let (event, label) = (&events[about % events.len()], LABELS[self.labels[q]]);
            let _ = writeln!(text, "  - {{ about: {event}, text: \"{q} {label}\" }}");
        }
        for (at, pivotal) in self.told.iter().filter(|_| !events.is_empty()) {
            if seen.is_empty() {
                text.push_str("timeline:\n");
            }
            let event = &events[at % events.len()];
            if seen.insert(event) {
                let _ = if *pivotal {
                    writeln!(
                        text,
                        "  - {{ pivotal: {event}, label: {} }}",
                        "what begins ".repeat(at % 7 + 1)
                    )
                } else {
                    writeln!(text, "  - {event}")
                };
            }
        }
    }
}

/// A list of names, each once.
fn names(numbers: &[usize], name: impl Fn(usize) -> String) -> String {
    let mut names: Vec<String> = Vec::new();
    for number in numbers {
        let name = name(*number);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}
