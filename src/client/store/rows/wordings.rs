//! What this office wrote before, counted: completions of a form, most used first.
//!
//! Each request counts once for each of its fields, whatever version of it arrives.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::error::StoreResult;
use crate::domain::id::RecordId;
use crate::domain::request::Request;

/// Longer texts are nobody's wording but this one request's.
const LONGEST: usize = 160;

pub(super) const USED: &str = "SELECT text FROM wording
    WHERE letter_type = ?1 AND field = ?2 AND instr(' ' || folded, ' ' || ?3) > 0
    ORDER BY uses DESC, folded LIMIT ?4";

/// Counts a request's fields, and no longer what it said before.
pub(super) fn index(cache: &Connection, request: &Request) -> StoreResult<()> {
    let id = request.id.0.as_bytes();
    for (field, text) in &request.fields {
        let text = text.trim();
        let folded = text.to_lowercase();
        let before: Option<String> = cache
            .prepare_cached("SELECT folded FROM wording_of WHERE request = ?1 AND field = ?2")?
            .query_row(params![id, field], |row| row.get(0))
            .optional()?;
        if before.as_ref() == Some(&folded) || before.is_none() && folded.is_empty() {
            continue;
        }
        if before.is_some() {
            forget_field(cache, request.id, field)?;
        }
        if !folded.is_empty() && text.chars().count() <= LONGEST {
            count(cache, request, field, &folded, text)?;
        }
    }
    Ok(())
}

fn count(cache: &Connection, request: &Request, field: &str, folded: &str, text: &str) -> StoreResult<()> {
    let letter_type = request.letter_type.0.as_bytes();
    cache
        .prepare_cached(
            "INSERT INTO wording (letter_type, field, folded, text, uses) VALUES (?1, ?2, ?3, ?4, 1)
             ON CONFLICT (letter_type, field, folded) DO UPDATE SET uses = uses + 1, text = ?4",
        )?
        .execute(params![letter_type, field, folded, text])?;
    cache
        .prepare_cached("INSERT INTO wording_of (request, field, letter_type, folded) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![request.id.0.as_bytes(), field, letter_type, folded])?;
    Ok(())
}

fn forget_field(cache: &Connection, request: RecordId, field: &str) -> StoreResult<()> {
    let key = params![request.0.as_bytes(), field];
    for step in [
        "UPDATE wording SET uses = uses - 1 WHERE (letter_type, field, folded) =
             (SELECT letter_type, field, folded FROM wording_of WHERE request = ?1 AND field = ?2)",
        "DELETE FROM wording WHERE uses < 1 AND (letter_type, field, folded) =
             (SELECT letter_type, field, folded FROM wording_of WHERE request = ?1 AND field = ?2)",
        "DELETE FROM wording_of WHERE request = ?1 AND field = ?2",
    ] {
        cache.prepare_cached(step)?.execute(key)?;
    }
    Ok(())
}

/// A request that only pending actions had made is gone: what it said counts no more.
pub(super) fn forget(cache: &Connection, request: RecordId) -> StoreResult<()> {
    let mut statement = cache.prepare_cached("SELECT field FROM wording_of WHERE request = ?1")?;
    let fields: Vec<String> =
        statement.query_map([request.0.as_bytes()], |row| row.get(0))?.collect::<Result<_, _>>()?;
    fields.iter().try_for_each(|field| forget_field(cache, request, field))
}

/// What was written before in which some word begins with this; most used first.
///
/// # Errors
/// When it cannot be read.
pub fn complete(
    cache: &Connection,
    letter_type: RecordId,
    field: &str,
    typed: &str,
    most: u32,
) -> StoreResult<Vec<String>> {
    let folded = typed.trim_start().to_lowercase();
    let mut statement = cache.prepare_cached(USED)?;
    let rows = statement.query_map(params![letter_type.0.as_bytes(), field, folded, most], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::super::super::open::for_writing;
    use super::*;
    use crate::domain::id::OfficeId;
    use crate::domain::record::Rest;
    use crate::domain::request::{Channel, RequestState};
    use std::collections::BTreeMap;
    use uuid::Uuid;

    const KIND: RecordId = RecordId(Uuid::from_u128(7));

    fn request(n: u128, purpose: &str) -> Request {
        Request {
            id: RecordId(Uuid::from_u128(100 + n)),
            office: OfficeId(Uuid::from_u128(1)),
            queue: "A-01".into(),
            channel: Channel::Counter,
            submitted: None,
            letter_type: KIND,
            applicant: KIND,
            subject: KIND,
            contact: String::new(),
            fields: BTreeMap::from([("purpose".to_owned(), purpose.to_owned())]),
            requirements: BTreeMap::new(),
            state: RequestState::Submitted,
            letter: None,
            ready: None,
            told: Default::default(),
            notes: BTreeMap::new(),
            rest: Rest::new(),
        }
    }

    #[test]
    fn wordings_are_counted_once_a_request_and_taken_back_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let open = for_writing(&dir.path().join("p")).unwrap();
        let cache = &open.files.cache;
        let found = |typed: &str| complete(cache, KIND, "purpose", typed, 3).unwrap();
        for (n, purpose) in [(0, "melamar pekerjaan"), (1, "Daftar sekolah"), (2, "daftar sekolah"), (3, " ")] {
            index(cache, &request(n, purpose)).unwrap();
            index(cache, &request(n, purpose)).unwrap();
        }
        assert_eq!(found(""), ["daftar sekolah", "melamar pekerjaan"]);
        assert_eq!(found("SEK"), ["daftar sekolah"], "a later word may begin with it");
        assert_eq!(found("elamar"), Vec::<String>::new());
        assert!(complete(cache, KIND, "remark", "", 3).unwrap().is_empty());
        index(cache, &request(1, "melamar pekerjaan")).unwrap();
        assert_eq!(found(""), ["melamar pekerjaan", "daftar sekolah"]);
        index(cache, &request(2, "")).unwrap();
        assert_eq!(found(""), ["melamar pekerjaan"]);
        forget(cache, request(0, "").id).unwrap();
        forget(cache, request(1, "").id).unwrap();
        assert_eq!(found(""), Vec::<String>::new());
        let left: i64 = cache.query_row("SELECT count(*) FROM wording_of", [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0);
    }
}
