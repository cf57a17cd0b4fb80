//! Mine beside theirs, and what became of it.

use serde_json::{Value, json};

use super::{columns, when};
use crate::desk::{Discarded, Done, ItemState, SyncItem, SyncItemView};
use crate::domain::difference;
use crate::i18n::{self, Lang, Message, Word, refusal, sentence, word};

/// Items as lines: id, state, what was done, what about, what is behind it.
pub fn items(lang: Lang, items: &[SyncItem]) -> Vec<String> {
    let row = |item: &SyncItem| {
        let behind = if item.behind > 0 { sentence(lang, &Message::BehindCount(item.behind)) } else { String::new() };
        let kind = i18n::action_kind(lang, &item.kind);
        let id = item.action.to_string();
        vec![id, super::sync::state(lang, &item.state).into(), kind, item.about.clone(), behind]
    };
    columns(&items.iter().map(row).collect::<Vec<_>>())
}

fn side(lang: Lang, value: Option<&difference::Value>) -> Value {
    match value {
        None => Value::Null,
        Some(difference::Value::Text(text)) => json!(text),
        Some(difference::Value::Shown(shown)) => json!(shown),
        Some(difference::Value::Request(state)) => json!(state.name()),
        Some(difference::Value::Task(state)) => json!(state.name()),
        Some(difference::Value::Letter(state)) => {
            json!(i18n::value(lang, Some(&difference::Value::Letter(state.clone()))))
        }
        Some(difference::Value::Deeds(deeds)) => {
            deeds.iter().map(|(kind, words)| json!({ "kind": kind, "words": words })).collect()
        }
    }
}

/// Both sides in JSON.
pub fn view(lang: Lang, view: &SyncItemView) -> Value {
    let differences: Vec<Value> = view
        .differences
        .iter()
        .map(|shown| {
            let difference = &shown.difference;
            json!({
                "part": difference.part.key(),
                "label": i18n::part(lang, &difference.part, &shown.label),
                "base": side(lang, difference.base.as_ref()),
                "mine": side(lang, difference.mine.as_ref()),
                "theirs": side(lang, difference.theirs.as_ref()),
                "by_me": difference.by_me,
                "by_them": difference.by_them,
            })
        })
        .collect();
    json!({
        "item": super::sync::item(&view.item),
        "behind": view.behind.iter().map(super::sync::item).collect::<Vec<_>>(),
        "differences": differences,
        "base_known": view.base_known,
        "their_name": view.their_name,
        "their_time": view.their_time,
        "claimed_by": view.claim.as_ref().map(|claim| claim.name.clone()),
        "can_merge": view.can_merge,
        "can_note": view.can_note,
        "settled": view.settled.as_ref().map(|(way, reason, at)| json!({ "way": way, "reason": reason, "at": at })),
    })
}

/// Both sides as lines.
pub fn lines(lang: Lang, view: &SyncItemView) -> Vec<String> {
    let item = &view.item;
    let mut lines = vec![format!("{} · {}", i18n::action_kind(lang, &item.kind), item.about)];
    lines.push(match &item.state {
        ItemState::Refused(why) => refusal(lang, why),
        state => super::sync::state(lang, state).to_owned(),
    });
    let theirs =
        Message::TheirsBy { name: view.their_name.clone(), at: view.their_time.map(|at| when(lang, Some(at))) };
    lines.push(format!(
        "{} · {}",
        sentence(lang, &Message::MineAt(when(lang, Some(item.made)))),
        sentence(lang, &theirs)
    ));
    for shown in &view.differences {
        let difference = &shown.difference;
        lines.push(format!("{} ({})", i18n::part(lang, &difference.part, &shown.label), difference.part.key()));
        for (title, value) in [(Word::MineTitle, &difference.mine), (Word::TheirsTitle, &difference.theirs)] {
            lines.push(format!("  {}: {}", word(lang, title), i18n::value(lang, value.as_ref())));
        }
    }
    if view.differences.is_empty() {
        for (label, part, value) in &view.typed {
            lines.push(format!("  {}: {}", i18n::part(lang, part, label), i18n::value(lang, Some(value))));
        }
    }
    if !view.behind.is_empty() {
        lines.push(word(lang, Word::BehindTitle).to_owned());
        lines.extend(view.behind.iter().map(|item| format!("  - {}", i18n::action_kind(lang, &item.kind))));
    }
    lines
}

/// What a way out came to.
pub fn outcome(lang: Lang, view: &SyncItemView, way: &str, done: &Done) -> Vec<String> {
    let about = view.item.about.clone();
    let wished = match way {
        "again" => Message::MineAgain { about },
        "merged" => Message::MergedSent { about },
        "noted" => Message::MineNoted { about },
        _ => Message::Discarded { about },
    };
    vec![i18n::outcome_of(lang, done, &wished)]
}

/// Something that was settled, in JSON: with both sides.
pub fn discarded(lang: Lang, kept: &Discarded, sides: &SyncItemView) -> Value {
    json!({
        "action": kept.action,
        "kind": kept.kind,
        "record": kept.record,
        "about": kept.about,
        "way": kept.way,
        "reason": kept.reason,
        "at": kept.at,
        "typing": kept.typing,
        "sides": view(lang, sides),
    })
}

/// What was settled, as lines.
pub fn discarded_lines(lang: Lang, settled: &[Discarded], views: &[SyncItemView]) -> Vec<String> {
    let mut all = Vec::new();
    for (kept, view) in settled.iter().zip(views) {
        let how = Message::SettledHow {
            way: word(lang, Word::of_way(&kept.way)).to_owned(),
            at: when(lang, Some(kept.at)),
            reason: kept.reason.clone(),
        };
        all.push(format!("{}  {}", kept.action, sentence(lang, &how)));
        all.extend(lines(lang, view).into_iter().map(|line| format!("  {line}")));
    }
    all
}
