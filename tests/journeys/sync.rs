//! Sinkronisasi: what the server did not take, why, and what to do now.

use serasi::desk::{Command, ItemState};
use serasi::domain::id::ActionId;
use serasi::domain::refusal::Refusal;
use uuid::Uuid;

use super::Journey;
use super::desk::{ACTION, FakeDesk, item, operator};

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
    journey.sees("9Sinkronisasi:4");
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
