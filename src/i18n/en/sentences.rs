//! Texts with arguments in English.

use super::super::{Age, Message};
use super::words::word;

fn plus(at: Option<&String>) -> String {
    at.map(|at| format!(" {at}")).unwrap_or_default()
}

fn by(who: Option<&String>) -> String {
    who.map(|who| format!(" by {who}")).unwrap_or_default()
}

/// The text of a message.
#[allow(clippy::too_many_lines)] // a table
pub fn sentence(message: &Message) -> String {
    match message {
        Message::Plain(plain) => word(*plain).to_owned(),
        Message::Text(text) => text.clone(),
        Message::Age(Age::Minutes(n)) => format!("{n} min"),
        Message::Age(Age::Hours(n)) => format!("{n} h"),
        Message::Age(Age::Days(n)) => format!("{n} d"),
        Message::Dropped { key } => format!("{key} ignored: the next request is not on the screen yet"),
        Message::DroppedLetter { key } => format!("{key} ignored: the next letter is not on the screen yet"),
        Message::Synced(at) => format!("synced {at}"),
        Message::SyncedOld(at) => format!("not synced since {at}!"),
        Message::Offline(since) => format!("offline since {since}"),
        Message::Connecting => "connecting".into(),
        Message::SessionOver => "session ended, Ctrl-K".into(),
        Message::TooOld => "update SERASI".into(),
        Message::CatchingUp => "fetching data".into(),
        Message::UnreadableCount(n) => format!("{n} need a newer SERASI"),
        Message::UnsentCount(n) => format!("{n} unsent"),
        Message::AttentionCount(n) => format!("{n} need you"),
        Message::OthersUnsent { name, actions } => format!("{name}: {actions} unsent"),
        Message::Lines { from, to, of } => format!("lines {from}-{to}/{of}"),
        Message::TooSmall { width, height } => format!("terminal too small ({width}×{height})"),
        Message::Forwarded { name, kind } => format!("Forwarded: {name} ({kind})."),
        Message::ReturnedToApplicant { name } => format!("Sent back to {name}."),
        Message::RequestRefused { name } => format!("Refused: request of {name}."),
        Message::Claimed { name } => format!("You are working on the request of {name}."),
        Message::Released { name } => format!("Released: request of {name}."),
        Message::TakenOver { name, from } => format!("Taken over from {from}: request of {name}. {from} will see it."),
        Message::Edited { name } => format!("Saved: request of {name}."),
        Message::Resumed { name } => format!("Back in the queue: request of {name}."),
        Message::LetterFollowedUp { subject } => format!("Followed up: {subject}."),
        Message::ParafGiven { name } => format!("Paraf given: letter of {name}."),
        Message::TaskReturned { name } => format!("Sent back to the operator: letter of {name}."),
        Message::Discarded { about } => format!("Given up: {about}."),
        Message::Undecided { text } => format!("{text} Waiting for the server."),
        Message::SavedAt(at) => format!("Already saved at {at}."),
        Message::SavedAlways => "Already saved; everything here is saved by itself.".into(),
        Message::MarkedRoutine(n) => format!("{n} routine marked. Press s to go on."),
        Message::TypedFreely { label, text } => format!("{label} was typed freely: \"{text}\""),
        Message::TaskSentence { kind, name, age, address, purpose } => {
            let age = age.map(|age| format!(", {age} y")).unwrap_or_default();
            let address = address.as_ref().map(|a| format!(", {a}")).unwrap_or_default();
            let purpose = if purpose.is_empty() { String::new() } else { format!(", purpose: {purpose}") };
            format!("{kind} for {name}{age}{address}{purpose}.")
        }
        Message::Checked { by, at, originals } => {
            let shown =
                if originals.is_empty() { String::new() } else { format!(" (originals: {})", originals.join(", ")) };
            format!("Checked by {by}{}{shown}", plus(at.as_ref()))
        }
        Message::ParafBy { by, at } => format!("paraf {by}{}", plus(at.as_ref())),
        Message::PageOf { page, of } => format!("page {page} of {of}"),
        Message::Signing { title } => format!("You sign as {title}."),
        Message::Paraffing { title } => format!("You give paraf as {title}."),
        Message::NumberReserved(number) => format!("Number {number} already belongs to this letter."),
        Message::Person { name, age, sex, nik, address } => format!("{name}, {age} y, {sex}, NIK {nik}, {address}"),
        Message::DataFrom { source, date } => format!("data {source}, {date}"),
        Message::WithColleague { name, since } => {
            let since = since.as_ref().map(|at| format!(" since {at}")).unwrap_or_default();
            format!("{name} is working on it{since}")
        }
        Message::WithMe => "You are working on it".into(),
        Message::Missing(label) => format!("{label} missing"),
        Message::ReasonGiven { by: who, reason } => format!("Reason{}: {reason}", by(who.as_ref())),
        Message::FollowedUpBy { by: who, note } => {
            let note = if note.is_empty() { String::new() } else { format!(": {note}") };
            format!("Followed up{}{note}", by(who.as_ref()))
        }
        Message::NumberIs(number) => format!("Number {number}"),
        Message::SignCount { count, kinds } => format!("{count} letters: {kinds}."),
        Message::NotIncluded(n) => format!("{n} to look at are not included."),
        Message::UnopenedCount(n) => format!("Not opened by you: {n}."),
        Message::Progress { done, of } => format!("{done} of {of}"),
        Message::BatchOver { signed, not: 0 } => format!("{signed} letters signed."),
        Message::BatchOver { signed, not } => {
            format!("{signed} letters signed, {not} not. Those stay on the list with their reasons.")
        }
        Message::BatchMissing(n) => {
            format!(
                "The answer for {n} letters did not arrive. Do not repeat; it shows in the list when the line is back."
            )
        }
        Message::SentToTerminal(text) => {
            format!("{text} sent to the terminal. If it did not arrive: \":export list\".")
        }
        Message::NoClipboard(text) => {
            format!("{text} not copied: this terminal has no clipboard. To a file: \":export list\".")
        }
        Message::ListWritten(path) => format!("List written to {path}"),
        Message::ListNotWritten(why) => format!("List not written: {why}. Check space and permissions, then repeat."),
        Message::Confirm { title, about } => format!("{title}: {about}. Type yes to do it"),
        Message::Shown { title, from, to, of } => format!("{title}: {from} to {to} of {of}"),
        Message::DraftTaken(at) => format!("Your typing of {at} goes on. Ctrl-D drops it."),
        Message::DraftKept(at) => format!("Typing kept at {at}, not sent. Press e to go on."),
        Message::DraftWaits => "Typing kept, not sent.".into(),
        Message::LeavingUnsent(n) => {
            format!("{n} of your actions are unsent; this computer sends them when SERASI is open again.")
        }
        Message::Why { title, reason } => format!("{title}: {reason}"),
        Message::ItemResting(at) => format!("sent at {at}"),
        Message::Narrowed(words) => format!("search: {words} · Esc clears"),
        Message::NoLine(text) => format!("No row or queue number {text}."),
        Message::ActionKind(kind) => kind.replace('_', " "),
        Message::Differs(what) => format!("What differs: {}.", what.join(", ")),
        Message::RightsAsOf(at) => {
            format!("Opened without a line. The server last confirmed your rights {at}; work as usual.")
        }
        Message::LockedIdle(minutes) => {
            format!("Locked by itself after {minutes} minutes. What you typed is kept; log in to go on.")
        }
        Message::Locked(name) => format!("Locked. Last here: {name}."),
    }
}
