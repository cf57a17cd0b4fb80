//! From hand to hand at the counter: lists, claims, the end of a shift, the applicant, the citizen.

use serasi::desk::{ClaimView, Command, DeskError, Notice};
use serasi::domain::handing::{How, Receiver, Relation, Way};
use serasi::domain::refusal::Refusal;
use serasi::domain::request::{Because, RequestState, Shown};
use serasi::tui::event::{Event, ExitReason};

use super::Journey;
use super::desk::{FakeDesk, REQUEST, colleague, head, now, odd_request, operator, ready, record, request};

fn desk() -> FakeDesk {
    let mut desk = FakeDesk::of(operator());
    desk.requests.push(ready(6, 5));
    desk.requests.push(ready(7, 16 * 24));
    desk
}

fn journey() -> Journey {
    Journey::new(desk())
}

fn waiting(n: u128, reason: &str) -> serasi::desk::RequestView {
    let mut view = request(n);
    let state = RequestState::WaitingApplicant(Because { by: None, reason: reason.into(), at: Some(now()) });
    view.row.state = state.clone();
    view.request.state = state;
    view
}

#[test]
fn a_finished_letter_is_given_by_queue_number_and_two_keys() {
    let mut journey = journey();
    assert_eq!(journey.costs(": \"a7\" <enter> w <enter>"), 6, "the number, Enter, w, Enter");
    let command = Command::HandOver { request: record(REQUEST + 6), way: Way::Printed, to: Receiver::Applicant };
    assert_eq!(journey.desk.decisions(), [&command]);
    journey.sees("Diserahkan: surat Sri Wahyuni.");
}

#[test]
fn a_slip_that_is_read_opens_its_letter_and_one_enter_gives_it() {
    for (slip, screen) in [("A-07\r", "3"), ("A-07", "1"), ("A-07\r", "2")] {
        let mut journey = journey();
        journey.keys(screen);
        journey.burst(slip);
        if !slip.ends_with('\r') {
            // A reader that sends no Enter: this one only opens.
            journey.keys("<enter>");
        }
        journey.sees("A-07 Surat Pengantar · Sri Wahyuni");
        journey.keys("<enter>");
        let command = Command::HandOver { request: record(REQUEST + 6), way: Way::Printed, to: Receiver::Applicant };
        assert_eq!(journey.desk.decisions(), [&command], "{}", journey.text());
    }
}

#[test]
fn the_slip_of_a_letter_that_is_not_finished_only_shows_it() {
    let mut journey = journey();
    journey.burst("A-02\r");
    journey.keys("<enter>");
    journey.sees("── A-02");
    assert!(journey.desk.decisions().is_empty());
}

#[test]
fn a_queue_number_opens_the_list_it_lies_in_from_any_screen() {
    let mut journey = journey();
    journey.keys("2 : \"a07\" <enter>");
    journey.sees("── A-07 Surat Pengantar");
    journey.sees("─ siap diserahkan: 2 ─ 1-");
    assert!(journey.text().contains("> A-07"), "{}", journey.text());
    journey.keys(": \"a99\" <enter>");
    journey.sees("Tidak ada baris atau nomor antrean a99.");
    journey.keys("<esc>");
    journey.sees("── A-01");
}

#[test]
fn somebody_else_who_fetches_is_named() {
    let mut journey = journey();
    journey.keys("3 f 4 w");
    journey.sees("Enter diambil pemohon sendiri");
    journey.sees("3 dititipkan ke RT");
    journey.keys("1 \"Slamet_(kakak)\" <enter>");
    let to = Receiver::Other { relation: Relation::Family, name: "Slamet (kakak)".into() };
    let command = Command::HandOver { request: record(REQUEST + 6), way: Way::Printed, to };
    assert_eq!(journey.desk.decisions(), [&command]);
}

#[test]
fn a_refused_receiver_stays_typed() {
    let mut journey = journey();
    journey.keys("3 f 4 w 2");
    journey.desk.refuse_next = Some(DeskError::Refused(Refusal::ReceiverMissing));
    journey.keys("<enter>");
    journey.sees("Nama penerima masih kosong. Penyerahan belum dicatat.");
    journey.keys("\"Bu_RT\" <enter>");
    assert_eq!(journey.desk.decisions().len(), 1);
}

#[test]
fn w_says_why_not_on_a_letter_that_is_not_finished() {
    let mut journey = journey();
    journey.keys("3 w");
    journey.sees("serahkan: Suratnya belum jadi");
    assert!(journey.desk.decisions().is_empty());
}

#[test]
fn the_link_goes_by_whatsapp_or_as_a_code_and_only_enter_records_it() {
    let mut journey = journey();
    journey.keys("3 f 4 w 4");
    journey.sees("https://wa.me/628123456789?text=");
    journey.sees("(A-07) sudah jadi.");
    journey.sees("██ ▄▄▄▄▄ █");
    journey.sees_not("sinkron 10.42");
    assert!(!journey.text().contains("3322"), "no NIK:\n{}", journey.text());
    journey.keys("<esc>");
    assert!(journey.desk.decisions().is_empty());
    journey.keys("w 5");
    journey.sees("Minta warga memindai kode ini");
    journey.keys("<enter>");
    let command = Command::HandOver { request: record(REQUEST + 6), way: Way::Code, to: Receiver::Applicant };
    assert_eq!(journey.desk.decisions(), [&command]);
}

#[test]
fn a_letter_without_a_link_is_not_given_as_one() {
    let mut desk = desk();
    desk.without_links = true;
    let mut journey = Journey::new(desk);
    journey.keys("3 f 4 w 5");
    journey.sees("belum ada tanda tangan elektroniknya");
    journey.keys("<enter>");
    assert!(journey.desk.decisions().is_empty());
}

#[test]
fn what_was_not_fetched_for_a_fortnight_is_listed() {
    let mut journey = journey();
    journey.keys("3 f");
    journey.sees("4 siap diserahkan: 2");
    journey.sees("5 belum diambil 14 hari: 1");
    journey.keys("5");
    journey.sees("── A-08");
    journey.sees("─ belum diambil 14 hari: 1 ─");
    journey.sees("! 16 hari");
}

#[test]
fn an_incomplete_request_goes_back_in_three_keys_with_what_it_lacks() {
    let mut desk = FakeDesk::of(operator());
    desk.requests = vec![odd_request(2)];
    let mut journey = Journey::new(desk);
    journey.keys("3");
    assert_eq!(journey.costs("r 1 <enter>"), 3);
    let reason = "Kartu keluarga (KK) belum dibawa".to_owned();
    let command = Command::ReturnToApplicant { request: record(REQUEST + 2), reason };
    assert_eq!(journey.desk.decisions(), [&command]);
}

#[test]
fn several_missing_things_are_one_reason() {
    let mut desk = FakeDesk::of(operator());
    let mut view = odd_request(2);
    view.requirements[0].shown = Shown::Missing;
    view.fields[0].value = String::new();
    desk.requests = vec![view];
    let mut journey = Journey::new(desk);
    journey.keys("3 r");
    journey.sees("1 KTP, KK belum dibawa");
    journey.sees("4 Keperluan belum diisi");
}

#[test]
fn reasons_given_before_complete_what_is_typed() {
    let mut desk = desk();
    desk.reasons = vec!["Menunggu surat nikah dari KUA".into()];
    let mut journey = Journey::new(desk);
    journey.keys("3 r \"menung\"");
    journey.sees("→ Menunggu surat nikah dari KUA");
    journey.press(serasi::tui::keys::Key::plain(serasi::tui::keys::Code::Right));
    journey.wait(1000);
    journey.keys("<enter>");
    let reason = "Menunggu surat nikah dari KUA".to_owned();
    assert_eq!(journey.desk.decisions(), [&Command::ReturnToApplicant { request: record(REQUEST), reason }]);
}

#[test]
fn x_refuses_or_cancels_in_three_keys() {
    let mut journey = journey();
    journey.keys("3 x");
    journey.sees("Tolak permohonan: mengapa?");
    journey.keys("1 <enter>");
    journey.wait(1000);
    journey.keys("x 4");
    journey.sees("Dibatalkan pemohon: mengapa?");
    journey.keys("<enter> x <tab> \"sudah_pindah\" <enter>");
    let (first, second, third) = (record(REQUEST), record(REQUEST + 1), record(REQUEST + 2));
    assert_eq!(
        journey.desk.decisions(),
        [
            &Command::Refuse { request: first, reason: "Bukan penduduk desa/kelurahan ini".into() },
            &Command::Cancel { request: second, reason: "Pemohon tidak jadi memerlukan".into() },
            &Command::Cancel { request: third, reason: "sudah pindah".into() },
        ]
    );
}

#[test]
fn what_is_with_an_approver_can_only_be_cancelled() {
    let mut desk = FakeDesk::of(operator());
    let mut view = request(0);
    view.row.state = RequestState::Signature;
    view.request.state = RequestState::Signature;
    desk.requests = vec![view];
    let mut journey = Journey::new(desk);
    journey.keys("3 f 6");
    journey.sees("x batalkan");
    journey.keys("x 1 <enter>");
    assert!(matches!(journey.desk.decisions()[..], [Command::Cancel { .. }]), "{:?}", journey.desk.commands);
}

#[test]
fn who_waits_is_told_and_taken_up_again() {
    let mut desk = FakeDesk::of(operator());
    desk.requests = vec![waiting(0, "KK belum dibawa")];
    desk.requests[0].row.channel = serasi::domain::request::Channel::Online;
    let mut journey = Journey::new(desk);
    journey.keys("3 f 3");
    journey.sees("KK belum dibawa");
    journey.sees("Pemohon belum diberi tahu. Tekan w.");
    journey.sees("c pemohon sudah melengkapi");
    journey.keys("w 2");
    journey.sees("Diberi tahu 10.42 oleh Siti Rahayu: telepon");
    journey.keys("w 3");
    journey.sees("belum lengkap: KK belum dibawa.");
    journey.keys("<enter> c");
    let request = record(REQUEST);
    assert_eq!(
        journey.desk.decisions(),
        [
            &Command::Tell { request, how: How::Telephone },
            &Command::Tell { request, how: How::WhatsApp },
            &Command::Resume { request },
            &Command::Claim { request, take_over: false },
        ]
    );
}

#[test]
fn taking_over_tells_the_colleague_once() {
    let mut desk = desk();
    desk.requests[0].row.claim = Some(ClaimView { name: "Joko".into(), mine: false, since: Some(now()) });
    let mut journey = Journey::new(desk);
    journey.keys("3 c");
    journey.sees("Diambil alih dari Joko: permohonan Sri Wahyuni.");

    // And the other way round: what Joko took is said when the next page comes, and once.
    journey.desk.notices = vec![Notice {
        request: record(REQUEST + 1),
        queue: "A-02".into(),
        name: "Slamet Raharjo".into(),
        by: "Joko Susilo".into(),
        taken: true,
        note: String::new(),
        at: now(),
    }];
    journey.event(Event::Changed);
    journey.sees("Joko Susilo mengambil alih A-02 Slamet Raharjo pukul 10.42.");
    assert!(journey.desk.notices.is_empty());
    journey.keys("j");
    journey.sees_not("mengambil alih A-02");
    journey.event(Event::Changed);
    journey.sees_not("mengambil alih A-02");
}

#[test]
fn a_notice_does_not_vanish_under_a_dialog() {
    let mut journey = journey();
    journey.keys("3 r \"ba\"");
    journey.desk.notices = vec![Notice {
        request: record(REQUEST + 1),
        queue: "A-02".into(),
        name: "Slamet Raharjo".into(),
        by: "Joko Susilo".into(),
        taken: false,
        note: "KK menyusul".into(),
        at: now(),
    }];
    journey.event(Event::Changed);
    journey.keys("\"wa\" <esc>");
    journey.sees("Joko Susilo mengalihkan kepada Anda A-02 Slamet Raharjo pukul 10.42: KK menyusul.");
    assert!(journey.desk.notices.is_empty());
}

#[test]
fn ones_own_is_given_back_or_passed_on_with_a_word() {
    let mut journey = journey();
    journey.desk.operators = vec![colleague(0, "Joko Susilo"), colleague(1, "Wulan Sari")];
    journey.keys("3 c c");
    journey.sees("1 lepas");
    journey.sees("3 alihkan ke Wulan Sari");
    journey.keys("3 \"pemohon_kembali_jam_2\" <enter>");
    let request = record(REQUEST);
    let to = colleague(1, "").person;
    assert_eq!(
        journey.desk.decisions(),
        [
            &Command::Claim { request, take_over: false },
            &Command::Assign { request, to, note: "pemohon kembali jam 2".into() },
        ]
    );
    journey.sees("Dialihkan ke Wulan Sari: permohonan Sri Wahyuni.");
}

#[test]
fn the_end_of_a_shift_moves_all_of_ones_own_in_one_step() {
    let mut desk = desk();
    let mine = Some(ClaimView { name: "Siti Rahayu".into(), mine: true, since: Some(now()) });
    let mut with_approver = request(3);
    with_approver.row.state = RequestState::Verification { step: 0 };
    let mut back = waiting(4, "KTP belum dibawa");
    for view in [&mut with_approver, &mut back] {
        view.row.claim = mine.clone();
    }
    desk.requests[0].row.claim = mine;
    desk.requests.extend([with_approver, back]);
    let mut journey = Journey::new(desk);
    journey.keys("2 : \"serahterima\" <enter>");
    journey.sees("2 permohonan akan dialihkan; 1 menunggu orang lain dan tetap.");
    journey.sees("menunggu Anda");
    journey.sees("menunggu pemohon");
    journey.sees("menunggu paraf");
    journey.keys("<enter>");
    journey.sees("Pilih dahulu rekan yang menerima");
    assert!(journey.desk.decisions().is_empty());
    journey.keys("1 <enter>");
    let to = colleague(0, "").person;
    assert_eq!(journey.desk.decisions(), [&Command::AssignAll { to, note: String::new() }]);
    journey.sees("2 permohonan dialihkan ke Joko Susilo.");
}

#[test]
fn an_approver_has_no_shift_to_end() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.keys(": \"serahterima\" <enter>");
    journey.sees("Jabatan Anda bukan operator.");
}

#[test]
fn leaving_gives_back_what_one_is_at_and_a_cut_line_does_not() {
    let mut journey = journey();
    journey.keys("q");
    assert_eq!(journey.quit, Some(ExitReason::Left));
    assert_eq!(journey.desk.decisions(), [&Command::ReleaseAll]);
    let mut cut = self::journey();
    cut.event(Event::Stop(ExitReason::HungUp));
    assert!(cut.desk.decisions().is_empty());
}

#[test]
fn lists_are_chosen_by_their_digit_and_named_with_their_counters() {
    let mut journey = journey();
    journey.keys("3");
    journey.sees("sisa 17 mnt");
    journey.keys("f");
    for line in ["1 pekerjaan saya: 0", "2 antrean: 4", "3 menunggu pemohon: 0", "6 menunggu paraf/TTD: 0"] {
        journey.sees(line);
    }
    journey.keys("1");
    journey.sees("── pekerjaan saya: 0");
    journey.sees("Tidak ada di daftar ini. f memilih daftar lain.");
    journey.sees(":4");
    journey.keys("f 7");
    journey.sees("── A-01");
    journey.sees("─ semua: 6 ─");
    journey.keys("<esc>");
    journey.sees_not("semua:");
    journey.desk.requests[0].row.since = Some(now() - jiff::SignedDuration::from_mins(35));
    journey.event(Event::Changed);
    journey.sees("lewat 5 mnt");
    // Where no title line stands, the message line names the list.
    let mut low = Journey::sized(desk(), 80, 16, super::script::setup(), Vec::new());
    low.keys("3 f 4");
    low.sees("siap diserahkan: 2");
}

#[test]
fn the_citizens_screen_shows_the_letter_alone_is_blanked_and_records_the_reading() {
    let mut journey = journey();
    journey.keys("3 l");
    journey.sees("S U R A T P E N G A N T A R");
    journey.sees("melamar pekerjaan");
    for others in ["Siti", "sinkron", "A-02", "Slamet", "Mohon:"] {
        journey.sees_not(others);
    }
    journey.keys("<c-k>");
    journey.sees_not("melamar");
    journey.keys("<enter>");
    assert!(journey.desk.decisions().is_empty(), "nothing is recorded of a blank screen");
    journey.keys("<c-k> <enter>");
    let command = Command::Note { request: record(REQUEST), text: "Dibaca pemohon".into() };
    assert_eq!(journey.desk.decisions(), [&command]);
    journey.sees("Dicatat: dibaca Sri Wahyuni.");
    journey.sees("Siti Rahayu: Dibaca pemohon");
}

#[test]
fn a_long_letter_is_read_to_its_end_before_the_reading_is_recorded() {
    let mut desk = desk();
    let field = desk.requests[0].fields[0].clone();
    desk.requests[0].fields = (1..=14)
        .map(|n| serasi::desk::FieldView { label: format!("Baris {n}"), value: format!("isi {n}"), ..field.clone() })
        .collect();
    let mut journey = Journey::new(desk);
    journey.keys("3 l");
    journey.sees("Masih ada di bawah");
    journey.sees_not("isi 14");
    journey.keys("<enter>");
    journey.sees("isi 14");
    assert!(journey.desk.decisions().is_empty());
    journey.sees("Mohon diperiksa.");
    journey.keys("<enter>");
    assert!(matches!(journey.desk.decisions()[..], [Command::Note { .. }]));
}

#[test]
fn the_slip_names_nobody() {
    let mut journey = journey();
    journey.keys("3 : \"slip\" <enter>");
    journey.sees("NOMOR ANTREAN A-01");
    journey.sees("Janji selesai 11.00");
    journey.sees("UU 27/2022");
    let body: String = (2..23).map(|y| journey.line(y)).skip_while(|line| !line.contains("slip antrean")).collect();
    assert!(!body.contains("Sri") && !body.contains("3322"), "{body}");
    journey.keys("<enter>");
    journey.sees_not("NOMOR ANTREAN");
}

#[test]
fn a_number_is_found_although_the_list_of_before_is_still_under_way() {
    let mut desk = desk();
    desk.requests.swap(4, 5);
    let mut journey = Journey::new(desk);
    // The second one of its list: that the list opens is not enough.
    journey.keys("1 : \"a7\" <enter>");
    journey.sees("siap diserahkan: 2");
    assert!(journey.text().contains("> A-07"), "{}", journey.text());
}

#[test]
fn a_number_is_found_behind_words_that_hide_it() {
    let mut journey = journey();
    journey.keys("3 / \"sumarni\" <enter>");
    journey.sees("> A-03");
    journey.keys(": \"a8\" <enter>");
    journey.sees("siap diserahkan: 2");
    journey.sees("> A-08");
    journey.sees("A-08 Surat Pengantar · Slamet Raharjo");
    // On the way back from what a counter of Beranda counts, too.
    let mut visit = self::journey();
    visit.keys("1 <enter>");
    visit.keys(": \"a8\" <enter>");
    visit.sees("siap diserahkan: 2");
    visit.sees("> A-08");
}

#[test]
fn the_slip_of_a_letter_that_lay_long_opens_it_and_gives_it() {
    let mut desk = desk();
    desk.most = 3;
    let mut journey = Journey::new(desk);
    journey.burst("A-08\r");
    journey.keys("<enter>");
    let command = Command::HandOver { request: record(REQUEST + 7), way: Way::Printed, to: Receiver::Applicant };
    assert_eq!(journey.desk.decisions(), [&command], "{}", journey.text());
}

#[test]
fn a_number_that_is_in_no_list_any_more_says_so() {
    let mut desk = desk();
    let because = Because { by: None, reason: "pindah".into(), at: Some(now()) };
    desk.requests[5].row.state = RequestState::Refused(because);
    let mut listed = Journey::new(desk);
    listed.keys("3 : \"a8\" <enter>");
    listed.sees("> A-08");
    listed.desk.most = 3;
    listed.keys("3 : \"a8\" <enter>");
    listed.sees("Permohonan itu sudah lama selesai dan tidak ada di daftar. Cari di Arsip (6).");
}
