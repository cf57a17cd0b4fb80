//! The operator's queue: check, forward, return, refuse, claim, edit.

use serasi::desk::{ClaimView, Command, DeskError};
use serasi::domain::refusal::Refusal;
use serasi::domain::request::Shown;
use serasi::tui::event::ExitReason;

use super::Journey;
use super::desk::{FakeDesk, REQUEST, operator, record, request};

fn journey() -> Journey {
    Journey::new(FakeDesk::of(operator()))
}

#[test]
fn the_frame_says_who_where_and_how_the_line_is() {
    let journey = journey();
    journey.sees("SERASI Desa Banyubiru · Siti Rahayu, Kasi Pelayanan");
    assert!(journey.line(0).ends_with("sinkron 10.42"), "{}", journey.line(0));
    journey.sees("3Mohon:4");
    assert!(journey.line(2).starts_with("> A-01"), "{}", journey.text());
    journey.sees("── A-01 Surat Pengantar · Sri Wahyuni, RT 02 RW 05");
    journey.sees("baris 1-");
    journey.sees("NIK 3322075403800001");
    journey.sees("Keperluan: melamar pekerjaan");
    journey.sees("✓ KTP: asli ditunjukkan");
    assert!(journey.line(23).starts_with(" t teruskan  r kembalikan  x tolak  c ambil  e ubah"), "{}", journey.text());
    assert!(journey.line(23).ends_with("? bantuan"), "{}", journey.line(23));
}

#[test]
fn t_forwards_what_was_shown_and_shows_the_next() {
    let mut journey = journey();
    journey.keys("t");
    let snapshot = serasi::domain::id::ContentHash::of(&0_u128.to_be_bytes());
    assert_eq!(journey.desk.decisions(), [&Command::Forward { request: record(REQUEST), snapshot: Some(snapshot) }]);
    journey.sees("Diteruskan: Sri Wahyuni (Surat Pengantar).");
    assert!(journey.line(2).starts_with("> A-02"), "{}", journey.text());
    journey.sees("── A-02");
    journey.keys("T");
    assert_eq!(journey.desk.decisions().len(), 2);
}

#[test]
fn a_request_that_cannot_be_a_letter_says_why_and_stays() {
    let mut journey = journey();
    journey.keys("j j");
    journey.sees("! tercatat meninggal, pindah, atau hilang");
    journey.sees("! KK: belum");
    journey.keys("t");
    assert_eq!(journey.desk.decisions(), Vec::<&Command>::new());
    journey.sees("Syarat \"KK\" belum ditunjukkan. Belum diteruskan.");
}

#[test]
fn what_the_rules_refuse_is_said_and_nothing_moves() {
    let mut journey = journey();
    journey.desk.refuse_next = Some(DeskError::Refused(Refusal::FieldMissing { label: "Keperluan".into() }));
    journey.keys("t");
    journey.sees("Isian \"Keperluan\" masih kosong.");
    assert!(journey.line(2).starts_with("> A-01"));
}

#[test]
fn r_and_a_digit_and_enter_return_with_a_canned_reason() {
    let mut journey = journey();
    journey.keys("r");
    journey.sees("1 Kartu keluarga (KK) belum dibawa");
    journey.keys("1 <enter>");
    assert_eq!(
        journey.desk.decisions(),
        [&Command::ReturnToApplicant { request: record(REQUEST), reason: "Kartu keluarga (KK) belum dibawa".into() }]
    );
    journey.sees("Dikembalikan kepada Sri Wahyuni.");
    assert!(journey.line(2).starts_with("> A-02"));
}

#[test]
fn what_gives_back_needs_the_record_in_sight_and_what_approves_its_last_line() {
    let mut desk = FakeDesk::of(operator());
    let mut long = request(0);
    if let serasi::desk::Preview::Lines { lines, .. } = &mut long.preview {
        lines.extend((0..60).map(|n| format!("baris {n}")));
    }
    desk.requests = vec![long];
    let mut journey = Journey::new(desk);
    journey.keys("t");
    journey.sees("baris 12-");
    journey.wait(1000);
    journey.keys("r");
    journey.sees("1 Kartu keluarga (KK) belum dibawa");
    assert_eq!(journey.desk.decisions(), Vec::<&Command>::new());
}

#[test]
fn a_reason_may_be_typed_but_not_left_out() {
    let mut journey = journey();
    journey.keys("x <enter>");
    journey.sees("Tulis alasannya dahulu");
    journey.keys("\"bukan_warga_2_sini\" <enter>");
    assert_eq!(
        journey.desk.decisions(),
        [&Command::Refuse { request: record(REQUEST), reason: "bukan warga 2 sini".into() }]
    );
}

#[test]
fn a_refused_reason_stays_typed() {
    let mut journey = journey();
    journey.keys("r \"bawa_KK\"");
    journey.desk.refuse_next = Some(DeskError::Offline);
    journey.keys("<enter>");
    journey.sees("Server tidak dapat dihubungi");
    journey.sees("Alasan: bawa KK");
    journey.keys("<enter>");
    assert_eq!(journey.desk.decisions().len(), 1);
}

#[test]
fn what_changed_behind_a_dialog_is_read_again() {
    let mut journey = journey();
    journey.keys("r 1");
    journey.desk.requests[0].row.version += 1;
    journey.event(serasi::tui::event::Event::Changed);
    journey.keys("<enter>");
    journey.sees("datanya baru saja berubah");
    assert!(journey.desk.decisions().is_empty());
}

#[test]
fn c_claims_releases_and_takes_over() {
    let mut journey = journey();
    let request = record(REQUEST);
    journey.keys("c");
    journey.sees("Anda mengerjakan permohonan Sri Wahyuni.");
    journey.sees("c lepas");
    journey.keys("c 1");
    journey.desk.requests[0].row.claim = Some(ClaimView { name: "Joko".into(), mine: false, since: None });
    journey.event(serasi::tui::event::Event::Changed);
    journey.sees("c ambil alih");
    journey.sees("Sedang dikerjakan Joko");
    journey.keys("e");
    journey.sees("Tekan c untuk mengambil alih. [claimed_by]");
    journey.keys("c");
    assert_eq!(
        journey.desk.decisions(),
        [
            &Command::Claim { request, take_over: false },
            &Command::Release { request },
            &Command::Claim { request, take_over: true }
        ]
    );
}

#[test]
fn the_form_is_filled_by_enter_and_sent_by_ctrl_t() {
    let mut journey = journey();
    journey.keys("j j e");
    journey.sees("Ubah permohonan · Sumarni");
    journey.sees("Untuk apa surat ini");
    journey.keys("\"_di_Ungaran\" <enter> \"0812\" <enter>");
    // Now on the requirements: the second one is missing.
    journey.keys("<enter> <space> <c-t>");
    let Some(Command::Edit { request, contact, fields, requirements }) = journey.desk.decisions().pop().cloned() else {
        panic!("{:?}", journey.desk.commands);
    };
    assert_eq!(request, record(REQUEST + 2));
    assert_eq!(contact, "0812");
    assert_eq!(fields["purpose"], "melamar pekerjaan di Ungaran");
    assert_eq!(requirements["kk"], Shown::Original);
    journey.sees("Tersimpan: permohonan Sumarni.");
    journey.sees("✓ KK: asli ditunjukkan");
    assert!(journey.desk.drafts.is_empty(), "{:?}", journey.desk.drafts);
}

#[test]
fn enter_on_the_button_sends_too_and_star_ticks_all() {
    let mut journey = journey();
    journey.keys("j j e <enter> <enter> * <enter> <enter> <enter>");
    assert!(matches!(journey.desk.decisions().last(), Some(Command::Edit { requirements, .. })
        if requirements.values().all(|shown| *shown == Shown::Original)));
}

#[test]
fn typing_is_kept_within_two_seconds_and_offered_again() {
    let mut journey = journey();
    journey.keys("e");
    "di Ungaran".chars().for_each(|c| {
        journey.press(serasi::tui::keys::Key::plain(serasi::tui::keys::Code::Char(c)));
        journey.wait(50);
    });
    journey.wait(1500);
    assert_eq!(journey.desk.drafts.len(), 1);
    journey.keys("<esc>");
    journey.sees("belum dikirim. Tekan e untuk melanjutkan.");
    journey.keys("e");
    journey.sees("melamar pekerjaandi Ungaran");
    journey.sees("dilanjutkan. Ctrl-D membuangnya.");
    journey.keys("<c-d>");
    journey.sees_not("di Ungaran");
    assert!(journey.desk.drafts.is_empty());
    journey.keys("<esc> e");
    journey.sees_not("di Ungaran");
    assert!(journey.desk.decisions().iter().all(|c| matches!(c, Command::Claim { .. })), "a draft is never an action");
}

#[test]
fn a_signal_keeps_what_was_typed_at_once() {
    let mut journey = journey();
    journey.keys("e");
    journey.press(super::script::named("z"));
    journey.event(serasi::tui::event::Event::Stop(ExitReason::HungUp));
    assert!(journey.desk.drafts.values().any(|text| text.contains("pekerjaanz")));
    assert_eq!(journey.quit, Some(ExitReason::HungUp));
}

#[test]
fn a_paste_into_a_field_is_one_line_and_sends_nothing() {
    let mut journey = journey();
    journey.keys("r");
    journey.paste("satu\r\ndua\n\u{1b}[2J\u{202e}tiga");
    journey.sees("Alasan: satu dua [2Jtiga");
    assert!(journey.desk.decisions().is_empty());
}

#[test]
fn the_selection_stays_with_its_record() {
    let mut journey = journey();
    journey.keys("j");
    journey.sees("── A-02");
    journey.desk.requests.insert(0, request(7));
    journey.event(serasi::tui::event::Event::Changed);
    journey.wait(1000);
    assert!(journey.line(4).starts_with("> A-02"), "{}", journey.text());
    // When it goes, the row in its place is next, and t waits until that one was shown.
    journey.desk.requests.retain(|view| view.row.queue != "A-02");
    journey.event(serasi::tui::event::Event::Changed);
    journey.press(super::script::named("t"));
    journey.sees("t diabaikan: permohonan berikutnya belum tampil");
    assert!(journey.desk.decisions().is_empty());
}

#[test]
fn search_narrows_and_a_number_goes_to_its_row() {
    let mut journey = journey();
    journey.keys("/ \"joko\"");
    journey.wait(1000);
    journey.sees("── A-04 ");
    journey.sees_not("A-01 ");
    journey.keys("<enter>");
    journey.sees("cari: joko · Esc menghapus");
    journey.keys("<esc>");
    journey.sees("A-01 ");
    journey.keys("/ \"zzz\"");
    journey.sees("Tidak ada yang cocok.");
    journey.sees_not("── A-");
    journey.keys("<esc> : \"a3\" <enter>");
    assert!(journey.line(4).starts_with("> A-03"), "{}", journey.text());
    journey.keys(": \"77\" <enter>");
    journey.sees("Tidak ada baris atau nomor antrean 77.");
}

#[test]
fn the_palette_finds_runs_and_says_why_not() {
    let mut journey = journey();
    journey.keys(": \"kembali\"");
    journey.sees("Kembalikan dengan alasan");
    journey.keys("<esc> : \"sign\" <enter>");
    journey.sees("tanda tangan: Tidak berlaku di layar ini.");
    journey.keys("<esc> ? \"ubah\" <enter>");
    journey.sees("Ubah permohonan");
}

#[test]
fn windows_fingers_do_no_harm() {
    let mut journey = journey();
    journey.keys("<c-s>");
    journey.sees("di sini semua tersimpan dengan sendirinya");
    journey.keys("t <c-s>");
    journey.sees("Sudah tersimpan pukul 10.42.");
    journey.keys("<c-z>");
    journey.sees("Tidak ada yang dapat diurungkan.");
    journey.keys("r <c-c>");
    journey.sees_not("Kembalikan kepada pemohon");
    journey.keys("<c-c> <c-c>");
    assert_eq!(journey.quit, None);
}

#[test]
fn leaving_with_unsent_work_says_what_becomes_of_it() {
    let mut journey = journey();
    journey.desk.status.unsent = 3;
    journey.event(serasi::tui::event::Event::Changed);
    journey.sees("3 belum terkirim");
    journey.keys("q");
    journey.sees("3 tindakan Anda belum terkirim");
    journey.keys("<esc>");
    assert_eq!(journey.quit, None);
    journey.keys("q <enter>");
    assert_eq!(journey.quit, Some(ExitReason::Left));
}

#[test]
fn a_long_request_is_read_to_its_end_by_the_same_key() {
    let mut desk = FakeDesk::of(operator());
    let lines: Vec<String> = (1..=30).map(|n| format!("baris surat {n}")).collect();
    let snapshot = serasi::domain::id::ContentHash::of(b"long");
    desk.requests[0].preview = serasi::desk::Preview::Lines { lines, snapshot };
    let mut journey = Journey::new(desk);
    journey.keys("t");
    assert!(journey.desk.decisions().is_empty());
    journey.keys("t t");
    journey.sees("baris surat 30");
    assert!(journey.desk.decisions().is_empty(), "{:?}", journey.desk.decisions());
    journey.keys("t");
    assert_eq!(journey.desk.decisions().len(), 1);
}

#[test]
fn a_colleagues_change_is_not_written_over_by_an_open_form() {
    let mut journey = journey();
    journey.keys("e \"xyz\"");
    journey.desk.requests[0].row.version += 1;
    journey.event(serasi::tui::event::Event::Changed);
    journey.keys("<c-t>");
    journey.sees("datanya baru saja berubah");
    journey.sees("pekerjaanxyz");
    // Read again, the typing goes on and may be sent.
    journey.keys("<esc> e <c-t>");
    assert!(matches!(journey.desk.decisions().last(), Some(Command::Edit { fields, .. })
        if fields["purpose"] == "melamar pekerjaanxyz"));
}

#[test]
fn the_smallest_window_shows_a_whole_sentence_with_its_code() {
    let mut journey = Journey::sized(FakeDesk::of(operator()), 40, 10, super::script::setup(), Vec::new());
    journey.keys("<enter> <end>");
    journey.desk.refuse_next = Some(DeskError::Refused(Refusal::ResidentDead {
        name: "Raden Ajeng Sri Wahyuningsih, S.Sos., M.Si.".into(),
        since: Some(jiff::civil::date(2025, 5, 3)),
    }));
    journey.keys("t");
    journey.sees("Raden Ajeng Sri Wahyuningsih, S.Sos., M.Si. tercatat meninggal 3 Mei 2025.");
    journey.sees("[resident_dead]");
}

#[test]
fn below_twenty_rows_one_is_shown_and_nothing_is_decided_unseen() {
    let desk = FakeDesk::of(operator());
    let mut journey = Journey::sized(desk, 80, 16, super::script::setup(), Vec::new());
    journey.sees("A-01");
    journey.sees_not("Keperluan: ");
    journey.keys("t");
    journey.sees("Belum dilakukan: isinya belum tampil. Tekan Enter untuk menampilkannya.");
    journey.keys("<enter> <end> t");
    assert_eq!(journey.desk.decisions().len(), 1, "{}", journey.text());
}
