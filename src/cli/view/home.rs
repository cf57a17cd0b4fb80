//! Beranda.

use serde_json::{Value, json};

use crate::desk::{HomeView, Stands, StandsHow};
use crate::domain::counters::{Count, Counter, Seat};
use crate::domain::turnaround::Turnaround;
use crate::env::Env;
use crate::i18n::{Age, Lang, Message, Word, home, sentence, word};

/// All of it. Counters stand in the order of the person's desk.
pub fn document(view: &HomeView) -> Value {
    let counters: Vec<Value> = shown(view).map(|(counter, count)| counted(counter, count)).collect();
    let waits: Vec<Value> = view
        .waits
        .iter()
        .map(|one| {
            let asked = if one.signs { "signature" } else { "paraf" };
            json!({ "name": one.name, "asked": asked, "count": one.count.count, "oldest": one.count.oldest })
        })
        .collect();
    json!({
        "seat": seat(view.seat),
        "now": view.now().map(|(counter, count)| counted(counter, &count)),
        "counters": counters,
        "waits": waits,
        "today": {
            "promises": view.today.promises.count,
            "next_promise": view.today.promises.oldest,
            "arrived": view.today.arrived,
            "positions": view.today.stands.iter().map(position).collect::<Vec<_>>(),
        },
        "turnaround": { "today": took(view.turnaround_today), "week": took(view.turnaround_week) },
    })
}

fn shown(view: &HomeView) -> impl Iterator<Item = (Counter, &Count)> {
    let ordered = view.seat.sections().iter().flat_map(|(_, counters)| counters.iter());
    ordered.filter_map(|counter| view.counts.get(counter).map(|count| (*counter, count)))
}

fn counted(counter: Counter, count: &Count) -> Value {
    json!({ "is": counter.name(), "count": count.count, "oldest": count.oldest })
}

fn seat(seat: Seat) -> &'static str {
    match seat {
        Seat::Counter => "counter",
        Seat::Secretary => "secretary",
        Seat::Head => "head",
        Seat::District => "district",
        Seat::Admin => "admin",
    }
}

fn position(stands: &Stands) -> Value {
    let (is, until) = match stands.what {
        StandsHow::Begins => ("begins", None),
        StandsHow::Ends => ("ends", None),
        StandsHow::Acting(until) => ("acting", until),
    };
    json!({ "is": is, "title": stands.title, "name": stands.name, "until": until })
}

fn took(took: Turnaround) -> Value {
    json!({ "issued": took.issued, "kept": took.kept, "median_minutes": took.median })
}

/// For people: the sentence, what is not zero, and what was told about today.
pub fn lines(lang: Lang, view: &HomeView) -> Vec<String> {
    let now = crate::env::System::new().now();
    let mut lines = vec![home::first(lang, view, now)];
    for (section, counters) in view.seat.sections() {
        let waits = |counter: &&Counter| view.counts.get(counter).is_some_and(|count| count.count > 0);
        let mut part: Vec<String> = counters
            .iter()
            .filter(waits)
            .map(|counter| {
                let count = view.counts.get(counter).copied().unwrap_or_default();
                let oldest = count.oldest.map(|since| sentence(lang, &Message::Oldest(Age::between(since, now))));
                let text =
                    format!("{:>5}  {}  {}", count.count, word(lang, (*counter).into()), oldest.unwrap_or_default());
                text.trim_end().to_owned()
            })
            .collect();
        part.extend(home::told(lang, *section, view, now).into_iter().map(|text| format!("       {text}")));
        if !part.is_empty() {
            lines.push(word(lang, Word::from(*section)).to_owned());
            lines.extend(part);
        }
    }
    lines
}
