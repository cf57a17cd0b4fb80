//! Taking back, doing again, and repeating.

use super::App;
use super::world::ctx;
use crate::desk::{Command, TakeBack, UndoView, Way};
use crate::i18n::{self, Message, Word, moment};
use crate::tui::app::view::SEPARATOR;
use crate::tui::command::{Can, CommandId};
use crate::tui::context::After;
use crate::tui::decision::REST;
use crate::tui::layout::Areas;
use crate::tui::theme::Role;

impl App {
    /// Whether there is something to take back.
    pub(super) fn can_undo(&self) -> Can {
        match &self.undo.back {
            None => Can::No(Word::NothingToUndo.into()),
            Some(TakeBack { way: Way::Cannot(why), .. }) => Can::No(Message::Text(i18n::refusal(self.setup.lang, why))),
            Some(_) => Can::Yes,
        }
    }

    /// Whether there is something to do again.
    pub(super) fn can_redo(&self) -> Can {
        Can::when(self.undo.again.is_some(), Word::NothingToRedo)
    }

    /// Whether what was done last can be done to what is selected now.
    pub(super) fn can_repeat(&self) -> Can {
        match &self.last {
            None => Can::No(Word::NothingToRepeat.into()),
            Some(deed) if deed.screen() != self.open => Can::No(Word::NotOnThisScreen.into()),
            Some(deed) => self.screens.get(self.open).can_repeat(deed, self.who.as_ref()),
        }
    }

    /// Something was asked for whose answer decides what the last action is.
    pub(super) fn is_acting(&self) -> bool {
        self.many.is_some() || self.awaited.values().any(|after| !after.quiet)
    }

    /// `u`. A finger that stays on the key takes back one thing.
    pub(super) fn take_back(&mut self) {
        if self.is_held() {
            return;
        }
        let Some(back) = self.undo.back.clone() else { return };
        let action = back.action;
        if let Some(group) = self.groups.ends_with(action) {
            return self.take_back_many(group);
        }
        let (told, kept) = (Message::undone(&back, true), Message::undone(&back, false));
        let after = After { told: Some(told), kept: Some(kept), back: Some(back.record), ..After::default() };
        self.perform(Command::Undo { action: Some(action) }, after);
    }

    /// Ctrl-R.
    pub(super) fn do_again(&mut self) {
        if self.is_held() {
            return;
        }
        let Some(again) = self.undo.again.clone() else { return };
        if let Some(of) = self.groups.taken_back() {
            return self.do_many_again(of);
        }
        let told = Message::DoneAgain { kind: again.kind, about: again.about };
        self.perform(Command::Redo, After { told: Some(told), ..After::default() });
    }

    fn is_held(&mut self) -> bool {
        let held = self.undone_at.is_some_and(|at| self.now.mono.saturating_sub(at) < REST);
        self.undone_at = Some(self.now.mono);
        held
    }

    /// `.`
    pub(super) fn repeat(&mut self, key: &str) {
        let Some(deed) = self.last.clone() else { return };
        let areas = self.areas();
        let mut ctx = ctx!(self, areas);
        self.screens.get_mut(self.open).repeat(&deed, key, &mut ctx);
        let wishes = ctx.wishes;
        self.grant(wishes);
    }

    /// What undo and redo would do, as the store says now.
    pub(super) fn can_be_undone(&mut self, view: UndoView) {
        self.dirty |= self.undo != view;
        self.come_of_taking_back(&view);
        self.undo = view;
        if !self.is_acting()
            && let Some(id) = self.wanted.take()
        {
            let key = self.key_of(id);
            self.run(id, &key);
        }
    }

    /// Whether a letter came back or was only asked back is known when the records have arrived: the line that says
    /// that it is being taken back then says which.
    fn come_of_taking_back(&mut self, view: &UndoView) {
        let Some((_, Message::TakingBack { about })) = &self.said else { return };
        let about = about.clone();
        let (asked, again) = (view.asked.as_ref(), view.again.as_ref());
        let role_and_message = if let Some(asked) = asked.filter(|asked| asked.about == about) {
            let at = asked.at.map(|at| moment(self.setup.lang, at, self.now.wall));
            Some((Role::Warn, Message::AskedBackInstead { about, name: asked.name.clone(), at }))
        } else if again.is_some_and(|again| again.about == about) {
            Some((Role::Good, Message::Recalled { about }))
        } else {
            None
        };
        if let Some(said) = role_and_message {
            self.said = Some(said);
            self.dirty = true;
        }
    }

    pub(super) fn key_of(&self, id: CommandId) -> String {
        self.keymap.first_key(id).unwrap_or_else(|| crate::tui::command::of(id).name.to_owned())
    }

    /// The line below the list: what was said, else what is marked, what narrows the list, or what undo would take
    /// back. The last part says whether all of it must be shown.
    pub(super) fn message(&self) -> Option<(Role, String, bool)> {
        let undoable = self.undo.back.as_ref().filter(|back| !matches!(back.way, Way::Cannot(_)));
        let key = || self.key_of(CommandId::Undo);
        if let Some((role, said)) = &self.said {
            let text = self.setup.say(said);
            let just_done = undoable.filter(|back| {
                self.said_of.as_ref().is_some_and(|(action, message)| *action == back.action && message == said)
            });
            let text = match just_done {
                Some(back) => self.setup.say(&Message::AndUndo { text, kind: back.kind.clone(), key: key() }),
                None => text,
            };
            let said = [Some(text), self.faster()].into_iter().flatten().collect::<Vec<_>>();
            return Some((*role, said.join(SEPARATOR), true));
        }
        if let Some(faster) = self.faster() {
            return Some((Role::Plain, faster, true));
        }
        let marked = self.screens.get(self.open).marked();
        let message = if marked > 0 {
            self.screens.get(self.open).marks_told()
        } else if let Some(narrowed) = self.screens.get(self.open).narrowed(&self.setup) {
            narrowed
        } else if let Some(visited) = self.visit_told() {
            visited
        } else {
            let back = undoable?;
            Message::Undoable { kind: back.kind.clone(), about: back.about.clone(), key: key() }
        };
        Some((Role::Plain, self.setup.say(&message), false))
    }

    /// The same; where no title line stands and nothing else is said, the list is named.
    pub(super) fn message_over(&self, areas: &Areas) -> Option<(Role, String, bool)> {
        let listed = || self.screens.get(self.open).listed().filter(|_| areas.title.is_none());
        self.message().or_else(|| listed().map(|listed| (Role::Plain, self.setup.say(&listed), false)))
    }

    /// What the keys for undo, redo and repeat would do now, for help and palette.
    pub(super) fn explained(&self) -> Vec<(CommandId, String)> {
        let undo =
            self.undo.back.as_ref().map(|back| {
                (CommandId::Undo, Message::WouldUndo { kind: back.kind.clone(), about: back.about.clone() })
            });
        let redo = self.undo.again.as_ref().map(|again| {
            (CommandId::Redo, Message::WouldRedo { kind: again.kind.clone(), about: again.about.clone() })
        });
        let repeat = self.last.as_ref().map(|deed| (CommandId::Repeat, deed.would()));
        [undo, redo, repeat].into_iter().flatten().map(|(id, message)| (id, self.setup.say(&message))).collect()
    }
}
