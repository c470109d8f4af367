//! Policies and sagas: when an event is stored, then commands are given.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
};

use super::{Recorded, START, parsed};
use crate::{
    Instance, Instances, IssuedCommand, Policy, Saga, SagaChange, SignedDuration, Timestamp,
};

/// A command that a reaction is expected to give; `fields` is a JSON object.
pub fn command(command_type: &'static str, target: &impl Display, fields: &str) -> IssuedCommand {
    IssuedCommand {
        command_type: command_type.into(),
        target: Some(target.to_string()),
        payload: fields.to_owned(),
    }
}

/// The commands that a policy gives when an event is stored.
pub fn policy<P: Policy>(event: &Recorded, expected: &[IssuedCommand]) {
    assert_subscribed(P::NAME, P::stored_types(), event);
    let commands = P::react(&event.stored()).expect("the policy reacts");
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
    /// Stores an event now.
    #[must_use]
    pub fn when(mut self, event: Recorded) -> Self {
        assert_subscribed(S::NAME, S::stored_types(), &event);
        let event = event.at(self.now);
        self.step(|instances| S::react(&event.stored(), instances).expect("the saga reacts"));
        self
    }

    /// Lets time pass, and every timeout that is due run out.
    #[must_use]
    pub fn after(mut self, time: SignedDuration) -> Self {
        self.now += time;
        while self.timers.first().is_some_and(|(due, _, _)| *due <= self.now) {
            let Some((_, key, name)) = self.timers.pop_first() else { break };
            self.step(|instances| {
                instances.time_out::<S>(name, key).expect("the saga reacts to the timeout");
            });
        }
        self
    }

    /// The commands given since the last look.
    #[must_use]
    pub fn then(mut self, expected: &[IssuedCommand]) -> Self {
        assert_commands(&std::mem::take(&mut self.commands), expected);
        self
    }

    /// The instance is over, at the end of a test.
    pub fn ended(self, key: &S::Key) {
        let instance = self.instances.get(&key.to_string());
        assert!(instance.is_some_and(|instance| instance.ended), "the saga of {key} goes on");
    }

    fn step(&mut self, take: impl FnOnce(&mut Instances<'_, S::State>)) {
        let mut load = |key: &str| Ok(self.instances.get(key).cloned());
        let mut touched = Instances::new(&mut load);
        take(&mut touched);
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

fn assert_commands(commands: &[IssuedCommand], expected: &[IssuedCommand]) {
    let comparable = |command: &IssuedCommand| {
        let IssuedCommand { command_type, target, payload } = command;
        (command_type.clone(), target.clone(), parsed(payload))
    };
    let commands: Vec<_> = commands.iter().map(comparable).collect();
    let expected: Vec<_> = expected.iter().map(comparable).collect();
    assert_eq!(commands, expected, "the commands that were given, and those expected");
}
