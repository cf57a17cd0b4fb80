//! Finds entries of the archive: newest first, and what has these very words as number or name on top.

use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::super::super::error::StoreResult;
use super::words::{Asked, asked};
use crate::desk::{ArchiveChoices, ArchiveFilter, ArchiveKind, ArchiveRow, NEWEST_SHOWN};
use crate::domain::id::{PersonId, RecordId};

/// More of the very same name are not put on top.
const MOST_EXACT: u32 = 50;

macro_rules! columns {
    () => {
        "archive.id, archive.what, archive.day, archive.number, archive.name, archive.subject, archive.state,
         archive.classification, EXISTS (SELECT 1 FROM touched WHERE record = archive.id)"
    };
}

const NEWEST: &str = concat!("SELECT ", columns!(), " FROM archive ORDER BY key DESC LIMIT ?1");
const FOUND: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM search JOIN archive ON archive.key = search.rowid WHERE search MATCH ?2
      ORDER BY search.rowid DESC LIMIT ?1"
);

fn entry(row: &Row<'_>, exact: bool) -> rusqlite::Result<ArchiveRow> {
    let day: Option<String> = row.get(2)?;
    Ok(ArchiveRow {
        id: RecordId(Uuid::from_bytes(row.get(0)?)),
        kind: ArchiveKind::named(&row.get::<_, String>(1)?).unwrap_or(ArchiveKind::Request),
        day: day.and_then(|day| day.parse::<Date>().ok()),
        number: row.get(3)?,
        name: row.get(4)?,
        subject: row.get(5)?,
        state: row.get(6)?,
        classification: row.get(7)?,
        pending: row.get(8)?,
        exact,
    })
}

/// What fits words and filter.
///
/// # Errors
/// When it cannot be read.
pub fn search(cache: &Connection, words: &str, filter: &ArchiveFilter, me: PersonId) -> StoreResult<Vec<ArchiveRow>> {
    let Asked { all, exact } = asked(words, filter, me);
    let Some(all) = all else {
        let mut statement = cache.prepare_cached(NEWEST)?;
        let rows = statement.query_map([NEWEST_SHOWN], |row| entry(row, false))?;
        return Ok(rows.collect::<Result<_, _>>()?);
    };
    let mut statement = cache.prepare_cached(FOUND)?;
    let mut found: Vec<ArchiveRow> = Vec::new();
    if let Some(exact) = exact {
        let rows = statement.query_map(params![MOST_EXACT, exact], |row| entry(row, true))?;
        found = rows.collect::<Result<_, _>>()?;
    }
    let on_top: std::collections::HashSet<RecordId> = found.iter().map(|row| row.id).collect();
    let mut rows = statement.query(params![NEWEST_SHOWN, all])?;
    while let Some(row) = rows.next()? {
        let row = entry(row, false)?;
        if !on_top.contains(&row.id) {
            found.push(row);
        }
    }
    Ok(found)
}

/// What a filter can choose from.
///
/// # Errors
/// When it cannot be read.
pub fn choices(cache: &Connection) -> StoreResult<ArchiveChoices> {
    fn all<T: rusqlite::types::FromSql>(cache: &Connection, query: &str) -> StoreResult<Vec<T>> {
        let mut statement = cache.prepare_cached(query)?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
    Ok(ArchiveChoices {
        years: all(cache, "SELECT DISTINCT year FROM archive WHERE year > 0 ORDER BY year DESC")?,
        states: all(cache, "SELECT DISTINCT state FROM archive ORDER BY state")?,
        classifications: all(cache, "SELECT DISTINCT classification FROM archive ORDER BY classification")?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::super::open::for_writing;
    use super::*;

    #[test]
    fn neither_list_is_sorted() {
        let dir = tempfile::tempdir().unwrap();
        let open = for_writing(&dir.path().join("p")).unwrap();
        for query in [NEWEST, FOUND] {
            let mut statement = open.files.cache.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
            let params = vec!["1"; statement.parameter_count()];
            let plan: Vec<String> = statement
                .query_map(rusqlite::params_from_iter(params), |row| row.get(3))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert!(!plan.join("; ").contains("TEMP B-TREE"), "{plan:?}");
        }
    }
}
