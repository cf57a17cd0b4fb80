//! What hands work on rests before it is sent. Taken back in that time it leaves no trace; what has set out is never
//! deleted, whatever happens between.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serasi::client::store::{Store, outbox, overlay};
use serasi::client::sync::push;
use serasi::desk::{Command, DeskError, Done};
use serasi::domain::action::Expects;
use serasi::domain::id::{ActionId, RecordId};
use serasi::domain::record::Body;
use serasi::domain::refusal::Refusal;
use serasi::domain::request::Shown;
use serasi::server::core::import;
use serasi::wire::actions::{ActionResult, Batch};
use uuid::Uuid;

use super::exhaustive::open_request;
use super::histories::Dice;
use super::replica::{Replica, assert_same, fast_dir};
use crate::api::village::Village;

const ID: RecordId = RecordId(Uuid::from_u128(0xF000_0000));
const OTHER: RecordId = RecordId(Uuid::from_u128(0xF000_0001));

struct Scene {
    village: Village,
    siti: Replica,
    _home: tempfile::TempDir,
}

fn scene() -> Scene {
    let village = Village::new();
    let mut complete = open_request(ID);
    if let Body::Request(request) = &mut complete {
        request.fields.insert("purpose".into(), "melamar kerja".into());
        request.requirements = [("ktp".to_owned(), Shown::Original), ("kk".to_owned(), Shown::Original)].into();
    }
    import(&village.app.core.store, village.env.as_ref(), vec![complete, open_request(OTHER)]).unwrap();
    let home = fast_dir();
    let siti = Replica::log_in(&village, home.path(), "siti");
    siti.settle();
    Scene { village, siti, _home: home }
}

fn forward() -> Command {
    Command::Forward { request: ID, snapshot: None }
}

fn give_back(request: RecordId) -> Command {
    Command::ReturnToApplicant { request, reason: "KK belum dibawa".into() }
}

fn tick(request: RecordId) -> Command {
    Command::Tick { request, key: "rt".into(), shown: Shown::Copy }
}

fn queued(done: Result<Done, DeskError>) -> ActionId {
    match done {
        Ok(Done::Queued { action, .. }) => action,
        other => panic!("{other:?}"),
    }
}

const UNDO: Command = Command::Undo { action: None };

fn kinds(batch: Option<Batch>) -> Vec<String> {
    batch.map(|batch| batch.actions.into_iter().map(|action| action.kind).collect()).unwrap_or_default()
}

fn has(desk: &Replica, id: ActionId) -> bool {
    desk.store().write(move |files| Ok(outbox::get(&files.outbox, id)?.is_some())).unwrap()
}

fn result(desk: &Replica, id: ActionId) -> Option<ActionResult> {
    desk.store().write(move |files| Ok(outbox::get(&files.outbox, id)?.unwrap().result)).unwrap()
}

fn on_server(village: &Village, id: RecordId) -> (u64, String) {
    let stored = village.app.core.store.read(move |tx| tx.load(id)).unwrap().unwrap();
    match stored.record().unwrap().body {
        Body::Request(request) => (stored.version, request.state.name().to_owned()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_hands_work_on_is_durable_and_shown_at_once_and_goes_when_it_has_rested() {
    let Scene { village, mut siti, _home } = scene();
    let action = queued(siti.perform_resting(forward(), 8));
    siti.restart();
    assert!(has(&siti, action));
    assert_eq!(kinds(siti.compose(50)), [] as [&str; 0]);
    village.env.pass(SignedDuration::from_millis(7_999));
    assert_eq!(kinds(siti.compose(50)), [] as [&str; 0]);
    village.env.pass(SignedDuration::from_millis(1));
    assert_eq!(kinds(siti.compose(50)), ["forward"]);
    siti.settle();
    assert_eq!(on_server(&village, ID), (2, "verification".into()));
    // With no rest it goes at once.
    queued(siti.perform_resting(give_back(OTHER), 0));
    assert_eq!(kinds(siti.compose(50)), ["return_to_applicant"]);
}

#[test]
fn taken_back_while_it_rests_it_leaves_no_trace_and_the_server_accepts_the_gap() {
    let Scene { village, mut siti, _home } = scene();
    let (before, places) = (siti.shown(), siti.places());
    let action = queued(siti.perform_resting(forward(), 8));
    assert!(siti.shown() != before, "shown as done");
    assert_eq!(siti.perform_resting(UNDO, 8), Ok(Done::Kept));
    assert_eq!((siti.unsent(), has(&siti, action)), (0, false));
    assert!(siti.shown() == before);
    siti.restart();
    assert!(siti.shown() == before);
    village.env.pass(SignedDuration::from_secs(60));
    assert!(siti.compose(50).is_none());
    siti.settle();
    assert_eq!((on_server(&village, ID), siti.places()), ((1, "submitted".into()), places), "nothing in the feed");
    assert_eq!(siti.perform_resting(UNDO, 8), Err(DeskError::NothingToUndo));
    // The number it had is not used again; the server does not mind.
    queued(siti.perform(tick(ID)));
    assert_eq!(siti.compose(1).unwrap().actions[0].device_seq, 2);
    siti.settle();
    assert_same(&village, &siti);
}

#[test]
fn what_has_set_out_is_not_deleted_but_taken_back_by_an_action() {
    let Scene { village, siti, _home } = scene();
    let sent = queued(siti.perform_resting(forward(), 8));
    village.env.pass(SignedDuration::from_secs(8));
    let batch = siti.compose(50).unwrap();
    // The push is composed and nobody knows whether it has arrived: the desk's clock may even be set back now.
    village.env.pass(SignedDuration::from_secs(-8));
    let done = siti.perform_resting(UNDO, 8).unwrap();
    let Done::Queued { action: recall, undecided: true } = done else { panic!("{done:?}") };
    assert!(has(&siti, sent));
    let results = siti.send(&batch);
    siti.take_results(batch, results);
    siti.settle();
    for id in [sent, recall] {
        assert!(matches!(result(&siti, id), Some(ActionResult::Applied { as_expected: true, .. })), "{id}");
    }
    assert_eq!(on_server(&village, ID), (3, "submitted".into()));
    assert_same(&village, &siti);
    // Neither is the recall undone, nor the forwarding taken back twice.
    assert_eq!(siti.perform_resting(UNDO, 8), Err(DeskError::NothingToUndo));
    let again = queued(siti.perform_resting(Command::Redo, 8));
    assert_eq!(siti.perform(Command::Redo), Err(DeskError::NothingToUndo));
    village.env.pass(SignedDuration::from_secs(8));
    siti.settle();
    assert!(matches!(result(&siti, again), Some(ActionResult::Applied { .. })));
    assert_eq!(on_server(&village, ID), (4, "verification".into()));
}

#[test]
fn a_later_action_that_needs_it_takes_it_along_at_once() {
    let Scene { siti, _home, .. } = scene();
    queued(siti.perform_resting(give_back(OTHER), 8));
    queued(siti.perform_resting(give_back(ID), 8));
    queued(siti.perform_resting(tick(ID), 8));
    assert_eq!(kinds(siti.compose(50)), ["return_to_applicant", "tick"], "the other record's rests on");
}

#[test]
fn what_something_else_waits_for_is_not_deleted() {
    let Scene { siti, _home, .. } = scene();
    let first = queued(siti.perform_resting(give_back(ID), 8));
    let second = queued(siti.perform_resting(Command::Resume { request: ID }, 8));
    let moved = DeskError::Refused(Refusal::WrongState { state: "submitted".into() });
    assert_eq!(siti.perform(Command::Undo { action: Some(first) }), Err(moved), "it was resumed since");
    // The last one does not rest, so it is put back by an action behind both.
    let put_back = queued(siti.perform_resting(UNDO, 8));
    assert!([first, second, put_back].into_iter().all(|id| has(&siti, id)));
    let item = siti.store().write(move |files| Ok(outbox::get(&files.outbox, put_back)?.unwrap())).unwrap();
    assert_eq!((item.action.kind.as_str(), item.action.expects), ("return_to_applicant", Expects::After(second)));
    // And then the first one, which the resume still waits for.
    let resume = queued(siti.perform_resting(UNDO, 8));
    assert!(has(&siti, first));
    assert_eq!(
        siti.store().write(move |files| Ok(outbox::get(&files.outbox, resume)?.unwrap().action.kind)).unwrap(),
        "resume"
    );
}

#[test]
fn a_clock_that_is_set_back_does_not_make_it_rest_for_hours() {
    let Scene { village, siti, _home } = scene();
    queued(siti.perform_resting(forward(), 8));
    village.env.pass(SignedDuration::from_hours(-3));
    assert_eq!(kinds(siti.compose(50)), ["forward"]);
}

#[test]
fn a_crash_between_deleting_and_showing_leaves_it_deleted() {
    let Scene { village, mut siti, _home } = scene();
    let before = siti.shown();
    queued(siti.perform_resting(forward(), 8));
    village.env.trap("action deleted", 0);
    let (actor, env) = (siti.actor, siti.env.clone());
    let died = siti.store().write(move |files| {
        let rest = SignedDuration::from_secs(8);
        Ok(serasi::client::command::perform_resting(files, actor, env.as_ref(), rest, &UNDO))
    });
    assert!(died.is_err(), "the process died there");
    siti.restart();
    assert_eq!(siti.unsent(), 0);
    assert!(siti.shown() == before, "and is not shown any more");
    village.env.trap("action queued", 0);
    let (actor, env) = (siti.actor, siti.env.clone());
    let died = siti.store().write(move |files| {
        let rest = SignedDuration::from_secs(8);
        Ok(serasi::client::command::perform_resting(files, actor, env.as_ref(), rest, &forward()))
    });
    assert!(died.is_err());
    // It counted already, and the next start knows what undo would take back.
    siti.restart();
    assert_eq!(siti.unsent(), 1);
    assert_eq!(siti.perform_resting(UNDO, 8), Ok(Done::Kept));
    assert_eq!(siti.unsent(), 0);
}

#[test]
fn undo_pressed_while_the_push_is_composed_either_wins_whole_or_loses_whole() {
    let Scene { village, siti, _home: home } = scene();
    let dir = home.path().join("siti");
    // Another process on the same files: the one that syncs.
    let syncing = Store::open(&dir).unwrap();
    let (mut taken, mut sent) = (0, 0);
    for round in 0..60 {
        let action = queued(siti.perform_resting(give_back(ID), 8));
        let batch = std::thread::scope(|scope| {
            let push = scope.spawn(|| {
                if round % 2 == 0 {
                    std::thread::sleep(std::time::Duration::from_micros(round * 20));
                }
                syncing.write(|files| push::compose(files, Timestamp::MAX, 50)).unwrap()
            });
            let undone = siti.perform_resting(Command::Undo { action: Some(action) }, 8);
            (undone, push.join().unwrap())
        });
        let chosen = batch.1.is_some_and(|batch| batch.actions.iter().any(|chosen| chosen.id == action));
        match batch.0 {
            Ok(Done::Kept) => {
                taken += 1;
                assert!(!chosen && !has(&siti, action), "round {round}: deleted and on its way");
            }
            Ok(Done::Queued { .. }) => {
                sent += 1;
                assert!(has(&siti, action), "round {round}: what has set out is kept");
            }
            other => panic!("{other:?}"),
        }
        village.env.pass(SignedDuration::from_secs(60));
        siti.settle();
        assert_eq!(on_server(&village, ID).1, "submitted", "round {round}");
    }
    println!("{taken} taken back without a trace, {sent} by an action");
}

/// One desk, a bad line, a clock that runs, crashes, and a person who changes their mind.
fn history(seed: u64) -> (usize, usize) {
    let about = format!("seed {seed}");
    let Scene { village, mut siti, _home } = scene();
    let mut dice = Dice::new(seed);
    let (mut set_out, mut deleted): (BTreeSet<ActionId>, usize) = (BTreeSet::new(), 0);
    for _ in 0..80 {
        let request = [ID, OTHER][dice.below(2)];
        let command = match dice.below(10) {
            0 => forward(),
            1 => give_back(request),
            2 => Command::Resume { request },
            3 => tick(request),
            4 => Command::Edit {
                request,
                contact: dice.below(100).to_string(),
                fields: BTreeMap::from([("purpose".to_owned(), "melamar kerja".to_owned())]),
                requirements: [("ktp".to_owned(), Shown::Original), ("kk".to_owned(), Shown::Original)].into(),
            },
            5 => Command::Redo,
            6 => Command::Claim { request, take_over: false },
            _ => UNDO,
        };
        let before = siti.unsent();
        match siti.perform_resting(command.clone(), 8) {
            Ok(Done::Kept) if command == UNDO => {
                deleted += 1;
                assert_eq!(siti.unsent(), before - 1, "{about}");
            }
            Ok(_) | Err(DeskError::Refused(_) | DeskError::Changed | DeskError::NothingToUndo | DeskError::NotHere) => {
            }
            Err(error) => panic!("{about}: {error}"),
        }
        village.env.pass(SignedDuration::from_secs([0, 1, 3, 9][dice.below(4)]));
        if dice.below(3) == 0
            && let Some(batch) = siti.compose(1 + dice.below(4))
        {
            set_out.extend(batch.actions.iter().map(|action| action.id));
            // Lost on the way there, lost on the way back, or well.
            match dice.below(3) {
                0 => {}
                1 => drop(siti.send(&batch)),
                _ => {
                    let results = siti.send(&batch);
                    siti.take_results(batch, results);
                    siti.take(siti.ask_up());
                }
            }
        }
        if dice.below(12) == 0 {
            let shown = siti.shown();
            siti.restart();
            assert!(siti.shown() == shown, "{about}: shown otherwise after a restart");
        }
        for id in &set_out {
            assert!(has(&siti, *id), "{about}: {id} had set out and was deleted");
        }
    }
    village.env.pass(SignedDuration::from_secs(60));
    siti.settle();
    siti.settle();
    assert_same(&village, &siti);
    let covered = siti.store().write(|files| Ok(overlay::pending(&files.outbox, &files.cache)?.0.len())).unwrap();
    assert_eq!(covered, 0, "{about}");
    (deleted, set_out.len())
}

#[test]
fn whatever_the_line_and_the_person_do_nothing_that_set_out_is_deleted_and_both_sides_agree() {
    let (mut deleted, mut sent) = (0, 0);
    for seed in 0..40 {
        let (d, s) = history(seed);
        deleted += d;
        sent += s;
    }
    println!("{deleted} taken back without a trace, {sent} set out");
    assert!(deleted > 40 && sent > 200);
}
