//! Logging in, locking, changing the person.

use serasi::tui::event::ExitReason;
use serasi::tui::screens::login::DemoAccount;

use super::Journey;
use super::desk::{FakeDesk, head, operator};
use super::script::setup;

fn nobody() -> FakeDesk {
    FakeDesk { who: None, tasks: FakeDesk::of(head()).tasks, ..FakeDesk::of(operator()) }
}

fn accounts() -> Vec<DemoAccount> {
    vec![
        DemoAccount {
            name: "siti".into(),
            who: "Siti Rahayu, Kasi Pelayanan".into(),
            password: "sandi-siti".into(),
            passphrase: None,
        },
        DemoAccount {
            name: "bambang".into(),
            who: "Bambang Sutrisno, Kepala Desa".into(),
            password: "sandi-bambang".into(),
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
    journey.sees("Layar terkunci. Terakhir: Siti Rahayu.");
    journey.sees_not("Sri Wahyuni");
    assert!(journey.desk.who.is_none());
    journey.keys("<down> <down> <enter>");
    journey.sees("4Paraf & TTD");
    journey.keys("<c-k> <down> <enter> 3 e");
    journey.sees("pekerjaanxyz");
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
