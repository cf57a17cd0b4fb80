//! Answers of the store, of commands and of a refresh.

use std::mem::{discriminant, take};

use super::App;
use super::palette::FOOTER;
use super::world::ctx;
use crate::desk::{DeskError, Done, Found, ItemState, Query, Settled, SyncItem};
use crate::i18n::{self, Message, Word};
use crate::tui::context::{After, Wish};
use crate::tui::layers::Layer;
use crate::tui::screens::ScreenId;
use crate::tui::screens::requests::hands::list_of;
use crate::tui::theme::Role;

impl App {
    pub(super) fn found(&mut self, ticket: u64, query: Query, result: Result<Found, DeskError>) {
        if self.newest.get(&discriminant(&query)) == Some(&ticket) {
            match result {
                Ok(found) => self.take_in(&query, found),
                Err(error) => self.missed(&query, &error),
            }
        }
        self.answered(ticket);
    }

    /// A question is over. When it was the last of a refresh, what changed meanwhile is asked for.
    pub(super) fn answered(&mut self, ticket: u64) {
        let refreshed = self.refreshing.remove(&ticket) && self.refreshing.is_empty();
        if refreshed {
            self.asked_at = None;
        }
        if refreshed && take(&mut self.again) {
            self.refresh();
        }
    }

    pub(super) fn take_in(&mut self, query: &Query, found: Found) {
        match found {
            Found::Who(who) => self.seat(*who),
            Found::Status(status) => {
                self.dirty |= self.status != status;
                self.line_changed(&status);
                self.status = status;
            }
            Found::Undo(view) => self.can_be_undone(*view),
            Found::Draft(kept) if matches!(query, Query::Draft { form: FOOTER, .. }) => {
                self.footer_chosen(kept.as_deref());
            }
            Found::CounterView(mut counter) if !self.layers.is_empty() && !counter.notices.is_empty() => {
                counter.notices.clear();
                self.unsaid = true;
                self.take_in(query, Found::CounterView(counter));
            }
            Found::ByQueue(Some(row)) => self.show_request(row.id, list_of(&row)),
            Found::ByQueue(None) => {
                if let Query::ByQueue(text) = query {
                    self.said = Some((Role::Warn, Message::NoLine(text.clone())));
                    self.dirty = true;
                }
            }
            found => {
                if let Found::SyncItems(items) = &found {
                    self.decided(items);
                }
                if let Found::Home(view) = &found {
                    self.dirty |= self.tabs != view.tabs;
                    self.tabs = view.tabs;
                }
                let areas = self.areas();
                let mut ctx = ctx!(self, areas);
                let Some(id) = self.screens.asking(query, self.open) else {
                    let changed = self.layers.last_mut().is_some_and(|layer| layer.found(query, found, &mut ctx));
                    let wishes = ctx.wishes;
                    self.grant(wishes);
                    self.dirty |= changed;
                    return;
                };
                let changed = self.screens.get_mut(id).found(found, &mut ctx);
                let wishes = ctx.wishes;
                self.grant(wishes);
                // What a screen that is not open has learned is drawn when it opens.
                self.dirty |= changed && id == self.open;
                self.run_waiting(query);
            }
        }
    }

    /// What was said to wait for the server has its answer: the line says it, unless something else was said since.
    fn decided(&mut self, items: &[SyncItem]) {
        let Some((action, told)) = &self.undecided else { return };
        let waits = Message::Undecided { text: self.setup.say(told) };
        let said = match items.iter().find(|item| item.action == *action).map(|item| &item.state) {
            Some(ItemState::Waiting | ItemState::Resting(_)) => return,
            Some(ItemState::Refused(why)) => (Role::Bad, Message::Text(i18n::refusal(self.setup.lang, why))),
            Some(_) => (Role::Bad, Word::ChangedMeanwhile.into()),
            None => (Role::Good, told.clone()),
        };
        if self.said.as_ref().is_some_and(|(_, said)| *said == waits) {
            self.said = Some(said);
            self.dirty = true;
        }
        self.undecided = None;
    }

    pub(super) fn missed(&mut self, query: &Query, error: &DeskError) {
        self.waiting.take_if(|(_, content)| content == query);
        match query {
            Query::Who => self.seat_nobody(),
            query => match self.screens.asking(query, self.open) {
                Some(id) => {
                    let areas = self.areas();
                    let mut ctx = ctx!(self, areas);
                    let changed = self.screens.get_mut(id).missed(query, error, &mut ctx);
                    let wishes = ctx.wishes;
                    self.grant(wishes);
                    self.dirty |= changed;
                }
                None => self.missed_by_key(query, error),
            },
        }
        if matches!(error, DeskError::Storage(_)) {
            self.said = Some((Role::Bad, Message::Text(i18n::failure(self.setup.lang, error))));
            self.dirty = true;
        }
    }

    /// What a dialog or a number behind `:` asked for is not here: the line says why. A dialog that would have shown
    /// only that is over.
    fn missed_by_key(&mut self, query: &Query, error: &DeskError) {
        let by_itself = match query {
            Query::Status | Query::Undo | Query::SyncItems | Query::Draft { form: FOOTER, .. } => true,
            Query::ByQueue(_) => false,
            _ => self.layers.is_empty(),
        };
        if by_itself {
            return;
        }
        if self.layers.last().is_some_and(|layer| layer.shows_only(query)) {
            self.grant(vec![Wish::Pop]);
        }
        self.said = Some((Role::Bad, Message::Text(i18n::failure(self.setup.lang, error))));
        self.dirty = true;
    }

    pub(super) fn done(&mut self, ticket: u64, result: Result<Done, DeskError>) {
        if self.one_of_many(ticket, &result) {
            return;
        }
        let Some(after) = self.awaited.remove(&ticket) else {
            return self.done_while_locked(ticket, result.is_ok());
        };
        match result {
            Ok(done) => {
                self.saved = Some(self.now.wall);
                if after.quiet {
                    return;
                }
                self.told(&done, after);
                self.refresh();
            }
            // A tick of the program's own, like a read mark, is not worth a word; lost typing is.
            Err(error) if after.quiet && !matches!(error, DeskError::Storage(_)) => {}
            Err(error) => {
                self.wanted = None;
                self.said = Some((Role::Bad, Message::Text(i18n::failure(self.setup.lang, &error))));
                self.dirty = true;
                self.refresh();
            }
        }
    }

    pub(super) fn told(&mut self, done: &Done, after: After) {
        self.dirty = true;
        if let Done::Written(files) = done {
            let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
            self.said = Some((Role::Good, Message::ExportWritten(files.join(" · "))));
        }
        if after.told.is_some() {
            // An action of another kind ends the repeating of the one before.
            self.last = after.deed.map(|deed| *deed);
        }
        self.groups.turned(after.turn, 1);
        self.said_of = None;
        let kept = after.kept.filter(|_| *done == Done::Kept);
        if let Some(told) = kept.or(after.told) {
            let told = match (told, done) {
                (told, Done::Settled(_)) => Message::Text(i18n::outcome_of(self.setup.lang, done, &told)),
                (Message::Submitted { name, kind, .. }, Done::Submitted { queue, .. }) => {
                    Message::Submitted { queue: queue.clone(), name, kind }
                }
                (told, Done::Many { refused: refused @ 1.., .. }) => {
                    Message::NotAll { text: self.setup.say(&told), refused: *refused }
                }
                (told, _) => told,
            };
            let told = match done {
                Done::Queued { action, undecided: true } | Done::Submitted { action, undecided: true, .. } => {
                    let waits = Message::Undecided { text: self.setup.say(&told) };
                    self.undecided = Some((*action, told));
                    waits
                }
                Done::Settled(Settled { undecided: true, .. }) => Message::Undecided { text: self.setup.say(&told) },
                _ => told,
            };
            if let Done::Many { queued, .. } = done {
                self.said_of = queued.last().map(|last| (*last, told.clone()));
                self.groups.did(queued.clone());
            }
            if let Done::Queued { action, .. } | Done::Submitted { action, .. } = done {
                self.said_of = Some((*action, told.clone()));
            }
            self.said = Some((Role::Good, told));
        }
        if let Some(id) = after.reveal {
            let areas = self.areas();
            let mut ctx = ctx!(self, areas);
            self.screens.get_mut(self.open).revealed(id, &mut ctx);
        }
        if let Some(record) = after.back {
            self.screens.comes_back(record);
        }
        if let Some(key) = after.leave {
            for (id, ..) in ScreenId::ALL {
                self.screens.get_mut(id).leave(key, self.now);
            }
        }
        if after.close
            && let Some(Layer::Form(form)) = self.layers.pop()
        {
            self.grant(vec![form.sent()]);
        }
        if let Done::Submitted { request, .. } = done {
            self.show_request(*request, None);
        }
    }

    /// Asks for everything that is shown; while answers are awaited, once more when they are here.
    pub(super) fn refresh(&mut self) {
        if self.who.is_none() {
            return;
        }
        if !self.refreshing.is_empty() {
            self.again = true;
            return;
        }
        self.asked_at = Some(self.now.mono);
        // One question counts for all screens; only the open one needs its list.
        let list = (self.open != ScreenId::Home).then(|| self.screens.get(self.open).list());
        // What waits for the server's answer is looked up among what was sent, wherever the person is now.
        let waits = self.undecided.is_some().then_some(Query::SyncItems);
        for query in [Query::Status, Query::Undo, Query::Home].into_iter().chain(waits).chain(list) {
            let ticket = self.ask(query);
            self.refreshing.insert(ticket);
        }
        let areas = self.areas();
        let mut ctx = ctx!(self, areas);
        self.screens.get(self.open).ask_preview(&mut ctx);
        let wishes = ctx.wishes;
        self.grant(wishes);
    }
}
