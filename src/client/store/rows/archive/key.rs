//! Where an entry of the archive stands: a number made from date and counter, larger is newer.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::super::super::error::StoreResult;
use crate::domain::id::RecordId;

/// Bits below the counter: what tells apart two entries of one second and counter.
const SPREAD: u32 = 8;
/// Bits of the counter.
const COUNTER: u32 = 20;
/// Bits of the seconds since 1970: enough until the year 2514.
const SECONDS: u32 = 34;

/// The key that an entry should have. What has no time yet was made here just now, and is the newest.
pub(super) fn wanted(id: RecordId, at: Option<Timestamp>, counter: u32) -> i64 {
    let newest = (1_i64 << SECONDS) - 1;
    let seconds = at.map_or(newest, |at| at.as_second().clamp(0, newest));
    let counter = i64::from(counter).min((1 << COUNTER) - 1);
    let spread = i64::from(id.0.as_bytes().last().copied().unwrap_or(0));
    (seconds << (COUNTER + SPREAD)) | (counter << SPREAD) | spread
}

/// A letter has a date and no hour: it stands at the end of that day's work.
pub(super) fn end_of(day: Date) -> Option<Timestamp> {
    day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).ok().map(|at| at.timestamp())
}

/// The wanted key, or the next one that nobody else has.
pub(super) fn free(cache: &Connection, id: RecordId, wanted: i64) -> StoreResult<i64> {
    let mut statement = cache.prepare_cached("SELECT id FROM archive WHERE key = ?1")?;
    let mut key = wanted;
    loop {
        let there: Option<[u8; 16]> = statement.query_row(params![key], |row| row.get(0)).optional()?;
        if there.is_none_or(|there| Uuid::from_bytes(there) == id.0) {
            return Ok(key);
        }
        key += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_day_then_a_higher_counter_stands_higher() {
        let id = RecordId(Uuid::from_u128(255));
        let at = |text: &str| Some(text.parse().unwrap());
        let keys = [
            wanted(id, at("1969-01-01T00:00:00Z"), 9),
            wanted(id, at("2026-11-20T03:00:00Z"), 1),
            wanted(id, at("2026-11-20T03:00:00Z"), 2),
            wanted(id, at("2026-11-20T03:00:01Z"), 1),
            wanted(id, end_of(jiff::civil::date(2026, 11, 20)), 7),
            wanted(id, end_of(jiff::civil::date(2026, 11, 20)), u32::MAX),
            wanted(id, at("9999-12-01T00:00:00Z"), 1),
            wanted(id, None, 2),
        ];
        assert!(keys.is_sorted(), "{keys:?}");
        assert!(keys.iter().all(|key| *key >= 0));
    }
}
