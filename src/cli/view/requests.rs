//! Requests.

use serde_json::{Value, json};

use super::when;
use crate::desk::{ClaimView, Oddity, Preview, RequestRow, RequestView, Share, Slip};
use crate::domain::request::RequestState;
use crate::i18n::{Lang, Word, share_addresses, share_text, word};

/// A line of the queue.
pub fn row(row: &RequestRow) -> Value {
    json!({
        "id": row.id,
        "version": row.version,
        "queue": row.queue,
        "name": row.name,
        "kind": row.kind,
        "channel": row.channel,
        "since": row.since,
        "promise_minutes": row.promise_minutes,
        "state": row.state.name(),
        "reason": row.state.because().map(|why| why.reason.as_str()),
        "claim": row.claim.as_ref().map(claim),
        "missing": row.missing,
        "number": row.number,
        "pending": row.pending,
        "ready": row.ready,
    })
}

fn claim(claim: &ClaimView) -> Value {
    json!({ "name": claim.name, "mine": claim.mine, "since": claim.since })
}

/// One request. Identity numbers stay masked: a terminal keeps what it showed.
pub fn view(view: &RequestView) -> Value {
    let fields: Vec<Value> = view
        .fields
        .iter()
        .map(
            |field| json!({ "key": field.key, "label": field.label, "value": field.value, "required": field.required }),
        )
        .collect();
    let requirements: Vec<Value> = view
        .requirements
        .iter()
        .map(|one| json!({ "key": one.key, "label": one.label, "required": one.required, "shown": one.shown }))
        .collect();
    let notes: Vec<Value> = view.notes.iter().map(|(by, text)| json!({ "by": by, "text": text })).collect();
    let mut document = row(&view.row);
    let more = json!({
        "applicant": view.applicant.as_ref().map(person),
        "subject": view.subject.as_ref().map(person),
        "contact": view.request.contact,
        "fields": fields,
        "requirements": requirements,
        "oddities": view.oddities.iter().map(|odd| odd_name(odd)).collect::<Vec<_>>(),
        "notes": notes,
        "letter": view.request.letter,
        "preview": preview(&view.preview),
        "by": view.by,
        "handed_over": handed(view),
        "asked_back": view.trail.asked_back.as_ref().map(|(from, at)| json!({ "from": from, "at": at })),
        "told": view.trail.told.as_ref().map(|(how, at, by)| json!({ "how": how, "at": at, "by": by })),
        "passed": view.trail.passed.as_ref().map(|one| {
            json!({ "from": one.from, "to": one.to, "taken": one.taken, "note": one.note, "at": one.at })
        }),
    });
    merge(&mut document, more);
    document
}

/// How the letter reached its citizen.
fn handed(view: &RequestView) -> Option<Value> {
    let RequestState::HandedOver(handed) = &view.request.state else { return None };
    Some(json!({ "way": handed.way, "to": handed.to, "at": handed.at, "by": view.trail.handed_by }))
}

/// A slip.
pub fn slip(slip: &Slip, lines: &[String]) -> Value {
    json!({
        "office": slip.office,
        "queue": slip.queue,
        "kind": slip.kind,
        "at": slip.at,
        "promised": slip.promised,
        "contact": slip.contact,
        "lines": lines,
    })
}

/// A message to a citizen.
pub fn share(share: &Share) -> Value {
    json!({
        "text": share_text(share),
        "whatsapp": share_addresses(share).first(),
        "link": share.link,
        "number": share.number,
    })
}

/// Adds the fields of one object to another.
pub fn merge(document: &mut Value, more: Value) {
    if let (Some(document), Value::Object(more)) = (document.as_object_mut(), more) {
        document.extend(more);
    }
}

fn person(resident: &crate::domain::resident::Resident) -> Value {
    json!({
        "name": resident.name,
        "nik": resident.nik.to_string(),
        "birth_date": resident.birth_date,
        "address": resident.address(),
    })
}

fn preview(preview: &Preview) -> Value {
    match preview {
        Preview::Lines { lines, snapshot } => json!({ "is": "lines", "lines": lines, "snapshot": snapshot }),
        Preview::Cannot(refusal) => json!({ "is": "cannot", "code": refusal.code() }),
        Preview::NotHere => json!({ "is": "not_here" }),
    }
}

/// Stable names of what is odd.
pub fn odd_name(oddity: &Oddity) -> &'static str {
    match oddity {
        Oddity::NotAlive => "not_alive",
        Oddity::NikDiffers => "nik_differs",
        Oddity::NikTemporary => "nik_temporary",
        Oddity::OtherFamily => "other_family",
    }
}

/// The columns of a line.
pub fn cells(lang: Lang, row: &RequestRow) -> Vec<String> {
    let with =
        row.claim.as_ref().map(|claim| if claim.mine { word(lang, Word::Mine).into() } else { claim.name.clone() });
    let note = row.missing.clone().map(|label| format!("! {label}")).or(row.number.clone()).or(with);
    vec![
        row.queue.clone(),
        row.name.clone(),
        row.kind.clone(),
        word(lang, Word::from(&row.state)).to_owned(),
        when(lang, row.since),
        note.unwrap_or_default(),
    ]
}

/// One request for people.
pub fn lines(lang: Lang, view: &RequestView) -> Vec<String> {
    let row = &view.row;
    let mut lines =
        vec![format!("{}  {}  {}  ({})", row.queue, row.kind, row.name, word(lang, Word::from(&row.state)))];
    if let Some(why) = row.state.because().map(|why| why.reason.as_str()) {
        lines.push(why.to_owned());
    }
    lines.extend(
        view.fields.iter().filter(|field| !field.value.is_empty()).map(|f| format!("{}: {}", f.label, f.value)),
    );
    lines.extend(view.requirements.iter().map(|one| format!("{}: {}", one.label, word(lang, one.shown.into()))));
    lines.extend(view.notes.iter().flat_map(|(who, text)| {
        // A remark may have several lines; those below its first one belong to it.
        text.lines()
            .enumerate()
            .map(move |(n, line)| if n == 0 { format!("{who}: {line}") } else { format!("  {line}") })
    }));
    match &view.preview {
        Preview::Lines { lines: text, .. } => {
            lines.push(String::new());
            lines.extend(text.iter().cloned());
        }
        Preview::Cannot(why) => lines.push(crate::i18n::refusal(lang, why)),
        Preview::NotHere => lines.push(word(lang, Word::NotReceived).to_owned()),
    }
    lines
}
