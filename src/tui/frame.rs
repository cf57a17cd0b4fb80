//! The frame: who and where with the sync state, the screens with their counters, the keys that work now.
//!
//! What does not fit is shortened by rule: names of screens have a long and a short form, counters and the
//! sync state stay.

use ratatui::layout::Rect;

use super::context::{Now, Setup};
use super::paint::{Paint, Span};
use super::screens::ScreenId;
use super::text::{self, width};
use super::theme::Role;
use crate::desk::{Link, SyncStatus, Who};
use crate::domain::office::date_of;
use crate::i18n::{Message, Word, day, moment};

/// After this long without a sync the header says so in another voice.
const STALE_SECONDS: i64 = 24 * 3600;

/// The header: person on the left, sync state on the right, which always stays whole.
pub fn header(area: Rect, who: Option<&Who>, status: &SyncStatus, setup: &Setup, now: Now, paint: &mut Paint<'_>) {
    let state = sync_state(status, setup, now);
    let joined = |spans: &[Span]| spans.iter().map(|(_, text)| width(text)).sum::<usize>() + 3 * spans.len();
    let mut state = state;
    // On a narrow screen what is least urgent goes first; the line's own state is the last to go.
    while state.len() > 1 && joined(&state) + 12 > usize::from(area.width) {
        state.pop();
    }
    let mut right: Vec<Span> = Vec::new();
    for (index, span) in state.into_iter().enumerate() {
        if index > 0 {
            right.push((Role::Plain, " · ".into()));
        }
        right.push(span);
    }
    let right_width: usize = right.iter().map(|(_, text)| width(text)).sum();
    let room = usize::from(area.width).saturating_sub(right_width + 2);
    let left = match who {
        Some(who) => {
            let short = who.office_name.split_once(' ').map_or(who.office_name.as_str(), |(_, name)| name);
            let forms = [
                format!(" SERASI {} · {}, {}", who.office_name, who.name, who.position),
                format!(" SERASI {short} · {}, {}", who.name, who.position),
                format!(" SERASI {short} · {}", who.name),
                format!(" {} · {short}", who.name),
            ];
            text::first_that_fits(&forms, room, &setup.glyphs)
        }
        None => " SERASI".to_owned(),
    };
    paint.line(area, 0, Role::Title, &left);
    let right_width = u16::try_from(right_width).unwrap_or(area.width).min(area.width);
    paint.spans(Rect { x: area.right() - right_width, width: right_width, ..area }, 0, &right);
}

/// The sync state in words, most important first. It grows louder with age.
pub fn sync_state(status: &SyncStatus, setup: &Setup, now: Now) -> Vec<Span> {
    let at = |at| moment(setup.lang, at, now.wall);
    let stale = status.last_sync.is_some_and(|last| now.wall.duration_since(last).as_secs() > STALE_SECONDS);
    let link = match (&status.link, status.last_sync) {
        (Link::Unknown, None) => (Role::Plain, Message::Connecting),
        (Link::Offline { since }, _) if stale => {
            (Role::Bad, Message::SyncedOld(at(status.last_sync.unwrap_or(*since))))
        }
        (Link::Offline { since }, _) => (Role::Warn, Message::Offline(at(*since))),
        (Link::LoggedOut, _) => (Role::Bad, Message::SessionOver),
        (Link::TooOld, _) => (Role::Bad, Message::TooOld),
        (_, _) if status.catching_up => (Role::Plain, Message::CatchingUp),
        (_, Some(last)) if stale => (Role::Bad, Message::SyncedOld(at(last))),
        (_, Some(last)) => (Role::Plain, Message::Synced(at(last))),
        (Link::Online, None) => (Role::Plain, Message::CatchingUp),
    };
    let mut spans = vec![(link.0, setup.say(&link.1))];
    if status.attention > 0 {
        spans.push((Role::Bad, setup.say(&Message::AttentionCount(status.attention))));
    }
    if status.unreadable > 0 {
        spans.push((Role::Bad, setup.say(&Message::UnreadableCount(status.unreadable))));
    }
    if status.unsent > 0 {
        // What has waited for a day is as loud as what needs the person, and says since when.
        let old = status.oldest_unsent.filter(|oldest| now.wall.duration_since(*oldest).as_secs() > STALE_SECONDS);
        let told = match old {
            Some(oldest) => Message::UnsentSince { count: status.unsent, at: day(setup.lang, date_of(oldest)) },
            None => Message::UnsentCount(status.unsent),
        };
        spans.push((if old.is_some() { Role::Bad } else { Role::Warn }, setup.say(&told)));
    }
    for other in &status.others {
        let told = Message::OthersUnsent { name: other.name.clone(), actions: other.actions };
        spans.push((Role::Plain, setup.say(&told)));
    }
    spans
}

/// The screens with their counters; the open one is reversed.
pub fn tabs(area: Rect, open: ScreenId, counters: &[(ScreenId, usize)], setup: &Setup, paint: &mut Paint<'_>) {
    let name = |long: Word, short: Word, form: usize| match form {
        0 => setup.word(long).to_owned(),
        1 => setup.word(short).to_owned(),
        _ => String::new(),
    };
    let line = |form: usize| -> Vec<Span> {
        let mut spans = vec![(Role::Plain, " ".to_owned())];
        for (id, digit, long, short, _) in ScreenId::ALL {
            let count = counters.iter().find(|(screen, _)| *screen == id).map_or(0, |(_, count)| *count);
            let count = if count > 0 { format!(":{count}") } else { String::new() };
            let role = if id == open { Role::Selected } else { Role::Plain };
            spans.push((role, format!("{digit}{}{count}", name(long, short, form))));
            spans.push((Role::Plain, "  ".into()));
        }
        // Behind the last one there is nothing to keep apart.
        spans.pop();
        spans
    };
    let fits = |spans: &Vec<Span>| spans.iter().map(|(_, text)| width(text)).sum::<usize>() <= usize::from(area.width);
    let spans = (0..3).map(line).find(fits).unwrap_or_else(|| line(2));
    paint.spans(area, 0, &spans);
}

/// Keys that work now: as many as fit, and the last one (help) always.
pub fn footer(area: Rect, keys: &[(String, String)], paint: &mut Paint<'_>) {
    let take = |(key, label): &(String, String)| width(key) + width(label) + 3;
    let Some((last, others)) = keys.split_last() else { return };
    let mut room = usize::from(area.width).saturating_sub(take(last) + 1);
    let mut spans = vec![(Role::Plain, " ".to_owned())];
    let mut push = |(key, label): &(String, String)| {
        spans.push((Role::Key, key.clone()));
        spans.push((Role::Plain, format!(" {label}  ")));
    };
    for entry in others {
        if take(entry) > room {
            continue;
        }
        room -= take(entry);
        push(entry);
    }
    push(last);
    paint.spans(area, 0, &spans);
}

/// The keys of a dialog: as many parts as fit, and the last one (how it closes) always.
pub fn hint(area: Rect, hint: &str, paint: &mut Paint<'_>) {
    let parts: Vec<&str> = hint.split(" · ").collect();
    let Some((last, others)) = parts.split_last() else { return };
    let line = |kept: usize| {
        let shown: Vec<&str> = others.iter().take(kept).chain([last]).copied().collect();
        format!(" {}", shown.join(" · "))
    };
    let kept = (0..=others.len()).rev().find(|kept| width(&line(*kept)) <= usize::from(area.width)).unwrap_or(0);
    paint.line(area, 0, Role::Plain, &line(kept));
}
