//! Somebody works without a line, a colleague changes the same request, the line comes back: both texts are there,
//! each way out does what it says, and nothing that either of them typed is lost.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use proptest::prelude::*;
use serasi::client::Desk;
use serasi::desk::{
    Command, DeskError, Done, EDIT_FORM, EditDraft, Found, ItemState, Link, Query, RequestView, Settled, SyncBoard,
    SyncItemView, WayOut,
};
use serasi::domain::difference::{Part, Value};
use serasi::domain::id::ActionId;
use serasi::domain::record::Body;
use serasi::domain::request::{Claim, RequestState, Shown};
use serasi::i18n::{self, Lang};

use super::facade::{ADDRESS, LONG, Scene, forward, id, password, status, until};
use crate::api::village::PASSWORD;
use crate::domain::world::SITI;

const MINE: &str = "melamar kerja di PT Sumber Makmur";
const THEIRS: &str = "beasiswa KIP Kuliah";

fn purpose() -> Part {
    Part::Field("purpose".into())
}

fn log_in(scene: &Scene, home: &str, account: &str) -> Desk {
    let desk = scene.client_at(&scene.home.path().join(home), 0).login(ADDRESS, account, &password(PASSWORD)).unwrap();
    desk.sync_now(LONG).unwrap();
    desk
}

fn request(desk: &Desk, n: u128) -> RequestView {
    match desk.query(Query::Request(id(n))).unwrap() {
        Found::Request(view) => *view,
        other => panic!("{other:?}"),
    }
}

/// An edit of what stands there now.
fn edit(desk: &Desk, n: u128, change: impl FnOnce(&mut String, &mut String, &mut Shown)) {
    let request = request(desk, n).request;
    let (mut contact, mut fields, mut requirements) = (request.contact, request.fields, request.requirements);
    change(fields.entry("purpose".into()).or_default(), &mut contact, requirements.entry("kk".into()).or_default());
    let done = desk.perform(Command::Edit { request: id(n), contact, fields, requirements }).unwrap();
    assert!(matches!(done, Done::Queued { .. }), "{done:?}");
}

fn board(desk: &Desk) -> SyncBoard {
    match desk.query(Query::SyncBoard).unwrap() {
        Found::SyncBoard(board) => *board,
        other => panic!("{other:?}"),
    }
}

fn view(desk: &Desk, action: ActionId) -> SyncItemView {
    match desk.query(Query::SyncItem(action)).unwrap() {
        Found::SyncItem(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn draft(desk: &Desk, n: u128) -> Option<EditDraft> {
    match desk.query(Query::Draft { form: EDIT_FORM, record: Some(id(n)) }).unwrap() {
        Found::Draft(text) => text.map(|text| serde_json::from_str(&text).unwrap()),
        other => panic!("{other:?}"),
    }
}

fn settle(desk: &Desk, view: &SyncItemView, way: WayOut) -> Result<Settled, DeskError> {
    let command = Command::Settle { action: view.item.action, way, seen: view.their_version };
    desk.perform(command).map(|done| match done {
        Done::Settled(settled) => settled,
        other => panic!("{other:?}"),
    })
}

fn give_up(desk: &Desk, action: ActionId) -> Settled {
    match desk.perform(Command::Discard { action, reason: "sudah diurus Joko".into() }).unwrap() {
        Done::Settled(settled) => settled,
        other => panic!("{other:?}"),
    }
}

/// Siti has edited without a line, Joko has edited meanwhile and is no longer at it, Siti is back.
struct Met {
    scene: Scene,
    siti: Desk,
    joko: Desk,
    view: SyncItemView,
}

fn meet(siti_does: impl FnOnce(&Desk), joko_does: impl FnOnce(&Desk), stays_at_it: bool) -> Met {
    let scene = Scene::new(1);
    let (siti, joko) = (log_in(&scene, "a", "siti"), log_in(&scene, "b", "joko"));
    scene.cut(true);
    siti_does(&siti);
    let waiting = siti.sync_now(std::time::Duration::from_secs(1)).unwrap();
    assert!(matches!(waiting.link, Link::Offline { .. }) && waiting.unsent > 0, "{waiting:?}");
    scene.cut(false);
    joko_does(&joko);
    if !stays_at_it {
        joko.perform(Command::Release { request: id(0) }).unwrap();
    }
    assert_eq!(joko.sync_now(LONG).unwrap().attention, 0);
    assert_eq!(siti.sync_now(LONG).unwrap().attention, 1, "one thing, whatever is blocked behind it");
    let items = board(&siti).items;
    assert_eq!(items.len(), 1, "{items:?}");
    let view = view(&siti, items[0].action);
    Met { scene, siti, joko, view }
}

/// Both have written what it is for; Joko a telephone besides.
fn met() -> Met {
    meet(
        |siti| edit(siti, 0, |purpose, _, _| *purpose = MINE.into()),
        |joko| {
            edit(joko, 0, |purpose, contact, _| {
                *purpose = THEIRS.into();
                *contact = "0812-1111".into();
            });
        },
        false,
    )
}

/// Every place where a person can read a text again: the request, its notes, the draft, what was settled.
fn findable(met: &Met, text: &str) -> bool {
    let holds = |value: &str| value.contains(text);
    let shown = request(&met.siti, 0);
    let on_record = shown.request.fields.values().any(|value| holds(value))
        || holds(&shown.request.contact)
        || shown.request.notes.values().any(|note| holds(&note.text));
    let drafted = draft(&met.siti, 0).is_some_and(|draft| {
        draft.fields.values().any(|value| holds(value)) || draft.contact.as_deref().is_some_and(holds)
    });
    let board = board(&met.siti);
    let actions = board.discarded.iter().map(|kept| kept.action).chain(board.items.iter().map(|item| item.action));
    let kept = actions.map(|action| view(&met.siti, action)).any(|view| {
        let side = |value: &Option<Value>| value.as_ref().is_some_and(|value| holds(&value.typed()));
        view.differences.iter().any(|shown| side(&shown.difference.mine) || side(&shown.difference.theirs))
            || view.typed.iter().any(|(_, _, value)| holds(&value.typed()))
    });
    on_record || drafted || kept
}

/// Siti's outbox is empty and both desks show the same request.
fn quiet(met: &Met) -> RequestView {
    let synced = met.siti.sync_now(LONG).unwrap();
    assert_eq!((synced.unsent, synced.attention), (0, 0), "{:?}", board(&met.siti).items);
    // The answer comes first; what it changed comes with the feed.
    met.siti.sync_now(LONG).unwrap();
    met.joko.sync_now(LONG).unwrap();
    let (mine, theirs) = (request(&met.siti, 0), request(&met.joko, 0));
    assert_eq!(mine.request, theirs.request);
    mine
}

#[test]
fn both_texts_are_on_the_screen_with_who_changed_theirs_and_what_it_was_before() {
    let met = met();
    let found = met.view.differences.iter().find(|shown| shown.difference.part == purpose()).unwrap();
    assert_eq!(found.label, "Keperluan");
    let text = |text: &str| Some(Value::Text(text.into()));
    let difference = &found.difference;
    assert_eq!(
        (&difference.mine, &difference.theirs, &difference.base),
        (&text(MINE), &text(THEIRS), &text("melamar kerja"))
    );
    assert!(difference.by_me && difference.by_them);
    let contact = met.view.differences.iter().find(|shown| shown.difference.part == Part::Contact).unwrap();
    assert!(contact.difference.by_them && !contact.difference.by_me);
    assert_eq!(met.view.differences.len(), 2, "changed parts only");
    assert_eq!(met.view.their_name.as_deref(), Some("Joko Susilo"));
    assert!(met.view.their_time.is_some() && met.view.base_known && met.view.can_merge && met.view.can_note);
    assert!(matches!(met.view.item.state, ItemState::Conflict(_)));
    // What was typed is offered where it was typed, before anything is decided; only what Siti changed.
    let draft = draft(&met.siti, 0).unwrap();
    assert_eq!((draft.fields["purpose"].as_str(), draft.contact), (MINE, None));
}

#[test]
fn keeping_theirs_makes_a_draft_of_mine() {
    let met = met();
    assert_eq!(give_up(&met.siti, met.view.item.action), Settled { draft: true, ..Settled::default() });
    let request = quiet(&met).request;
    assert_eq!((request.fields["purpose"].as_str(), request.contact.as_str()), (THEIRS, "0812-1111"));
    assert_eq!(draft(&met.siti, 0).unwrap().fields["purpose"], MINE);
    let kept = &board(&met.siti).discarded;
    assert_eq!((kept.len(), kept[0].way.as_str(), kept[0].reason.as_str()), (1, "given_up", "sudah diurus Joko"));
    assert!(findable(&met, MINE) && findable(&met, THEIRS));
    assert_eq!(
        met.siti.perform(Command::Discard { action: met.view.item.action, reason: "lagi".into() }),
        Err(DeskError::NotHere)
    );
}

#[test]
fn mine_again_puts_only_what_i_changed_on_top_of_theirs() {
    let met = met();
    assert_eq!(settle(&met.siti, &met.view, WayOut::Again).unwrap().queued, 1);
    let request = quiet(&met).request;
    assert_eq!((request.fields["purpose"].as_str(), request.contact.as_str()), (MINE, "0812-1111"));
    // Theirs is no longer on the request: it is kept with what was settled.
    assert!(findable(&met, MINE) && findable(&met, THEIRS));
    let kept = board(&met.siti).discarded[0].clone();
    assert_eq!(kept.way, "again");
    let shown = view(&met.siti, kept.action);
    assert_eq!((shown.their_name.as_deref(), shown.their_time), (Some("Joko Susilo"), met.view.their_time));
}

#[test]
fn merging_takes_each_part_from_the_side_that_was_chosen() {
    let met = meet(
        |siti| {
            edit(siti, 0, |purpose, contact, _| {
                *purpose = MINE.into();
                *contact = "0899-2222".into();
            });
        },
        |joko| {
            edit(joko, 0, |purpose, contact, kk| {
                *purpose = THEIRS.into();
                *contact = "0812-1111".into();
                *kk = Shown::Copy;
            });
        },
        false,
    );
    let chosen: BTreeSet<Part> = [Part::Contact].into();
    assert_eq!(settle(&met.siti, &met.view, WayOut::Merge(chosen)).unwrap().queued, 1);
    let request = quiet(&met).request;
    assert_eq!((request.fields["purpose"].as_str(), request.contact.as_str()), (THEIRS, "0899-2222"));
    assert_eq!(request.requirements["kk"], Shown::Copy);
    for text in [MINE, THEIRS, "0899-2222", "0812-1111"] {
        assert!(findable(&met, text), "{text}");
    }
}

#[test]
fn mine_as_a_note_stays_on_the_request_where_everybody_reads_it() {
    let met = met();
    let text = i18n::note(Lang::Id, &met.view);
    // A note that leaves something out would lose it from sight.
    assert_eq!(settle(&met.siti, &met.view, WayOut::Note("sesuatu".into())), Err(DeskError::Changed));
    assert_eq!(settle(&met.siti, &met.view, WayOut::Note(text)).unwrap().queued, 1);
    let request = quiet(&met);
    assert_eq!(request.request.fields["purpose"], THEIRS);
    assert!(request.notes.iter().any(|(who, note)| who == "Siti Rahayu" && note.contains(MINE)), "{:?}", request.notes);
    assert!(findable(&met, MINE) && findable(&met, THEIRS));
}

#[test]
fn what_is_blocked_behind_it_is_one_thing_with_it_and_is_given_up_with_it() {
    let met = meet(
        |siti| {
            edit(siti, 0, |purpose, _, _| *purpose = MINE.into());
            siti.perform(Command::Tick { request: id(0), key: "ktp".into(), shown: Shown::Original }).unwrap();
            forward(siti, 0);
        },
        |joko| edit(joko, 0, |purpose, _, _| *purpose = THEIRS.into()),
        false,
    );
    let kinds: Vec<&str> = met.view.behind.iter().map(|item| item.kind.as_str()).collect();
    assert_eq!((met.view.item.kind.as_str(), kinds.as_slice()), ("edit", &["tick", "forward"][..]));
    // Opened at what is blocked, it is the same thing.
    assert_eq!(view(&met.siti, met.view.behind[0].action).item.action, met.view.item.action);
    give_up(&met.siti, met.view.behind[1].action);
    let request = quiet(&met).request;
    assert_eq!((request.state.clone(), request.fields["purpose"].as_str()), (RequestState::Submitted, THEIRS));
    let kept = board(&met.siti).discarded;
    assert_eq!(kept.len(), 1);
    assert_eq!(view(&met.siti, kept[0].action).behind.len(), 2);
    assert!(findable(&met, MINE));
}

#[test]
fn a_tick_goes_along_unless_theirs_was_chosen_of_it() {
    let siti_does = |siti: &Desk| {
        edit(siti, 0, |purpose, _, kk| {
            *purpose = MINE.into();
            *kk = Shown::Missing;
        });
        siti.perform(Command::Tick { request: id(0), key: "kk".into(), shown: Shown::Original }).unwrap();
    };
    let joko_does = |joko: &Desk| {
        edit(joko, 0, |purpose, _, kk| {
            *purpose = THEIRS.into();
            *kk = Shown::Copy;
        });
    };
    for (chosen, kk) in
        [(vec![purpose()], Shown::Copy), (vec![purpose(), Part::Requirement("kk".into())], Shown::Original)]
    {
        let met = meet(siti_does, joko_does, false);
        settle(&met.siti, &met.view, WayOut::Merge(chosen.into_iter().collect())).unwrap();
        let request = quiet(&met).request;
        assert_eq!((request.fields["purpose"].as_str(), request.requirements["kk"]), (MINE, kk));
    }
}

#[test]
fn a_forwarding_alone_of_another_letter_is_read_anew_and_nothing_changes() {
    let met = meet(|siti| forward(siti, 0), |joko| edit(joko, 0, |purpose, _, _| *purpose = THEIRS.into()), false);
    assert_eq!(settle(&met.siti, &met.view, WayOut::Again), Err(DeskError::Changed));
    assert_eq!((board(&met.siti).items.len(), board(&met.siti).discarded.len()), (1, 0));
}

#[test]
fn what_was_taken_back_before_a_settlement_is_not_done_again_behind_it() {
    let met = met();
    let again = |desk: &Desk| match desk.query(Query::Undo).unwrap() {
        Found::Undo(view) => (view.back.is_some(), view.again.is_some()),
        other => panic!("{other:?}"),
    };
    met.siti.perform(Command::Claim { request: id(0), take_over: false }).unwrap();
    met.siti.perform(Command::Undo { action: None }).unwrap();
    assert!(again(&met.siti).1);
    met.siti.sync_now(LONG).unwrap();
    let view = view(&met.siti, met.view.item.action);
    settle(&met.siti, &view, WayOut::Again).unwrap();
    assert_eq!(again(&met.siti), (true, false), "the edit is the last thing done");
}

#[test]
fn a_forwarding_goes_along_only_when_the_letter_is_the_one_that_was_read() {
    let siti_does = |siti: &Desk| {
        edit(siti, 0, |purpose, _, _| *purpose = MINE.into());
        forward(siti, 0);
    };
    // A telephone is in no letter: the one that Siti read is the one that goes.
    let met = meet(siti_does, |joko| edit(joko, 0, |_, contact, _| *contact = "0812-1111".into()), false);
    let settled = settle(&met.siti, &met.view, WayOut::Again).unwrap();
    assert_eq!((settled.queued, settled.aside), (2, 0));
    let request = quiet(&met).request;
    assert_eq!(request.state, RequestState::Verification { step: 0 });
    assert_eq!((request.fields["purpose"].as_str(), request.contact.as_str()), (MINE, "0812-1111"));

    // Theirs is chosen for what the letter says: nobody has read that letter, so it waits to be read.
    let met = meet(siti_does, |joko| edit(joko, 0, |purpose, _, _| *purpose = THEIRS.into()), false);
    let settled = settle(&met.siti, &met.view, WayOut::Merge(BTreeSet::new())).unwrap();
    assert_eq!((settled.queued, settled.aside), (0, 1));
    let request = quiet(&met).request;
    assert_eq!((request.state.clone(), request.fields["purpose"].as_str()), (RequestState::Submitted, THEIRS));
    assert!(findable(&met, MINE));
}

#[test]
fn a_claim_that_lost_shows_both_sides_and_going_again_takes_it_over() {
    let met = meet(
        |siti| {
            siti.perform(Command::Claim { request: id(0), take_over: false }).unwrap();
            edit(siti, 0, |purpose, _, _| *purpose = MINE.into());
        },
        |joko| edit(joko, 0, |purpose, _, _| *purpose = THEIRS.into()),
        true,
    );
    assert!(matches!(met.view.item.state, ItemState::Refused(_)), "{:?}", met.view.item.state);
    assert_eq!((met.view.item.kind.as_str(), met.view.behind.len()), ("claim", 1));
    assert_eq!(met.view.claim.as_ref().map(|claim| claim.name.as_str()), Some("Joko Susilo"));
    let both = met.view.differences.iter().find(|shown| shown.difference.part == purpose()).unwrap();
    assert_eq!(both.difference.mine.as_ref().map(Value::typed).as_deref(), Some(MINE));
    assert_eq!(both.difference.theirs.as_ref().map(Value::typed).as_deref(), Some(THEIRS));
    assert_eq!(draft(&met.siti, 0).unwrap().fields["purpose"], MINE);
    let settled = settle(&met.siti, &met.view, WayOut::Again).unwrap();
    assert_eq!((settled.queued, settled.aside), (2, 0));
    assert_eq!(quiet(&met).request.fields["purpose"], MINE);
    assert!(findable(&met, THEIRS));
}

#[test]
fn what_was_changed_once_more_since_it_was_read_is_not_settled() {
    let met = met();
    edit(&met.joko, 0, |purpose, _, _| *purpose = "kredit bank".into());
    met.joko.perform(Command::Release { request: id(0) }).unwrap();
    met.joko.sync_now(LONG).unwrap();
    met.siti.sync_now(LONG).unwrap();
    assert_eq!(settle(&met.siti, &met.view, WayOut::Again), Err(DeskError::Changed));
    let now = view(&met.siti, met.view.item.action);
    assert!(now.differences.iter().any(|shown| shown.difference.theirs == Some(Value::Text("kredit bank".into()))));
    settle(&met.siti, &now, WayOut::Again).unwrap();
    assert_eq!(quiet(&met).request.fields["purpose"], MINE);
}

#[test]
fn what_was_given_up_becomes_typing_again_and_never_over_other_typing() {
    let met = met();
    let action = met.view.item.action;
    give_up(&met.siti, action);
    quiet(&met);
    assert_eq!(met.siti.perform(Command::TakeUp { action }), Err(DeskError::TypingThere));
    let empty = Command::SaveDraft { form: EDIT_FORM.into(), record: Some(id(0)), text: String::new() };
    met.siti.perform(empty).unwrap();
    assert_eq!(draft(&met.siti, 0), None);
    met.siti.perform(Command::TakeUp { action }).unwrap();
    assert_eq!(draft(&met.siti, 0).unwrap().fields["purpose"], MINE);
}

#[test]
fn a_refused_one_is_tried_again_when_its_reason_has_gone() {
    let met = meet(
        |siti| {
            siti.perform(Command::Tick { request: id(0), key: "kk".into(), shown: Shown::Original }).unwrap();
        },
        |joko| forward(joko, 0),
        true,
    );
    assert!(matches!(met.view.item.state, ItemState::Refused(_)), "{:?}", met.view.item);
    // Still on its way to the signer: certain here, so nothing changes and nothing is sent.
    assert!(matches!(settle(&met.siti, &met.view, WayOut::Again), Err(DeskError::Refused(_))));
    assert_eq!(board(&met.siti).items.len(), 1);
    let ani = log_in(&met.scene, "c", "ani");
    let Found::Tasks(tasks) = ani.query(Query::Tasks).unwrap() else { panic!() };
    ani.perform(Command::ReturnTask { task: tasks[0].id, reason: "KK belum jelas".into() }).unwrap();
    ani.sync_now(LONG).unwrap();
    met.siti.sync_now(LONG).unwrap();
    let shown = view(&met.siti, met.view.item.action);
    assert_eq!(settle(&met.siti, &shown, WayOut::Again).unwrap().queued, 1);
    assert_eq!(quiet(&met).request.requirements["kk"], Shown::Original);
}

#[test]
fn who_acts_without_a_line_and_leaves_is_who_it_came_from() {
    let scene = Scene::new(1);
    // One machine, two people.
    let client = scene.client();
    let siti = client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    siti.sync_now(LONG).unwrap();
    scene.cut(true);
    edit(&siti, 0, |purpose, _, _| *purpose = MINE.into());
    forward(&siti, 0);
    drop(siti);
    scene.cut(false);
    let joko = client.login(ADDRESS, "joko", &password(PASSWORD)).unwrap();
    joko.stay_in_sync();
    until(&joko, "hers is sent", || status(&joko).others.is_empty());
    let state = || match joko.query(Query::Request(id(0))) {
        Ok(Found::Request(view)) => Some(view.request.state),
        _ => None,
    };
    until(&joko, "and has come", || state() == Some(RequestState::Verification { step: 0 }));
    // On a first day the newest comes first, and who people are last.
    until(&joko, "with everybody's name", || !status(&joko).catching_up);
    let shown = request(&joko, 0);
    assert_eq!((shown.request.fields["purpose"].as_str(), shown.by.as_deref()), (MINE, Some("Siti Rahayu")));
    let claim = scene.village.app.core.store.read(|tx| tx.load(Claim::id_for(id(0)))).unwrap().unwrap();
    let Body::Claim(claim) = claim.record().unwrap().body else { panic!() };
    assert_eq!(claim.person, SITI, "the work arrives as hers, whoever sits there now");
}

#[test]
fn the_file_of_what_is_unsent_is_private_masked_and_enough_to_type_it_again() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new(2);
    let siti = log_in(&scene, "a", "siti");
    scene.cut(true);
    edit(&siti, 0, |purpose, contact, _| {
        *purpose = "NIK 3322 0754 0390 0012 keliru di KTP".into();
        *contact = "0812-3456".into();
    });
    siti.perform(Command::ReturnToApplicant { request: id(1), reason: "KK belum dibawa".into() }).unwrap();
    let Found::Export(export) = siti.query(Query::Export).unwrap() else { panic!() };
    let (text, json) = i18n::export(Lang::Id, &export);
    let Done::Written(files) = siti.perform(Command::Export { file: None, text, json }).unwrap() else { panic!() };
    let read = |n: usize| std::fs::read_to_string(&files[n]).unwrap();
    let (text, json) = (read(0), read(1));
    // What it was done with stands there too, typed here or not.
    assert_eq!(text.matches("melamar kerja").count(), 1, "{text}");
    for wanted in ["A-00 Sri Wahyuni (Surat Pengantar)", "0812-3456", "keliru di KTP", "KK belum dibawa", "Siti Rahayu"]
    {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let parsed: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(parsed["items"].as_array().unwrap().len(), 2);
    for file in [&text, &json] {
        assert!(file.contains("3322********0012") && !file.contains("0754") && !file.contains("5403"), "{file}");
        assert!(!file.contains("srs_"));
    }
    assert!(files.iter().all(|file| std::fs::metadata(file).unwrap().permissions().mode() & 0o777 == 0o600));
}

#[test]
fn a_lost_device_is_revoked_and_its_work_stays_on_it() {
    let scene = Scene::new(1);
    let (here, lost) = (log_in(&scene, "a", "siti"), log_in(&scene, "b", "siti"));
    here.ask_devices().unwrap();
    let devices = board(&here).devices;
    assert_eq!(devices.len(), 2);
    assert!(devices[0].this && devices.iter().all(|device| device.seen.is_some()), "{devices:?}");
    forward(&lost, 0);
    here.perform(Command::Revoke { device: devices[1].id }).unwrap();
    assert_eq!(board(&here).devices.len(), 1);
    let out = lost.sync_now(LONG).unwrap();
    assert_eq!((out.link, out.unsent), (Link::LoggedOut, 1));
    assert_eq!(here.sync_now(LONG).unwrap().link, Link::Online);
    // Somebody else's device is not there for her.
    let joko = log_in(&scene, "c", "joko");
    let theirs = board(&joko).devices[0].id;
    assert_eq!(here.perform(Command::Revoke { device: theirs }), Err(DeskError::NotHere));
    assert_eq!(joko.sync_now(LONG).unwrap().link, Link::Online);
}

#[test]
fn what_goes_wrong_on_the_line_is_kept_with_its_time_and_folded() {
    let scene = Scene::new(1);
    let siti = log_in(&scene, "a", "siti");
    assert_eq!(board(&siti).troubles, []);
    scene.cut(true);
    for _ in 0..3 {
        siti.sync_now(std::time::Duration::from_millis(400)).unwrap();
    }
    let troubles = board(&siti).troubles;
    assert_eq!(troubles.len(), 1, "{troubles:?}");
    assert!(troubles[0].code == "down" && troubles[0].times >= 3, "{troubles:?}");
    let lasted = troubles[0].last.duration_since(troubles[0].first);
    assert!(lasted < SignedDuration::from_mins(5), "{lasted:?}");
}

fn sides() -> impl Strategy<Value = (String, String, String)> {
    // Words of their own on each side, so that a text is found only where it is kept.
    ("(|base[a-c])", "(mine[a-c]|basea)", "(|mine[a-c]|basea)").prop_map(|(base, mine, other)| (base, mine, other))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    /// Whatever both have typed and whichever way is taken, the texts of both are still found.
    #[test]
    fn after_any_way_out_the_texts_of_both_are_still_found(
        mine in sides(), theirs in sides(), stays in any::<bool>(), way in 0..4_u8, pick in any::<[bool; 2]>(),
    ) {
        // Both write something that is theirs alone, beside what may be the same.
        let (my_purpose, my_contact) = (format!("saya {}", mine.1), mine.2);
        let (their_purpose, their_contact) = (format!("mereka {}", theirs.1), theirs.2.replace("mine", "their"));
        let met = meet(
            |siti| edit(siti, 0, |purpose, contact, _| {
                *purpose = my_purpose.clone();
                *contact = my_contact.clone();
            }),
            |joko| edit(joko, 0, |purpose, contact, _| {
                *purpose = their_purpose.clone();
                *contact = their_contact.clone();
            }),
            stays,
        );
        match way {
            0 => { give_up(&met.siti, met.view.item.action); }
            1 => { settle(&met.siti, &met.view, WayOut::Again).unwrap(); }
            2 => {
                let parts = [purpose(), Part::Contact].into_iter().zip(pick);
                let chosen = parts.filter(|(_, pick)| *pick).map(|(part, _)| part).collect();
                settle(&met.siti, &met.view, WayOut::Merge(chosen)).unwrap();
            }
            _ => { settle(&met.siti, &met.view, WayOut::Note(i18n::note(Lang::Id, &met.view))).unwrap(); }
        }
        quiet(&met);
        for text in [&my_purpose, &my_contact, &their_purpose, &their_contact] {
            prop_assert!(text.is_empty() || findable(&met, text), "{text} by way {way}");
        }
    }
}
