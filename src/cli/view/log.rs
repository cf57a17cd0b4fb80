//! The office's log.

use serde_json::{Value, json};

use super::when;
use crate::desk::LogRow;
use crate::i18n::{Lang, Word, word};

/// An entry. The number stays masked: the log says that it was seen, not what it is.
pub fn row(row: &LogRow) -> Value {
    json!({
        "id": row.id,
        "at": row.at,
        "by": row.by,
        "resident": row.resident,
        "name": row.name,
        "nik": row.nik.as_ref().map(ToString::to_string),
        "purpose": row.purpose,
        "text": row.text,
    })
}

/// The columns of a line.
pub fn cells(lang: Lang, row: &LogRow) -> Vec<String> {
    let nik = row.nik.as_ref().map(ToString::to_string).unwrap_or_default();
    let purpose = word(lang, Word::from(row.purpose)).to_owned();
    vec![when(lang, row.at), row.by.clone(), row.name.clone(), nik, purpose, row.text.clone()]
}
