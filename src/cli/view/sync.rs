//! The state of the line and what waits for it.

use serde_json::{Value, json};

use super::when;
use crate::desk::{ItemState, Link, SyncItem, SyncStatus, Who};
use crate::i18n::{Lang, Message, Word, sentence, word};

/// Who is at the desk.
pub fn who(who: &Who) -> Value {
    json!({
        "person": who.person,
        "name": who.name,
        "position": who.position,
        "office": who.office,
        "office_name": who.office_name,
        "roles": who.roles,
        "device": who.device,
        "server": who.server,
    })
}

/// The line, and counts.
pub fn status(status: &SyncStatus) -> Value {
    let others: Vec<Value> =
        status.others.iter().map(|other| json!({ "name": other.name, "actions": other.actions })).collect();
    json!({
        "link": link(status.link),
        "offline_since": if let Link::Offline { since } = status.link { Some(since) } else { None },
        "last_sync": status.last_sync,
        "unsent": status.unsent,
        "oldest_unsent": status.oldest_unsent,
        "attention": status.attention,
        "unreadable": status.unreadable,
        "catching_up": status.catching_up,
        "others": others,
    })
}

fn link(link: Link) -> &'static str {
    match link {
        Link::Unknown => "unknown",
        Link::Online => "online",
        Link::Offline { .. } => "offline",
        Link::LoggedOut => "logged_out",
        Link::TooOld => "too_old",
    }
}

/// What waits, or needs the person.
pub fn item(item: &SyncItem) -> Value {
    let (is, code) = match &item.state {
        ItemState::Waiting => ("waiting", None),
        ItemState::Resting(_) => ("resting", None),
        ItemState::Refused(refusal) => ("refused", Some(refusal.code())),
        ItemState::Conflict(_) => ("conflict", None),
        ItemState::Blocked(_) => ("blocked", None),
        ItemState::Quarantined(_) => ("quarantined", None),
    };
    json!({
        "action": item.action,
        "kind": item.kind,
        "record": item.record,
        "about": item.about,
        "made": item.made,
        "is": is,
        "code": code,
        "behind": item.behind,
    })
}

/// Who, where, and how the line is.
pub fn lines(lang: Lang, who: &Who, status: &SyncStatus, items: &[SyncItem]) -> Vec<String> {
    let line = match status.link {
        Link::Unknown => Message::Connecting,
        Link::Online => Message::Synced(when(lang, status.last_sync)),
        Link::Offline { since } => Message::Offline(when(lang, Some(since))),
        Link::LoggedOut => Message::SessionOver,
        Link::TooOld => Message::TooOld,
    };
    let mut lines =
        vec![format!("{}, {} {}", who.name, who.position, who.office_name), who.server.clone(), sentence(lang, &line)];
    if status.unsent > 0 {
        lines.push(sentence(lang, &Message::UnsentCount(status.unsent)));
    }
    if status.attention > 0 {
        lines.push(sentence(lang, &Message::AttentionCount(status.attention)));
    }
    for other in &status.others {
        lines.push(sentence(lang, &Message::OthersUnsent { name: other.name.clone(), actions: other.actions }));
    }
    lines.extend(items.iter().map(|item| format!("{}  {}  {}", state(lang, &item.state), item.kind, item.about)));
    lines
}

/// Where an action is, in words.
pub fn state(lang: Lang, state: &ItemState) -> &'static str {
    word(
        lang,
        match state {
            ItemState::Waiting | ItemState::Resting(_) => Word::ItemWaiting,
            ItemState::Refused(_) => Word::ItemRefused,
            ItemState::Conflict(_) => Word::ItemConflict,
            ItemState::Blocked(_) => Word::ItemBlocked,
            ItemState::Quarantined(_) => Word::ItemQuarantined,
        },
    )
}
