//! Texts with arguments in English.

use super::super::{Age, Lang, Message, Word, together};
use super::words::word;
use crate::domain::counters::Counter;
use crate::domain::turnaround::Turnaround;

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
        Message::SyncedOld(at) => format!("not synced since {at}"),
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
        Message::RequestCancelled { name } => format!("Cancelled by the applicant: request of {name}."),
        Message::HandedOver { name } => format!("Handed over: letter of {name}."),
        Message::HandedOverHow { way, to, receiver, at, by: who } => {
            let receiver = receiver.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
            format!("Handed over{}{}: {}{receiver}, {}", plus(at.as_ref()), by(who.as_ref()), word(*to), word(*way))
        }
        Message::ToldApplicant { name } => format!("Recorded: {name} was told."),
        Message::ToldHow { how, at, by } => format!("Told{} by {by}: {}", plus(at.as_ref()), word(*how)),
        Message::ReadByApplicant { name } => format!("Recorded: read by {name}."),
        Message::PassedOn { name, to } => format!("Passed on to {to}: request of {name}. {to} will see it."),
        Message::PassedView { from, to, taken, at, note } => {
            let note = if note.is_empty() { String::new() } else { format!(": {note}") };
            let at = plus(at.as_ref());
            if *taken {
                format!("{to} took it over from {from}{at}{note}")
            } else {
                format!("{from} passed it on to {to}{at}{note}")
            }
        }
        Message::Notice { by, about, taken, at, note, more } => {
            let did = if *taken { "took over" } else { "passed on to you" };
            let note = if note.is_empty() { String::new() } else { format!(": {note}") };
            let more = if *more > 0 { format!(" And {more} more: f 1.") } else { String::new() };
            format!("{by} {did} {about} at {at}{note}.{more}")
        }
        Message::PassOnTo(name) => format!("pass on to {name}"),
        Message::PassedOnMany { count, to } => format!("{count} requests passed on to {to}."),
        Message::NotAll { text, refused } => format!("{text} {refused} could not be; see f 1."),
        Message::TimeLeft(age) => format!("{} left", sentence(&Message::Age(*age))),
        Message::TimeOver(age) => format!("{} late", sentence(&Message::Age(*age))),
        Message::Listed { list, count } => format!("{}: {count}", word(*list)),
        Message::ShiftCount { moves, stays: 0 } => format!("{moves} requests will be passed on."),
        Message::ShiftCount { moves, stays } => {
            format!("{moves} requests will be passed on; {stays} wait for others and stay.")
        }
        Message::Edited { name } => format!("Saved: request of {name}."),
        Message::Resumed { name } => format!("Back in the queue: request of {name}."),
        Message::LetterFollowedUp { subject } => format!("Followed up: {subject}."),
        Message::ParafGiven { name } => format!("Paraf given: letter of {name}."),
        Message::TaskReturned { name } => format!("Sent back to the operator: letter of {name}."),
        Message::Discarded { about } => format!("Given up: {about}."),
        Message::DiscardedDraft { about } => {
            format!("Given up: {about}. Your typing is a draft now: press e on its request.")
        }
        Message::MineAgain { about } => format!("Sent again on top of theirs: {about}."),
        Message::MergedSent { about } => format!("Merge sent: {about}."),
        Message::MineNoted { about } => format!("Kept as a note: {about}. Theirs stays."),
        Message::TakenUp { about } => format!("Typing again: {about}. Press e on its request."),
        Message::UnsentSince { count, at } => format!("{count} unsent since {at}"),
        Message::AsideLeft(n) => format!("{n} behind it did not go along: read it again on its screen, then decide."),
        Message::NothingToSend => "Nothing had to be sent: it is like that already.".into(),
        Message::ExportWritten(files) => format!("Written, for you alone: {files}"),
        Message::DeviceRevoked { name } => {
            format!("Your sessions on {name} have ended. What is unsent there stays there.")
        }
        Message::RevokeWhat { name } => {
            format!("End all your sessions on {name}? A password will be needed there again. Nothing is erased.")
        }
        Message::TheirsBy { name, at } => {
            let by = [name.as_deref(), at.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
            if by.is_empty() { "Theirs".into() } else { format!("Theirs ({by})") }
        }
        Message::MineAt(at) => format!("Mine ({at})"),
        Message::TakesOver { name } => {
            format!("{name} is at it. Sending yours takes it over; {name} will be told.")
        }
        Message::BehindCount(n) => format!("+{n} behind it"),
        Message::DeviceSeen(at) => format!("last seen about {at}"),
        Message::DeviceSynced(at) => format!("synced {at}"),
        Message::DeviceId(id) => format!("code {id}"),
        Message::OthersWait { name, actions } => format!("{name}: {actions} unsent from this computer"),
        Message::TroubleTimes { what, times: 1, last, .. } => format!("{last}  {what}"),
        Message::TroubleTimes { what, times, first, last } => format!("{first} to {last}  {what} ({times} times)"),
        Message::SettledHow { way, at, reason } if reason.is_empty() => format!("{way} {at}"),
        Message::SettledHow { way, at, reason } => format!("{way} {at}: {reason}"),
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
        Message::Checked { by, at, originals, copies } => {
            let of = |how: &str, what: &[String]| (!what.is_empty()).then(|| format!("{how}: {}", what.join(", ")));
            let shown = [of("originals", originals), of("copies", copies)].into_iter().flatten().collect::<Vec<_>>();
            let shown = if shown.is_empty() { String::new() } else { format!(" ({})", shown.join("; ")) };
            format!("Checked by {by}{}{shown}", plus(at.as_ref()))
        }
        Message::ConfirmedByRt(text) => format!("letter of the RT {text}"),
        Message::ParafBy { by, at } => format!("paraf {by}{}", plus(at.as_ref())),
        Message::PageOf { page, of } => format!("page {page} of {of}"),
        Message::Signing { title, until } => format!("You sign as {title}{}.", ends(until.as_ref())),
        Message::Paraffing { title, until } => format!("You give paraf as {title}{}.", ends(until.as_ref())),
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
        Message::Submitted { queue, name, kind } => format!("Kept with queue number {queue}: {name} ({kind})."),
        Message::MadeTogether { count: 0, left_out, .. } => {
            format!("No request was made: {}.", together::first_named(Lang::En, left_out))
        }
        Message::MadeTogether { count, kind, numbers, left_out } => {
            let numbers = together::numbers("to", numbers);
            let made = format!("{count} requests kept with queue numbers {numbers} ({kind}).");
            match left_out.len() {
                0 => made,
                n => format!("{made} {n} not made: {}.", together::first_named(Lang::En, left_out)),
            }
        }
        Message::ForAll { count, names } if names.is_empty() => format!("{count} people"),
        Message::ForAll { count, names } => format!("{count} people: {}", names.join(", ")),
        Message::LeftOut(people) => format!("Not made: {}.", together::named(Lang::En, people)),
        Message::RepeatedTogether(people) => {
            format!("The same letter was asked for within seven days: {}.", together::named(Lang::En, people))
        }
        Message::ResidentsMarked(n) => format!("{n} people marked. + makes the same letter for all of them."),
        Message::NewCard(number) => {
            format!("Card {number} is not known yet. Type its owner's name, or press Enter and type the NIK.")
        }
        Message::WhoseCard(number) => format!("Whose card is {number}?"),
        Message::CardRemembered { name } => format!("This card is remembered as {name}'s."),
        Message::PersonLine { age, position, address, nik } => format!("{age} y, {position}, {address}, {nik}"),
        Message::DraftResumed(age) => {
            format!("Your typing of {} ago goes on. Ctrl-D drops it.", sentence(&Message::Age(*age)))
        }
        Message::WalkinKept(at) => format!("Typing kept at {at}, not sent. Press + to go on."),
        Message::Unclear(label) => format!("Not saved: \"{label}\" was not understood. Type it again."),
        Message::UnderstoodDay(day) => format!("= {day}"),
        Message::UnderstoodMoney { amount, words } => format!("= Rp {amount} ({words} rupiah)"),
        Message::Repeated { name, days, number } => {
            let number = number.as_ref().map(|number| format!(" (No. {number})")).unwrap_or_default();
            let given = if number.is_empty() { "asked for about " } else { "made for " };
            let when = match days {
                0 => "today".to_owned(),
                1 => "yesterday".to_owned(),
                days => format!("{days} days ago"),
            };
            format!("The same letter was {given}{name} {when}{number}.")
        }
        Message::MadeAgain(why) => format!("Made again: {why}"),
        Message::LeavingUnsent(n) => {
            format!("{n} of your actions are unsent; this computer sends them when SERASI is open again.")
        }
        Message::Why { title, reason } => format!("{title}: {reason}"),
        Message::OnScreens(names) => format!("It is on screen {}.", names.join(", ")),
        Message::Faster(key) => format!("faster: {key}"),
        Message::ReadThenPress { row, key } => format!("{row} is selected. Read it, then press {key}."),
        Message::ItemResting(at) => format!("sent at {at}"),
        Message::Narrowed(words) => format!("search: {words} · Esc clears"),
        Message::NoLine(text) => format!("No row or queue number {text}."),
        Message::ActionKind(kind) => action(kind).to_owned(),
        Message::Differs(what) => format!("What differs: {}.", what.join(", ")),
        Message::Now { counter, count, oldest } => {
            let oldest = oldest.map(|age| format!(", the longest for {}", long(age))).unwrap_or_default();
            format!("{}{oldest}.", now(*counter, *count))
        }
        Message::Oldest(age) => format!("longest {}", long(*age)),
        Message::NoneOf(words) => format!("None: {}.", words.join(", ")),
        Message::WaitsFor { name, signs, count, oldest } => {
            let what = if *signs { "signature" } else { "paraf" };
            let oldest = oldest.map(|age| format!(", longest {}", long(age))).unwrap_or_default();
            format!("{name}: {count} waiting for {what}{oldest}")
        }
        Message::DueToday { count, next } => {
            let next = next.as_ref().map(|at| format!(", the next at {at}")).unwrap_or_default();
            format!("{count} promised for today{next}")
        }
        Message::ArrivedToday(n) => format!("{n} letters received today"),
        Message::PositionBegins { title, name } => format!("{title} from today on: {name}"),
        Message::PositionEnds { title, name } => format!("Last day as {title}: {name}"),
        Message::ActingFor { title, name, until } => {
            let until = until.as_ref().map(|day| format!(", until {day}")).unwrap_or_default();
            format!("{title}: {name}{until}")
        }
        Message::TurnaroundToday(took) => format!("Today: {}", turnaround(took)),
        Message::TurnaroundWeek(took) => format!("Since Monday: {}", turnaround(took)),
        Message::OnlyShown(what) => format!("only: {} · {}", word(*what), word(Word::BackHome)),
        Message::FieldDiffers { label, typed, registered } => {
            format!("{label} was typed \"{typed}\", the resident data say \"{registered}\"")
        }
        Message::SameKind { at, number } => {
            let number = number.as_ref().map(|number| format!(" (No. {number})")).unwrap_or_default();
            format!("the same kind of letter was asked for this person {at}{number}")
        }
        Message::OwnFamily(name) => format!("somebody with your name is on the same family card: {name}"),
        Message::TooYoung { age, least } => format!("{age} years old; this kind of letter is from {least} on"),
        Message::OtherMarital(is) => format!("status \"{is}\" does not fit this kind of letter"),
        Message::Deadline { at, over: None } => format!("promised to the citizen for {at}"),
        Message::Deadline { at, over: Some(age) } => format!("promised to the citizen for {at}, {} ago", long(*age)),
        Message::RightsAsOf(at) => {
            format!("Opened without a line. The server last confirmed your rights {at}; work as usual.")
        }
        Message::LockedIdle(minutes) => {
            format!("Locked by itself after {minutes} minutes. What you typed is kept; log in to go on.")
        }
        Message::FirstOnly(count) => format!("first {count}"),
        Message::NewestOnly(count) => format!("newest {count} · / searches them all"),
        Message::RelatedTo(what) => format!("related: {what}"),
        Message::ViewTitle(letter) => format!("view {letter}"),
        Message::ViewKept(letter) => format!("Filter kept. Press f {letter} to recall it."),
        Message::ViewDropped(letter) => format!("View {letter} dropped."),
        Message::NoView(letter) => format!("No view is kept under {letter}."),
        Message::Revealed { name, purpose } => {
            let purpose = word(Word::from(*purpose));
            format!("NIK and KK of {name} are shown until the card is left. Recorded: {purpose}.")
        }
        Message::NameAgeSex { name, age, sex } => format!("{name}, {age} y, {}", word(Word::of_sex(*sex))),
        Message::Locked(name) => format!("Locked. Last here: {name}; Enter to come back, or type another name."),
        Message::Undoable { kind, about, key } => format!("{}: {about} · {key} {}", done(kind), taking_back(kind)),
        Message::AndUndo { text, kind, key } => {
            format!("{} · {key} {}", text.trim_end_matches('.'), taking_back(kind))
        }
        Message::TakenBack { kind, about } => format!("Undone before it was sent: {} {about}.", action(kind)),
        Message::TakingBack { about } => format!("Taking back: {about}."),
        Message::AskedBackInstead { about, name, at } => {
            format!("{name} has opened it. Asked back{}: {about}.", comma(at))
        }
        Message::AskedBackBy { by, at } => format!("{by} asks for this letter back{}.", comma(at)),
        Message::AskedBackFrom { name, at } => format!("Asked back from {name}{}.", comma(at)),
        Message::Recalled { about } => format!("Taken back: {about}."),
        Message::PutBack { kind, about } => format!("Undone: {} {about}.", action(kind)),
        Message::DoneAgain { kind, about } => format!("Done again: {} {about}.", action(kind)),
        Message::WouldUndo { kind, about } => format!("Undoes: {} {about}", action(kind)),
        Message::WouldRedo { kind, about } => format!("Does again: {} {about}", action(kind)),
        Message::WouldRepeat { kind, text } => {
            let text = if text.is_empty() { String::new() } else { format!(" with \"{text}\"") };
            format!("Repeats on what is selected: {}{text}", action(kind))
        }
        Message::MoreKinds(n) => format!("and {n} more kinds: type the name"),
        Message::MarkedCount(n) => format!("{n} marked. The next action is for all of them."),
        Message::TooSoon { key } => format!("{key} ignored: too soon after the key before"),
        Message::ManyUnderWay { kind, done: so_far, of } => format!("{}: {so_far} of {of}", action(kind)),
        Message::ManyDone { kind, done: so_far, not, unread } => {
            let mut text = format!("{}: {so_far}.", done(kind));
            if *not > 0 {
                text.push_str(&format!(" {not} not: the reason stands in its row."));
            }
            if *unread > 0 {
                text.push_str(&format!(" {unread} not read to the last line, so still marked."));
            }
            text
        }
        Message::ManyUndone { done: so_far, not } => {
            let mut text = format!("Undone: {so_far} actions.");
            if *not > 0 {
                text.push_str(&format!(" {not} can no longer be undone."));
            }
            text
        }
        Message::ManyAgain { done: so_far, not } => {
            let mut text = format!("Done again: {so_far} actions.");
            if *not > 0 {
                text.push_str(&format!(" {not} could not be."));
            }
            text
        }
        Message::AboutMany(n) => format!("{n} marked"),
    }
}

/// The kind of an action in words.
pub(super) fn action(kind: &str) -> &str {
    match kind {
        "return_to_applicant" => "return to the applicant",
        "resume" => "applicant brought it",
        "verify" => "paraf",
        "return_task" => "return to the operator",
        "recall" => "take back",
        "follow_up" => "follow up",
        "assign" => "pass on",
        "tell" => "tell the applicant",
        "hand_over" => "hand over",
        "mark_read" => "read mark",
        "remember_card" => "remember the card",
        other => other,
    }
}

/// What has happened, before a colon.
fn done(kind: &str) -> &str {
    match kind {
        "submit" => "Entered",
        "forward" => "Forwarded",
        "verify" => "Paraf given",
        "return_task" | "return_to_applicant" => "Sent back",
        "refuse" => "Refused",
        "cancel" => "Cancelled",
        "claim" => "Claimed",
        "release" => "Released",
        "edit" => "Changed",
        "tick" => "Requirement noted",
        "resume" => "Back in the queue",
        "follow_up" => "Followed up",
        "assign" => "Passed on",
        "tell" => "Told",
        "hand_over" => "Handed over",
        "note" => "Noted",
        other => action(other),
    }
}

/// What the undo key does to it.
fn taking_back(kind: &str) -> &'static str {
    if matches!(kind, "forward" | "verify") { "take back" } else { "undo" }
}

fn now(counter: Counter, count: u32) -> String {
    let s = if count == 1 { "" } else { "s" };
    match counter {
        Counter::AtCounter if count == 1 => "1 person is waiting at the counter".into(),
        Counter::AtCounter => format!("{count} people are waiting at the counter"),
        Counter::Elsewhere => format!("{count} request{s} waiting (online, RT, telephone)"),
        Counter::Overdue => format!("{count} request{s} past the promised time"),
        Counter::ReturnedToMe => format!("{count} request{s} returned to you"),
        Counter::WaitingApplicant => format!("{count} request{s} waiting for the applicant"),
        Counter::WaitingOffice => format!("{count} request{s} waiting for the district"),
        Counter::InInk => format!("{count} letter{s} waiting for a signature in ink"),
        Counter::Ready => format!("{count} letter{s} ready to hand over"),
        Counter::Unread => format!("{count} letter{s} received and not read"),
        Counter::NotFollowedUp => format!("{count} letter{s} received and not followed up"),
        Counter::ToVerify => format!("{count} draft{s} waiting for your paraf"),
        Counter::ToSign => format!("{count} letter{s} waiting for your signature"),
        Counter::ToSignInInk => format!("{count} letter{s} waiting for your signature in ink"),
        Counter::InDoubt => format!("{count} letter{s} in doubt: signed or not"),
        Counter::Conflicts => format!("{count} of your actions in conflict with a colleague"),
        Counter::NotTaken => format!("{count} of your actions not taken by the server"),
    }
}

/// "12 minutes".
fn long(age: Age) -> String {
    let (n, unit) = match age {
        Age::Minutes(n) => (n, "minute"),
        Age::Hours(n) => (n, "hour"),
        Age::Days(n) => (n, "day"),
    };
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

fn turnaround(took: &Turnaround) -> String {
    match took.median {
        Some(median) => format!(
            "{} letters issued, half of them within {}, {} in the promised time",
            took.issued,
            long(Age::of_minutes(median)),
            took.kept
        ),
        None => "no letter issued yet".into(),
    }
}

/// " (until 30 November 2026)".
fn ends(until: Option<&String>) -> String {
    until.map(|day| format!(" (until {day})")).unwrap_or_default()
}

/// ", 13.20".
fn comma(at: &Option<String>) -> String {
    at.as_ref().map(|at| format!(", {at}")).unwrap_or_default()
}
