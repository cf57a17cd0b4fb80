//! Painting the whole window.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::App;
use crate::i18n::Message;
use crate::tui::command::{self, Can};
use crate::tui::context::{Now, Setup};
use crate::tui::frame;
use crate::tui::layout::{self, Areas};
use crate::tui::paint::Paint;
use crate::tui::screens::ScreenId;
use crate::tui::text::{self, Para};
use crate::tui::theme::Role;

/// Between what is said and the key that it names.
pub(super) const SEPARATOR: &str = " · ";

impl App {
    /// Paints everything.
    pub fn view(&mut self, frame: &mut Frame<'_>) {
        let (setup, now, slow) = (self.setup, self.now, self.slow());
        let mut paint =
            Paint { buffer: frame.buffer_mut(), theme: setup.theme, glyphs: setup.glyphs, slow, cursor: None };
        let window = paint.buffer.area.intersection(Rect::new(0, 0, layout::LARGEST.0, layout::LARGEST.1));
        match (self.areas(), &self.login) {
            // A frame of another size than the last event said: the event is under way.
            (Some(_), _) if (window.width, window.height) < layout::SMALLEST || !self.fits(window) => {}
            (Some(_), Some(login)) => login.paint(window, &setup, &mut paint),
            (Some(areas), None) => self.paint_desk(&areas, &setup, now, &mut paint),
            (None, _) => {
                let (width, height) = self.size;
                let text = setup.say(&Message::TooSmall { width, height });
                paint.line(window, 0, Role::Plain, &text);
            }
        }
        if let Some(at) = paint.cursor {
            frame.set_cursor_position(at);
        }
    }

    pub(super) fn fits(&self, window: Rect) -> bool {
        let (width, height) = self.size;
        width.min(layout::LARGEST.0) <= window.width && height.min(layout::LARGEST.1) <= window.height
    }

    pub(super) fn paint_desk(&mut self, areas: &Areas, setup: &Setup, now: Now, paint: &mut Paint<'_>) {
        frame::header(areas.header, self.who.as_ref(), &self.status, setup, now, paint);
        let counters = ScreenId::ALL.map(|(id, ..)| (id, self.counter(id)));
        frame::tabs(areas.tabs, self.open, &counters, setup, paint);
        self.screens.get_mut(self.open).paint(areas, setup, now, paint);
        if let Some((role, message, whole)) = self.message_over(areas) {
            let inside = Rect { x: 1, width: areas.message.width.saturating_sub(2), ..areas.message };
            let columns = usize::from(inside.width);
            let para = Para::of(role, if whole { message } else { with_its_key(&message, columns, setup) });
            for (y, (role, line)) in (0..).zip(text::wrap(&[para], columns, &setup.glyphs)) {
                paint.line(inside, y, role, &line);
            }
        }
        for layer in &self.layers {
            layer.paint(areas.body, areas.message, setup, paint);
        }
        match self.layers.last() {
            Some(layer) => {
                frame::hint(areas.footer, setup.word(layer.hint()), paint);
            }
            None => frame::footer(areas.footer, &self.keys_now(), paint),
        }
    }

    /// What stands behind a screen's name: Beranda's question counts for all that are not open.
    fn counter(&self, id: ScreenId) -> usize {
        let counted = match id {
            ScreenId::Home | ScreenId::Archive | ScreenId::Residents => 0,
            ScreenId::Inbox => self.tabs.inbox,
            ScreenId::Requests => self.tabs.requests,
            ScreenId::Tasks => self.tabs.tasks,
            ScreenId::Sync => self.tabs.sync,
        };
        usize::try_from(counted).unwrap_or(usize::MAX)
    }

    /// The footer's keys: those of the table that work now.
    pub(super) fn keys_now(&self) -> Vec<(String, String)> {
        let keys = command::TABLE
            .iter()
            .filter(|command| command.footer)
            .filter_map(|command| {
                let title = match self.can(command.id) {
                    Can::Yes => command.title,
                    Can::As(title) => title,
                    Can::No(_) => return None,
                };
                let key = self.keymap.first_key(command.id)?;
                Some((command.id, (key, self.setup.word(title).to_owned())))
            })
            .collect();
        let keys = if self.habits.few { self.few(keys) } else { keys };
        keys.into_iter().map(|(_, key)| key).collect()
    }
}

/// One line: where it does not fit, what comes before its last part (the key that it names) is cut.
fn with_its_key(line: &str, columns: usize, setup: &Setup) -> String {
    let clean = |part: &str| text::clean(part, &setup.glyphs);
    let whole = clean(line);
    match line.rsplit_once(SEPARATOR).filter(|_| text::width(&whole) > columns) {
        Some((head, key)) => {
            let key = clean(&format!("{SEPARATOR}{key}"));
            let room = columns.saturating_sub(text::width(&key));
            text::cut(&format!("{}{key}", text::cut(&clean(head), room, &setup.glyphs)), columns, &setup.glyphs)
        }
        None => text::cut(&whole, columns, &setup.glyphs),
    }
}
