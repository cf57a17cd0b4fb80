//! Going from screen to screen. A counter of Beranda opens the list that it counts: a visit, which ends with Esc
//! (back to Beranda), with the screen's own digit or with its own filter.

use super::App;
use crate::desk::{RequestFilter, Shows};
use crate::domain::counters::Counter;
use crate::domain::id::RecordId;
use crate::i18n::{Message, Word};
use crate::tui::screens::ScreenId;

impl App {
    /// Opens a screen as it usually is.
    pub(super) fn go(&mut self, screen: ScreenId) {
        self.enter(screen);
        self.refresh();
    }

    fn enter(&mut self, screen: ScreenId) {
        if let Some((visited, _)) = self.visiting.take() {
            self.screens.get_mut(visited).only(None);
        }
        if screen != self.open {
            self.screens.get_mut(self.open).left();
        }
        self.open = screen;
    }

    /// Opens the list that a counter counts.
    pub(super) fn visit(&mut self, counter: Counter) {
        let shows = Shows::from(counter);
        let screen = match shows {
            Shows::Requests(_) => ScreenId::Requests,
            Shows::Letters(_) => ScreenId::Inbox,
            Shows::Tasks(_) => ScreenId::Tasks,
            Shows::SyncItems => ScreenId::Sync,
        };
        self.visiting = Some((screen, counter));
        self.screens.get_mut(screen).only(Some(shows));
        self.open = screen;
        self.refresh();
    }

    /// Opens the screen of requests at one of them: in its list, or wherever it is on its way where that is not known.
    pub(super) fn show_request(&mut self, id: RecordId, list: Option<RequestFilter>) {
        self.dirty = true;
        self.layers.clear();
        self.enter(ScreenId::Requests);
        self.screens.get_mut(ScreenId::Requests).seek(id, list, self.now);
        self.refresh();
    }

    /// Whether the open screen shows what a counter counts.
    pub(super) fn is_visiting(&self) -> bool {
        self.visiting.is_some_and(|(screen, _)| screen == self.open)
    }

    /// What is said about the part of the list that is shown.
    pub(super) fn visit_told(&self) -> Option<Message> {
        let (screen, counter) = self.visiting?;
        (screen == self.open).then(|| Message::OnlyShown(Word::from(counter)))
    }
}
