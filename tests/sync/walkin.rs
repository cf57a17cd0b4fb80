//! Requests typed in at the counter: their queue numbers belong to the machine, their drafts go with them, and
//! what was written before completes what is written next.

use std::collections::BTreeSet;

use serasi::client::Desk;
use serasi::desk::{
    Command, DeskError, Done, Found, Identity, NEW_REQUEST, NewRequest, Query, RequestFilter, RequestRow, Wordings,
};
use serasi::domain::id::RecordId;
use serasi::domain::refusal::Refusal;
use serasi::domain::request::{Channel, Shown};

use super::facade::{ADDRESS, LONG, Scene, id, password, queue};
use crate::api::village::PASSWORD;
use crate::domain::world::{SLAMET, SRI, VILLAGE};

fn pengantar() -> RecordId {
    serasi::config::letters::id_of("surat-pengantar")
}

fn new_for(person: RecordId, purpose: &str) -> NewRequest {
    NewRequest {
        office: VILLAGE,
        channel: Channel::Counter,
        letter_type: pengantar(),
        applicant: person,
        subject: person,
        contact: "0812".into(),
        fields: [("purpose".to_owned(), purpose.to_owned())].into(),
        requirements: [("ktp".to_owned(), Shown::Original), ("kk".to_owned(), Shown::Original)].into(),
        note: String::new(),
        draft: Some((NEW_REQUEST, person)),
    }
}

#[track_caller]
fn submit(desk: &Desk, new: NewRequest) -> (RecordId, String) {
    match desk.perform(Command::Submit(Box::new(new))) {
        Ok(Done::Submitted { request, queue, undecided: false, .. }) => (request, queue),
        other => panic!("{other:?}"),
    }
}

fn sits(scene: &Scene, who: &str) -> Desk {
    let desk = scene.client().login(ADDRESS, who, &password(PASSWORD)).unwrap();
    desk.sync_now(LONG).unwrap();
    desk
}

fn wordings(desk: &Desk, typed: &str) -> Vec<String> {
    let query = Query::Wordings { letter_type: pengantar(), field: "purpose".into(), typed: typed.into() };
    match desk.query(query).unwrap() {
        Found::Wordings(Wordings { texts, .. }) => texts,
        other => panic!("{other:?}"),
    }
}

fn identify(desk: &Desk, text: &str) -> Identity {
    match desk.query(Query::Identify(text.into())).unwrap() {
        Found::Identified(found) => found.identity,
        other => panic!("{other:?}"),
    }
}

fn all(desk: &Desk) -> Vec<RequestRow> {
    match desk.query(Query::Requests(RequestFilter::All)).unwrap() {
        Found::Requests(rows) => rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_number_is_above_all_of_today_is_never_given_twice_and_a_kill_leaves_a_gap() {
    let scene = Scene::new(6);
    let siti = sits(&scene, "siti");
    // came today.
    scene.cut(true);
    let (request, number) = submit(&siti, new_for(SRI, "melamar kerja"));
    assert_eq!(number, "A-06");
    assert!(queue(&siti).iter().any(|row| row.id == request && row.queue == "A-06" && row.pending));
    // Who else works on this machine goes on counting, also without a line.
    scene.cut(false);
    let joko = sits(&scene, "joko");
    scene.cut(true);
    assert_eq!(submit(&joko, new_for(SLAMET, "daftar sekolah")).1, "A-07");
    *scene.env.dies_at.lock().unwrap() = Some("number given");
    assert!(joko.perform(Command::Submit(Box::new(new_for(SLAMET, "x")))).is_err());
    assert_eq!(submit(&siti, new_for(SLAMET, "daftar sekolah")).1, "A-09", "the gap stays a gap");

    scene.cut(false);
    assert_eq!(joko.sync_now(LONG).unwrap().unsent, 0);
    assert_eq!(siti.sync_now(LONG).unwrap().unsent, 0);
    let numbers: Vec<String> = all(&siti).into_iter().map(|row| row.queue).collect();
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len(), "{numbers:?}");
    assert!(["A-06", "A-07", "A-09"].iter().all(|number| numbers.iter().any(|one| one == number)), "{numbers:?}");
}

#[test]
fn two_machines_with_one_letter_may_meet_and_both_requests_stand() {
    let scene = Scene::new(0);
    let client = |name: &str| scene.client_at(&scene.home.path().join(name), 0);
    let [siti, joko] = [("a", "siti"), ("b", "joko")].map(|(home, who)| {
        let desk = client(home).login(ADDRESS, who, &password(PASSWORD)).unwrap();
        desk.sync_now(LONG).unwrap();
        desk
    });
    scene.cut(true);
    let one = submit(&siti, new_for(SRI, "melamar kerja"));
    let two = submit(&joko, new_for(SLAMET, "daftar sekolah"));
    assert_eq!((&*one.1, &*two.1), ("A-01", "A-01"));
    scene.cut(false);
    for desk in [&siti, &joko, &siti] {
        desk.sync_now(LONG).unwrap();
    }
    let seen: BTreeSet<RecordId> = queue(&siti).iter().filter(|row| row.queue == "A-01").map(|row| row.id).collect();
    assert_eq!(seen, BTreeSet::from([one.0, two.0]), "nothing is lost, and the desk shows both");
    // With a letter of its own a machine meets nobody, and goes on above what it has seen.
    joko.set_counter_letter('B').unwrap();
    assert_eq!(joko.counter_letter().unwrap(), 'B');
    assert_eq!(submit(&joko, new_for(SRI, "x")).1, "B-01");
    assert_eq!(submit(&siti, new_for(SRI, "x")).1, "A-02");
}

#[test]
fn the_draft_goes_with_the_request_and_stays_when_it_is_not_made() {
    let scene = Scene::new(0);
    let siti = sits(&scene, "siti");
    let draft = || match siti.query(Query::Applicant(SRI)).unwrap() {
        Found::Applicant(applicant) => applicant.draft.map(|(text, _)| text),
        other => panic!("{other:?}"),
    };
    let save = Command::SaveDraft { form: NEW_REQUEST.into(), record: Some(SRI), text: "ketikan".into() };
    siti.perform(save).unwrap();
    let Found::AtCounter(counter) = siti.query(Query::AtCounter).unwrap() else { panic!() };
    assert_eq!(counter.drafts.iter().map(|row| &*row.name).collect::<Vec<_>>(), ["Sri Wahyuni"]);
    assert_eq!(counter.last, None);
    let mut strange = new_for(SRI, "x");
    strange.fields.insert("ramalan".into(), "x".into());
    assert!(siti.perform(Command::Submit(Box::new(strange))).is_err());
    assert_eq!(draft().as_deref(), Some("ketikan"));
    submit(&siti, NewRequest { note: "Dibuat lagi: hilang".into(), ..new_for(SRI, "melamar kerja") });
    assert_eq!(draft(), None);
    let Found::AtCounter(counter) = siti.query(Query::AtCounter).unwrap() else { panic!() };
    let (kind, fields) = counter.last.unwrap();
    assert_eq!((kind, &*fields["purpose"]), (pengantar(), "melamar kerja"));
    assert!(counter.drafts.is_empty());
    assert_eq!(counter.kinds.first().map(|kind| kind.id), Some(pengantar()), "asked for most");
    siti.sync_now(LONG).unwrap();
    let Found::Request(view) = siti.query(Query::Request(queue(&siti)[0].id)).unwrap() else { panic!() };
    assert_eq!(view.notes.iter().map(|(_, note)| &**note).collect::<Vec<_>>(), ["Dibuat lagi: hilang"]);
}

#[test]
fn wordings_and_repeats_come_from_the_records_with_pending_ones_applied() {
    let scene = Scene::new(3);
    let siti = sits(&scene, "siti");
    assert_eq!(wordings(&siti, ""), ["melamar kerja"]);
    submit(&siti, new_for(SLAMET, "Daftar Sekolah"));
    assert_eq!(wordings(&siti, "sek"), ["Daftar Sekolah"]);
    assert_eq!(wordings(&siti, ""), ["melamar kerja", "Daftar Sekolah"], "most used first");
    siti.sync_now(LONG).unwrap();
    assert_eq!(wordings(&siti, "daf"), ["Daftar Sekolah"], "counted once when it came back");
    let repeats = |person| match siti.query(Query::Repeats { letter_type: pengantar(), subject: person }).unwrap() {
        Found::Repeats(rows) => rows.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!((repeats(SRI), repeats(SLAMET)), (3, 1));
    siti.perform(Command::Refuse { request: id(1), reason: "dobel".into() }).unwrap();
    assert_eq!(repeats(SRI), 2, "what was refused is not repeated");
}

#[test]
fn a_text_means_a_nik_a_card_a_queue_number_or_a_name() {
    let scene = Scene::new(6);
    let siti = sits(&scene, "siti");
    let Found::Applicant(sri) = siti.query(Query::Applicant(SRI)).unwrap() else { panic!() };
    let (nik, kk) = (sri.resident.nik.in_full().to_owned(), sri.resident.kk.in_full().to_owned());
    let exact = |identity: Identity| match identity {
        Identity::People { rows, exact: true } => rows.first().map(|row| row.id),
        _ => None,
    };
    assert_eq!(exact(identify(&siti, &nik)), Some(SRI));
    assert!(matches!(identify(&siti, &kk), Identity::Family(rows) if rows.iter().any(|row| row.id == SRI)));
    assert_eq!(identify(&siti, "3322070101019999"), Identity::NoSuchNumber);
    assert!(matches!(identify(&siti, "a3"), Identity::Request(row) if row.queue == "A-03"));
    assert!(matches!(identify(&siti, "wahyu"), Identity::People { rows, exact: false } if rows.len() == 1));
    assert_eq!(identify(&siti, "zzz"), Identity::Nothing);
    assert_eq!(identify(&siti, "https://serasi.example/v/tidakada"), Identity::Nothing);
    // A card is told about once, and the whole office knows it.
    assert_eq!(identify(&siti, "04a2c3d4e5f680"), Identity::NewCard("04A2C3D4E5F680".into()));
    let card = Command::RememberCard { office: VILLAGE, number: "04a2c3d4e5f680".into(), resident: SRI };
    assert!(matches!(siti.perform(card), Ok(Done::Queued { undecided: false, .. })));
    assert_eq!(exact(identify(&siti, "04A2C3D4E5F680")), Some(SRI));
    assert_eq!(siti.sync_now(LONG).unwrap().attention, 0);
    let joko = sits(&scene, "joko");
    assert_eq!(exact(identify(&joko, "04a2c3d4e5f680")), Some(SRI));
}

#[test]
fn what_is_typed_into_a_field_is_understood_the_same_at_the_counter_and_when_it_is_corrected() {
    let scene = Scene::new(0);
    let desk = sits(&scene, "siti");
    let kind = serasi::config::letters::id_of("kuitansi");
    let fields = |amount: &str| {
        [("purpose", "konsumsi rapat"), ("amount", amount), ("account", "5.2.1")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into()
    };
    let new = NewRequest {
        letter_type: kind,
        fields: fields("1,5jt"),
        requirements: [("nota".to_owned(), Shown::Original)].into(),
        ..new_for(SLAMET, "")
    };
    let (request, _) = submit(&desk, new);
    let amount = || match desk.query(Query::Request(request)).unwrap() {
        Found::Request(view) => view.request.fields["amount"].clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(amount(), "1.500.000");
    let edit = |amount: &str| {
        let requirements = [("nota".to_owned(), Shown::Original)].into();
        desk.perform(Command::Edit { request, contact: String::new(), fields: fields(amount), requirements })
    };
    edit("2jt").unwrap();
    assert_eq!(amount(), "2.000.000");
    let unclear = edit("banyak").unwrap_err();
    assert_eq!(unclear, DeskError::Refused(Refusal::BadData { what: "Jumlah (Rp)".into() }));
    assert_eq!(amount(), "2.000.000");
}
