//! Batches: attached to, stopped, left alone, and remembered.

use std::sync::Arc;

use secrecy::SecretString;
use serasi::domain::id::PersonId;
use serasi::domain::task::Task;
use serasi::server::sign::batch::{Batches, Follow, NewBatch, NoBatch};
use serasi::wire::signatures::{SignItem, SignLine, SignOutcome};
use uuid::Uuid;

use super::home::{Desk, HEAD, Home, PASSPHRASE, STRANGER};
use super::signer::Kind;

fn items(tasks: &[Task]) -> Vec<SignItem> {
    tasks.iter().map(|task| SignItem { task: task.id, snapshot: task.snapshot, opened: true }).collect()
}

fn new(id: u128, person: PersonId, tasks: &[Task], passphrase: &str) -> NewBatch {
    NewBatch { id: Uuid::from_u128(id), person, items: items(tasks), passphrase: SecretString::from(passphrase) }
}

/// All lines of a batch, once it has ended.
async fn all(mut follow: Follow) -> Vec<SignLine> {
    let mut lines = Vec::new();
    while let Some(line) = follow.next().await {
        lines.push(line);
    }
    lines
}

fn letters(desk: &Desk, how_many: usize) -> Vec<Task> {
    (0..how_many).map(|_| desk.ready().1).collect()
}

#[tokio::test]
async fn forty_letters_are_signed_once_however_often_their_batch_is_asked_for() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    let tasks = letters(&desk, 40);
    let batches = Arc::new(Batches::default());
    let begin = |passphrase| batches.begin(&desk.signing, new(1, HEAD, &tasks, passphrase)).unwrap();
    let (first, second) = (begin(PASSPHRASE), begin("salah"));
    let (first, second) = tokio::join!(all(first), all(second));
    assert_eq!(first, second);
    assert_eq!(first.len(), 40);
    let mut numbers: Vec<_> = first
        .iter()
        .map(|line| match &line.outcome {
            SignOutcome::Signed { number, .. } => number.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    numbers.dedup();
    assert_eq!(numbers.len(), 40);
    assert_eq!(all(begin(PASSPHRASE)).await, first, "finished, it gives the same lines");
    assert!(matches!(batches.begin(&desk.signing, new(1, STRANGER, &tasks, PASSPHRASE)), Err(NoBatch::NotYours)));

    // Another process knows it from the ledger.
    let elsewhere = Arc::new(Batches::default());
    let again = elsewhere.begin(&desk.signing, new(1, HEAD, &tasks, PASSPHRASE)).unwrap();
    assert_eq!(all(again).await, first);
    assert!(matches!(elsewhere.begin(&desk.signing, new(1, STRANGER, &tasks, PASSPHRASE)), Err(NoBatch::NotYours)));
    assert_eq!((desk.signer.calls(), desk.signer.made()), (40, 40));
}

#[tokio::test]
async fn a_batch_stops_after_its_current_letter_and_a_closed_connection_stops_nothing() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    let tasks = letters(&desk, 6);
    let batches = Arc::new(Batches::default());
    let (stopped, left_alone) = tasks.split_at(3);

    let mut follow = batches.begin(&desk.signing, new(1, HEAD, stopped, PASSPHRASE)).unwrap();
    let first = follow.next().await.unwrap();
    assert!(!batches.stop(Uuid::from_u128(1), STRANGER), "somebody else's");
    assert!(batches.stop(Uuid::from_u128(1), HEAD));
    let mut lines = vec![first];
    lines.extend(all(follow).await);
    assert_eq!(lines.len(), 3);
    assert!(matches!(lines[0].outcome, SignOutcome::Signed { .. }));
    assert_eq!(lines[2].outcome, SignOutcome::Stopped);

    let mut follow = soon_begin(&batches, &desk, new(2, HEAD, left_alone, PASSPHRASE)).await;
    follow.next().await.unwrap();
    drop(follow);
    let follow = batches.begin(&desk.signing, new(2, HEAD, left_alone, PASSPHRASE)).unwrap();
    assert!(all(follow).await.iter().all(|line| matches!(line.outcome, SignOutcome::Signed { .. })));
}

/// A batch's thread ends shortly after its last line.
async fn soon_begin(batches: &Arc<Batches>, desk: &Desk, new: NewBatch) -> Follow {
    let (id, person, items) = (new.id, new.person, new.items);
    for _ in 0..200 {
        let passphrase = SecretString::from(PASSPHRASE);
        match batches.begin(&desk.signing, NewBatch { id, person, items: items.clone(), passphrase }) {
            Err(NoBatch::Busy) => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
            other => return other.unwrap(),
        }
    }
    panic!("still busy");
}

#[tokio::test]
async fn a_wrong_passphrase_is_tried_once_a_batch_and_three_times_in_five_minutes() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    let tasks = letters(&desk, 2);
    let batches = Arc::new(Batches::default());
    let code = |code: &str| SignOutcome::Failed { code: code.into() };
    for id in 1..=3 {
        let (person, items, passphrase) = (HEAD, items(&tasks), SecretString::from("salah"));
        let begun = loop {
            let new =
                NewBatch { id: Uuid::from_u128(id), person, items: items.clone(), passphrase: passphrase.clone() };
            match batches.begin(&desk.signing, new) {
                Err(NoBatch::Busy) => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
                other => break other.unwrap(),
            }
        };
        let outcomes: Vec<_> = all(begun).await.into_iter().map(|line| line.outcome).collect();
        assert_eq!(outcomes, [code("2031"), code("2031")]);
    }
    assert_eq!(desk.signer.calls(), 3, "the second letter of a batch is not tried");
    let waits = all(soon_begin(&batches, &desk, new(4, HEAD, &tasks, PASSPHRASE)).await).await;
    assert!(waits.iter().all(|line| line.outcome == code("2031-wait")));
    assert_eq!(desk.signer.calls(), 3);
    desk.env.pass(5 * 60);
    let signed = all(soon_begin(&batches, &desk, new(5, HEAD, &tasks, PASSPHRASE)).await).await;
    assert!(signed.iter().all(|line| matches!(line.outcome, SignOutcome::Signed { .. })));
}

#[tokio::test]
async fn a_server_that_goes_down_finishes_the_letter_it_is_at_and_begins_no_batch() {
    let home = Home::new();
    let desk = home.open(Kind::Remote);
    let tasks = letters(&desk, 3);
    let batches = Arc::new(Batches::default());
    let follow = batches.begin(&desk.signing, new(1, HEAD, &tasks, PASSPHRASE)).unwrap();
    batches.close(std::time::Duration::from_secs(60));
    let lines = all(follow).await;
    assert_eq!(lines.last().map(|line| line.outcome.clone()), Some(SignOutcome::Stopped));
    assert!(matches!(batches.begin(&desk.signing, new(2, HEAD, &tasks, PASSPHRASE)), Err(NoBatch::Closing)));
}

#[tokio::test]
async fn the_ledger_keeps_for_each_letter_whether_its_signer_had_read_it() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let tasks = letters(&desk, 2);
    let mut batch = new(1, HEAD, &tasks, PASSPHRASE);
    batch.items[1].opened = false;
    let batches = Arc::new(Batches::default());
    let lines = all(batches.begin(&desk.signing, batch).unwrap()).await;
    assert_eq!(lines.len(), 2);
    let read = |task: &Task| desk.signing.ledger.attempts(task.id).unwrap()[0].intent.read;
    assert_eq!(tasks.iter().map(read).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_desk_that_does_not_say_what_was_read_read_nothing() {
    let snapshot = "0".repeat(64);
    let item = format!(r#"{{"task":"{}","snapshot":"{snapshot}"}}"#, Uuid::from_u128(1));
    assert!(!serde_json::from_str::<SignItem>(&item).unwrap().opened);
}
