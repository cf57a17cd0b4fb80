//! Beranda: what to do now, what waits, and the list behind each counter.

use serasi::desk::{Link, Stands, StandsHow, Today, WaitsFor};
use serasi::domain::counters::Count;
use serasi::domain::office::Role;
use serasi::domain::request::{Because, Channel, RequestState};
use serasi::domain::turnaround::Turnaround;
use serasi::i18n::Lang;
use serasi::tui::context::Setup;
use serasi::tui::event::Event;
use serasi::tui::glyphs;
use serasi::tui::theme::Theme;

use super::Journey;
use super::desk::{FakeDesk, head, item, letter, now, operator, request, secretary, who};
use super::script::{named, setup};

fn at_home(desk: FakeDesk) -> Journey {
    Journey::at_home(desk, 80, 24, setup(), Vec::new())
}

fn because() -> Because {
    Because { by: None, reason: "KK kurang".into(), at: None }
}

/// A desk with something behind every counter of an operator.
fn busy() -> FakeDesk {
    let mut desk = FakeDesk::of(operator());
    desk.requests = (0..10).map(request).collect();
    let states = [
        (4, RequestState::Returned(because())),
        (5, RequestState::WaitingApplicant(because())),
        (6, RequestState::WaitingOffice(because())),
        (7, RequestState::Ink),
        (8, RequestState::Issued),
        (9, RequestState::InDoubt),
    ];
    for (at, state) in states {
        desk.requests[at].row.state = state.clone();
        desk.requests[at].request.state = state;
    }
    desk.requests[3].row.channel = Channel::Telephone;
    let long_ago = Some(now() - jiff::SignedDuration::from_hours(3));
    desk.requests[2].row.since = long_ago;
    desk.requests[2].request.submitted = long_ago;
    desk.letters[1].row.unread = false;
    desk
}

#[test]
fn the_first_line_says_what_to_do_now_and_enter_goes_there() {
    let mut journey = at_home(busy());
    assert!(journey.line(2).starts_with(">4 orang menunggu di loket, terlama 3 jam."), "{}", journey.text());
    assert!(journey.line(1).contains("1Beranda"), "{}", journey.line(1));
    journey.keys("<enter>");
    journey.sees("hanya: menunggu di loket · Esc ke Beranda");
    journey.sees("> A-01");
    journey.sees_not("A-04");
    journey.keys("<esc>");
    journey.sees("4 orang menunggu di loket");
}

#[test]
fn every_counter_opens_the_list_that_it_counts() {
    let mut desk = busy();
    desk.items = vec![item(0, serasi::desk::ItemState::Conflict(vec![])), item(1, serasi::desk::ItemState::Waiting)];
    let opens = [
        ("    4   menunggu di loket", "A-05"),
        ("    1   menunggu (daring, RT, telepon)", "A-04"),
        ("    2 ! lewat janji", "A-03"),
        ("    1   dikembalikan kepada saya", "A-05"),
        ("    1   menunggu pemohon", "A-06"),
        ("    1   menunggu kecamatan", "A-07"),
        ("    1   menunggu tanda tangan basah", "A-08"),
        ("    1   siap diserahkan", "A-09"),
        ("    1 ! belum pasti", "A-10"),
        ("    1 ! bentrok", "Slamet Raharjo"),
        ("    1   belum dibaca", "Undangan rapat koordinasi 1"),
        ("    2   belum ditindaklanjuti", "Undangan rapat koordinasi 2"),
    ];
    desk.requests[9].request.submitted = Some(now() - jiff::SignedDuration::from_hours(2));
    let mut journey = at_home(desk);
    for (n, (counter, row)) in opens.into_iter().enumerate() {
        journey.keys("1");
        journey.keys("gg".split("").filter(|key| !key.is_empty()).collect::<Vec<_>>().join(" ").as_str());
        (0..=n).for_each(|_| journey.press(named("j")));
        let selected = journey.text().lines().find(|line| line.starts_with('>')).unwrap_or_default().to_owned();
        assert!(selected.starts_with(&format!(">{counter}")), "{counter}: {selected}\n{}", journey.text());
        journey.keys("<enter>");
        journey.sees(row);
        let rows = journey.text().lines().skip(2).take(7).filter(|line| !line.trim().is_empty()).count();
        let counted: usize = counter.split_whitespace().next().unwrap().parse().unwrap();
        // Sinkronisasi shows all its items: what waits stands below what needs the person.
        let more = usize::from(counter.ends_with("bentrok"));
        assert_eq!(rows, counted + more, "{counter}\n{}", journey.text());
    }
}

#[test]
fn zeros_are_folded_into_one_line_and_trouble_is_silent_when_there_is_none() {
    let journey = at_home(FakeDesk::of(operator()));
    journey.sees("Kosong: menunggu (daring, RT, telepon), lewat janji, dikembalikan kepada saya, menunggu pemohon");
    journey.sees_not("Masalah");
    journey.sees_not("bentrok");
    // An operator is not asked for paraf or signature.
    journey.sees_not("diverifikasi");
}

#[test]
fn a_kades_reads_signature_then_letters_then_today() {
    let mut desk = FakeDesk::of(head());
    desk.today = Today {
        promises: Count { count: 7, oldest: Some("2026-11-20T04:15:00Z".parse().unwrap()) },
        arrived: 2,
        stands: vec![Stands {
            title: "Plh. Sekretaris Desa Banyubiru".into(),
            name: "Joko Prasetyo".into(),
            what: StandsHow::Acting(Some(jiff::civil::date(2026, 11, 30))),
        }],
    };
    desk.turnaround = Turnaround { issued: 12, kept: 11, median: Some(9) };
    let journey = at_home(desk);
    let text = journey.text();
    let parts = [
        "3 surat menunggu tanda tangan Anda, terlama 9 menit.",
        "Paraf dan tanda tangan",
        "3   naskah belum ditandatangani, elektronik",
        "1   naskah belum ditandatangani, konvensional",
        "Surat masuk",
        "Hari ini",
        "7 janji jatuh tempo hari ini, berikutnya 11.15",
        "2 surat masuk diterima hari ini",
        "Plh. Sekretaris Desa Banyubiru: Joko Prasetyo, s.d. 30 November 2026",
        "Pelayanan",
        "Hari ini: 12 surat terbit, separuhnya dalam 9 menit, 11 tepat janji",
    ];
    let places: Vec<usize> =
        parts.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part}\n{text}"))).collect();
    assert!(places.is_sorted(), "{places:?}\n{text}");
}

#[test]
fn a_sekdes_reads_paraf_promises_letters_and_who_waits_for_whom() {
    let mut desk = FakeDesk::of(secretary());
    let since = Some(now() - jiff::SignedDuration::from_hours(2));
    desk.waits =
        vec![WaitsFor { name: "Bambang Sutrisno".into(), signs: true, count: Count { count: 15, oldest: since } }];
    desk.requests = busy().requests;
    let journey = at_home(desk);
    let text = journey.text();
    let parts = [
        "3 naskah menunggu paraf Anda",
        "3   naskah belum diverifikasi",
        "! lewat janji",
        "menunggu di loket",
        "belum ditindaklanjuti",
        "Siapa menunggu siapa",
        "Bambang Sutrisno: 15 menunggu tanda tangan, terlama 2 jam",
    ];
    let places: Vec<usize> =
        parts.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part}\n{text}"))).collect();
    assert!(places.is_sorted(), "{places:?}\n{text}");
}

#[test]
fn an_admin_begins_with_what_is_stuck_and_nothing_to_do_is_said() {
    let mut desk = FakeDesk::of(who("Rina Wulandari", "Kaur TU", &[Role::Admin]));
    desk.letters.clear();
    desk.requests.clear();
    let mut journey = at_home(desk);
    journey.sees(">Tidak ada yang menunggu Anda sekarang.");
    journey.keys("<enter>");
    journey.sees("Tidak ada yang menunggu Anda sekarang.");
    journey.desk.items = vec![item(0, serasi::desk::ItemState::Conflict(vec![]))];
    journey.event(Event::Changed);
    journey.sees(">1 tindakan Anda bentrok dengan rekan");
    journey.keys("<enter>");
    journey.sees("9Sinkron:1");
    journey.sees("hanya: bentrok");
}

#[test]
fn a_visit_ends_with_its_own_digit_and_with_the_screens_own_filter() {
    let mut journey = at_home(busy());
    journey.keys("j j <enter>");
    journey.sees("hanya: menunggu (daring, RT, telepon)");
    journey.sees("> A-04");
    journey.keys("3");
    journey.sees_not("hanya:");
    journey.sees("> A-01");
    journey.keys("1 <enter> f");
    journey.sees("2 antrean: ");
    journey.keys("2");
    journey.sees_not("hanya:");
    journey.keys("<esc>");
    journey.sees("A-01");
}

#[test]
fn what_is_selected_stays_selected_when_counts_change() {
    let mut journey = at_home(busy());
    journey.keys("j j j");
    journey.sees(">    1 ! lewat janji");
    journey.desk.requests.push(request(11));
    journey.event(Event::Changed);
    journey.sees(">    1 ! lewat janji");
    journey.desk.requests.truncate(1);
    journey.event(Event::Changed);
    let selected = journey.text().lines().filter(|line| line.starts_with('>')).count();
    assert_eq!(selected, 1, "{}", journey.text());
}

#[test]
fn ages_move_only_with_another_frame_and_idle_draws_nothing() {
    let mut journey = at_home(busy());
    let frames = journey.frames;
    journey.wait(3_600_000);
    journey.event(Event::Changed);
    assert_eq!(journey.frames, frames);
    assert_eq!(journey.app.deadline(), None);
    journey.sees("terlama 3 jam");
    journey.keys("j");
    journey.sees("terlama 4 jam");
}

#[test]
fn letters_commands_do_nothing_on_beranda_and_say_so() {
    let mut journey = at_home(busy());
    for key in ["t", "s", "r", "x", "<space>"] {
        journey.keys(key);
        journey.sees("Tidak berlaku di layar ini.");
    }
    // Searching has no list here: it searches everything.
    journey.keys("/");
    journey.sees("Dinas Sosial");
    journey.keys("<esc>");
    journey.sees("orang menunggu");
    assert!(journey.desk.decisions().is_empty());
}

#[test]
fn the_smallest_window_scrolls_to_every_line() {
    for lang in [Lang::Id, Lang::En] {
        let mut desk = busy();
        desk.turnaround = Turnaround { issued: 1, kept: 1, median: Some(90) };
        let setup = Setup { lang, ..setup() };
        let mut journey = Journey::at_home(desk, 40, 10, setup, Vec::new());
        let mut seen = journey.text();
        for _ in 0..40 {
            journey.keys("j");
            seen.push_str(&journey.text());
        }
        let last = if lang == Lang::Id { "Sejak Senin" } else { "Since Monday" };
        for wanted in [if lang == Lang::Id { "siap diserahkan" } else { "ready to hand over" }, last] {
            assert!(seen.contains(wanted), "{wanted}\n{}", journey.text());
        }
        (0..40).for_each(|_| journey.press(named("k")));
        assert!(journey.line(2).starts_with('>'), "{}", journey.text());
    }
}

#[test]
fn ascii_and_mono_show_the_same_words() {
    let plain = at_home(busy()).text();
    let setup = Setup { glyphs: glyphs::ASCII, theme: Theme { mono: true }, ..setup() };
    let journey = Journey::at_home(busy(), 80, 24, setup, Vec::new());
    assert!(journey.text().is_ascii(), "{}", journey.text());
    assert_eq!(journey.line(2), plain.lines().nth(2).unwrap());
}

#[test]
fn a_desk_that_is_offline_still_says_what_it_knows() {
    let mut desk = busy();
    desk.status.link = Link::Offline { since: now() };
    desk.letters = vec![letter(0)];
    let journey = at_home(desk);
    journey.sees("luring sejak 10.42");
    journey.sees("4 orang menunggu di loket");
}
