//! Mine and theirs in words: parts, values, the remark that mine becomes, and the file of what is not on the
//! server.

use serde_json::json;

use super::{Lang, Message, Word, moment, refusal, sentence, word};
use crate::desk::{Done, Export, ExportItem, ItemState, SyncItemView};
use crate::domain::difference::{Part, Value};
use crate::domain::letter::LetterState;
use crate::domain::request::Because;
use crate::domain::task::TaskState;

/// The kind of an action in words.
pub fn action_kind(lang: Lang, kind: &str) -> String {
    sentence(lang, &Message::ActionKind(kind.to_owned()))
}

/// What a part is called; `label` is the form's own.
pub fn part(lang: Lang, part: &Part, label: &str) -> String {
    match part {
        Part::State => word(lang, Word::StateLabel).to_owned(),
        Part::Contact => word(lang, Word::Contact).to_owned(),
        Part::Words(key) if key == "note" || label.is_empty() => action_kind(lang, key),
        _ => label.to_owned(),
    }
}

/// What stands in it; "(kosong)" for nothing.
pub fn value(lang: Lang, value: Option<&Value>) -> String {
    let text = match value {
        None => String::new(),
        Some(Value::Text(text)) => text.trim().to_owned(),
        Some(Value::Shown(shown)) => word(lang, Word::from(*shown)).to_owned(),
        Some(Value::Request(state)) => with_reason(word(lang, Word::from(state)), state.because()),
        Some(Value::Task(state)) => {
            let reason = if let TaskState::Returned(because) = state { Some(because) } else { None };
            with_reason(word(lang, of_task(state)), reason)
        }
        Some(Value::Letter(state)) => {
            let reason = match state {
                LetterState::FollowedUp(because) | LetterState::Voided(because) => Some(because),
                _ => None,
            };
            with_reason(word(lang, Word::from(state)), reason)
        }
        Some(Value::Deeds(deeds)) => {
            let one = |(kind, words): &(String, String)| match words.trim() {
                "" => action_kind(lang, kind),
                words => format!("{}: {words}", action_kind(lang, kind)),
            };
            deeds.iter().map(one).collect::<Vec<_>>().join("\n")
        }
    };
    if text.is_empty() { word(lang, Word::EmptyValue).to_owned() } else { text }
}

fn with_reason(state: &str, because: Option<&Because>) -> String {
    match because.map(|because| because.reason.trim()).filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{state}: {reason}"),
        None => state.to_owned(),
    }
}

fn of_task(state: &TaskState) -> Word {
    match state {
        TaskState::Waiting => Word::TaskWaiting,
        TaskState::Open => Word::TaskOpen,
        TaskState::Done { .. } => Word::TaskDone,
        TaskState::Returned(_) => Word::TaskReturned,
        TaskState::Void => Word::TaskVoid,
        TaskState::InDoubt { .. } => Word::StateInDoubt,
    }
}

/// What became of a command in words: `wished` is what is said when all of it came true.
pub fn outcome_of(lang: Lang, done: &Done, wished: &Message) -> String {
    let Done::Settled(settled) = done else { return sentence(lang, wished) };
    let nothing = settled.queued == 0 && settled.aside == 0;
    let told = match wished {
        Message::Discarded { about } if settled.draft => Message::DiscardedDraft { about: about.clone() },
        Message::MineAgain { .. } | Message::MergedSent { .. } if nothing => Message::NothingToSend,
        wished => wished.clone(),
    };
    let told = sentence(lang, &told);
    match settled.aside {
        0 => told,
        aside => format!("{told} {}", sentence(lang, &Message::AsideLeft(aside))),
    }
}

/// Mine as a remark on the request: everything that I changed, so that nothing is lost from sight.
pub fn note(lang: Lang, view: &SyncItemView) -> String {
    let mut lines = vec![format!("{}:", word(lang, Word::MineTitle))];
    for shown in view.differences.iter().filter(|shown| shown.difference.by_me) {
        let mine = value(lang, shown.difference.mine.as_ref());
        lines.push(format!("{}: {mine}", part(lang, &shown.difference.part, &shown.label)));
    }
    lines.join("\n")
}

/// The file for people and the one for programs. Identity numbers in it are masked by whoever made `export`.
pub fn export(lang: Lang, export: &Export) -> (String, String) {
    (text(lang, export), document(export))
}

fn text(lang: Lang, export: &Export) -> String {
    let (title, none) = match lang {
        Lang::Id => ("BELUM DI SERVER", "Semua sudah di server."),
        Lang::En => ("NOT ON THE SERVER", "Everything is on the server."),
    };
    let at = |at| moment(lang, at, export.at);
    let mut lines = vec![
        format!("SERASI · {title}"),
        format!("{} · {}", export.name, export.office),
        format!("{} · {}", super::long_day(lang, crate::domain::office::date_of(export.at)), super::clock(export.at)),
        sentence(lang, &Message::DeviceId(export.device.to_string())),
    ];
    if export.items.is_empty() {
        lines.extend([String::new(), none.to_owned()]);
    }
    for (n, item) in export.items.iter().enumerate() {
        let queue = if item.queue.is_empty() { String::new() } else { format!("{} ", item.queue) };
        lines.push(String::new());
        lines.push(format!(
            "{}. {queue}{} · {} · {}",
            n + 1,
            item.item.about,
            action_kind(lang, &item.item.kind),
            at(item.item.made)
        ));
        lines.push(format!("   {}", state(lang, &item.item.state)));
        for (label, named, typed) in &item.typed {
            let typed = value(lang, Some(typed)).replace('\n', "\n      ");
            lines.push(format!("   {}: {typed}", part(lang, named, label)));
        }
        lines.push(format!("   ({} {})", item.item.kind, item.item.action));
    }
    lines.push(String::new());
    let clean: Vec<String> = lines.iter().map(|line| crate::domain::text::clean_lines(line)).collect();
    clean.join("\n")
}

fn state(lang: Lang, state: &ItemState) -> String {
    match state {
        ItemState::Waiting | ItemState::Resting(_) => word(lang, Word::ItemWaiting).to_owned(),
        ItemState::Refused(why) => refusal(lang, why),
        ItemState::Conflict(_) => word(lang, Word::ItemConflict).to_owned(),
        ItemState::Blocked(_) => word(lang, Word::ItemBlocked).to_owned(),
        ItemState::Quarantined(_) => word(lang, Word::ItemQuarantined).to_owned(),
    }
}

fn document(export: &Export) -> String {
    let item = |item: &ExportItem| {
        json!({
            "action": item.item.action,
            "kind": item.item.kind,
            "record": item.item.record,
            "queue": item.queue,
            "about": item.item.about,
            "made": item.item.made,
            "is": state_name(&item.item.state),
            "data": serde_json::from_str(&item.data).unwrap_or(serde_json::Value::String(item.data.clone())),
        })
    };
    let mut document = json!({
        "name": export.name,
        "office": export.office,
        "device": export.device,
        "at": export.at,
        "items": export.items.iter().map(item).collect::<Vec<_>>(),
    });
    crate::domain::text::clean_value(&mut document);
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

fn state_name(state: &ItemState) -> &'static str {
    match state {
        ItemState::Waiting => "waiting",
        ItemState::Resting(_) => "resting",
        ItemState::Refused(_) => "refused",
        ItemState::Conflict(_) => "conflict",
        ItemState::Blocked(_) => "blocked",
        ItemState::Quarantined(_) => "quarantined",
    }
}
