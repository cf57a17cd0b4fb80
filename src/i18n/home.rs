//! Beranda in words: the same on the screen and in a shell.

use jiff::Timestamp;

use super::{Age, Lang, Message, Word, clock, long_day, sentence, word};
use crate::desk::{HomeView, Stands, StandsHow, Today, WaitsFor};
use crate::domain::counters::Section;

fn age(oldest: Option<Timestamp>, now: Timestamp) -> Option<Age> {
    oldest.map(|since| Age::between(since, now))
}

/// What this person should do now.
pub fn first(lang: Lang, view: &HomeView, now: Timestamp) -> String {
    match view.now() {
        Some((counter, count)) => {
            sentence(lang, &Message::Now { counter, count: count.count, oldest: age(count.oldest, now) })
        }
        None => word(lang, Word::NothingWaits).to_owned(),
    }
}

/// The parts of a section that are no counters.
pub fn told(lang: Lang, section: Section, view: &HomeView, now: Timestamp) -> Vec<String> {
    match section {
        Section::Waits => view.waits.iter().map(|waits| waits_for(lang, waits, now)).collect(),
        Section::Today => today(lang, &view.today),
        Section::Turnaround => vec![
            sentence(lang, &Message::TurnaroundToday(view.turnaround_today)),
            sentence(lang, &Message::TurnaroundWeek(view.turnaround_week)),
        ],
        Section::Approvals | Section::Service | Section::Letters | Section::Trouble => Vec::new(),
    }
}

fn waits_for(lang: Lang, waits: &WaitsFor, now: Timestamp) -> String {
    let name = if waits.name.is_empty() { word(lang, Word::NotReceivedYet).to_owned() } else { waits.name.clone() };
    let (count, oldest) = (waits.count.count, age(waits.count.oldest, now));
    sentence(lang, &Message::WaitsFor { name, signs: waits.signs, count, oldest })
}

fn today(lang: Lang, today: &Today) -> Vec<String> {
    let mut texts = Vec::new();
    if today.promises.count > 0 {
        let next = today.promises.oldest.map(clock);
        texts.push(sentence(lang, &Message::DueToday { count: today.promises.count, next }));
    }
    if today.arrived > 0 {
        texts.push(sentence(lang, &Message::ArrivedToday(today.arrived)));
    }
    texts.extend(today.stands.iter().map(|stands| sentence(lang, &position(lang, stands))));
    if texts.is_empty() {
        texts.push(word(lang, Word::NothingToday).to_owned());
    }
    texts
}

fn position(lang: Lang, stands: &Stands) -> Message {
    let (title, name) = (stands.title.clone(), stands.name.clone());
    match stands.what {
        StandsHow::Begins => Message::PositionBegins { title, name },
        StandsHow::Ends => Message::PositionEnds { title, name },
        StandsHow::Acting(until) => Message::ActingFor { title, name, until: until.map(|day| long_day(lang, day)) },
    }
}
