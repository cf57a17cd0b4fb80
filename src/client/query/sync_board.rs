//! All of Sinkronisasi: one item with both sides, what was settled, devices, troubles, and what is not on the
//! server in a form to be typed again.

use super::{Look, requests, sync_items};
use crate::client::store::cache::{self, Stored};
use crate::client::store::chain::{self, Chain};
use crate::client::store::discarded::{self, Discarded as Kept, Way};
use crate::client::store::outbox::Item;
use crate::client::store::{StoreResult, made_on, outbox, troubles};
use crate::client::typing;
use crate::desk::{
    DeskError, Device, DifferenceView, Discarded, Export, ExportItem, ItemState, SyncBoard, SyncItem, SyncItemView,
    SyncStatus,
};
use crate::domain::action::What;
use crate::domain::difference::{self, Part, Value};
use crate::domain::id::{ActionId, RecordId};
use crate::domain::letter_type::LetterType;
use crate::domain::nik::mask_in;
use crate::domain::record::Body;
use crate::wire::session::Devices;

/// The fact that holds the server's last answer about devices.
pub const DEVICES: &str = "devices";
/// So many settled ones are listed.
const MOST_SETTLED: u32 = 100;

pub(super) fn board(look: &Look<'_>, status: SyncStatus) -> Result<SyncBoard, DeskError> {
    let settled = discarded::newest(look.outbox, MOST_SETTLED)?;
    Ok(SyncBoard {
        items: sync_items::list(look)?,
        discarded: settled.iter().map(|kept| settled_line(look, kept)).collect::<Result<_, _>>()?,
        devices: devices(look)?,
        troubles: troubles::newest(look.cache)?,
        last_sync: status.last_sync,
        others: status.others,
    })
}

fn settled_line(look: &Look<'_>, kept: &Kept) -> StoreResult<Discarded> {
    let chain = discarded::chain(look.outbox, kept.head)?;
    Ok(Discarded {
        action: kept.id,
        kind: kept.kind.clone(),
        record: kept.record,
        about: sync_items::words(look, kept.record)?,
        way: kept.way.name().to_owned(),
        reason: kept.reason.clone(),
        at: kept.at,
        // What was sent again stands on the record.
        typing: kept.way != Way::Again && chain.iter().any(|item| item.kind == "edit"),
    })
}

/// As the server said last; this one is always there.
pub(super) fn devices(look: &Look<'_>) -> StoreResult<Vec<Device>> {
    let known = cache::fact(look.cache, DEVICES)?.and_then(|text| serde_json::from_str::<Devices>(&text).ok());
    let own = look.actor.device;
    let mut devices: Vec<Device> = known
        .map(|known| known.devices)
        .unwrap_or_default()
        .into_iter()
        .map(|device| Device { id: device.id, name: device.name, this: device.id == own, seen: Some(device.seen) })
        .collect();
    if !devices.iter().any(|device| device.this) {
        devices.push(Device { id: own, name: String::new(), this: true, seen: None });
    }
    devices.sort_by_key(|device| (!device.this, std::cmp::Reverse(device.seen)));
    Ok(devices)
}

/// One side's actions, and what stood before and stands now.
struct Sides<'a> {
    whats: Vec<What>,
    readable: bool,
    base: Option<Body>,
    theirs: Option<&'a Body>,
}

pub(super) fn item(look: &Look<'_>, id: ActionId) -> Result<SyncItemView, DeskError> {
    if let Some(chain) = chain::of(look.outbox, id)? {
        return open(look, &chain);
    }
    if let Some(item) = outbox::get(look.outbox, id)?.filter(|item| item.result.is_none()) {
        return open(look, &Chain { head: item, behind: Vec::new() });
    }
    settled(look, id)
}

fn open(look: &Look<'_>, chain: &Chain) -> Result<SyncItemView, DeskError> {
    let theirs = chain::theirs(look.cache, &chain.head)?;
    let record = theirs.as_ref().and_then(Stored::record);
    let whats = typing::whats(chain);
    let sides = Sides {
        readable: whats.len() == chain.items().count(),
        whats,
        base: base_of(look, chain)?,
        theirs: record.as_ref().map(|record| &record.body),
    };
    let line = sync_items::of_chain(look, chain)?;
    let behind = chain.behind.iter().map(|item| sync_items::line(look, item)).collect::<Result<_, _>>()?;
    let mut view = compare(look, line, behind, &sides)?;
    let here = cache::get(look.cache, chain.head.action.record)?;
    view.their_version = theirs.as_ref().map(|stored| stored.version);
    view.their_time = theirs.as_ref().and_then(|stored| stored.at);
    view.their_name = match theirs.as_ref().and_then(|stored| stored.actor) {
        Some(actor) => look.name(actor)?,
        None => None,
    };
    view.can_note &= here.and_then(|stored| stored.record()).is_some();
    let takes_over = sides.whats.iter().any(What::needs_to_be_at_it);
    view.claim = requests::claim(look, chain.head.action.record)?.filter(|claim| takes_over && !claim.mine);
    Ok(view)
}

/// The record on which the first of a chain that knows it was made.
fn base_of(look: &Look<'_>, chain: &Chain) -> StoreResult<Option<Body>> {
    for item in chain.items() {
        if let Some(body) = made_on::body(look.outbox, item.action.id)? {
            return Ok(Some(body));
        }
    }
    Ok(None)
}

fn settled(look: &Look<'_>, id: ActionId) -> Result<SyncItemView, DeskError> {
    let head = discarded::head_of(look.outbox, id)?.ok_or(DeskError::NotHere)?;
    let chain = discarded::chain(look.outbox, head)?;
    let first = chain.iter().find(|kept| kept.id == head).ok_or(DeskError::NotHere)?;
    let whats: Vec<What> = chain.iter().filter_map(Kept::what).collect();
    let sides = Sides {
        readable: whats.len() == chain.len(),
        whats,
        base: chain.iter().find_map(|kept| kept.base.clone()),
        theirs: first.theirs.as_ref(),
    };
    let behind = chain.iter().filter(|kept| kept.id != head).map(|kept| line_of(look, kept, 0));
    let behind = behind.collect::<StoreResult<Vec<_>>>()?;
    let mut view = compare(look, line_of(look, first, behind.len())?, behind, &sides)?;
    view.can_note = false;
    view.their_time = first.their_time;
    view.their_name = first.their_actor.map(|actor| look.name(actor)).transpose()?.flatten();
    view.settled = Some((first.way.name().to_owned(), first.reason.clone(), first.at));
    Ok(view)
}

fn line_of(look: &Look<'_>, kept: &Kept, behind: usize) -> StoreResult<SyncItem> {
    Ok(SyncItem {
        action: kept.id,
        kind: kept.kind.clone(),
        record: kept.record,
        about: sync_items::words(look, kept.record)?,
        made: kept.made,
        state: kept.result.as_ref().map_or(ItemState::Waiting, sync_items::state_of),
        behind,
    })
}

fn compare(
    look: &Look<'_>,
    item: SyncItem,
    behind: Vec<SyncItem>,
    sides: &Sides<'_>,
) -> Result<SyncItemView, DeskError> {
    let whats: Vec<&What> = sides.whats.iter().collect();
    let letter_type = letter_type(look, &sides.whats, sides.theirs.or(sides.base.as_ref()))?;
    let label = |part: &Part| label(part, letter_type.as_ref());
    let differences: Vec<DifferenceView> = difference::compare(&whats, sides.base.as_ref(), sides.theirs)
        .into_iter()
        .map(|difference| DifferenceView { label: label(&difference.part), difference })
        .collect();
    let typed = whats.iter().flat_map(|what| difference::typed(what)).map(|(part, value)| (label(&part), part, value));
    let edits = sides.whats.iter().any(|what| matches!(what, What::Edit(_)));
    Ok(SyncItemView {
        can_merge: edits && differences.iter().any(|view| view.difference.part.is_choosable()),
        can_note: matches!(sides.theirs, Some(Body::Request(_))),
        typed: typed.collect(),
        item,
        behind,
        differences,
        their_version: None,
        their_name: None,
        their_time: None,
        base_known: sides.base.is_some(),
        claim: None,
        readable: sides.readable,
        settled: None,
    })
}

/// The kind of letter that says what fields are called.
fn letter_type(look: &Look<'_>, whats: &[What], body: Option<&Body>) -> StoreResult<Option<LetterType>> {
    let of_body = match body {
        Some(Body::Request(request)) => Some(request.letter_type),
        _ => None,
    };
    let submitted = whats.iter().find_map(|what| match what {
        What::Submit(data) => Some(data.letter_type),
        _ => None,
    });
    Ok(of_body.or(submitted).map(|id| look.letter_type(id)).transpose()?.flatten())
}

/// The form's label of a part; a field that the type no longer has is called by its key.
fn label(part: &Part, letter_type: Option<&LetterType>) -> String {
    let found = match (part, letter_type) {
        (Part::Field(key), Some(kind)) => kind.fields.iter().find(|f| f.key == *key).map(|f| f.label.clone()),
        (Part::Requirement(key), Some(kind)) => {
            kind.requirements.iter().find(|r| r.key == *key).map(|r| r.label.clone())
        }
        _ => None,
    };
    match part {
        Part::State | Part::Contact => String::new(),
        _ => found.unwrap_or_else(|| part.key().to_owned()),
    }
}

/// Everything that is not on the server, in the order in which it was done.
pub(super) fn export(look: &Look<'_>, name: String) -> Result<Export, DeskError> {
    let mut items = outbox::failed(look.outbox)?;
    items.extend(outbox::queued(look.outbox)?);
    items.sort_by_key(|item| item.action.device_seq);
    let items = items.iter().map(|item| export_item(look, item)).collect::<Result<_, DeskError>>()?;
    let office = super::who::office_name(look)?;
    Ok(Export { name, office, device: look.actor.device, at: look.now, items })
}

fn export_item(look: &Look<'_>, item: &Item) -> Result<ExportItem, DeskError> {
    let what = item.read().map(|action| action.what);
    let body = look.stored(item.action.record)?.and_then(|stored| stored.record()).map(|record| record.body);
    let whats: Vec<What> = what.into_iter().collect();
    let letter_type = letter_type(look, &whats, body.as_ref())?;
    let mut typed: Vec<(Part, Value)> = whats.iter().flat_map(difference::typed).collect();
    // Who types it again needs to see what it was done with, too.
    let set: Vec<Part> = typed.iter().map(|(part, _)| part.clone()).collect();
    typed.extend(body.iter().flat_map(difference::standing).filter(|(part, _)| !set.contains(part)));
    let queue = match (&body, whats.first()) {
        (Some(Body::Request(request)), _) => request.queue.clone(),
        (_, Some(What::Submit(data))) => data.queue.clone(),
        _ => String::new(),
    };
    let mut line = sync_items::line(look, item)?;
    line.about = mask_in(&line.about);
    Ok(ExportItem {
        item: line,
        queue,
        typed: typed
            .into_iter()
            .map(|(part, value)| (label(&part, letter_type.as_ref()), part, masked(value)))
            .collect(),
        data: mask_in(&item.action.data),
    })
}

fn masked(value: Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(mask_in(&text)),
        Value::Deeds(deeds) => Value::Deeds(deeds.into_iter().map(|(kind, words)| (kind, mask_in(&words))).collect()),
        other => other,
    }
}

/// What was typed on this record and not taken, as typing to go on with: it is offered where it was typed.
pub(super) fn untaken_typing(look: &Look<'_>, record: RecordId) -> Result<Option<String>, DeskError> {
    for chain in chain::all(look.outbox)?.iter().filter(|chain| chain.head.action.record == record) {
        if let Some(draft) = typing::of_chain(look.outbox, chain)? {
            return Ok(Some(typing::written(&draft)));
        }
    }
    Ok(None)
}
