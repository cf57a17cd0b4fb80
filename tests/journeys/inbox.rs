//! Surat Masuk: read, followed up.

use serasi::desk::Command;

use super::Journey;
use super::desk::{FakeDesk, LETTER, head, operator, record};

#[test]
fn a_letter_is_read_opened_and_followed_up_with_a_note() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.sees("2Masuk:2");
    journey.keys("2");
    journey.sees("! segera");
    journey.sees("Nomor: 000.1.5/112/2026");
    journey.sees("Tanggal: 18 November 2026");
    journey.sees("kami mengundang Saudara.");
    journey.keys("<enter>");
    assert!(journey.line(2).starts_with("──"), "{}", journey.text());
    journey.keys("<esc> v \"dihadiri_kasi\" <enter>");
    assert_eq!(journey.desk.decisions(), [&Command::FollowUp { letter: record(LETTER), note: "dihadiri kasi".into() }]);
    journey.sees("Ditindaklanjuti: Undangan rapat koordinasi 1.");
    journey.sees("selesai");
    journey.keys("v");
    journey.sees("Surat ini sudah ditindaklanjuti.");
}

#[test]
fn a_letter_is_read_when_its_last_line_has_stood() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    let marks = |journey: &Journey| {
        journey.desk.commands.iter().filter(|c| matches!(c, Command::MarkRead { .. })).cloned().collect::<Vec<_>>()
    };
    journey.press(super::script::named("2"));
    journey.wait(300);
    assert_eq!(marks(&journey), []);
    journey.wait(1000);
    assert_eq!(marks(&journey), [Command::MarkRead { record: record(LETTER) }]);
    journey.event(serasi::tui::event::Event::Changed);
    journey.sees("2Masuk:1");
    journey.wait(5000);
    assert_eq!(marks(&journey).len(), 1);
}

#[test]
fn who_is_no_operator_reads_only() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.keys("2 v");
    journey.sees("Jabatan Anda bukan operator.");
    assert!(journey.desk.decisions().is_empty());
}
