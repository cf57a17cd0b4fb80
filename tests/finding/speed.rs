//! How long finding takes. Figures are printed (`--nocapture`); what is asserted are ratios within one run, so
//! that a slow machine does not fail them. `SERASI_FIND=100000` makes the office as large as they come.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use serasi::client::store::{Store, cache, rows};
use serasi::desk::{ArchiveFilter, ArchiveKind, ArchiveRow};

use super::office::{SITI, bodies, name, printed, resident, write};

fn size() -> usize {
    std::env::var("SERASI_FIND").ok().and_then(|text| text.parse().ok()).unwrap_or(8_000)
}

fn store(letters: usize, residents: usize) -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("p")).unwrap();
    let began = Instant::now();
    store.write(move |files| write(files, (0..residents).map(|n| resident(n).into()))).unwrap();
    let people = began.elapsed();
    for from in (0..letters).step_by(1000) {
        let these = from..(from + 1000).min(letters);
        store.write(move |files| write(files, these.flat_map(|n| bodies(n, letters, residents)))).unwrap();
    }
    println!("{residents} residents written in {people:?}, then {letters} letters in {:?}", began.elapsed() - people);
    (dir, store)
}

/// The 50th and 95th of a hundred.
fn times<T>(mut work: impl FnMut(usize) -> T) -> (Duration, Duration) {
    let mut all: Vec<Duration> = (0..100)
        .map(|n| {
            let began = Instant::now();
            let _ = work(n);
            began.elapsed()
        })
        .collect();
    all.sort();
    (all[49], all[94])
}

fn search(cache: &Connection, words: &str, filter: &ArchiveFilter) -> Vec<ArchiveRow> {
    rows::archive::search(cache, words, filter, SITI).unwrap()
}

#[test]
fn a_key_is_answered_at_once_in_a_large_archive_and_the_index_is_made_again_in_time() {
    let letters = size();
    let residents = letters / 5;
    let (dir, store) = store(letters, residents);
    let slowest = store
        .read(move |files| {
            let cache = &files.cache;
            let none = ArchiveFilter::default();
            let issued = ArchiveFilter { kind: Some(ArchiveKind::Issued), year: Some(2026), ..none.clone() };
            let mut slowest = Duration::ZERO;
            let mut told = |what: &str, (half, most): (Duration, Duration), found: usize| {
                println!("{what:<36} p50 {half:>10.1?}  p95 {most:>10.1?}  {found} rows");
                slowest = slowest.max(most);
            };
            told("list", times(|_| search(cache, "", &none)), search(cache, "", &none).len());
            told("list, filtered", times(|_| search(cache, "", &issued)), search(cache, "", &issued).len());
            for words in ["s", "sl", "slamet", "slamet rah", "melamar", "sebagaimana", "zzz"] {
                told(words, times(|_| search(cache, words, &none)), search(cache, words, &none).len());
            }
            told(
                "slamet, filtered",
                times(|_| search(cache, "slamet", &issued)),
                search(cache, "slamet", &issued).len(),
            );
            let exact = |n: usize| search(cache, &name(n * 7 % residents), &none);
            told("a whole name", times(exact), exact(1).len());
            let number = |n: usize| search(cache, &printed(n * 77 % letters), &none);
            told("a whole number", times(number), number(1).len());
            let nik = |n: usize| search(cache, resident(n * 7 % residents).nik.in_full(), &none);
            told("a whole NIK", times(nik), nik(1).len());
            Ok(slowest)
        })
        .unwrap();
    store.write(|files| cache::remember(&files.cache, "index", "another program")).unwrap();
    drop(store);
    let began = Instant::now();
    let store = Store::open(&dir.path().join("p")).unwrap();
    let rebuilt = began.elapsed();
    let bytes = std::fs::metadata(dir.path().join("p/cache.db")).unwrap().len();
    println!("index of {letters} letters made again in {rebuilt:?}; the file has {} MB", bytes / 1_000_000);
    drop(store);
    assert!(slowest < rebuilt / 20, "a search of {slowest:?} beside a rebuilding of {rebuilt:?}");
}

#[test]
fn a_resident_is_found_at_once_among_twenty_thousand() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("p")).unwrap();
    let began = Instant::now();
    store.write(|files| write(files, (0..20_000).map(|n| resident(n).into()))).unwrap();
    let written = began.elapsed();
    let slowest = store
        .read(|files| {
            let mut slowest = Duration::ZERO;
            for words in ["s", "sri wahy", "krajan", "3322", "sri wahyuni rahayu", "zzz"] {
                let (half, most) = times(|_| rows::residents::search(&files.cache, words).unwrap());
                let found = rows::residents::search(&files.cache, words)?.len();
                println!("residents: {words:<24} p50 {half:>10.1?}  p95 {most:>10.1?}  {found} rows");
                slowest = slowest.max(half);
            }
            Ok(slowest)
        })
        .unwrap();
    assert!(slowest < written / 20, "a search of {slowest:?} beside {written:?} for writing them");
}
