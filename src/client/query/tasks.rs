//! What is asked of an approver, in the six parts that every approver sees.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Look;
use super::snapshot::{self, Frozen};
use crate::client::store::cache::Stored;
use crate::client::store::{StoreResult, rows};
use crate::desk::{DeskError, Group, LookAt, Step, TaskRow, TaskView};
use crate::domain::id::RecordId;
use crate::domain::letter::Letter;
use crate::domain::letter_type::{LetterType, PURPOSE, RT_LETTER};
use crate::domain::look_at::{self as rule, Asked, Other};
use crate::domain::office::date_of;
use crate::domain::policy::Policy;
use crate::domain::record::{Body, Record};
use crate::domain::request::{Claim, Request, Shown};
use crate::domain::resident::Resident;
use crate::domain::task::{Task, TaskKind, TaskState};

/// A task with everything around it that has arrived.
struct Around {
    stored: Stored,
    task: Task,
    letter: Option<(Letter, Option<Timestamp>)>,
    request: Option<Request>,
    letter_type: Option<LetterType>,
    applicant: Option<Resident>,
    subject: Option<Resident>,
}

fn gather(look: &Look<'_>, id: RecordId) -> StoreResult<Option<Around>> {
    let Some(stored) = look.stored(id)? else { return Ok(None) };
    let Some(Record { body: Body::Task(task), .. }) = stored.record() else { return Ok(None) };
    let letter = look.stored(task.letter)?.and_then(|stored| match stored.record() {
        Some(Record { body: Body::Letter(letter), .. }) => Some((letter, stored.at)),
        _ => None,
    });
    let request = task.request.map(|id| look.request(id)).transpose()?.flatten();
    let resident = |id: Option<RecordId>| -> StoreResult<Option<Resident>> {
        Ok(id.map(|id| look.resident(id)).transpose()?.flatten())
    };
    Ok(Some(Around {
        letter_type: request.as_ref().map(|request| look.letter_type(request.letter_type)).transpose()?.flatten(),
        applicant: resident(request.as_ref().map(|request| request.applicant))?,
        subject: resident(request.as_ref().map(|request| request.subject))?,
        stored,
        task,
        letter,
        request,
    }))
}

pub(super) fn list(look: &Look<'_>) -> Result<Vec<TaskRow>, DeskError> {
    let mut list = Vec::new();
    for id in rows::tasks::asked_of(look.cache, look.actor.person)? {
        if let Some(around) = gather(look, id)? {
            let look_at = look_at(look, &around)?;
            list.push(row(look, &around, &look_at)?);
        }
    }
    // What has no time yet was handed on here just now: it comes last.
    list.sort_by_key(|row| (row.group, row.since.is_none(), row.since, row.id));
    Ok(list)
}

fn group(task: &Task, look_at: &[LookAt]) -> Group {
    match (&task.state, task.policy) {
        (TaskState::InDoubt { .. }, _) => Group::InDoubt,
        (_, Policy::Ink) if task.kind == TaskKind::Sign => Group::Ink,
        _ if !look_at.iter().any(LookAt::is_odd) => Group::Routine,
        _ => Group::ToLookAt,
    }
}

fn row(look: &Look<'_>, around: &Around, look_at: &[LookAt]) -> StoreResult<TaskRow> {
    let task = &around.task;
    let purpose = around.request.as_ref().and_then(|request| request.fields.get(PURPOSE)).cloned();
    let name = around.subject.as_ref().map(|subject| subject.name.clone());
    Ok(TaskRow {
        id: task.id,
        version: around.stored.version,
        request: task.request,
        kind: task.kind,
        policy: task.policy,
        group: group(task, look_at),
        letter_kind: around.letter.as_ref().map(|(letter, _)| letter.kind.clone()).unwrap_or_default(),
        name: name.unwrap_or_default(),
        purpose: purpose.unwrap_or_default(),
        since: task.since.or(around.stored.at),
        asked_back: task.asked_back.is_some(),
        opened: look.has_read(task.id)? || look.has_read(task.letter)?,
        snapshot: task.snapshot,
        pending: look.is_pending(task.id)?,
    })
}

/// What the rules say an approver should look at.
fn look_at(look: &Look<'_>, around: &Around) -> StoreResult<Vec<LookAt>> {
    let frozen = around.letter.as_ref().and_then(|(letter, _)| letter.frozen.as_ref());
    let approver = look.official(around.task.official)?.map(|official| official.name).unwrap_or_default();
    let asked_back = around.task.asked_back.as_ref();
    let who_asked = asked_back.map(|asked| look.name(asked.by)).transpose()?.flatten().unwrap_or_default();
    Ok(rule::look_at(&Asked {
        asked_back: asked_back.map(|asked| (who_asked.as_str(), asked.at)),
        kind: around.task.kind,
        steps: frozen.map(|frozen| frozen.tasks.len()),
        approver: &approver,
        letter_type: around.letter_type.as_ref(),
        request: around.request.as_ref(),
        applicant: around.applicant.as_ref(),
        subject: around.subject.as_ref(),
        content_changed: content_changed(look, around)?,
        family: &family(look, around)?,
        others: &others(look, around)?,
        today: look.today(),
        now: look.now,
    }))
}

fn content_changed(look: &Look<'_>, around: &Around) -> StoreResult<bool> {
    let (Some(request), Some((_, at))) = (&around.request, &around.letter) else { return Ok(false) };
    let received = at.map_or_else(|| look.today(), date_of);
    let again = snapshot::again(look.outbox, look.cache, request, around.task.snapshot, received)?;
    Ok(matches!(again, Frozen::Other))
}

/// Names on the family cards of the two people.
fn family(look: &Look<'_>, around: &Around) -> StoreResult<Vec<String>> {
    let mut cards: Vec<&str> =
        [&around.subject, &around.applicant].into_iter().flatten().map(|resident| resident.kk.in_full()).collect();
    cards.dedup();
    let mut names = Vec::new();
    for card in cards {
        for id in rows::residents::of_family(look.cache, card)? {
            names.extend(look.resident(id)?.map(|resident| resident.name));
        }
    }
    Ok(names)
}

/// Other requests about the same person: a handful.
fn others(look: &Look<'_>, around: &Around) -> StoreResult<Vec<Other>> {
    let Some(request) = &around.request else { return Ok(Vec::new()) };
    let mut others = Vec::new();
    for id in rows::requests::of_person(look.cache, request.subject)? {
        let Some(other) = look.request(id)?.filter(|other| other.id != request.id) else { continue };
        let letter = other.letter.map(|id| look.letter(id)).transpose()?.flatten();
        let number = letter.and_then(|letter| letter.number).map(|number| number.text);
        others.push(Other { request: other, number });
    }
    Ok(others)
}

/// Who checked at the counter, what the RT confirmed, and who gave paraf before.
fn behind(look: &Look<'_>, around: &Around) -> StoreResult<Vec<(Step, String, Option<Timestamp>)>> {
    let mut steps = Vec::new();
    if let Some(claim) = around.task.request.map(|id| look.claim(Claim::id_for(id))).transpose()?.flatten() {
        steps.push((Step::Checked, look.name(claim.person)?.unwrap_or_default(), claim.last_action));
    }
    let confirmed = around.request.as_ref().and_then(|request| request.fields.get(RT_LETTER));
    if let Some(number) = confirmed.map(|text| text.trim()).filter(|text| !text.is_empty()) {
        steps.push((Step::Neighbourhood, number.to_owned(), None));
    }
    let frozen = around.letter.as_ref().and_then(|(letter, _)| letter.frozen.as_ref());
    for id in frozen.map_or(&[][..], |frozen| &frozen.tasks) {
        if let Some(Task { kind: TaskKind::Verify, state: TaskState::Done { by, at }, .. }) = look.task(*id)? {
            steps.push((Step::Verified, look.name(by)?.unwrap_or_default(), at));
        }
    }
    Ok(steps)
}

/// Labels of the requirements of which this was shown.
fn shown(around: &Around, what: Shown) -> Vec<String> {
    let (Some(request), Some(letter_type)) = (&around.request, &around.letter_type) else { return Vec::new() };
    let is = |key: &String| request.requirements.get(key) == Some(&what);
    letter_type.requirements.iter().filter(|r| is(&r.key)).map(|r| r.label.clone()).collect()
}

/// The title above the name, and the last day of the position.
fn as_whom(look: &Look<'_>, task: &Task) -> StoreResult<(String, Option<Date>)> {
    let (official, office) = (look.official(task.official)?, look.office(task.office.into())?);
    Ok(match (official, office) {
        (Some(official), Some(office)) => (official.title_at(&office), official.until),
        _ => (String::new(), None),
    })
}

pub(super) fn view(look: &Look<'_>, id: RecordId) -> Result<TaskView, DeskError> {
    let Some(around) = gather(look, id)? else { return Err(look.missing(id)?) };
    let look_at = look_at(look, &around)?;
    let page = look.page_of(around.task.letter, around.task.snapshot)?;
    let number = around.letter.as_ref().and_then(|(letter, _)| letter.number.as_ref());
    let (as_whom, until) = as_whom(look, &around.task)?;
    Ok(TaskView {
        row: row(look, &around, &look_at)?,
        state: around.task.state.clone(),
        age: around.subject.as_ref().map(|subject| subject.age_on(look.today())),
        address: around.subject.as_ref().map(Resident::address),
        behind: behind(look, &around)?,
        originals: shown(&around, Shown::Original),
        copies: shown(&around, Shown::Copy),
        look_at,
        pages: page.map(|page| page.pages),
        as_whom,
        until,
        number: number.map(|number| number.text.clone()),
    })
}
