//! A batch of one outbox: decided in order, in one transaction, each in a savepoint of its own.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::value::RawValue;

use super::answers::For;
use super::append::Because;
use super::door::{Turned, read_data};
use super::scope::{Scope, positions_that_count, streams_of};
use super::settle::Settled;
use super::{Core, CoreError};
use crate::domain::action::Action;
use crate::domain::id::{DeviceId, PersonId};
use crate::domain::refusal::Refusal;
use crate::server::store::{NewAction, Tx};
use crate::wire::actions::{Action as WireAction, ActionResult, Batch};

/// The answer to a batch. Results are the stored bytes themselves: what was answered once is answered again.
/// Its form is [`crate::wire::actions::Results`].
#[derive(Debug, Serialize)]
pub struct Answered {
    /// One an action, in the order of the batch.
    pub results: Vec<Box<RawValue>>,
    /// Server time.
    pub time: Timestamp,
}

impl Core {
    /// Takes a batch of a person's actions.
    ///
    /// # Errors
    /// When nothing could be decided; then nothing was kept, and the batch is to be sent again.
    pub fn batch(&self, scope: &Scope, batch: Batch) -> Result<Answered, CoreError> {
        let core = self.clone();
        let (person, device) = (scope.person, scope.device);
        let batch = Arc::new(batch);
        let now = self.env.now();
        let results = self.store.write(move |tx| -> Result<Vec<String>, CoreError> {
            let skew = SignedDuration::from_millis(batch.skew_ms);
            batch.actions.iter().map(|action| core.take(tx, action, person, device, skew, now)).collect()
        })?;
        self.env.reached("batch committed");
        let results = results.into_iter().map(RawValue::from_string).collect::<Result<_, _>>();
        Ok(Answered { results: results.map_err(|_| CoreError::Poison("result"))?, time: now })
    }

    fn take(
        &self,
        tx: &mut dyn Tx,
        action: &WireAction,
        person: PersonId,
        device: DeviceId,
        skew: SignedDuration,
        now: Timestamp,
    ) -> Result<String, CoreError> {
        // Whoever speaks for another person or device leaves no trace: they cannot use up that outbox's numbers.
        if action.actor != person || action.device != device {
            return written(&ActionResult::Refused { refusal: Refusal::NotFound });
        }
        // Derived ids are the server's own: taken here, one would keep the server from its own action.
        if action.id.0.get_version_num() == 8 {
            return written(&ActionResult::Refused { refusal: Refusal::BadData { what: "id".into() } });
        }
        let bytes = String::from_utf8(action.identity()).map_err(|_| CoreError::Poison("identity"))?;
        let new =
            NewAction { id: action.id, from: Some((device, action.device_seq)), actor: Some(person), bytes, at: now };
        let settled = self.settle(tx, &new, |tx| self.decide_for(tx, action, skew, now))?;
        match settled {
            Settled::Now(result) => Ok(result),
            Settled::Before(row) if row.bytes == new.bytes => row.result.ok_or(CoreError::Poison("no_result")),
            Settled::Before(_) | Settled::NumberTaken => written(&ActionResult::Reused),
        }
    }

    fn decide_for(
        &self,
        tx: &mut dyn Tx,
        action: &WireAction,
        skew: SignedDuration,
        now: Timestamp,
    ) -> Result<ActionResult, CoreError> {
        let what = match read_data(action) {
            Ok(what) => what,
            Err(Turned::Quarantined(why)) => return Err(CoreError::Poison(why)),
            Err(Turned::Refused(refusal)) => return Ok(ActionResult::Refused { refusal }),
        };
        let made = action.client_time.checked_sub(skew).unwrap_or(now);
        let held = streams_of(action.actor, &positions_that_count(&*tx, action.actor, now, made)?);
        let domain = Action {
            id: action.id,
            device: action.device,
            device_seq: action.device_seq,
            actor: action.actor,
            record: action.record,
            expects: action.expects,
            what,
            client_time: made,
        };
        let whom = For::Person { streams: &held, device: action.device };
        self.decide(tx, &domain, whom, Because { action: action.id, actor: Some(action.actor), at: now })
    }
}

fn written(result: &ActionResult) -> Result<String, CoreError> {
    serde_json::to_string(result).map_err(|_| CoreError::Poison("result"))
}
