//! Policies and sagas: when an event is stored, then commands are given.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
};

use super::{
    Recorded, START,
    like::{holds, parsed},
};
use crate::{
    Instance, Instances, IssuedCommand, Policy, ReactError, Saga, SagaChange, SignedDuration,
    Timestamp,
};

/// A command that a reaction is expected to give, with at least these fields (a JSON object).
pub fn command(command_type: &'static str, fields: &str) -> Expected {
    Expected { command_type, target: None, fields: fields.to_owned() }
}

/// What is expected of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    command_type: &'static str,
    target: Option<String>,
    fields: String,
}

impl Expected {
    /// The command goes to this instance.
    #[must_use]
    pub fn to(self, target: &impl Display) -> Self {
        Self { target: Some(target.to_string()), ..self }
    }

    fn is_met_by(&self, command: &IssuedCommand) -> bool {
        let target = self.target.is_none() || self.target == command.target;
        let fields = holds(&parsed(&command.payload), &parsed(&self.fields));
        self.command_type == command.command_type && target && fields
    }
}

/// The commands that a policy gives when an event is stored.
pub fn policy<P: Policy>(event: &Recorded, expected: &[Expected]) {
    assert_subscribed(P::NAME, P::stored_types(), event);
    let commands =
        P::react(&event.stored()).unwrap_or_else(|error| panic!("the policy fails: {error}"));
    assert_commands(&commands, expected);
}

/// A saga with a manual clock.
pub struct SagaRun<S: Saga> {
    instances: BTreeMap<String, Instance<S::State>>,
    timers: BTreeSet<(Timestamp, String, &'static str)>,
    now: Timestamp,
    commands: Vec<IssuedCommand>,
}

impl<S: Saga> Default for SagaRun<S> {
    fn default() -> Self {
        Self {
            instances: BTreeMap::new(),
            timers: BTreeSet::new(),
            now: START,
            commands: Vec::new(),
        }
    }
}

impl<S: Saga> SagaRun<S> {
    /// Stores an event now, whatever commands follow.
    #[must_use]
    pub fn given(self, event: Recorded) -> Self {
        let mut after = self.when(event);
        after.commands.clear();
        after
    }

    /// Lets every timeout of this name run out at once, whenever it would be due.
    #[must_use]
    pub fn times_out(mut self, timeout: &str) -> Self {
        let (due, waiting) =
            std::mem::take(&mut self.timers).into_iter().partition(|(_, _, name)| *name == timeout);
        self.timers = waiting;
        let due: BTreeSet<_> = due;
        assert!(!due.is_empty(), "no instance waits for `{timeout}`");
        for (_, key, name) in due {
            self.run_out(name, key);
        }
        self
    }

    /// Stores an event now.
    #[must_use]
    pub fn when(mut self, event: Recorded) -> Self {
        assert_subscribed(S::NAME, S::stored_types(), &event);
        let event = event.at(self.now);
        self.step(|instances| S::react(&event.stored(), instances));
        self
    }

    /// Lets time pass, and every timeout that is due run out.
    #[must_use]
    pub fn after(mut self, time: SignedDuration) -> Self {
        self.now += time;
        while self.timers.first().is_some_and(|(due, _, _)| *due <= self.now) {
            let Some((_, key, name)) = self.timers.pop_first() else { break };
            self.run_out(name, key);
        }
        self
    }

    /// The commands given since the last look.
    pub fn then(mut self, expected: &[Expected]) -> Self {
        assert_commands(&std::mem::take(&mut self.commands), expected);
        self
    }

    /// The instance is over, at the end of a test.
    pub fn ended(self, key: &S::Key) {
        let instance = self.instances.get(&key.to_string());
        assert!(instance.is_some_and(|instance| instance.ended), "the saga of {key} goes on");
    }

    fn run_out(&mut self, timeout: &str, key: String) {
        self.step(|instances| instances.time_out::<S>(timeout, key));
    }

    fn step(&mut self, take: impl FnOnce(&mut Instances<'_, S::State>) -> Result<(), ReactError>) {
        let mut load = |key: &str| Ok(self.instances.get(key).cloned());
        let mut touched = Instances::new(&mut load);
        take(&mut touched).unwrap_or_else(|error| panic!("the saga fails: {error}"));
        for change in touched.into_changes() {
            self.keep(change);
        }
    }

    fn keep(&mut self, change: SagaChange<S::State>) {
        let SagaChange { key, instance, started, commands } = change;
        if started {
            for timeout in S::TIMEOUTS {
                self.timers.insert((self.now + timeout.after, key.clone(), timeout.name));
            }
        }
        if instance.ended {
            self.timers.retain(|(_, of, _)| *of != key);
        }
        self.commands.extend(commands);
        self.instances.insert(key, instance);
    }
}

fn assert_subscribed(name: &str, stored_types: &[&str], event: &Recorded) {
    let stored_type = event.stored().stored_type;
    assert!(stored_types.contains(&stored_type), "`{name}` does not react to `{stored_type}`");
}

fn assert_commands(commands: &[IssuedCommand], expected: &[Expected]) {
    let met = commands.iter().zip(expected).all(|(command, expected)| expected.is_met_by(command));
    assert!(
        met && commands.len() == expected.len(),
        "the commands that were given: {commands:#?}\nand those expected: {expected:#?}"
    );
}
