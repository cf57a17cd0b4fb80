//! Entries of the archive.

use serde_json::{Value, json};

use crate::desk::ArchiveRow;
use crate::i18n::{Lang, Word, day, word};

/// An entry.
pub fn row(row: &ArchiveRow) -> Value {
    json!({
        "id": row.id,
        "kind": row.kind,
        "date": row.day,
        "number": row.number,
        "name": row.name,
        "subject": row.subject,
        "state": row.state,
        "classification": row.classification,
        "exact": row.exact,
        "pending": row.pending,
    })
}

/// The columns of a line.
pub fn cells(lang: Lang, row: &ArchiveRow) -> Vec<String> {
    vec![
        word(lang, Word::from(row.kind)).to_owned(),
        row.day.map(|date| day(lang, date)).unwrap_or_default(),
        row.number.clone(),
        row.name.clone(),
        row.subject.clone(),
        word(lang, Word::of_state(&row.state)).to_owned(),
    ]
}
