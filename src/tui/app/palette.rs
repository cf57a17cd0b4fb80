//! Help and palette at the desk: why a command cannot be used and where it can, commands with something behind
//! them, what was typed before, the key that would have been faster, and how many keys the footer names.

use super::App;
use super::world::ctx;
use crate::desk::{Command, Query};
use crate::domain::nik::mask_in;
use crate::i18n::{Message, Word};
use crate::tui::command::{self, Can, CommandId, Group};
use crate::tui::context::{After, Wish};
use crate::tui::layers::palette::Palette;
use crate::tui::screens::ScreenId;
use crate::tui::theme::Role;

/// How much of what was typed is kept.
const MOST_REMEMBERED: usize = 50;
/// After so many slow ways the key is named.
const SLOW_WAYS: u8 = 3;
/// Where a person's choice of footer is kept on this device, beside unfinished typing.
pub(super) const FOOTER: &str = "footer";

/// What the desk learns about a person's way of working, for as long as they sit there.
#[derive(Default)]
pub(super) struct Habits {
    /// What was typed into the palette, oldest first.
    history: Vec<String>,
    /// How often a command was run the slow way.
    slow: std::collections::HashMap<CommandId, u8>,
    /// The key that would have been faster.
    faster: Option<String>,
    /// The footer names three keys alone.
    pub(super) few: bool,
}

impl App {
    /// People who are new here get three keys in the footer until they ask for all (`:mahir`).
    pub fn teach(&mut self) {
        self.teaches = true;
    }

    pub(super) fn open_palette(&mut self, help: bool) {
        let can = |id| {
            let can = self.can(id);
            let why = if let Can::No(why) = &can { Some(self.why_not(id, why)) } else { None };
            (can, why)
        };
        let mut palette = Palette::new(help, &self.setup, &self.keymap, &self.habits.history, can)
            .with_views(self.screens.views(), &self.setup);
        self.explained().into_iter().for_each(|(id, about)| palette.explain(id, about));
        // What was not read before it is covered is not read afterwards.
        self.guard.covered(self.now.mono);
        self.layers.push(palette.into());
    }

    /// Why a command cannot be used now, and on which screens it could.
    pub(super) fn why_not(&self, id: CommandId, why: &Message) -> String {
        let reason = self.setup.say(why);
        if *why != Message::Plain(Word::NotOnThisScreen) {
            return reason;
        }
        let there = |screen: ScreenId| !matches!(self.screens.get(screen).can(id, self.who.as_ref()), Can::No(why) if why == Message::Plain(Word::NotOnThisScreen));
        let names: Vec<String> = ScreenId::ALL
            .iter()
            .filter(|(screen, ..)| *screen != self.open && there(*screen))
            .map(|(_, digit, _, short, _)| format!("{digit} ({})", self.setup.word(*short)))
            .collect();
        if names.is_empty() { reason } else { format!("{reason} {}", self.setup.say(&Message::OnScreens(names))) }
    }

    /// What was typed comes back with the arrow up, unless it holds a whole identity number.
    pub(super) fn remember(&mut self, text: String) {
        if mask_in(&text) != text {
            return;
        }
        let history = &mut self.habits.history;
        history.retain(|old| *old != text);
        history.push(text);
        if history.len() > MOST_REMEMBERED {
            history.remove(0);
        }
    }

    /// A command was run by its name. The third time its key is named.
    pub(super) fn run_by_name(&mut self, id: CommandId) {
        let key = self.keymap.first_key(id);
        self.run(id, key.as_deref().unwrap_or(command::of(id).name));
        let Some(key) = key else { return };
        let slow = self.habits.slow.entry(id).or_default();
        *slow += 1;
        if *slow >= SLOW_WAYS {
            *slow = 0;
            self.habits.faster = Some(key);
        }
    }

    /// A command with something behind it: a row to act on, words to look for.
    ///
    /// A decision is not taken on a row that was only named: it is shown, and the key decides.
    pub(super) fn run_on(&mut self, id: CommandId, argument: &str) {
        self.dirty = true;
        if let Can::No(why) = self.can(id)
            && command::of(id).group() == Group::Screens
        {
            return self.cannot(id, &why);
        }
        match command::of(id).group() {
            Group::Screens => {
                self.run_by_name(id);
                self.narrow(argument.to_owned());
            }
            Group::Finding if matches!(id, CommandId::Search) => self.narrow(argument.to_owned()),
            Group::Deciding | Group::Working | Group::Finding => self.run_on_row(id, argument),
            Group::Moving | Group::Program => {
                let title = self.setup.word(command::of(id).title).to_owned();
                let reason = self.setup.word(Word::TakesNothing).to_owned();
                self.said = Some((Role::Warn, Message::Why { title, reason }));
            }
        }
    }

    fn run_on_row(&mut self, id: CommandId, argument: &str) {
        if !self.screens.get_mut(self.open).go_to(argument, self.now) {
            self.said = Some((Role::Warn, Message::NoLine(argument.to_owned())));
            return;
        }
        // Its content is asked for now, and what was asked for happens when it is here.
        let areas = self.areas();
        let mut ctx = ctx!(self, areas);
        self.screens.get(self.open).ask_preview(&mut ctx);
        let wishes = ctx.wishes;
        let content = wishes.iter().find_map(|wish| match wish {
            Wish::Ask(query) => Some(query.clone()),
            _ => None,
        });
        self.grant(wishes);
        if command::of(id).group() == Group::Deciding {
            let key = self.keymap.first_key(id).unwrap_or_else(|| command::of(id).name.to_owned());
            self.said = Some((Role::Plain, Message::ReadThenPress { row: argument.to_uppercase(), key }));
        } else if let Some(content) = content {
            self.waiting = Some((id, content));
        } else {
            self.run_by_name(id);
        }
    }

    /// An answer is here: perhaps the content that a command waited for.
    pub(super) fn run_waiting(&mut self, answered: &Query) {
        if let Some((id, _)) = self.waiting.take_if(|(_, content)| content == answered) {
            self.run_by_name(id);
        }
    }

    /// Nothing is left of what the last key led to.
    pub(super) fn key_came(&mut self) {
        self.waiting = None;
        self.habits.faster = None;
    }

    /// The key that would have been faster, to be named behind what was said.
    pub(super) fn faster(&self) -> Option<String> {
        self.habits.faster.as_ref().map(|key| self.setup.say(&Message::Faster(key.clone())))
    }

    /// Somebody sat down: their habits are their own.
    pub(super) fn new_habits(&mut self) {
        self.habits = Habits::default();
        if self.teaches {
            self.ask(Query::Draft { form: FOOTER, record: None });
        }
    }

    /// Which footer this person chose; who never did is new.
    pub(super) fn footer_chosen(&mut self, kept: Option<&str>) {
        self.habits.few = self.teaches && kept != Some("all");
        if self.habits.few && kept.is_none() && self.said.is_none() {
            self.said = Some((Role::Plain, Word::FewKeys.into()));
        }
        self.dirty = true;
    }

    pub(super) fn toggle_footer(&mut self) {
        self.habits.few = !self.habits.few;
        let (kept, word) = if self.habits.few { ("three", Word::ExpertOff) } else { ("all", Word::ExpertOn) };
        let command = Command::SaveDraft { form: FOOTER.to_owned(), record: None, text: kept.to_owned() };
        self.grant(vec![
            Wish::Do(Box::new(command), After { quiet: true, ..After::default() }),
            Wish::Say(Role::Good, word.into()),
        ]);
    }

    /// Of the keys that work now, those that a new person needs: what the work is, the way back, and help.
    pub(super) fn few(&self, keys: Vec<(CommandId, (String, String))>) -> Vec<(CommandId, (String, String))> {
        let back = keys.iter().find(|(id, _)| *id == CommandId::Back);
        let help = keys.iter().find(|(id, _)| *id == CommandId::Help);
        let work = keys.iter().filter(|(id, _)| !matches!(id, CommandId::Back | CommandId::Help));
        let work = work.take(if back.is_some() { 1 } else { 2 });
        work.chain(back).chain(help).cloned().collect()
    }
}
