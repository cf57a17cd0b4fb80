//! Logging in, locking, changing the person.

use serasi::tui::event::ExitReason;
use serasi::tui::screens::login::KnownAccount;

use super::Journey;
use super::desk::{FakeDesk, head, operator};
use super::script::setup;

fn nobody() -> FakeDesk {
    FakeDesk { who: None, tasks: FakeDesk::of(head()).tasks, ..FakeDesk::of(operator()) }
}

fn accounts() -> Vec<KnownAccount> {
    vec![
        KnownAccount {
            name: "siti".into(),
            who: "Siti Rahayu, Kasi Pelayanan".into(),
            password: Some("sandi-siti".into()),
            passphrase: None,
        },
        KnownAccount {
            name: "bambang".into(),
            who: "Bambang Sutrisno, Kepala Desa".into(),
            password: Some("sandi-bambang".into()),
            passphrase: Some("rahasia".into()),
        },
    ]
}

#[test]
fn name_and_password_open_the_desk() {
    let mut journey = Journey::new(nobody());
    journey.sees("Masuk ke SERASI");
    journey.keys("\"siti\" <enter> \"sandi-siti\"");
    journey.sees("**********");
    journey.sees_not("sandi-siti");
    journey.keys("<enter>");
    journey.sees("Siti Rahayu, Kasi Pelayanan");
    journey.sees("4 orang menunggu di loket");
    journey.keys("3");
    journey.sees("A-01");
}

#[test]
fn a_wrong_password_is_a_sentence_and_is_typed_again() {
    let mut journey = Journey::new(nobody());
    journey.keys("\"siti\" <enter> \"salah\" <enter>");
    journey.sees("Nama atau kata sandi salah. Anda belum masuk.");
    journey.keys("\"sandi-siti\" <enter> 3");
    journey.sees("A-01");
}

#[test]
fn a_demo_lists_its_accounts_and_arrows_choose_one() {
    let mut journey = Journey::sized(nobody(), 80, 24, setup(), accounts());
    journey.sees("bambang sandi-bambang rahasia Bambang Sutrisno, Kepala Desa");
    journey.keys("<down> <down> <enter>");
    journey.sees("Bambang Sutrisno, Kepala Desa");
    // Who signs begins with what waits for a signature.
    journey.sees(">3 surat menunggu tanda tangan Anda");
    journey.keys("4");
    journey.sees("── Surat Pengantar · Sri Wahyuni");
}

#[test]
fn ctrl_k_changes_the_person_and_leaves_nothing_on_the_screen() {
    let mut journey = Journey::sized(FakeDesk::of(operator()), 80, 24, setup(), accounts());
    journey.keys("e \"xyz\" <c-k>");
    journey.sees("Ubah permohonan");
    journey.keys("<esc> <c-k>");
    journey.sees("Layar terkunci. Terakhir: Siti Rahayu; Enter untuk kembali");
    journey.sees_not("Sri Wahyuni");
    assert!(journey.desk.who.is_none());
    journey.keys("<down> <down> <enter>");
    journey.sees("4TTD");
    journey.keys("<c-k> <down> <enter> 3 e");
    journey.sees("pekerjaanxyz");
}

#[test]
fn who_locked_the_screen_comes_back_with_enter_and_the_password_alone() {
    let mut journey = Journey::sized(FakeDesk::of(operator()), 80, 24, setup(), accounts());
    // They sat down by their account's name.
    journey.keys("<c-k> <down> <enter> <c-k> <enter> \"sandi-siti\"");
    journey.sees("Nama         : siti");
    journey.keys("<enter>");
    journey.sees("1Beranda");
}

#[test]
fn the_login_is_left_by_its_button_only() {
    let mut journey = Journey::new(nobody());
    journey.keys("q <c-c> <esc>");
    assert_eq!(journey.quit, None);
    journey.keys("<tab> <tab> <tab> <enter>");
    assert_eq!(journey.quit, Some(ExitReason::Left));
}

#[test]
fn what_the_desk_asked_before_the_lock_is_not_shown_after_it() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    let late = journey.app.update(
        serasi::tui::context::Now { mono: std::time::Duration::from_secs(200), wall: super::desk::now() },
        serasi::tui::event::Event::Changed,
    );
    journey.keys("<c-k>");
    let who = FakeDesk::of(operator());
    for effect in late {
        if let serasi::tui::effect::Effect::Ask { ticket, query } = effect {
            let result = who.query(query.clone());
            journey.event(serasi::tui::event::Event::Found { ticket, query, result });
        }
    }
    journey.sees_not("Sri Wahyuni");
}

fn person(minutes: u64) -> Journey {
    let mut journey = Journey::sized(FakeDesk::of(operator()), 80, 24, setup(), accounts());
    journey.app.lock_after(Some(std::time::Duration::from_secs(60 * minutes)));
    journey
}

#[test]
fn a_desk_without_a_key_locks_by_itself_and_its_person_goes_on_where_they_were() {
    let mut journey = person(10);
    journey.keys("3 j e \"xyz\"");
    journey.wait(9 * 60 * 1000);
    journey.sees("Ubah permohonan");
    // A key begins the time anew.
    journey.keys("a <bs>");
    journey.wait(9 * 60 * 1000);
    journey.sees("pekerjaanxyz");
    journey.wait(61 * 1000);
    journey.sees("Terkunci sendiri setelah 10 menit.");
    journey.sees_not("pekerjaanxyz");
    assert!(journey.desk.who.is_none());
    let frames = journey.frames;
    journey.wait(24 * 60 * 60 * 1000);
    assert_eq!(journey.frames, frames, "a locked desk draws nothing");
    // The draft is kept, and the form is open as it was.
    assert!(journey.desk.drafts.values().any(|draft| draft.contains("pekerjaanxyz")));
    journey.keys("<down> <enter>");
    journey.sees("pekerjaanxyz");
    journey.keys("\"!\"");
    journey.sees("pekerjaanxyz!");
}

#[test]
fn somebody_else_finds_nothing_of_the_one_who_was_locked_out() {
    let mut journey = person(10);
    journey.keys("3 j e \"xyz\"");
    journey.wait(11 * 60 * 1000);
    journey.keys("<down> <down> <enter>");
    journey.sees("Bambang Sutrisno");
    journey.sees_not("xyz");
    // And the first one not the other's place.
    journey.keys("<c-k> <down> <enter>");
    journey.sees_not("Ubah permohonan");
}

#[test]
fn a_passphrase_being_typed_is_gone_after_a_lock_and_its_marks_are_not() {
    let mut desk = FakeDesk::of(head());
    desk.accounts.retain(|(name, ..)| *name == "bambang");
    let mut journey = Journey::sized(desk, 80, 24, setup(), accounts());
    journey.app.lock_after(Some(std::time::Duration::from_secs(600)));
    journey.keys("4 * s \"raha\"");
    journey.sees("terketik");
    journey.wait(601 * 1000);
    journey.keys("<down> <down> <enter>");
    journey.sees_not("terketik");
    journey.keys("s");
    journey.sees("2 surat");
}

#[test]
fn a_batch_that_fails_behind_the_lock_says_so_to_its_person() {
    let mut desk = FakeDesk::of(head());
    desk.accounts.retain(|(name, ..)| *name == "bambang");
    let mut journey = Journey::sized(desk, 80, 24, setup(), accounts());
    journey.app.lock_after(Some(std::time::Duration::from_secs(600)));
    journey.hold_signing = true;
    journey.keys("4 * s \"rahasia\" <enter>");
    journey.sees("0 dari 2");
    journey.wait(601 * 1000);
    journey.event(serasi::tui::event::Event::SignFailed(serasi::desk::DeskError::Offline));
    journey.keys("<down> <down> <enter>");
    journey.sees("Server tidak dapat dihubungi, jadi ini belum dilakukan.");
    journey.keys("<esc> j");
    journey.sees_not("Passphrase");
}

#[test]
fn an_expired_session_says_what_is_safe_and_how_to_go_on_in_the_same_place() {
    let mut journey = person(10);
    journey.keys("3 j");
    journey.desk.status.link = serasi::desk::Link::LoggedOut;
    journey.desk.status.unsent = 3;
    journey.event(serasi::tui::event::Event::Changed);
    journey.sees("Sesi Anda sudah berakhir. Yang Anda ketik tersimpan.");
    journey.keys("<c-k>");
    journey.sees("3 tindakan Anda belum terkirim");
    journey.desk.status.link = serasi::desk::Link::Online;
    journey.keys("<down> <enter>");
    journey.sees("── A-02");
}

#[test]
fn a_login_without_a_line_says_since_when_the_rights_hold() {
    let mut desk = nobody();
    desk.status.link = serasi::desk::Link::Offline { since: super::desk::now() };
    let mut journey = Journey::new(desk);
    journey.keys("\"siti\" <enter> \"sandi-siti\" <enter>");
    journey.sees("Terbuka tanpa sambungan. Hak Anda terakhir dipastikan server 10.42");
}

#[test]
fn a_machine_where_nobody_was_asks_for_the_server_and_offers_the_demo() {
    let start = serasi::tui::FirstStart { address: String::new(), demo: true };
    let mut journey = Journey::new(nobody());
    journey.app.first_start(Some(start));
    journey.event(serasi::tui::event::Event::Found {
        ticket: 1,
        query: serasi::desk::Query::Who,
        result: Err(serasi::desk::DeskError::LoggedOut),
    });
    journey.sees("Alamat server");
    journey.sees("[ Lihat peragaan ]");
    journey.keys("<tab> <tab> <tab> <tab> <enter>");
    assert_eq!(journey.quit, Some(ExitReason::Demo));
    journey.keys("<s-tab> <s-tab> <s-tab> <s-tab> \"serasi.example\" <enter> \"siti\" <enter>");
    journey.keys("\"sandi-siti\" <enter>");
    assert_eq!(journey.desk.addresses, [Some("https://serasi.example".to_owned())]);
    journey.sees("Siti Rahayu, Kasi Pelayanan");
}

#[test]
fn who_was_here_before_is_chosen_and_types_only_a_password() {
    let known =
        serasi::tui::KnownAccount { name: "siti".into(), who: "Siti Rahayu".into(), password: None, passphrase: None };
    let mut journey = Journey::sized(nobody(), 80, 24, setup(), vec![known]);
    journey.sees("Yang pernah masuk di komputer ini");
    journey.sees("siti Siti Rahayu");
    journey.keys("<down> \"sandi-siti\" <enter>");
    journey.sees("Siti Rahayu, Kasi Pelayanan");
}

#[test]
fn a_pin_is_typed_twice_and_never_shown() {
    let mut journey = person(10);
    journey.keys(": \"pin\" <enter>");
    journey.sees("Pasang PIN");
    journey.keys("\"190845\" <enter> \"190854\" <enter>");
    journey.sees("Kedua ketikan berbeda.");
    journey.keys("\"12345\" <enter> \"12345\" <enter>");
    journey.sees("PIN itu terlalu mudah ditebak");
    journey.keys("\"190845\" <enter> \"190845\"");
    journey.sees_not("190845");
    journey.keys("<enter>");
    journey.sees("PIN terpasang.");
    assert_eq!(journey.desk.pins, ["12345", "190845"]);
}
