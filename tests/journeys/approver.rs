//! Sekdes and kades: paraf and signature.

use serasi::desk::{Command, DeskError, Group, LookAt, Step};
use serasi::domain::id::ContentHash;
use serasi::domain::task::TaskKind;
use serasi::i18n::{Lang, look_at};
use serasi::tui::event::Event;

use super::Journey;
use super::desk::{FakeDesk, TASK, head, record, secretary, task};

#[test]
fn the_six_parts_stand_in_their_order() {
    let journey = Journey::new(FakeDesk::of(head()));
    journey.sees("4TTD:5");
    let text = journey.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = [
        "Surat Pengantar untuk Sri Wahyuni, 46 th, RT 02 RW 05, untuk melamar pekerjaan.",
        "Diperiksa Siti Rahayu 10.12 (KTP dan KK asli) · paraf Ani Lestari 10.22",
        "Tidak ada yang ganjil.",
        "halaman 1 dari 1",
        "Nama : Sri Wahyuni",
        "Setelah ditandatangani hanya berubah: nomor, tanggal, kode QR dan blok tanda tangan.",
        "Anda menandatangani sebagai Kepala Desa Banyubiru.",
    ];
    let places: Vec<usize> =
        parts.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part}\n{text}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn s_on_a_paraf_task_gives_paraf_and_shows_the_next() {
    let mut journey = Journey::new(FakeDesk::of(secretary()));
    journey.sees("s paraf");
    journey.keys("s");
    assert_eq!(journey.desk.decisions(), [&Command::Verify { task: record(TASK) }]);
    journey.sees("Paraf diberikan: surat Sri Wahyuni.");
    journey.sees("── Surat Pengantar · Endang Lestari");
}

#[test]
fn several_parafs_are_given_after_one_summary() {
    let mut journey = Journey::new(FakeDesk::of(secretary()));
    journey.keys("* s");
    journey.sees("2 surat: 2 Surat Pengantar. 1 perlu dilihat tidak ikut.");
    journey.sees("Endang Lestari · melamar pekerjaan");
    journey.keys("<enter>");
    let tasks = [0, 4].map(|n| Command::Verify { task: record(TASK + n) });
    assert_eq!(journey.desk.decisions(), tasks.iter().collect::<Vec<_>>());
}

/// It is asked back, as its desk learns it while a dialog is open.
fn is_asked_back(journey: &mut Journey, task: usize) {
    let view = &mut journey.desk.tasks[task];
    (view.row.asked_back, view.row.group) = (true, Group::ToLookAt);
    view.row.version += 1;
    journey.event(Event::Changed);
}

#[test]
fn a_letter_that_is_asked_back_over_the_summary_gets_no_paraf_and_says_so() {
    let mut desk = FakeDesk::of(secretary());
    desk.rests = true;
    desk.tasks.push(task(5, TaskKind::Verify, Group::Routine));
    let mut journey = Journey::new(desk);
    journey.keys("* s");
    journey.sees("3 surat: 3 Surat Pengantar.");
    is_asked_back(&mut journey, 0);
    journey.keys("<enter>");
    let given = [4, 5].map(|n| Command::Verify { task: record(TASK + n) });
    assert_eq!(journey.desk.decisions(), given.iter().collect::<Vec<_>>());
    journey.sees("Diparaf: 2. 1 tidak: alasannya ada di barisnya");
    journey.sees("[ ] Sri Wahyuni");
    journey.sees("! Belum dilakukan: datanya baru saja berubah.");
    // One key takes back all that one key did.
    journey.keys("u");
    journey.sees("Diurungkan: 2 tindakan.");
    journey.sees("Endang Lestari");
    // Marked anew by who has seen it, it is as good as any.
    journey.keys("<home> j j <space>");
    journey.sees("[x] Sri Wahyuni");
    journey.sees_not("! Belum dilakukan");
    journey.sees("1 ditandai");
}

#[test]
fn a_paraf_of_several_that_is_not_taken_keeps_its_mark_and_says_why() {
    let mut desk = FakeDesk::of(secretary());
    desk.refused.insert(record(TASK), serasi::domain::refusal::Refusal::WrongState { state: "issued".into() });
    let mut journey = Journey::new(desk);
    journey.keys("* s <enter>");
    journey.sees("Diparaf: 1. 1 tidak: alasannya ada di barisnya");
    let row = journey.text().lines().find(|line| line.contains("[x] Sri Wahyuni")).unwrap().to_owned();
    assert!(row.contains("Sri Wahyuni") && row.contains("! "), "{row}");
}

#[test]
fn a_letter_that_is_asked_back_over_the_passphrase_is_not_signed_and_says_so() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.keys("* s \"rahasia\"");
    is_asked_back(&mut journey, 0);
    journey.keys("<enter>");
    let items: Vec<_> = journey.desk.signed.iter().flat_map(|(items, _)| items).map(|item| item.task).collect();
    assert_eq!(items, [record(TASK + 4)]);
    journey.sees("1 surat ditandatangani, 1 tidak.");
    journey.sees("Sri Wahyuni: Surat berubah sejak Anda baca. Belum ditandatangani.");
    // Alone, nothing is sent at all.
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.keys("s \"rahasia\"");
    is_asked_back(&mut journey, 0);
    journey.keys("<enter>");
    assert!(journey.desk.signed.is_empty());
    journey.sees("0 surat ditandatangani, 1 tidak.");
    journey.keys("<enter>");
    journey.sees("diminta kembali");
}

#[test]
fn reasons_that_were_given_before_are_offered_for_several_tasks_too() {
    let mut desk = FakeDesk::of(secretary());
    desk.reasons = vec!["Nama ibu belum benar".into()];
    let mut journey = Journey::new(desk);
    journey.keys("<space> <down> <space>");
    journey.sees("2 ditandai");
    journey.keys("r \"na\"");
    journey.sees("Nama ibu belum benar");
}

#[test]
fn star_s_passphrase_enter_signs_what_is_routine() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.keys("*");
    journey.sees("2 rutin ditandai");
    journey.keys("s");
    journey.sees("2 surat: 2 Surat Pengantar. 1 perlu dilihat tidak ikut. Yang belum Anda buka: 1.");
    journey.keys("\"rahasia\"");
    journey.sees_not("rahasia");
    journey.sees("(terketik, tersembunyi)");
    journey.keys("<enter>");
    let (items, passphrase) = &journey.desk.signed[0];
    assert_eq!(passphrase, "rahasia");
    assert_eq!(items.iter().map(|item| item.task).collect::<Vec<_>>(), [record(TASK), record(TASK + 4)]);
    assert_eq!(items[0].snapshot, ContentHash::of(&0_u128.to_be_bytes()));
    journey.sees("2 surat ditandatangani.");
    journey.sees("Sri Wahyuni: Ditandatangani, nomor 400.12.2.1/001/XI/2026.");
    journey.keys("<enter>");
    journey.sees("4TTD:3");
}

/// 31 routine letters of two kinds and 9 to look at, as ux describes the summary.
fn forty() -> FakeDesk {
    let mut desk = FakeDesk::of(head());
    desk.tasks = (0..40)
        .map(|n| {
            let mut view = task(n, TaskKind::Sign, if n < 31 { Group::Routine } else { Group::ToLookAt });
            view.row.letter_kind = if n < 24 { "Surat Pengantar" } else { "SKTM" }.into();
            view.row.opened = (1..20).contains(&n);
            view.row.purpose = format!("keperluan nomor {n} yang ditulis panjang sekali oleh operator di loket");
            view
        })
        .collect();
    desk
}

#[test]
fn thirty_one_routine_letters_are_signed_with_star_s_passphrase_enter() {
    let mut journey = Journey::new(forty());
    journey.keys("*");
    journey.sees("31 rutin ditandai");
    journey.keys("s");
    // The first one was opened by standing on the screen: eleven are left.
    journey.sees("31 surat: 7 SKTM, 24 Surat Pengantar. 9 perlu dilihat tidak ikut. Yang belum Anda buka: 11.");
    let mut listed = journey.text();
    for _ in 0..31 {
        journey.press(super::script::named("<down>"));
        listed.push_str(&journey.text());
    }
    for n in 0..31 {
        assert!(listed.contains(&format!("keperluan nomor {n} ")), "{n}\n{listed}");
    }
    let line = listed.lines().find(|line| line.contains("keperluan nomor 30 ")).unwrap();
    assert!(line.contains("baru Sri Wahyuni · keperluan nomor 30"), "{line}");
    journey.keys("\"rahasia\" <enter>");
    journey.sees("31 surat ditandatangani.");
    let (items, _) = &journey.desk.signed[0];
    let opened: Vec<usize> = (0..items.len()).filter(|n| items[*n].opened).collect();
    assert_eq!(opened, (0..20).collect::<Vec<_>>(), "read to the last line or not is sent for each letter");
}

#[test]
fn a_promise_that_is_over_is_told_and_leaves_a_letter_routine() {
    let mut desk = FakeDesk::of(head());
    let due = super::desk::now() - jiff::SignedDuration::from_mins(130);
    desk.tasks[0].look_at = vec![LookAt::Deadline(due)];
    let journey = Journey::new(desk);
    journey.sees("Tidak ada yang ganjil.");
    journey.sees("! janji kepada warga 08.32 sudah lewat 2 jam");
}

#[test]
fn every_kind_of_thing_to_look_at_has_its_line_in_both_languages() {
    let at = super::desk::now() - jiff::SignedDuration::from_hours(3 * 24);
    let differs = LookAt::Differs { label: "Pekerjaan".into(), typed: "Guru".into(), registered: "Petani".into() };
    let all = [
        (LookAt::AskedBack { by: "Siti".into(), at: Some(at) }, "Siti meminta surat ini dikembalikan, 17 Nov 10.42."),
        (LookAt::TypedFreely("Keterangan".into(), "x".into()), "Keterangan diketik bebas: \"x\""),
        (differs, "Pekerjaan diketik \"Guru\", di data penduduk \"Petani\""),
        (LookAt::DataChanged, "data"),
        (LookAt::SameKind { submitted: at, number: Some("400/7".into()) }, "juga dimohon 17 Nov 10.42 (No. 400/7)"),
        (LookAt::OwnFamily("Bambang".into()), "di KK yang sama ada yang bernama seperti Anda: Bambang"),
        (LookAt::TooYoung { age: 15, least: 17 }, "umur 15 th; jenis surat ini mulai 17 th"),
        (LookAt::OtherMarital("Kawin".into()), "status \"Kawin\" tidak sesuai jenis surat ini"),
        (LookAt::WithoutParaf, "paraf"),
        (LookAt::Deadline(at), "janji kepada warga 17 Nov 10.42 sudah lewat 3 hari"),
    ];
    for (what, wanted) in all {
        let [id, en] = [Lang::Id, Lang::En].map(|lang| look_at(lang, &what, super::desk::now()));
        assert!(id.contains(wanted), "{id}");
        assert_ne!(id, en);
    }
}

#[test]
fn a_position_that_ends_and_copies_that_were_shown_are_told() {
    let mut desk = FakeDesk::of(head());
    let view = &mut desk.tasks[0];
    view.until = Some(jiff::civil::date(2026, 11, 30));
    view.originals = vec!["KTP".into()];
    view.copies = vec!["KK".into()];
    view.behind.insert(1, (Step::Neighbourhood, "14/RT02/XI/2026".into(), None));
    let journey = Journey::new(desk);
    journey.sees(
        "Diperiksa Siti Rahayu 10.12 (KTP asli, KK fotokopi) · pengantar RT 14/RT02/XI/2026 · paraf Ani Lestari 10.22",
    );
    journey.sees("Anda menandatangani sebagai Kepala Desa Banyubiru (s.d. 30 November 2026).");
}

#[test]
fn a_wrong_passphrase_keeps_the_page() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.keys("s \"salah\" <enter>");
    journey.sees("Passphrase salah. Tidak ada surat yang ditandatangani.");
    journey.sees("[TTE-2031]");
    journey.sees("(tidak ditampilkan)");
    journey.keys("\"rahasia\" <enter>");
    journey.sees("1 surat ditandatangani.");
    assert_eq!(journey.desk.signed.len(), 2);
}

#[test]
fn esc_stops_after_the_current_letter_and_every_result_has_a_line() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.hold_signing = true;
    journey.keys("* s \"rahasia\" <enter>");
    journey.sees("0 dari 2");
    let steps = std::mem::take(&mut journey.held);
    journey.event(Event::Sign(steps[0].clone()));
    journey.sees("1 dari 2");
    journey.keys("<c-c> <esc>");
    assert_eq!(journey.desk.cancelled, 1);
    journey.sees("Berhenti setelah surat yang sedang berjalan.");
    let stopped = serasi::desk::SignOutcome::Stopped;
    journey.event(Event::Sign(serasi::desk::SignStep::Line { task: record(TASK + 4), outcome: stopped }));
    journey.event(Event::Sign(serasi::desk::SignStep::Ended { missing: 0 }));
    journey.sees("1 surat ditandatangani, 1 tidak.");
    journey.sees("Endang Lestari: Dihentikan sebelum surat ini.");
}

#[test]
fn a_batch_that_did_not_start_or_did_not_end_says_so() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.hold_signing = true;
    journey.keys("s \"rahasia\" <enter>");
    journey.event(Event::SignFailed(DeskError::Offline));
    journey.sees("Server tidak dapat dihubungi, jadi ini belum dilakukan.");
    journey.keys("\"rahasia\" <enter>");
    journey.event(Event::Sign(serasi::desk::SignStep::Ended { missing: 1 }));
    journey.sees("Jawaban untuk 1 surat belum sampai. Jangan ulangi");
}

#[test]
fn ink_and_doubt_are_not_signed_here() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    // Sorted by group: two routine, one to look at, ink, in doubt.
    journey.keys("j j j s");
    journey.sees("ditandatangani basah menurut aturan kabupaten");
    journey.keys("<space>");
    journey.sees("tidak dapat ditandai");
    journey.keys("j s");
    journey.sees("Belum pasti apakah surat ini sudah ditandatangani");
    journey.keys("r");
    assert!(journey.desk.signed.is_empty() && journey.desk.decisions().is_empty());
}

#[test]
fn what_needs_a_look_is_marked_only_after_it_was_opened() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.press(super::script::named("j"));
    journey.press(super::script::named("j"));
    journey.press(super::script::named("<space>"));
    journey.sees("Baca dahulu sampai baris terakhir");
    journey.wait(2000);
    journey.sees("! Keperluan diketik bebas: \"keringanan biaya\"");
    journey.keys("<space> s");
    journey.sees("Slamet Raharjo · melamar pekerjaan");
    journey.sees("1 surat: 1 Surat Pengantar.");
}

#[test]
fn a_mark_does_not_survive_other_content() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.keys("*");
    journey.sees("[x] Sri Wahyuni");
    journey.desk.tasks[0].row.snapshot = ContentHash::of(b"other");
    journey.event(Event::Changed);
    journey.sees("[ ] Sri Wahyuni");
}

/// The first of the head's letters, asked back while he looks at it.
fn asked_back() -> FakeDesk {
    let mut desk = FakeDesk::of(head());
    let view = &mut desk.tasks[0];
    (view.row.asked_back, view.row.group) = (true, Group::ToLookAt);
    view.row.version += 1;
    view.look_at = vec![LookAt::AskedBack { by: "Siti Rahayu".into(), at: super::desk::minutes_ago(2) }];
    desk
}

#[test]
fn a_letter_that_is_asked_back_says_so_loses_its_mark_and_is_returned_with_that_reason() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    journey.keys("*");
    journey.sees("[x] Sri Wahyuni");
    journey.desk.tasks = asked_back().tasks;
    journey.event(Event::Changed);
    let row = journey.text().lines().find(|line| line.contains("Sri Wahyuni")).unwrap().to_owned();
    assert!(row.contains("[ ] Sri Wahyuni") && row.contains("! diminta kembali"), "{row}");
    journey.keys("*");
    journey.sees("[ ] Sri Wahyuni");
    let mut journey = Journey::new(asked_back());
    while !journey.text().lines().any(|line| line.starts_with('>') && line.contains("Sri Wahyuni")) {
        journey.keys("j");
    }
    journey.sees("Yang perlu dilihat:");
    journey.sees("! Siti Rahayu meminta surat ini dikembalikan, 10.40.");
    journey.keys("r");
    journey.sees("1 Diminta kembali oleh pengirim");
    journey.keys("1 <enter>");
    let reason = "Diminta kembali oleh pengirim".to_owned();
    assert_eq!(journey.desk.decisions(), [&Command::ReturnTask { task: record(TASK), reason }]);
}

#[test]
fn r_sends_back_to_the_operator() {
    let mut journey = Journey::new(FakeDesk::of(secretary()));
    journey.keys("r 1 <enter>");
    let reason = "Kalimat atau ejaan perlu dibetulkan".to_owned();
    assert_eq!(journey.desk.decisions(), [&Command::ReturnTask { task: record(TASK), reason }]);
}

#[test]
fn reading_to_the_last_line_is_recorded_once() {
    let journey = Journey::new(FakeDesk::of(head()));
    let marks = journey.desk.commands.iter().filter(|c| matches!(c, Command::MarkRead { .. })).count();
    assert_eq!(marks, 1);
}
