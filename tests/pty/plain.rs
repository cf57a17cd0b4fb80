//! The desk line by line: over a pipe, and on a terminal where a passphrase is not shown.

use std::io::Write;
use std::process::{Command, Stdio};

use super::child::ROLE;
use super::support::{Pty, Start, count, scratch};

/// What the desk says when it is told all this at once.
fn told(role: &str, set: &[(&str, &str)], lines: &[&str]) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["pty::child::desk_of_plain_data", "--exact", "--nocapture", "--test-threads=1"])
        .env(ROLE, role)
        .env("SERASI_TEST_PLAIN", "1")
        .env("LANG", "id_ID.UTF-8")
        .env("LC_ALL", "")
        .envs(set.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(lines.iter().map(|line| format!("{line}\n")).collect::<String>().as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{:?}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn in_order(text: &str, wanted: &[&str]) {
    let mut rest = text;
    for one in wanted {
        let at = rest.find(one).unwrap_or_else(|| panic!("{one:?} does not follow in:\n{text}"));
        rest = &rest[at + one.len()..];
    }
}

#[test]
fn a_request_is_read_forwarded_and_returned_over_a_pipe() {
    let text = told("calm", &[], &["3", "1", "t", "ya", "a2", "r", "1", "ya", "0", "q"]);
    in_order(
        &text,
        &[
            "SERASI Desa Banyubiru. Siti Rahayu, Kasi Pelayanan.",
            "sinkron",
            "3 Permohonan Surat: 40",
            "Permohonan Surat: 1 sampai 10 dari 40",
            "1 A-01, Sri Wahyuni",
            "Pemohon: Sri Wahyuni",
            "Surat:",
            "t teruskan, r kembalikan",
            "teruskan: Sri Wahyuni",
            "Diteruskan: Sri Wahyuni",
            "Permohonan Surat: 1 sampai 10 dari 39",
            "A-02",
            "apa yang kurang?",
            "1 Kartu keluarga (KK) belum dibawa",
            "Dikembalikan kepada Slamet Raharjo.",
            "Permohonan Surat: 1 sampai 10 dari 38",
        ],
    );
    assert!(!text.contains('\u{1b}'), "a control sequence");
    for drawn in ['─', '│', '┌', '>'] {
        assert!(!text.contains(drawn), "{drawn} is read aloud: {text}");
    }
}

#[test]
fn somebody_at_the_counter_is_served_over_a_pipe_and_what_was_begun_is_kept() {
    // Nobody, then a name; the kind; a purpose, the rest as it is; the originals; and not meant after all.
    let begun = ["+", "zzz", "endang", "2", "melamar kerja", "", "", "", "0812", "3", "3", "3", "tidak"];
    // Then the same person: what was typed is there, and each Enter leaves it.
    let again = ["+", "endang", "", "", "", "", "", "", "", "", "ya", "q"];
    let text = told("calm", &[], &[begun.as_slice(), again.as_slice()].concat());
    in_order(
        &text,
        &[
            "+ Buat yang baru",
            "Pemohon (nama, NIK, nomor KK, atau kartu; 0 batal): ",
            "Tidak ada yang cocok.",
            "2 Surat Pengantar",
            "Keperluan (): ",
            "Simpan permohonan: Endang Lestari, Surat Pengantar",
            "Ketikan tersimpan pukul",
            "lalu dilanjutkan",
            "Keperluan (melamar kerja): ",
            "Telepon (0812): ",
            "(asli ditunjukkan): ",
            "Tersimpan dengan nomor antrean A-",
        ],
    );
}

#[test]
fn nothing_is_decided_that_was_not_printed_and_meant() {
    // A decision where nothing is printed; and one without a yes, or with the wrong word.
    let text = told("calm", &[], &["t", "3", "t", "1", "t", "tidak", "t", "", "0", "0", "q"]);
    assert!(!text.contains("Diteruskan"), "{text}");
    assert_eq!(count(text.as_bytes(), "Dibatalkan. Tidak ada yang berubah.".as_bytes()), 2, "{text}");
    in_order(&text, &["3 Permohonan Surat: 40", "Tidak ada pilihan itu.", "Tidak ada pilihan itu."]);
}

#[test]
fn who_signs_reads_the_page_first_and_then_types_the_passphrase() {
    let text = told("head", &[], &["4", "1", "s", "ya", "salah", "1", "s", "ya", "rahasia", "0", "q"]);
    in_order(
        &text,
        &[
            "Paraf & TTD: 1 sampai",
            "1 Surat Pengantar, Sri Wahyuni",
            "halaman 1 dari 1",
            "s tanda tangan",
            "Ketik ya",
            "Passphrase (tidak ditampilkan): ",
            "[TTE-2031]",
            "Passphrase (tidak ditampilkan): ",
            "1 surat ditandatangani.",
        ],
    );
    assert!(!text.contains("rahasia"), "{text}");
}

#[test]
fn all_routine_ones_are_named_before_one_passphrase_signs_them() {
    let text = told("head", &[], &["4", "*", "ya", "rahasia", "0", "q"]);
    in_order(&text, &["Sri Wahyuni, ", "tanda tangan: ", "Ketik ya", "Passphrase", "surat ditandatangani."]);
}

#[test]
fn what_is_asked_back_behind_the_list_is_neither_signed_nor_given_paraf() {
    let changed = "Sri Wahyuni: Belum dilakukan: datanya baru saja berubah.";
    let asked_back = [("SERASI_TEST_ASKED_BACK", "1")];
    let text = told("secretary", &asked_back, &["4", "*", "ya", "0", "q"]);
    in_order(&text, &["Endang Lestari, ", "Ketik ya", changed, "Paraf diberikan: surat Endang Lestari."]);
    assert!(!text.contains("Paraf diberikan: surat Sri Wahyuni."), "{text}");
    let text = told("head", &asked_back, &["4", "*", "ya", "rahasia", "0", "q"]);
    in_order(&text, &["Passphrase", changed, "Endang Lestari: Ditandatangani", "1 surat ditandatangani, 1 tidak."]);
    assert!(!text.contains("Sri Wahyuni: Ditandatangani"), "{text}");
}

#[test]
fn what_waits_and_what_is_with_an_approver_is_ended_as_on_the_screen() {
    let text = told("spread", &[], &["3", "f", "6", "1", "x", "1", "ya", "f", "3", "1", "x", "1", "ya", "0", "q"]);
    in_order(
        &text,
        &[
            "A-01, Sri Wahyuni",
            "x batalkan, 0 kembali",
            "batalkan: Sri Wahyuni",
            "Dibatalkan pemohon: permohonan Sri Wahyuni.",
            "A-02, Slamet Raharjo",
            "x tolak, ",
            "tolak: Slamet Raharjo",
            "Ditolak: permohonan Slamet Raharjo.",
        ],
    );
}

#[test]
fn letters_fields_and_the_state_of_the_line_are_answered_a_line_each() {
    let text = told(
        "calm",
        &[],
        &[
            "2",
            "1",
            "v",
            "dihadiri",
            "ya",
            "0",
            "3",
            "1",
            "e",
            "melamar kerja",
            "",
            "3",
            "3",
            "ya",
            "0",
            "0",
            "9",
            "0",
            "?",
            "q",
        ],
    );
    in_order(
        &text,
        &[
            "Surat Masuk: 1 sampai",
            "Urgensi:",
            "v tindak lanjuti",
            "Ditindaklanjuti: ",
            "Anda mengerjakan permohonan Sri Wahyuni.",
            "Enter tetap",
            "Tersimpan: permohonan Sri Wahyuni.",
            "melamar kerja",
            "sinkron",
            "Bantuan",
        ],
    );
}

#[test]
fn nobody_is_here_until_name_and_password_fit_and_the_person_can_change() {
    let text = told("calm", &[("SERASI_TEST_NOBODY", "1")], &["siti", "salah", "siti", "sandi-siti", "k", "", "q"]);
    in_order(
        &text,
        &["Masuk ke SERASI", "Nama atau kata sandi salah.", "Siti Rahayu, Kasi Pelayanan", "Masuk ke SERASI"],
    );
}

#[test]
fn a_form_that_was_left_is_taken_up_again() {
    let (_dir, draft) = scratch("draft");
    let path = draft.to_str().unwrap();
    told("calm", &[("SERASI_TEST_DRAFT", path)], &["3", "1", "e", "melamar kerja", "0"]);
    assert!(std::fs::read_to_string(&draft).unwrap().contains("melamar kerja"));
}

#[test]
fn a_telephone_that_was_typed_is_kept_when_the_line_breaks_behind_it() {
    let (_dir, draft) = scratch("draft");
    let path = draft.to_str().unwrap();
    told("calm", &[("SERASI_TEST_DRAFT", path)], &["3", "1", "e", "", "0812 9"]);
    assert!(std::fs::read_to_string(&draft).unwrap().contains("0812 9"));
}

fn terminal(role: &str) -> Pty {
    Start { first: None, ..Start::desk(role) }.env("SERASI_TEST_PLAIN", "1").go()
}

#[test]
fn on_a_terminal_the_passphrase_is_not_shown_and_long_pages_wait() {
    let mut pty = terminal("head");
    pty.waits_for("Pilih: ");
    pty.types("4\r");
    pty.waits_for("0 kembali, ? bantuan");
    pty.types("1\r");
    pty.until(|pty| pty.text().contains("s tanda tangan") || pty.text().contains("Enter membaca terus"), "the page");
    if !pty.text().contains("s tanda tangan") {
        pty.types("\r");
    }
    pty.waits_for("s tanda tangan");
    pty.types("s\r");
    pty.waits_for("Ketik ya");
    pty.types("ya\r");
    pty.waits_for("(tidak ditampilkan): ");
    pty.types("rahasia\r");
    pty.waits_for("1 surat ditandatangani.");
    assert_eq!(count(&pty.bytes(), b"rahasia"), 0);
    assert!(!pty.look(vt100::Screen::alternate_screen));
}

#[test]
fn on_a_terminal_what_was_typed_ahead_means_nothing_and_ctrl_c_goes_back() {
    let mut pty = terminal("calm");
    pty.waits_for("Pilih: ");
    pty.types("3\r1\r\r\r\rt\rya\r");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(!pty.text().contains("Diteruskan"), "{}", pty.text());
    pty.types("\x03");
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert!(pty.child.try_wait().unwrap().is_none(), "Ctrl-C ends nothing");
    for _ in 0..3 {
        pty.types("0\r");
    }
    pty.types("q\r");
    pty.until(|pty| pty.text().contains("Pilih: "), "the menu");
    pty.signal(rustix::process::Signal::TERM);
    assert!([0, 143].contains(&pty.ends().exit_code()));
    assert_eq!(count(&pty.bytes(), b"\x1b"), 0, "no control sequence");
}

#[test]
fn what_was_handed_on_is_taken_back_and_done_again_line_by_line() {
    let text = told("rests", &[], &["3", "1", "t", "ya", "u", "u", "ul", "0", "u", "q"]);
    in_order(
        &text,
        &[
            "Diteruskan: Sri Wahyuni (Surat Pengantar) · u tarik kembali",
            "1 sampai 10 dari 39",
            "Diurungkan sebelum terkirim: teruskan Sri Wahyuni (Surat Pengantar).",
            "1 sampai 10 dari 40",
            "Tidak ada yang dapat diurungkan",
            "Dilakukan lagi: teruskan Sri Wahyuni (Surat Pengantar) · u tarik kembali",
            "1 sampai 10 dari 39",
            "u Mengurungkan: teruskan Sri Wahyuni (Surat Pengantar)",
            "Diurungkan sebelum terkirim: teruskan Sri Wahyuni",
            "3 Permohonan Surat: 40",
            "ul Melakukan lagi: teruskan Sri Wahyuni (Surat Pengantar)",
        ],
    );
}

#[test]
fn a_dumb_terminal_gets_lines_by_itself_from_the_real_program() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_serasi"))
        .args(["demo", "--as", "siti", "--home"])
        .arg(dir.path().join("demo"))
        .env("TERM", "dumb")
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"9\n0\nq\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.is_ascii() && text.contains("SERASI Desa Banyubiru. Siti Rahayu"), "{text}");
}

#[test]
fn a_letter_is_found_its_person_walked_to_and_a_number_revealed_line_by_line() {
    let lines = ["6", "yusuf", "1", "2", "n", "3", "0", "0", "0", "7", "wahyu", "1", "0", "0", "0", "q"];
    let text = told("calm", &[], &lines);
    in_order(
        &text,
        &[
            "6 Arsip",
            "7 Penduduk",
            "Arsip: 1 sampai 2 dari 2",
            "1 permohonan, A-33, Muhammad Yusuf Al-Fatih, Surat Pengantar, 19 Nov, terbit",
            "A-33 Surat Pengantar",
            "1 Surat 400.12.2/045/XI/2026",
            "2 Muhammad Yusuf Al-Fatih",
            "NIK: 3322********0006",
            "n lihat NIK",
            "3 permintaan yang bersangkutan",
            "Tercatat: permintaan yang bersangkutan.",
            "NIK: 3322075403800006",
            "Penduduk: 1 sampai 1 dari 1",
            "1 Sri Wahyuni, 46, perempuan, Dusun Krajan RT 02 RW 05",
            "NIK: 3322********0001",
        ],
    );
}
