//! The same letter for several people: each its own request and number, also without a line, and nobody twice.

use std::collections::BTreeSet;

use serasi::client::Desk;
use serasi::desk::{Candidate, Command, Done, Found, NEW_TOGETHER, NewTogether, Query, RequestRow, Together};
use serasi::domain::id::RecordId;
use serasi::domain::refusal::Refusal;
use serasi::domain::request::{Channel, Shown};
use serasi::domain::together::LeftOut;

use super::facade::{ADDRESS, LONG, Scene, password, queue};
use crate::api::village::PASSWORD;
use crate::domain::world::{DEAD, SLAMET, SRI, VILLAGE};

fn pengantar() -> RecordId {
    serasi::config::letters::id_of("surat-pengantar")
}

fn for_all(people: &[RecordId]) -> NewTogether {
    NewTogether {
        office: VILLAGE,
        channel: Channel::Counter,
        letter_type: pengantar(),
        people: people.to_vec(),
        contact: "0812".into(),
        fields: [("purpose".to_owned(), "daftar sekolah".to_owned())].into(),
        requirements: [("ktp".to_owned(), Shown::Original), ("kk".to_owned(), Shown::Original)].into(),
        note: String::new(),
    }
}

fn sits(scene: &Scene) -> Desk {
    let desk = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    desk.sync_now(LONG).unwrap();
    desk
}

#[track_caller]
fn submit(desk: &Desk, new: NewTogether) -> Together {
    match desk.perform(Command::SubmitTogether(Box::new(new))) {
        Ok(Done::Together(together)) => together,
        other => panic!("{other:?}"),
    }
}

fn numbers(together: &Together) -> Vec<&str> {
    together.made.iter().map(|made| made.queue.as_str()).collect()
}

fn why(one: &Candidate) -> &'static str {
    one.left_out.as_ref().map_or("", LeftOut::code)
}

fn left_out(together: &Together) -> Vec<(&str, &str)> {
    together.left_out.iter().map(|one| (one.name.as_str(), why(one))).collect()
}

fn shown(desk: &Desk, together: &Together) -> Vec<RequestRow> {
    let rows = queue(desk);
    together.made.iter().map(|made| rows.iter().find(|row| row.id == made.request).unwrap().clone()).collect()
}

#[test]
fn each_gets_a_request_and_a_number_of_their_own_and_who_cannot_is_left_out() {
    let scene = Scene::new(0);
    let siti = sits(&scene);
    scene.cut(true);
    let asked = Query::Together { people: vec![SLAMET, DEAD, SRI], letter_type: Some(pengantar()) };
    let Found::Together(candidates) = siti.query(asked).unwrap() else { panic!() };
    let expected = [("Slamet Raharjo", ""), ("Sumarni", "resident_dead"), ("Sri Wahyuni", "")];
    assert_eq!(candidates.iter().map(|one| (one.name.as_str(), why(one))).collect::<Vec<_>>(), expected);
    assert!(candidates.iter().all(|one| one.called() == one.name), "nobody shares a name");

    let made = submit(&siti, for_all(&[SLAMET, DEAD, SRI, SLAMET]));
    assert_eq!(numbers(&made), ["A-01", "A-02"], "in order, each once");
    assert_eq!(made.numbers(), [("A-01".to_owned(), "A-02".to_owned())]);
    assert_eq!(left_out(&made), [("Sumarni", "resident_dead")]);
    assert!(matches!(&made.left_out[0].left_out, Some(LeftOut::Refused(Refusal::ResidentDead { .. }))));
    assert!(shown(&siti, &made).iter().all(|row| row.pending), "durable before a line is there");

    scene.cut(false);
    let status = siti.sync_now(LONG).unwrap();
    assert_eq!((status.unsent, status.attention), (0, 0));
    // What the answers changed comes with the feed.
    siti.sync_now(LONG).unwrap();
    let rows = shown(&siti, &made);
    assert_eq!(rows.iter().map(|row| &*row.name).collect::<Vec<_>>(), ["Slamet Raharjo", "Sri Wahyuni"]);
    assert!(rows.iter().all(|row| !row.pending && row.since.is_some()));
    let requests: BTreeSet<RecordId> = rows.iter().map(|row| row.id).collect();
    assert_eq!(requests.len(), 2);
}

#[test]
fn who_has_the_letter_is_left_out_unless_there_is_a_reason() {
    let scene = Scene::new(1);
    let siti = sits(&scene);
    let made = submit(&siti, for_all(&[SRI, SLAMET]));
    assert_eq!((numbers(&made), left_out(&made)), (vec!["A-01"], vec![("Sri Wahyuni", "repeated")]));
    let nobody = submit(&siti, for_all(&[SRI, SLAMET, DEAD]));
    assert_eq!((nobody.made.len(), nobody.left_out.len()), (0, 3), "nobody gets it twice");
    let again = submit(&siti, NewTogether { note: "Dibuat lagi: hilang".into(), ..for_all(&[SRI, SLAMET, DEAD]) });
    assert_eq!((numbers(&again), left_out(&again)), (vec!["A-02", "A-03"], vec![("Sumarni", "resident_dead")]));
    assert_eq!(siti.sync_now(LONG).unwrap().attention, 0);
    for row in shown(&siti, &again) {
        let Found::Request(view) = siti.query(Query::Request(row.id)).unwrap() else { panic!() };
        assert_eq!(view.notes.iter().map(|(_, note)| &**note).collect::<Vec<_>>(), ["Dibuat lagi: hilang"]);
    }
}

#[test]
fn a_kill_in_the_middle_leaves_whole_requests_and_sent_again_nobody_has_two() {
    let scene = Scene::new(0);
    let siti = sits(&scene);
    let draft = || match siti.query(Query::Draft { form: NEW_TOGETHER, record: None }).unwrap() {
        Found::Draft(draft) => draft,
        other => panic!("{other:?}"),
    };
    siti.perform(Command::SaveDraft { form: NEW_TOGETHER.into(), record: None, text: "ketikan".into() }).unwrap();
    *scene.env.dies_at.lock().unwrap() = Some("action queued");
    assert!(siti.perform(Command::SubmitTogether(Box::new(for_all(&[SRI, SLAMET])))).is_err());
    assert_eq!(draft().as_deref(), Some("ketikan"), "the typing stays until all of it was made");
    drop(siti);
    // The next start shows what was queued.
    let siti = sits(&scene);
    let made = submit(&siti, for_all(&[SRI, SLAMET]));
    assert_eq!((numbers(&made), left_out(&made)), (vec!["A-02"], vec![("Sri Wahyuni", "repeated")]));
    assert_eq!(siti.sync_now(LONG).unwrap().unsent, 0);
    let names: Vec<String> = queue(&siti).into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Sri Wahyuni", "Slamet Raharjo"]);
}

#[test]
fn what_the_rules_refuse_for_all_makes_nothing_and_keeps_the_typing() {
    let scene = Scene::new(0);
    let siti = sits(&scene);
    let mut strange = for_all(&[SRI, SLAMET]);
    strange.fields.insert("ramalan".into(), "x".into());
    assert!(siti.perform(Command::SubmitTogether(Box::new(strange))).is_err());
    assert!(queue(&siti).is_empty());
}
