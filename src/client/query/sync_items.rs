//! What waits to be sent, and what the server did not take.

use super::Look;
use crate::client::store::StoreResult;
use crate::client::store::outbox::{self, Item};
use crate::desk::{DeskError, ItemState, SyncItem};
use crate::domain::action::What;
use crate::domain::id::RecordId;
use crate::domain::record::{Body, Record};
use crate::domain::request::Request;
use crate::wire::actions::ActionResult;

/// What needs the person comes first, then what waits; each in the order of the outbox.
pub(super) fn list(look: &Look<'_>) -> Result<Vec<SyncItem>, DeskError> {
    let mut items = outbox::failed(look.outbox)?;
    items.extend(outbox::queued(look.outbox)?);
    items.iter().map(|item| Ok(line(look, item)?)).collect()
}

fn line(look: &Look<'_>, item: &Item) -> StoreResult<SyncItem> {
    Ok(SyncItem {
        action: item.action.id,
        kind: item.action.kind.clone(),
        record: item.action.record,
        about: about(look, item)?,
        made: item.action.client_time,
        state: state(look, item),
    })
}

fn state(look: &Look<'_>, item: &Item) -> ItemState {
    match &item.result {
        None if item.not_before > look.now => ItemState::Resting(item.not_before),
        // `held` and `applied` are never listed: the one is queued, the other done.
        None | Some(ActionResult::Held { .. } | ActionResult::Applied { .. }) => ItemState::Waiting,
        Some(ActionResult::Refused { refusal }) => ItemState::Refused(refusal.clone()),
        Some(ActionResult::Conflict { differs, .. }) => ItemState::Conflict(differs.clone()),
        Some(ActionResult::Blocked { by }) => ItemState::Blocked(*by),
        Some(ActionResult::Quarantined { why }) => ItemState::Quarantined(why.clone()),
        Some(ActionResult::Reused) => ItemState::Quarantined("reused".into()),
    }
}

fn about(look: &Look<'_>, item: &Item) -> StoreResult<String> {
    let record = match item.read().map(|action| action.what) {
        Some(What::MarkRead(data)) => data.read,
        _ => item.action.record,
    };
    words(look, record)
}

/// A record in words: "Slamet Raharjo (Surat Pengantar)".
fn words(look: &Look<'_>, id: RecordId) -> StoreResult<String> {
    let found = look.stored(id)?.and_then(|stored| stored.record());
    Ok(match found {
        Some(Record { body: Body::Request(request), .. }) => of_request(look, &request)?,
        Some(Record { body: Body::Letter(letter), .. }) => letter.subject,
        Some(Record { body: Body::Task(task), .. }) => match task.request.map(|id| look.request(id)).transpose()? {
            Some(Some(request)) => of_request(look, &request)?,
            _ => look.letter(task.letter)?.map(|letter| letter.subject).unwrap_or_default(),
        },
        Some(Record { body: Body::Card(card), .. }) => {
            look.resident(card.resident)?.map(|resident| resident.name).unwrap_or_default()
        }
        _ => String::new(),
    })
}

fn of_request(look: &Look<'_>, request: &Request) -> StoreResult<String> {
    let name = look.resident(request.applicant)?.map(|resident| resident.name).unwrap_or_default();
    let kind = look.letter_type(request.letter_type)?.map(|letter_type| letter_type.name).unwrap_or_default();
    Ok(format!("{name} ({kind})"))
}
