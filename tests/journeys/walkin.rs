//! Walk-in entry: who, which letter, what for, what was shown; counted, kept, warned, sent.

use std::collections::BTreeMap;

use serasi::desk::{Command, DeskError, NEW_REQUEST};
use serasi::domain::refusal::Refusal;
use serasi::domain::request::{Channel, Shown};
use serasi::domain::resident::LifeStatus;
use serasi::i18n::Lang;
use serasi::tui::context::Setup;
use serasi::tui::event::{Event, ExitReason};

use super::Journey;
use super::counter_desk::kinds;
use super::desk::{FakeDesk, operator, record, request, resident, resident_view};
use super::script::setup;

const NIK: &str = "\"3322075403800001\"";

fn journey() -> Journey {
    Journey::new(FakeDesk::of(operator()))
}

/// A family of three on one card: mother, head, and a child of ten.
fn family() -> FakeDesk {
    let mut desk = FakeDesk::of(operator());
    let kk = desk.residents[0].resident.kk.clone();
    let mut rows = Vec::new();
    for (n, position, year) in [(0, "Istri", 1980), (1, "Kepala Keluarga", 1978), (2, "Anak", 2016)] {
        let view = &mut desk.residents[n];
        view.resident.kk = kk.clone();
        view.resident.family_position = position.into();
        view.resident.birth_date = jiff::civil::date(year, 3, 14);
        view.resident.marital = if n == 2 { "Belum Kawin" } else { "Kawin" }.into();
        view.row.kk = kk.clone();
        view.row.family_position = position.into();
        view.row.birth_date = view.resident.birth_date;
        rows.push(view.row.clone());
    }
    rows.sort_by_key(|row| (row.family_position != "Kepala Keluarga", row.birth_date));
    desk.residents.iter_mut().take(3).for_each(|view| view.family = rows.clone());
    desk
}

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn pengantar() -> serasi::domain::id::RecordId {
    kinds()[1].id
}

#[test]
fn a_complete_surat_pengantar_at_the_counter_takes_at_most_ten_keys_beside_the_card() {
    let mut journey = journey();
    journey.keys(NIK);
    // The card is read; from here on it counts.
    assert!(journey.costs("<enter> 2 p e n <right> * <c-t>") <= 10);
    let sent = journey.desk.submitted();
    assert_eq!(sent.len(), 1, "{}", journey.text());
    let new = sent[0];
    assert_eq!((new.applicant, new.subject), (record(0x9000), record(0x9000)));
    assert_eq!((new.letter_type, new.channel), (pengantar(), Channel::Counter));
    assert_eq!(new.fields["purpose"], "pendaftaran sekolah anak");
    assert!(new.requirements.values().all(|shown| *shown == Shown::Original) && new.requirements.len() == 3);
    journey.sees("Tersimpan dengan nomor antrean A-05: Sri Wahyuni (Surat Pengantar).");
    assert!(journey.line(6).starts_with("> A-05   Sri Wahyuni"), "{}", journey.text());
}

#[test]
fn the_same_by_name_from_the_keyboard_alone() {
    let mut journey = journey();
    journey.keys("+ \"endang\" <enter>");
    // The Enter that chose the name counts too.
    assert!(journey.costs("2 m e <right> * <c-t>") < 10);
    assert_eq!(journey.desk.submitted()[0].applicant, record(0x9004));
    assert_eq!(journey.desk.submitted()[0].fields["purpose"], "melamar pekerjaan");
}

#[test]
fn enter_passes_over_what_is_known_and_on_the_button_sends() {
    let mut journey = journey();
    journey.keys(&format!("+ {NIK} 2 \"SKCK\" <enter> \"POLSEK_AMBARAWA\""));
    journey.sees("= Polsek Ambarawa");
    journey.keys("<enter>");
    journey.sees("Polsek Ambarawa");
    journey.keys("<enter> \"14/RT02_kemarin\"");
    journey.sees("= Kamis, 19 November 2026");
    journey.keys("<enter> <space> <right> <space> <space>");
    journey.sees("KTP asli   KK fotokopi   Pengantar RT belum");
    journey.keys("<enter> \"0812\" <enter> <enter>");
    let new = journey.desk.submitted()[0].clone();
    let wanted = [
        ("addressed_to", "Polsek Ambarawa"),
        ("purpose", "SKCK"),
        ("remark", ""),
        ("rt_letter", "14/RT02, 19 November 2026"),
    ];
    assert_eq!(new.fields, texts(&wanted));
    assert_eq!(new.contact, "0812");
    assert_eq!(new.requirements["kk"], Shown::Copy);
}

#[test]
fn money_says_at_once_how_it_was_understood() {
    let mut journey = journey();
    journey.keys(&format!("+ {NIK} 1 \"Konsumsi_rapat\" <enter> \"1,5jt\""));
    journey.sees("= Rp 1.500.000 (satu juta lima ratus ribu rupiah)");
    journey.keys("<enter> <up>");
    journey.sees("Jumlah (Rp)");
    journey.keys("<c-u> \"banyak\" <c-t>");
    journey.sees("Belum disimpan: isian \"Jumlah (Rp)\" belum terbaca.");
    assert!(journey.desk.submitted().is_empty());
    journey.keys("<c-u> \"450rb\" <c-t>");
    assert_eq!(journey.desk.submitted()[0].fields["amount"], "450.000");
}

#[test]
fn a_family_card_shows_the_family_and_a_digit_says_whom_it_is_for() {
    let mut journey = Journey::new(family());
    let kk = resident(0, "").kk.in_full().to_owned();
    journey.keys(&format!("+ \"{kk}\""));
    journey.sees("1 Sri Wahyuni");
    journey.sees("3 Sumarni");
    journey.keys("3");
    // A child asks for nothing: the head of the family does.
    journey.sees("Pemohon: Slamet Raharjo");
    journey.sees("Untuk  : Sumarni (Anak)");
    journey.keys("<up> 2");
    journey.sees("Untuk  : Sri Wahyuni (Istri)");
    journey.keys("2 <c-t>");
    let new = journey.desk.submitted()[0];
    assert_eq!((new.applicant, new.subject), (record(0x9001), record(0x9000)));
}

#[test]
fn the_kind_is_chosen_by_its_letters_or_initials_too() {
    for typed in ["sp", "peng", "surat"] {
        let mut journey = journey();
        journey.keys(&format!("+ {NIK} \"{typed}\" <enter>"));
        journey.sees("Jenis : Surat Pengantar");
        journey.sees("Keperluan");
    }
    let mut journey = journey();
    journey.keys(&format!("+ {NIK} <enter>"));
    journey.sees("Pilih dahulu jenis suratnya");
    journey.sees("0 Surat Keterangan Penduduk");
    journey.sees("dan 4 jenis lain: ketik namanya");
    journey.keys("\"skck\" <enter>");
    journey.sees("Jenis : Surat Pengantar SKCK");
    let mut few = FakeDesk::of(operator());
    few.kinds.truncate(2);
    let mut journey = Journey::new(few);
    journey.keys(&format!("+ {NIK} 8"));
    journey.sees("Tidak ada jenis surat dengan angka itu.");
}

#[test]
fn completions_are_what_this_office_wrote_most_used_first() {
    let mut journey = journey();
    journey.keys(&format!("+ {NIK} 2"));
    journey.sees("→ melamar pekerjaan · pendaftaran sekolah anak · pengurusan BPJS");
    journey.keys("s");
    journey.sees("→ pendaftaran sekolah anak");
    journey.sees_not("pengurusan BPJS");
    journey.keys("<c-u> <right> <right>");
    journey.keys("<c-t>");
    assert_eq!(journey.desk.submitted()[0].fields["purpose"], "pendaftaran sekolah anak", "again takes the next one");
}

#[test]
fn as_before_makes_the_same_letter_for_the_next_person() {
    let mut journey = journey();
    journey.keys(&format!("+ {NIK} ."));
    journey.sees("Belum ada permohonan yang dibuat di sini.");
    journey.keys("2 \"SKCK\" <enter> \"polsek\" * <c-t> i");
    let next = resident(1, "").nik.in_full().to_owned();
    journey.keys(&format!("\"{next}\" . * <c-t>"));
    let sent = journey.desk.submitted();
    assert_eq!(sent.len(), 2, "{}", journey.text());
    assert_eq!(sent[1].applicant, record(0x9001));
    assert_eq!(sent[1].letter_type, sent[0].letter_type);
    assert_eq!((&*sent[1].fields["purpose"], &*sent[1].fields["addressed_to"]), ("SKCK", "Polsek"));
}

#[test]
fn the_same_letter_within_seven_days_is_asked_about_and_the_reason_goes_with_it() {
    let mut desk = FakeDesk::of(operator());
    let mut earlier = request(1).row;
    earlier.since = Some(super::desk::now() - jiff::SignedDuration::from_hours(75));
    earlier.number = Some("400.10.2.2/045/BNB/XI/2026".into());
    desk.repeats = vec![earlier];
    let mut journey = Journey::new(desk);
    journey.keys(&format!("+ {NIK} 2"));
    let told = "Surat yang sama sudah diberikan kepada Sri Wahyuni tiga hari lalu (No. 400.10.2.2/045/BNB/XI/2026).";
    journey.sees(told);
    journey.keys("t \"es\" * <c-t>");
    assert!(journey.desk.submitted().is_empty());
    journey.sees("Enter melihatnya, t tetap membuat yang baru dengan alasan");
    journey.keys("<esc>");
    journey.sees("tes");
    journey.keys("<c-t> t <enter>");
    journey.sees("Tulis alasannya dahulu");
    journey.keys("\"yang_lama_hilang\" <enter>");
    assert_eq!(journey.desk.submitted()[0].note, "Dibuat lagi: yang lama hilang");
}

#[test]
fn the_earlier_letter_can_be_seen_and_the_typing_stays() {
    let mut desk = FakeDesk::of(operator());
    desk.repeats = vec![request(1).row];
    let mut journey = Journey::new(desk);
    journey.keys(&format!("+ {NIK} 2 \"tes\" <c-t> <enter>"));
    assert!(journey.line(3).starts_with("> A-02"), "{}", journey.text());
    assert!(journey.desk.submitted().is_empty());
    journey.keys("+");
    journey.sees("Ketikan yang belum dikirim:");
    journey.keys("<enter>");
    journey.sees("Keperluan");
    journey.sees("tes");
}

#[test]
fn who_cannot_be_served_is_said_at_once_in_the_words_of_the_rule() {
    let mut desk = FakeDesk::of(operator());
    desk.residents[0].resident.status = LifeStatus::Dead;
    desk.residents[0].resident.status_since = Some(jiff::civil::date(2025, 5, 3));
    let mut journey = Journey::new(desk);
    journey.keys(&format!("+ {NIK}"));
    journey.sees("Sri Wahyuni tercatat meninggal 3 Mei 2025");
    journey.sees("[resident_dead]");
}

#[test]
fn typing_is_kept_within_two_seconds_offered_with_its_age_and_gone_with_the_request() {
    let mut journey = journey();
    journey.keys(&format!("+ {NIK} 2"));
    journey.press(super::script::named("x"));
    journey.wait(1900);
    let key = (NEW_REQUEST.to_owned(), Some(record(0x9000)));
    assert!(journey.desk.drafts[&key].contains("\"purpose\":\"x\""), "{:?}", journey.desk.drafts);
    journey.keys("<esc>");
    journey.sees("Ketikan tersimpan pukul 10.42, belum dikirim. Tekan + untuk melanjutkan.");
    journey.keys("+");
    journey.sees("Sri Wahyuni  0 mnt");
    journey.keys("<enter>");
    journey.sees("Ketikan 0 mnt lalu dilanjutkan.");
    journey.keys("<c-t>");
    assert_eq!(journey.desk.submitted()[0].fields["purpose"], "x");
    assert!(journey.desk.drafts.is_empty());
}

#[test]
fn another_citizen_may_come_in_between_and_both_drafts_stay() {
    let mut journey = journey();
    let next = resident(1, "").nik.in_full().to_owned();
    journey.keys(&format!("+ {NIK} 2 \"satu\" <esc> + \"{next}\" 2 \"dua\" <esc>"));
    assert_eq!(journey.desk.drafts.len(), 2);
    journey.keys("+ <down> <enter>");
    journey.sees("Slamet Raharjo");
    journey.sees("dua");
    journey.keys("<c-d> <esc>");
    assert_eq!(journey.desk.drafts.len(), 1);
}

#[test]
fn typing_goes_with_the_person_when_another_one_is_chosen() {
    let mut journey = journey();
    let next = resident(1, "").nik.in_full().to_owned();
    journey.keys(&format!("+ {NIK} 2 \"satu\" <enter> <up> <up> <up> <up> \"{next}\""));
    journey.sees("Pemohon : Slamet Raharjo");
    journey.keys("<c-t>");
    assert_eq!(
        (journey.desk.submitted()[0].applicant, &*journey.desk.submitted()[0].fields["purpose"]),
        (record(0x9001), "satu")
    );
    assert!(journey.desk.drafts.is_empty(), "{:?}", journey.desk.drafts);
}

#[test]
fn choosing_a_person_whose_typing_was_kept_overwrites_neither() {
    let (sri, slamet) =
        ((NEW_REQUEST.to_owned(), Some(record(0x9000))), (NEW_REQUEST.to_owned(), Some(record(0x9001))));
    let next = resident(1, "").nik.in_full().to_owned();
    // What was typed for the first one is kept already, or just being typed.
    for rest in [2000, 0] {
        let mut journey = journey();
        journey.keys(&format!("+ \"{next}\" 2 \"dua\" <esc> + {NIK} 2 \"satu\""));
        journey.wait(rest);
        (0..3).for_each(|_| journey.press(super::script::named("<up>")));
        journey.keys(&format!("\"{next}\""));
        journey.sees("Slamet Raharjo, ");
        journey.sees("Ketikan 0 mnt lalu dilanjutkan.");
        journey.sees("dua");
        journey.wait(3000);
        assert!(journey.desk.drafts[&sri].contains("satu"), "{:?}", journey.desk.drafts);
        assert!(journey.desk.drafts[&slamet].contains("dua"), "{:?}", journey.desk.drafts);
        journey.keys("<c-t>");
        assert_eq!(journey.desk.submitted()[0].applicant, record(0x9001));
        assert_eq!(journey.desk.submitted()[0].fields["purpose"], "dua");
        assert!(journey.desk.drafts[&sri].contains("satu"), "{:?}", journey.desk.drafts);
    }
}

#[test]
fn the_lock_and_a_signal_keep_what_was_typed() {
    let mut journey = journey();
    journey.keys(&format!("+ {NIK} 2"));
    journey.press(super::script::named("x"));
    journey.event(Event::Stop(ExitReason::HungUp));
    assert!(journey.desk.drafts.values().any(|draft| draft.contains("\"x\"")), "{:?}", journey.desk.drafts);
}

#[test]
fn a_refused_request_stays_typed() {
    let mut journey = journey();
    journey.keys(&format!("+ {NIK} 2 \"satu\""));
    journey.desk.refuse_next =
        Some(DeskError::Refused(Refusal::NotAllowed { role: serasi::domain::office::Role::Operator }));
    journey.keys("<c-t>");
    journey.sees("satu");
    journey.keys("<c-t>");
    assert_eq!(journey.desk.submitted().len(), 1);
}

#[test]
fn two_waiting_with_the_same_number_are_told_apart() {
    let mut desk = FakeDesk::of(operator());
    desk.requests[1].row.queue = "A-01".into();
    let mut journey = Journey::new(desk);
    journey.keys("3");
    assert_eq!(journey.text().matches("! nomor ganda").count(), 2, "{}", journey.text());
}

#[test]
fn nothing_is_sent_without_a_person_or_a_kind() {
    let mut journey = journey();
    journey.keys("+ <c-t>");
    journey.sees("pilih dahulu siapa pemohonnya");
    journey.keys(&format!("{NIK} <c-t>"));
    journey.sees("Pilih dahulu jenis suratnya");
    assert_eq!(journey.desk.decisions(), Vec::<&Command>::new());
}

#[test]
fn the_part_that_is_typed_in_is_on_the_screen_at_every_size_in_both_languages() {
    for (lang, width, height) in
        [(Lang::Id, 40, 10), (Lang::En, 40, 12), (Lang::Id, 80, 24), (Lang::En, 80, 19), (Lang::Id, 120, 40)]
    {
        let setup = Setup { lang, ..setup() };
        let mut journey = Journey::sized(family(), width, height, setup, Vec::new());
        journey.keys(&format!("+ {NIK}"));
        journey.sees("Surat Pengantar");
        for step in ["2", "<tab>", "<tab>", "<tab>", "<tab>", "<tab>", "<tab>", "<up>", "<up>"] {
            journey.keys(step);
            let marked = journey.text().lines().any(|line| line.starts_with(" >") || line.contains('['));
            assert!(marked, "{width}x{height} {step}\n{}", journey.text());
        }
    }
}

#[test]
fn a_name_of_a_stranger_moves_no_cursor_in_the_form() {
    let evil = "a\u{1b}[31;1H\u{7}\u{9b}2J\u{202e}b\u{200d}\r\nc";
    let mut desk = FakeDesk::of(operator());
    let mut view = resident_view(0, evil);
    view.resident.hamlet = evil.into();
    view.row.address = evil.into();
    view.row.family_position = evil.into();
    desk.residents = vec![view];
    desk.repeats = vec![request(1).row];
    desk.repeats[0].number = Some(evil.into());
    let mut journey = Journey::new(desk);
    for key in
        ["i", NIK, "<enter>", "<up>", "<up>", "<down>", "<down>", "2", "\"x\"", "<c-t>", "t", "<esc>", "<esc>", "+"]
    {
        journey.keys(key);
        for c in journey.text().chars().filter(|c| *c != '\n') {
            assert!(
                !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'),
                "{c:?}\n{}",
                journey.text()
            );
        }
    }
}
