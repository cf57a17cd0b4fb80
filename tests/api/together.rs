//! Group commit: what waits is committed together, and nobody is answered before.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serasi::domain::id::{OfficeId, PersonId};
use serasi::domain::stream::StreamId;
use serasi::server::store::{Head, Store, StoreError, StoreResult, Tx};
use uuid::Uuid;

use super::village::empty_store;

fn grow(tx: &mut dyn Tx, stream: StreamId) -> StoreResult<()> {
    let position = tx.head(stream)?.map_or(0, |head| head.position) + 1;
    tx.put_head(&Head { stream, epoch: 1, position, link: [0; 32], floor: 0 })
}

fn stream(n: u128) -> StreamId {
    StreamId::Office(OfficeId(Uuid::from_u128(n)))
}

/// Holds the writer until it is let go, so that others queue behind it.
fn hold(store: &Store) -> (std::sync::mpsc::Sender<()>, thread::JoinHandle<()>) {
    let (go, wait) = channel::<()>();
    let (began, beginning) = channel::<()>();
    let store = store.clone();
    let held = thread::spawn(move || {
        store
            .write(move |_| {
                began.send(()).unwrap();
                let _ = wait.recv();
                Ok::<_, StoreError>(())
            })
            .unwrap();
    });
    beginning.recv().unwrap();
    (go, held)
}

#[test]
fn what_waits_is_committed_together_and_answered_after_the_commit() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty_store(&folder);
    let (commits, answers) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
    let (seen, answered) = (Arc::clone(&commits), Arc::clone(&answers));
    store.on_commit(move |streams| {
        seen.lock().unwrap().push((streams.to_vec(), answered.load(Ordering::SeqCst)));
    });
    let (go, held) = hold(&store);
    let writers: Vec<_> = (0..20)
        .map(|n| {
            let (store, answers) = (store.clone(), Arc::clone(&answers));
            thread::spawn(move || {
                let result: StoreResult<()> = store.write(move |tx| {
                    grow(tx, stream(n))?;
                    match n {
                        7 => Err(StoreError::Engine("mine alone".into())),
                        8 => panic!("mine alone"),
                        _ => Ok(()),
                    }
                });
                answers.fetch_add(1, Ordering::SeqCst);
                (n, result)
            })
        })
        .collect();
    // All of them are in the queue, or about to be, long before this ends.
    thread::sleep(Duration::from_secs(1));
    go.send(()).unwrap();
    held.join().unwrap();
    for writer in writers {
        let (n, result) = writer.join().unwrap();
        let head = store.read(|tx| tx.head(stream(n))).unwrap();
        match n {
            7 => assert_eq!((result, head), (Err(StoreError::Engine("mine alone".into())), None)),
            8 => assert_eq!((result, head), (Err(StoreError::Panicked), None)),
            _ => assert_eq!((result, head.map(|head| head.position)), (Ok(()), Some(1))),
        }
    }
    let commits = commits.lock().unwrap();
    assert_eq!(commits.len(), 1, "twenty writes, one commit");
    assert_eq!(commits[0].0.len(), 18);
    assert_eq!(commits[0].1, 0, "nobody was answered before the commit");
}

#[test]
fn positions_of_many_writers_are_without_holes_and_no_reader_sees_one_without_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty_store(&folder);
    let shared = stream(1);
    let writers: Vec<_> = (0..8)
        .map(|n| {
            let store = store.clone();
            thread::spawn(move || {
                for round in 0..25 {
                    let fails = (n + round) % 5 == 0;
                    let _: StoreResult<()> = store.write(move |tx| {
                        grow(tx, shared)?;
                        let position = tx.head(shared)?.map_or(0, |head| head.position);
                        // The upload stands for the change at this position.
                        let person = PersonId(Uuid::from_u128(u128::from(position)));
                        tx.put_upload(serasi::domain::id::ContentHash::of(b"x"), person)?;
                        if fails { Err(StoreError::Closed) } else { Ok(()) }
                    });
                }
            })
        })
        .collect();
    let reader = {
        let store = store.clone();
        thread::spawn(move || {
            let mut last = 0;
            while last < 160 {
                let (head, all) = store
                    .read(|tx| {
                        let head = tx.head(shared)?.map_or(0, |head| head.position);
                        let blob = serasi::domain::id::ContentHash::of(b"x");
                        let all = (1..=head).all(|position| {
                            tx.uploaded(blob, PersonId(Uuid::from_u128(u128::from(position)))) == Ok(true)
                        });
                        Ok::<_, StoreError>((head, all))
                    })
                    .unwrap();
                assert!(all && head >= last, "head {head} after {last}");
                last = head;
            }
        })
    };
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    reader.join().unwrap();
    assert_eq!(store.read(|tx| tx.head(shared)).unwrap().unwrap().position, 160);
}

#[test]
fn what_was_accepted_is_kept_when_the_store_is_closed_and_a_write_inside_a_write_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty_store(&folder);
    let inner = store.clone();
    let nested: StoreResult<()> = store.write(move |_| inner.write(|_| Ok(())));
    assert!(matches!(nested, Err(StoreError::Engine(_))));
    store.write(|tx| grow(tx, stream(1))).unwrap();
    drop(store);
    let store = Store::sqlite(&folder.path().join("serasi.db")).unwrap();
    assert_eq!(store.read(|tx| tx.head(stream(1))).unwrap().unwrap().position, 1);
}
