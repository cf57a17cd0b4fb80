//! Layar warga: what the letter says, large and far apart, for turning the screen to the citizen. It covers
//! the whole window: nothing of anybody else is on it.

use ratatui::layout::Rect;

use crate::desk::{CitizenView, Command, Query};
use crate::domain::id::RecordId;
use crate::domain::request::READ_BY_APPLICANT;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::text::{self, Para};
use crate::tui::theme::Role;

/// The state of the screen.
pub struct Citizen {
    request: RecordId,
    name: String,
    view: Option<CitizenView>,
    first: usize,
    blank: bool,
}

impl Citizen {
    /// Of this request; the facts are still to come.
    pub fn new(request: RecordId, name: String) -> Self {
        Self { request, name, view: None, first: 0, blank: false }
    }

    /// The question for them.
    pub fn query(&self) -> Query {
        Query::Citizen(self.request)
    }

    /// The facts came. True when they are this one's.
    pub fn found(&mut self, request: RecordId, view: CitizenView) -> bool {
        if request == self.request {
            self.view = Some(view);
        }
        request == self.request
    }

    /// The keys that work in it.
    pub fn hint(&self) -> Word {
        if self.blank { Word::HintBlank } else { Word::HintCitizen }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let Typed::Key(key) = typed else { return };
        // The last row of the window is that of the keys.
        let window = ctx.areas.map(|areas| areas.header.union(areas.footer)).unwrap_or_default();
        let page = Page::of(window);
        let last = self.lines(page.area.width, ctx.setup).len().saturating_sub(page.rows());
        match (key.code, key.ctrl) {
            (Code::Char('k'), true) => self.blank = !self.blank,
            (Code::Esc | Code::Backspace, _) => ctx.wish(Wish::Pop),
            _ if self.blank => {}
            // Only what was shown to its end was read.
            (Code::Enter | Code::PageDown, _) if self.first < last => {
                self.first = (self.first + page.rows().max(2) - 1).min(last);
            }
            (Code::Enter, _) => self.record(ctx),
            (Code::Down, _) => self.first = (self.first + 1).min(last),
            (Code::Up, _) => self.first = self.first.saturating_sub(1),
            (Code::PageUp, _) => self.first = self.first.saturating_sub(page.rows()),
            _ => {}
        }
    }

    fn record(&self, ctx: &mut Ctx<'_>) {
        if self.view.as_ref().is_none_or(|view| view.facts.is_empty()) {
            return ctx.wish(Wish::Pop);
        }
        let command = Command::Note { request: self.request, text: READ_BY_APPLICANT.into() };
        let told = Some(Message::ReadByApplicant { name: self.name.clone() });
        ctx.wish(Wish::Do(Box::new(command), After { told, close: true, ..After::default() }));
    }

    /// Paints it over the whole window.
    pub fn paint(&self, setup: &Setup, paint: &mut Paint<'_>) {
        let window = paint.buffer.area;
        paint.clear(window);
        // Nothing of the desk shows through, not even where its list stood.
        paint.cursor = None;
        if self.blank {
            return;
        }
        let page = Page::of(window);
        let area = page.area;
        let Some(view) = &self.view else {
            paint.line(area, 0, Role::Faint, setup.word(Word::Loading));
            return;
        };
        paint.line(area, 0, Role::Title, &spaced(&view.kind, usize::from(area.width)));
        if view.facts.is_empty() {
            paint.line(area, 2, Role::Warn, setup.word(Word::NotReceived));
            return;
        }
        let lines = self.lines(area.width, setup);
        let last = lines.len().saturating_sub(page.rows());
        let first = self.first.min(last);
        for (y, (role, line)) in (2..).zip(lines.iter().skip(first).take(page.rows())) {
            paint.line(area, y, *role, line);
        }
        let word = if first < last { Word::CitizenMore } else { Word::CitizenAsk };
        paint.line(area, area.height.saturating_sub(1), Role::Title, setup.word(word));
    }

    /// Each fact in bold under its label's column; a free line between two where there is room for all.
    fn lines(&self, columns: u16, setup: &Setup) -> Vec<(Role, String)> {
        let (Some(view), columns) = (&self.view, usize::from(columns)) else { return Vec::new() };
        let label = view.facts.iter().map(|(label, _)| text::width(label)).max().unwrap_or(0).min(columns / 3);
        let far = columns >= 60;
        let mut lines = Vec::new();
        for (name, value) in &view.facts {
            let head = text::fit(&text::clean(name, &setup.glyphs), label, &setup.glyphs);
            let room = columns.saturating_sub(label + 3);
            let wrapped = text::wrap(&[Para::of(Role::Title, value.clone())], room.max(8), &setup.glyphs);
            for (index, (role, line)) in wrapped.into_iter().enumerate() {
                let head = if index == 0 { head.clone() } else { " ".repeat(label) };
                lines.push((role, format!("{head}   {line}")));
            }
            if far {
                lines.push((Role::Plain, String::new()));
            }
        }
        // Nothing but air is behind the last one.
        while lines.last().is_some_and(|(_, line)| line.is_empty()) {
            lines.pop();
        }
        lines
    }
}

/// Where things stand in a window: the kind above, the facts, a sentence below.
struct Page {
    area: Rect,
}

impl Page {
    fn of(window: Rect) -> Self {
        let margin = if window.width >= 60 { 4 } else { 1 };
        let area = Rect {
            x: window.x + margin,
            y: window.y + 1.min(window.height),
            width: window.width.saturating_sub(2 * margin),
            height: window.height.saturating_sub(2),
        };
        Self { area }
    }

    /// Rows for facts.
    fn rows(&self) -> usize {
        usize::from(self.area.height.saturating_sub(4))
    }
}

/// "S U R A T", where it fits.
fn spaced(text: &str, columns: usize) -> String {
    let wide: Vec<String> = text.to_uppercase().chars().map(String::from).collect();
    let wide = wide.join(" ");
    if text::width(&wide) <= columns { wide } else { text.to_uppercase() }
}
