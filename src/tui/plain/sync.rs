//! Sinkronisasi, line by line.

use std::collections::BTreeSet;

use super::Talk;
use super::console::Asked;
use super::list::Chosen;
use super::record::{Choice, Page};
use crate::desk::{Command, DeskError, Found, Query, SyncItem, SyncItemView, WayOut};
use crate::domain::difference::Part;
use crate::domain::id::ActionId;
use crate::i18n::{self, Message, Word, moment};
use crate::tui::frame;
use crate::tui::layers::reason::Why;
use crate::tui::port::Port;
use crate::tui::screens::sync::page::{self, state};
use crate::tui::screens::sync::{is_conflict, waits};

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
                Chosen::Again => {}
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

    /// An item with both sides, where they are here, and its lines.
    fn item_page(&self, action: ActionId) -> Option<(SyncItem, Option<SyncItemView>, Page)> {
        let item = self.items().ok()?.into_iter().find(|item| item.action == action)?;
        let view = match self.port.query(Query::SyncItem(action)) {
            Ok(Found::SyncItem(view)) => Some(*view),
            _ => None,
        };
        let paras = page::item(&item, view.as_ref(), &self.setup, self.now());
        let page = Page::of(action.0, item.about.clone(), &paras);
        Some((item, view, page))
    }

    fn item(&mut self, action: ActionId) -> Asked<()> {
        let Some((item, view, page)) = self.item_page(action) else { return self.failed(&DeskError::NotHere) };
        let Some(printed) = self.print(page)? else { return Ok(()) };
        let chosen = self.choose(&choices(&item, view.as_ref()))?;
        let again = |talk: &Self| talk.item_page(action).map(|(.., page)| page);
        let about = item.about.clone();
        match (chosen, view) {
            (Some('x'), _) => {
                let Some((reason, _)) = self.reason(Why::Discard, None)? else { return Ok(()) };
                if self.decides(&printed, Word::Discard, &about, again)? {
                    self.perform(Command::Discard { action, reason }, &Message::Discarded { about })?;
                }
            }
            (Some('t'), Some(view)) => {
                let word = if is_conflict(&item) { Word::WayMine } else { Word::WayRetry };
                if self.decides(&printed, word, &about, again)? {
                    self.settle(&view, WayOut::Again, &Message::MineAgain { about })?;
                }
            }
            (Some('e'), Some(view)) => {
                let Some(mine) = self.merge(&view)? else { return Ok(()) };
                if self.decides(&printed, Word::WayMerge, &about, again)? {
                    self.settle(&view, WayOut::Merge(mine), &Message::MergedSent { about })?;
                }
            }
            (Some('+'), Some(view)) => {
                let text = i18n::note(self.setup.lang, &view);
                if self.decides(&printed, Word::WayNote, &about, again)? {
                    self.settle(&view, WayOut::Note(text), &Message::MineNoted { about })?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn settle(&mut self, view: &SyncItemView, way: WayOut, told: &Message) -> Asked<()> {
        let command = Command::Settle { action: view.item.action, way, seen: view.their_version };
        self.perform(command, told).map(|_| ())
    }

    /// Asks of each part whose it is to be; Enter takes mine where I changed it. None when the person stopped.
    fn merge(&mut self, view: &SyncItemView) -> Asked<Option<BTreeSet<Part>>> {
        let mut chosen = BTreeSet::new();
        for shown in view.differences.iter().filter(|shown| shown.difference.part.is_choosable()) {
            let label = i18n::part(self.setup.lang, &shown.difference.part, &shown.label);
            let (mine, theirs) = (self.setup.word(Word::MineTitle), self.setup.word(Word::TheirsTitle));
            let usual = if shown.difference.by_me { "1" } else { "2" };
            let answer = self.console.ask(&format!("{label}: 1 {mine}, 2 {theirs} ({usual})"))?;
            match answer.as_deref() {
                None | Some("0") => return Ok(None),
                Some("1") => {
                    chosen.insert(shown.difference.part.clone());
                }
                Some("2") => {}
                Some(_) if shown.difference.by_me => {
                    chosen.insert(shown.difference.part.clone());
                }
                Some(_) => {}
            }
        }
        Ok(Some(chosen))
    }
}

/// The ways out of an item.
fn choices(item: &SyncItem, view: Option<&SyncItemView>) -> Vec<Choice> {
    if waits(item) {
        return Vec::new();
    }
    let conflict = is_conflict(item);
    let mut choices = vec![('x', if conflict { Word::WayTheirs } else { Word::Discard })];
    let Some(view) = view else { return choices };
    if view.readable {
        choices.push(('t', if conflict { Word::WayMine } else { Word::WayRetry }));
    }
    if view.can_merge {
        choices.push(('e', Word::WayMerge));
    }
    if view.can_note {
        choices.push(('+', Word::WayNote));
    }
    choices
}
