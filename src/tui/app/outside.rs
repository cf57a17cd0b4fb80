//! What leaves the desk and what others do to its terminal: copies, files, stops.

use std::path::PathBuf;

use super::App;
use crate::domain::office::date_of;
use crate::i18n::Message;
use crate::tui::clipboard::{self, Clipboard};
use crate::tui::effect::Effect;
use crate::tui::screens::ScreenId;
use crate::tui::theme::Role;

impl App {
    /// The number of what is selected, to the terminal's clipboard and to our own.
    pub(super) fn copy(&mut self) {
        let Some(text) = self.screens.get(self.open).copied() else { return };
        let told = if self.setup.clipboard == Clipboard::Missing || text.len() > clipboard::LONGEST {
            (Role::Warn, Message::NoClipboard(text.clone()))
        } else {
            self.effects.push(Effect::Copy(text.clone()));
            (Role::Good, Message::SentToTerminal(text.clone()))
        };
        self.said = Some(told);
        self.copied = Some(text);
    }

    /// The list as it is shown, into a file.
    pub(super) fn export(&mut self) {
        let Some(table) = self.screens.get(self.open).table(&self.setup) else { return };
        let name = ScreenId::ALL
            .iter()
            .find(|(id, ..)| *id == self.open)
            .map_or("", |(.., command)| crate::tui::command::of(*command).name);
        let name = format!("serasi-{name}-{}", date_of(self.now.wall));
        self.effects.push(Effect::Export { name, text: table.to_csv() });
    }

    pub(super) fn exported(&mut self, result: Result<PathBuf, String>) {
        self.dirty = true;
        self.said = Some(match result {
            Ok(path) => (Role::Good, Message::ListWritten(path.display().to_string())),
            Err(why) => (Role::Bad, Message::ListNotWritten(why)),
        });
    }

    /// What was typed is kept first: a stopped program may be killed.
    pub(super) fn suspend(&mut self) {
        self.keep_typing();
        self.effects.push(Effect::Suspend);
    }
}
