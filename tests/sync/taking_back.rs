//! Resting and taking back on a running desk: when it goes, what leaving does, and what the next person's opening
//! means.

use std::time::{Duration, Instant};

use serasi::client::Desk;
use serasi::desk::{
    Command, DeskError, Done, Found, Group, ItemState, Link, LookAt, Query, RequestView, TaskRow, UndoView, Way,
};

use super::facade::{ADDRESS, LONG, Scene, forward, id, password, queue, status, until};
use crate::api::village::PASSWORD;

const REST: Duration = Duration::from_secs(30);

fn undo(desk: &Desk) -> UndoView {
    match desk.query(Query::Undo).unwrap() {
        Found::Undo(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn way(desk: &Desk) -> Option<Way> {
    undo(desk).back.map(|back| back.way)
}

fn items(desk: &Desk) -> Vec<ItemState> {
    match desk.query(Query::SyncItems).unwrap() {
        Found::SyncItems(items) => items.into_iter().map(|item| item.state).collect(),
        other => panic!("{other:?}"),
    }
}

fn siti(scene: &Scene, rest: Duration) -> Desk {
    let desk = scene.client().resting(rest).login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    desk.sync_now(LONG).unwrap();
    desk.stay_in_sync();
    until(&desk, "online", || status(&desk).link == Link::Online);
    desk
}

#[test]
fn it_goes_by_itself_when_it_has_rested_and_not_before() {
    let scene = Scene::new(2);
    let siti = siti(&scene, Duration::from_secs(2));
    let begun = Instant::now();
    forward(&siti, 0);
    assert_eq!(queue(&siti).len(), 1, "shown as done at once");
    assert!(matches!(items(&siti)[..], [ItemState::Resting(_)]));
    assert_eq!((status(&siti).unsent, status(&siti).resting), (1, 1));
    // What needs no rest overtakes it.
    siti.perform(Command::Claim { request: id(1), take_over: false }).unwrap();
    until(&siti, "the claim is sent", || status(&siti).unsent == 1);
    assert_eq!(scene.version(0), 1);
    until(&siti, "it is sent", || status(&siti).unsent == 0);
    assert!(begun.elapsed() >= Duration::from_secs(2), "{:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    assert_eq!(scene.version(0), 2);
}

#[test]
fn leaving_sends_what_rests_and_does_not_wait_for_a_line_that_is_down() {
    let scene = Scene::new(3);
    let desk = siti(&scene, REST);
    forward(&desk, 0);
    assert_eq!(scene.version(0), 1);
    let begun = Instant::now();
    drop(desk);
    // Half a second is waited for it; a machine that was too busy leaves it to the next desk.
    let waited = begun.elapsed() >= Duration::from_millis(500);
    assert!(scene.version(0) == 2 || waited, "it went when the program ended");

    let desk = siti(&scene, REST);
    until(&desk, "nothing is left behind", || status(&desk).unsent == 0);
    assert_eq!(scene.version(0), 2);
    scene.cut(true);
    // The line is cut and nobody has noticed yet.
    forward(&desk, 1);
    let begun = Instant::now();
    drop(desk);
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert_eq!(scene.version(1), 1);
    scene.cut(false);
    let desk = siti(&scene, REST);
    until(&desk, "the next desk sends it", || status(&desk).unsent == 0);
    assert_eq!(scene.version(1), 2);
    // A verb beside a running desk does not send what rests there, and does not wait for it.
    forward(&desk, 2);
    let verb = scene.client().select(Some("siti")).unwrap();
    let begun = Instant::now();
    verb.sync_now(LONG).unwrap();
    drop(verb);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!((scene.version(2), way(&desk)), (1, Some(Way::NoTrace)));
}

#[test]
fn a_verb_lets_nothing_rest() {
    let scene = Scene::new(1);
    let verb = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    verb.sync_now(LONG).unwrap();
    forward(&verb, 0);
    assert_eq!(verb.sync_now(LONG).unwrap().unsent, 0);
    assert_eq!(scene.version(0), 2);
    // And one that finds what a killed desk had left resting sends it too.
    let scene = Scene::new(1);
    let killed = scene.client().resting(REST).login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    killed.sync_now(LONG).unwrap();
    forward(&killed, 0);
    std::mem::forget(killed);
    let verb = scene.client().select(Some("siti")).unwrap();
    assert_eq!(verb.sync_now(LONG).unwrap().unsent, 0);
    assert_eq!(scene.version(0), 2);
}

#[test]
fn undo_names_the_last_action_also_after_a_restart_and_takes_back_that_one_alone() {
    let scene = Scene::new(2);
    let desk = siti(&scene, REST);
    assert_eq!(undo(&desk), UndoView::default());
    forward(&desk, 0);
    let named = undo(&desk).back.unwrap();
    assert_eq!((named.kind.as_str(), named.about.as_str()), ("forward", "Sri Wahyuni (Surat Pengantar)"));
    // A killed process takes nothing back and sends nothing: the next one knows as much.
    std::mem::forget(desk);
    let desk = scene.client().resting(REST).select(Some("siti")).unwrap();
    assert_eq!(undo(&desk).back, Some(named.clone()));
    desk.perform(Command::MarkRead { record: id(1) }).unwrap();
    assert_eq!(undo(&desk).back, Some(named.clone()), "reading is not a thing done");
    forward(&desk, 1);
    // A screen that has not heard of the second one takes back what it named, and nothing twice.
    assert_eq!(desk.perform(Command::Undo { action: Some(named.action) }), Ok(Done::Kept));
    assert_eq!(desk.perform(Command::Undo { action: Some(named.action) }), Err(DeskError::Changed));
    let last = undo(&desk).back.unwrap();
    assert_ne!(last.action, named.action);
    assert_eq!(desk.perform(Command::Undo { action: Some(last.action) }), Ok(Done::Kept));
    assert_eq!((undo(&desk).back, queue(&desk).len()), (None, 2));
    // Done again in the other order, one by one.
    for left in [1, 0] {
        assert!(undo(&desk).again.is_some());
        desk.perform(Command::Redo).unwrap();
        assert_eq!(queue(&desk).len(), left);
    }
    assert_eq!(undo(&desk).again, None);
}

fn asked_of(desk: &Desk) -> Vec<TaskRow> {
    desk.sync_now(LONG).unwrap();
    match desk.query(Query::Tasks).unwrap() {
        Found::Tasks(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn request(desk: &Desk) -> RequestView {
    match desk.query(Query::Request(id(0))).unwrap() {
        Found::Request(view) => *view,
        other => panic!("{other:?}"),
    }
}

/// Takes back what was forwarded and sent, of which a desk alone cannot say what it will come to.
fn u_after_it_was_sent(desk: &Desk) {
    until(desk, "sent", || status(desk).unsent == 0 && way(desk) == Some(Way::By("recall".into())));
    let done = desk.perform(Command::Undo { action: None }).unwrap();
    assert!(matches!(done, Done::Queued { undecided: true, .. }), "only the server knows: {done:?}");
    until(desk, "answered", || status(desk).unsent == 0);
}

#[test]
fn what_was_sent_is_recalled_until_it_was_opened() {
    let scene = Scene::new(1);
    let desk = siti(&scene, Duration::ZERO);
    let ani = scene.client().login(ADDRESS, "ani", &password(PASSWORD)).unwrap();
    forward(&desk, 0);
    until(&desk, "sent", || status(&desk).unsent == 0);
    assert_eq!(asked_of(&ani).len(), 1);
    u_after_it_was_sent(&desk);
    until(&desk, "back in the queue", || queue(&desk).len() == 1);
    assert_eq!((undo(&desk).asked, request(&desk).trail.asked_back), (None, None));
    assert!(asked_of(&ani).is_empty(), "nobody is asked any more");
    // And forwarded again with one key.
    desk.perform(Command::Redo).unwrap();
    until(&desk, "forwarded again", || status(&desk).unsent == 0);
    assert_eq!(asked_of(&ani).len(), 1);
}

#[test]
fn what_was_opened_is_asked_back_and_its_approver_decides() {
    let scene = Scene::new(1);
    let desk = siti(&scene, Duration::ZERO);
    let ani = scene.client().login(ADDRESS, "ani", &password(PASSWORD)).unwrap();
    forward(&desk, 0);
    until(&desk, "sent", || status(&desk).unsent == 0);
    let before = asked_of(&ani).remove(0);
    ani.perform(Command::MarkRead { record: before.id }).unwrap();
    ani.sync_now(LONG).unwrap();
    u_after_it_was_sent(&desk);
    until(&desk, "the records say so", || undo(&desk).asked.is_some());
    assert!(items(&desk).is_empty() && queue(&desk).is_empty(), "neither refused nor back");
    let asked = undo(&desk);
    let said = asked.asked.unwrap();
    assert_eq!((said.name.as_str(), said.about.as_str()), ("Ani Lestari", "Sri Wahyuni (Surat Pengantar)"));
    assert!(said.at.is_some());
    assert_eq!((asked.back, asked.again), (None, None), "there is nothing to forward again");
    assert_eq!(desk.perform(Command::Undo { action: None }), Err(DeskError::NothingToUndo));
    assert_eq!(request(&desk).trail.asked_back, Some(("Ani Lestari".into(), said.at)));
    // It has reached Ani: never routine, and waiting as long as before.
    let row = asked_of(&ani).remove(0);
    assert_eq!((row.asked_back, row.group, row.since), (true, Group::ToLookAt, before.since));
    let Found::Task(view) = ani.query(Query::Task(row.id)).unwrap() else { panic!() };
    assert_eq!(view.look_at[0], LookAt::AskedBack { by: "Siti Rahayu".into(), at: said.at });
    ani.perform(Command::ReturnTask { task: row.id, reason: "Diminta kembali oleh pengirim".into() }).unwrap();
    assert!(asked_of(&ani).is_empty());
    until(&desk, "it is Siti's again", || queue(&desk).len() == 1);
    let back = request(&desk);
    assert_eq!((back.row.state.name(), back.trail.asked_back), ("returned", None));
    assert_eq!(undo(&desk).asked, None);
}

#[test]
fn a_paraf_is_taken_back_by_who_gave_it() {
    let scene = Scene::new(1);
    let verb = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    verb.sync_now(LONG).unwrap();
    forward(&verb, 0);
    verb.sync_now(LONG).unwrap();
    let ani = scene.client().login(ADDRESS, "ani", &password(PASSWORD)).unwrap();
    ani.sync_now(LONG).unwrap();
    let asked = || match ani.query(Query::Tasks).unwrap() {
        Found::Tasks(rows) => rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let task = asked()[0];
    ani.perform(Command::Verify { task }).unwrap();
    ani.sync_now(LONG).unwrap();
    assert_eq!((asked(), way(&ani)), (vec![], Some(Way::By("recall".into()))));
    ani.perform(Command::Undo { action: None }).unwrap();
    ani.sync_now(LONG).unwrap();
    ani.sync_now(LONG).unwrap();
    assert_eq!(asked(), [task], "asked again");
    assert_eq!(undo(&ani).again.map(|again| again.kind).as_deref(), Some("verify"));
}

/// Not a promise, a measure: how long a decision takes from the key to the server's answer, with and without a kind
/// that could rest.
#[test]
fn without_a_rest_a_decision_is_answered_as_fast_as_anything_else() {
    let scene = Scene::new(40);
    let desk = siti(&scene, Duration::ZERO);
    let mut took = [Vec::new(), Vec::new()];
    for n in 0..20 {
        for (which, times) in took.iter_mut().enumerate() {
            let begun = Instant::now();
            let request = id(2 * n + which as u128);
            let command = match which {
                0 => Command::Claim { request, take_over: false },
                _ => Command::ReturnToApplicant { request, reason: "uji".into() },
            };
            desk.perform(command).unwrap();
            let changes = desk.changes();
            while status(&desk).unsent > 0 {
                changes.wait_for(Duration::from_millis(20));
            }
            times.push(begun.elapsed());
        }
    }
    let [claim, back] = took.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    println!("median to the answer: claim {claim:?}, return {back:?}");
    assert!(back < claim * 4 + Duration::from_millis(50), "claim {claim:?}, return {back:?}");
}
