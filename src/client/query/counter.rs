//! What stands around the queue of a counter.

use jiff::{SignedDuration, Timestamp};

use super::{Around, Look, requests, snapshot, who};
use crate::client::store::rows::requests::Shelf;
use crate::client::store::{StoreResult, cache, rows};
use crate::desk::{
    CitizenView, CounterView, DeskError, ListCounts, Notice, ReasonFor, RequestFilter, RequestRow, Share, Slip,
};
use crate::domain::handing::{UNFETCHED_DAYS, whatsapp_number};
use crate::domain::id::RecordId;
use crate::domain::office::{Role, date_of};
use crate::domain::queue_number::{self, QueueNumber};
use crate::domain::request::{Owner, Request, RequestState};

/// Under this name the cache remembers until when it was said what changed hands.
pub const NOTICED: &str = "noticed";
/// What changed hands longer ago is no news; it still stands on its request.
const NEWS: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn around(look: &Look<'_>) -> Result<CounterView, DeskError> {
    let me = look.actor.person;
    let operators = who::colleagues(look)?
        .into_iter()
        .filter(|one| one.person != me && one.roles.contains(&Role::Operator))
        .collect();
    Ok(CounterView { counts: counts(look)?, operators, notices: notices(look)? })
}

fn counts(look: &Look<'_>) -> StoreResult<ListCounts> {
    let mut counts = ListCounts::new();
    for filter in RequestFilter::CHOSEN {
        let shelf = match filter {
            RequestFilter::Queue => Shelf::Counter,
            RequestFilter::Waiting => Shelf::Waiting,
            RequestFilter::Approval => Shelf::Approval,
            RequestFilter::Ready => Shelf::Ready,
            RequestFilter::Mine | RequestFilter::Unfetched => {
                counts.insert(filter, ids(look, filter)?.len());
                continue;
            }
            // How many there ever were tells nobody what to do; the others are counted on Beranda.
            _ => continue,
        };
        counts.insert(filter, rows::requests::count_on(look.cache, shelf)?);
    }
    Ok(counts)
}

/// What a filter shows, in its order.
pub(super) fn ids(look: &Look<'_>, filter: RequestFilter) -> StoreResult<Vec<RecordId>> {
    match filter {
        RequestFilter::Queue => rows::requests::queue(look.cache),
        RequestFilter::Mine => mine(look),
        RequestFilter::Waiting => rows::requests::on_shelf(look.cache, Shelf::Waiting),
        RequestFilter::Ready => rows::requests::on_shelf(look.cache, Shelf::Ready),
        RequestFilter::Unfetched => {
            let before = look.now - SignedDuration::from_hours(24 * UNFETCHED_DAYS);
            rows::requests::unfetched(look.cache, before)
        }
        RequestFilter::Approval => rows::requests::on_shelf(look.cache, Shelf::Approval),
        RequestFilter::All => rows::requests::newest(look.cache),
        RequestFilter::AtCounter => rows::requests::queue_at(look.cache, false),
        RequestFilter::Elsewhere => rows::requests::queue_at(look.cache, true),
        RequestFilter::Overdue => rows::requests::overdue(look.cache, look.now),
        RequestFilter::ReturnedToMe => super::home::returned_to_me(look),
        RequestFilter::WaitingApplicant => rows::requests::in_state(look.cache, "waiting_applicant"),
        RequestFilter::WaitingOffice => rows::requests::in_state(look.cache, "waiting_office"),
        RequestFilter::InInk => rows::requests::in_state(look.cache, "ink"),
        RequestFilter::InDoubt => rows::requests::in_state(look.cache, "in_doubt"),
    }
}

/// What one must do oneself comes first, then what waits for others. A finished letter is the whole counter's.
fn mine(look: &Look<'_>) -> StoreResult<Vec<RecordId>> {
    let mut all = Vec::new();
    for shelf in [Shelf::Counter, Shelf::Waiting, Shelf::Approval] {
        all.extend(rows::claims::of_person(look.cache, look.actor.person, shelf)?);
    }
    Ok(all)
}

/// Own requests that can be passed on: those that are not with an approver.
///
/// # Errors
/// When they cannot be read.
pub fn movable(look: &Look<'_>) -> StoreResult<Vec<RecordId>> {
    let mut all = rows::claims::of_person(look.cache, look.actor.person, Shelf::Counter)?;
    all.extend(rows::claims::of_person(look.cache, look.actor.person, Shelf::Waiting)?);
    Ok(all)
}

fn notices(look: &Look<'_>) -> StoreResult<Vec<Notice>> {
    let said = cache::fact(look.cache, NOTICED)?.and_then(|at| at.parse::<Timestamp>().ok());
    let after = said.unwrap_or(Timestamp::UNIX_EPOCH).max(look.now - NEWS);
    let mut notices = Vec::new();
    for id in rows::claims::passed_after(look.cache, after)? {
        let Some(claim) = look.claim(id)? else { continue };
        let (Some(passed), me) = (&claim.passed, look.actor.person) else { continue };
        let concerns_me = passed.by != me && (passed.from == me || claim.person == me);
        let request = if concerns_me { look.request(claim.request)? } else { None };
        let (Some(request), Some(at)) = (request.filter(|one| one.state.at_the_counter()), passed.at) else { continue };
        notices.push(Notice {
            request: request.id,
            queue: request.queue.clone(),
            name: applicant(look, &request)?,
            by: look.name(passed.by)?.unwrap_or_default(),
            taken: passed.from == me,
            note: passed.note.clone(),
            at,
        });
    }
    Ok(notices)
}

fn applicant(look: &Look<'_>, request: &Request) -> StoreResult<String> {
    Ok(look.resident(request.applicant)?.map(|resident| resident.name).unwrap_or_default())
}

/// The request that a queue number means.
pub(super) fn by_queue(look: &Look<'_>, text: &str) -> Result<Option<RequestRow>, DeskError> {
    let Some(number) = QueueNumber::read(text) else { return Ok(None) };
    let of_number = rows::requests::of_number(look.cache, number)?;
    let of_number: Vec<Request> =
        of_number.into_iter().filter_map(|id| look.request(id).transpose()).collect::<Result<_, _>>()?;
    let over = |one: &Request| one.state.owner() == Owner::Nobody;
    let meant = queue_number::meant(of_number, over, |one| one.submitted.map(date_of));
    Ok(meant.first().map(|one| requests::row_of(look, one.id)).transpose()?.flatten())
}

/// Reasons of this office's newest requests, most used first, then newest.
pub(super) fn reasons(look: &Look<'_>, wanted: ReasonFor) -> Result<Vec<String>, DeskError> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for id in rows::requests::newest(look.cache)? {
        let Some(request) = look.request(id)? else { continue };
        let why = match (&request.state, wanted) {
            (RequestState::WaitingApplicant(why), ReasonFor::Return)
            | (RequestState::Refused(why) | RequestState::Cancelled(why), ReasonFor::Refuse)
            | (RequestState::Returned(why), ReasonFor::TaskReturn) => &why.reason,
            _ => continue,
        };
        match found.iter_mut().find(|(_, known)| known == why) {
            Some((times, _)) => *times += 1,
            None => found.push((1, why.clone())),
        }
    }
    found.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
    Ok(found.into_iter().map(|(_, reason)| reason).collect())
}

fn request(look: &Look<'_>, id: RecordId) -> Result<Request, DeskError> {
    match look.request(id)? {
        Some(request) => Ok(request),
        None => Err(look.missing(id)?),
    }
}

/// When a request was made: by the server's clock, or until it has said so by the time in its id.
fn made(request: &Request) -> Option<Timestamp> {
    request.submitted.or_else(|| {
        let (seconds, nanoseconds) = request.id.0.get_timestamp()?.to_unix();
        Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanoseconds).ok()?).ok()
    })
}

pub(super) fn slip(look: &Look<'_>, id: RecordId) -> Result<Slip, DeskError> {
    let request = request(look, id)?;
    let letter_type = look.letter_type(request.letter_type)?;
    let promise = letter_type.as_ref().map_or(0, |letter_type| letter_type.promise_minutes);
    let at = made(&request);
    let office = look.office(request.office.into())?;
    Ok(Slip {
        office: office.as_ref().map(crate::domain::office::Office::full_name).unwrap_or_default(),
        queue: request.queue,
        kind: letter_type.map(|letter_type| letter_type.name).unwrap_or_default(),
        promised: at.filter(|_| promise > 0).map(|at| at + SignedDuration::from_mins(i64::from(promise))),
        at,
        contact: office.map(|office| office.contact).unwrap_or_default(),
    })
}

pub(super) fn share(look: &Look<'_>, around: &Around, id: RecordId) -> Result<Share, DeskError> {
    let request = request(look, id)?;
    let letter = request.letter.map(|id| look.letter(id)).transpose()?.flatten();
    let signed = matches!(request.state, RequestState::Issued | RequestState::HandedOver(_));
    let token = letter.filter(|letter| signed && letter.pdf.is_some()).and_then(|letter| letter.token);
    let base = around.address.trim_end_matches('/');
    Ok(Share {
        office: look.office_name(request.office)?,
        kind: look.letter_type(request.letter_type)?.map(|letter_type| letter_type.name).unwrap_or_default(),
        number: whatsapp_number(&request.contact),
        link: token.map(|token| format!("{base}/v/{token}")),
        missing: match &request.state {
            RequestState::WaitingApplicant(why) => Some(why.reason.clone()),
            _ => None,
        },
        queue: request.queue,
        contact: request.contact,
    })
}

/// The rows of the letter as it would go, or as it went.
pub(super) fn citizen(look: &Look<'_>, id: RecordId) -> Result<CitizenView, DeskError> {
    let request = request(look, id)?;
    let kind = look.letter_type(request.letter_type)?.map(|letter_type| letter_type.name).unwrap_or_default();
    let frozen = match request.letter.map(|id| look.stored(id)).transpose()?.flatten() {
        Some(stored) => match stored.record().map(|record| record.body) {
            Some(crate::domain::record::Body::Letter(letter)) => {
                letter.frozen.map(|frozen| (frozen.snapshot, stored.at.map_or_else(|| look.today(), date_of)))
            }
            _ => None,
        },
        None => None,
    };
    if let Some((hash, received)) = frozen.filter(|_| !request.state.with_operator())
        && let snapshot::Frozen::Same(found) = snapshot::again(look.outbox, look.cache, &request, hash, received)?
    {
        return Ok(CitizenView { kind, facts: facts(&found) });
    }
    Ok(match snapshot::compose(look.outbox, look.cache, &request, look.today())? {
        snapshot::Composed::Snapshot(found) => CitizenView { kind, facts: facts(&found) },
        snapshot::Composed::Cannot(_) | snapshot::Composed::NotHere => CitizenView { kind, facts: Vec::new() },
    })
}

fn facts(snapshot: &crate::domain::snapshot::Snapshot) -> Vec<(String, String)> {
    snapshot.rows.iter().map(|row| (row.label.clone(), row.value.clone())).collect()
}
