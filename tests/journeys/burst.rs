//! A burst of digits is a card, a scanner or a fast hand: it opens the identity box with what came, on every
//! screen, however its packets are cut, and changes no screen.

use proptest::prelude::*;
use serasi::desk::Command;
use serasi::tui::event::Event;
use serasi::tui::keys::{Code, Key, Parser};

use super::Journey;
use super::counter_desk::QR;
use super::desk::{FakeDesk, head, operator, record, resident, secretary};

/// Bytes as they come in one packet, then so many milliseconds of nothing.
fn packets(journey: &mut Journey, burst: &[u8], cuts: &[(usize, u64)]) {
    let mut parser = Parser::default();
    let mut rest = burst;
    for (length, pause) in cuts.iter().copied().chain([(burst.len(), 0)]) {
        let (packet, later) = rest.split_at(length.min(rest.len()));
        for typed in parser.feed(packet) {
            journey.event(Event::Typed(typed));
        }
        rest = later;
        if !rest.is_empty() {
            journey.wait(pause);
        }
    }
    journey.wait(1000);
}

const NIK: &str = "3322075403800001";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_burst_cut_in_every_way_gives_the_same_with_and_without_an_enter(
        which in 0..7_usize,
        screen in prop::sample::select(vec!["1", "2", "3", "9"]),
        enter: bool,
        cuts in prop::collection::vec((1..5_usize, 0..80_u64), 0..30),
    ) {
        // A NIK, a KK, cards, an unknown card, a fast hand on the screens' digits, a queue number that nobody has.
        let burst =
            [NIK, "3322070501100003", "04A2C3D4E5F680", "E4A2C3D4E5F680", "0987654321", "34", "B-77"][which];
        let desk = || {
            let mut desk = FakeDesk::of(operator());
            desk.cards.insert("04A2C3D4E5F680".into(), record(0x9002));
            desk.cards.insert("E4A2C3D4E5F680".into(), record(0x9003));
            desk
        };
        let mut whole = Journey::new(desk());
        whole.keys(screen);
        let tabs = whole.line(1);
        packets(&mut whole, burst.as_bytes(), &[]);
        let mut cut = Journey::new(desk());
        cut.keys(screen);
        let ending = if enter { "\r" } else { "" };
        packets(&mut cut, format!("{burst}{ending}").as_bytes(), &cuts);
        prop_assert_eq!(cut.text(), whole.text(), "{:?}", cuts);
        prop_assert!(whole.text().contains("Cari: NIK, KK, kartu"), "{}", whole.text());
        prop_assert_eq!(whole.line(1), tabs, "no screen changes");
        prop_assert!(cut.desk.decisions().is_empty() && whole.desk.decisions().is_empty());
    }
}

/// Whatever decided something: commands that are no drafts, signing batches, the way out.
fn decided(journey: &Journey) -> (usize, usize, bool) {
    (journey.desk.decisions().len(), journey.desk.signed.len(), journey.quit.is_some())
}

/// All screens and dialogs of the desk, and what is asked in some of them.
fn everywhere() -> Vec<(FakeDesk, String)> {
    let mut again = FakeDesk::of(operator());
    again.repeats = vec![again.requests[1].row.clone()];
    let mut all: Vec<_> = super::scenes::all().into_iter().map(|scene| (*scene.desk, scene.keys.to_owned())).collect();
    all.retain(|(desk, keys)| desk.who.is_some() && !keys.contains("<c-k>"));
    all.extend([
        (FakeDesk::of(secretary()), "4 * s".to_owned()),
        (FakeDesk::of(operator()), ": \"pin\" <enter>".to_owned()),
        (again, format!("+ \"{NIK}\" 2 \"tes\" <c-t> t")),
    ]);
    all
}

/// A card, a scanner's code or a slip that is read in that moment.
fn over_everything(read: &str, cuts: &[(usize, u64)]) {
    for (desk, keys) in everywhere() {
        let mut journey = Journey::new(desk);
        journey.keys(&keys);
        let (before, shown) = (decided(&journey), journey.text());
        packets(&mut journey, format!("{read}\r\r").as_bytes(), cuts);
        assert_eq!(decided(&journey), before, "{read} {cuts:?} over {keys}\n{shown}");
    }
}

#[test]
fn a_card_that_is_read_over_any_screen_or_dialog_decides_nothing() {
    for read in [NIK, "04A2C3D4E5F680", "E4A2C3D4E5F680", QR, "1111222233334444"] {
        over_everything(read, &[]);
    }
    // A slow reader, a slow line, packets of it, and its Enter in one of its own.
    for cuts in [vec![(1, 18); 60], vec![(1, 79); 60], vec![(3, 40); 20], vec![(14, 60), (1, 60), (1, 60)]] {
        over_everything(NIK, &cuts);
    }
}

#[test]
fn typing_that_a_slow_line_delivers_at_once_waits_for_one_more_enter_and_says_so() {
    for (desk, opens) in [
        (FakeDesk::of(operator()), "3 r"),
        (FakeDesk::of(operator()), "2 v"),
        (FakeDesk::of(operator()), "7 / \"sri\" <enter> n 5"),
        (FakeDesk::of(head()), "4 s"),
    ] {
        let mut journey = Journey::new(desk);
        journey.keys(opens);
        let before = decided(&journey);
        packets(&mut journey, b"rawa pening\r", &[]);
        assert!(journey.text().contains("Tekan Enter sekali lagi."), "{opens}\n{}", journey.text());
        assert_eq!(decided(&journey), before, "{opens}");
        journey.wait(1000);
        journey.keys("<enter>");
        assert_ne!(decided(&journey), before, "{opens}\n{}", journey.text());
    }
}

#[test]
fn a_card_that_is_read_over_a_choice_chooses_nothing_and_a_digit_alone_does() {
    let finished = || {
        let mut desk = FakeDesk::of(operator());
        desk.requests.extend([super::desk::ready(4, 5)]);
        desk
    };
    // A list, whom to pass it on to, how the letter goes, what numbers are looked at for, what belongs to it, a
    // reason.
    for (opens, digit) in [
        ("3 f", "4"),
        ("3 c c", "2"),
        ("3 f 4 w", "1"),
        ("7 / \"sri\" <enter> n", "5"),
        ("6 <right>", "1"),
        ("3 r", "2"),
    ] {
        for cuts in [vec![], vec![(1, 79); 20], vec![(4, 30); 9]] {
            let mut journey = Journey::new(finished());
            journey.keys(opens);
            let shown = journey.text();
            packets(&mut journey, format!("{NIK}\r").as_bytes(), &cuts);
            assert_eq!(journey.text(), shown, "{opens} {cuts:?}");
            journey.keys(digit);
            assert_ne!(journey.text(), shown, "{opens} {digit}");
        }
    }
}

#[test]
fn a_card_that_is_read_at_the_end_of_a_shift_chooses_no_colleague() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("3 c : \"serah_terima\" <enter>");
    let before = decided(&journey);
    packets(&mut journey, format!("1{NIK}\r").as_bytes(), &[]);
    journey.wait(1000);
    journey.keys("<enter>");
    assert_eq!(decided(&journey), before, "{}", journey.text());
    journey.keys("1 <enter>");
    assert_ne!(decided(&journey), before, "{}", journey.text());
}

#[test]
fn a_nik_shows_the_person_and_enter_begins_a_request_for_them() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    packets(&mut journey, NIK.as_bytes(), &[]);
    journey.sees("Sri Wahyuni  46 th, Istri, Dusun Krajan RT 02 RW 05, 3322********0001");
    journey.keys("<enter>");
    journey.sees("Permohonan baru");
    journey.sees("Pemohon: Sri Wahyuni, 46 th");
}

#[test]
fn a_digit_alone_is_a_screen_and_in_a_dialog_a_digit() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("9");
    assert!(journey.line(2).contains("Tidak ada") || !journey.text().contains("A-01"), "{}", journey.text());
    journey.keys("3 e \"22\"");
    journey.sees("melamar pekerjaan22");
    journey.sees_not("Cari: NIK");
}

#[test]
fn a_card_shown_twice_or_another_card_begins_anew() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    packets(&mut journey, NIK.as_bytes(), &[]);
    packets(&mut journey, resident(1, "").nik.in_full().as_bytes(), &[]);
    journey.sees("Slamet Raharjo");
    journey.sees_not("Sri Wahyuni  46 th");
}

#[test]
fn an_unknown_card_is_asked_about_once_and_known_from_then_on() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    packets(&mut journey, b"04a2c3d4e5f680\r", &[]);
    journey.sees("Kartu 04A2C3D4E5F680 belum dikenal.");
    journey.keys("\"endang\" <enter>");
    let owner = record(0x9004);
    assert_eq!(
        journey.desk.decisions(),
        [&Command::RememberCard { office: operator().office, number: "04A2C3D4E5F680".into(), resident: owner }]
    );
    journey.sees("Kartu ini diingat sebagai milik Endang Lestari.");
    journey.sees("Pemohon: Endang Lestari");
    journey.keys("<esc>");
    packets(&mut journey, b"04a2c3d4e5f680", &[]);
    journey.sees("Endang Lestari");
    journey.sees_not("belum dikenal");
}

#[test]
fn a_qr_code_of_ours_opens_its_request_and_no_letter_of_it_is_a_command() {
    for cuts in [vec![], vec![(1, 5); 60], vec![(3, 40); 20]] {
        let mut journey = Journey::new(FakeDesk::of(operator()));
        journey.keys("9");
        packets(&mut journey, format!("{QR}\r").as_bytes(), &cuts);
        assert!(journey.line(2).starts_with("> A-01"), "{}", journey.text());
        assert_eq!(journey.desk.decisions(), Vec::<&Command>::new());
    }
}

#[test]
fn i_finds_by_name_and_queue_number_and_says_what_is_not_there() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("i \"a3\"");
    journey.sees("A-03 Sumarni");
    journey.keys("<enter>");
    assert!(journey.line(4).starts_with("> A-03"), "{}", journey.text());
    journey.keys("i \"zzz\"");
    journey.sees("Tidak ada yang cocok.");
    journey.keys("<c-u> \"s\"");
    journey.sees("1 Sri Wahyuni");
    journey.sees("2 Slamet Raharjo");
    journey.keys("2");
    journey.sees("Pemohon: Slamet Raharjo");
}

#[test]
fn who_is_no_operator_sees_the_card_and_begins_nothing() {
    let mut journey = Journey::new(FakeDesk::of(head()));
    packets(&mut journey, NIK.as_bytes(), &[]);
    journey.sees("Sri Wahyuni");
    journey.keys("<enter>");
    journey.sees_not("Permohonan baru");
    journey.keys("<esc> +");
    journey.sees_not("Permohonan baru");
    // A digit counts a moment later, and what comes of it is drawn then.
    journey.keys("i \"s\" 2");
    journey.sees(serasi::i18n::word(serasi::i18n::Lang::Id, serasi::i18n::Word::OnlyOperator));
}

#[test]
fn several_characters_in_one_paste_are_a_reader_and_words_are_not() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.paste("melamar pekerjaan");
    journey.sees_not("Cari: NIK");
    journey.paste(NIK);
    journey.wait(200);
    journey.sees("Sri Wahyuni  46 th");
}

#[test]
fn a_reader_over_a_list_of_names_chooses_nobody() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.keys("i \"s\"");
    packets(&mut journey, NIK.as_bytes(), &[]);
    journey.sees("Sri Wahyuni  46 th");
    journey.sees_not("Permohonan baru");
}

#[test]
fn a_card_in_the_form_goes_to_the_kind_and_its_enter_chooses_nothing() {
    for ending in ["", "\r"] {
        let mut journey = Journey::new(FakeDesk::of(operator()));
        journey.keys("+");
        packets(&mut journey, format!("{NIK}{ending}").as_bytes(), &[(5, 20)]);
        journey.sees("Pemohon: Sri Wahyuni");
        journey.sees("2 Surat Pengantar");
        journey.press(Key::plain(Code::Char('2')));
        journey.sees("Keperluan");
    }
}
