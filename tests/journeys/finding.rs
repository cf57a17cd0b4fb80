//! Arsip and Penduduk by keys: what is typed is asked, what belongs together is walked, numbers are revealed
//! for a purpose and covered again.

use serasi::desk::{ArchiveKind, Command, DeskError, SavedView};
use serasi::domain::nik::Nik;
use serasi::domain::reveal::Purpose;

use super::Journey;
use super::desk::{FakeDesk, READY, operator, record};
use super::script::setup;

fn journey() -> Journey {
    Journey::new(FakeDesk::of(operator()))
}

/// The whole NIK of the n-th resident.
fn nik(journey: &Journey, n: usize) -> String {
    journey.desk.residents[n].row.nik.in_full().to_owned()
}

fn reveals(journey: &Journey) -> Vec<(Purpose, String)> {
    let reveal = |command: &Command| match command {
        Command::Reveal { purpose, text, .. } => Some((*purpose, text.clone())),
        _ => None,
    };
    journey.desk.commands.iter().filter_map(reveal).collect()
}

#[test]
fn is_my_letter_ready_is_a_slash_a_name_and_reading() {
    // From the queue, where nobody of this name waits, and from Beranda, which has no list.
    for screen in ["3", "1"] {
        let mut journey = journey();
        journey.keys(screen);
        journey.keys("/ \"yusuf\"");
        journey.sees("Muhammad Yusuf Al-Fatih");
        journey.sees("terbit");
        journey.sees("6Arsip");
        // The preview follows by itself; Esc goes back to where it began.
        journey.wait(1000);
        journey.sees("Nomor 400.12.2/045/XI/2026");
        journey.keys("<esc>");
        journey.sees_not("Al-Fatih");
        let back = if screen == "3" { "> A-01" } else { "Beranda" };
        journey.sees(back);
    }
}

#[test]
fn finding_costs_few_keys_beside_the_name() {
    let name = "yusuf".len();
    // "Is my letter ready?", from wherever one is.
    for screen in ["1", "2", "3", "4", "6", "9"] {
        let mut journey = journey();
        journey.keys(screen);
        let keys = journey.costs("/ \"yusuf\"");
        journey.wait(1000);
        journey.sees("> mohon  Muhammad Yusuf");
        journey.sees("terbit");
        assert_eq!(keys, 1 + name);
    }
    // Last week's letter itself.
    let mut letter = journey();
    let keys = letter.costs("/ \"yusuf\" <enter> h 1");
    letter.sees("400.12.2/045/XI/2026 · Surat Pengantar");
    letter.sees("SURAT PENGANTAR");
    assert_eq!(keys, 4 + name);
    // A NIK from the person's card, and from anywhere.
    let mut number = journey();
    let whole = nik(&number, 0);
    let keys = number.costs("7 / \"wahyu\" <enter> n 3");
    number.sees(&whole);
    assert_eq!(keys, 5 + "wahyu".len());
}

#[test]
fn words_that_fit_the_queue_stay_in_the_queue_and_tab_searches_everything() {
    let mut journey = journey();
    journey.keys("3 / \"sri\"");
    journey.sees("> A-01");
    journey.keys("<tab>");
    journey.sees("Tidak ada yang cocok.");
    journey.keys("<bs> <bs> <bs>");
    journey.sees("Dinas Sosial");
}

#[test]
fn the_newest_stand_without_words_and_every_key_narrows() {
    let mut journey = journey();
    journey.keys("6");
    journey.sees("> mohon  Muhammad Yusuf");
    journey.sees("Dinas Sosial");
    journey.keys("/ \"dinas\"");
    journey.sees("> masuk");
    journey.sees_not("> mohon");
    journey.keys("<enter>");
    journey.sees("cari: dinas");
    journey.keys("<esc>");
    journey.sees("> mohon  Muhammad Yusuf");
}

#[test]
fn what_belongs_together_is_walked_and_every_step_is_taken_back() {
    let mut journey = journey();
    journey.keys("6");
    journey.sees("A-33 Surat Pengantar");
    journey.keys("<right>");
    journey.sees("1 Surat 400.12.2/045/XI/2026");
    journey.keys("1");
    journey.sees("SURAT PENGANTAR");
    journey.sees("400.12.2/045/XI/2026 · Surat Pengantar");
    // From the letter there is one way: to its request.
    journey.keys("<right>");
    journey.sees("A-33 Surat Pengantar ·");
    journey.keys("<bs>");
    journey.sees("400.12.2/045/XI/2026 · Surat Pengantar");
    journey.keys("<esc>");
    journey.sees("A-33 Surat Pengantar ·");
    // To the person's card, and from the card to the request.
    journey.keys("<right> 2");
    journey.sees("Keluarga:");
    journey.sees("NIK: 3322********");
    journey.keys("<right>");
    journey.sees("A-33 Surat Pengantar ·");
    journey.keys("<bs> <bs>");
    journey.sees("A-33 Surat Pengantar ·");
    // Another row ends the way.
    journey.keys("<right> 1 j <right>");
    journey.sees("A-33 Surat Pengantar ·");
}

#[test]
fn numbers_in_the_archive_are_masked_until_the_record_is_opened() {
    let mut journey = journey();
    let whole = nik(&journey, 5);
    let masked = Nik::read(&whole).unwrap().to_string();
    journey.keys("6");
    journey.sees(&masked);
    journey.sees_not(&whole);
    journey.keys("<enter>");
    journey.sees(&whole);
    journey.keys("<esc> j");
    journey.sees(&masked);
    journey.sees_not(&whole);
    journey.keys("<enter>");
    journey.sees(&whole);
}

#[test]
fn a_resident_is_found_by_any_fragment_and_the_card_shows_family_and_letters() {
    let mut journey = journey();
    journey.keys("7");
    journey.sees("Tekan / lalu ketik nama, NIK, KK, atau alamat.");
    journey.keys("/ \"wahyu\" <enter>");
    journey.sees("> Sri Wahyuni");
    journey.sees("Keluarga:");
    journey.keys("<enter>");
    journey.sees("Slamet Raharjo · Istri");
    journey.sees("belum pernah");
    journey.keys("<right>");
    journey.sees("── Slamet Raharjo");
    journey.keys("<bs> <esc> <esc>");
    journey.sees("Tekan / lalu ketik");
}

#[test]
fn a_number_is_revealed_by_one_digit_and_covered_when_the_card_is_left() {
    let mut journey = journey();
    let whole = nik(&journey, 0);
    journey.keys("7 / \"wahyu\" <enter>");
    journey.sees_not(&whole);
    let frames = journey.frames;
    journey.keys("n");
    journey.sees("3 permintaan yang bersangkutan");
    journey.keys("3");
    assert!(journey.frames > frames);
    assert_eq!(reveals(&journey), [(Purpose::DataSubject, String::new())]);
    journey.sees(&whole);
    journey.sees("tampil sampai kartunya ditinggalkan. Tercatat: permintaan yang bersangkutan.");
    // A second time there is nothing to ask for.
    journey.keys("n");
    journey.sees("Nomornya sudah tampil.");
    // A sync that brings the card again does not cover it; leaving the screen does.
    journey.event(serasi::tui::event::Event::Changed);
    journey.wait(1000);
    journey.sees(&whole);
    journey.keys("3 7");
    journey.sees("Sri Wahyuni");
    journey.sees_not(&whole);
    // So do another record, and the lock.
    journey.keys("n 1");
    journey.sees(&whole);
    journey.keys("<right>");
    journey.sees_not(&whole);
    journey.keys("<bs>");
    journey.sees("── Sri Wahyuni");
    journey.sees_not(&whole);
    journey.keys("n 1");
    journey.sees(&whole);
    journey.keys("<c-k>");
    journey.keys("\"siti\" <enter> \"sandi-siti\" <enter>");
    journey.sees("7Penduduk");
    journey.sees_not(&whole);
    assert_eq!(reveals(&journey).len(), 3);
}

#[test]
fn another_purpose_needs_words_and_nothing_shows_when_it_was_not_taken() {
    let mut journey = journey();
    let whole = nik(&journey, 0);
    journey.keys("7 / \"wahyu\" <enter> n 5 <enter>");
    journey.sees("Tulis dahulu tujuannya.");
    assert_eq!(reveals(&journey), []);
    journey.desk.refuse_next = Some(DeskError::Storage("disk".into()));
    journey.keys("\"sensus_BPS\" <enter>");
    journey.sees_not(&whole);
    journey.keys("<enter>");
    assert_eq!(reveals(&journey), [(Purpose::Other, "sensus BPS".to_owned())]);
    journey.sees(&whole);
    // Nothing is revealed where no card is shown.
    journey.keys("6 n");
    journey.sees("Nomor ditampilkan dari kartu penduduk");
    assert_eq!(reveals(&journey).len(), 1);
}

#[test]
fn a_filter_is_turned_by_digits_kept_under_a_letter_and_recalled_from_anywhere() {
    let mut journey = journey();
    journey.keys("6 f");
    journey.sees("1 Jenis: semua");
    journey.keys("1 1 1");
    journey.sees("1 Jenis: surat masuk");
    journey.sees("Dinas Sosial");
    journey.keys("k");
    journey.sees("Saringan disimpan. Tekan f k untuk memanggilnya.");
    let kept: Vec<_> = journey.desk.views.iter().map(|view| (view.letter, view.filter.kind)).collect();
    assert_eq!(kept, [('k', Some(ArchiveKind::Incoming))]);
    journey.keys("3 6");
    journey.sees_not("mohon");
    journey.keys("<esc>");
    journey.sees("  mohon");
    journey.keys("f k");
    journey.sees_not("mohon");
    journey.sees("surat masuk");
    // From another screen by its name in the palette.
    journey.keys("<esc> 3 : \"saringan_k\" <enter>");
    journey.sees("> masuk");
    // Dropped again; an empty filter is not kept.
    journey.keys("f - k");
    journey.sees("Saringan k dihapus.");
    assert_eq!(journey.desk.views, []);
    journey.keys("f 0 z");
    journey.sees("tidak ada yang disimpan");
    assert_eq!(journey.desk.views, Vec::<SavedView>::new());
}

#[test]
fn the_arrows_turn_the_filter_both_ways() {
    let mut journey = journey();
    journey.keys("6 f <left>");
    journey.sees("> 1 Jenis: surat masuk");
    journey.keys("<right>");
    journey.sees("1 Jenis: semua");
    journey.keys("<down> <left>");
    journey.sees("> 2 Tahun: 2025");
    journey.keys("2");
    journey.sees("2 Tahun: semua");
    journey.keys("<down> <down> <right> <down> <right>");
    journey.sees("4 Klasifikasi: 400.12.2");
    journey.sees("> 5 Dikerjakan saya: ya");
    journey.keys("<down> <down> <right>");
    journey.sees("4 Klasifikasi: semua");
    journey.sees("> 0 hapus saringan");
}

#[test]
fn a_number_in_a_subject_is_masked_on_the_title_line_and_a_searched_one_is_not_said_again() {
    let mut desk = FakeDesk::of(operator());
    let whole = desk.residents[0].row.nik.in_full().to_owned();
    let masked = Nik::read(&whole).unwrap().to_string();
    desk.past.1.row.subject = format!("Perihal {whole}");
    let mut journey = Journey::new(desk);
    journey.keys("6 h 1 <enter>");
    journey.sees(&format!("· Perihal {masked}"));
    journey.keys(&format!("<esc> <esc> / \"{whole}\" <enter>"));
    journey.sees(&format!("cari: {masked}"));
    journey.sees_not(&whole);
    // As a saved view it is named masked, too.
    journey.keys("f n : \"saringan\"");
    journey.sees(&masked);
    journey.sees_not(&whole);
}

#[test]
fn the_history_of_commands_keeps_no_whole_number() {
    let mut journey = journey();
    let whole = nik(&journey, 0);
    journey.keys(&format!("6 : \"cari_dinas\" <enter> : \"cari_{whole}\" <enter> : <up>"));
    journey.sees("cari dinas");
    journey.sees_not(&whole);
}

#[test]
fn what_has_not_come_to_the_preview_yet_is_not_called_unrelated() {
    use serasi::tui::keys::{Code, Key};
    let mut journey = journey();
    journey.keys("6");
    journey.press(Key::plain(Code::Char('j')));
    journey.wait(20);
    journey.press(Key::plain(Code::Right));
    journey.sees("isinya belum tampil");
    journey.wait(1000);
    journey.keys("h");
    journey.sees("Muhammad Yusuf");
}

#[test]
fn a_list_that_is_cut_says_so() {
    let mut desk = FakeDesk::of(operator());
    let one = desk.residents[0].clone();
    desk.residents = (0..200_u128)
        .map(|n| {
            let mut view = one.clone();
            view.row.id = record(0x7000 + n);
            view
        })
        .collect();
    let entry = desk.archive[0].clone();
    desk.archive =
        (0..1000_u128).map(|n| serasi::desk::ArchiveRow { id: record(0x5000 + n), ..entry.clone() }).collect();
    let mut journey = Journey::new(desk);
    journey.keys("7 / \"wahyu\" <enter>");
    journey.sees("cari: wahyu · 200 pertama · Esc menghapus");
    journey.keys("6");
    journey.sees("1000 terbaru · / mencari di semuanya");
    journey.keys("/ \"yusuf\" <enter>");
    journey.sees("cari: yusuf · 1000 pertama");
    journey.desk.archive.truncate(999);
    journey.keys("/ \"muhammad\" <enter>");
    journey.sees("cari: muhammad · Esc menghapus");
}

/// On the card of the person of the first entry, which is a request of theirs.
fn walked_to_a_card() -> Journey {
    let mut desk = FakeDesk::of(operator());
    desk.views = vec![SavedView { letter: 'd', words: "dinas".into(), filter: Default::default() }];
    let mut journey = Journey::new(desk);
    journey.keys("6 <right> 2");
    journey.sees("> mohon  Muhammad Yusuf");
    journey.sees("Keluarga:");
    journey
}

/// Another entry is selected: its own record stands beside it, and `+` begins with nobody.
#[track_caller]
fn the_way_has_ended(journey: &mut Journey) {
    journey.sees("> masuk");
    journey.sees("Dengan hormat");
    journey.sees_not("Keluarga:");
    journey.keys("+");
    begins_with_nobody(journey);
}

#[track_caller]
fn begins_with_nobody(journey: &Journey) {
    let text = journey.text();
    assert!(text.lines().any(|line| line == " > Pemohon:"), "{text}");
}

#[test]
fn the_way_walked_ends_with_other_words_a_row_by_its_place_a_view_and_a_list_that_moved() {
    let mut words = walked_to_a_card();
    words.keys("/ \"dinas\" <enter>");
    the_way_has_ended(&mut words);
    let mut place = walked_to_a_card();
    place.keys(": \"3\" <enter>");
    the_way_has_ended(&mut place);
    let mut moved = walked_to_a_card();
    moved.desk.archive.drain(..2);
    moved.event(serasi::tui::event::Event::Changed);
    moved.wait(1000);
    the_way_has_ended(&mut moved);
    let mut view = walked_to_a_card();
    view.keys("f d");
    the_way_has_ended(&mut view);
}

#[test]
fn a_request_is_never_begun_for_the_person_of_the_row_before() {
    let mut journey = walked_to_a_card();
    journey.keys(":");
    // Before the new row's record is there.
    for key in ["3", "<enter>", "+"] {
        journey.press(super::script::named(key));
    }
    journey.wait(1000);
    begins_with_nobody(&journey);
}

#[test]
fn a_walk_in_begins_with_the_person_on_the_card() {
    let mut journey = journey();
    journey.keys("7 / \"wahyu\" <enter> +");
    journey.sees("Pemohon: Sri Wahyuni");
    journey.keys("2");
    journey.sees("Keperluan");
}

#[test]
fn the_list_of_residents_goes_into_a_file_with_its_numbers_masked() {
    let mut journey = journey();
    let whole = nik(&journey, 0);
    // Also while they are revealed.
    journey.keys("7 / \"wahyu\" <enter> n 1 : \"ekspor\" <enter>");
    let (name, text) = journey.exported[0].clone();
    assert!(name.starts_with("serasi-residents-"), "{name}");
    assert!(text.contains("Sri Wahyuni") && text.contains("3322********"), "{text}");
    assert!(!text.contains(&whole), "{text}");
}

#[test]
fn the_tabs_name_every_screen_at_eighty_columns() {
    for lang in [serasi::i18n::Lang::Id, serasi::i18n::Lang::En] {
        let setup = serasi::tui::context::Setup { lang, ..setup() };
        let journey = Journey::sized(FakeDesk::of(operator()), 80, 24, setup, Vec::new());
        let tabs = journey.line(1);
        let named = tabs.split_whitespace().filter(|tab| tab.chars().nth(1).is_some_and(char::is_alphabetic));
        assert_eq!(named.count(), 7, "{tabs}");
    }
}

#[test]
fn what_has_not_arrived_says_so_and_the_walk_goes_back() {
    let mut journey = journey();
    journey.desk.residents.clear();
    journey.keys("6 <right> 2");
    journey.sees("belum diterima");
    journey.keys("<bs>");
    journey.sees("A-33 Surat Pengantar ·");
    assert_eq!(journey.desk.past.0.row.id, record(READY));
}
