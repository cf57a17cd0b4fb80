//! Dialogs while their answer is under way, behind the lock, and when it fails.

use std::time::Duration;

use serasi::desk::{Command, DeskError};
use serasi::domain::office::Role;
use serasi::domain::refusal::Refusal;
use serasi::tui::effect::Effect;
use serasi::tui::event::Event;

use super::Journey;
use super::desk::{FakeDesk, operator, ready};
use super::script::named;

const NIK: &str = "\"3322075403800001\"";

fn desk() -> FakeDesk {
    let mut desk = FakeDesk::of(operator());
    desk.requests.extend([ready(4, 5)]);
    desk
}

/// What was asked for and is held back, without drafts.
fn under_way(journey: &Journey) -> Vec<&Command> {
    let commands = journey.on_their_way.iter().filter_map(|effect| match effect {
        Effect::Do { command, .. } => Some(command),
        _ => None,
    });
    commands.filter(|command| !matches!(command, Command::SaveDraft { .. })).collect()
}

fn is_closed(journey: &Journey) -> bool {
    journey.line(23).ends_with("? bantuan")
}

/// Every dialog that something is asked for in: what opens it and fills it in, and the key that asks.
fn asking() -> Vec<(FakeDesk, String, &'static str)> {
    vec![
        (desk(), "3 r 1".into(), "<enter>"),
        (desk(), "3 x \"bukan_warga\"".into(), "<enter>"),
        (desk(), "3 e \"xyz\"".into(), "<c-t>"),
        (desk(), "3 f 4 w".into(), "<enter>"),
        (desk(), "3 f 4 w 1 \"Slamet\"".into(), "<enter>"),
        (desk(), "3 f 4 w 4".into(), "<enter>"),
        (desk(), "3 c c 2 \"KK_menyusul\"".into(), "<enter>"),
        (desk(), "3 c : \"serahterima\" <enter> 1".into(), "<enter>"),
        (desk(), "3 l".into(), "<enter>"),
        (desk(), format!("3 + {NIK} 2 \"tes\""), "<c-t>"),
        (super::sides::desk(), "9 e".into(), "<enter>"),
        (super::sides::desk(), "9 j j j j x".into(), "<enter>"),
        (desk(), "7 / \"sri\" <enter> n".into(), "1"),
        (desk(), "7 / \"sri\" <enter> n 5 \"sensus\"".into(), "<enter>"),
    ]
}

#[test]
fn what_a_dialog_asks_for_is_asked_once_however_slow_the_answer_and_closes_it_once() {
    for (desk, opens, asks) in asking() {
        let mut journey = Journey::new(desk);
        journey.keys(&opens);
        assert!(!is_closed(&journey), "{opens}: {}", journey.text());
        journey.hold_commands = true;
        // A finger that stays on the key, then somebody who wants to leave.
        journey.press(named(asks));
        journey.wait(500);
        for _ in 0..5 {
            journey.press(named(asks));
            journey.wait(33);
        }
        journey.wait(1000);
        journey.keys("<esc> <esc>");
        assert_eq!(under_way(&journey).len(), 1, "{opens}: {:?}", under_way(&journey));
        assert!(!is_closed(&journey), "{opens}: {}", journey.text());
        journey.arrive();
        assert!(is_closed(&journey), "{opens}: {}", journey.text());
        assert!(!journey.text().contains("masih berjalan"), "{opens}: {}", journey.text());
    }
}

#[test]
fn esc_before_the_answer_says_that_it_is_still_being_done() {
    let mut journey = Journey::new(desk());
    journey.keys("r 1");
    journey.hold_commands = true;
    journey.keys("<enter> <esc>");
    journey.sees("Tindakan sebelumnya masih berjalan.");
    journey.arrive();
    journey.sees("Dikembalikan kepada Sri Wahyuni.");
}

/// A desk that locks by itself while the answer to this is under way; afterwards its person is back.
fn locked_while_asking(opens: &str, asks: &str, refused: bool) -> Journey {
    let mut journey = Journey::new(desk());
    journey.app.expect(Some("siti".into()));
    journey.app.lock_after(Some(Duration::from_secs(600)));
    journey.keys(opens);
    if refused {
        journey.desk.refuse_next = Some(DeskError::Refused(Refusal::NotAllowed { role: Role::Operator }));
    }
    journey.hold_commands = true;
    journey.press(named(asks));
    journey.wait(601 * 1000);
    journey.sees("Kata sandi");
    journey.arrive();
    journey.keys("\"sandi-siti\" <enter>");
    journey
}

#[test]
fn a_dialog_that_the_lock_came_over_is_done_behind_it_and_asks_for_nothing_twice() {
    for (opens, asks) in [("3 r 1", "<enter>"), ("3 e \"xyz\"", "<c-t>"), (&*format!("3 + {NIK} 2 \"tes\""), "<c-t>")] {
        let journey = locked_while_asking(opens, asks, false);
        let asked = journey.desk.decisions().into_iter().filter(|command| !matches!(command, Command::Claim { .. }));
        assert_eq!(asked.count(), 1, "{opens}: {:?}", journey.desk.commands);
        assert!(is_closed(&journey), "{opens}: {}", journey.text());
    }
}

#[test]
fn a_dialog_that_was_refused_behind_the_lock_is_there_with_what_was_typed_and_takes_keys() {
    for (opens, typed, asks) in [
        ("3 r \"bawa_KK\"", "Alasan: bawa KK", "<enter>"),
        ("3 e \"xyz\"", "pekerjaanxyz", "<c-t>"),
        (&*format!("3 + {NIK} 2 \"tes\""), "tes", "<c-t>"),
    ] {
        let mut journey = locked_while_asking(opens, asks, true);
        journey.sees(typed);
        assert!(!is_closed(&journey), "{opens}: {}", journey.text());
        let mut left = locked_while_asking(opens, asks, true);
        left.keys("<esc>");
        assert!(is_closed(&left), "{opens}: {}", left.text());
        journey.keys(asks);
        assert!(is_closed(&journey), "{opens}: {}", journey.text());
        let asked = journey.desk.decisions().into_iter().filter(|command| !matches!(command, Command::Claim { .. }));
        assert_eq!(asked.count(), 1, "{opens}: {:?}", journey.desk.commands);
    }
}

#[test]
fn whoever_is_back_before_the_answer_waits_for_it_as_before() {
    let mut journey = Journey::new(desk());
    journey.app.lock_after(Some(Duration::from_secs(600)));
    journey.keys("r 1");
    journey.hold_commands = true;
    journey.press(named("<enter>"));
    journey.wait(601 * 1000);
    journey.event(Event::LoggedIn(Ok(operator())));
    journey.keys("<enter> <enter>");
    assert_eq!(under_way(&journey).len(), 1, "{:?}", under_way(&journey));
    journey.on_their_way.retain(|effect| !matches!(effect, Effect::Lock));
    journey.arrive();
    journey.sees("Dikembalikan kepada Sri Wahyuni.");
    assert!(is_closed(&journey), "{}", journey.text());
}

#[test]
fn a_dialog_whose_content_is_not_here_says_so_and_is_over() {
    for error in [DeskError::NotHere, DeskError::Storage("disk".into())] {
        for (opens, key) in [("3 f 4 w", "4"), ("3", "l"), ("3 : \"slip\"", "<enter>")] {
            let mut journey = Journey::new(desk());
            journey.keys(opens);
            journey.hold_commands = true;
            journey.keys(key);
            journey.sees("Memuat…");
            journey.miss(&error);
            assert!(is_closed(&journey), "{opens}: {}", journey.text());
            journey.sees(&serasi::i18n::failure(serasi::i18n::Lang::Id, &error));
        }
    }
}

#[test]
fn a_dialog_that_asks_in_vain_says_so_and_goes_on() {
    for (opens, key) in [("3", "r"), ("6", "f"), ("3", "+"), ("3 e <esc>", "e")] {
        let mut journey = Journey::new(desk());
        journey.keys(opens);
        journey.hold_commands = true;
        journey.keys(key);
        journey.miss(&DeskError::TooNew);
        assert!(!is_closed(&journey), "{opens} {key}: {}", journey.text());
        journey.sees(&serasi::i18n::failure(serasi::i18n::Lang::Id, &DeskError::TooNew));
    }
    // What the desk asks by itself is not worth a word.
    let mut journey = Journey::new(desk());
    journey.keys("r \"bawa\"");
    journey.hold_commands = true;
    journey.event(Event::Changed);
    journey.miss(&DeskError::TooNew);
    journey.sees_not(&serasi::i18n::failure(serasi::i18n::Lang::Id, &DeskError::TooNew));
}

#[test]
fn the_end_of_a_shift_whose_list_is_not_here_does_not_come_up_later() {
    let mut journey = Journey::new(desk());
    journey.keys("3 c : \"serahterima\"");
    journey.hold_commands = true;
    journey.keys("<enter>");
    journey.miss(&DeskError::Storage("disk".into()));
    journey.keys("j");
    journey.event(Event::Changed);
    assert!(is_closed(&journey), "{}", journey.text());
    journey.keys(": \"serahterima\" <enter>");
    journey.sees("Joko Susilo");
}
