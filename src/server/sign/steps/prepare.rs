//! Step 2: the fixed bytes that are signed. No transaction.
//!
//! They are made once for a task: every later attempt signs the same ones. Their text is held against the
//! draft that was approved; only number, date, address and signature block may differ, and the block is the
//! official's record as it is now.

use super::reserve::Reserved;
use super::{Order, not_prepared, storage};
use crate::domain::id::ContentHash;
use crate::domain::letter::Page;
use crate::domain::office::{Capacity, Office, Official};
use crate::domain::record::Body;
use crate::domain::snapshot::Snapshot;
use crate::server::render;
use crate::server::sign::ledger::Prepared;
use crate::server::sign::signing::Signing;
use crate::server::typeset::{Final, Job, Signer, Stage, compare};
use crate::wire::signatures::SignOutcome;

/// Bytes that are ready to be signed.
pub(in crate::server::sign) struct Ready {
    pub prepared: Prepared,
    pub pdf: Vec<u8>,
}

pub(super) fn prepare(signing: &Signing, order: &Order, reserved: &Reserved) -> Result<Ready, SignOutcome> {
    let failed = storage("prepare");
    let bytes = signing
        .core
        .store
        .read(|tx| tx.snapshot(order.snapshot))
        .map_err(|error| failed(&error))?
        .ok_or_else(|| not_prepared("no_snapshot"))?;
    let snapshot = Snapshot::read(&bytes).map_err(|_| not_prepared("no_snapshot"))?;
    let last = Final {
        number: reserved.number.text.clone(),
        date: reserved.date,
        verify_url: Some(format!("{}/v/{}", signing.public_url, reserved.token)),
        signer: block(signing, reserved, &snapshot)?,
    };
    // Without the address: a server that has moved still signs what it had prepared.
    let shown = Final { verify_url: None, ..last.clone() };
    let filled = ContentHash::of(&serde_json::to_vec(&shown).map_err(|error| failed(&error))?);
    let known = signing.ledger.prepared(order.task, order.snapshot).map_err(|error| failed(&error))?;
    match known {
        Some(known) if known.filled != filled => Err(not_prepared("signer_changed")),
        Some(known) => load(signing, known),
        None => make(signing, order, reserved, (&bytes, &snapshot), last, filled),
    }
}

fn load(signing: &Signing, prepared: Prepared) -> Result<Ready, SignOutcome> {
    let pdf = signing.blobs.load(prepared.pdf).map_err(|error| storage("prepare")(&error))?;
    let pdf = pdf.filter(|pdf| ContentHash::of(pdf) == prepared.pdf).ok_or_else(|| not_prepared("prepared_missing"))?;
    Ok(Ready { prepared, pdf })
}

fn make(
    signing: &Signing,
    order: &Order,
    reserved: &Reserved,
    (bytes, snapshot): (&[u8], &Snapshot),
    last: Final,
    filled: ContentHash,
) -> Result<Ready, SignOutcome> {
    let failed = storage("prepare");
    let draft = draft(signing, reserved, order.snapshot)?;
    let template = render::template(&signing.blobs, snapshot.letter_type.template)
        .map_err(|error| failed(&error))?
        .ok_or_else(|| not_prepared("no_template"))?;
    let job = Job { snapshot: bytes.to_vec(), template, stage: Stage::Final(last.clone()) };
    let typeset = signing.typesetter.typeset(&job).map_err(|error| {
        tracing::error!(task = %order.task, code = error.code(), "the final letter cannot be typeset");
        not_prepared(&format!("typeset_{}", error.code()))
    })?;
    compare(bytes, &draft.pages, &typeset.pages, &last).map_err(|_| {
        // What differs is the letter's own text: it belongs in no log.
        tracing::error!(task = %order.task, "the final letter is not the approved draft");
        not_prepared("differs")
    })?;
    let pdf = signing.blobs.keep(&typeset.pdf).map_err(|error| failed(&error))?;
    let prepared = Prepared { pdf, filled, area: typeset.signature_area };
    let holds =
        signing.ledger.remember_prepared(order.task, order.snapshot, &prepared).map_err(|error| failed(&error))?;
    if holds.pdf == prepared.pdf { Ok(Ready { prepared: holds, pdf: typeset.pdf }) } else { load(signing, holds) }
}

/// The page that the approvers read.
fn draft(signing: &Signing, reserved: &Reserved, snapshot: ContentHash) -> Result<Page, SignOutcome> {
    match signing.body(Page::id_for(reserved.letter.id, snapshot)) {
        Ok(Some((_, Body::Page(page)))) => Ok(page),
        Ok(_) => Err(not_prepared("no_page")),
        Err(error) => Err(storage("prepare")(&error)),
    }
}

/// The signature block: the position that was asked, as it is on record now.
fn block(signing: &Signing, reserved: &Reserved, snapshot: &Snapshot) -> Result<Signer, SignOutcome> {
    let (official, office) = position(signing, reserved)?;
    let same = snapshot.signer.official == official.id
        && official.person == reserved.task.person
        && official.office == reserved.letter.office;
    if !same {
        return Err(not_prepared("signer_changed"));
    }
    Ok(Signer {
        title: official.title_at(&office),
        name: official.name,
        nip: official.nip,
        capacity: capacity(official.capacity).to_owned(),
        line: snapshot.signer.line.clone(),
    })
}

fn position(signing: &Signing, reserved: &Reserved) -> Result<(Official, Office), SignOutcome> {
    let failed = storage("prepare");
    let official = signing.body(reserved.task.official).map_err(|error| failed(&error))?;
    let office = signing.body(reserved.letter.office.into()).map_err(|error| failed(&error))?;
    match (official, office) {
        (Some((_, Body::Official(official))), Some((_, Body::Office(office)))) => Ok((official, office)),
        _ => Err(not_prepared("no_official")),
    }
}

fn capacity(capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Definitive => "definitive",
        Capacity::Plt => "plt",
        Capacity::Plh => "plh",
        Capacity::Pj => "pj",
    }
}
