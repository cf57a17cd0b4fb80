//! An action that the server makes itself: because of a person's, or of its own work.

use serde::Serialize;

use super::answers::For;
use super::append::Because;
use super::settle::Settled;
use super::{Core, CoreError};
use crate::domain::action::{Action, Expects, VERSION, What};
use crate::domain::id::{ActionId, DeviceId, PersonId, RecordId};
use crate::server::store::{NewAction, Tx};
use crate::wire::actions::ActionResult;

/// What the server does. Its id is derived ([`ActionId::by_server`]), so that doing it again is doing it once.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerAction {
    /// Derived from its cause; another attempt has another id.
    pub id: ActionId,
    /// The person on whose behalf; none when the server acts by itself.
    pub actor: Option<PersonId>,
    /// The record it is about.
    pub record: RecordId,
    /// What that record must be like.
    pub expects: Expects,
    /// What happens.
    pub what: What,
}

/// What is kept of it: the trail that `audit verify` walks.
#[derive(Serialize)]
struct Kept<'a> {
    id: ActionId,
    actor: Option<PersonId>,
    record: RecordId,
    expects: Expects,
    kind: &'a str,
    v: u32,
    data: String,
}

impl Core {
    /// Carries out an action of the server. The same id again gives the first result.
    ///
    /// # Errors
    /// When nothing could be decided; then nothing was kept, and it may be tried again.
    pub fn perform(&self, action: ServerAction) -> Result<ActionResult, CoreError> {
        let core = self.clone();
        self.store.write(move |tx| core.perform_in(tx, &action))
    }

    /// The same inside a transaction that does more.
    ///
    /// # Errors
    /// As [`Core::perform`].
    pub fn perform_in(&self, tx: &mut dyn Tx, action: &ServerAction) -> Result<ActionResult, CoreError> {
        let now = self.env.now();
        let bytes = bytes_of(action)?;
        let new = NewAction { id: action.id, from: None, actor: action.actor, bytes, at: now };
        let settled = self.settle(tx, &new, |tx| {
            let nobody = uuid::Uuid::nil();
            let domain = Action {
                id: action.id,
                device: DeviceId(nobody),
                device_seq: 0,
                actor: action.actor.unwrap_or(PersonId(nobody)),
                record: action.record,
                expects: action.expects,
                what: action.what.clone(),
                client_time: now,
            };
            self.decide(tx, &domain, For::Server, Because { action: action.id, actor: action.actor, at: now })
        })?;
        let result = match settled {
            Settled::Now(result) => Some(result),
            Settled::Before(row) => row.result,
            Settled::NumberTaken => None,
        };
        let result = result.ok_or(CoreError::Poison("no_result"))?;
        serde_json::from_str(&result).map_err(|_| CoreError::Poison("result"))
    }
}

fn bytes_of(action: &ServerAction) -> Result<String, CoreError> {
    let data = String::from_utf8(action.what.write()).map_err(|_| CoreError::Poison("data"))?;
    let kept = Kept {
        id: action.id,
        actor: action.actor,
        record: action.record,
        expects: action.expects,
        kind: action.what.kind(),
        v: VERSION,
        data,
    };
    serde_json::to_string(&kept).map_err(|_| CoreError::Poison("data"))
}
