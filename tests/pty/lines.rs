//! Slow lines and many events: what a held key costs, what a storm of sizes costs, what comes first.

use std::time::{Duration, Instant};

use super::support::{Pty, Start, count};

const FRAME: &[u8] = b"\x1b[?2026h";

/// Holds an arrow for five seconds, thirty a second; gives bytes, frames, and how long after the release the
/// screen still moved. A line of a known speed is one whose terminal says it.
fn holds_an_arrow(carries: Option<u32>, known: bool) -> (usize, usize, Duration) {
    let mut start = Start::desk("calm");
    if known {
        let mut command = portable_pty::CommandBuilder::new("/bin/sh");
        let baud = carries.unwrap_or_default() * 10;
        command.args(["-c".to_owned(), format!("stty {baud}; exec \"$@\""), "sh".to_owned()]);
        command.args(start.command.get_argv());
        command.env(super::child::ROLE, "calm");
        start = Start { first: Some("3"), ..Start::of(command) };
    }
    start.carries = carries;
    let mut pty = start.env("SSH_TTY", "/dev/pts/9").go();
    pty.waits_for("── A-01");
    std::thread::sleep(Duration::from_millis(500));
    let before = pty.bytes();
    for n in 0..150 {
        // Down and up in turns, so that there is always a way to go; after the last one on row 31.
        pty.types(if n % 60 < 30 { "\x1b[B" } else { "\x1b[A" });
        std::thread::sleep(Duration::from_millis(33));
    }
    let released = Instant::now();
    let end = released + Duration::from_secs(60);
    while !pty.text().contains("── A-31") {
        assert!(Instant::now() < end, "never there:\n{}", pty.text());
        std::thread::sleep(Duration::from_millis(20));
    }
    let settled = released.elapsed();
    let after = pty.bytes();
    (after.len() - before.len(), count(&after, FRAME) - count(&before, FRAME), settled)
}

#[test]
fn a_held_arrow_is_coalesced_on_slow_lines_and_ends_soon_after_its_release() {
    // The last one is a line that is slow and does not say so: what lies in buffers comes late.
    let lines = [(None, false, 1000), (Some(25_600), false, 1500), (Some(960), true, 4000), (Some(960), false, 30_000)];
    std::thread::scope(|at_once| {
        for (carries, known, longest) in lines {
            at_once.spawn(move || {
                let (bytes, frames, settled) = holds_an_arrow(carries, known);
                let settled = settled.as_millis();
                println!("{carries:?} B/s, known {known}: {bytes} bytes, {frames} frames, settled after {settled} ms");
                assert!(settled < longest, "{carries:?}: {settled}");
                // Each press alone would have cost up to 300 bytes.
                assert!(bytes < 150 * 300, "{bytes}");
                assert!(!known || frames * 2 < 150, "{frames} frames for 150 presses");
            });
        }
    });
}

#[test]
fn many_sizes_at_once_are_drawn_a_few_times_and_the_last_one_whole() {
    let mut pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    let before = count(&pty.bytes(), b"\x1b[2J");
    for n in 0..100 {
        pty.resize(60 + n, 20 + n % 20);
    }
    pty.resize(120, 40);
    pty.waits_for("│── A-01");
    std::thread::sleep(Duration::from_millis(300));
    let drawn = count(&pty.bytes(), b"\x1b[2J") - before;
    println!("101 sizes, {drawn} whole frames");
    assert!((1..=50).contains(&drawn), "{drawn}");
    assert!(pty.text().lines().last().is_some_and(|line| line.contains("? bantuan")), "{}", pty.text());
}

#[test]
fn every_size_from_40x10_to_300x100_works_and_nothing_is_drawn_beyond_the_largest() {
    for (columns, rows) in [(40, 10), (80, 24), (132, 43), (300, 100), (500, 200)] {
        let mut start = Start::desk("calm");
        (start.columns, start.rows) = (columns, rows);
        let pty = start.go();
        pty.waits_for("A-01");
        pty.waits_for("? bantuan");
        if columns > 400 {
            let beyond = pty.look(|screen| {
                let empty = |row, column| screen.cell(row, column).is_none_or(|cell| !cell.has_contents());
                (0..rows).all(|row| (400..columns).all(|column| empty(row, column)))
                    && (160..rows).all(|row| (0..columns).all(|column| empty(row, column)))
            });
            assert!(beyond, "{}", pty.text());
        }
    }
}

fn first(pty: &Pty, wanted: &[u8], from: Instant) -> Duration {
    let end = from + Duration::from_secs(20);
    while count(&pty.bytes(), wanted) == 0 {
        assert!(Instant::now() < end, "never wrote {wanted:?}");
        std::thread::sleep(Duration::from_millis(1));
    }
    from.elapsed()
}

#[test]
fn the_first_frame_comes_before_any_answer_and_says_later_that_it_loads() {
    let from = Instant::now();
    let pty = Start { first: None, ..Start::desk("slow") }.go();
    let taken = first(&pty, b"\x1b[?1049h", from);
    let framed = first(&pty, b"\x1b[?2026l", from);
    println!("first frame {} ms after the terminal was taken", (framed - taken).as_millis());
    assert!(framed - taken < super::child::SLOW / 2, "{:?}", framed - taken);
    assert!(pty.text().contains("SERASI") && !pty.text().contains("Memuat"), "{}", pty.text());
    pty.waits_for("Memuat…");
    pty.waits_for("orang menunggu");
    assert!(!pty.text().contains("Memuat…"), "{}", pty.text());
}

#[test]
fn four_decisions_in_one_write_decide_once() {
    let mut pty = Start::desk("calm").go();
    pty.waits_for("3Mohon:40");
    pty.waits_for("── A-01");
    pty.types_calmly("tttt");
    pty.waits_for("3Mohon:39");
    std::thread::sleep(Duration::from_millis(1500));
    assert!(pty.text().contains("3Mohon:39") && pty.text().contains("── A-02"), "{}", pty.text());
}

#[test]
fn lines_pasted_without_brackets_do_not_send_a_reason() {
    let mut pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    pty.types_calmly("r");
    pty.waits_for("apa yang kurang?");
    pty.types("KK belum dibawa\rsusulkan besok\r");
    pty.waits_for("KK belum dibawa susulkan besok");
    std::thread::sleep(Duration::from_millis(300));
    assert!(pty.text().contains("apa yang kurang?"), "{}", pty.text());
    assert!(pty.text().contains("Tekan Enter sekali lagi."), "{}", pty.text());
    pty.types("\r");
    pty.waits_for("Dikembalikan kepada Sri Wahyuni.");
}

#[test]
fn a_bracketed_paste_is_one_text_and_harmless() {
    let mut pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    pty.types_calmly("r");
    pty.waits_for("apa yang kurang?");
    pty.types("\x1b[200~KK\r\nbelum\x1b[31m ada\x07\x1b[201~");
    pty.waits_for("KK belum[31m ada");
    assert!(pty.text().contains("apa yang kurang?"), "{}", pty.text());
}
