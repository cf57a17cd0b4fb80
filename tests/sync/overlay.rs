//! What a desk shows of its own pending actions.

use std::collections::BTreeMap;

use serasi::client::store::{cache, outbox, overlay};
use serasi::desk::{Command, DeskError, Done};
use serasi::domain::id::{ActionId, ContentHash, RecordId};
use serasi::domain::record::{Body, Record};
use serasi::domain::refusal::Refusal;
use serasi::domain::request::{Claim, Request, RequestState, Shown};
use serasi::domain::task::{Task, TaskState};
use serasi::server::core::import;
use serasi::wire::actions::ActionResult;
use uuid::Uuid;

use super::exhaustive::open_request;
use super::replica::{Replica, assert_same, fast_dir};
use crate::api::village::Village;
use crate::domain::world::{ELSEWHERE, SRI, World};

const ID: RecordId = RecordId(Uuid::from_u128(0xF000_0000));

struct Scene {
    village: Village,
    siti: Replica,
    joko: Replica,
    _home: tempfile::TempDir,
}

fn scene() -> Scene {
    let village = Village::new();
    import(&village.app.core.store, village.env.as_ref(), vec![open_request(ID)]).unwrap();
    let home = fast_dir();
    let [siti, joko] = ["siti", "joko"].map(|name| Replica::log_in(&village, home.path(), name));
    siti.settle();
    joko.settle();
    Scene { village, siti, joko, _home: home }
}

fn record(desk: &Replica, id: RecordId) -> Record {
    desk.store().write(move |files| Ok(cache::get(&files.cache, id)?.unwrap().record().unwrap())).unwrap()
}

fn request(desk: &Replica, id: RecordId) -> Request {
    match record(desk, id).body {
        Body::Request(request) => request,
        other => panic!("{other:?}"),
    }
}

fn pending(desk: &Replica, id: RecordId) -> bool {
    desk.store().write(move |files| overlay::is_touched(&files.cache, id)).unwrap()
}

fn result(desk: &Replica, id: ActionId) -> Option<ActionResult> {
    desk.store().write(move |files| Ok(outbox::get(&files.outbox, id)?.unwrap().result)).unwrap()
}

fn edit(contact: &str) -> Command {
    let fields = [("purpose".to_owned(), "melamar kerja".to_owned())].into();
    Command::Edit { request: ID, contact: contact.into(), fields, requirements: BTreeMap::new() }
}

fn queued(done: Result<Done, DeskError>) -> ActionId {
    match done {
        Ok(Done::Queued { action, .. }) => action,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_action_is_shown_at_once_and_until_the_feed_has_brought_it() {
    let Scene { village, siti, .. } = scene();
    queued(siti.perform(edit("0812")));
    assert_eq!((request(&siti, ID).contact.as_str(), pending(&siti, ID)), ("0812", true));
    let batch = siti.compose(50).unwrap();
    let results = siti.send(&batch);
    siti.take_results(batch, results);
    // Answered, but the feed has not been read: nothing flickers.
    assert_eq!((request(&siti, ID).contact.as_str(), pending(&siti, ID)), ("0812", true));
    let feed = siti.ask_up();
    siti.take(feed);
    assert_eq!((request(&siti, ID).contact.as_str(), pending(&siti, ID)), ("0812", false));
    assert_same(&village, &siti);
}

#[test]
fn the_feed_may_bring_it_before_its_answer_comes() {
    let Scene { village, siti, .. } = scene();
    queued(siti.perform(edit("0812")));
    let batch = siti.compose(50).unwrap();
    let results = siti.send(&batch);
    siti.take(siti.ask_up());
    assert_eq!(request(&siti, ID).contact, "0812");
    siti.take_results(batch, results);
    assert!(!pending(&siti, ID));
    assert_same(&village, &siti);
}

#[test]
fn a_pending_action_that_no_longer_applies_stays_and_is_still_sent() {
    let Scene { siti, joko, .. } = scene();
    let mine = queued(siti.perform(edit("0812")));
    let after = queued(siti.perform(Command::Tick { request: ID, key: "ktp".into(), shown: Shown::Copy }));
    queued(joko.perform(Command::Tick { request: ID, key: "kk".into(), shown: Shown::Original }));
    joko.settle();
    siti.take(siti.ask_up());
    let shown = request(&siti, ID);
    assert_eq!((shown.contact.as_str(), shown.requirements.len()), ("", 1), "theirs is shown, ours is not applied");
    assert!(pending(&siti, ID));
    assert_eq!(siti.compose(50).unwrap().actions.len(), 2);
    siti.settle();
    assert!(matches!(result(&siti, mine), Some(ActionResult::Conflict { .. })));
    assert_eq!(result(&siti, after), Some(ActionResult::Blocked { by: mine }));
    let attention = siti.store().write(|files| outbox::count(&files.outbox, "attention")).unwrap();
    assert_eq!(attention, 2);
    // Given up with its reason, and what it blocked with it.
    siti.perform(Command::Discard { action: mine, reason: "sudah diurus Joko".into() }).unwrap();
    let kept = siti.store().write(|files| {
        let kept: i64 = files.outbox.query_row("SELECT count(*) FROM discarded", [], |row| row.get(0))?;
        Ok((outbox::count(&files.outbox, "attention")?, kept))
    });
    assert_eq!(kept.unwrap(), (0, 2));
    assert_eq!(siti.perform(Command::Discard { action: mine, reason: String::new() }), Err(DeskError::NotHere));
}

#[test]
fn what_only_the_server_knows_is_queued_undecided_and_shown_as_it_was() {
    let Scene { siti, joko, .. } = scene();
    queued(joko.perform(Command::Claim { request: ID, take_over: false }));
    joko.settle();
    siti.take(siti.ask_up());
    // Whether Joko's claim has lapsed only the server's clock says.
    let done = siti.perform(edit("0812")).unwrap();
    let Done::Queued { action, undecided: true } = done else { panic!("{done:?}") };
    assert_eq!((request(&siti, ID).contact.as_str(), pending(&siti, ID)), ("", true));
    siti.settle();
    let refused = ActionResult::Refused {
        refusal: Refusal::ClaimedBy { name: "Joko Susilo".into(), since: Some(crate::domain::world::noon()) },
    };
    assert_eq!(result(&siti, action), Some(refused));
}

#[test]
fn what_is_certainly_refused_is_not_queued_and_no_number_is_used_up() {
    let Scene { siti, .. } = scene();
    let reason = String::from(" \u{202e} ");
    let refused = siti.perform(Command::ReturnToApplicant { request: ID, reason });
    assert_eq!(refused, Err(DeskError::Refused(Refusal::ReasonMissing)));
    assert_eq!(siti.unsent(), 0);
    let forward = Command::Forward { request: ID, snapshot: None };
    assert!(matches!(siti.perform(forward), Err(DeskError::Refused(Refusal::FieldMissing { .. }))));
    queued(siti.perform(edit("1")));
    assert_eq!(siti.compose(1).unwrap().actions[0].device_seq, 1);
}

#[test]
fn a_letter_that_changed_since_it_was_shown_is_not_forwarded() {
    let Scene { siti, .. } = scene();
    let all = [("ktp".to_owned(), Shown::Original), ("kk".to_owned(), Shown::Original)];
    let fields = [("purpose".to_owned(), "melamar kerja".to_owned())].into();
    let edit = Command::Edit { request: ID, contact: String::new(), fields, requirements: all.into() };
    queued(siti.perform(edit));
    let other = ContentHash::of(b"what was on the screen");
    let forward = |snapshot| siti.perform(Command::Forward { request: ID, snapshot });
    assert_eq!(forward(Some(other)), Err(DeskError::Changed));
    let action = queued(forward(None));
    assert_eq!(request(&siti, ID).state, RequestState::Verification { step: 0 });
    assert!(request(&siti, ID).letter.is_some());
    siti.settle();
    assert!(matches!(result(&siti, action), Some(ActionResult::Applied { as_expected: true, .. })));
}

#[test]
fn reading_twice_is_one_mark() {
    let Scene { village, siti, .. } = scene();
    queued(siti.perform(Command::MarkRead { record: ID }));
    assert_eq!(siti.perform(Command::MarkRead { record: ID }), Ok(Done::Kept));
    siti.settle();
    assert_eq!(siti.perform(Command::MarkRead { record: ID }), Ok(Done::Kept));
    assert_same(&village, &siti);
}

/// One person with all roles, in a small office.
fn alone() -> (Village, Replica, tempfile::TempDir) {
    let village = Village::new();
    let Some(Record { body: Body::Resident(mut resident), .. }) = World::new().records.remove(&SRI) else { panic!() };
    resident.id = RecordId(Uuid::from_u128(0xE1));
    resident.office = ELSEWHERE;
    let Body::Request(mut request) = open_request(ID) else { panic!() };
    request.office = ELSEWHERE;
    (request.applicant, request.subject) = (resident.id, resident.id);
    request.fields.insert("purpose".into(), "melamar kerja".into());
    request.requirements = [("ktp".to_owned(), Shown::Original), ("kk".to_owned(), Shown::Original)].into();
    import(&village.app.core.store, village.env.as_ref(), vec![resident.into(), request.into()]).unwrap();
    let home = fast_dir();
    let wahyu = Replica::log_in(&village, home.path(), "wahyu");
    wahyu.settle();
    (village, wahyu, home)
}

fn open_task(desk: &Replica) -> Task {
    let ids: Vec<RecordId> = desk.shown().into_iter().map(|(id, ..)| id).collect();
    let tasks = ids.into_iter().filter_map(|id| match record(desk, id).body {
        Body::Task(task) if task.state == TaskState::Open => Some(task),
        _ => None,
    });
    tasks.last().unwrap()
}

/// Forward, paraf on the task that forwarding made, send back the signature that paraf opened, correct the
/// request: four records that move each other, one outbox.
fn four_in_a_row(wahyu: &Replica) -> [ActionId; 4] {
    let forward = queued(wahyu.perform(Command::Forward { request: ID, snapshot: None }));
    let verify = queued(wahyu.perform(Command::Verify { task: open_task(wahyu).id }));
    let back = Command::ReturnTask { task: open_task(wahyu).id, reason: "keperluan kurang jelas".into() };
    let back = queued(wahyu.perform(back));
    [forward, verify, back, queued(wahyu.perform(edit("0812")))]
}

#[test]
fn actions_on_records_that_pending_actions_made_or_moved_wait_for_them() {
    let (village, wahyu, _home) = alone();
    let all = four_in_a_row(&wahyu);
    assert!(matches!(request(&wahyu, ID).state, RequestState::Returned(_)));
    assert_eq!(request(&wahyu, ID).contact, "0812");
    assert_eq!(wahyu.compose(50).unwrap().actions.len(), 1, "each waits for the answer to the one before");
    wahyu.settle();
    for action in all {
        assert!(matches!(result(&wahyu, action), Some(ActionResult::Applied { as_expected: true, .. })));
    }
    assert_same(&village, &wahyu);
}

#[test]
fn and_are_never_sent_when_those_failed() {
    let (village, wahyu, _home) = alone();
    let [forward, verify, back, edit] = four_in_a_row(&wahyu);
    // Somebody changed the request meanwhile.
    let Body::Request(mut request) = record(&wahyu, ID).body else { panic!() };
    request.state = RequestState::Submitted;
    request.letter = None;
    import(&village.app.core.store, village.env.as_ref(), vec![request.into()]).unwrap();
    let batch = wahyu.compose(50).unwrap();
    let results = wahyu.send(&batch);
    wahyu.take_results(batch, results);
    assert!(matches!(result(&wahyu, forward), Some(ActionResult::Conflict { .. })));
    assert_eq!(result(&wahyu, verify), Some(ActionResult::Blocked { by: forward }));
    assert_eq!(result(&wahyu, back), Some(ActionResult::Blocked { by: verify }));
    assert_eq!(result(&wahyu, edit), Some(ActionResult::Blocked { by: back }));
    assert!(wahyu.compose(50).is_none());
    wahyu.settle();
    assert_same(&village, &wahyu);
}

#[test]
fn forwarding_claims_and_a_claim_is_shown() {
    let Scene { siti, .. } = scene();
    queued(siti.perform(Command::Claim { request: ID, take_over: false }));
    let Body::Claim(claim) = record(&siti, Claim::id_for(ID)).body else { panic!() };
    assert_eq!(claim.person, siti.actor.person);
    queued(siti.perform(Command::Release { request: ID }));
    let Body::Claim(claim) = record(&siti, Claim::id_for(ID)).body else { panic!() };
    assert!(claim.released);
    assert_eq!(siti.perform(Command::Release { request: ID }), Ok(Done::Kept), "nothing to release, nothing to send");
}
