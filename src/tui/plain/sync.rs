//! Sinkronisasi, line by line.

use super::Talk;
use super::console::Asked;
use super::list::Chosen;
use super::record::{Choice, Page};
use crate::desk::{Command, DeskError, Found, Query, SyncItem};
use crate::domain::id::ActionId;
use crate::i18n::{Message, Word, moment};
use crate::tui::frame;
use crate::tui::layers::reason::Why;
use crate::tui::port::Port;
use crate::tui::screens::sync::{paragraphs, state, waits};

impl<P: Port> Talk<P> {
    /// The state of the line and what waits, until the person goes back.
    pub(super) fn sync(&mut self) -> Asked<()> {
        loop {
            for (_, text) in frame::sync_state(&self.status(), &self.setup, self.now()) {
                self.console.say(&text)?;
            }
            let items = match self.items() {
                Ok(items) => items,
                Err(error) => return self.failed(&error),
            };
            let (setup, now) = (self.setup, self.now());
            let line = |item: &SyncItem| {
                let kind = setup.say(&Message::ActionKind(item.kind.clone()));
                let made = moment(setup.lang, item.made, now.wall);
                format!("{}, {kind}, {made}, {}", item.about, setup.word(state(&item.state).1))
            };
            match self.list((Word::Sync, Word::NoItems), &items, None, line)? {
                Chosen::Row(item) => self.item(item.action)?,
                Chosen::Other | Chosen::Back => return Ok(()),
            }
        }
    }

    fn items(&self) -> Result<Vec<SyncItem>, DeskError> {
        match self.port.query(Query::SyncItems)? {
            Found::SyncItems(items) => Ok(items),
            _ => Ok(Vec::new()),
        }
    }

    fn item_page(&self, action: ActionId) -> Option<(SyncItem, Page)> {
        let item = self.items().ok()?.into_iter().find(|item| item.action == action)?;
        let page = Page::of(action.0, item.about.clone(), &paragraphs(&item, &self.setup, self.now()));
        Some((item, page))
    }

    fn item(&mut self, action: ActionId) -> Asked<()> {
        let Some((item, page)) = self.item_page(action) else { return self.failed(&DeskError::NotHere) };
        let Some(printed) = self.print(page)? else { return Ok(()) };
        let choices: &[Choice] = if waits(&item) { &[] } else { &[('x', Word::Discard)] };
        if self.choose(choices)?.is_none() {
            return Ok(());
        }
        let Some((reason, _)) = self.reason(Why::Discard, None)? else { return Ok(()) };
        let again = |talk: &Self| talk.item_page(action).map(|(_, page)| page);
        if self.decides(&printed, Word::Discard, &item.about, again)? {
            self.perform(Command::Discard { action, reason }, &Message::Discarded { about: item.about })?;
        }
        Ok(())
    }
}
