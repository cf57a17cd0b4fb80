//! What the desk makes of the terminal it stands on: large letters, copies, files, stops, pastes, waiting.

use std::time::Duration;

use serasi::tui::app::App;
use serasi::tui::clipboard::Clipboard;
use serasi::tui::context::{Now, Setup};
use serasi::tui::event::Event;
use serasi::tui::keymap::Keymap;
use serasi::tui::keys::{Code, Key};

use super::Journey;
use super::desk::{FakeDesk, head, now, operator};
use super::script::setup;

fn large(who: serasi::desk::Who, width: u16, height: u16) -> Journey {
    Journey::sized(FakeDesk::of(who), width, height, Setup { large: true, ..setup() }, Vec::new())
}

#[test]
fn large_letters_show_one_thing_at_a_time_and_lose_nothing_of_a_row() {
    let mut journey = large(operator(), 40, 12);
    journey.keys("3");
    let text = journey.text();
    // What stands beside the name on a wide screen stands below it.
    let row = text.lines().position(|line| line.starts_with("> A-01") && line.contains("Sri Wahyuni")).unwrap();
    let below = text.lines().nth(row + 1).unwrap();
    assert!(below.starts_with("   Surat") && below.contains("loket") && below.contains("mnt"), "{text}");
    journey.sees_not("── A-01");
    journey.keys("j j j <enter>");
    journey.sees("── A-04");
    journey.sees_not("> A-04");
    journey.keys("<esc>");
    journey.sees("> A-04");
    journey.keys("<end>");
    journey.sees(">");
    // A wide window is laid out the same.
    let mut journey = large(operator(), 120, 40);
    journey.keys("3");
    journey.sees_not("│");
    journey.sees_not("── A-01");
}

#[test]
fn every_screen_and_dialog_works_with_large_letters_at_40x12() {
    let operators = ["2", "2 v", "2 <enter>", "3", "3 <enter>", "3 r", "3 e", "3 x", "9", "?", ":", "/", "q", "<c-k>"];
    let heads = ["4", "4 <enter>", "4 * s", "4 j <enter> r"];
    let all = operators.iter().map(|s| (operator(), *s)).chain(heads.iter().map(|s| (head(), *s)));
    for (who, script) in all {
        let mut journey = large(who, 40, 12);
        journey.keys(script);
        let text = journey.text();
        assert!(text.lines().all(|line| line.chars().count() <= 40), "{script}\n{text}");
        assert!(text.trim().lines().count() > 2, "{script}\n{text}");
        for (width, height) in [(40, 10), (39, 9), (60, 18), (200, 60), (0, 0)] {
            journey.resize_terminal(width, height);
            journey.event(Event::Resized(width, height));
        }
    }
}

#[test]
fn a_decision_with_large_letters_takes_the_open_page() {
    let mut journey = large(operator(), 40, 12);
    journey.keys("3 t");
    assert!(journey.desk.decisions().is_empty());
    journey.sees("isinya belum tampil");
    journey.keys("<enter>");
    let presses = (1..9).find(|_| {
        journey.keys("t");
        !journey.desk.decisions().is_empty()
    });
    // The page is longer than the window: it was read on before.
    assert!(presses.is_some_and(|presses| presses > 1), "{presses:?}");
}

#[test]
fn y_copies_the_number_and_ctrl_v_pastes_it_into_a_text() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("3 y");
    assert_eq!(journey.copied, ["A-01"]);
    journey.sees("A-01 dikirim ke terminal.");
    journey.keys("r <c-v>");
    journey.sees("Alasan: A-01");
    journey.keys("<esc> 9 y");
    journey.sees("salin: Yang dipilih tidak bernomor.");
    assert_eq!(journey.copied.len(), 1);
    journey.keys("2 y");
    assert_eq!(journey.copied.len(), 2);
}

#[test]
fn without_a_clipboard_the_number_is_told_and_the_file_is_named() {
    let setup = Setup { clipboard: Clipboard::Missing, ..setup() };
    let mut journey = Journey::sized(FakeDesk::of(operator()), 80, 24, setup, Vec::new());
    journey.keys("3 y");
    assert!(journey.copied.is_empty());
    journey.sees("A-01 tidak disalin: terminal ini tanpa papan klip.");
}

#[test]
fn a_list_is_exported_as_it_is_narrowed_and_calculates_nothing() {
    let mut desk = FakeDesk::of(operator());
    desk.requests[1].row.name = "=1+1".into();
    let mut journey = Journey::new(desk);
    journey.keys("3 / \"=1\" <enter>");
    journey.keys(": \"ekspor_daftar\" <enter>");
    let (name, text) = journey.exported.first().unwrap();
    assert_eq!(name, "serasi-requests-2026-11-20");
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains(",'=1+1,"), "{text}");
    journey.sees("Daftar ditulis ke /tmp/serasi-requests-2026-11-20.csv");
    for (screen, column) in [("2", "Agenda,"), ("9", "Tindakan,")] {
        journey.keys(screen);
        journey.keys(": \"ekspor_daftar\" <enter>");
        assert!(journey.exported.last().unwrap().1.contains(column));
    }
}

#[test]
fn ctrl_z_is_undo_unless_it_may_suspend() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("3 <c-z>");
    assert_eq!(journey.suspended, 0);
    journey.sees("urung:");
    let mut journey = Journey::sized(FakeDesk::of(operator()), 80, 24, Setup { suspends: true, ..setup() }, Vec::new());
    journey.keys("3 e \"xyz\" <c-z>");
    assert_eq!(journey.suspended, 1);
    // What was typed is kept before the stop.
    assert!(journey.desk.drafts.values().any(|draft| draft.contains("pekerjaanxyz")));
    journey.event(Event::Suspend);
    assert_eq!(journey.suspended, 2);
}

#[test]
fn an_enter_that_no_hand_typed_does_not_send() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("3 r");
    for c in "KK".chars() {
        journey.press(Key::plain(Code::Char(c)));
    }
    journey.press(Key::plain(Code::Enter));
    journey.press(Key::plain(Code::Char('x')));
    assert!(journey.desk.decisions().is_empty());
    journey.sees("Alasan: KK x");
    journey.wait(100);
    journey.keys("<enter>");
    assert_eq!(journey.desk.decisions().len(), 1);
}

#[test]
fn a_readers_enter_goes_on_in_a_form_and_never_presses_its_button() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("3 e");
    let enters = 12;
    for _ in 0..enters {
        journey.press(Key::plain(Code::Char('7')));
        journey.press(Key::plain(Code::Enter));
    }
    journey.sees("Ubah permohonan");
    assert!(!journey.desk.commands.iter().any(|command| matches!(command, serasi::desk::Command::Edit { .. })));
    journey.wait(1000);
    journey.keys("<enter>");
    assert!(journey.desk.commands.iter().any(|command| matches!(command, serasi::desk::Command::Edit { .. })));
}

#[test]
fn a_list_that_does_not_come_is_said_to_be_on_its_way_after_150_ms() {
    let at = |ms: u64| Now { mono: Duration::from_millis(ms), wall: now() };
    let mut app = App::new(setup(), Keymap::load(None).unwrap(), Vec::new(), (80, 24), at(1000));
    let mut terminal = ratatui::Terminal::new(ratatui::backend::TestBackend::new(80, 24)).unwrap();
    let mut shows = |app: &mut App, ms: u64| {
        terminal.draw(|frame| app.view(frame)).unwrap();
        app.drawn(at(ms));
        terminal.backend().to_string()
    };
    app.start();
    assert!(!shows(&mut app, 1010).contains("Memuat"));
    let due = app.deadline().unwrap();
    assert_eq!(due, Duration::from_millis(1150));
    app.due(at(1150));
    assert!(app.dirty());
    assert!(shows(&mut app, 1151).contains("Memuat…"));
    // Said once: nothing moves while it waits on.
    assert_eq!(app.deadline(), None);
    assert!(!app.dirty());
}

#[test]
fn no_command_needs_alt_or_a_function_key() {
    use serasi::tui::command::TABLE;
    let map = Keymap::load(None).unwrap();
    for command in TABLE {
        let keys = map.keys_of(command.id);
        let awkward = |key: &String| key.contains("Alt") || key.starts_with('F') && key.len() > 1;
        // What has no easy key at all is run from the palette.
        assert!(keys.is_empty() || !keys.iter().all(awkward), "{}: {keys:?}", command.name);
    }
    for taken in ["Alt-T", "Ctrl-Q", "Ctrl-I", "Ctrl-M", "Ctrl-B", "Ctrl-A"] {
        let file = format!("[keys]\nforward = [\"{taken}\"]\n");
        assert!(Keymap::load(Some(("mine.toml", &file))).is_err(), "{taken}");
    }
    let mut journey = Journey::new(FakeDesk::of(operator()));
    for command in TABLE {
        journey.keys(":");
        journey.paste(command.name);
        journey.sees_not("Tidak ada perintah dengan kata itu.");
        journey.keys("<esc>");
    }
}
