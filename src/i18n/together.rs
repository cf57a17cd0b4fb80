//! The same letter for several people, in words.

use super::{Lang, day, long_day, refusal};
use crate::desk::Candidate;
use crate::domain::office::date_of;
use crate::domain::refusal::Refusal;
use crate::domain::together::LeftOut;

/// So many are named in one line of news; a form names all.
const NAMED: usize = 3;

/// "A-31 sampai A-33, A-35".
pub fn numbers(between: &str, spans: &[(String, String)]) -> String {
    let span = |(first, last): &(String, String)| {
        if first == last { first.clone() } else { format!("{first} {between} {last}") }
    };
    spans.iter().map(span).collect::<Vec<_>>().join(", ")
}

/// "Sumarni (meninggal 3 Mei 2025), Slamet Raharjo (sudah ada A-04, 22 Nov)".
pub fn named(lang: Lang, left_out: &[Candidate]) -> String {
    let one = |one: &Candidate| match &one.left_out {
        Some(why) => format!("{} ({})", one.called(), because(lang, why)),
        None => one.called(),
    };
    left_out.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The same with only the first few.
pub fn first_named(lang: Lang, left_out: &[Candidate]) -> String {
    let (first, rest) = left_out.split_at(left_out.len().min(NAMED));
    let first = named(lang, first);
    match (rest.len(), lang) {
        (0, _) => first,
        (more, Lang::Id) => format!("{first}, dan {more} lainnya"),
        (more, Lang::En) => format!("{first}, and {more} more"),
    }
}

fn because(lang: Lang, why: &LeftOut) -> String {
    let id = lang == Lang::Id;
    match why {
        LeftOut::Refused(Refusal::ResidentDead { since, .. }) => {
            let dead = if id { "meninggal" } else { "died" };
            since.map_or_else(|| dead.to_owned(), |since| format!("{dead} {}", long_day(lang, since)))
        }
        LeftOut::Refused(Refusal::ResidentGone { .. }) => {
            if id { "pindah atau hilang" } else { "moved or missing" }.to_owned()
        }
        LeftOut::Refused(other) => refusal(lang, other),
        LeftOut::Repeats { queue, at } => {
            let has = if id { "sudah ada" } else { "has" };
            let made = at.map(|at| format!(", {}", day(lang, date_of(at)))).unwrap_or_default();
            format!("{has} {queue}{made}")
        }
    }
}
