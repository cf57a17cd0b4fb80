//! Which action a command is: its record and its data, with texts cleaned at this door.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::Connection;

use super::Actor;
use crate::client::query::snapshot;
use crate::client::store::cache;
use crate::client::sync::page::server_time;
use crate::desk::{Command, DeskError, NewRequest};
use crate::domain::action::{self, What};
use crate::domain::card::Card;
use crate::domain::handing::Receiver;
use crate::domain::id::{ContentHash, RecordId};
use crate::domain::letter::Mark;
use crate::domain::nik::mask_in;
use crate::domain::office::date_of;
use crate::domain::queue_number::QueueNumber;
use crate::domain::record::{Body, Record, Seen};
use crate::domain::refusal::Refusal;
use crate::domain::request::{Request, RequestState, Shown};
use crate::domain::text::{clean_line, clean_lines};
use crate::domain::understood::understand;
use crate::env::Env;

/// The record an action is about, and what happens to it. A new request has the
/// number that its station gave.
pub(super) fn compose(
    outbox: &Connection,
    cache: &Connection,
    actor: Actor,
    env: &dyn Env,
    command: &Command,
    number: Option<QueueNumber>,
) -> Result<(RecordId, What), DeskError> {
    Ok(match command {
        Command::Forward { request, snapshot } => (*request, forward(outbox, cache, env, *request, *snapshot)?),
        Command::ReturnToApplicant { request, reason } => (*request, What::ReturnToApplicant(because(reason))),
        Command::Refuse { request, reason } => (*request, What::Refuse(because(reason))),
        Command::Cancel { request, reason } => (*request, What::Cancel(because(reason))),
        Command::Note { request, text } => (*request, What::Note(action::Note { text: clean_lines(text) })),
        Command::Tell { request, how } => (*request, What::Tell(action::Tell { how: *how })),
        Command::HandOver { request, way, to } => {
            not_handed_over(cache, *request)?;
            (*request, What::HandOver(action::HandOver { way: *way, to: receiver(to) }))
        }
        Command::Assign { request, to, note } => {
            (*request, What::Assign(action::Assign { to: *to, note: clean_line(note) }))
        }
        Command::Resume { request } => (*request, What::Resume(action::Resume {})),
        Command::Claim { request, take_over } => (*request, What::Claim(action::Claim { take_over: *take_over })),
        Command::Release { request } => (*request, What::Release(action::Release {})),
        Command::Submit(new) => {
            let fields = understood(cache, new.letter_type, &new.fields, None, today(cache, env)?)?;
            let submit = submit(new, fields, number.ok_or(DeskError::NotHere)?);
            (RecordId(env.new_id()), What::Submit(submit))
        }
        Command::Edit { request, contact, fields, requirements } => {
            let fields = match readable(cache, *request)?.body {
                Body::Request(now) => {
                    understood(cache, now.letter_type, fields, Some(&now.fields), today(cache, env)?)?
                }
                _ => return Err(DeskError::NotHere),
            };
            let requirements = ticked(requirements);
            (*request, What::Edit(action::Edit { contact: clean_line(contact), fields, requirements }))
        }
        Command::Tick { request, key, shown } => {
            (*request, What::Tick(action::Tick { key: clean_line(key), shown: *shown }))
        }
        Command::FollowUp { letter, note } => (*letter, What::FollowUp(action::FollowUp { note: clean_lines(note) })),
        Command::MarkRead { record } => {
            (Mark::id_for(actor.person, *record), What::MarkRead(action::MarkRead { read: *record }))
        }
        Command::Verify { task } => {
            let Record { body: Body::Task(body), .. } = readable(cache, *task)? else {
                return Err(DeskError::NotHere);
            };
            (*task, What::Verify(action::Verify { snapshot: body.snapshot }))
        }
        Command::Recall { record } => (*record, What::Recall(action::Recall {})),
        Command::ReturnTask { task, reason } => (*task, What::ReturnTask(because(reason))),
        Command::Reveal { resident, purpose, text } => (
            RecordId(env.new_id()),
            What::Reveal(action::Reveal { resident: *resident, purpose: *purpose, text: mask_in(&clean_line(text)) }),
        ),
        Command::RememberCard { office, number, resident } => {
            let number = number.to_ascii_uppercase();
            let data = action::RememberCard { office: *office, number, resident: *resident };
            (Card::id_for(*office, &data.number), What::RememberCard(data))
        }
        // Nothing to send, or several actions: done before this is asked.
        Command::Discard { .. }
        | Command::SaveDraft { .. }
        | Command::SaveView(_)
        | Command::Undo { .. }
        | Command::Redo
        | Command::Settle { .. }
        | Command::TakeUp { .. }
        | Command::Export { .. }
        | Command::Revoke { .. }
        | Command::AssignAll { .. }
        | Command::ReleaseAll
        | Command::SubmitTogether(_)
        | Command::Noticed { .. } => return Err(DeskError::NotHere),
    })
}

/// Which day it is at the server: the letter's day, whatever this machine's clock says.
fn today(cache: &Connection, env: &dyn Env) -> Result<Date, DeskError> {
    Ok(date_of(server_time(cache, env.now())?))
}

/// What was typed into the fields of a kind, as it is kept and printed. What stands there already stays as it is.
fn understood(
    cache: &Connection,
    letter_type: RecordId,
    typed: &BTreeMap<String, String>,
    now: Option<&BTreeMap<String, String>>,
    today: Date,
) -> Result<BTreeMap<String, String>, DeskError> {
    let kind = match cache::get(cache, letter_type)?.and_then(|stored| stored.record()) {
        Some(Record { body: Body::LetterType(kind), .. }) => Some(kind),
        _ => None,
    };
    let field = |key: &str| kind.iter().flat_map(|kind| &kind.fields).find(|field| field.key == key);
    let mut fields = BTreeMap::new();
    for (key, value) in typed {
        let (key, value) = (clean_line(key), clean_line(value));
        let stands = now.is_some_and(|now| now.get(&key) == Some(&value));
        let kept = match field(&key).filter(|_| !stands) {
            Some(field) => {
                let understood = understand(field.kind, &value, today);
                if understood.is_unclear() {
                    return Err(DeskError::Refused(Refusal::BadData { what: field.label.clone() }));
                }
                understood.kept()
            }
            None => value,
        };
        fields.insert(key, kept);
    }
    Ok(fields)
}

fn ticked(requirements: &BTreeMap<String, Shown>) -> BTreeMap<String, Shown> {
    requirements.iter().map(|(key, shown)| (clean_line(key), *shown)).collect()
}

fn submit(new: &NewRequest, fields: BTreeMap<String, String>, number: QueueNumber) -> action::Submit {
    action::Submit {
        office: new.office,
        queue: number.to_string(),
        channel: new.channel,
        letter_type: new.letter_type,
        applicant: new.applicant,
        subject: new.subject,
        contact: clean_line(new.contact.trim()),
        fields,
        requirements: ticked(&new.requirements),
        note: clean_line(new.note.trim()),
    }
}

fn because(reason: &str) -> action::Reason {
    action::Reason { reason: clean_lines(reason) }
}

/// Of two that were recorded without knowing of each other one stands; whoever sees that it was recorded is told.
fn not_handed_over(cache: &Connection, request: RecordId) -> Result<(), DeskError> {
    match readable(cache, request)?.body {
        Body::Request(Request { state: state @ RequestState::HandedOver(_), .. }) => {
            Err(DeskError::Refused(Refusal::WrongState { state: state.name().to_owned() }))
        }
        _ => Ok(()),
    }
}

fn receiver(to: &Receiver) -> Receiver {
    match to {
        Receiver::Applicant => Receiver::Applicant,
        Receiver::Other { relation, name } => Receiver::Other { relation: *relation, name: clean_line(name) },
    }
}

fn readable(cache: &Connection, id: RecordId) -> Result<Record, DeskError> {
    match cache::get(cache, id)? {
        Some(stored) if stored.unreadable => Err(DeskError::TooNew),
        stored => stored.and_then(|stored| stored.record()).ok_or(DeskError::NotHere),
    }
}

fn seen(cache: &Connection, record: RecordId) -> Result<Seen, DeskError> {
    let version = cache::base_version(cache, record)?.ok_or(DeskError::NotHere)?;
    Ok(Seen { record, version })
}

/// Composes the snapshot again from what is here now: what was on the screen must be the same.
fn forward(
    outbox: &Connection,
    cache: &Connection,
    env: &dyn Env,
    id: RecordId,
    shown: Option<ContentHash>,
) -> Result<What, DeskError> {
    let Record { body: Body::Request(request), .. } = readable(cache, id)? else {
        return Err(DeskError::NotHere);
    };
    let prepared_on = today(cache, env)?;
    let snapshot = match snapshot::compose(outbox, cache, &request, prepared_on)? {
        snapshot::Composed::Snapshot(snapshot) => ContentHash::of(&snapshot.canonical()),
        snapshot::Composed::Cannot(refusal) => return Err(DeskError::Refused(refusal)),
        snapshot::Composed::NotHere => return Err(DeskError::NotHere),
    };
    if shown.is_some_and(|shown| shown != snapshot) {
        return Err(DeskError::Changed);
    }
    Ok(What::Forward(action::Forward {
        snapshot,
        letter_type: seen(cache, request.letter_type)?,
        people: people(cache, &request)?,
        prepared_on,
    }))
}

/// A forwarding made again on the request as it is now: only when the letter is the very one that was read then.
pub(super) fn forward_again(
    outbox: &Connection,
    cache: &Connection,
    id: RecordId,
    old: &action::Forward,
) -> Result<Option<What>, DeskError> {
    let Record { body: Body::Request(request), .. } = readable(cache, id)? else {
        return Err(DeskError::NotHere);
    };
    let snapshot::Composed::Snapshot(snapshot) = snapshot::compose(outbox, cache, &request, old.prepared_on)? else {
        return Ok(None);
    };
    if ContentHash::of(&snapshot.canonical()) != old.snapshot {
        return Ok(None);
    }
    Ok(Some(What::Forward(action::Forward {
        snapshot: old.snapshot,
        letter_type: seen(cache, request.letter_type)?,
        people: people(cache, &request)?,
        prepared_on: old.prepared_on,
    })))
}

fn people(cache: &Connection, request: &Request) -> Result<Vec<Seen>, DeskError> {
    let mut people = vec![seen(cache, request.applicant)?];
    if request.subject != request.applicant {
        people.push(seen(cache, request.subject)?);
    }
    Ok(people)
}
