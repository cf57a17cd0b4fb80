//! The last things that went wrong on the line or on the disk, for the help desk: at most twenty, repeated ones
//! folded. Codes and times only: nothing of what was sent.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};

use super::error::StoreResult;
use crate::desk::Trouble;

/// So many are kept.
const MOST: u32 = 20;
/// The same thing again within this time is the same trouble.
const SAME_WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// Keeps one.
///
/// # Errors
/// When it cannot be stored.
pub fn keep(cache: &Connection, code: &str, now: Timestamp) -> StoreResult<()> {
    let folded = cache
        .prepare_cached("UPDATE trouble SET last = ?2, times = times + 1 WHERE code = ?1 AND last >= ?3")?
        .execute(params![code, now.as_millisecond(), (now - SAME_WITHIN).as_millisecond()])?;
    if folded == 0 {
        cache
            .prepare_cached("INSERT INTO trouble (code, first, last, times) VALUES (?1, ?2, ?2, 1)")?
            .execute(params![code, now.as_millisecond()])?;
        cache
            .prepare_cached(
                "DELETE FROM trouble WHERE n NOT IN (SELECT n FROM trouble ORDER BY last DESC, n DESC LIMIT ?1)",
            )?
            .execute([MOST])?;
    }
    Ok(())
}

/// All that are kept, newest first.
///
/// # Errors
/// When they cannot be read.
pub fn newest(cache: &Connection) -> StoreResult<Vec<Trouble>> {
    let mut statement =
        cache.prepare_cached("SELECT code, first, last, times FROM trouble ORDER BY last DESC, n DESC")?;
    let time = |at: i64| Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    let rows = statement.query_map([], |row| {
        Ok(Trouble { code: row.get(0)?, first: time(row.get(1)?), last: time(row.get(2)?), times: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_ones_are_folded_and_only_twenty_are_kept() {
        let cache = Connection::open_in_memory().unwrap();
        cache.execute_batch(include_str!("cache.sql")).unwrap();
        let begin: Timestamp = "2026-11-20T03:00:00Z".parse().unwrap();
        for minute in 0..30 {
            keep(&cache, "down", begin + SignedDuration::from_mins(minute)).unwrap();
            keep(&cache, "busy", begin + SignedDuration::from_mins(minute)).unwrap();
        }
        let kept = newest(&cache).unwrap();
        assert_eq!(kept.len(), 2);
        assert_eq!((kept[0].times, kept[0].first), (30, begin));
        for hour in 1..30 {
            keep(&cache, "down", begin + SignedDuration::from_hours(2 * hour)).unwrap();
        }
        let kept = newest(&cache).unwrap();
        assert_eq!(kept.len(), 20);
        assert!(kept.iter().all(|trouble| trouble.times == 1 && trouble.code == "down"));
    }
}
