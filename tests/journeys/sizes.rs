//! Every screen and dialog at every size: no panic, and what matters stays.

use serasi::i18n::Lang;
use serasi::tui::context::Setup;
use serasi::tui::event::Event;

use super::Journey;
use super::desk::{FakeDesk, head, item, operator, ready};
use super::script::setup;

fn desk(who: serasi::desk::Who) -> FakeDesk {
    let mut desk = FakeDesk::of(who);
    desk.items = vec![item(0, serasi::desk::ItemState::Waiting)];
    desk.status.unsent = 2;
    desk.status.attention = 1;
    desk.requests.push(ready(5, 400));
    desk
}

#[test]
fn no_size_panics_on_any_screen_or_dialog() {
    let scripts = [
        "1",
        "1 <end>",
        "1 j <enter>",
        "3",
        "3 <enter>",
        "3 r",
        "3 e",
        "3 x",
        "3 +",
        "3 + \"3322075403800001\"",
        "3 + \"3322075403800001\" 2 <tab> <tab> <tab> <tab>",
        "i \"s\"",
        "?",
        ":",
        "/",
        "2",
        "2 v",
        "2 <enter>",
        "6",
        "6 <enter>",
        "6 <right>",
        "6 f",
        "6 j <right>",
        "7",
        "7 / \"sri\"",
        "7 / \"sri\" <enter> <enter>",
        "7 / \"sri\" <enter> n",
        "7 / \"sri\" <enter> <space> / <c-u> \"slamet\" <enter> <space>",
        "7 / \"sri\" <enter> <space> / <c-u> \"slamet\" <enter> <space> + 2 <tab> <tab>",
        "7 / \"sri\" <enter> n 5 \"x\"",
        "9",
        "9 <enter>",
        "q",
        "<c-k>",
    ];
    let approver = ["1", "1 <enter>", "4", "4 <enter>", "4 * s", "4 j j s", "4 r"];
    let counter = ["3 f", "3 f 4", "3 f 4 w", "3 f 4 w 1", "3 f 4 w 4", "3 f 4 w 5", "3 c c", "3 l"];
    let ends = [": \"serahterima\" <enter>", "3 : \"slip\" <enter>", "3 c c 2"];
    let operators = scripts.iter().chain(&counter).chain(&ends).map(|s| (operator(), *s));
    let all = operators.chain(approver.iter().map(|s| (head(), *s)));
    for (who, script) in all {
        for (width, height) in [(80, 24), (120, 40), (40, 10)] {
            let mut journey = Journey::sized(desk(who.clone()), width, height, setup(), Vec::new());
            journey.keys(script);
            for w in (0..=130).step_by(7).chain([39, 40, 79, 80, 81, 99, 100, 101]) {
                for h in (0..=45).step_by(4).chain([9, 10, 11, 19, 20, 23]) {
                    journey.resize(w, h);
                }
            }
        }
    }
}

#[test]
fn a_window_that_is_too_small_says_so_in_one_line() {
    let mut journey = Journey::new(desk(operator()));
    journey.resize(39, 12);
    assert_eq!(journey.text().trim(), "layar terlalu kecil (39×12)");
    journey.resize(80, 24);
    journey.sees("A-01");
}

#[test]
fn the_frame_keeps_sync_state_and_counters_at_80_100_and_120_in_both_languages() {
    for lang in [Lang::Id, Lang::En] {
        for width in [40, 60, 80, 100, 120] {
            let setup = Setup { lang, ..setup() };
            let journey = Journey::sized(desk(operator()), width, 24, setup, Vec::new());
            let (header, tabs, footer) = (journey.line(0), journey.line(1), journey.line(23));
            let synced = if lang == Lang::Id { "sinkron 10.42" } else { "synced 10.42" };
            assert!(header.contains(synced), "{width}: {header}");
            if width >= 80 {
                let unsent = if lang == Lang::Id { "2 belum terkirim" } else { "2 unsent" };
                assert!(header.contains(unsent), "{width}: {header}");
                assert!(header.contains("Siti"), "{width}: {header}");
            }
            assert!(tabs.contains(":4") && tabs.contains(":2"), "{width}: {tabs}");
            assert!(footer.trim_end().ends_with(if lang == Lang::Id { "? bantuan" } else { "? help" }), "{footer}");
            for line in journey.text().lines() {
                assert!(line.chars().count() <= usize::from(width), "{line}");
            }
        }
    }
}

#[test]
fn wide_windows_show_list_and_preview_side_by_side() {
    let journey = Journey::sized(desk(operator()), 120, 30, setup(), Vec::new());
    assert!(journey.line(2).contains("> A-01") && journey.line(2).contains("│"), "{}", journey.text());
    assert!(journey.line(2).contains("── A-01"), "{}", journey.text());
    let over_ssh = Setup { ssh: true, ..setup() };
    let journey = Journey::sized(desk(operator()), 120, 30, over_ssh, Vec::new());
    assert!(!journey.line(2).contains("│"), "{}", journey.text());
}

impl Journey {
    fn resize(&mut self, width: u16, height: u16) {
        self.resize_terminal(width, height);
        self.event(Event::Resized(width, height));
    }
}
