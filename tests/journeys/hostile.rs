//! Text from outside is text: it moves no cursor, colours nothing, rings no bell.

use serasi::desk::{ArchiveFilter, DeskError, ItemState, Preview, SavedView, Stands, StandsHow, WaitsFor};
use serasi::domain::counters::Count;
use serasi::domain::id::ContentHash;
use serasi::domain::refusal::Refusal;

use super::Journey;
use super::desk::{FakeDesk, head, item, operator};
use super::script::setup;

const EVIL: &str = "a\u{1b}[31;1H\u{7}\u{9b}2J\u{202e}b\u{200d}\u{fe0f}\r\n\u{85}c\u{ad}👩‍👩‍👧 ꦤꦸ محمد";

fn evil() -> String {
    EVIL.to_owned()
}

fn desk(who: serasi::desk::Who) -> FakeDesk {
    let mut desk = FakeDesk::of(who);
    let mut back = super::desk::request(5);
    let why = serasi::domain::request::Because { by: None, reason: evil(), at: None };
    back.row.state = serasi::domain::request::RequestState::WaitingApplicant(why);
    desk.requests.extend([super::desk::ready(4, 400), back]);
    for view in &mut desk.requests {
        view.row.name = evil();
        view.row.kind = evil();
        view.row.queue = evil();
        view.row.missing = Some(evil());
        view.fields[0].label = evil();
        view.fields[0].value = evil();
        view.fields[0].help = evil();
        view.requirements[0].label = evil();
        view.notes = vec![(evil(), evil())];
        view.request.contact = evil();
        view.by = Some(evil());
        view.trail.passed =
            Some(serasi::desk::PassedView { from: evil(), to: evil(), taken: false, note: evil(), at: None });
        view.trail.told = Some((serasi::domain::handing::How::Telephone, None, evil()));
        view.applicant.as_mut().unwrap().name = evil();
        view.preview = Preview::Lines { lines: vec![evil(); 3], snapshot: ContentHash::of(b"") };
    }
    for view in &mut desk.letters {
        view.row.sender = evil();
        view.row.subject = evil();
        view.letter.subject = evil();
        view.pages = Some(vec![evil()]);
    }
    for view in &mut desk.tasks {
        view.row.name = evil();
        view.row.purpose = evil();
        view.row.letter_kind = evil();
        view.pages = Some(vec![evil()]);
        view.as_whom = evil();
        view.behind[0].1 = evil();
    }
    desk.operators = vec![super::desk::colleague(0, &evil())];
    desk.reasons = vec![format!("zz{EVIL}")];
    desk.notices = vec![serasi::desk::Notice {
        request: desk.requests[0].row.id,
        queue: evil(),
        name: evil(),
        by: evil(),
        taken: true,
        note: evil(),
        at: super::desk::now(),
    }];
    for row in &mut desk.archive {
        row.name = evil();
        row.number = evil();
        row.subject = evil();
        row.state = evil();
        row.classification = evil();
    }
    for view in &mut desk.residents {
        view.resident.name = evil();
        view.resident.hamlet = evil();
        view.resident.religion = evil();
        view.resident.source = evil();
        view.resident.birth_place = evil();
        view.row.name = format!("sri {}", evil());
        view.row.address = evil();
        view.row.family_position = evil();
        view.family = vec![view.row.clone(), view.row.clone()];
        view.requests = vec![desk.past.0.row.clone()];
    }
    desk.past.0.row.name = evil();
    desk.past.0.applicant.as_mut().unwrap().name = evil();
    desk.past.0.row.number = Some(evil());
    desk.views = vec![SavedView { letter: 'k', words: evil(), filter: ArchiveFilter::default() }];
    desk.waits = vec![WaitsFor { name: evil(), signs: true, count: Count::default() }];
    desk.today.stands = vec![Stands { title: evil(), name: evil(), what: StandsHow::Begins }];
    desk.items = vec![item(0, ItemState::Refused(Refusal::NotYourTask { name: evil() }))];
    desk.items[0].about = evil();
    let mut sides = super::sides::both(desk.items[0].clone());
    for shown in &mut sides.differences {
        shown.label = evil();
        shown.difference.mine = super::sides::text(&evil());
        shown.difference.theirs = super::sides::text(&evil());
    }
    sides.their_name = Some(evil());
    desk.sides = vec![sides];
    desk.board = super::sides::desk().board;
    desk.board.discarded[0].about = evil();
    desk.board.discarded[0].reason = evil();
    desk.board.devices[1].name = evil();
    let who = desk.who.as_mut().unwrap();
    who.name = evil();
    who.position = evil();
    who.office_name = evil();
    desk
}

fn check(journey: &Journey) {
    for c in journey.text().chars().filter(|c| *c != '\n') {
        assert!(!c.is_control(), "{c:?}\n{}", journey.text());
        assert!(!matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{ad}' | '\u{fe0f}'), "{c:?}");
    }
}

#[test]
fn hostile_text_is_harmless_on_every_screen_and_dialog() {
    for who in [operator(), head()] {
        let mut journey = Journey::new(desk(who));
        let script = "1 <down> <enter> 1 <end> 3 <enter> <esc> r \"zz\" <esc> x <esc> e <esc> t c c 2 \"z\" <esc> l <esc> f 4 w 1 <esc> w 4 <esc> w 5 <esc> f 3 w 3 <esc> f 1 <esc> f 2 : \"slip\" <enter> <esc> : \"serahterima\" <enter> <esc> 3 ? <esc> : <esc> 2 <enter> <esc> v <esc> 4 * s <esc> <enter> <esc> 9 <enter> <esc> x <esc> e <esc> j <enter> <esc> j j x <esc> j 6 <enter> <esc> f <esc> f 1 2 3 4 <enter> <right> <enter> <esc> <esc> 7 / \"sri\" <enter> <enter> <right> <esc> n <esc> <space> + 2 <tab> <up> <up> <up> <esc> <space> : <esc>";
        for key in script.split(' ') {
            journey.keys(key);
            check(&journey);
        }
        journey.desk.refuse_next = Some(DeskError::Refused(Refusal::FieldMissing { label: evil() }));
        journey.keys("3 t");
        check(&journey);
    }
}

#[test]
fn an_ascii_terminal_gets_ascii_only() {
    let setup = serasi::tui::context::Setup { glyphs: serasi::tui::glyphs::ASCII, ..setup() };
    let mut journey = Journey::sized(desk(operator()), 80, 24, setup, Vec::new());
    for key in [
        "1", "j", "<enter>", "3", "e", "<esc>", "r", "<esc>", "f", "4", "w", "4", "<esc>", "w", "5", "<esc>", "l",
        "<esc>", "f", "2", "?", "<esc>", "2", "6", "<enter>", "<esc>", "f", "<esc>", "7", "/", "\"sri\"", "<enter>",
        "n", "<esc>", "<space>", "+", "2", "<esc>", "9", "<c-k>",
    ] {
        journey.keys(key);
        assert!(journey.text().is_ascii(), "{key}\n{}", journey.text());
    }
}
