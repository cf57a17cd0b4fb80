//! Taking back and doing again, line by line.

use super::Talk;
use super::console::Asked;
use crate::desk::{Command, DeskError, Done, Found, Query, TakeBack, UndoView, Way};
use crate::domain::id::ActionId;
use crate::i18n::{self, Message, Word};
use crate::tui::port::Port;

/// What is typed to take back the last action, at every menu and list.
pub(super) const UNDO: &str = "u";
/// What is typed to do it again.
pub(super) const REDO: &str = "ul";

impl<P: Port> Talk<P> {
    fn undoable(&self) -> UndoView {
        match self.port.query(Query::Undo) {
            Ok(Found::Undo(view)) => *view,
            _ => UndoView::default(),
        }
    }

    /// Takes back the last action, and says what it was.
    pub(super) fn take_back(&mut self) -> Asked<()> {
        match self.undoable().back {
            None => self.failed(&DeskError::NothingToUndo),
            Some(TakeBack { way: Way::Cannot(why), .. }) => {
                let text = i18n::refusal(self.setup.lang, &why);
                self.console.say(&text)
            }
            Some(back) => match self.port.perform(Command::Undo { action: Some(back.action) }) {
                Ok(done) => self.say_done(&done, &Message::undone(&back, done != Done::Kept)),
                Err(error) => self.failed(&error),
            },
        }
    }

    /// Does again what was taken back last.
    pub(super) fn do_again(&mut self) -> Asked<()> {
        let Some(again) = self.undoable().again else { return self.console.word(Word::NothingToRedo) };
        match self.port.perform(Command::Redo) {
            Ok(done) => self.say_done(&done, &Message::DoneAgain { kind: again.kind, about: again.about }),
            Err(error) => self.failed(&error),
        }
    }

    /// What was just said, and how it is taken back, where it can be.
    pub(super) fn with_undo(&self, text: String, action: ActionId) -> String {
        match self.undoable().back {
            Some(back) if back.action == action && !matches!(back.way, Way::Cannot(_)) => {
                self.text(&Message::AndUndo { text, kind: back.kind, key: UNDO.to_owned() })
            }
            _ => text,
        }
    }

    /// What taking back and doing again would do now, for the menu.
    pub(super) fn undo_lines(&mut self) -> Asked<()> {
        let UndoView { back, again, .. } = self.undoable();
        if let Some(back) = back.filter(|back| !matches!(back.way, Way::Cannot(_))) {
            let text = self.text(&Message::WouldUndo { kind: back.kind, about: back.about });
            self.console.say(&format!("{UNDO} {text}"))?;
        }
        if let Some(again) = again {
            let text = self.text(&Message::WouldRedo { kind: again.kind, about: again.about });
            self.console.say(&format!("{REDO} {text}"))?;
        }
        Ok(())
    }
}
