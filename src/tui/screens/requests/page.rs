//! How a request looks: its row in the queue, and all of it on one page.

use jiff::SignedDuration;

use crate::desk::{Preview, RequestRow, RequestView};
use crate::domain::handing::{Receiver, UNFETCHED_DAYS};
use crate::domain::letter_type::short;
use crate::domain::office::date_of;
use crate::domain::request::{Channel, RequestState, Shown};
use crate::domain::resident::Resident;
use crate::i18n::{self, Age, Message, Word, clock, moment};
use crate::tui::context::{Now, Setup};
use crate::tui::paint::Span;
use crate::tui::screens::parts;
use crate::tui::text::Para;
use crate::tui::theme::Role;

/// "A-05 Slamet Raharjo  SKTM  loket  9 mnt  ! KK kurang": what does not fit goes by rule.
pub(super) fn row_text(row: &RequestRow, twice: bool, columns: usize, setup: &Setup, now: Now) -> (String, Vec<Span>) {
    let word = |word| setup.word(word);
    let name = if columns < 56 { columns * 2 / 5 } else { columns / 4 }.clamp(12, 24);
    let head = format!(
        " {}{}",
        parts::column(&row.queue, 6, setup),
        parts::column(parts::name(&row.name, setup), name, setup)
    );
    let mut rest = Vec::new();
    if columns >= 56 {
        rest.push((Role::Plain, parts::column(short(&row.kind), (columns / 5).min(20), setup)));
    }
    if columns >= 64 {
        rest.push((Role::Plain, parts::column(word(parts::channel(row.channel)), 7, setup)));
    }
    rest.push(time(row, setup, now));
    // What somebody waits for says more than that he waits, where there is not room for both.
    let waits = matches!(row.state, RequestState::WaitingApplicant(_)) && columns < 96;
    if (!row.state.with_operator() || matches!(row.state, RequestState::Returned(_))) && !waits {
        rest.push((Role::Warn, format!("{} ", word(Word::from(&row.state)))));
    }
    if twice {
        rest.push((Role::Warn, format!("! {} ", word(Word::SameNumber))));
    }
    if let Some(missing) = row.missing.as_ref().filter(|_| !waits) {
        rest.push((Role::Warn, format!("! {} ", setup.say(&Message::Missing(missing.clone())))));
    }
    if let RequestState::WaitingApplicant(why) | RequestState::WaitingOffice(why) = &row.state {
        rest.push((if waits { Role::Warn } else { Role::Plain }, format!("· {} ", why.reason)));
    }
    if let Some(claim) = &row.claim {
        let who = if claim.mine { word(Word::Mine) } else { claim.name.as_str() };
        rest.push((Role::Plain, format!("· {who} ")));
    }
    if row.pending {
        rest.push((Role::Faint, setup.glyphs.unsent.to_string()));
    }
    (head, rest)
}

/// The time that counts where it is: what is left of the promise, since when it lies ready, how long it waits.
fn time(row: &RequestRow, setup: &Setup, now: Now) -> Span {
    let column = |text: &str| parts::column(&format!("{text:>12}"), 12, setup);
    if let (true, Some(since), 1..) = (row.state.with_operator(), row.since, row.promise_minutes) {
        let due = since + SignedDuration::from_mins(i64::from(row.promise_minutes));
        return if now.wall <= due {
            (Role::Plain, column(&setup.say(&Message::TimeLeft(Age::between(now.wall, due)))))
        } else {
            (Role::Warn, column(&setup.say(&Message::TimeOver(Age::between(due, now.wall)))))
        };
    }
    let since = match &row.state {
        RequestState::Issued => row.ready,
        RequestState::WaitingApplicant(why) | RequestState::WaitingOffice(why) => why.at,
        _ => row.since,
    };
    let unfetched = SignedDuration::from_hours(24 * UNFETCHED_DAYS);
    let long =
        row.state == RequestState::Issued && since.is_some_and(|since| now.wall.duration_since(since) >= unfetched);
    let sign = if long { "! " } else { "" };
    let role = if long { Role::Warn } else { Role::Plain };
    (role, column(&format!("{sign}{}", parts::age(since, setup, now))))
}

pub(in crate::tui) fn title(view: &RequestView) -> String {
    let place = view.subject.as_ref().map(|who| format!(", RT {} RW {}", who.rt, who.rw)).unwrap_or_default();
    format!("{} {} · {}{place}", view.row.queue, view.row.kind, view.row.name)
}

fn person(resident: &Resident, now: Now) -> Message {
    Message::Person {
        name: resident.name.clone(),
        age: resident.age_on(date_of(now.wall)),
        sex: resident.sex.word(),
        nik: resident.nik.in_full().to_owned(),
        address: resident.address(),
    }
}

/// The whole request: people, what is odd, fields, requirements, letter.
pub(in crate::tui) fn paragraphs(view: &RequestView, setup: &Setup, now: Now) -> Vec<Para> {
    let word = |word| setup.word(word);
    let mut paras = people(view, setup, now);
    paras.extend(view.oddities.iter().map(|odd| Para::of(Role::Warn, format!("! {}", word(parts::oddity(odd))))));
    paras.extend(hands(view, setup, now));
    if let Some(because) = view.request.state.because().map(|why| why.reason.as_str()) {
        let given = Message::ReasonGiven { by: view.by.clone(), reason: because.to_owned() };
        paras.push(Para::of(Role::Warn, setup.say(&given)).hanging(2));
    }
    for field in &view.fields {
        match (field.value.trim(), field.required) {
            ("", false) => {}
            ("", true) => {
                let missing = format!("! {}", Para::labelled(&field.label, word(Word::ShownMissing)).text);
                paras.push(Para::of(Role::Warn, missing).hanging(2));
            }
            (value, _) => paras.push(Para::labelled(&field.label, value)),
        }
    }
    if !view.request.contact.is_empty() {
        paras.push(Para::labelled(word(Word::Contact), &view.request.contact));
    }
    for requirement in &view.requirements {
        let (sign, role) = match requirement.shown {
            Shown::Missing if requirement.required => ('!', Role::Warn),
            Shown::Missing => ('-', Role::Plain),
            _ => (setup.glyphs.tick, Role::Plain),
        };
        let state = word(requirement.shown.into());
        paras.push(Para::of(role, format!("{sign} {}: {state}", requirement.label)).hanging(2));
    }
    for (who, note) in &view.notes {
        paras.push(Para::plain(format!("{who}: {note}")).hanging(2));
    }
    paras.extend(letter(view, setup));
    paras
}

fn people(view: &RequestView, setup: &Setup, now: Now) -> Vec<Para> {
    let word = |word| setup.word(word);
    let mut paras = Vec::new();
    let line = |label: &str, resident: Option<&Resident>| match resident {
        Some(resident) => Para::labelled(label, &setup.say(&person(resident, now))),
        None => Para { role: Role::Warn, ..Para::labelled(label, word(Word::NotReceived)) },
    };
    paras.push(line(word(Word::Applicant), view.applicant.as_ref()));
    if view.request.subject != view.request.applicant {
        paras.push(line(word(Word::Subject), view.subject.as_ref()));
    }
    match &view.row.claim {
        Some(claim) if claim.mine => paras.push(Para::plain(setup.say(&Message::WithMe))),
        Some(claim) => {
            let told = Message::WithColleague { name: claim.name.clone(), since: claim.since.map(clock) };
            paras.push(Para::of(Role::Warn, setup.say(&told)));
        }
        None => {}
    }
    if !view.row.state.with_operator() {
        paras.push(Para::labelled(word(Word::StateLabel), word(Word::from(&view.row.state))));
    }
    if let Some(number) = &view.row.number {
        paras.push(Para::of(Role::Good, setup.say(&Message::NumberIs(number.clone()))));
    }
    paras
}

/// Through whose hands it went: colleagues, the applicant who was told, the citizen who has the letter.
fn hands(view: &RequestView, setup: &Setup, now: Now) -> Vec<Para> {
    let at = |at: Option<jiff::Timestamp>| at.map(|at| moment(setup.lang, at, now.wall));
    let mut paras = Vec::new();
    if let Some(passed) = view.trail.passed.as_ref().filter(|_| view.row.state.at_the_counter()) {
        let told = Message::PassedView {
            from: passed.from.clone(),
            to: passed.to.clone(),
            taken: passed.taken,
            at: at(passed.at),
            note: passed.note.clone(),
        };
        paras.push(Para::of(Role::Warn, setup.say(&told)).hanging(2));
    }
    match (&view.row.state, &view.trail.told) {
        (RequestState::WaitingApplicant(_), Some((how, when, by))) => {
            let told = Message::ToldHow { how: super::hands::how_word(*how), at: at(*when), by: by.clone() };
            paras.push(Para::plain(setup.say(&told)));
        }
        // Who stands at the counter hears it.
        (RequestState::WaitingApplicant(_), None) if view.row.channel != Channel::Counter => {
            paras.push(Para::of(Role::Warn, setup.word(Word::NotToldYet)));
        }
        _ => {}
    }
    if let Some((name, when)) = &view.trail.asked_back {
        let told = Message::AskedBackFrom { name: name.clone(), at: at(*when) };
        paras.push(Para::of(Role::Warn, setup.say(&told)));
    }
    if let RequestState::HandedOver(handed) = &view.row.state {
        let (to, receiver) = match &handed.to {
            Receiver::Applicant => (Word::ToApplicant, None),
            Receiver::Other { relation, name } => (super::hands::relation_word(*relation), Some(name.clone())),
        };
        let told = Message::HandedOverHow {
            way: super::hands::way_word(handed.way),
            to,
            receiver,
            at: at(handed.at),
            by: view.trail.handed_by.clone(),
        };
        paras.push(Para::of(Role::Good, setup.say(&told)).hanging(2));
    }
    paras
}

fn letter(view: &RequestView, setup: &Setup) -> Vec<Para> {
    let mut paras = vec![Para::of(Role::Title, format!("{}:", setup.word(Word::Letter)))];
    match &view.preview {
        Preview::Lines { lines, .. } => paras.extend(lines.iter().map(|line| Para::plain(line.clone()).hanging(2))),
        Preview::Cannot(why) => paras.push(Para::of(Role::Warn, i18n::refusal(setup.lang, why))),
        Preview::NotHere => paras.push(Para::of(Role::Warn, setup.word(Word::NotReceived))),
    }
    paras
}
