//! Sinkronisasi: what the server did not take, why, and what to do now.

use serasi::desk::{Command, ItemState, Link, WayOut};
use serasi::domain::difference::Part;
use serasi::domain::id::ActionId;
use serasi::domain::refusal::Refusal;
use serasi::tui::event::Event;
use uuid::Uuid;

use super::Journey;
use super::desk::{ACTION, FakeDesk, item, now, operator};
use super::sides;

fn journey() -> Journey {
    let mut desk = FakeDesk::of(operator());
    desk.items = vec![
        item(0, ItemState::Refused(Refusal::WrongState { state: "cancelled".into() })),
        item(1, ItemState::Conflict(vec!["Keperluan".into()])),
        item(2, ItemState::Blocked(ActionId(Uuid::from_u128(ACTION)))),
        item(3, ItemState::Quarantined("form".into())),
        item(4, ItemState::Waiting),
    ];
    desk.status.attention = 4;
    desk.status.unsent = 1;
    Journey::new(desk)
}

#[test]
fn every_state_has_its_sentence_and_next_step() {
    let mut journey = journey();
    journey.sees("4 perlu Anda · 1 belum terkirim");
    journey.sees("9Sinkron:4");
    journey.keys("9");
    journey.sees("Tidak dapat dilakukan pada tahap ini.");
    journey.sees("Tidak ada yang terhapus.");
    journey.keys("j");
    journey.sees("Yang berbeda: Keperluan.");
    journey.keys("j");
    journey.sees("Menunggu tindakan sebelumnya");
    journey.keys("j");
    journey.sees("Server tidak dapat membacanya.");
    journey.keys("j");
    journey.sees("Dikirim dengan sendirinya");
    journey.keys("x");
    journey.sees("Hanya tindakan yang tidak diterima server yang dapat dilepaskan.");
    journey.keys("<enter>");
    assert!(journey.line(2).starts_with("──"));
}

#[test]
fn x_gives_up_with_a_reason() {
    let mut journey = journey();
    journey.keys("9 x 2 <enter>");
    assert_eq!(
        journey.desk.decisions(),
        [&Command::Discard { action: ActionId(Uuid::from_u128(ACTION)), reason: "Tindakan saya keliru".into() }]
    );
    journey.sees("Dilepaskan: Slamet Raharjo (Surat Pengantar).");
    journey.sees("Ketikan Anda jadi konsep");
}

fn action() -> ActionId {
    ActionId(Uuid::from_u128(ACTION))
}

#[test]
fn both_sides_stand_beside_each_other_and_the_chain_and_the_ways_are_named_before_anybody_decides() {
    let mut journey = Journey::new(sides::desk());
    journey.keys("9 <enter>");
    journey.sees("Sudah diubah orang lain. Isian Anda tersimpan dan belum dipakai.");
    journey.sees("Milik mereka (Ani Lestari, 08.55)");
    let line = |journey: &Journey, part: &str| {
        journey.text().lines().find(|line| line.contains(part)).unwrap_or_default().to_owned()
    };
    let beside = line(&journey, "melamar kerja di PT Sumber Makmur");
    assert!(beside.contains("│ beasiswa KIP Kuliah 2026"), "{beside}");
    journey.sees("Semula: melamar");
    journey.sees("Telepon (tidak saya ubah)");
    journey.sees("KK (tidak mereka ubah)");
    journey.keys("<end>");
    journey.sees("Tertahan di belakangnya, diselesaikan bersama:");
    journey.sees("- teruskan, 10.42");
    for way in ["x  pakai milik mereka", "t  kirim milik saya", "e  pilih satu per satu", "+  jadikan catatan"] {
        journey.sees(way);
    }
}

#[test]
fn below_eighty_columns_the_sides_stand_below_each_other() {
    let mut journey = Journey::sized(sides::desk(), 60, 24, super::script::setup(), Vec::new());
    journey.keys("9 <enter>");
    journey.sees("Milik saya: melamar kerja di PT Sumber Makmur");
    journey.sees("Milik mereka: beasiswa KIP Kuliah 2026");
}

#[test]
fn each_of_the_four_ways_out_is_one_key_with_its_word_in_the_footer() {
    let footer = |journey: &Journey| journey.line(23);
    // Theirs: with a reason, and the typing becomes a draft.
    let mut journey = Journey::new(sides::desk());
    journey.keys("9");
    assert!(footer(&journey).contains("t milik saya") && footer(&journey).contains("x mereka"), "{}", footer(&journey));
    journey.keys("x 1 <enter>");
    let reason = "Sudah diselesaikan orang lain".into();
    assert_eq!(journey.desk.decisions(), [&Command::Discard { action: action(), reason }]);

    // Mine again: only after the last line was read.
    let mut journey = Journey::new(sides::desk());
    journey.keys("9 t");
    assert!(journey.desk.decisions().is_empty(), "it paged down first");
    journey.keys("<enter> <end> t");
    let again = Command::Settle { action: action(), way: WayOut::Again, seen: Some(2) };
    assert_eq!(journey.desk.decisions(), [&again]);
    journey.sees("Dikirim lagi di atas milik mereka: Slamet Raharjo (Surat Pengantar).");

    // Merged: mine where I changed, until it is chosen otherwise.
    let mut journey = Journey::new(sides::desk());
    journey.keys("9 e");
    journey.sees("(*) melamar kerja di PT Sumber Makmur");
    journey.sees("( ) beasiswa KIP Kuliah 2026");
    journey.keys("<space> <down> <down> <enter>");
    let mine = [Part::Requirement("kk".into())].into();
    let merged = Command::Settle { action: action(), way: WayOut::Merge(mine), seen: Some(2) };
    assert_eq!(journey.desk.decisions(), [&merged]);

    // A note: everything that I changed stands in it.
    let mut journey = Journey::new(sides::desk());
    journey.keys("9 +");
    let [Command::Settle { way: WayOut::Note(text), .. }] = journey.desk.decisions()[..] else {
        panic!("{:?}", journey.desk.decisions())
    };
    assert!(text.contains("Keperluan: melamar kerja di PT Sumber Makmur") && text.contains("KK: asli"), "{text}");
    assert!(!text.contains("0812"), "theirs is not mine: {text}");
    journey.sees("Jadi catatan: Slamet Raharjo");
}

#[test]
fn what_did_not_go_along_and_who_is_at_it_are_said() {
    let mut desk = sides::desk();
    sides::claimed(&mut desk.sides[0]);
    desk.aside = 1;
    let mut journey = Journey::new(desk);
    journey.keys("9 <enter>");
    journey.sees("Mengirim milik Anda mengambil alih darinya");
    journey.keys("<end> t");
    journey.sees("1 tindakan di belakangnya tidak ikut");
}

#[test]
fn what_was_settled_devices_and_troubles_stand_below_and_f_hides_them() {
    let mut journey = Journey::new(sides::desk());
    journey.keys("9 j j");
    journey.sees("dilepaskan 10.42: Sudah diselesaikan orang lain");
    journey.keys("e");
    assert!(matches!(journey.desk.decisions()[..], [Command::TakeUp { .. }]));
    journey.sees("Jadi ketikan lagi: Sumarni (SKTM).");
    journey.keys("j");
    journey.sees("Joko Prasetyo: 3 tindakan belum terkirim dari komputer ini");
    journey.keys("x");
    journey.sees("Komputer ini sendiri tidak dicabut dari sini.");
    journey.keys("j");
    journey.sees("terakhir terlihat sekitar 18 Nov 09.00");
    journey.keys("x");
    journey.sees("Akhiri semua sesi Anda di laptop-siti?");
    journey.keys("<enter>");
    journey.sees("Sesi Anda di laptop-siti diakhiri.");
    journey.sees_not("18 Nov");
    journey.sees("tidak tersambung ke server (12 kali)");
    journey.keys("f");
    journey.sees_not("loket-1");
    journey.sees("Hanya yang perlu Anda dan yang menunggu.");
}

#[test]
fn what_is_unsent_is_exported_by_name_and_the_file_is_said() {
    let mut journey = Journey::new(sides::desk());
    journey.keys("9 : \"ekspor_belum\" <enter>");
    journey.sees("Ditulis, hanya untuk Anda: /home/siti/belum-terkirim.txt");
    let [Command::Export { file: None, text, json }] = journey.desk.decisions()[..] else { panic!() };
    assert!(text.contains("A-05 Slamet Raharjo (Surat Pengantar) · ubah isian") && text.contains("melamar kerja"));
    assert!(serde_json::from_str::<serde_json::Value>(json).unwrap()["items"].as_array().unwrap().len() == 2);
}

#[test]
fn what_waits_for_more_than_a_day_is_said_with_its_day() {
    let mut journey = Journey::new(sides::desk());
    journey.desk.status.oldest_unsent = Some("2026-11-18T02:10:00Z".parse().unwrap());
    journey.event(serasi::tui::event::Event::Changed);
    assert!(journey.line(0).contains("1 belum terkirim sejak 18 Nov"), "{}", journey.line(0));
}

#[test]
fn the_header_says_how_the_line_is() {
    use serasi::desk::{Link, OtherWaiting};
    let mut journey = journey();
    journey.desk.status.link = Link::Offline { since: "2026-11-20T02:40:00Z".parse().unwrap() };
    journey.event(serasi::tui::event::Event::Changed);
    assert!(journey.line(0).contains("luring sejak 09.40"), "{}", journey.line(0));
    journey.desk.status.last_sync = Some("2026-11-17T02:40:00Z".parse().unwrap());
    journey.event(serasi::tui::event::Event::Changed);
    assert!(journey.line(0).contains("belum sinkron sejak 17 Nov 09.40"), "{}", journey.line(0));
    journey.desk.status.link = Link::LoggedOut;
    journey.desk.status.others = vec![OtherWaiting { name: "Joko".into(), actions: 3 }];
    journey.event(serasi::tui::event::Event::Changed);
    assert!(journey.line(0).contains("sesi berakhir, Ctrl-K"), "{}", journey.line(0));
}

#[test]
fn whoever_works_while_the_line_is_down_tries_it_but_not_with_every_key() {
    let mut desk = FakeDesk::of(operator());
    desk.status.link = Link::Offline { since: now() };
    let mut journey = Journey::new(desk);
    journey.wait(6000);
    let before = journey.tried_line;
    journey.keys("j j j");
    assert_eq!(journey.tried_line, before + 1);
    journey.wait(60_000);
    assert_eq!(journey.tried_line, before + 1, "nobody is there");
    journey.keys("k");
    assert_eq!(journey.tried_line, before + 2);
    journey.desk.status.link = Link::Online;
    journey.event(Event::Changed);
    journey.wait(60_000);
    journey.keys("j");
    assert_eq!(journey.tried_line, before + 2);
}
