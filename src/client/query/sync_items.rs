//! What waits to be sent, and what the server did not take.

use super::Look;
use crate::client::store::StoreResult;
use crate::client::store::chain::{self, Chain};
use crate::client::store::outbox::{self, Item};
use crate::client::sync::push::rests_until;
use crate::desk::{DeskError, ItemState, SyncItem};
use crate::domain::action::What;
use crate::domain::id::RecordId;
use crate::domain::record::{Body, Record};
use crate::domain::request::Request;
use crate::wire::actions::ActionResult;

/// What needs the person comes first, each with what is blocked behind it as one; then what waits. Each in the
/// order of the outbox.
pub(super) fn list(look: &Look<'_>) -> Result<Vec<SyncItem>, DeskError> {
    let mut items = Vec::new();
    for chain in chain::all(look.outbox)? {
        items.push(of_chain(look, &chain)?);
    }
    for item in outbox::queued(look.outbox)? {
        items.push(line(look, &item)?);
    }
    Ok(items)
}

/// A chain as one line.
pub(super) fn of_chain(look: &Look<'_>, chain: &Chain) -> StoreResult<SyncItem> {
    Ok(SyncItem { behind: chain.behind.len(), ..line(look, &chain.head)? })
}

pub(super) fn line(look: &Look<'_>, item: &Item) -> StoreResult<SyncItem> {
    Ok(SyncItem {
        action: item.action.id,
        kind: item.action.kind.clone(),
        record: item.action.record,
        about: about(look, item)?,
        made: item.action.client_time,
        state: state(look, item),
        behind: 0,
    })
}

fn state(look: &Look<'_>, item: &Item) -> ItemState {
    match (&item.result, rests_until(item, look.here)) {
        (None, Some(until)) => ItemState::Resting(until),
        // `held` and `applied` are never listed: the one is queued, the other done.
        (None | Some(ActionResult::Held { .. } | ActionResult::Applied { .. }), _) => ItemState::Waiting,
        (Some(result), _) => state_of(result),
    }
}

/// What the server said.
pub(super) fn state_of(result: &ActionResult) -> ItemState {
    match result {
        ActionResult::Held { .. } | ActionResult::Applied { .. } => ItemState::Waiting,
        ActionResult::Refused { refusal } => ItemState::Refused(refusal.clone()),
        ActionResult::Conflict { differs, .. } => ItemState::Conflict(differs.clone()),
        ActionResult::Blocked { by } => ItemState::Blocked(*by),
        ActionResult::Quarantined { why } => ItemState::Quarantined(why.clone()),
        ActionResult::Reused => ItemState::Quarantined("reused".into()),
    }
}

fn about(look: &Look<'_>, item: &Item) -> StoreResult<String> {
    match item.read().map(|action| action.what) {
        Some(What::MarkRead(data)) => words(look, data.read),
        Some(What::Reveal(data)) => words(look, data.resident),
        // A request that was refused at the door is in no store: its own action says whom it is about.
        Some(What::Submit(data)) if look.stored(item.action.record)?.is_none() => {
            named(look, data.applicant, data.letter_type)
        }
        _ => words(look, item.action.record),
    }
}

/// A record in words: "Slamet Raharjo (Surat Pengantar)".
pub(super) fn words(look: &Look<'_>, id: RecordId) -> StoreResult<String> {
    let found = look.stored(id)?.and_then(|stored| stored.record());
    Ok(match found {
        Some(Record { body: Body::Request(request), .. }) => of_request(look, &request)?,
        Some(Record { body: Body::Letter(letter), .. }) => letter.subject,
        Some(Record { body: Body::Task(task), .. }) => match task.request.map(|id| look.request(id)).transpose()? {
            Some(Some(request)) => of_request(look, &request)?,
            _ => look.letter(task.letter)?.map(|letter| letter.subject).unwrap_or_default(),
        },
        Some(Record { body: Body::Resident(resident), .. }) => resident.name,
        Some(Record { body: Body::Card(card), .. }) => {
            look.resident(card.resident)?.map(|resident| resident.name).unwrap_or_default()
        }
        _ => String::new(),
    })
}

fn of_request(look: &Look<'_>, request: &Request) -> StoreResult<String> {
    named(look, request.applicant, request.letter_type)
}

fn named(look: &Look<'_>, applicant: RecordId, letter_type: RecordId) -> StoreResult<String> {
    let name = look.resident(applicant)?.map(|resident| resident.name).unwrap_or_default();
    let kind = look.letter_type(letter_type)?.map(|letter_type| letter_type.name).unwrap_or_default();
    Ok(format!("{name} ({kind})"))
}
