//! Who sits at the desk: logging in, locking, leaving.

use super::App;
use super::world::{Screens, ctx};
use crate::desk::{DeskError, SyncStatus, Who};
use crate::domain::office::Role as Duty;
use crate::tui::effect::Effect;
use crate::tui::event::ExitReason;
use crate::tui::screens::ScreenId;
use crate::tui::screens::login::Login;

impl App {
    pub(super) fn seat(&mut self, who: Who) {
        self.dirty = true;
        let approves = !who.roles.contains(&Duty::Operator)
            && who.roles.iter().any(|role| matches!(role, Duty::Signer | Duty::Verifier));
        self.open = if approves { ScreenId::Tasks } else { ScreenId::Requests };
        self.login = None;
        self.who = Some(who);
        self.refresh();
    }

    pub(super) fn seat_nobody(&mut self) {
        self.dirty = true;
        self.asked_at = None;
        let last = self.who.take().map(|who| who.name);
        let mut login = Login::new(self.accounts.clone(), last);
        if let Some(account) = self.expected.take() {
            login.expect(&account);
        }
        self.login = Some(login);
    }

    pub(super) fn logged_in(&mut self, result: Result<Who, DeskError>) {
        self.dirty = true;
        match (result, &mut self.login) {
            (Ok(who), _) => self.seat(who),
            (Err(error), Some(login)) => login.failed(&error, &self.setup),
            (Err(_), None) => {}
        }
    }

    /// Nobody's data stays on the screen or in memory; what was typed is kept first.
    pub(super) fn lock(&mut self) {
        self.keep_typing();
        self.effects.push(Effect::Lock);
        self.layers.clear();
        self.screens = Screens::default();
        self.status = SyncStatus::default();
        self.said = None;
        self.newest.clear();
        self.awaited.clear();
        self.refreshing.clear();
        self.again = false;
        self.seat_nobody();
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
        self.effects.push(Effect::Quit(reason));
    }
}
