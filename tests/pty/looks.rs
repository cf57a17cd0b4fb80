//! What a terminal is shown: colours or none, ASCII or not, at its size.

use super::support::{Start, count, scratch};

#[test]
fn no_color_has_no_colour_and_still_a_visible_selection() {
    let mut pty = Start::desk("calm").env("NO_COLOR", "1").go();
    pty.waits_for("── A-01");
    let bytes = pty.bytes();
    for colour in 30..38 {
        assert_eq!(count(&bytes, format!(";{colour}m").as_bytes()), 0, "colour {colour}");
    }
    assert_eq!(count(&bytes, b"[;m"), 0, "an empty attribute would take the selection's away");
    assert!(pty.look(|screen| screen.cell(2, 2).unwrap().inverse()), "{}", pty.text());
    pty.types_calmly("q");
    pty.ends();
}

#[test]
fn a_locale_without_utf_8_gets_ascii() {
    let mut pty = Start::desk("calm").env("LANG", "C").go();
    pty.waits_for("-- A-01");
    pty.types("?");
    pty.waits_for("Bantuan");
    let on_screen = pty.text();
    assert!(on_screen.is_ascii(), "{on_screen}");
}

#[test]
fn a_resize_draws_the_new_layout_once_and_keeps_the_selection() {
    let mut pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    pty.types("j");
    pty.waits_for("── A-02");
    pty.resize(120, 40);
    pty.waits_for("│── A-02");
    pty.resize(39, 9);
    pty.waits_for("layar terlalu kecil (39×9)");
    pty.resize(80, 24);
    pty.waits_for("> A-02");
}

#[test]
fn no_background_is_ever_set() {
    let mut pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    for key in ["?", "\x1b", "2", "9", "3"] {
        pty.types_calmly(key);
    }
    let bytes = pty.bytes();
    for background in (40..48).chain(100..108) {
        assert_eq!(count(&bytes, format!(";{background}m").as_bytes()), 0);
        assert_eq!(count(&bytes, format!("[{background}m").as_bytes()), 0);
    }
}

/// Every control sequence in some bytes: private mark, parameters and last letter.
fn sequences(bytes: &[u8]) -> std::collections::BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let parts = text.split('\u{1b}').skip(1);
    parts
        .map(|part| match part.strip_prefix('[') {
            Some(body) => {
                let end = body.find(|c: char| ('@'..='~').contains(&c)).unwrap_or(0);
                let private = body.starts_with('?');
                format!("[{}{}", if private { "?" } else { "" }, &body[end..=end])
            }
            None => part.chars().take(1).collect(),
        })
        .collect()
}

/// Nothing that the plainest of them misunderstands: cursor, attributes, clearing, scroll regions, and private
/// modes, which a terminal ignores when it does not know them.
#[test]
fn every_terminal_gets_only_what_a_vt220_understands() {
    let terms = ["xterm", "xterm-256color", "putty", "screen", "tmux-256color", "linux", "vt220", "rxvt", "st"];
    std::thread::scope(|at_once| {
        for term in terms {
            at_once.spawn(move || understands(term));
        }
    });
}

fn understands(term: &str) {
    let mut pty = Start::desk("calm").env("TERM", term).go();
    pty.waits_for("── A-01");
    for key in ["j", "\x1b[6~", "?", "\x1b", "2", "3", "y"] {
        pty.types_calmly(key);
    }
    pty.types_calmly("q");
    pty.ends();
    pty.is_restored();
    let bytes = pty.bytes();
    let known = ["[?h", "[?l", "[?s", "[?r", "[H", "[C", "[m", "[J", "[r", "M"];
    let clipboard = if ["linux", "vt220"].contains(&term) { "M" } else { "]" };
    let strange: Vec<String> =
        sequences(&bytes).into_iter().filter(|one| !known.contains(&one.as_str()) && one != clipboard).collect();
    assert!(strange.is_empty(), "{term}: {strange:?}");
    // Sixteen colours, by name.
    assert_eq!(count(&bytes, b"38;5") + count(&bytes, b"38;2") + count(&bytes, b"48;"), 0, "{term}");
}

#[test]
fn the_cursor_stands_on_the_selected_row_for_those_who_hear_the_screen() {
    let mut pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    pty.types("j");
    pty.waits_for("── A-02");
    let (row, column) = pty.look(vt100::Screen::cursor_position);
    let text = pty.text();
    assert!(text.lines().nth(usize::from(row)).is_some_and(|line| line.starts_with("> A-02")), "{row}: {text}");
    assert_eq!(column, 0);
    assert!(!pty.look(vt100::Screen::hide_cursor));
}

#[test]
fn what_libraries_print_goes_to_the_log_and_not_over_the_screen() {
    let (_dir, log) = scratch("log");
    let mut pty = Start::desk("noisy").env("SERASI_TEST_LOG", &log).go();
    pty.waits_for("── A-01");
    pty.types_calmly("q");
    pty.ends();
    assert_eq!(count(&pty.bytes(), b"a library prints"), 0);
    assert!(std::fs::read_to_string(&log).unwrap().contains("a library prints over the screen"));
}

#[test]
fn a_terminal_that_takes_synchronized_updates_amiss_gets_none() {
    let pty = Start::desk("calm").env("SERASI_NO_SYNC_OUTPUT", "1").go();
    pty.waits_for("── A-01");
    assert_eq!(count(&pty.bytes(), b"\x1b[?2026h"), 0);
}

#[test]
fn the_wheel_moves_as_arrows_do_and_the_mouse_stays_the_terminals() {
    let pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    let bytes = pty.bytes();
    assert_eq!(count(&bytes, b"\x1b[?1007s\x1b[?1007h"), 1);
    for capture in [&b"\x1b[?1000h"[..], b"\x1b[?1002h", b"\x1b[?1003h", b"\x1b[?1006h", b"\x1b[?1004h", b"\x1b[>4;"] {
        assert_eq!(count(&bytes, capture), 0, "{capture:?}");
    }
}

#[test]
fn over_ssh_nothing_moves_while_one_waits_and_the_layout_is_stacked() {
    let mut start = Start::desk("calm").env("SSH_TTY", "/dev/pts/9");
    (start.columns, start.rows) = (120, 30);
    let pty = start.go();
    pty.waits_for("── A-01");
    assert!(!pty.text().contains('│'), "{}", pty.text());
    let before = pty.bytes().len();
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(pty.bytes().len(), before);
}

#[test]
fn a_number_is_sent_to_the_terminals_clipboard() {
    let mut pty = Start::desk("calm").env("SSH_TTY", "/dev/pts/9").go();
    pty.waits_for("── A-01");
    pty.types("y");
    pty.waits_for("A-01 dikirim ke terminal.");
    assert_eq!(count(&pty.bytes(), b"\x1b]52;c;QS0wMQ==\x07"), 1);
    let mut pty = Start::desk("calm").env("TERM", "linux").go();
    pty.waits_for("── A-01");
    pty.types("y");
    pty.waits_for("A-01 tidak disalin");
    assert_eq!(count(&pty.bytes(), b"\x1b]52"), 0);
}

#[test]
fn a_list_is_written_to_a_file_of_ones_own() {
    let dir = tempfile::tempdir().unwrap();
    let mut pty = Start::desk("calm").env("HOME", dir.path()).go();
    pty.waits_for("── A-01");
    pty.types(":");
    pty.types("ekspor daftar\r");
    pty.waits_for("Daftar ditulis ke");
    let files: Vec<_> =
        std::fs::read_dir(dir.path().join("SERASI")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert!(text.starts_with("\u{feff}Antrean,Nama,Jenis surat,"), "{text}");
    assert_eq!(text.lines().count(), 41);
}
