//! What a terminal is shown: colours or none, ASCII or not, at its size.

use super::support::{Start, count};

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
