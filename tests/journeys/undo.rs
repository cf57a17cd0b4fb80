//! Taking back, doing again, repeating, and acting on all that is marked.

use serasi::desk::{AskedBack, Command, DoneAgain, Found, ItemState, Query, SyncItem, TakeBack, UndoView, Way};
use serasi::domain::id::ActionId;
use serasi::domain::refusal::Refusal;
use serasi::tui::event::Event;
use uuid::Uuid;

use super::Journey;
use super::desk::{FakeDesk, LETTER, REQUEST, TASK, item, minutes_ago, operator, record, request, secretary};
use super::script::named;

/// A desk whose actions rest, on the requests.
fn journey() -> Journey {
    let mut desk = FakeDesk::of(operator());
    desk.rests = true;
    let mut journey = Journey::new(desk);
    journey.keys("3");
    journey
}

fn kinds(journey: &Journey) -> Vec<&'static str> {
    journey
        .desk
        .decisions()
        .into_iter()
        .map(|command| match command {
            Command::Forward { .. } => "forward",
            Command::ReturnToApplicant { .. } => "return",
            Command::Claim { .. } => "claim",
            Command::Undo { .. } => "undo",
            Command::Redo => "redo",
            _ => "other",
        })
        .collect()
}

#[test]
fn u_takes_back_what_the_line_names_and_ctrl_r_does_it_again() {
    let mut journey = journey();
    journey.keys("t");
    journey.sees("Diteruskan: Sri Wahyuni (Surat Pengantar) · u tarik kembali");
    journey.sees_not("A-01 ");
    // It goes on naming it when something else was pressed.
    journey.keys("j k");
    journey.sees("Diteruskan: Sri Wahyuni (Surat Pengantar) · u tarik kembali");
    journey.keys("u");
    journey.sees("Diurungkan sebelum terkirim: teruskan Sri Wahyuni (Surat Pengantar).");
    assert!(journey.line(2).starts_with("> A-01"), "what is back is selected:\n{}", journey.text());
    journey.sees_not("u tarik kembali");
    journey.keys("u");
    journey.sees("Tidak ada yang dapat diurungkan.");
    journey.keys("<c-r>");
    journey.sees("Dilakukan lagi: teruskan Sri Wahyuni (Surat Pengantar) · u tarik kembali");
    journey.sees_not("A-01 ");
    journey.keys("<c-r>");
    journey.sees("Belum ada yang baru diurungkan.");
    journey.keys("<c-z>");
    journey.sees("A-01 ");
    assert_eq!(kinds(&journey), ["forward", "undo", "redo", "forward", "undo"]);
}

#[test]
fn a_finger_that_stays_on_u_takes_back_one_thing() {
    let mut journey = journey();
    journey.keys("t t");
    for _ in 0..60 {
        journey.press(named("u"));
        journey.wait(33);
    }
    assert_eq!(kinds(&journey), ["forward", "forward", "undo"]);
    journey.wait(1000);
    journey.keys("u");
    assert_eq!(kinds(&journey).last(), Some(&"undo"));
    assert_eq!(journey.desk.commands.len(), 4);
}

#[test]
fn u_before_the_answer_takes_back_what_was_just_pressed_and_not_what_was_before() {
    let mut journey = journey();
    journey.keys("t");
    journey.hold_commands = true;
    journey.press(named("t"));
    journey.wait(200);
    journey.press(named("u"));
    journey.wait(200);
    assert_eq!(kinds(&journey), ["forward"], "both are on their way");
    journey.arrive();
    assert_eq!(kinds(&journey), ["forward", "forward", "undo"]);
    // The first one stands, the second is back.
    journey.sees("A-02 ");
    journey.sees_not("A-01 ");
    // When what was pressed was refused, nothing older is taken back in its place.
    journey.keys("k");
    journey.sees("── A-02");
    journey.hold_commands = true;
    journey.press(named("t"));
    journey.press(named("u"));
    journey.desk.refused.insert(record(REQUEST + 1), Refusal::ReasonMissing);
    journey.arrive();
    assert_eq!(kinds(&journey), ["forward", "forward", "undo"]);
    journey.sees_not("A-01 ");
}

#[test]
fn what_cannot_be_taken_back_says_why_and_what_to_do() {
    let mut journey = journey();
    let back = |way| {
        let action = ActionId(Uuid::from_u128(9));
        UndoView {
            back: Some(TakeBack {
                action,
                record: record(REQUEST),
                kind: "refuse".into(),
                about: "Sri Wahyuni (SKTM)".into(),
                way,
            }),
            ..UndoView::default()
        }
    };
    journey.desk.undo = back(Way::Cannot(Refusal::NotUndoable { kind: "refuse".into() }));
    journey.event(Event::Changed);
    journey.sees_not("Ditolak: Sri");
    journey.keys("u");
    journey.sees("Yang terakhir (tolak) sudah tercatat dan tidak dapat diurungkan.");
    assert!(journey.desk.commands.is_empty());
    // On a narrow window the line below the list is one line.
    let mut narrow = Journey::sized(FakeDesk::of(operator()), 40, 12, super::script::setup(), Vec::new());
    narrow.keys("3");
    let rows = |journey: &Journey| journey.text().lines().filter(|line| line.contains("A-0")).count();
    let before = rows(&narrow);
    narrow.desk.undo = back(Way::NoTrace);
    narrow.event(Event::Changed);
    narrow.sees("Ditolak: Sri Wahyuni (SK… · u urungkan");
    narrow.desk.undo.back.as_mut().unwrap().about = "Raden Ajeng Sri Wahyuningsih (Surat Pengantar)".into();
    narrow.event(Event::Changed);
    narrow.sees("… · u urungkan");
    assert_eq!(rows(&narrow), before);
}

#[test]
fn what_waits_for_the_server_says_what_the_server_said() {
    for (state, sentence) in [
        (None, "Diteruskan: Sri Wahyuni (Surat Pengantar)."),
        (
            Some(ItemState::Refused(Refusal::AlreadyWith { name: "Ani Lestari".into() })),
            "Surat ini sudah di tangan Ani Lestari. Tidak ditarik kembali. Minta Ani Lestari mengembalikannya.",
        ),
    ] {
        let mut journey = Journey::new(FakeDesk::of(operator()));
        journey.desk.undecided = true;
        let waiting = item(1, ItemState::Waiting);
        journey.desk.items = vec![SyncItem { action: ActionId(Uuid::from_u128(1)), ..waiting }];
        journey.keys("3 t");
        journey.sees("Diteruskan: Sri Wahyuni (Surat Pengantar). Menunggu server.");
        match state {
            Some(state) => journey.desk.items[0].state = state,
            None => journey.desk.items.clear(),
        }
        journey.event(Event::Changed);
        journey.sees(sentence);
        journey.sees_not("Menunggu server");
    }
}

#[test]
fn u_on_what_was_sent_fits_both_outcomes_until_the_records_tell_which() {
    let about = || "Sri Wahyuni (Surat Pengantar)".to_owned();
    let asked = AskedBack { about: about(), name: "Ani Lestari".into(), at: minutes_ago(2) };
    let again = DoneAgain { kind: "forward".into(), about: about() };
    let outcomes = [
        (Some(asked), None, "Ani Lestari sudah membukanya. Diminta kembali, 10.40: Sri Wahyuni (Surat Pengantar)."),
        (None, Some(again), "Ditarik kembali: Sri Wahyuni (Surat Pengantar)."),
    ];
    for (asked, again, sentence) in outcomes {
        let mut desk = FakeDesk::of(operator());
        (desk.undecided, desk.undo_is_sent) = (true, true);
        let action = ActionId(Uuid::from_u128(9));
        let way = Way::By("recall".into());
        let back = TakeBack { action, record: record(REQUEST), kind: "forward".into(), about: about(), way };
        desk.undo = UndoView { back: Some(back), ..UndoView::default() };
        desk.items = vec![SyncItem { action: ActionId(Uuid::from_u128(1)), ..item(1, ItemState::Waiting) }];
        let mut journey = Journey::new(desk);
        journey.keys("3 u");
        journey.sees("Menarik kembali: Sri Wahyuni (Surat Pengantar). Menunggu server.");
        // Answered; what it changed has not arrived.
        journey.desk.items.clear();
        journey.desk.undo = UndoView::default();
        journey.event(Event::Changed);
        journey.sees("Menarik kembali: Sri Wahyuni (Surat Pengantar).");
        journey.sees_not("Menunggu server");
        journey.desk.requests[0].trail.asked_back = asked.as_ref().map(|asked| (asked.name.clone(), asked.at));
        let is_asked = asked.is_some();
        journey.desk.undo = UndoView { back: None, again, asked };
        journey.event(Event::Changed);
        journey.sees(sentence);
        if is_asked {
            journey.sees("Sudah diminta kembali dari Ani Lestari, 10.40.");
        }
    }
}

#[test]
fn the_end_of_the_rest_repaints_nothing() {
    let mut journey = journey();
    journey.keys("t");
    journey.wait(1000);
    let frames = journey.frames;
    journey.wait(60_000);
    assert_eq!((journey.frames, journey.app.deadline()), (frames, None), "no timer, no frame");
    // It was sent, and is taken back by an action from now on: the line says the same.
    if let Found::Undo(mut view) = journey.desk.query(Query::Undo).unwrap() {
        view.back.as_mut().unwrap().way = Way::By("recall".into());
        journey.desk.undo = *view;
    }
    let line = |journey: &Journey| journey.text().lines().find(|line| line.contains(" · u ")).map(str::to_owned);
    let before = line(&journey);
    journey.event(Event::Changed);
    assert!(before.is_some() && line(&journey) == before, "{}", journey.text());
}

#[test]
fn a_dot_repeats_the_return_with_its_reason_under_the_guard_of_its_key() {
    let mut journey = journey();
    journey.keys(".");
    journey.sees("ulangi: Belum ada tindakan yang dapat diulangi.");
    journey.keys("r 1 <enter>");
    assert!(journey.line(2).starts_with("> A-02"), "{}", journey.text());
    journey.keys("? \"ulangi\"");
    journey.sees("Mengulangi pada yang terpilih: kembalikan");
    journey.keys("<esc> j");
    // The next one has not been on the screen for 400 ms.
    journey.press(named("k"));
    journey.press(named("."));
    journey.sees(". diabaikan: permohonan berikutnya belum tampil");
    journey.wait(1000);
    journey.keys(".");
    let reason = "Kartu keluarga (KK) belum dibawa".to_owned();
    let returned = |n| Command::ReturnToApplicant { request: record(REQUEST + n), reason: reason.clone() };
    assert_eq!(journey.desk.decisions(), [&returned(0), &returned(1)]);
    journey.sees("Dikembalikan kepada Slamet Raharjo · u urungkan");
    // A held dot decides once.
    for _ in 0..60 {
        journey.press(named("."));
        journey.wait(33);
    }
    assert!(journey.desk.decisions().len() <= 3, "{:?}", journey.desk.decisions());
    // Elsewhere it means nothing, and says so.
    journey.keys("2 .");
    journey.sees("ulangi: Tidak berlaku di layar ini.");
}

#[test]
fn a_dot_forwards_only_what_was_read_and_claims_only_what_is_free() {
    let mut desk = FakeDesk::of(operator());
    let lines: Vec<String> = (1..=30).map(|n| format!("baris surat {n}")).collect();
    let snapshot = serasi::domain::id::ContentHash::of(b"long");
    desk.requests = vec![request(0), request(1)];
    desk.requests[1].preview = serasi::desk::Preview::Lines { lines, snapshot };
    let mut journey = Journey::new(desk);
    journey.keys("3 t .");
    assert_eq!(journey.desk.decisions().len(), 1, "it paged down");
    journey.keys(". . .");
    assert_eq!(journey.desk.decisions().len(), 2);
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("3 c .");
    journey.sees("ulangi: Sudah Anda kerjakan.");
    journey.keys("j .");
    assert_eq!(journey.desk.decisions().len(), 2);
}

#[test]
fn an_action_on_marked_requests_is_one_each_with_one_line_at_the_end() {
    let mut journey = journey();
    journey.keys("<space> <space>");
    journey.sees("2 ditandai. Tindakan berikutnya berlaku untuk semuanya.");
    journey.sees("*A-01");
    journey.desk.refused.insert(record(REQUEST + 1), Refusal::InDoubt);
    journey.keys("r");
    journey.sees("2 yang ditandai");
    journey.keys("1 <enter>");
    journey.sees("Dikembalikan: 1. 1 tidak: alasannya ada di barisnya · u urungkan");
    journey.sees("*A-02");
    journey.sees("! Belum pasti");
    journey.sees_not("A-01 ");
    assert_eq!(kinds(&journey), ["return"]);
    // The dot does the same to what is still marked.
    journey.desk.refused.clear();
    journey.keys(".");
    journey.sees("Dikembalikan: 1 · u urungkan");
    assert_eq!(kinds(&journey), ["return", "return"]);
    journey.sees_not("*A-02");
}

#[test]
fn u_takes_back_all_that_one_key_did() {
    let mut journey = journey();
    journey.keys("t j <space> <space> x 1 <enter>");
    journey.sees("Ditolak: 2 · u urungkan");
    journey.keys("u");
    journey.sees("Diurungkan: 2 tindakan.");
    journey.sees("A-03 ");
    journey.sees("A-04 ");
    journey.sees_not("A-01 ");
    let undone = kinds(&journey).into_iter().filter(|kind| *kind == "undo").count();
    assert_eq!(undone, 2, "what was done before stands");
    // Ctrl-R does all of it again, and u takes all of it back again.
    journey.keys("<c-r>");
    journey.sees("Dilakukan lagi: 2 tindakan · u urungkan");
    journey.sees_not("A-03 ");
    journey.sees_not("A-04 ");
    journey.keys("u");
    journey.sees("Diurungkan: 2 tindakan.");
    journey.sees("A-04 ");
    // The next one takes back what was before, alone.
    journey.keys("u");
    journey.sees("A-01 ");
}

#[test]
fn ctrl_r_waits_for_what_is_under_way_like_u() {
    let mut journey = journey();
    journey.keys("<space> <space> x 1 <enter> u");
    journey.sees("Diurungkan: 2 tindakan.");
    journey.hold_commands = true;
    // Long enough apart for a second press, and the store has not answered yet.
    journey.keys("<c-r> <c-r>");
    journey.arrive();
    journey.sees("Belum ada yang baru diurungkan.");
    let again = kinds(&journey).into_iter().filter(|kind| *kind == "redo").count();
    assert_eq!(again, 2, "each once");
    journey.sees_not("A-01 ");
    // Pressed before the answer to u, it does again what that took back.
    journey.keys("u");
    journey.sees("A-01 ");
    journey.keys("<c-r>");
    journey.hold_commands = true;
    journey.keys("u <c-r>");
    journey.arrive();
    journey.sees("Dilakukan lagi: 2 tindakan · u urungkan");
    journey.sees_not("A-01 ");
}

#[test]
fn a_reason_for_what_is_marked_is_not_lost_to_what_is_under_way() {
    let mut journey = journey();
    journey.keys("<space> <space>");
    journey.hold_commands = true;
    journey.keys("c r \"bawa_KK\" <enter>");
    journey.sees("Tindakan sebelumnya masih berjalan.");
    journey.sees("Alasan: bawa KK");
    journey.hold_commands = false;
    // The claims come to their end; the marks went with them, the dialog still knows what it is about.
    journey.arrive();
    journey.sees("Alasan: bawa KK");
    journey.keys("<enter>");
    journey.sees_not("Alasan: bawa KK");
    assert_eq!(kinds(&journey), ["claim", "claim", "return", "return"]);
}

#[test]
fn marked_requests_are_forwarded_only_when_they_were_read_to_the_end() {
    let mut desk = FakeDesk::of(operator());
    let lines: Vec<String> = (1..=30).map(|n| format!("baris surat {n}")).collect();
    let snapshot = serasi::domain::id::ContentHash::of(b"long");
    desk.requests[3].preview = serasi::desk::Preview::Lines { lines, snapshot };
    let mut journey = Journey::new(desk);
    // A-03 lacks something: it is not routine. A-04 is long and not read to its end.
    journey.keys("3 * j j j t");
    journey.sees("Diteruskan: 2. 1 belum dibaca sampai baris terakhir, jadi tetap ditandai.");
    assert_eq!(kinds(&journey), ["forward", "forward"]);
    let hashes: Vec<_> = journey
        .desk
        .decisions()
        .iter()
        .map(|command| matches!(command, Command::Forward { snapshot: Some(_), .. }))
        .collect();
    assert_eq!(hashes, [true, true], "each with what was read");
    journey.sees("*A-04");
    journey.keys("<enter> <end> <esc> t");
    assert_eq!(kinds(&journey).len(), 3);
    journey.sees_not("A-04 ");
}

#[test]
fn what_changed_after_it_was_read_is_not_forwarded_with_the_others() {
    let mut journey = journey();
    journey.keys("j k *");
    // A colleague changes the one that is not on the screen.
    journey.desk.requests[1].row.version += 1;
    journey.event(Event::Changed);
    journey.wait(1000);
    journey.keys("t");
    let forwarded: Vec<_> = journey
        .desk
        .decisions()
        .iter()
        .map(|command| match command {
            Command::Forward { request, .. } => *request,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(forwarded, [record(REQUEST)]);
    journey.sees("Diteruskan: 1. 2 belum dibaca sampai baris terakhir, jadi tetap ditandai · u tarik kembali");
}

#[test]
fn a_held_key_acts_on_what_is_marked_once() {
    let mut journey = journey();
    journey.keys("j k <space>");
    for _ in 0..60 {
        journey.press(named("t"));
        journey.wait(33);
    }
    assert_eq!(kinds(&journey).len(), 1, "{:?}", journey.desk.decisions());
}

#[test]
fn marks_belong_to_the_person_and_to_what_is_listed() {
    let mut journey = journey();
    journey.keys("<space> <space>");
    journey.desk.requests.remove(1);
    journey.event(Event::Changed);
    journey.sees("1 ditandai.");
    // Who comes back before anybody else finds them; a colleague does not, and they end with that.
    journey.keys("<c-k> \"siti\" <enter> \"sandi-siti\" <enter>");
    journey.sees("*A-01");
    journey.keys("<c-k> \"ani\" <enter> \"sandi-ani\" <enter> 3");
    journey.sees("A-01");
    journey.sees_not("ditandai");
    journey.sees_not("*A-01");
    journey.keys("<c-k> \"siti\" <enter> \"sandi-siti\" <enter> 3");
    journey.sees("A-01");
    journey.sees_not("*A-01");
}

#[test]
fn letters_are_marked_and_followed_up_together_and_one_by_one_with_a_dot() {
    let mut journey = journey();
    journey.keys("2 <space> <space> v \"diarsip\" <enter>");
    journey.sees("Ditindaklanjuti: 2 · u urungkan");
    let noted = |n| Command::FollowUp { letter: record(LETTER + n), note: "diarsip".into() };
    assert_eq!(journey.desk.decisions(), [&noted(0), &noted(1)]);
    let mut one = Journey::new(FakeDesk::of(operator()));
    one.keys("2 v \"hadir\" <enter> j .");
    assert_eq!(one.desk.decisions().len(), 2);
    assert_eq!(one.desk.decisions()[1], &Command::FollowUp { letter: record(LETTER + 1), note: "hadir".into() });
}

#[test]
fn tasks_are_given_back_together_with_one_reason() {
    let mut journey = Journey::new(FakeDesk::of(secretary()));
    journey.keys("4 * r 1 <enter>");
    let tasks: Vec<_> = journey
        .desk
        .decisions()
        .iter()
        .map(|command| match command {
            Command::ReturnTask { task, .. } => *task,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(tasks, [record(TASK), record(TASK + 4)]);
    journey.sees("Dikembalikan: 2.");
}

#[test]
fn only_resting_work_does_not_hold_up_who_leaves() {
    let mut journey = journey();
    (journey.desk.status.unsent, journey.desk.status.resting) = (1, 1);
    journey.event(Event::Changed);
    journey.keys("q");
    assert!(journey.quit.is_some(), "it goes when the program ends");
    let mut journey = self::journey();
    (journey.desk.status.unsent, journey.desk.status.resting) = (2, 1);
    journey.event(Event::Changed);
    journey.keys("q");
    journey.sees("2 tindakan Anda belum terkirim");
}

#[test]
fn a_queue_costs_so_many_keys() {
    // Forward and see the next one: 1. Take it back: 1. Do it again: 1.
    let mut journey = journey();
    assert_eq!(journey.costs("t"), 1);
    assert!(journey.line(2).starts_with("> A-02"), "{}", journey.text());
    assert_eq!(journey.costs("u"), 1);
    journey.sees("A-01 ");
    assert_eq!(journey.costs("<c-r>"), 1);
    journey.sees_not("A-01 ");
    assert_eq!(kinds(&journey), ["forward", "undo", "redo", "forward"]);

    // Return with a canned reason: 3. The next one the same way: 1.
    let mut journey = self::journey();
    assert_eq!(journey.costs("r 1 <enter>"), 3);
    assert_eq!(journey.costs("."), 1);
    assert_eq!(kinds(&journey), ["return", "return"]);

    // A letter the same way as the one before: 1.
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("2 v \"hadir\" <enter> j");
    assert_eq!(journey.costs("."), 1);
    assert_eq!(journey.desk.decisions().len(), 2);

    // All that is complete and was read: 2, and 1 takes all of it back.
    let mut journey = self::journey();
    journey.keys("j j j");
    assert_eq!(journey.costs("* t"), 2);
    journey.sees("Diteruskan: 3 · u tarik kembali");
    assert_eq!(journey.costs("u"), 1);
    journey.sees("Diurungkan: 3 tindakan.");
    assert_eq!(kinds(&journey), ["forward", "forward", "forward", "undo", "undo", "undo"]);
}

#[test]
fn what_of_many_can_no_longer_be_taken_back_leaves_the_others() {
    let mut journey = journey();
    journey.keys("<space> <space> r 1 <enter>");
    journey.sees("Dikembalikan: 2 · u urungkan");
    // The applicant of the last one has brought it meanwhile.
    journey.desk.stuck = journey.desk.undo.back.as_ref().map(|back| back.action);
    journey.keys("u");
    journey.sees("Diurungkan: 1 tindakan. 1 tidak dapat diurungkan lagi.");
    assert_eq!(kinds(&journey), ["return", "return", "undo", "undo"]);
    journey.sees("A-01 ");
}
