//! Sagas: reactions that remember, give up after a while, and undo what they did.

use std::{fmt::Display, str::FromStr};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{BadStreamId, BoxError, IssuedCommand, ReactError, SignedDuration, StoredEvent};

/// A process with a memory, one instance per key.
pub trait Saga: 'static {
    /// Context and saga, such as `transfers.transfer_saga`. Ids of its commands derive from it.
    const NAME: &'static str;
    /// What it waits for; every timeout starts with the instance and ends with it.
    const TIMEOUTS: &'static [Timeout];

    /// Names one instance.
    type Key: Display + FromStr;
    /// What one instance remembers.
    type State: Clone + Send + Serialize + DeserializeOwned;

    /// The stored types it reacts to.
    fn stored_types() -> &'static [&'static str];

    /// Takes a stored event to the instances that it concerns.
    fn react(
        stored: &StoredEvent<'_>,
        instances: &mut Instances<'_, Self::State>,
    ) -> Result<(), ReactError>;

    /// What an instance does when a timeout has run out; nothing for a timeout it no longer has.
    fn timed_out(
        timeout: &str,
        key: &Self::Key,
        state: Self::State,
    ) -> Result<Option<Step<Self::State>>, ReactError>;
}

/// How long an instance waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout {
    /// The name of the timeout in the model.
    pub name: &'static str,
    /// The time from the recording of the starting event.
    pub after: SignedDuration,
}

/// One instance as it is stored. It stays when it has ended, so that late events find it so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance<S> {
    /// What it remembers.
    pub state: S,
    /// What would undo the steps taken so far, oldest first.
    pub undos: Vec<IssuedCommand>,
    /// Whether it is over.
    pub ended: bool,
}

/// What an event or a timeout makes an instance do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Step<S> {
    state: S,
    issues: Vec<IssuedCommand>,
    undos: Vec<IssuedCommand>,
    compensates: bool,
    ends: bool,
}

impl<S> Step<S> {
    /// Goes on and remembers this.
    pub fn to(state: S) -> Self {
        Self { state, issues: Vec::new(), undos: Vec::new(), compensates: false, ends: false }
    }

    /// Gives a command.
    pub fn issue(mut self, command: IssuedCommand) -> Self {
        self.issues.push(command);
        self
    }

    /// Records what would undo this step.
    pub fn undo_with(mut self, command: IssuedCommand) -> Self {
        self.undos.push(command);
        self
    }

    /// Gives the recorded undos first, newest first, and forgets them.
    pub fn compensate(self) -> Self {
        Self { compensates: true, ..self }
    }

    /// Ends the instance.
    pub fn end(self) -> Self {
        Self { ends: true, ..self }
    }
}

/// What became of an instance, to be stored in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SagaChange<S> {
    /// The instance's key as text.
    pub key: String,
    /// The instance from now on.
    pub instance: Instance<S>,
    /// Whether it began: its timeouts start now.
    pub started: bool,
    /// The commands it gives, in order.
    pub commands: Vec<IssuedCommand>,
}

/// Loads instances by key.
type Load<'a, S> = dyn FnMut(&str) -> Result<Option<Instance<S>>, BoxError> + 'a;

/// The instances that one event or timeout touches.
pub struct Instances<'a, S> {
    load: &'a mut Load<'a, S>,
    changes: Vec<SagaChange<S>>,
}

impl<'a, S: Clone> Instances<'a, S> {
    /// No instance touched yet; `load` finds stored ones by key.
    pub fn new(load: &'a mut Load<'a, S>) -> Self {
        Self { load, changes: Vec::new() }
    }

    /// Begins an instance. One that has begun before, even if it is over, is left alone.
    pub fn start(
        &mut self,
        key: String,
        step: impl FnOnce() -> Result<Step<S>, ReactError>,
    ) -> Result<(), ReactError> {
        if self.find(&key)?.is_none() {
            let step = step()?;
            let begun = Instance { state: step.state.clone(), undos: Vec::new(), ended: false };
            self.take(key, begun, step, true);
        }
        Ok(())
    }

    /// Goes on with an instance. One that has not begun, or is over, is left alone.
    pub fn resume(
        &mut self,
        key: String,
        step: impl FnOnce(S) -> Result<Step<S>, ReactError>,
    ) -> Result<(), ReactError> {
        if let Some(instance) = self.find(&key)?.filter(|instance| !instance.ended) {
            let step = step(instance.state.clone())?;
            self.take(key, instance, step, false);
        }
        Ok(())
    }

    /// Lets a timeout run out. One of an instance that is over is left alone.
    pub fn time_out<P: Saga<State = S>>(
        &mut self,
        timeout: &str,
        key: String,
    ) -> Result<(), ReactError> {
        let Some(instance) = self.find(&key)?.filter(|instance| !instance.ended) else {
            return Ok(());
        };
        let typed = key.parse().map_err(|_| BadStreamId::of(P::NAME, &key))?;
        if let Some(step) = P::timed_out(timeout, &typed, instance.state.clone())? {
            self.take(key, instance, step, false);
        }
        Ok(())
    }

    /// What became of every instance touched, in order. A key may occur more than once.
    pub fn into_changes(self) -> Vec<SagaChange<S>> {
        self.changes
    }

    fn find(&mut self, key: &str) -> Result<Option<Instance<S>>, ReactError> {
        match self.changes.iter().rfind(|change| change.key == key) {
            Some(change) => Ok(Some(change.instance.clone())),
            None => (self.load)(key).map_err(ReactError::Store),
        }
    }

    fn take(&mut self, key: String, before: Instance<S>, step: Step<S>, started: bool) {
        let Step { state, issues, undos, compensates, ends } = step;
        let mut recorded = before.undos;
        let mut commands = Vec::new();
        if compensates {
            commands.extend(recorded.drain(..).rev());
        }
        commands.extend(issues);
        recorded.extend(undos);
        let instance = Instance { state, undos: recorded, ended: ends };
        self.changes.push(SagaChange { key, instance, started, commands });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(payload: &str) -> IssuedCommand {
        let command_type = "Test.Do".into();
        IssuedCommand { command_type, target: None, payload: payload.to_owned() }
    }

    fn running(undos: Vec<IssuedCommand>) -> Instance<u32> {
        Instance { state: 1, undos, ended: false }
    }

    /// What becomes of a stored instance under the key `k`.
    fn after(
        stored: Option<&Instance<u32>>,
        touch: impl FnOnce(&mut Instances<'_, u32>) -> Result<(), ReactError>,
    ) -> Vec<SagaChange<u32>> {
        let mut load = |_: &str| Ok(stored.cloned());
        let mut instances = Instances::new(&mut load);
        touch(&mut instances).unwrap();
        instances.into_changes()
    }

    #[test]
    fn an_instance_starts_once_and_goes_on_until_it_ends() {
        let changes = after(None, |instances| {
            instances.start("k".into(), || Ok(Step::to(1)))?;
            instances.start("k".into(), || unreachable!("it has begun"))?;
            instances.resume("k".into(), |state| Ok(Step::to(state + 1).end()))?;
            instances.resume("k".into(), |_| unreachable!("it is over"))
        });
        let states: Vec<_> = changes.iter().map(|c| (c.started, c.instance.clone())).collect();
        let ended = Instance { state: 2, undos: vec![], ended: true };
        assert_eq!(states, [(true, running(vec![])), (false, ended)]);
    }

    #[test]
    fn what_has_not_begun_does_not_go_on() {
        let changes = after(None, |instances| {
            instances.resume("k".into(), |_| unreachable!("it has not begun"))
        });
        assert_eq!(changes, []);
    }

    #[test]
    fn compensating_gives_the_undos_newest_first_and_forgets_them() {
        let undos = vec![command("1"), command("2")];
        let changes = after(Some(&running(undos)), |instances| {
            instances.resume("k".into(), |state| {
                Ok(Step::to(state).issue(command("4")).undo_with(command("5")).compensate())
            })
        });
        let [change] = changes.as_slice() else { panic!("one change: {changes:?}") };
        assert_eq!(change.commands, [command("2"), command("1"), command("4")]);
        assert_eq!(change.instance.undos, [command("5")]);
    }
}
