//! Help and palette: found by key, name and word in both languages, with something behind them, and what a
//! person learns from them.

use serasi::desk::Command;
use serasi::i18n::Lang;
use serasi::tui::command::TABLE;
use serasi::tui::context::Setup;

use super::Journey;
use super::desk::{FakeDesk, REQUEST, head, operator, record};
use super::script::setup;

fn journey() -> Journey {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("3");
    journey
}

/// The row under the cursor of the palette.
fn chosen(journey: &Journey) -> String {
    journey.text().lines().find(|line| line.starts_with(" >")).unwrap_or_default().to_owned()
}

#[test]
fn every_command_is_found_by_its_key_and_its_names_whatever_the_language() {
    for lang in [Lang::Id, Lang::En] {
        let setup = Setup { lang, ..setup() };
        for command in TABLE {
            let names = [Lang::Id, Lang::En].map(|lang| serasi::i18n::word(lang, command.title));
            for name in names.into_iter().chain([command.name]) {
                let mut journey = Journey::sized(FakeDesk::of(operator()), 80, 24, setup, Vec::new());
                journey.keys("?");
                journey.paste(name);
                let title = serasi::i18n::word(lang, command.title);
                assert!(chosen(&journey).contains(title), "{name} finds {title}:\n{}", journey.text());
            }
        }
    }
    let mut journey = journey();
    journey.keys("?");
    for (key, title) in [("t", "teruskan"), ("ctrl-k", "ganti orang"), ("f1", "bantuan"), ("+", "baru")] {
        journey.paste(key);
        assert!(chosen(&journey).contains(title), "{key}:\n{}", journey.text());
        journey.keys("<c-u>");
    }
}

#[test]
fn a_disabled_command_says_why_and_where_it_works() {
    let mut journey = journey();
    journey.keys(": \"tanda_tangan\"");
    journey.sees("Kenapa? Tidak berlaku di layar ini. Ada di layar 4 (TTD).");
    journey.keys("<enter>");
    journey.sees("tanda tangan: Tidak berlaku di layar ini. Ada di layar 4 (TTD).");
    journey.keys("<esc> s");
    journey.sees("Ada di layar 4 (TTD).");
}

#[test]
fn a_decision_by_name_counts_for_what_was_read_before() {
    let mut journey = journey();
    journey.wait(1000);
    journey.keys(": \"teruskan\" <enter>");
    assert!(matches!(journey.desk.decisions()[..], [Command::Forward { .. }]), "{:?}", journey.desk.commands);
    // The next one had not stood long enough when the palette covered it.
    let mut journey = self::journey();
    journey.press(super::script::named("j"));
    journey.wait(200);
    journey.keys(": \"teruskan\" <enter>");
    journey.sees("diabaikan");
    assert!(journey.desk.decisions().is_empty(), "{:?}", journey.desk.commands);
}

#[test]
fn a_command_takes_a_row_and_a_decision_waits_for_its_key() {
    let mut journey = journey();
    journey.keys(": \"teruskan_a2\" <enter>");
    journey.sees("A2 terpilih. Baca isinya, lalu tekan t.");
    journey.sees("── A-02");
    assert!(journey.desk.decisions().is_empty());
    journey.keys("t");
    assert!(
        matches!(journey.desk.decisions()[..], [Command::Forward { request, .. }] if *request == record(REQUEST + 1))
    );
    // What decides nothing is done as soon as the row's content is here.
    journey.keys(": \"ambil_a4\" <enter>");
    assert!(
        matches!(journey.desk.decisions()[1..], [Command::Claim { request, .. }] if *request == record(REQUEST + 3))
    );
    journey.keys(": \"edit_a3\" <enter>");
    journey.sees("Ubah permohonan · Sumarni");
    journey.keys("<esc> : \"ubah_a9\" <enter>");
    journey.sees("Tidak ada baris atau nomor antrean a9.");
}

#[test]
fn a_command_behind_which_a_row_stands_waits_for_that_row_whatever_else_is_answered() {
    let mut journey = journey();
    journey.keys(": \"ubah_a2\"");
    journey.hold_commands = true;
    journey.keys("<enter>");
    let content = std::mem::take(&mut journey.on_their_way);
    assert!(!content.is_empty());
    // The list and what stands around it are answered before the row's content.
    journey.hold_commands = false;
    journey.event(serasi::tui::event::Event::Changed);
    journey.sees("Ubah permohonan · Slamet Raharjo");
    // Where the content is not to be had, nothing happens later.
    let mut journey = self::journey();
    journey.keys(": \"ubah_a2\"");
    journey.hold_commands = true;
    journey.keys("<enter>");
    journey.miss(&serasi::desk::DeskError::NotHere);
    journey.event(serasi::tui::event::Event::Changed);
    journey.sees_not("Ubah permohonan");
}

#[test]
fn words_behind_search_and_behind_a_screen_narrow_its_list() {
    let mut journey = journey();
    journey.keys(": \"cari_joko\" <enter>");
    journey.sees("── A-04");
    journey.sees_not("A-01 ");
    journey.keys("<esc> : \"surat_masuk_koordinasi_2\" <enter>");
    journey.sees("Undangan rapat koordinasi 2");
    journey.sees_not("Undangan rapat koordinasi 1");
    journey.keys(": \"keluar_sekarang\" <enter>");
    journey.sees("Ketik perintahnya saja.");
    assert_eq!(journey.quit, None);
}

#[test]
fn what_was_typed_comes_back_with_the_arrow_and_not_to_the_next_person() {
    let mut journey = journey();
    journey.keys(": \"cari_joko\" <enter> <esc> : \"a2\" <enter> : <up>");
    journey.sees(": a2");
    journey.keys("<up>");
    journey.sees(": cari joko");
    journey.keys("<down> <enter>");
    assert!(journey.line(3).starts_with("> A-02"), "{}", journey.text());
    journey.keys("<c-k> \"siti\" <enter> \"sandi-siti\" <enter>");
    journey.keys("3 : <up>");
    journey.sees_not("cari joko");
    // A decision's name is remembered too, but help keeps its arrows for the list.
    journey.keys("<esc> ? <down>");
    assert!(chosen(&journey).contains("kembalikan"), "{}", journey.text());
}

#[test]
fn the_third_slow_way_names_the_key() {
    let mut journey = journey();
    for _ in 0..2 {
        journey.keys(": \"simpan\" <enter>");
        journey.sees_not("lebih cepat");
    }
    journey.keys(": \"simpan\" <enter>");
    journey.sees("tersimpan dengan sendirinya. · lebih cepat: Ctrl-S");
    journey.keys("j");
    journey.sees_not("lebih cepat");
}

#[test]
fn new_people_get_three_keys_until_they_ask_for_all_and_each_for_themselves() {
    let mut journey = Journey::new(FakeDesk { who: None, ..FakeDesk::of(operator()) });
    journey.app.teach();
    journey.keys("\"siti\" <enter> \"sandi-siti\" <enter>");
    journey.sees("Tiga tombol dahulu.");
    journey.keys("3");
    assert_eq!(journey.line(23), " t teruskan  r kembalikan  ? bantuan");
    journey.keys("<enter>");
    assert_eq!(journey.line(23), " t teruskan  Esc kembali  ? bantuan");
    journey.keys("<esc> : \"mahir\" <enter>");
    journey.sees("Kaki layar menampilkan semua tombol.");
    assert!(journey.line(23).contains("c ambil"), "{}", journey.line(23));
    // Each for themselves, and kept: they come back to all of them.
    let kept = std::mem::take(&mut journey.desk.drafts);
    journey.keys("<c-k> \"ani\" <enter> \"sandi-ani\" <enter>");
    journey.sees("Tiga tombol dahulu.");
    journey.desk.drafts = kept;
    journey.keys("<c-k> \"siti\" <enter> \"sandi-siti\" <enter>");
    journey.sees_not("Tiga tombol dahulu.");
    journey.keys("3");
    assert!(journey.line(23).contains("c ambil"), "{}", journey.line(23));
    journey.keys(": \"expert\" <enter>");
    journey.sees("tiga tombol");
    assert!(!journey.line(23).contains("c ambil"), "{}", journey.line(23));
}

#[test]
fn at_forty_columns_names_stay_whole_and_the_hint_ends_with_the_way_out() {
    let mut journey = Journey::sized(FakeDesk::of(head()), 40, 12, setup(), Vec::new());
    journey.keys("? \"sudah_meleng\"");
    journey.sees("pemohon sudah melengkapi");
    journey.sees("Esc tutup");
}

#[test]
fn words_behind_a_screens_name_are_looked_for_there_and_behind_beranda_in_everything() {
    for (screen, found) in
        [("penduduk", "> Slamet Raharjo"), ("arsip", "> mohon  Slamet"), ("beranda", "> mohon  Slamet")]
    {
        let mut journey = Journey::new(FakeDesk::of(operator()));
        let row = |n: u128, name: &str| serasi::desk::ArchiveRow {
            number: format!("A-{n:02}"),
            name: name.into(),
            ..journey.desk.archive[0].clone()
        };
        journey.desk.archive = vec![row(1, "Sri Wahyuni"), row(2, "Slamet Raharjo")];
        journey.keys(&format!(": \"{screen}_slamet\" <enter>"));
        journey.sees(found);
    }
}
