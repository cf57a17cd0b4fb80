//! The index tables are derived: when their file has changed since they were made, they are made again from
//! the records. So nothing has to be fetched again, and no step of a migration has to know what is in them.

use rusqlite::{Connection, params};

use super::super::cache;
use super::super::error::StoreResult;
use super::{archive, index_alone};
use crate::domain::id::ContentHash;
use crate::domain::record::Body;

const TABLES: &str = include_str!("index.sql");
/// Under this name the cache remembers which tables it has.
const MADE_FROM: &str = "index";
/// Tables of the cache that are not derived from records.
const KEPT: [&str; 9] = ["record", "base", "overlay", "touched", "stream", "held", "resync", "fact", "trouble"];

/// Makes the index tables, unless those here are of this program.
///
/// # Errors
/// When they cannot be made.
pub fn keep_current(cache: &Connection) -> StoreResult<()> {
    let wanted = ContentHash::of(TABLES.as_bytes()).to_string();
    if cache::fact(cache, MADE_FROM)?.as_deref() == Some(&wanted) {
        return Ok(());
    }
    drop_all(cache)?;
    cache.execute_batch(TABLES)?;
    fill(cache)?;
    cache::remember(cache, MADE_FROM, &wanted)
}

/// Virtual tables first: they take their shadow tables with them.
fn drop_all(cache: &Connection) -> StoreResult<()> {
    for virtual_ones in [true, false] {
        let names: Vec<String> = cache
            .prepare(
                "SELECT name FROM sqlite_schema
                 WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND (sql LIKE 'CREATE VIRTUAL%') = ?1",
            )?
            .query_map(params![virtual_ones], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for name in names.iter().filter(|name| !KEPT.contains(&name.as_str())) {
            cache.execute_batch(&format!("DROP TABLE \"{name}\""))?;
        }
    }
    Ok(())
}

fn fill(cache: &Connection) -> StoreResult<()> {
    let mut statement = cache.prepare("SELECT kind, body FROM record WHERE unreadable = 0")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (kind, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        // What this program cannot read is in no list.
        if let Ok(body) = Body::read(&kind, &bytes) {
            index_alone(cache, &body)?;
        }
    }
    // What the archive shows of a record stands in others too: it comes when all of them are there.
    archive::fill(cache)
}

#[cfg(test)]
mod tests {
    use super::super::super::open::for_writing;
    use super::super::residents;
    use super::*;
    use crate::domain::record::Record;

    const SRI: &str = r#"{"v":1,"id":"00000000-0000-7000-8000-000000000001",
        "office":"00000000-0000-7000-8000-000000000002","nik":"3322075403800001","kk":"3322070501100001",
        "name":"Sri Wahyuni","sex":"female","birth_place":"Semarang","birth_date":"1980-03-14","religion":"Islam",
        "marital":"Kawin","occupation":"Petani","citizenship":"WNI","family_position":"Istri","hamlet":"Krajan",
        "rt":"02","rw":"05","status":"alive","status_since":null,"source":"OpenSID","source_date":"2026-10-01"}"#;

    #[test]
    fn no_table_that_is_not_derived_is_ever_dropped() {
        let made = include_str!("../cache.sql").lines().filter_map(|line| line.strip_prefix("CREATE TABLE "));
        let names: Vec<&str> = made.filter_map(|rest| rest.split([' ', '(']).next()).collect();
        assert_eq!(names, KEPT);
    }

    #[test]
    fn tables_of_another_program_are_made_again_from_the_records() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p");
        let open = for_writing(&path).unwrap();
        let cache = &open.files.cache;
        let body = Body::read("resident", SRI.as_bytes()).unwrap();
        let stored = cache::Stored {
            kind: "resident".into(),
            version: 1,
            bytes: SRI.into(),
            actor: None,
            at: None,
            unreadable: false,
        };
        cache::receive(cache, body.id(), stored.clone()).unwrap();
        let found = |cache: &Connection, fragments: &str| residents::search(cache, fragments).unwrap();
        assert_eq!(found(cache, "wahyu"), [body.id()]);
        cache.execute_batch("DROP TABLE resident; CREATE TABLE of_an_older_program (x); ").unwrap();
        cache::remember(cache, MADE_FROM, "something else").unwrap();
        drop(open);

        let open = for_writing(&path).unwrap();
        let cache = &open.files.cache;
        assert_eq!(found(cache, "SRI krajan 3322075403800001"), [body.id()]);
        assert_eq!(found(cache, "sri kebondowo"), []);
        assert!(cache.prepare("SELECT 1 FROM of_an_older_program").is_err());
        assert_eq!(cache::get(cache, body.id()).unwrap().map(|s| s.record()), Some(Some(Record { version: 1, body })));
    }
}
