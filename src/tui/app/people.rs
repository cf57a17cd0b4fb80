//! Who sits at the desk: logging in, locking, leaving.

use std::collections::HashMap;
use std::mem::take;
use std::time::Duration;

use super::App;
use super::groups::Groups;
use super::palette::Habits;
use super::world::{Screens, ctx};
use crate::desk::{Command, DeskError, Link, Query, SyncStatus, Tabs, UndoView, Who};
use crate::domain::counters::Counter;
use crate::domain::id::PersonId;
use crate::domain::office::Role as Duty;
use crate::i18n::{Message, Word, moment};
use crate::tui::context::After;
use crate::tui::effect::Effect;
use crate::tui::event::ExitReason;
use crate::tui::layers::Layer;
use crate::tui::screens::ScreenId;
use crate::tui::screens::login::Login;
use crate::tui::theme::Role;

/// What a locked screen had on it, for the person who comes back to it.
pub(super) struct Parked {
    person: PersonId,
    open: ScreenId,
    visiting: Option<(ScreenId, Counter)>,
    screens: Screens,
    pub(super) layers: Vec<Layer>,
    /// What the last of these dialogs asked for, when that was not answered yet.
    awaited: HashMap<u64, After>,
    habits: Habits,
}

impl App {
    pub(super) fn seat(&mut self, who: Who) {
        self.dirty = true;
        self.expected = None;
        if let Some(parked) = self.parked.take().filter(|parked| parked.person == who.person) {
            self.open = parked.open;
            self.visiting = parked.visiting;
            self.screens = parked.screens;
            self.layers = parked.layers;
            self.awaited = parked.awaited;
            self.habits = parked.habits;
            self.login = None;
            self.who = Some(who);
            return self.refresh();
        }
        self.open = ScreenId::Home;
        self.login = None;
        self.who = Some(who);
        self.new_habits();
        self.ask(Query::Views);
        self.refresh();
    }

    pub(super) fn seat_nobody(&mut self) {
        self.dirty = true;
        self.asked_at = None;
        let last = self.who.take().map(|who| who.name);
        let was_here = last.is_some();
        let expected = self.expected.take();
        let mut login = match &self.first_start {
            Some(start) => Login::first(start),
            None => Login::new(self.accounts.clone(), last),
        };
        match (expected, &self.account) {
            (Some(account), _) => login.expect(&account),
            (None, Some(account)) if was_here => login.may_come_back(account.clone()),
            _ => {}
        }
        self.login = Some(login);
    }

    pub(super) fn logged_in(&mut self, result: Result<Who, DeskError>) {
        self.dirty = true;
        match (result, &mut self.login) {
            (Ok(who), _) => {
                self.first_start = None;
                self.just_came = true;
                self.touched = self.now.mono;
                self.seat(who);
            }
            (Err(error), Some(login)) => login.failed(&error, &self.setup),
            (Err(_), None) => {}
        }
    }

    /// Ctrl-K: somebody else may come. Who must log in again because the session has ended types only a password.
    pub(super) fn change_person(&mut self) {
        if self.status.link == Link::LoggedOut {
            self.expected = self.account.clone();
        }
        self.lock();
    }

    /// Nobody's data stays on the screen. What was typed is kept first; the place where the person was is
    /// theirs again when they come back before anybody else.
    pub(super) fn lock(&mut self) {
        self.keep_typing();
        // What was revealed is over: who comes back says anew what it is for.
        self.screens.get_mut(self.open).left();
        self.effects.push(Effect::Lock);
        let (mut layers, mut awaited) = (take(&mut self.layers), take(&mut self.awaited));
        let stays = layers.last().is_some_and(Layer::park);
        awaited.retain(|_, after| after.close && stays);
        layers.retain(Layer::park);
        let screens = take(&mut self.screens);
        let (open, visiting, habits) = (self.open, self.visiting.take(), take(&mut self.habits));
        let parked = |who: &Who| Parked { person: who.person, open, visiting, screens, layers, awaited, habits };
        self.parked = self.who.as_ref().map(parked);
        self.tabs = Tabs::default();
        let unsent = take(&mut self.status).unsent;
        self.said = None;
        self.undo = UndoView::default();
        (self.last, self.many, self.undecided, self.wanted) = (None, None, None, None);
        self.groups = Groups::default();
        self.newest.clear();
        self.refreshing.clear();
        self.again = false;
        self.unsaid = false;
        self.seat_nobody();
        if let Some(login) = self.login.as_mut().filter(|_| unsent > 0) {
            login.note(Message::LeavingUnsent(unsent));
        }
    }

    /// What a dialog asked for before the screen was locked is done, and the dialog over; or it is not, and the
    /// dialog waits with what was typed.
    pub(super) fn done_while_locked(&mut self, ticket: u64, done: bool) {
        let Some(parked) = &mut self.parked else { return };
        if parked.awaited.remove(&ticket).is_some() && done {
            parked.layers.pop();
        }
    }

    /// A session that ends, or a login without a line, is told once; the header says it all the time.
    pub(super) fn line_changed(&mut self, status: &SyncStatus) {
        if status.link == Link::LoggedOut && self.status.link != Link::LoggedOut {
            self.said = Some((Role::Warn, Word::SessionEnded.into()));
        }
        if status.link == Link::Unknown || !take(&mut self.just_came) {
            return;
        }
        if let (Link::Offline { .. }, Some(last)) = (&status.link, status.last_sync) {
            let at = moment(self.setup.lang, last, self.now.wall);
            self.said = Some((Role::Plain, Message::RightsAsOf(at)));
        }
    }

    pub(super) fn pin_set(&mut self, result: &Result<(), DeskError>) {
        self.dirty = true;
        let Some(Layer::Pin(pin)) = self.layers.last_mut() else { return };
        match result {
            Ok(()) => {
                self.layers.pop();
                self.said = Some((Role::Good, Word::PinSet.into()));
            }
            Err(error) => pin.failed(error, &self.setup),
        }
    }

    /// When the screen locks by itself; none while nobody is at the desk.
    pub(super) fn locks_at(&self) -> Option<Duration> {
        let idle = self.lock_after.filter(|_| self.login.is_none() && self.who.is_some())?;
        Some(self.touched + idle)
    }

    pub(super) fn lock_by_itself(&mut self) {
        self.expected = self.account.clone();
        let minutes = self.lock_after.unwrap_or_default().as_secs() / 60;
        self.lock();
        if let Some(login) = &mut self.login {
            login.note(Message::LockedIdle(minutes));
        }
    }

    pub(super) fn keep_typing(&mut self) {
        let areas = self.areas();
        let mut ctx = ctx!(self, areas);
        for layer in &mut self.layers {
            layer.keep(&mut ctx);
        }
        let wishes = ctx.wishes;
        self.grant(wishes);
    }

    pub(super) fn quit(&mut self, reason: ExitReason) {
        self.keep_typing();
        // Who leaves is at nothing any more. Who is cut off may come back to it.
        let operates = self.who.as_ref().is_some_and(|who| who.has(Duty::Operator));
        if reason == ExitReason::Left && operates {
            self.perform(Command::ReleaseAll, After { quiet: true, ..After::default() });
        }
        self.effects.push(Effect::Quit(reason));
    }
}
