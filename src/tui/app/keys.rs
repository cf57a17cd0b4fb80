//! Keys: digits that wait, sequences, commands that work or say why not.

use std::mem::take;
use std::time::Duration;

use super::App;
use super::world::ctx;
use crate::desk::Link;
use crate::domain::office::Role as Duty;
use crate::i18n::{Message, Word, clock};
use crate::tui::command::{self, Can, CommandId};
use crate::tui::digits::{self, Digit};
use crate::tui::effect::Effect;
use crate::tui::event::ExitReason;
use crate::tui::keymap::{self, Match};
use crate::tui::keys::{Code, Key, Typed};
use crate::tui::layers::identity::Identity;
use crate::tui::layers::leave::Leave;
use crate::tui::layers::pin::Pin;
use crate::tui::layers::search::Search;
use crate::tui::layers::walkin::Walkin;
use crate::tui::screens::ScreenId;
use crate::tui::screens::requests::missing_role;
use crate::tui::theme::Role;

/// Two keys nearer than this were not typed by a hand.
const BURST: Duration = Duration::from_millis(8);
/// So many keys without a rest between them were not, either.
const MANY: usize = 8;
/// A key tries a line that is down at most this often.
const TRIES_LINE: Duration = Duration::from_secs(5);

impl App {
    pub(super) fn typed(&mut self, typed: &Typed) {
        self.dirty = true;
        self.key_came();
        self.try_line();
        self.time_keys();
        let typed = match typed {
            // Ctrl-C cancels like Esc and never ends the program.
            Typed::Key(Key { code: Code::Char('c'), ctrl: true }) => Typed::Key(Key::plain(Code::Esc)),
            Typed::Key(Key { code: Code::Char('l'), ctrl: true }) => return self.effects.push(Effect::Redraw),
            Typed::Key(Key { code: Code::Char('z'), ctrl: true }) if self.setup.suspends => return self.suspend(),
            // Where the terminal pastes by itself these keys never arrive; where they do, it is ours to paste.
            Typed::Key(Key { code: Code::Char('v'), ctrl: true } | Key { code: Code::Insert, .. }) => {
                Typed::Paste(self.copied.clone().unwrap_or_default())
            }
            other => other.clone(),
        };
        let areas = self.areas();
        if let Some(login) = &mut self.login {
            let mut ctx = ctx!(self, areas);
            login.typed(&typed, &mut ctx);
            let wishes = ctx.wishes;
            return self.grant(wishes);
        }
        if !self.layers.is_empty() {
            return self.typed_over(&typed);
        }
        match typed {
            Typed::Key(key) => self.pressed(key),
            // Several characters in one go that begin with a digit or an address: a reader's, too.
            Typed::Paste(text) if digits::is_burst(&text) => self.identify(&text),
            Typed::Paste(_) => {}
        }
    }

    /// Whether a hand typed this: not when it came at the heels of the key before, nor at the end of many that came
    /// faster than a hand keeps up. Packets of a burst may be torn apart: it ends with a rest.
    fn time_keys(&mut self) {
        let since = self.typed_at.map(|before| self.now.mono.saturating_sub(before));
        let goes_on = since.is_some_and(|since| since < digits::WAITS);
        self.run = if goes_on { self.run + 1 } else { 0 };
        self.burst = since.is_some_and(|since| since < BURST) || goes_on && (self.burst || self.run >= MANY);
        self.typed_at = Some(self.now.mono);
    }

    /// A key or a paste while a dialog is open.
    ///
    /// A card that is shown in that moment decides nothing: of its digits none is a choice, and its Enter, like that
    /// of a pasted line, is no hand's.
    fn typed_over(&mut self, typed: &Typed) {
        if self.is_closing() {
            if matches!(typed, Typed::Key(Key { code: Code::Esc, .. })) {
                self.said = Some((Role::Warn, Word::StillWorking.into()));
            }
            return;
        }
        let Typed::Key(key) = *typed else { return self.hand(typed) };
        let Some(layer) = self.layers.last() else { return };
        let (field, lines) = (layer.has_field(), layer.takes_lines());
        let counts = lines || key.code != Code::Enter || !self.burst;
        let is_digit = matches!(key.code, Code::Char('0'..='9'));
        let chooses = layer.digits_choose() && (is_digit || self.digits.under_way(self.now.mono));
        let waits = !field || chooses;
        let digit = if waits { self.digits.over_keys(key, self.now.mono) } else { Digit::Pass(None) };
        match digit {
            Digit::Burst(_) => {}
            Digit::Held(before) => before.into_iter().for_each(|before| self.hand_key(before)),
            Digit::Pass(Some(before)) => {
                self.hand_key(before);
                // What that one has opened or closed gets this one.
                if self.layers.is_empty() { self.pressed(key) } else { self.typed_over(typed) }
            }
            Digit::Pass(None) if counts => self.hand(typed),
            Digit::Pass(None) if field => self.said = Some((Role::Warn, Word::EnterAgain.into())),
            Digit::Pass(None) => {}
        }
    }

    /// A key that has waited counts.
    pub(super) fn hand_key(&mut self, waited: char) {
        self.dirty = true;
        self.hand(&Typed::Key(Key::plain(Code::Char(waited))));
    }

    /// The dialog gets it.
    fn hand(&mut self, typed: &Typed) {
        self.said = None;
        let areas = self.areas();
        let mut ctx = ctx!(self, areas);
        if let Some(layer) = self.layers.last_mut() {
            layer.typed(typed, &mut ctx);
        }
        let wishes = ctx.wishes;
        self.grant(wishes);
    }

    /// Whether what the open dialog asked for is on its way. Its answer closes it: until then nothing is asked for
    /// twice, and nobody leaves believing that nothing was done.
    fn is_closing(&self) -> bool {
        self.awaited.values().any(|after| after.close)
    }

    /// Whoever works while the line is down need not wait until it is tried again by itself.
    fn try_line(&mut self) {
        let lately = self.tried_line.is_some_and(|at| self.now.mono.saturating_sub(at) < TRIES_LINE);
        if matches!(self.status.link, Link::Offline { .. }) && !lately {
            self.tried_line = Some(self.now.mono);
            self.effects.push(Effect::TryLine);
        }
    }

    /// Opens the identity box with what came; the screen behind it stays.
    fn identify(&mut self, text: &str) {
        self.said = None;
        self.layers.push(Identity::new(text.trim(), self.now).into());
    }

    pub(super) fn pressed(&mut self, key: Key) {
        match self.digits.key(key, self.now.mono) {
            Digit::Burst(text) => self.identify(&text),
            Digit::Held(before) => {
                if let Some(before) = before {
                    self.mapped(Key::plain(Code::Char(before)));
                }
            }
            Digit::Pass(before) => {
                if let Some(digit) = before {
                    self.mapped(Key::plain(Code::Char(digit)));
                }
                self.mapped(key);
            }
        }
    }

    pub(super) fn mapped(&mut self, key: Key) {
        self.prefix.push(key);
        let keys = take(&mut self.prefix);
        match self.keymap.find(&keys) {
            Match::Command(id) => self.run(id, &keymap::describe(key)),
            Match::Begun => self.prefix = keys,
            // What did not go on as it began: the last key may still mean something by itself.
            Match::Nothing if keys.len() > 1 => self.mapped(key),
            Match::Nothing => {}
        }
    }

    /// Whether a command works now.
    pub fn can(&self, id: CommandId) -> Can {
        match id {
            CommandId::Undo => self.can_undo(),
            CommandId::Redo => self.can_redo(),
            CommandId::Repeat => self.can_repeat(),
            CommandId::Search | CommandId::LookUp => Can::Yes,
            id if matches!(command::of(id).group(), command::Group::Program | command::Group::Screens) => Can::Yes,
            CommandId::ShiftEnd => self.screens.get(ScreenId::Requests).can(id, self.who.as_ref()),
            CommandId::New if !self.screen_makes_its_own() => {
                missing_role(self.who.as_ref(), Duty::Operator).map_or(Can::Yes, Can::No)
            }
            CommandId::Copy => Can::when(self.screens.get(self.open).copied().is_some(), Word::NothingToCopy),
            CommandId::ExportList => Can::when(self.screens.get(self.open).table(&self.setup).is_some(), Word::NoList),
            id if command::of(id).moves() => Can::Yes,
            CommandId::Back if self.is_visiting() => Can::Yes,
            id => self.screens.get(self.open).can(id, self.who.as_ref()),
        }
    }

    /// Whether `+` makes something else on this screen than a walk-in's request.
    fn screen_makes_its_own(&self) -> bool {
        self.screens.get(self.open).can(CommandId::New, self.who.as_ref()).works()
    }

    pub(super) fn run(&mut self, id: CommandId, key: &str) {
        self.dirty = true;
        if matches!(id, CommandId::Undo | CommandId::Redo) && self.is_acting() {
            // What it is about is what was just asked for: once that has an answer.
            self.wanted = Some(id);
            return;
        }
        if let Can::No(why) = self.can(id) {
            return self.cannot(id, &why);
        }
        self.said = None;
        match id {
            CommandId::Undo => self.take_back(),
            CommandId::Redo => self.do_again(),
            CommandId::Repeat => self.repeat(key),
            CommandId::Home => self.go(ScreenId::Home),
            CommandId::Inbox => self.go(ScreenId::Inbox),
            CommandId::Requests => self.go(ScreenId::Requests),
            CommandId::Tasks => self.go(ScreenId::Tasks),
            CommandId::Archive => self.go(ScreenId::Archive),
            CommandId::Residents => self.go(ScreenId::Residents),
            CommandId::Sync => self.go(ScreenId::Sync),
            CommandId::ShiftEnd => {
                self.go(ScreenId::Requests);
                self.run_on_screen(id, key);
            }
            CommandId::Palette | CommandId::Help => self.open_palette(id == CommandId::Help),
            CommandId::Expert => self.toggle_footer(),
            CommandId::Search => {
                // Beranda has no list of its own: everything is searched.
                let from = (self.open == ScreenId::Home).then_some(ScreenId::Home);
                if from.is_some() {
                    self.go(ScreenId::Archive);
                }
                self.layers.push(Search::begun_on(from, self.open).into());
            }
            CommandId::LookUp => self.identify(""),
            CommandId::New if !self.screen_makes_its_own() => {
                let areas = self.areas();
                let mut ctx = ctx!(self, areas);
                let screen = self.screens.get(self.open);
                match screen.people() {
                    people if people.is_empty() => Walkin::open(screen.person(), false, &mut ctx),
                    people => Walkin::open_together(people, &mut ctx),
                }
                let wishes = ctx.wishes;
                self.grant(wishes);
            }
            CommandId::Person => self.change_person(),
            CommandId::Pin => self.layers.push(Pin::default().into()),
            CommandId::Quit if self.status.stays_unsent() => self.layers.push(Leave::new(self.status.unsent).into()),
            CommandId::Quit => self.quit(ExitReason::Left),
            CommandId::Redraw => self.effects.push(Effect::Redraw),
            CommandId::Copy => self.copy(),
            CommandId::ExportList => self.export(),
            CommandId::Saved => {
                let told = self.saved.map_or(Message::SavedAlways, |at| Message::SavedAt(clock(at)));
                self.said = Some((Role::Good, told));
            }
            CommandId::Back if self.is_visiting() && !self.screens.get(self.open).can(id, None).works() => {
                self.go(ScreenId::Home);
            }
            id => {
                if id == CommandId::Filter {
                    self.visiting = None;
                }
                self.run_on_screen(id, key);
            }
        }
    }

    fn run_on_screen(&mut self, id: CommandId, key: &str) {
        let areas = self.areas();
        let mut ctx = ctx!(self, areas);
        self.screens.get_mut(self.open).run(id, key, &mut ctx);
        let wishes = ctx.wishes;
        self.grant(wishes);
    }

    /// A disabled command says why; a decision key counts as pressed all the same.
    pub(super) fn cannot(&mut self, id: CommandId, why: &Message) {
        if matches!(
            id,
            CommandId::Forward | CommandId::Return | CommandId::Refuse | CommandId::Sign | CommandId::Repeat
        ) {
            self.guard.key(None, false, self.now.mono);
        }
        if matches!(id, CommandId::Back | CommandId::Open) {
            self.said = None;
            return;
        }
        let title = self.setup.word(command::of(id).title).to_owned();
        let reason = self.why_not(id, why);
        self.said = Some((Role::Warn, Message::Why { title, reason }));
    }
}
