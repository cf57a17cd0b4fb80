//! How a line of Sinkronisasi looks, in the list and opened.

use super::{Line, is_conflict, waits};
use crate::desk::{Device, Discarded, ItemState, SyncBoard, SyncItem, SyncItemView, Trouble};
use crate::domain::refusal::Refusal;
use crate::i18n::{self, Message, Word, clock, moment};
use crate::tui::context::{Now, Setup};
use crate::tui::paint::Span;
use crate::tui::screens::parts;
use crate::tui::text::{Beside, Para};
use crate::tui::theme::Role;

/// Where an action is, in a word.
pub(in crate::tui) fn state(state: &ItemState) -> (Role, Word) {
    match state {
        ItemState::Waiting | ItemState::Resting(_) => (Role::Plain, Word::ItemWaiting),
        ItemState::Refused(_) => (Role::Bad, Word::ItemRefused),
        ItemState::Conflict(_) => (Role::Bad, Word::ItemConflict),
        ItemState::Blocked(_) => (Role::Warn, Word::ItemBlocked),
        ItemState::Quarantined(_) => (Role::Bad, Word::ItemQuarantined),
    }
}

/// What a device is called where it has no name.
pub(super) fn device_name(device: &Device) -> String {
    if device.name.trim().is_empty() { short_id(device) } else { device.name.clone() }
}

/// The last eight digits: what tells devices apart on the telephone.
fn short_id(device: &Device) -> String {
    let id = device.id.0.simple().to_string();
    id.get(24..).unwrap_or(&id).to_owned()
}

fn about(item: &SyncItem, setup: &Setup) -> String {
    if item.about.trim().is_empty() { setup.word(Word::NotReceivedYet).to_owned() } else { item.about.clone() }
}

/// The title of an opened line.
pub(super) fn title(line: &Line, setup: &Setup) -> String {
    let kind = |kind: &str| i18n::action_kind(setup.lang, kind);
    match line {
        Line::Item(item) => format!("{} · {}", kind(&item.kind), about(item, setup)),
        Line::Settled(settled) => format!("{} · {}", kind(&settled.kind), settled.about),
        Line::Device(device) => device_name(device),
        Line::Troubles(_) => setup.word(Word::TroublesTitle).to_owned(),
    }
}

/// "bentrok  Slamet Raharjo (SKTM)  ubah isian  08.55  +1": what it is about, what was done, when, how it stands.
pub(super) fn row_text(line: &Line, columns: usize, setup: &Setup, now: Now) -> (String, Vec<Span>) {
    let wide = (columns * 3 / 8).clamp(12, 40);
    let at = |at| parts::column(&moment(setup.lang, at, now.wall), 12.min(columns / 5), setup);
    let kind = |kind: &str| parts::column(&i18n::action_kind(setup.lang, kind), (columns / 5).clamp(8, 24), setup);
    match line {
        Line::Item(item) => {
            let (role, word) = state(&item.state);
            let sign = if waits(item) { "" } else { "! " };
            let mut rest = vec![
                (role, parts::column(&format!("{sign}{}", setup.word(word)), 16, setup)),
                (Role::Plain, kind(&item.kind)),
                (Role::Plain, at(item.made)),
            ];
            if item.behind > 0 {
                rest.push((Role::Warn, format!("+{}", item.behind)));
            }
            (format!(" {}", parts::column(&about(item, setup), wide, setup)), rest)
        }
        Line::Settled(settled) => {
            let rest = vec![
                (Role::Plain, parts::column(setup.word(Word::of_way(&settled.way)), 16, setup)),
                (Role::Plain, kind(&settled.kind)),
                (Role::Plain, at(settled.at)),
            ];
            (format!(" {}", parts::column(&settled.about, wide, setup)), rest)
        }
        Line::Device(device) => {
            let seen = match device.seen {
                _ if device.this => setup.word(Word::ThisDevice).to_owned(),
                Some(seen) => setup.say(&Message::DeviceSeen(moment(setup.lang, seen, now.wall))),
                None => String::new(),
            };
            let rest = vec![(Role::Plain, parts::column(setup.word(Word::LineDevice), 16, setup)), (Role::Plain, seen)];
            (format!(" {}", parts::column(&device_name(device), wide, setup)), rest)
        }
        Line::Troubles(troubles) => {
            let last = troubles.first().map(|trouble| trouble_line(trouble, setup, now)).unwrap_or_default();
            let rest =
                vec![(Role::Plain, parts::column(setup.word(Word::LineTrouble), 16, setup)), (Role::Plain, last)];
            (format!(" {}", parts::column(setup.word(Word::TroublesTitle), wide, setup)), rest)
        }
    }
}

/// A line's cells in a file; none for what is no action.
pub(super) fn cells(line: &Line, setup: &Setup) -> Option<[String; 4]> {
    let kind = |kind: &str| i18n::action_kind(setup.lang, kind);
    match line {
        Line::Item(item) => Some([
            kind(&item.kind),
            item.about.clone(),
            parts::date_and_time(Some(item.made)),
            setup.word(state(&item.state).1).to_owned(),
        ]),
        Line::Settled(settled) => Some([
            kind(&settled.kind),
            settled.about.clone(),
            parts::date_and_time(Some(settled.at)),
            setup.word(Word::of_way(&settled.way)).to_owned(),
        ]),
        Line::Device(_) | Line::Troubles(_) => None,
    }
}

/// What happened and why; mine beside theirs; what is settled with it; the ways out.
pub(in crate::tui) fn item(item: &SyncItem, view: Option<&SyncItemView>, setup: &Setup, now: Now) -> Vec<Para> {
    let word = |word| setup.word(word);
    let mut paras = Vec::new();
    match &item.state {
        ItemState::Waiting => paras.push(Para::plain(word(Word::ItemWaitingNext))),
        ItemState::Resting(until) => {
            paras.push(Para::plain(setup.say(&Message::ItemResting(clock(*until)))));
            paras.push(Para::plain(word(Word::ItemWaitingNext)));
        }
        ItemState::Refused(why) => {
            // Where taking it over is one of the ways out below, the sentence about that says it better.
            let said_below = matches!(why, Refusal::ClaimedBy { .. }) && view.is_some_and(|view| view.claim.is_some());
            if !said_below {
                paras.push(Para::of(Role::Warn, i18n::refusal(setup.lang, why)));
            }
            paras.push(Para::plain(word(Word::ItemRefusedNext)));
        }
        ItemState::Conflict(what) => {
            if !what.is_empty() {
                paras.push(Para::of(Role::Warn, setup.say(&Message::Differs(what.clone()))));
            }
            paras.push(Para::plain(word(Word::ItemConflictNext)));
        }
        ItemState::Blocked(_) => paras.push(Para::plain(word(Word::ItemBlockedNext))),
        ItemState::Quarantined(_) => paras.push(Para::plain(word(Word::ItemQuarantinedNext))),
    }
    let Some(view) = view else { return paras };
    if !view.readable {
        paras.push(Para::of(Role::Bad, word(Word::UnreadableHere)));
    }
    if waits(item) {
        paras.extend(typed(view, setup));
        return paras;
    }
    if let Some(claim) = &view.claim {
        paras.push(Para::of(Role::Warn, setup.say(&Message::TakesOver { name: claim.name.clone() })));
    }
    paras.extend(sides(view, setup, now));
    paras.extend(behind(view, setup));
    paras.extend(ways(item, view, setup));
    paras
}

/// What was settled, and how: both sides as they were then.
pub(super) fn settled(settled: &Discarded, view: Option<&SyncItemView>, setup: &Setup, now: Now) -> Vec<Para> {
    let how = Message::SettledHow {
        way: setup.word(Word::of_way(&settled.way)).to_owned(),
        at: moment(setup.lang, settled.at, now.wall),
        reason: settled.reason.clone(),
    };
    let next = if settled.typing { Word::SettledNext } else { Word::SettledReadable };
    let mut paras = vec![Para::of(Role::Title, setup.say(&how)).hanging(2), Para::plain(setup.word(next))];
    if let Some(view) = view {
        paras.extend(sides(view, setup, now));
        paras.extend(behind(view, setup));
    }
    paras
}

fn typed(view: &SyncItemView, setup: &Setup) -> Vec<Para> {
    if view.typed.is_empty() {
        return Vec::new();
    }
    let mut paras = vec![Para::of(Role::Title, setup.word(Word::TypedTitle))];
    let line = |(label, part, value): &(String, _, _)| {
        let label = i18n::part(setup.lang, part, label);
        Para::labelled(&label, &i18n::value(setup.lang, Some(value)))
    };
    paras.extend(view.typed.iter().map(line));
    paras
}

/// Mine beside theirs: the changed parts only.
fn sides(view: &SyncItemView, setup: &Setup, now: Now) -> Vec<Para> {
    let word = |word| setup.word(word);
    if view.differences.is_empty() {
        let next = if view.settled.is_some() { Vec::new() } else { vec![Para::plain(word(Word::NothingDiffers))] };
        return next.into_iter().chain(typed(view, setup)).collect();
    }
    let at = |at| moment(setup.lang, at, now.wall);
    let theirs = Message::TheirsBy { name: view.their_name.clone(), at: view.their_time.map(at) };
    let pair = |role: Role, mine: String, theirs: String| Para {
        beside: Some(Box::new(Beside {
            text: theirs,
            first: word(Word::MineTitle).to_owned(),
            second: word(Word::TheirsTitle).to_owned(),
        })),
        ..Para::of(role, mine)
    };
    let mut paras = vec![
        Para::default(),
        Para {
            beside: Some(Box::new(Beside { text: setup.say(&theirs), ..Beside::default() })),
            ..Para::of(Role::Title, setup.say(&Message::MineAt(at(view.item.made))))
        },
    ];
    for shown in &view.differences {
        let difference = &shown.difference;
        let label = i18n::part(setup.lang, &difference.part, &shown.label);
        let unchanged = match (difference.by_me, difference.by_them) {
            (false, true) => format!(" ({})", word(Word::NotMyChange)),
            (true, false) if view.base_known => format!(" ({})", word(Word::NotTheirChange)),
            _ => String::new(),
        };
        paras.push(Para::of(Role::Title, format!("{label}{unchanged}")));
        let value = |value| i18n::value(setup.lang, value);
        paras.push(pair(Role::Plain, value(difference.mine.as_ref()), value(difference.theirs.as_ref())));
        if difference.by_me && difference.by_them {
            let base = value(difference.base.as_ref());
            paras.push(Para { role: Role::Faint, ..Para::labelled(word(Word::BaseLabel), &base) });
        }
    }
    if !view.base_known {
        paras.push(Para::of(Role::Faint, word(Word::BaseUnknown)));
    }
    paras
}

fn behind(view: &SyncItemView, setup: &Setup) -> Vec<Para> {
    if view.behind.is_empty() {
        return Vec::new();
    }
    let mut paras = vec![Para::default(), Para::of(Role::Warn, setup.word(Word::BehindTitle))];
    let line = |item: &SyncItem| {
        let kind = i18n::action_kind(setup.lang, &item.kind);
        Para::plain(format!("- {kind}, {}", clock(item.made))).hanging(2)
    };
    paras.extend(view.behind.iter().map(line));
    if view.behind.iter().any(|item| item.kind == "forward") {
        paras.push(Para::plain(setup.word(Word::ForwardAgainHow)));
    }
    paras
}

fn ways(item: &SyncItem, view: &SyncItemView, setup: &Setup) -> Vec<Para> {
    let conflict = is_conflict(item);
    let mut ways = vec![if conflict { Word::HowTheirs } else { Word::HowGiveUp }];
    if view.readable {
        ways.push(if conflict { Word::HowMine } else { Word::HowRetry });
    }
    if view.can_merge {
        ways.push(Word::HowMerge);
    }
    if view.can_note {
        ways.push(Word::HowNote);
    }
    ways.push(Word::HowExport);
    let mut paras = vec![Para::default(), Para::of(Role::Title, setup.word(Word::WaysTitle))];
    paras.extend(ways.into_iter().map(|way| Para::plain(setup.word(way)).hanging(3)));
    paras
}

/// A device: which, since when it was heard, what to do when it is lost.
pub(super) fn device(device: &Device, board: &SyncBoard, setup: &Setup, now: Now) -> Vec<Para> {
    let at = |at| moment(setup.lang, at, now.wall);
    let mut paras = vec![Para::of(Role::Title, device_name(device))];
    if device.this {
        paras.push(Para::plain(setup.word(Word::ThisDevice)));
    }
    paras.push(Para::plain(setup.say(&Message::DeviceId(short_id(device)))));
    if device.this {
        paras.extend(board.last_sync.map(|last| Para::plain(setup.say(&Message::DeviceSynced(at(last))))));
        let others = board.others.iter().map(|other| {
            let told = Message::OthersWait { name: other.name.clone(), actions: other.actions };
            Para::of(Role::Warn, setup.say(&told)).hanging(2)
        });
        paras.extend(others);
    } else if let Some(seen) = device.seen {
        paras.push(Para::plain(setup.say(&Message::DeviceSeen(at(seen)))));
    }
    paras.push(Para::default());
    paras.push(Para::plain(setup.word(if device.this { Word::OnlyThisDevice } else { Word::DeviceNext })));
    paras
}

fn trouble_line(trouble: &Trouble, setup: &Setup, now: Now) -> String {
    let what = match trouble.code.as_str() {
        "down" => Word::TroubleDown,
        "timed_out" => Word::TroubleTimedOut,
        "busy" => Word::TroubleBusy,
        "logged_out" => Word::TroubleLoggedOut,
        "too_old" => Word::TroubleTooOld,
        _ => Word::TroubleBroken,
    };
    setup.say(&Message::TroubleTimes {
        what: setup.word(what).to_owned(),
        times: trouble.times,
        first: moment(setup.lang, trouble.first, now.wall),
        last: moment(setup.lang, trouble.last, now.wall),
    })
}

/// The last troubles, newest first.
pub(super) fn troubles(troubles: &[Trouble], setup: &Setup, now: Now) -> Vec<Para> {
    let line = |trouble: &Trouble| Para::plain(trouble_line(trouble, setup, now)).hanging(2);
    let mut paras: Vec<Para> = troubles.iter().map(line).collect();
    paras.push(Para::default());
    paras.push(Para::plain(setup.word(Word::TroublesNext)));
    paras
}
