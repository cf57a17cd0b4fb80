//! Beranda: what this person should do now, what waits, what has a time today, how long letters took.
//!
//! The first line and every counter that is not zero can be selected; Enter opens its list. The shown ages are
//! those of the frame: nothing here is ever due.

use std::time::Duration;

use uuid::Uuid;

use super::Screen;
use crate::desk::{DeskError, Found, HomeView, Query, Who};
use crate::domain::counters::{Count, Counter, Section};
use crate::i18n::{self, Age, Message, Word};
use crate::tui::command::{Can, CommandId};
use crate::tui::context::{Ctx, Now, Setup, Wish};
use crate::tui::layout::Areas;
use crate::tui::paint::{Paint, Span};
use crate::tui::text::{self, Para};
use crate::tui::theme::Role;

/// What the cursor can stand on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// The first line.
    #[default]
    Now,
    /// A counter.
    Counter(Counter),
}

/// One line of the screen.
struct Line {
    place: Option<Place>,
    head: Span,
    rest: Vec<Span>,
}

impl Line {
    fn of(role: Role, text: impl Into<String>) -> Self {
        Self { place: None, head: (role, text.into()), rest: Vec::new() }
    }
}

/// The state of the screen.
#[derive(Default)]
pub struct Home {
    view: Option<Box<HomeView>>,
    at: Place,
    top: usize,
    /// Lines and rows as last painted: moving beyond the last counter scrolls.
    painted: (usize, usize),
}

impl Home {
    fn places(&self) -> Vec<Place> {
        let Some(view) = &self.view else { return vec![Place::Now] };
        let shown = view.seat.sections().iter().flat_map(|(_, counters)| counters.iter());
        let waits = shown.filter(|counter| view.counts.get(counter).is_some_and(|count| count.count > 0));
        std::iter::once(Place::Now).chain(waits.map(|counter| Place::Counter(*counter))).collect()
    }

    /// The counter that Enter opens.
    fn opens(&self) -> Option<Counter> {
        match self.at {
            Place::Counter(counter) => Some(counter),
            Place::Now => self.view.as_ref()?.now().map(|(counter, _)| counter),
        }
    }

    fn step(&mut self, command: CommandId) {
        let places = self.places();
        let last = places.len().saturating_sub(1);
        let here = places.iter().position(|place| *place == self.at).unwrap_or(0);
        let (lines, rows) = self.painted;
        let page = rows.saturating_sub(1).max(1);
        let end = lines.saturating_sub(rows);
        let to = match command {
            // Beyond the last counter stands what cannot be opened: it is only read.
            CommandId::Down if here == last => {
                self.top = (self.top + 1).min(end);
                return;
            }
            CommandId::PreviewDown | CommandId::PageDown if here == last => {
                self.top = (self.top + page).min(end);
                return;
            }
            CommandId::Up => here.saturating_sub(1),
            CommandId::Down => here + 1,
            CommandId::PageUp | CommandId::PreviewUp => here.saturating_sub(page),
            CommandId::PageDown | CommandId::PreviewDown => (here + page).min(last),
            CommandId::Top => 0,
            CommandId::Bottom => {
                self.top = end;
                last
            }
            _ => return,
        };
        if let Some(place) = places.get(to) {
            self.at = *place;
        }
    }

    fn lines(&self, columns: usize, setup: &Setup, now: Now) -> Vec<Line> {
        // Whether it takes long enough to say so is known only where it is painted.
        let Some(view) = &self.view else { return vec![Line::of(Role::Faint, setup.word(Word::Loading))] };
        let mut lines = first(view, columns, setup, now);
        let mut zeros = Vec::new();
        for (section, counters) in view.seat.sections() {
            let mut part = Vec::new();
            for counter in *counters {
                match view.counts.get(counter) {
                    Some(count) if count.count > 0 => part.push(counted(*counter, count, columns, setup, now)),
                    Some(_) if !counter.is_trouble() => zeros.push(setup.word(Word::from(*counter))),
                    _ => {}
                }
            }
            part.extend(told(*section, view, columns, setup, now));
            if !part.is_empty() {
                lines.push(Line::of(Role::Title, setup.word(Word::from(*section))));
                lines.extend(part);
            }
        }
        if !zeros.is_empty() {
            lines.extend(wrapped(Role::Faint, &setup.say(&Message::NoneOf(zeros)), 0, columns, setup));
        }
        lines
    }
}

fn wrapped(role: Role, text: &str, indent: usize, columns: usize, setup: &Setup) -> Vec<Line> {
    let para = Para::of(role, format!("{}{text}", " ".repeat(indent))).hanging(2);
    text::wrap(&[para], columns, &setup.glyphs).into_iter().map(|(role, line)| Line::of(role, line)).collect()
}

/// The sentence of what to do now: the first line, as many as it needs.
fn first(view: &HomeView, columns: usize, setup: &Setup, now: Now) -> Vec<Line> {
    let mut lines = wrapped(Role::Title, &i18n::home::first(setup.lang, view, now.wall), 0, columns, setup);
    lines.iter_mut().for_each(|line| line.place = Some(Place::Now));
    lines.push(Line::of(Role::Plain, ""));
    lines
}

fn counted(counter: Counter, count: &Count, columns: usize, setup: &Setup, now: Now) -> Line {
    let role = if counter.is_trouble() || counter == Counter::Overdue { Role::Warn } else { Role::Plain };
    let sign = if role == Role::Warn { '!' } else { ' ' };
    let name = text::fit(setup.word(Word::from(counter)), columns.saturating_sub(8).min(42), &setup.glyphs);
    let mut rest = Vec::new();
    if columns >= 64
        && let Some(oldest) = count.oldest
    {
        let age = Age::between(oldest, now.wall);
        rest.push((Role::Plain, format!(" {}", setup.say(&Message::Oldest(age)))));
    }
    Line { place: Some(Place::Counter(counter)), head: (role, format!("{:>5} {sign} {name}", count.count)), rest }
}

/// The parts of a section that are no counters.
fn told(section: Section, view: &HomeView, columns: usize, setup: &Setup, now: Now) -> Vec<Line> {
    let texts = i18n::home::told(setup.lang, section, view, now.wall);
    texts.iter().flat_map(|text| wrapped(Role::Plain, text, 2, columns, setup)).collect()
}

impl Screen for Home {
    fn list(&self) -> Query {
        Query::Home
    }

    fn loading(&self) -> bool {
        self.view.is_none()
    }

    fn can(&self, command: CommandId, _: Option<&Who>) -> Can {
        match command {
            CommandId::Open => Can::when(self.opens().is_some(), Word::NotNow),
            CommandId::Back => Can::No(Word::NotNow.into()),
            _ => Can::No(Word::NotOnThisScreen.into()),
        }
    }

    fn run(&mut self, command: CommandId, _: &str, ctx: &mut Ctx<'_>) {
        match (command, self.opens()) {
            (CommandId::Open, Some(counter)) => ctx.wish(Wish::Show(counter)),
            (other, _) => self.step(other),
        }
    }

    fn found(&mut self, found: Found, _: &mut Ctx<'_>) -> bool {
        let Found::Home(view) = found else { return false };
        if self.view.as_ref() == Some(&view) {
            return false;
        }
        let before = self.places();
        self.view = Some(view);
        let places = self.places();
        if !places.contains(&self.at) {
            // What was selected is zero now: the counter in its place is next.
            let place = before.iter().position(|place| *place == self.at).unwrap_or(0);
            self.at = places.get(place.min(places.len().saturating_sub(1))).copied().unwrap_or_default();
        }
        true
    }

    fn missed(&mut self, _: &Query, _: &DeskError, _: &mut Ctx<'_>) -> bool {
        false
    }

    fn asks(&self, query: &Query) -> bool {
        matches!(query, Query::Home)
    }

    fn deadline(&self, _: &Ctx<'_>) -> Option<Duration> {
        None
    }

    fn due(&mut self, _: &mut Ctx<'_>) -> bool {
        false
    }

    fn drawn(&mut self, ctx: &mut Ctx<'_>) {
        ctx.guard.drawn(None, ctx.now.mono);
    }

    fn version(&self, _: Uuid) -> Option<u64> {
        None
    }

    fn leave(&mut self, _: Uuid, _: Now) {}

    fn go_to(&mut self, _: &str, _: Now) -> bool {
        false
    }

    fn narrow(&mut self, _: String, _: Now) {}

    // It has no list of its own: words are looked for in everything.
    fn nothing_fits(&self) -> bool {
        true
    }

    fn filter(&self) -> &'static str {
        ""
    }

    fn full(&self) -> bool {
        false
    }

    fn ask_preview(&self, _: &mut Ctx<'_>) {}

    fn paint(&mut self, areas: &Areas, setup: &Setup, now: Now, paint: &mut Paint<'_>) {
        let body = areas.body;
        let columns = usize::from(body.width).saturating_sub(2);
        if self.loading() && !paint.slow {
            return;
        }
        let lines = self.lines(columns, setup, now);
        // What does not fit is said in a row of its own.
        let fits = lines.len() <= usize::from(body.height);
        let rows = usize::from(body.height).saturating_sub(usize::from(!fits));
        let is_here = |line: &Line| line.place == Some(self.at);
        let moved = self.painted == (lines.len(), rows);
        let from = lines.iter().position(is_here).unwrap_or(0);
        let to = lines.iter().rposition(is_here).unwrap_or(0);
        // The cursor is in sight, except where the person scrolled past the last counter to read on.
        let past = moved && self.places().last() == Some(&self.at) && self.top > from;
        if !past {
            self.top = self.top.min(from).max((to + 1).saturating_sub(rows));
        }
        if from == 0 {
            self.top = 0;
        }
        self.top = self.top.min(lines.len().saturating_sub(rows));
        self.painted = (lines.len(), rows);
        if !fits {
            let to = (self.top + rows).min(lines.len());
            let told = setup.say(&Message::Lines { from: self.top + 1, to, of: lines.len() });
            paint.line(body, body.height.saturating_sub(1), Role::Faint, &format!(" {told}"));
        }
        for (y, line) in (0..body.height).zip(lines.iter().skip(self.top).take(rows)) {
            let here = line.place == Some(self.at);
            let mark = if here { setup.glyphs.cursor } else { ' ' };
            let role = if here { Role::Selected } else { line.head.0 };
            let mut spans = vec![(role, format!("{mark}{}", line.head.1))];
            spans.extend(line.rest.iter().cloned());
            paint.spans(body, y, &spans);
            if here && paint.cursor.is_none() {
                paint.cursor_at(body.x, body.y + y);
            }
        }
    }
}
