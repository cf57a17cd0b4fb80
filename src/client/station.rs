//! What belongs to this machine and not to one person: the letter of its counter, and the queue numbers it gave.
//!
//! All profiles of a server share it. A number is on the disk before anybody sees it: a power cut between the
//! number and the request leaves a gap, never a repeat.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::store::{StoreResult, station};
use crate::domain::queue_number::QueueNumber;

/// The station of a server on this machine.
pub struct Station {
    dir: PathBuf,
    /// Opened at the first number: most starts of the program give none.
    conn: Mutex<Option<Connection>>,
}

impl Station {
    /// In a server's directory.
    pub fn of(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), conn: Mutex::default() }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Connection) -> StoreResult<T>) -> StoreResult<T> {
        let mut conn = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        let conn = match &mut *conn {
            Some(conn) => conn,
            none => none.insert(station(&self.dir)?),
        };
        work(conn)
    }

    /// The letter of this counter.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn letter(&self) -> StoreResult<char> {
        self.with(|conn| letter(conn))
    }

    /// Gives this counter another letter.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn set_letter(&self, letter: char) -> StoreResult<()> {
        self.with(|conn| {
            conn.execute("UPDATE counter SET letter = ?1", [letter.to_string()])?;
            Ok(())
        })
    }

    /// The next number of a day, durable when it is returned. `today` are the numbers on record for that day,
    /// `waiting` those of everybody who still waits.
    ///
    /// # Errors
    /// When it cannot be stored: then no number was given.
    pub fn give(&self, day: Date, today: &[QueueNumber], waiting: &[QueueNumber]) -> StoreResult<QueueNumber> {
        self.with(|conn| {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let letter = letter(&tx)?;
            let key = params![letter.to_string(), day.to_string()];
            let given: Option<u32> =
                tx.query_row("SELECT n FROM given WHERE letter = ?1 AND day = ?2", key, |row| row.get(0)).optional()?;
            let next = QueueNumber::next(letter, given.unwrap_or(0), today, waiting);
            tx.execute(
                "INSERT INTO given (letter, day, n) VALUES (?1, ?2, ?3)
                 ON CONFLICT (letter, day) DO UPDATE SET n = ?3",
                params![letter.to_string(), day.to_string(), next.n],
            )?;
            tx.commit()?;
            Ok(next)
        })
    }
}

fn letter(conn: &Connection) -> StoreResult<char> {
    let text: String = conn.query_row("SELECT letter FROM counter", [], |row| row.get(0))?;
    Ok(text.chars().next().unwrap_or('A'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    const DAY: Date = date(2026, 11, 24);

    #[test]
    fn many_who_open_a_new_machine_at_once_all_get_a_number() {
        for _ in 0..40 {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("server");
            let start = std::sync::Barrier::new(6);
            let given: BTreeSet<u32> = std::thread::scope(|scope| {
                let people: Vec<_> = (0..6)
                    .map(|_| {
                        scope.spawn(|| {
                            start.wait();
                            Station::of(&path).give(DAY, &[], &[]).unwrap().n
                        })
                    })
                    .collect();
                people.into_iter().map(|person| person.join().unwrap()).collect()
            });
            assert_eq!(given, (1..=6).collect());
        }
    }

    #[test]
    fn two_people_on_one_machine_never_get_the_same_number_and_a_day_begins_anew() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("server");
        let given: Vec<String> = std::thread::scope(|scope| {
            let people: Vec<_> = (0..2)
                .map(|_| {
                    scope.spawn(|| {
                        let station = Station::of(&path);
                        (0..25).map(|_| station.give(DAY, &[], &[]).unwrap().to_string()).collect::<Vec<_>>()
                    })
                })
                .collect();
            people.into_iter().flat_map(|person| person.join().unwrap()).collect()
        });
        assert_eq!(given.len(), 50);
        assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), 50, "{given:?}");
        let station = Station::of(&path);
        assert_eq!(station.give(DAY, &[], &[]).unwrap().n, 51, "it outlives who gave it");
        assert_eq!(station.give(DAY.tomorrow().unwrap(), &[], &[]).unwrap().n, 1);
        assert_eq!(station.give(DAY, &[], &[]).unwrap().n, 52, "a clock that went back repeats nothing");
    }

    #[test]
    fn it_goes_on_above_what_is_on_record_and_another_letter_counts_for_itself() {
        let dir = tempfile::tempdir().unwrap();
        let station = Station::of(&dir.path().join("server"));
        let number = |text: &str| QueueNumber::read(text).unwrap();
        assert_eq!(station.give(DAY, &[number("A-19")], &[number("A-20")]).unwrap().to_string(), "A-21");
        station.set_letter('C').unwrap();
        assert_eq!(station.letter().unwrap(), 'C');
        assert_eq!(station.give(DAY, &[number("A-19")], &[]).unwrap().to_string(), "C-01");
        station.set_letter('A').unwrap();
        assert_eq!(station.give(DAY, &[], &[]).unwrap().to_string(), "A-22");
    }

    #[test]
    fn a_number_is_on_the_disk_before_it_is_shown_and_a_damaged_file_is_kept_aside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("server");
        let station = Station::of(&path);
        station.give(DAY, &[], &[]).unwrap();
        let level: i64 = station.with(|conn| Ok(conn.query_row("PRAGMA synchronous", [], |row| row.get(0))?)).unwrap();
        assert_eq!(level, 2, "every commit reaches the disk");
        drop(station);
        std::fs::write(path.join("station.db"), vec![7; 20_000]).unwrap();
        let number = QueueNumber::read("A-31").unwrap();
        assert_eq!(Station::of(&path).give(DAY, &[number], &[]).unwrap().to_string(), "A-32");
        assert!(path.join("station.db.rusak-0").exists());
    }
}
