//! Opens the two files of a profile: pragmas, version of SQLite, migrations, check after an unclean stop.
//!
//! `outbox.db` holds what exists only here and is fully durable at each commit; `cache.db` can be fetched
//! again, so a damaged or unreadable one is moved aside, never repaired.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::{StoreError, StoreResult};
use super::{private, rows};
use crate::desk::DeskFile;

/// 3.7.0 to 3.51.2 lose commits in a race of two checkpoints.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How careful a file is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Every commit reaches the disk.
    Full,
    /// A power cut may take the last commits: they are fetched again.
    Refetchable,
}

struct File {
    name: &'static str,
    care: Care,
    migrations: &'static [&'static str],
    /// Makes what is derived from the rest, where it is not there yet.
    derive: fn(&Connection) -> StoreResult<()>,
}

const OUTBOX: File =
    File { name: "outbox.db", care: Care::Full, migrations: &[include_str!("outbox.sql")], derive: |_| Ok(()) };
const CACHE: File = File {
    name: "cache.db",
    care: Care::Refetchable,
    migrations: &[include_str!("cache.sql")],
    derive: rows::keep_current,
};

const STATION: File =
    File { name: "station.db", care: Care::Full, migrations: &[include_str!("station.sql")], derive: |_| Ok(()) };

/// Both files of a profile, as one thread holds them.
pub struct Files {
    /// What exists only here.
    pub outbox: Connection,
    /// What the server has, with pending actions applied.
    pub cache: Connection,
}

/// Stands beside the files while a writer has them open; found at start, the last stop was unclean.
struct InUse(PathBuf);

impl Drop for InUse {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Files open for writing, with the sign that they are.
pub struct Writing {
    /// The files.
    pub files: Files,
    _in_use: InUse,
}

/// Opens both files for writing, making or mending them where needed.
///
/// # Errors
/// When the outbox is damaged or from a newer program, or a file is open to others.
pub fn for_writing(dir: &Path) -> StoreResult<Writing> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::OldSqlite(rusqlite::version().to_owned()));
    }
    private::dir(dir)?;
    let mark = dir.join(format!("in-use.{}", std::process::id()));
    let unclean = stale_marks(dir)?;
    private::touch(&mark)?;
    let in_use = InUse(mark);
    let outbox = writable(dir, &OUTBOX, unclean)?;
    let cache = match writable(dir, &CACHE, unclean) {
        Ok(cache) => cache,
        Err(error) if is_damage(&error) || matches!(error, StoreError::Newer { .. }) => {
            set_aside(&dir.join(CACHE.name))?;
            writable(dir, &CACHE, false)?
        }
        Err(error) => return Err(error),
    };
    Ok(Writing { files: Files { outbox, cache }, _in_use: in_use })
}

/// Opens both files for reading. They must exist.
///
/// # Errors
/// When they cannot be opened.
pub fn for_reading(dir: &Path) -> StoreResult<Files> {
    Ok(Files { outbox: readable(dir, &OUTBOX)?, cache: readable(dir, &CACHE)? })
}

/// Opens what belongs to the machine, in a server's directory, with the care of an outbox. It is small, so it is
/// checked at each opening; a damaged one is kept aside: the numbers on record say where to go on.
///
/// # Errors
/// When it is from a newer program, or open to others.
pub fn station(dir: &Path) -> StoreResult<Connection> {
    private::dir(dir)?;
    match writable(dir, &STATION, true) {
        Err(error) if is_damage(&error) => {
            set_aside(&dir.join(STATION.name))?;
            writable(dir, &STATION, false)
        }
        opened => opened,
    }
}

/// Whether the file itself is bad; a busy one is not.
fn is_damage(error: &StoreError) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error {
        StoreError::Damaged { .. } => true,
        StoreError::Sql(error) => matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)),
        _ => false,
    }
}

/// Opens one file for reading alone and looks it over: form, then soundness. Nothing is written, not even the
/// files that SQLite puts beside it.
///
/// # Errors
/// [`StoreError::Newer`], [`StoreError::Damaged`], or that it cannot be opened.
pub fn examine(dir: &Path, which: DeskFile) -> StoreResult<Connection> {
    let file = if which == DeskFile::Outbox { &OUTBOX } else { &CACHE };
    let path = dir.join(file.name);
    let beside =
        |ending: &str| std::fs::metadata(dir.join(format!("{}{ending}", file.name))).is_ok_and(|m| m.len() > 0);
    let conn = if beside("-wal") || beside("-shm") {
        Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?
    } else {
        // Nobody has it open: SQLite is told that it stands still, and then leaves no trace.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        Connection::open_with_flags(format!("file:{}?immutable=1", escaped(&path)), flags)?
    };
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.execute_batch("PRAGMA query_only=ON;")?;
    let damaged = |what: String| StoreError::Damaged { file: file.name, what };
    let known = i64::try_from(file.migrations.len()).unwrap_or(i64::MAX);
    let found: i64 =
        conn.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(|error| damaged(error.to_string()))?;
    if found > known {
        return Err(StoreError::Newer { file: file.name, found, known });
    }
    let sound: String =
        conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(|error| damaged(error.to_string()))?;
    if sound == "ok" { Ok(conn) } else { Err(damaged(sound)) }
}

/// A path for SQLite's addresses.
fn escaped(path: &Path) -> String {
    let mut text = String::new();
    for c in path.display().to_string().chars() {
        match c {
            '%' => text.push_str("%25"),
            '?' => text.push_str("%3f"),
            '#' => text.push_str("%23"),
            c => text.push(c),
        }
    }
    text
}

/// Whether a process that no longer lives left its sign behind; the sign is removed.
fn stale_marks(dir: &Path) -> StoreResult<bool> {
    let mut stale = false;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.strip_prefix("in-use.")).and_then(|pid| pid.parse().ok())
        else {
            continue;
        };
        let alive = rustix::process::Pid::from_raw(pid)
            .is_some_and(|pid| pid == rustix::process::getpid() || rustix::process::test_kill_process(pid).is_ok());
        if !alive {
            stale = true;
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(stale)
}

fn writable(dir: &Path, file: &File, check: bool) -> StoreResult<Connection> {
    let path = dir.join(file.name);
    private::touch(&path)?;
    let mut conn = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // The first thing: whatever comes next may have to wait for another process.
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.execute_batch("PRAGMA page_size=8192;")?;
    write_ahead(&conn)?;
    let synchronous = if file.care == Care::Full { "FULL" } else { "NORMAL" };
    conn.execute_batch(&format!(
        "PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=1000;
         PRAGMA journal_size_limit=16777216;"
    ))?;
    shared_pragmas(&conn)?;
    if check {
        let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if found != "ok" {
            return Err(StoreError::Damaged { file: file.name, what: found });
        }
    }
    migrate(&mut conn, file)?;
    Ok(conn)
}

/// Turns to the write-ahead log. Where two open a new file at once the one that comes second is told that it is
/// locked, whatever its patience is: this step alone does not wait by itself.
fn write_ahead(conn: &Connection) -> StoreResult<()> {
    for _ in 0..WRITE_AHEAD_TRIES {
        match conn.execute_batch("PRAGMA journal_mode=WAL;") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                std::thread::sleep(WRITE_AHEAD_WAITS);
            }
            done => return Ok(done?),
        }
    }
    Ok(conn.execute_batch("PRAGMA journal_mode=WAL;")?)
}

/// Five seconds, like every other wait for a file.
const WRITE_AHEAD_TRIES: u32 = 250;
const WRITE_AHEAD_WAITS: std::time::Duration = std::time::Duration::from_millis(20);

fn readable(dir: &Path, file: &File) -> StoreResult<Connection> {
    let conn = Connection::open_with_flags(dir.join(file.name), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    shared_pragmas(&conn)?;
    conn.execute_batch("PRAGMA query_only=ON;")?;
    Ok(conn)
}

fn shared_pragmas(conn: &Connection) -> StoreResult<()> {
    conn.set_prepared_statement_cache_capacity(64);
    conn.execute_batch(
        "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;
         PRAGMA cache_size=-2000; PRAGMA mmap_size=0;",
    )?;
    Ok(())
}

/// Forward only, each step with its number in one transaction.
fn migrate(conn: &mut Connection, file: &File) -> StoreResult<()> {
    let known = i64::try_from(file.migrations.len()).unwrap_or(i64::MAX);
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(StoreError::Newer { file: file.name, found, known });
    }
    for step in file.migrations.iter().skip(usize::try_from(found).unwrap_or(0)) {
        tx.execute_batch(step)?;
    }
    tx.execute_batch(&format!("PRAGMA user_version={known}"))?;
    (file.derive)(&tx)?;
    tx.commit()?;
    Ok(())
}

/// A file that cannot be used is kept under another name: nothing is deleted.
fn set_aside(path: &Path) -> StoreResult<()> {
    for ending in ["", "-wal", "-shm"] {
        let from = PathBuf::from(format!("{}{ending}", path.display()));
        let mut n = 0;
        let to = loop {
            let to = PathBuf::from(format!("{}.rusak-{n}{ending}", path.display()));
            if !to.exists() {
                break to;
            }
            n += 1;
        };
        match std::fs::rename(&from, &to) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sqlite_linked_in_has_no_lost_commits() {
        assert!(rusqlite::version_number() >= OLDEST_SQLITE, "{}", rusqlite::version());
    }

    #[test]
    fn a_damaged_cache_is_set_aside_and_a_newer_outbox_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p");
        drop(for_writing(&path).unwrap());
        std::fs::write(path.join("cache.db"), vec![7; 40_000]).unwrap();
        let open = for_writing(&path).unwrap();
        assert!(path.join("cache.db.rusak-0").exists());
        open.files.outbox.execute_batch("PRAGMA user_version=99").unwrap();
        drop(open);
        assert!(matches!(for_writing(&path), Err(StoreError::Newer { found: 99, .. })));
    }

    #[test]
    fn a_cache_that_another_process_holds_is_not_set_aside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p");
        let open = for_writing(&path).unwrap();
        open.files.cache.execute_batch("PRAGMA user_version=0; BEGIN IMMEDIATE").unwrap();
        let busy = for_writing(&path).err().unwrap();
        assert!(matches!(&busy, StoreError::Sql(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)));
        assert!(!path.join("cache.db.rusak-0").exists());
    }

    #[test]
    fn a_process_that_died_makes_the_next_start_check() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p");
        drop(for_writing(&path).unwrap());
        assert!(!stale_marks(&path).unwrap());
        // No process has this number: the kernel's largest is smaller.
        std::fs::write(path.join("in-use.2000000000"), "").unwrap();
        assert!(stale_marks(&path).unwrap());
        assert!(!stale_marks(&path).unwrap());
    }

    #[test]
    fn every_commit_of_the_outbox_reaches_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let open = for_writing(&dir.path().join("p")).unwrap();
        let level = |conn: &Connection| conn.query_row("PRAGMA synchronous", [], |r| r.get::<_, i64>(0)).unwrap();
        assert_eq!((level(&open.files.outbox), level(&open.files.cache)), (2, 1));
    }

    #[test]
    fn readers_and_writers_wait_for_each_other_and_do_not_block() {
        let dir = tempfile::tempdir().unwrap();
        let open = for_writing(&dir.path().join("p")).unwrap();
        for conn in [&open.files.outbox, &open.files.cache] {
            let journal: String = conn.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
            let patience: i64 = conn.query_row("PRAGMA busy_timeout", [], |row| row.get(0)).unwrap();
            assert_eq!((journal.as_str(), patience), ("wal", 5000));
        }
    }
}
