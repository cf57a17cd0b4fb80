//! The same letter for several people in one go: marked, filled in once, counted; who is left out is named first.

use serasi::desk::{Command, DeskError, NEW_TOGETHER};
use serasi::domain::refusal::Refusal;
use serasi::domain::request::Shown;
use serasi::domain::resident::LifeStatus;

use super::Journey;
use super::counter_desk::kinds;
use super::desk::{FakeDesk, operator, record, request, resident_view};

const NAMES: [&str; 12] = [
    "Adi Nugroho",
    "Bagas Saputra",
    "Citra Dewi",
    "Dimas Wibowo",
    "Eka Lestari",
    "Fajar Hidayat",
    "Gilang Ramadhan",
    "Hana Pertiwi",
    "Indra Kusuma",
    "Jati Purnomo",
    "Kirana Ayu",
    "Lukman Hakim",
];

fn school() -> FakeDesk {
    let mut desk = FakeDesk::of(operator());
    desk.residents = (0..).zip(NAMES).map(|(n, name)| resident_view(n, name)).collect();
    desk
}

/// The keys that find these and mark them, one after the other.
fn marking(names: &[&str]) -> String {
    let word = |name: &&str| name.split(' ').next().unwrap_or_default().to_lowercase();
    let keys: Vec<String> = names.iter().map(|name| format!("/ <c-u> \"{}\" <enter> <space>", word(name))).collect();
    format!("7 {}", keys.join(" "))
}

fn marked(desk: FakeDesk, names: &[&str]) -> Journey {
    let mut journey = Journey::new(desk);
    journey.keys(&marking(names));
    journey
}

/// The third is dead, the first has the letter already.
fn two_left_out() -> FakeDesk {
    let mut desk = school();
    desk.residents[2].resident.status = LifeStatus::Dead;
    desk.residents[2].resident.status_since = Some(jiff::civil::date(2025, 5, 3));
    desk.repeats = vec![request(1).row];
    desk.repeats[0].name = NAMES[0].into();
    desk
}

#[test]
fn twelve_pupils_get_the_same_letter_with_eight_keys_behind_their_marks() {
    let mut backwards = NAMES;
    backwards.reverse();
    let mut journey = marked(school(), &backwards);
    journey.sees("12 orang ditandai. + membuat surat yang sama untuk semuanya.");
    let keys = "+ 2 p e n <right> * <c-t>";
    assert!(keys.split(' ').count() <= 8);
    journey.keys(keys);
    let sent = journey.desk.sent_together();
    assert_eq!(sent.len(), 1, "{}", journey.text());
    let people: Vec<_> = (0..12).rev().map(|n| record(0x9000 + n)).collect();
    assert_eq!(sent[0].people, people, "in the order in which they were marked");
    assert_eq!((sent[0].letter_type, &*sent[0].fields["purpose"]), (kinds()[1].id, "pendaftaran sekolah anak"));
    assert!(sent[0].requirements.values().all(|shown| *shown == Shown::Original) && sent[0].requirements.len() == 3);
    journey.sees("12 permohonan tersimpan dengan nomor antrean A-05 sampai A-16 (Surat Pengantar).");
    journey.sees("> A-05   Lukman Hakim");
    journey.keys("7");
    journey.sees_not("ditandai");
    assert!(journey.desk.submitted().is_empty());
}

#[test]
fn marks_outlive_a_search_and_a_second_space_takes_one_away() {
    let mut journey = marked(school(), &NAMES[..3]);
    journey.sees("3 orang ditandai");
    journey.keys("/ <c-u> \"bagas\" <enter>");
    journey.sees("*Bagas Saputra");
    journey.keys("<space>");
    journey.sees("2 orang ditandai");
    journey.sees_not("*Bagas");
    journey.keys("<esc>");
    journey.keys("/ <c-u> \"citra\" <enter>");
    journey.sees("*Citra Dewi");
}

#[test]
fn the_form_names_for_whom_it_is_and_has_no_line_for_a_family() {
    let mut journey = marked(school(), &NAMES[..3]);
    journey.keys("+");
    journey.sees("3 orang: Adi Nugroho, Bagas Saputra, Citra Dewi");
    journey.sees_not("Untuk ");
    journey.keys("<up> <down> 2 <up> <up>");
    journey.sees("3 orang: Adi");
}

#[test]
fn all_twelve_are_named_where_the_person_line_is_looked_at() {
    let mut journey = marked(school(), &NAMES);
    journey.keys("+ 2");
    journey.sees_not("Lukman Hakim");
    journey.keys("<up> <up>");
    journey.sees("Lukman Hakim");
    journey.sees("Adi Nugroho");
}

#[test]
fn who_is_left_out_is_named_before_it_is_sent() {
    let mut journey = marked(two_left_out(), &NAMES[..4]);
    journey.keys("+");
    journey.sees("Tidak dibuat: Citra Dewi (meninggal 3 Mei 2025).");
    journey.keys("2");
    journey.sees("Adi Nugroho (sudah ada A-02");
    journey.keys("\"tes\" <c-t>");
    assert!(journey.desk.sent_together().is_empty());
    journey.sees("Surat yang sama sudah diminta dalam tujuh hari: Adi Nugroho (sudah ada A-02");
    journey.keys("<esc>");
    journey.sees("tes");
    journey.keys("<c-t> <enter>");
    assert_eq!(journey.desk.sent_together()[0].note, "");
    journey.sees("2 permohonan tersimpan dengan nomor antrean A-05 sampai A-06 (Surat Pengantar). 2 tidak dibuat:");
}

#[test]
fn with_a_reason_it_is_made_again_for_who_has_it_and_never_for_the_dead() {
    let mut journey = marked(two_left_out(), &NAMES[..4]);
    journey.keys("+ 2 \"tes\" <c-t> t <enter>");
    journey.sees("Tulis alasannya dahulu");
    journey.keys("\"yang_lama_hilang\" <enter>");
    assert_eq!(journey.desk.sent_together()[0].note, "Dibuat lagi: yang lama hilang");
    journey.sees("3 permohonan tersimpan");
    journey.sees("1 tidak dibuat: Citra Dewi");
}

#[test]
fn nothing_is_sent_when_nobody_is_left() {
    let mut journey = marked(two_left_out(), &[NAMES[0], NAMES[2]]);
    journey.keys("+ <c-t>");
    journey.sees("Pilih dahulu jenis suratnya");
    journey.keys("2 \"tes\" <c-t> <enter>");
    journey.sees("tidak dapat dibuat untuk siapa pun");
    assert_eq!(journey.desk.decisions(), Vec::<&Command>::new());
    journey.keys("<c-d>");
    journey.sees_not("orang ditandai");
    assert!(journey.desk.drafts.is_empty(), "{:?}", journey.desk.drafts);
}

#[test]
fn typing_is_kept_and_goes_on_until_it_is_sent() {
    let mut journey = marked(school(), &NAMES[..2]);
    journey.keys("+ 2 \"satu\" <esc>");
    journey.sees("Ketikan tersimpan pukul 10.42, belum dikirim. Tekan + untuk melanjutkan.");
    assert!(journey.desk.drafts[&(NEW_TOGETHER.to_owned(), None)].contains("satu"));
    journey.keys("+");
    journey.sees("satu");
    journey.sees("2 orang: Adi Nugroho, Bagas Saputra");
    journey.keys("<c-t>");
    assert_eq!(journey.desk.sent_together()[0].fields["purpose"], "satu");
    assert!(journey.desk.drafts.is_empty(), "{:?}", journey.desk.drafts);
}

#[test]
fn what_was_refused_stays_typed_and_marked() {
    let mut journey = marked(school(), &NAMES[..2]);
    journey.keys("+ 2 \"satu\"");
    journey.desk.refuse_next =
        Some(DeskError::Refused(Refusal::NotAllowed { role: serasi::domain::office::Role::Operator }));
    journey.keys("<c-t>");
    journey.sees("satu");
    journey.keys("<c-t>");
    assert_eq!(journey.desk.sent_together().len(), 1);
}

#[test]
fn two_of_one_name_are_told_apart_wherever_they_are_named() {
    let mut desk = two_left_out();
    for (at, name, year) in [(1, "Citra Dewi", 1990), (2, "Citra Dewi", 1951)] {
        let who = &mut desk.residents[at];
        (who.resident.name, who.row.name) = (name.into(), name.into());
        who.resident.birth_date = jiff::civil::date(year, 5, 3);
    }
    let mut journey = Journey::new(desk);
    journey.keys("7 / \"adi\" <enter> <space> / <c-u> \"citra\" <enter> <space> <space> +");
    journey.sees("Tidak dibuat: Citra Dewi (RT 02 RW 05, 1951) (meninggal 3 Mei 2025).");
    journey.keys("<up>");
    journey.sees("3 orang: Adi Nugroho, Citra Dewi (RT 02 RW 05, 1990), Citra Dewi (RT 02 RW 05, 1951)");
}

#[test]
fn marks_end_with_the_turn_of_who_made_them() {
    let mut journey = marked(school(), &NAMES[..2]);
    journey.keys("<c-k> <c-u> \"ani\" <enter> \"sandi-ani\" <enter> 7");
    journey.sees_not("orang ditandai");
}
