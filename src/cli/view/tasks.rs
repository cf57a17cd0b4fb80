//! Signature tasks.

use serde_json::{Value, json};

use super::{requests::merge, requests::odd_name, when};
use crate::desk::{Group, LookAt, SignOutcome, Step, TaskRow, TaskView};
use crate::domain::id::RecordId;
use crate::domain::task::TaskKind;
use crate::env::Env;
use crate::i18n::{self, Lang, Word, word};

/// A line of Paraf & TTD.
pub fn row(row: &TaskRow) -> Value {
    json!({
        "id": row.id,
        "version": row.version,
        "request": row.request,
        "is": row.kind,
        "policy": row.policy,
        "group": group_name(row.group),
        "kind": row.letter_kind,
        "name": row.name,
        "purpose": row.purpose,
        "since": row.since,
        "asked_back": row.asked_back,
        "opened": row.opened,
        "snapshot": row.snapshot,
        "pending": row.pending,
    })
}

fn group_name(group: Group) -> &'static str {
    match group {
        Group::Routine => "routine",
        Group::ToLookAt => "to_look_at",
        Group::Ink => "ink",
        Group::InDoubt => "in_doubt",
    }
}

/// One task.
pub fn view(view: &TaskView) -> Value {
    let behind: Vec<Value> = view
        .behind
        .iter()
        .map(|(step, by, at)| {
            let step = match step {
                Step::Checked => "checked",
                Step::Neighbourhood => "confirmed_by_rt",
                Step::Verified => "verified",
            };
            json!({ "step": step, "by": by, "at": at })
        })
        .collect();
    let mut document = row(&view.row);
    merge(
        &mut document,
        json!({
            "state": view.state.name(),
            "age": view.age,
            "address": view.address,
            "behind": behind,
            "originals": view.originals,
            "copies": view.copies,
            "look_at": view.look_at.iter().map(look_at).collect::<Vec<_>>(),
            "pages": view.pages,
            "as_whom": view.as_whom,
            "until": view.until,
            "number": view.number,
        }),
    );
    document
}

fn look_at(what: &LookAt) -> Value {
    match what {
        LookAt::AskedBack { by, at } => json!({ "is": "asked_back", "by": by, "at": at }),
        LookAt::TypedFreely(label, text) => json!({ "is": "typed_freely", "label": label, "text": text }),
        LookAt::Differs { label, typed, registered } => {
            json!({ "is": "differs", "label": label, "typed": typed, "registered": registered })
        }
        LookAt::DataChanged => json!({ "is": "data_changed" }),
        LookAt::SameKind { submitted, number } => {
            json!({ "is": "same_kind", "submitted": submitted, "number": number })
        }
        LookAt::OwnFamily(name) => json!({ "is": "own_family", "name": name }),
        LookAt::TooYoung { age, least } => json!({ "is": "too_young", "age": age, "least": least }),
        LookAt::OtherMarital(status) => json!({ "is": "other_marital", "marital": status }),
        LookAt::Odd(oddity) => json!({ "is": odd_name(oddity) }),
        LookAt::WithoutParaf => json!({ "is": "without_paraf" }),
        LookAt::Deadline(due) => json!({ "is": "deadline", "due": due }),
    }
}

/// What became of one letter of a batch.
pub fn outcome(task: RecordId, outcome: &SignOutcome) -> Value {
    let mut document = json!({ "task": task });
    merge(&mut document, serde_json::to_value(outcome).unwrap_or_default());
    document
}

/// The columns of a line.
pub fn cells(lang: Lang, row: &TaskRow) -> Vec<String> {
    let kind = word(
        lang,
        match row.kind {
            TaskKind::Verify => Word::KindParaf,
            TaskKind::Sign => Word::KindSign,
        },
    );
    let id = row.id.0.simple().to_string();
    vec![
        id.get(..8).unwrap_or_default().to_owned(),
        kind.to_owned(),
        group_and_mark(lang, row),
        row.letter_kind.clone(),
        row.name.clone(),
        row.purpose.clone(),
        when(lang, row.since),
    ]
}

/// "lihat dulu, diminta kembali".
fn group_and_mark(lang: Lang, row: &TaskRow) -> String {
    let mark = row.asked_back.then(|| word(lang, Word::AskedBack));
    std::iter::once(group(lang, row.group)).chain(mark).collect::<Vec<_>>().join(", ")
}

fn group(lang: Lang, group: Group) -> &'static str {
    word(
        lang,
        match group {
            Group::Routine => Word::GroupRoutine,
            Group::ToLookAt => Word::GroupToLookAt,
            Group::Ink => Word::GroupInk,
            Group::InDoubt => Word::GroupInDoubt,
        },
    )
}

/// One task for people: what it is, what is odd, and the page itself.
pub fn lines(lang: Lang, view: &TaskView) -> Vec<String> {
    let row = &view.row;
    let mut lines = vec![format!("{} · {} · {}", row.letter_kind, row.name, row.purpose), view.as_whom.clone()];
    if !view.look_at.iter().any(LookAt::is_odd) {
        lines.push(word(lang, Word::NothingOdd).to_owned());
    }
    let now = crate::env::System::new().now();
    lines.extend(view.look_at.iter().map(|what| format!("! {}", i18n::look_at(lang, what, now))));
    for page in view.pages.iter().flatten() {
        lines.push(String::new());
        lines.extend(page.lines().map(str::to_owned));
    }
    if view.pages.is_none() {
        lines.push(word(lang, Word::PageNotHere).to_owned());
    }
    lines
}
