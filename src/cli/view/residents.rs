//! Residents. Identity numbers stay masked: a terminal keeps what it showed.

use serde_json::{Value, json};

use super::requests::{self, merge};
use crate::desk::{ResidentRow, ResidentView};
use crate::i18n::{Lang, Word, day, long_day, word};

/// A line of a list.
pub fn row(row: &ResidentRow) -> Value {
    json!({
        "id": row.id,
        "version": row.version,
        "name": row.name,
        "nik": row.nik.to_string(),
        "kk": row.kk.to_string(),
        "birth_date": row.birth_date,
        "sex": row.sex,
        "address": row.address,
        "family_position": row.family_position,
        "status": row.status,
    })
}

/// One resident.
pub fn view(lang: Lang, view: &ResidentView) -> Value {
    let who = &view.resident;
    let mut document = row(&view.row);
    merge(
        &mut document,
        json!({
            "birth_place": who.birth_place,
            "religion": who.religion,
            "marital": who.marital,
            "occupation": who.occupation,
            "citizenship": who.citizenship,
            "status_since": who.status_since,
            "source": who.source,
            "source_date": who.source_date,
            "flaws": view.flaws.iter().map(|flaw| word(lang, Word::from(*flaw))).collect::<Vec<_>>(),
            "family": view.family.iter().map(row).collect::<Vec<_>>(),
            "requests": view.requests.iter().map(requests::row).collect::<Vec<_>>(),
        }),
    );
    document
}

/// The columns of a line.
pub fn cells(lang: Lang, row: &ResidentRow) -> Vec<String> {
    vec![
        row.name.clone(),
        row.nik.to_string(),
        day(lang, row.birth_date),
        row.birth_date.year().to_string(),
        word(lang, Word::sex_sign(row.sex)).to_owned(),
        row.address.clone(),
        word(lang, Word::from(row.status)).to_owned(),
    ]
}

/// The card for people.
pub fn lines(lang: Lang, view: &ResidentView) -> Vec<String> {
    let who = &view.resident;
    let label = |label, value: &str| format!("{}: {value}", word(lang, label));
    let mut lines = vec![
        format!("{}, {}", who.name, word(lang, Word::of_sex(who.sex))),
        format!("NIK {}  KK {}", who.nik, who.kk),
        label(Word::BirthLabel, &format!("{}, {}", who.birth_place, long_day(lang, who.birth_date))),
        label(Word::AddressLabel, &who.address()),
        label(Word::StateLabel, word(lang, Word::from(who.status))),
        format!("{}, {}", who.source, long_day(lang, who.source_date)),
    ];
    lines.extend(view.flaws.iter().map(|flaw| format!("! {}", word(lang, Word::from(*flaw)))));
    lines.push(format!("{}:", word(lang, Word::FamilyLabel)));
    lines.extend(view.family.iter().map(|one| format!("  {} ({})", one.name, one.family_position)));
    lines.push(format!("{}:", word(lang, Word::LettersLabel)));
    if view.requests.is_empty() {
        lines.push(format!("  {}", word(lang, Word::NoLettersYet)));
    }
    lines.extend(view.requests.iter().map(|row| format!("  {}", requests::cells(lang, row).join("  "))));
    lines
}
