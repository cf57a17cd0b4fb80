//! What a key costs on a slow line, counted in bytes.

use std::time::Duration;

use ratatui::Terminal;
use ratatui::layout::Size;
use serasi::tui::app::App;
use serasi::tui::backend::Screen;
use serasi::tui::context::Now;
use serasi::tui::effect::Effect;
use serasi::tui::event::Event;
use serasi::tui::keymap::Keymap;
use serasi::tui::keys::Typed;

use super::Journey;
use super::desk::{FakeDesk, now, operator, request};
use super::script::{named, setup};

struct Line {
    app: App,
    desk: FakeDesk,
    terminal: Terminal<Screen<Vec<u8>>>,
    at: Duration,
}

impl Line {
    fn new(width: u16, height: u16) -> Self {
        let mut desk = FakeDesk::of(operator());
        desk.requests = (0..40).map(request).collect();
        let at = Duration::from_secs(1);
        let size = Size::new(width, height);
        let start = Now { mono: at, wall: now() };
        let app = App::new(setup(), Keymap::load(None).unwrap(), Vec::new(), (width, height), start);
        let terminal = Terminal::new(Screen::new(Vec::new(), size)).unwrap();
        let mut line = Self { app, desk, terminal, at };
        let effects = line.app.start();
        line.pump(effects);
        line.frame();
        line.rest();
        line.press("3");
        line.rest();
        line
    }

    fn now(&self) -> Now {
        Now { mono: self.at, wall: now() }
    }

    fn pump(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Ask { ticket, query } = effect {
                let event = {
                    let result = self.desk.query(query.clone());
                    Event::Found { ticket, query, result }
                };
                let effects = self.app.update(self.now(), event);
                self.pump(effects);
            }
        }
    }

    /// Draws when something changed; gives the bytes written.
    fn frame(&mut self) -> usize {
        self.terminal.backend_mut().out().clear();
        if self.app.dirty() {
            self.terminal.draw(|frame| self.app.view(frame)).unwrap();
            self.terminal.backend_mut().end_frame().unwrap();
            self.app.drawn(self.now());
        }
        self.terminal.backend_mut().out().len()
    }

    fn rest(&mut self) -> usize {
        let end = self.at + Duration::from_secs(1);
        let mut written = 0;
        while let Some(deadline) = self.app.deadline().filter(|at| *at <= end) {
            self.at = self.at.max(deadline);
            let effects = self.app.due(self.now());
            self.pump(effects);
            written += self.frame();
        }
        self.at = end;
        written
    }

    fn press(&mut self, key: &str) -> usize {
        let effects = self.app.update(self.now(), Event::Typed(Typed::Key(named(key))));
        self.pump(effects);
        self.frame()
    }
}

#[test]
fn a_move_of_the_selection_writes_at_most_300_bytes_before_the_preview_follows() {
    let mut line = Line::new(80, 24);
    // The window of seven rows scrolls from the seventh move on.
    let down: Vec<usize> = (0..30)
        .map(|_| {
            let written = line.press("j");
            line.rest();
            written
        })
        .collect();
    let up: Vec<usize> = (0..30)
        .map(|_| {
            let written = line.press("k");
            line.rest();
            written
        })
        .collect();
    println!("bytes per move down {down:?}, up {up:?}");
    assert!(down.iter().chain(&up).all(|written| (1..=300).contains(written)), "{down:?} {up:?}");
}

#[test]
fn a_row_that_offers_other_keys_costs_no_more() {
    let mut line = Line::new(80, 24);
    line.desk.requests[1].row.claim = Some(serasi::desk::ClaimView { name: "Joko".into(), mine: false, since: None });
    let effects = line.app.update(line.now(), Event::Changed);
    line.pump(effects);
    line.frame();
    let away = line.press("j");
    let back = line.press("k");
    println!("bytes with another footer: {away}, {back}");
    assert!(away <= 300 && back <= 300, "{away} {back}");
}

#[test]
fn an_empty_poll_and_a_key_without_meaning_write_nothing() {
    let mut line = Line::new(80, 24);
    let effects = line.app.update(line.now(), Event::Changed);
    line.pump(effects);
    assert!(!line.app.dirty());
    assert_eq!(line.frame(), 0);
    assert_eq!(line.press("z"), 0);
    assert_eq!(line.rest(), 0);
    assert_eq!(line.app.deadline(), None, "nothing is due while nothing happens");
}

#[test]
fn idle_draws_nothing() {
    let mut journey = Journey::new(FakeDesk::of(operator()));
    journey.wait(5000);
    let frames = journey.frames;
    journey.wait(3_600_000);
    journey.event(Event::Changed);
    assert_eq!(journey.frames, frames);
    assert_eq!(journey.app.deadline(), None);
}
